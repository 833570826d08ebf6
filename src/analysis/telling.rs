//! Measures the metadata that was told of reports against a table that says what is right.

use crate::document::{Metadata, MetadataField};
use crate::lexicon::Gazetteer;
use crate::metadata::{By, Told, same_place};

/// A field that was told otherwise than the table says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistold {
    /// The field.
    pub field: MetadataField,
    /// What the table says.
    pub expected: String,
    /// What was told; `None` for nothing.
    pub told: Option<String>,
    /// What it was told by.
    pub by: Option<By>,
}

/// How many of the values of each field that a table has were told right.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TellingFigures {
    counts: Vec<(MetadataField, usize, usize)>,
}

impl TellingFigures {
    /// Counts one report; the fields that were told otherwise than `expected` says, where it says anything.
    pub fn compare(
        &mut self,
        told: &Told,
        expected: &Metadata,
        gazetteer: &Gazetteer,
    ) -> Vec<Mistold> {
        let mut mistold = Vec::new();
        for field in MetadataField::ALL {
            let Some(value) = field
                .of(expected)
                .filter(|_| field != MetadataField::Source)
            else {
                continue;
            };
            let right = is_right(field, told, expected, gazetteer);
            match self.counts.iter_mut().find(|(known, _, _)| *known == field) {
                Some((_, of, hits)) => {
                    *of += 1;
                    *hits += usize::from(right);
                }
                None => self.counts.push((field, 1, usize::from(right))),
            }
            if !right {
                mistold.push(Mistold {
                    field,
                    expected: value,
                    told: field.of(&told.metadata),
                    by: told.by(field),
                });
            }
        }
        mistold
    }

    /// For each field that the table has: how many values there are, and how many of them were told right.
    pub fn fields(&self) -> impl Iterator<Item = (MetadataField, usize, usize)> {
        let mut counts = self.counts.clone();
        counts.sort_unstable();
        counts.into_iter()
    }
}

/// Whether a field was told as `expected` says: a place where it names the same place, a date where it is the same as far
/// as the table says it, an office where one of those that signed is meant.
fn is_right(field: MetadataField, told: &Told, expected: &Metadata, gazetteer: &Gazetteer) -> bool {
    let (Some(value), Some(right)) = (field.of(&told.metadata), field.of(expected)) else {
        return false;
    };
    let squeezed = |text: &str| -> String { text.split_whitespace().collect() };
    match field {
        MetadataField::Place => same_place(
            (&value, told.metadata.code.as_deref()),
            (&right, expected.code.as_deref()),
            gazetteer,
        ),
        MetadataField::Date => value.starts_with(&right),
        MetadataField::Issuer => value == right || value.split('、').any(|office| office == right),
        MetadataField::Title => squeezed(&value) == squeezed(&right),
        _ => value == right,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::metadata::{Clues, tell};

    #[test]
    fn counts_what_is_right() {
        let lexicon = Lexicon::builtin();
        let clues = Clues {
            path: "",
            title: None,
            text: "清远市2018年政府工作报告\n（2018年1月10日）\n各位代表：\n",
        };
        let told = tell(&clues, lexicon);
        let expected = Metadata {
            place: Some("清远".into()),
            year: Some(2017),
            date: Some("2018-01".into()),
            source: Some("x".into()),
            ..Metadata::default()
        };
        let mut figures = TellingFigures::default();
        let mistold = figures.compare(&told, &expected, lexicon.gazetteer());
        let fields: Vec<_> = figures.fields().collect();
        assert_eq!(
            fields,
            [
                (MetadataField::Place, 1, 1),
                (MetadataField::Year, 1, 0),
                (MetadataField::Date, 1, 1)
            ]
        );
        assert_eq!(mistold.len(), 1);
        assert_eq!(mistold[0].field, MetadataField::Year);
        assert_eq!(mistold[0].told.as_deref(), Some("2018"));
        assert_eq!(mistold[0].by, Some(By::Title));
    }
}
