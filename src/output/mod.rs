//! What users get: the wire record, and the formats in which answers are written.

mod follow;
mod kept;
mod observed;
mod record;
mod stated;

#[cfg(feature = "program")]
mod alike;
#[cfg(feature = "program")]
mod comparison;
#[cfg(feature = "program")]
mod csv;
#[cfg(feature = "program")]
mod excerpt;
#[cfg(feature = "program")]
mod explanation;
#[cfg(feature = "program")]
mod exported;
#[cfg(feature = "program")]
mod figure;
#[cfg(feature = "program")]
mod findings;
#[cfg(feature = "program")]
mod holdings;
#[cfg(feature = "program")]
mod items;
#[cfg(feature = "program")]
mod json;
#[cfg(feature = "program")]
mod markdown;
#[cfg(feature = "program")]
mod measured;
#[cfg(feature = "program")]
mod observation;
#[cfg(feature = "program")]
mod panel;
#[cfg(feature = "program")]
mod parquet;
#[cfg(feature = "program")]
mod passages;
#[cfg(feature = "program")]
mod picked;
#[cfg(feature = "program")]
mod plot;
#[cfg(feature = "program")]
mod rules;
#[cfg(feature = "program")]
mod screen;
#[cfg(feature = "program")]
mod series;
#[cfg(feature = "program")]
mod sheet;
#[cfg(feature = "program")]
mod table;
#[cfg(feature = "program")]
mod telling;
#[cfg(feature = "program")]
mod xlsx;

pub use follow::{FollowError, Followed, Wanted, follow};
pub use record::{Numbers, Record, records};
pub use stated::report;

#[cfg(feature = "program")]
pub use holdings::{DocumentItem, StatsItem};
#[cfg(feature = "program")]
pub use items::{Alike, ContextItem, CountItem, Page, SentenceItem};
#[cfg(feature = "program")]
pub use screen::{Screen, unbroken};
#[cfg(feature = "program")]
pub use {
    alike::SimilarItem,
    comparison::{CompareItem, StatedBy},
    excerpt::{ExcerptItem, HeadingItem, excerpt},
    explanation::{Explained, explained, explanation},
    exported::ExportItem,
    figure::Figure,
    findings::{CitedItem, FindingItem},
    items::Item,
    json::{Head, json_object},
    measured::{BinItem, MeasuresItem},
    observation::ObservationItem,
    panel::{PanelItem, WidePanel, WideRow},
    passages::claim_in_short,
    picked::{Choice, Picked},
    plot::{Chart, Curve, PlotError, Point, png, svg},
    series::SeriesItem,
    sheet::{Cell, Column, Format, Row, Type, write_rows},
    telling::{Hits, KnownItem, MistoldItem, TellingItem, ToldItem},
};

#[cfg(feature = "program")]
use std::io::{self, Write};

/// Writes a page of an answer as rows.
///
/// # Errors
///
/// What the system refuses to write.
#[cfg(feature = "program")]
pub fn write<T: Item>(
    page: &Page<T>,
    format: Format,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let items = page.items.iter().map(Ok::<_, io::Error>);
    write_rows(&page.head(), &T::columns(), items, format, out).map(|_| ())
}
