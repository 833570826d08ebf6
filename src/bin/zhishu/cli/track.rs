//! `zhishu track`: one indicator over the years.

use super::answer::{Format, count, nothing, print};
use super::describe::year;
use super::filters::alternatives;
use super::{Found, Global};
use crate::vocabulary;
use anyhow::{Context, Result, anyhow, bail};
use std::path::{Path, PathBuf};
use zhishu::{
    Chart, Field, Kind, Page, Place, Series, SeriesItem, Status, Topic, Wanted, follow,
    named_value, near_topics, png, svg,
};

/// Follow an indicator of a place over the years: value, growth, target and where each is said
#[derive(clap::Args)]
#[command(
    after_help = "One row for each year. Of several statements of one year the one is taken that stands in the place's own report of that
year, a bulletin before a budget report before a work report, the more exact number before the rounder; others counts the rest,
--all lists them. The growth that is stated is at constant prices for GDP and value added, the computed one is nominal: they may
differ. A target is reached or missed where its words say which side is meant (以上, 不低于, 以内), else above or below.

Examples:
  zhishu track GDP --place 清远
  zhishu track 一般公共预算收入 --place 清远,韶关 --from 2015 --to 2020
  zhishu track 城镇登记失业率 --place 清苑 --all
  zhishu track 固定资产投资 --place 保定 --kind growth
  zhishu track 一般公共预算收入 --place 清远,韶关 --plot revenue.svg
  zhishu track 地区生产总值 --place 清远 --unit 万元 --format csv > gdp.csv"
)]
pub struct Args {
    /// The indicator, by any of its names (GDP, 生产总值) or its id (gdp)
    #[arg(value_name = "INDICATOR")]
    indicator: String,
    /// The place; several, separated by commas, for a block each [default: those with the most years]
    #[arg(long, value_name = "PLACE")]
    place: Vec<String>,
    /// The first year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    from: Option<i32>,
    /// The last year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    to: Option<i32>,
    /// What is followed: level, growth, change, share, rank … [default: the amount]
    #[arg(long, value_name = "KIND", value_parser = kind)]
    kind: Option<Kind>,
    /// actual, estimate or target [default: actual, where there is none estimate]
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<Status>,
    /// The unit to show values in: 亿元, 万人 [default: that of most statements]
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// List the other statements of each year too
    #[arg(long)]
    all: bool,
    /// Without --place show at most so many places; 0 for all
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = count, allow_negative_numbers = true)]
    limit: usize,
    /// Draw a chart besides, as .svg or .png: values, gaps, targets as hollow marks
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    /// A font file that lends a PNG the characters that the built-in font lacks
    #[arg(long, value_name = "FILE", requires = "plot")]
    font: Option<PathBuf>,
    /// The format of the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

/// A kind of claim by either of its names.
pub fn kind(text: &str) -> Result<Kind, String> {
    named_value(Field::Kind, text).map_err(|e| e.to_string())
}

/// A status by either of its names.
pub fn status(text: &str) -> Result<Status, String> {
    named_value(Field::Status, text).map_err(|e| e.to_string())
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Found> {
    let drawn = args.plot.as_deref().map(picture).transpose()?;
    let lexicon = vocabulary::lexicon(global.lexicon.as_deref()).map_err(|e| anyhow!(e))?;
    let reader = global.reader()?;
    let named = alternatives(&args.place);
    let wanted = Wanted {
        indicator: &args.indicator,
        places: &named,
        kind: args.kind,
        status: args.status,
        from: args.from,
        to: args.to,
        unit: args.unit.as_deref(),
    };
    let followed = follow(&reader, &wanted, lexicon)?;
    let (topic, asked) = (followed.topic, followed.places);
    let mut series = followed.series;
    let all = series.len();
    if asked.is_empty() && args.limit > 0 {
        series.truncate(args.limit);
    }
    say(args, &topic, &asked, &series, all);
    if let (Some(file), Some(form)) = (&args.plot, drawn)
        && !series.is_empty()
    {
        if series.len() > Chart::MOST {
            let most = Chart::MOST;
            eprintln!(
                "zhishu: the chart shows the first {most} of {} places",
                series.len()
            );
        }
        plot(
            &Chart::of(&series, &topic),
            file,
            form,
            args.font.as_deref(),
        )?;
    }
    let rows = series
        .iter()
        .flat_map(|s| SeriesItem::rows(s, &topic, args.all, lexicon));
    let rows: Vec<SeriesItem> = rows.collect();
    let count = rows.len();
    print(&Page::whole(rows), args.format)?;
    if count == 0 {
        let near = near_topics(&reader, &topic)?;
        nothing(args.format, &hint(&near));
    }
    Ok(Found::any(count))
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Picture {
    Svg,
    Png,
}

/// The form of a picture by the name of its file.
fn picture(file: &Path) -> Result<Picture> {
    let extension = file
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default();
    match extension.to_lowercase().as_str() {
        "svg" => Ok(Picture::Svg),
        "png" => Ok(Picture::Png),
        _ => bail!(
            "--plot {}: name a file that ends in .svg or .png",
            file.display()
        ),
    }
}

/// Draws the chart into a file.
fn plot(chart: &Chart, file: &Path, form: Picture, font: Option<&Path>) -> Result<()> {
    let bytes = match form {
        Picture::Svg => svg(chart).into_bytes(),
        Picture::Png => {
            let named = font.unwrap_or(Path::new("")).display();
            let font = font
                .map(std::fs::read)
                .transpose()
                .with_context(|| format!("--font {named}"))?;
            let drawn = png(chart, font.as_deref()).map_err(|e| anyhow!("--font {named} {e}"))?;
            let (bytes, missing) = drawn;
            if !missing.is_empty() {
                let missing: String = missing.iter().collect();
                eprintln!(
                    "zhishu: no font has {missing}; --font FILE names one that does, or write an .svg"
                );
            }
            bytes
        }
    };
    std::fs::write(file, bytes).with_context(|| format!("--plot {}", file.display()))?;
    eprintln!("zhishu: chart written to {}", file.display());
    Ok(())
}

/// Says on stderr which places are not shown, and which of those that were asked for have no figure.
fn say(args: &Args, topic: &Topic, asked: &[Place], series: &[Series], all: usize) {
    if all > series.len() {
        eprintln!(
            "zhishu: {} of {all} places, those with the most years; --place NAME narrows, --limit 0 shows all",
            series.len()
        );
    }
    let empty = asked
        .iter()
        .filter(|place| !series.iter().any(|s| s.place.is(place)));
    let empty: Vec<&str> = empty.map(|place| place.name.as_str()).collect();
    if !empty.is_empty() && !series.is_empty() && args.format == Format::Table {
        eprintln!(
            "zhishu: no figure of {} for {}",
            topic.label,
            empty.join(", ")
        );
    }
}

/// What to try where nothing was found.
pub fn hint(near: &[String]) -> String {
    match near {
        [] => "the index holds no claims".to_string(),
        near => format!("indicators of the index near to it: {}", near.join(", ")),
    }
}
