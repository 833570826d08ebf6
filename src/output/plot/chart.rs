//! What a chart of values over years shows: axes, curves with gaps, values, hollow marks for targets, names.

use super::ink::Ink;
use super::{Anchor, Mark, Picture, Shape};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 540.0;
const LEFT: f64 = 84.0;
const RIGHT: f64 = 40.0;
const TOP: f64 = 96.0;
const BOTTOM: f64 = 72.0;

/// How far from the middle of a mark a click still means it, where no other is near.
const REACH: f64 = 10.0;

/// How many values are written beside their marks.
const MOST_VALUES: usize = 48;

/// About how many lines the grid has.
const LINES: f64 = 6.0;

/// About how many characters a line of the legend holds.
const LEGEND_ROOM: f64 = WIDTH - LEFT - RIGHT;

/// A chart of one or more curves over years.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The title.
    pub title: String,
    /// The unit of the values.
    pub unit: String,
    /// What stands below: where the values come from.
    pub source: String,
    /// The curves.
    pub curves: Vec<Curve>,
}

/// The values of one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// Its name in the legend.
    pub name: String,
    /// Its years, in order.
    pub points: Vec<Point>,
}

/// What is drawn of one year. Where it is drawn is a float; what is written there is the exact decimal.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The year.
    pub year: i32,
    /// The value.
    pub value: Option<(f64, String)>,
    /// What the value was to be.
    pub target: Option<(f64, String)>,
    /// The address of the sentence that states the value.
    pub link: Option<String>,
    /// The address of the sentence that states what it was to be.
    pub target_link: Option<String>,
}

/// From where to where an axis goes, and how far its lines are apart.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Axis {
    low: f64,
    high: f64,
    step: f64,
}

impl Axis {
    /// An axis on which all values lie, with lines at round numbers; from 0 where that wastes less than half of it.
    fn over(values: &[f64]) -> Axis {
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut least, mut most) = match least.is_finite() && most.is_finite() {
            true => (least, most),
            false => (0.0, 1.0),
        };
        if least > 0.0 && least < most * 0.6 {
            least = 0.0;
        }
        if most - least <= most.abs().max(1e-9) * 1e-9 {
            let half = if most == 0.0 { 1.0 } else { most.abs() * 0.1 };
            (least, most) = (least - half, most + half);
        }
        // A little less, for a float may be a little more than what it stands for.
        let rough = (most - least) / LINES * (1.0 - 1e-9);
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .iter()
            .map(|n| n * power)
            .find(|s| *s >= rough);
        let step = step.unwrap_or(rough);
        Axis {
            low: (least / step).floor() * step,
            high: (most / step).ceil() * step,
            step,
        }
    }

    fn lines(&self) -> impl Iterator<Item = f64> + '_ {
        let count = ((self.high - self.low) / self.step)
            .round()
            .clamp(0.0, 50.0) as usize;
        (0..=count).map(|i| self.low + self.step * i as f64)
    }

    /// A number on the axis, with as many places as its lines need.
    fn written(&self, value: f64) -> String {
        let places = (-self.step.log10().floor()).clamp(0.0, 8.0) as usize;
        // 2.5 needs one place more than its power of ten.
        let shifted = self.step * 10f64.powi(places as i32);
        let odd = (shifted - shifted.round()).abs() > 1e-6;
        let number = format!("{value:.*}", places + usize::from(odd));
        match number
            .trim_start_matches('-')
            .trim_matches(['0', '.'])
            .is_empty()
        {
            true => "0".to_string(),
            false => number,
        }
    }
}

