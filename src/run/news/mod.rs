//! `news`: what is new for one authority between two states of the published figures, weightiest first; empty where nothing is.
//!
//! [`since`] says what the figures are compared with; [`figures`] finds new figures, [`revised`] earlier figures that a release has otherwise,
//! [`waiting`] what did not come; [`page`] lays the points out on one page.

mod figures;
mod item;
pub(crate) mod page;
mod revised;
mod since;
mod waiting;

pub(crate) use item::{NewsItem, NewsPart};
pub(crate) use since::{NewsPaper, NewsSince};

use super::calendar::{CalendarEntry, calendar};
use crate::compare::comparators::Comparators;
use crate::compare::panel::{Panel, PeriodColumn};
use crate::compare::{Comparison, compare};
use crate::composition::rests_on;
use crate::error::Result;
use crate::finding::phrases::Phrases;
use crate::finding::prose::Prose;
use crate::finding::report::FindingTerms;
use crate::inputs::load::Stored;
use crate::inputs::named;
use crate::observation::area::Area;
use crate::observation::period::Period;
use crate::paper::definition;
use crate::reference::Reference;
use crate::reference::neighbours::NeighbourList;
use crate::revision::releases::ReleaseFigures;
use crate::revision::{RevisionScope, between};
use crate::store::Store;
use crate::store::selected::AsAt;
use crate::store::vintage::Vintage;
use crate::world::World;
use crate::world::today;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Which news to report.
pub(crate) struct NewsOrder<'a> {
    pub(crate) since: &'a NewsSince,
    pub(crate) area: Area,
    /// Themes and indicators; where there are none, those of the paper that news refer to, otherwise every one.
    pub(crate) themes: &'a [String],
    pub(crate) indicators: &'a [String],
    pub(crate) list: NeighbourList,
    pub(crate) phrases: &'a Phrases,
    /// The store with all its vintages.
    pub(crate) stored: &'a Stored,
    /// The vintages that are used now.
    pub(crate) now: AsAt,
    /// The day of `--as-at`.
    pub(crate) as_at: Option<Date>,
}

/// What is new.
pub(crate) struct NewsOutcome {
    /// Each part weightiest first; empty where nothing is new.
    pub(crate) items: Vec<NewsItem>,
    /// The vintages of the last run that took something in, where news begin with that run.
    pub(crate) taken: Vec<Vintage>,
    /// What news would be told of, where there is but one release of everything: then nothing can be new.
    pub(crate) nothing_to_compare: Option<String>,
}

/// Everything that is new for an authority.
///
/// # Errors
/// A name that is no indicator, release or file; the store cannot be read.
pub(crate) fn news(
    world: &dyn World,
    reference: &Reference,
    order: &NewsOrder<'_>,
) -> Result<NewsOutcome> {
    let ids = ids(reference, order)?;
    let taken = order.since.taken_in(world, order)?;
    let [old, new] = order
        .since
        .releases(world, reference, order, &taken, &ids)?;
    let today = order.as_at.unwrap_or_else(|| today(world));
    let due = calendar(world, reference, order.stored, today, &[])?;
    let items = items(reference, order, [&old, &new], &ids, &due)?;
    let nothing_to_compare = match order.since {
        NewsSince::Between(_) => None,
        _ if items.is_empty() => first_release(world, reference, order.stored)?,
        _ => None,
    };
    Ok(NewsOutcome {
        items,
        taken,
        nothing_to_compare,
    })
}

/// What is to be said where nothing was taken in yet: what news would compare, and how that comes about.
fn first_release(
    world: &dyn World,
    reference: &Reference,
    stored: &Stored,
) -> Result<Option<String>> {
    let Some(root) = stored.root.as_deref() else {
        return Ok(None);
    };
    if !Store::open(world, root)?.vintages()?.is_empty() {
        return Ok(None);
    }
    let publications = reference.sources.publications();
    let newest = publications
        .flat_map(|publication| reference.sources.files_of(&publication.key))
        .filter_map(|(day, _)| day)
        .max();
    let until = newest.map_or_else(String::new, |day| {
        day.strftime(" (to %-d %B %Y)").to_string()
    });
    Ok(Some(format!(
        "nothing can be new yet: the figures in the program{until} are the only release here, and the store at {} is empty. News compare \
         what “yardstick refresh” or “yardstick import FOLDER” takes in with what was here before it; “yardstick news --between OLD NEW” \
         compares two folders of published files as they lie",
        root.display()
    )))
}

