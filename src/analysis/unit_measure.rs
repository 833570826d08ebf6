//! The unit that a series is shown in: 亿元, 万人, %.

use super::observation::Observation;
use crate::lexicon::Lexicon;
use crate::quantity::power;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The words of multipliers, the longer before those that they begin or end with.
const MULTIPLIERS: [(&str, u32); 9] = [
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
];

/// To how many places behind the point a value is worked out where a unit divides it without end.
const PLACES: u32 = 6;

/// A unit with its multiplier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMeasure {
    /// The unit as it is written: 亿元.
    pub name: String,
    /// The base unit.
    pub base: String,
    /// Numerator and denominator of its factor to the base unit.
    factor: (Decimal, Decimal),
}

impl UnitMeasure {
    /// The unit with this power of ten, whose base unit is `base`.
    fn new(scale: u32, unit: &str, base: &str, lexicon: &Lexicon) -> Option<UnitMeasure> {
        let (times, parts) = match lexicon.units.get(unit) {
            Some(known) => known.factor,
            None => (Decimal::ONE, Decimal::ONE),
        };
        let word = MULTIPLIERS
            .iter()
            .find(|(_, s)| *s == scale)
            .map(|(w, _)| *w);
        let word = match scale {
            0 => "",
            _ => word?,
        };
        Some(UnitMeasure {
            name: format!("{word}{unit}"),
            base: base.to_string(),
            factor: (times.checked_mul(power(scale)?)?, parts),
        })
    }

    /// The unit that `written` names, of any dimension; `None` where the lexicon does not know it.
    pub fn named(written: &str, lexicon: &Lexicon) -> Option<UnitMeasure> {
        let written = written.trim();
        let known = |scale: u32, unit: &str| {
            let unit = lexicon.units.get(unit)?;
            UnitMeasure::new(scale, &unit.name, &unit.base, lexicon)
        };
        known(0, written).or_else(|| {
            MULTIPLIERS
                .iter()
                .find_map(|(word, scale)| known(*scale, written.strip_prefix(word)?))
        })
    }

    /// The unit that most of these observations are written in; of two as frequent that of the later.
    pub fn of_most(observations: &[&Observation], lexicon: &Lexicon) -> Option<UnitMeasure> {
        let mut counts: BTreeMap<(u32, &str, &str), (usize, usize)> = BTreeMap::new();
        for (i, observation) in observations.iter().enumerate() {
            let base = observation.signed_unit().unwrap_or_default();
            // A growth in 倍 is given in per cent.
            let unit = match base == "%" {
                true => "%",
                false => observation.unit.as_deref().unwrap_or(base),
            };
            let scale = MULTIPLIERS.iter().any(|(_, s)| *s == observation.scale);
            let scale = if scale { observation.scale } else { 0 };
            let (count, last) = counts.entry((scale, unit, base)).or_default();
            *count += 1;
            *last = i;
        }
        let best = counts.into_iter().max_by_key(|(_, count)| *count);
        best.and_then(|((scale, unit, base), _)| UnitMeasure::new(scale, unit, base, lexicon))
    }

    /// A value of the base unit in this one.
    pub fn of_base(&self, value: Decimal) -> Option<Decimal> {
        let (times, parts) = self.factor;
        let value = value.checked_mul(parts)?.checked_div(times)?;
        // 1/3 of something has no last digit; all others keep theirs.
        let value = match value.scale() > 20 {
            true => value.round_dp(PLACES),
            false => value,
        };
        Some(value.normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::super::observation::samples::level;
    use super::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_unit_by_its_name() {
        let lexicon = Lexicon::builtin();
        let named = |name: &str| UnitMeasure::named(name, lexicon);
        let hundred_million = named("亿元").unwrap();
        assert_eq!(
            hundred_million.of_base(decimal("150090000000")),
            Some(decimal("1500.9"))
        );
        assert_eq!(named("万千瓦").map(|m| m.name).as_deref(), Some("万千瓦"));
        assert_eq!(named("千瓦").map(|m| m.name).as_deref(), Some("千瓦"));
        let acres = named("亩").unwrap();
        assert_eq!(acres.of_base(decimal("1000")), Some(decimal("1.5")));
        assert_eq!(named("两"), named("两"));
        assert!(named("亿某").is_none());
    }

    #[test]
    fn the_unit_of_most() {
        let lexicon = Lexicon::builtin();
        let years = [
            level("1500.9", 8, "2017", 2018),
            level("14300000", 4, "2016", 2017),
            level("1600", 8, "2018", 2019),
        ];
        let years: Vec<&Observation> = years.iter().collect();
        let most = UnitMeasure::of_most(&years, lexicon).unwrap();
        assert_eq!((most.name.as_str(), most.base.as_str()), ("亿元", "元"));
        assert_eq!(UnitMeasure::of_most(&[], lexicon), None);
    }
}