impl Chart {
    /// The chart as shapes.
    pub(super) fn picture(&self) -> Picture {
        let mut shapes = Vec::new();
        let points = || self.curves.iter().flat_map(|c| &c.points);
        let both = |p: &Point| -> Vec<f64> {
            [&p.value, &p.target]
                .into_iter()
                .flatten()
                .map(|(v, _)| *v)
                .collect()
        };
        let drawn = points().filter(|p| p.value.is_some() || p.target.is_some());
        let years: Vec<i32> = drawn.map(|p| p.year).collect();
        let first = years.iter().copied().min().unwrap_or(0);
        let last = years.iter().copied().max().unwrap_or(first);
        let axis = Axis::over(&points().flat_map(both).collect::<Vec<_>>());
        let x = |year: i32| {
            let room = WIDTH - LEFT - RIGHT - 48.0;
            match last - first {
                0 => LEFT + 24.0 + room / 2.0,
                span => LEFT + 24.0 + room * f64::from(year - first) / f64::from(span),
            }
        };
        let y = |value: f64| {
            let part = (value - axis.low) / (axis.high - axis.low);
            HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)
        };
        let text = |at, size, anchor, ink, bold, text: String| Shape::Text {
            at,
            size,
            anchor,
            ink,
            bold,
            text,
        };
        shapes.push(text(
            (WIDTH / 2.0, 36.0),
            20.0,
            Anchor::Middle,
            Ink::Plain,
            true,
            self.title.clone(),
        ));
        if !self.unit.is_empty() {
            let unit = format!("单位：{}", self.unit);
            shapes.push(text(
                (LEFT, TOP - 14.0),
                13.0,
                Anchor::End,
                Ink::Dim,
                false,
                unit.clone(),
            ));
            // The unit stands over the numbers of the axis.
            if let Some(Shape::Text { at, anchor, .. }) = shapes.last_mut() {
                (*at, *anchor) = ((14.0, TOP - 14.0), Anchor::Start);
            }
        }
        for line in axis.lines() {
            let at = y(line);
            shapes.push(Shape::Line {
                points: vec![(LEFT, at), (WIDTH - RIGHT, at)],
                ink: Ink::Grid,
                width: 1.0,
                dashed: false,
            });
            shapes.push(text(
                (LEFT - 10.0, at + 4.5),
                13.0,
                Anchor::End,
                Ink::Dim,
                false,
                axis.written(line),
            ));
        }
        let every = ((last - first) / 16 + 1).max(1);
        for year in (first..=last).filter(|year| (year - first) % every == 0) {
            shapes.push(text(
                (x(year), HEIGHT - BOTTOM + 22.0),
                13.0,
                Anchor::Middle,
                Ink::Dim,
                false,
                year.to_string(),
            ));
        }
        shapes.push(Shape::Line {
            points: vec![(LEFT, y(axis.low)), (WIDTH - RIGHT, y(axis.low))],
            ink: Ink::Dim,
            width: 1.0,
            dashed: false,
        });
        let values = points().filter(|p| p.value.is_some()).count();
        let labelled = values <= MOST_VALUES;
        let mut taken: Vec<(f64, f64)> = Vec::new();
        for (i, curve) in self.curves.iter().enumerate() {
            let ink = Ink::Curve(i);
            self.curve(curve, ink, &x, &y, &mut shapes);
            let known = curve
                .points
                .iter()
                .filter(|p| p.value.is_some() && labelled);
            let known: Vec<&Point> = known.collect();
            for (i, point) in known.iter().enumerate() {
                let Some((value, said)) = &point.value else {
                    continue;
                };
                let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
                let beside = beside.filter_map(|i| known.get(i)?.value.as_ref());
                let beside: Vec<f64> = beside.map(|(v, _)| *v).collect();
                let is_lowest = beside.len() == 2 && beside.iter().all(|v| v > value);
                // Above the mark, or below it in a trough and where another value stands there already.
                let at = (x(point.year), y(*value) - 10.0);
                let hides = |(a, b): (f64, f64), t: &(f64, f64)| {
                    (a - t.0).abs() < 44.0 && (b - t.1).abs() < 13.0
                };
                let below = (at.0, at.1 + 28.0);
                let free = |at: (f64, f64)| !taken.iter().any(|t| hides(at, t));
                let places = if is_lowest { [below, at] } else { [at, below] };
                let Some(at) = places.into_iter().find(|at| free(*at)) else {
                    continue;
                };
                taken.push(at);
                shapes.push(text(at, 12.0, Anchor::Middle, ink, false, said.clone()));
            }
        }
        self.legend(&mut shapes);
        shapes.push(text(
            (LEFT, HEIGHT - 18.0),
            11.0,
            Anchor::Start,
            Ink::Dim,
            false,
            self.source.clone(),
        ));
        spread(&mut shapes);
        let unit = match self.unit.is_empty() {
            true => String::new(),
            false => format!("（{}）", self.unit),
        };
        Picture {
            told: format!("{}{unit}", self.title),
            width: WIDTH,
            height: HEIGHT,
            shapes,
        }
    }

    /// A curve, dashed over years without a value, its marks and those of its targets.
    fn curve(
        &self,
        curve: &Curve,
        ink: Ink,
        x: &dyn Fn(i32) -> f64,
        y: &dyn Fn(f64) -> f64,
        shapes: &mut Vec<Shape>,
    ) {
        let mut known: Vec<(i32, (f64, f64))> = Vec::new();
        let mut dots = Vec::new();
        for point in &curve.points {
            if let Some((value, said)) = &point.value {
                let at = (x(point.year), y(*value));
                known.push((point.year, at));
                dots.push(Shape::Dot {
                    at,
                    radius: 3.0,
                    ink,
                    hollow: false,
                    mark: Some(self.mark(curve, point.year, "", said, &point.link)),
                });
            }
        }
        for pair in known.windows(2) {
            // Over years without a value the way is only guessed.
            let gap = pair[1].0 != pair[0].0 + 1;
            shapes.push(Shape::Line {
                points: vec![pair[0].1, pair[1].1],
                ink,
                width: if gap { 1.0 } else { 2.0 },
                dashed: gap,
            });
        }
        for point in &curve.points {
            if let Some((target, said)) = &point.target {
                shapes.push(Shape::Dot {
                    at: (x(point.year), y(*target)),
                    radius: 5.0,
                    ink,
                    hollow: true,
                    mark: Some(self.mark(curve, point.year, "目标 ", said, &point.target_link)),
                });
            }
        }
        shapes.extend(dots);
    }

    /// What a mark of a year stands for: 清远市 2017年 1500.9亿元.
    fn mark(
        &self,
        curve: &Curve,
        year: i32,
        what: &str,
        said: &str,
        link: &Option<String>,
    ) -> Mark {
        let told = format!("{} {year}年 {what}{said}{}", curve.name, self.unit);
        Mark {
            told: told.trim_start().to_string(),
            link: link.clone(),
            reach: REACH,
        }
    }

    /// The names of the curves, and what a hollow mark is.
    fn legend(&self, shapes: &mut Vec<Shape>) {
        let targets = self
            .curves
            .iter()
            .flat_map(|c| &c.points)
            .any(|p| p.target.is_some());
        let mut entries: Vec<(String, Ink, bool)> = Vec::new();
        if self.curves.len() > 1 {
            let named = self.curves.iter().enumerate();
            entries.extend(named.map(|(i, c)| (c.name.clone(), Ink::Curve(i), false)));
        }
        entries.extend(targets.then(|| ("目标".to_string(), Ink::Dim, true)));
        let width = |name: &str| {
            30.0 + 13.0
                * name
                    .chars()
                    .map(|c| if c.is_ascii() { 0.6 } else { 1.0 })
                    .sum::<f64>()
        };
        let whole: f64 = entries.iter().map(|(name, ..)| width(name)).sum();
        let mut x = WIDTH - RIGHT - whole.min(LEGEND_ROOM - 120.0);
        let y = TOP - 32.0;
        for (name, ink, hollow) in entries {
            if x + width(&name) > WIDTH - RIGHT + 20.0 {
                break;
            }
            shapes.push(Shape::Dot {
                at: (x, y),
                radius: if hollow { 5.0 } else { 4.0 },
                ink,
                hollow,
                mark: None,
            });
            shapes.push(Shape::Text {
                at: (x + 10.0, y + 4.5),
                size: 13.0,
                anchor: Anchor::Start,
                ink: Ink::Plain,
                bold: false,
                text: name.clone(),
            });
            x += width(&name);
        }
    }
}

