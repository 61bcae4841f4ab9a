//! `yardstick news`.

use super::args::{NewsArguments, NewsFormat, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::Prose;
use crate::inputs::Messages;
use crate::inputs::load::phrases;
use crate::inputs::named::neighbour_list;
use crate::observation::area::Area;
use crate::paper::digest::{self, Digest};
use crate::reference::Reference;
use crate::run::news::page::{NewsHeadline, page};
use crate::run::news::{NewsItem, NewsOrder, NewsOutcome, NewsPart, NewsSince, news};
use crate::store::selected::AsAt;
use crate::store::vintage::Vintage;
use crate::table::Table;
use crate::table::cell::{count, text};
use crate::table::columns::TableColumns;

/// Letters of a line, where the terminal does not say; a page is as long as it is at this width.
const WIDTH: usize = 100;
/// Publications that are named where more were taken in.
const NAMED: usize = 3;

pub(super) fn run(setting: &Setting<'_>, wanted: &NewsArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let since = match (wanted.between.as_slice(), &wanted.since) {
        ([old, new], _) => NewsSince::Between([old.clone(), new.clone()]),
        (_, Some(since)) => NewsSince::read(setting.world, since)?,
        (_, None) => NewsSince::LastIntake,
    };
    let of_paper = since.paper().map(|paper| paper.manifest.la_code.as_str());
    let authority = wanted.authority.as_deref().or(of_paper);
    let order = NewsOrder {
        since: &since,
        area: setting.authority(&reference, authority)?,
        themes: &wanted.theme,
        indicators: &wanted.indicator,
        list: neighbour_list(&reference, wanted.list.as_deref())?,
        phrases: &phrases(setting.world, wanted.phrases.as_deref())?,
        stored: &setting.whole_store()?,
        now: match setting.stored() {
            Some(stored) => stored.as_at.clone(),
            None => AsAt::default(),
        },
        as_at: setting.as_at()?,
    };
    let outcome = news(setting.world, &reference, &order)?;
    outcome
        .nothing_to_compare
        .iter()
        .for_each(|note| setting.note(note));
    let prose = Prose {
        reference: &reference,
    };
    let rows = || rows(&outcome.items, order.area, prose);
    let digest = || {
        let headline = NewsHeadline {
            title: format!("{}: what is new", prose.said_name(order.area)),
            about: about(&reference, &since, &outcome),
        };
        page(&outcome.items, &headline, |digest| {
            lines(digest, WIDTH).len()
        })
    };
    match wanted.format {
        NewsFormat::Json => setting.show(TableFormat::Json, &rows())?,
        NewsFormat::Csv => setting.show(TableFormat::Csv, &rows())?,
        _ if outcome.items.is_empty() => {}
        NewsFormat::Html => print::result(&digest::html(&digest()))?,
        NewsFormat::Markdown => print::result(&digest::markdown(&digest()))?,
        NewsFormat::Table => {
            let lines = lines(&digest(), print::width_up_to(WIDTH));
            print::result(&(lines.join("\n") + "\n"))?;
        }
    }
    Ok(0)
}

/// What the news are compared with, in a sentence.
fn about(reference: &Reference, since: &NewsSince, outcome: &NewsOutcome) -> String {
    match since {
        NewsSince::Between([old, new]) => format!("Between {old} and {new}."),
        NewsSince::Day(day) => format!("Since {}.", day.strftime("%-d %B %Y")),
        NewsSince::Paper(paper) => {
            let name = paper.name.replace(".manifest.json", "");
            format!("Since {name} was made.")
        }
        NewsSince::LastIntake if outcome.taken.is_empty() => String::new(),
        NewsSince::LastIntake => brought(reference, &outcome.taken, &outcome.items),
    }
}

/// Which releases came, and when: those that brought any of the news.
fn brought(reference: &Reference, taken: &[Vintage], items: &[NewsItem]) -> String {
    let mut named: Vec<String> = taken
        .iter()
        .filter(|vintage| vintage.indicators.iter().any(|id| is_told(items, id)))
        .map(|vintage| {
            let publication = reference.sources.publication(&vintage.publication);
            let title = publication.map_or(vintage.publication.as_str(), |of| of.title.as_str());
            format!("{title} ({})", vintage.release)
        })
        .collect();
    named.dedup();
    if let Some(more @ 1..) = named.len().checked_sub(NAMED) {
        named.truncate(NAMED);
        named.push(format!("{more} more"));
    }
    let day = match taken.iter().filter_map(|vintage| vintage.retrieved).min() {
        Some(day) => day.strftime(" on %-d %B %Y").to_string(),
        None => String::new(),
    };
    format!("From what was taken in{day}: {}.", named.join("; "))
}

fn is_told(items: &[NewsItem], id: &str) -> bool {
    items
        .iter()
        .any(|item| matches!(item.part, NewsPart::New | NewsPart::Revised) && item.indicator == id)
}

fn lines(digest: &Digest, width: usize) -> Vec<String> {
    let mut all = vec![digest.title.clone()];
    all.extend(print::wrap(&digest.about, width));
    for (heading, points) in &digest.parts {
        all.push(String::new());
        all.push(heading.clone());
        for point in points {
            all.extend(print::item(point, width).lines().map(str::to_owned));
        }
    }
    for note in &digest.notes {
        all.push(String::new());
        all.extend(print::wrap(note, width));
    }
    all
}

fn rows(items: &[NewsItem], area: Area, prose: Prose<'_>) -> Table {
    TableColumns::<&NewsItem>::new()
        .text("authority", "Authority", |_| text(prose.name(area)))
        .text("la_code", "Code", |_| text(area.la_code()))
        .text("part", "Part", |item| text(item.part.word()))
        .whole("weight", "Weight", |item| count(item.weight))
        .text("indicator", "Indicator", |item| text(&item.indicator))
        .text("period", "Period", |item| text(&item.period))
        .text("text", "Text", |item| text(&item.text))
        .table("news", "News", items)
}