fn ids(reference: &Reference, order: &NewsOrder<'_>) -> Result<Vec<String>> {
    if !order.themes.is_empty() || !order.indicators.is_empty() {
        return named::indicators(reference, order.themes, order.indicators);
    }
    match order.since.paper() {
        Some(paper) => {
            let source = &paper.manifest.definition;
            let definition = definition::read(&source.text, &source.file)?;
            rests_on(reference, &definition, None)
        }
        None => named::indicators(reference, &["all".to_owned()], &[]),
    }
}

fn items(
    reference: &Reference,
    order: &NewsOrder<'_>,
    [old, new]: [&ReleaseFigures<'_>; 2],
    ids: &[String],
    due: &[CalendarEntry],
) -> Result<Vec<NewsItem>> {
    let pairs: Vec<IndicatorReleases<'_>> = ids
        .iter()
        .filter_map(|id| IndicatorReleases::find(old, new, id))
        .filter(|pair| !pair.new.indicator.local)
        .collect();
    let newer: Vec<&IndicatorReleases<'_>> = pairs.iter().filter(|pair| pair.is_newer()).collect();
    let teller = NewsTeller {
        area: order.area,
        terms: FindingTerms {
            reference,
            list: order.list,
            phrases: order.phrases,
            top: None,
            period: None,
        },
        prose: Prose { reference },
        paper: order.since.paper(),
    };
    let mut items = teller.new_figures(&new.study, &newer);
    let report = between(old, new, reference, RevisionScope::One(order.area));
    items.extend(teller.revised(&report, &pairs)?);
    if items.is_empty() {
        return Ok(items);
    }
    let updated: BTreeSet<&str> = newer
        .iter()
        .map(|pair| pair.new.indicator.id.as_str())
        .collect();
    items.extend(teller.not_updated(ids, &updated, due));
    items.extend(teller.missing(&newer));
    items.sort_by_key(|item| (item.part, std::cmp::Reverse(item.weight)));
    Ok(items)
}

/// One indicator in both releases.
struct IndicatorReleases<'p> {
    old: &'p Panel,
    new: &'p Panel,
}

impl<'p> IndicatorReleases<'p> {
    fn find(
        old: &'p ReleaseFigures<'_>,
        new: &'p ReleaseFigures<'_>,
        id: &str,
    ) -> Option<IndicatorReleases<'p>> {
        Some(IndicatorReleases {
            old: old.study.panel(id)?,
            new: new.study.panel(id)?,
        })
    }

    fn is_newer(&self) -> bool {
        newest_end(self.new) > newest_end(self.old)
    }

    /// The newest period that was known.
    fn known(&self) -> Option<&'p Period> {
        Some(self.old.period(self.old.latest()?))
    }

    /// Whether a period was the newest that was known.
    fn is_known(&self, period: &Period) -> bool {
        self.known().is_some_and(|known| known.end == period.end)
    }
}

fn newest_end(panel: &Panel) -> Option<Date> {
    Some(panel.period(panel.latest()?).end)
}

/// Writes one authority's news.
struct NewsTeller<'a> {
    area: Area,
    terms: FindingTerms<'a>,
    prose: Prose<'a>,
    /// The paper that news refer to.
    paper: Option<&'a NewsPaper>,
}

impl<'a> NewsTeller<'a> {
    fn compared(&self, panel: &'a Panel, at: PeriodColumn) -> Comparison<'a> {
        let comparators = Comparators::neighbours(self.terms.list);
        compare(panel, at, self.area, self.terms.reference, &comparators)
    }
}