/// Makes marks that stand near to each other share the room between them, so that a click never means the farther one.
fn spread(shapes: &mut [Shape]) {
    let places = shapes.iter().filter_map(|shape| match shape {
        Shape::Dot {
            at, mark: Some(_), ..
        } => Some(*at),
        _ => None,
    });
    let places: Vec<(f64, f64)> = places.collect();
    let mut number = 0;
    for shape in shapes {
        let Shape::Dot {
            at,
            radius,
            mark: Some(mark),
            ..
        } = shape
        else {
            continue;
        };
        let others = places.iter().enumerate().filter(|(i, _)| *i != number);
        let apart = others.map(|(_, (x, y))| (at.0 - x).hypot(at.1 - y));
        let nearest = apart.fold(f64::INFINITY, f64::min);
        mark.reach = (nearest / 2.0).clamp(*radius, REACH);
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(year: i32, value: f64) -> Point {
        Point {
            year,
            value: Some((value, value.to_string())),
            target: None,
            link: None,
            target_link: None,
        }
    }

    fn chart(curves: Vec<Curve>) -> Chart {
        Chart {
            title: "清河市 地区生产总值".into(),
            unit: "亿元".into(),
            source: "来源：3份报告".into(),
            curves,
        }
    }

    fn curve(name: &str, points: Vec<Point>) -> Curve {
        Curve {
            name: name.into(),
            points,
        }
    }

    #[test]
    fn lines_stand_at_round_numbers() {
        let lines = |values: &[f64]| -> Vec<String> {
            let axis = Axis::over(values);
            axis.lines().map(|l| axis.written(l)).collect()
        };
        assert_eq!(
            lines(&[1388.1, 1500.9]),
            [
                "1380", "1400", "1420", "1440", "1460", "1480", "1500", "1520"
            ]
        );
        assert_eq!(lines(&[0.2, 1.4]).first().map(String::as_str), Some("0"));
        assert_eq!(lines(&[2.51, 2.63])[0], "2.50");
        assert_eq!(lines(&[-3.0, 5.0])[0], "-4");
        assert!(lines(&[7.0, 7.0]).len() > 2, "equal values");
        assert!(!lines(&[]).is_empty());
    }

    #[test]
    fn a_gap_is_a_dashed_line() {
        let points = vec![
            point(2014, 1.0),
            point(2015, 2.0),
            point(2017, 3.0),
            point(2018, 4.0),
            point(2020, 5.0),
        ];
        let picture = chart(vec![curve("清河市", points)]).picture();
        let own = Ink::Curve(0);
        let is_dashed = |s: &Shape| match s {
            Shape::Line { ink, dashed, .. } if *ink == own => Some(*dashed),
            _ => None,
        };
        let lines: Vec<bool> = picture.shapes.iter().filter_map(is_dashed).collect();
        assert_eq!(lines, [false, true, false, true]);
        let dots = picture
            .shapes
            .iter()
            .filter(|s| matches!(s, Shape::Dot { hollow: false, .. }));
        assert_eq!(dots.count(), 5);
    }

    #[test]
    fn targets_are_hollow_and_told_of() {
        let mut aimed = point(2018, 4.0);
        aimed.target = Some((5.0, "5".into()));
        let texts = |chart: &Chart| -> Vec<String> {
            let shapes = chart.picture().shapes.into_iter();
            shapes
                .filter_map(|s| match s {
                    Shape::Text { text, .. } => Some(text),
                    _ => None,
                })
                .collect()
        };
        let with = chart(vec![curve("甲", vec![point(2017, 3.0), aimed])]);
        assert!(texts(&with).contains(&"目标".to_string()));
        let hollow = with.picture().shapes.into_iter();
        assert_eq!(
            hollow
                .filter(|s| matches!(s, Shape::Dot { hollow: true, .. }))
                .count(),
            2
        );
        let without = chart(vec![
            curve("甲", vec![point(2017, 3.0)]),
            curve("乙", vec![point(2017, 4.0)]),
        ]);
        let texts = texts(&without);
        assert!(!texts.contains(&"目标".to_string()));
        assert!(texts.contains(&"甲".to_string()) && texts.contains(&"乙".to_string()));
    }

    #[test]
    fn marks_tell_what_they_stand_for_and_share_their_room() {
        let mut aimed = point(2018, 4.0);
        aimed.target = Some((4.1, "≥4.1".into()));
        let points = vec![point(2000, 1.0), aimed];
        let picture = chart(vec![curve("清河市", points)]).picture();
        let marks = picture.shapes.iter().filter_map(|s| match s {
            Shape::Dot { mark, .. } => mark.as_ref(),
            _ => None,
        });
        let marks: Vec<(&str, bool)> = marks.map(|m| (&*m.told, m.reach == REACH)).collect();
        assert_eq!(
            marks,
            [
                ("清河市 2018年 目标 ≥4.1亿元", false),
                ("清河市 2000年 1亿元", true),
                ("清河市 2018年 4亿元", false),
            ]
        );
        assert_eq!(picture.told, "清河市 地区生产总值（亿元）");
    }

    #[test]
    fn everything_lies_on_the_picture() {
        let picture = chart(vec![curve(
            "甲",
            vec![point(1956, -3.0), point(2026, 1e12)],
        )])
        .picture();
        for shape in &picture.shapes {
            let points = match shape {
                Shape::Line { points, .. } => points.clone(),
                Shape::Dot { at, .. } | Shape::Text { at, .. } => vec![*at],
            };
            for (x, y) in points {
                assert!(
                    (0.0..=WIDTH).contains(&x) && (0.0..=HEIGHT).contains(&y),
                    "{shape:?}"
                );
            }
        }
    }
}
