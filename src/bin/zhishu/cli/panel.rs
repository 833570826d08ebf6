//! `zhishu panel`: a table of places and years.

use super::answer::{Format, nothing, print, screen, stdout};
use super::describe::year;
use super::filters::alternatives;
use super::track::{hint, kind, status};
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Result, anyhow, bail};
use std::io::{self, Write};
use zhishu::{
    Design, Kind, Observation, Page, Panel, PanelItem, Place, Places, Status, Topic, WidePanel,
    near_topics, panel, statements, write_rows,
};

/// Make a table of places and years: one figure each, with its bound in the words of the report and the sentence to cite
#[derive(clap::Args)]
#[command(
    after_help = "One row for each place, year, indicator, kind and status; by the same rules as in track one statement is chosen, others
and differing count the rest. The year of a target is the one that is planned. bound_words are the words that bound the number as
the report has them: 左右, 以上, 不低于. With --wide a row is a place and a year, and each indicator has columns of its own.

Examples:
  zhishu panel --indicators 地区生产总值,一般公共预算收入 --format csv > panel.csv
  zhishu panel --indicators GDP --kind growth --status target
  zhishu panel --indicators GDP,粮食产量 --place 广东 --from 2015 --wide
  zhishu panel --indicators GDP --kind level,growth --status actual,target --format parquet > panel.parquet"
)]
pub struct Args {
    /// The indicators, by any of their names or their ids, separated by commas
    #[arg(long, value_name = "NAME", required = true)]
    indicators: Vec<String>,
    /// level, growth, change, share, rank …, several separated by commas [default: the amount]
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// actual, estimate, target, several separated by commas [default: actual, where there is none estimate]
    #[arg(long, value_name = "STATUS")]
    status: Vec<String>,
    /// The places, or places that they lie in (广东) [default: all that reports are of]
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// The first year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    from: Option<i32>,
    /// The last year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    to: Option<i32>,
    /// A row for each place and year, columns for each indicator
    #[arg(long)]
    wide: bool,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    if let (Some(from), Some(to)) = (args.from, args.to)
        && from > to
    {
        bail!("--from {from} is after --to {to}; give the earlier year first");
    }
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let named = |values: &[String]| alternatives(values);
    let kinds: Vec<Kind> = named(&args.kind)
        .iter()
        .map(|k| kind(k))
        .collect::<Result<_, _>>()
        .map_err(|e| anyhow!(e))?;
    let statuses: Result<Vec<Status>, _> = named(&args.status).iter().map(|s| status(s)).collect();
    let statuses = statuses.map_err(|e| anyhow!(e))?;
    let reader = global.reader()?;
    let mut topics: Vec<Topic> = Vec::new();
    for name in named(&args.indicators) {
        let topic = Topic::named(&reader, &name, lexicon)?;
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    let known = Places::of(&reader, lexicon)?;
    let mut places: Vec<Place> = Vec::new();
    for name in named(&args.place) {
        for place in known.within(&name, &lexicon.areas)? {
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }
    if args.place.is_empty() {
        places = known.homes().to_vec();
    }
    let design = Design {
        kinds: &kinds,
        statuses: &statuses,
        from: args.from,
        to: args.to,
        places: &places,
        lexicon,
    };
    let mut panels: Vec<Panel> = Vec::new();
    for topic in &topics {
        let kinds = design.kinds_of(topic);
        let within = (!args.place.is_empty()).then_some((&known, &*places));
        let hits = statements(
            &reader,
            lexicon,
            topic,
            &kinds,
            &design.statuses_needed(),
            within,
        )?;
        let observations = Observation::from_hits(&hits, reader.catalog())?;
        panels.extend(panel(&design, topic, observations));
    }
    let count: usize = panels.iter().map(|p| p.cells.len()).sum();
    match args.wide {
        true => wide(&WidePanel::new(&panels, lexicon), args.format)?,
        false => {
            let rows = panels.iter().flat_map(|p| PanelItem::rows(p, lexicon));
            print(&Page::whole(rows.collect()), args.format)?;
        }
    }
    if count == 0 {
        let near = topics
            .first()
            .map(|t| near_topics(&reader, t))
            .transpose()?;
        nothing(args.format, &hint(&near.unwrap_or_default()));
    }
    Ok(Found::any(count))
}

/// Writes the rows of places and years.
fn wide(panel: &WidePanel, format: Format) -> Result<()> {
    let rows = panel.rows();
    let mut out = stdout(format)?;
    match format.of_rows() {
        None if rows.is_empty() => {}
        None => panel.table(&screen(), &mut out)?,
        Some(format) => {
            let page = Page::whole(rows.iter().collect());
            let rows = page.items.iter().map(|row| Ok::<_, io::Error>(*row));
            write_rows(&page.head(), &panel.columns(), rows, format, &mut out)?;
        }
    }
    Ok(out.flush()?)
}
