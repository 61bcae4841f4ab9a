//! What pages, workbooks and lists say around comparisons: whom they compare, by which rule, and how many comparisons were made.

use super::{Prose, list, papers, sentence_start};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::finding::report::{AuthorityFindings, FALSE_DISCOVERIES};
use crate::observation::area::Area;
use crate::observation::indicator::{Indicator, Polarity};
use crate::observation::period::Period;
use crate::observation::provenance::Source;
use crate::reference::group::list_date;
use crate::reference::neighbours::NeighbourList;
use crate::stat::multiple::METHOD;
use jiff::civil::Date;

/// Which list of statistical neighbours a table rests on.
pub(crate) fn list_line(neighbours: NeighbourList) -> String {
    format!(
        "Statistical neighbours: DfE list of {}.",
        list_date(neighbours)
    )
}

/// A list of statistical neighbours among groups to choose from.
pub(crate) fn list_title(neighbours: NeighbourList) -> String {
    format!("statistical neighbours ({neighbours})")
}

/// Which regions the column “Region” holds, where it is not one for all rows; none where it is.
pub(crate) fn mixed_regions(regions: &[Area], prose: Prose<'_>) -> Option<String> {
    let names: Vec<String> = regions
        .iter()
        .map(|region| prose.short(*region).to_owned())
        .collect();
    (names.len() > 1).then(|| {
        format!(
            "Region: {}, the smaller where its figure is published.",
            list(&names)
        )
    })
}

/// Which direction is good, and why.
pub(crate) fn good_direction(indicator: &Indicator) -> String {
    let reason = &indicator.polarity_reason;
    match indicator.polarity {
        Polarity::Unset => format!("Neither high nor low is good in itself. {reason}"),
        known => format!("Which direction is good: {}. {reason}", known.word()),
    }
}

/// What the explorer is called in the title of its window.
pub(crate) fn explorer_title(authority: Option<&str>) -> String {
    match authority {
        Some(name) => format!("{name}: children’s services compared"),
        None => "Children’s services in England compared".to_owned(),
    }
}

/// What a browser is told that runs no scripts: which authority it shows, and what is not to be had.
pub(crate) fn without_script(authority: Option<&str>) -> String {
    let shown = match authority {
        Some(name) => format!(
            "This is {name}. Choosing another authority or indicator, charts and the sources of each figure need JavaScript,"
        ),
        None => {
            "This is a list of all authorities. Choosing one, and its figures, need JavaScript,"
                .to_owned()
        }
    };
    let complete = match authority {
        Some(_) => " The summary and the scorecard below are complete.",
        None => "",
    };
    format!("{shown} which this browser does not run.{complete}")
}

/// What a table that sets figures beside those of other places says of totals.
pub(crate) const TOTAL_ALONE: &str =
    "A total follows from the size of a place, and is not set beside those of other places.";

/// The date of data out of several sources: the newest day of publication that is known, else every release.
pub(crate) fn as_at<'s>(sources: impl Iterator<Item = &'s Source>) -> String {
    let sources: Vec<&Source> = sources.filter(|source| !source.local).collect();
    if let Some(newest) = sources.iter().filter_map(|source| source.published).max() {
        return papers::day(newest);
    }
    let mut releases: Vec<String> = sources.iter().map(|of| of.release.clone()).collect();
    releases.retain(|release| !release.is_empty());
    releases.sort();
    releases.dedup();
    if releases.is_empty() {
        return "a day that the files do not tell".to_owned();
    }
    list(&releases)
}

/// What stands above an authority's summary and scorecard.
pub(crate) fn at_a_glance(name: &str) -> String {
    format!("{name} at a glance")
}

/// An officer's own figures among themes.
pub(crate) const OWN_FIGURES: &str = "Your own figures";

/// An indicator's short name, which says of an officer's own that nobody has checked it.
pub(crate) fn named_as_own(indicator: &Indicator) -> String {
    let note = if indicator.local {
        " (local, unvalidated)"
    } else {
        ""
    };
    format!("{}{note}", indicator.short)
}

/// What leads to the explorer from other pages.
pub(crate) const EXPLORER_LINK: &str = "Explorer: choose any authority, indicator and company";

/// What stands above the authorities to choose from.
pub(crate) const EXPLORER_HEADING: &str = "Choose an authority";

/// Why a place stands in a table of places.
pub(crate) const OWN_PLACE: &str = "this authority";
pub(crate) const REGION_PLACE: &str = "region";
pub(crate) const ENGLAND_PLACE: &str = "England";

/// The worksheet of the summary.
pub(crate) const SUMMARY_SHEET: &str = "Summary";
/// What follows the indicator in the name of a worksheet of places; names have thirty letters at most.
const PLACES: &str = ", places";
const LONGEST_SHEET: usize = 30;

/// The worksheet of an indicator over the years.
pub(crate) fn series_sheet(indicator: &Indicator) -> String {
    shortened(&indicator.short, LONGEST_SHEET)
}

/// The worksheet of its places.
pub(crate) fn places_sheet(indicator: &Indicator) -> String {
    let name = shortened(&indicator.short, LONGEST_SHEET - PLACES.len());
    format!("{name}{PLACES}")
}

/// Excel takes no longer text for those who do not see a chart.
const LONGEST_ALT: usize = 250;

/// The first words of a text behind a picture.
pub(crate) fn short_alt(text: &str) -> String {
    if text.chars().count() <= LONGEST_ALT {
        return text.to_owned();
    }
    format!("{} …", shortened(text, LONGEST_ALT))
}

/// The first words of a name that have room.
fn shortened(name: &str, room: usize) -> String {
    let mut short = String::new();
    for word in name.split(' ') {
        let longer = short.chars().count() + 1 + word.chars().count();
        if !short.is_empty() && longer > room {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    short.trim_end_matches([',', ':']).to_owned()
}

/// The line under the title of a table of places over the years.
pub(crate) fn places_over_time(indicator: &Indicator) -> String {
    format!("Each place over the years, {}", indicator.unit.axis())
}

/// The title of the page that leads to the profiles of so many authorities.
pub(crate) fn every_profile(authorities: usize) -> String {
    format!(
        "Children’s services of {authorities} authorities, each beside its statistical neighbours"
    )
}

/// The line under a workbook's title.
pub(crate) fn workbook_subtitle(indicators: usize) -> String {
    let shown = match indicators {
        1 => "One indicator".to_owned(),
        many => format!("{many} indicators"),
    };
    format!("{shown} beside statistical neighbours, region and England")
}

/// From which end places in a table count, and what the letters behind them mean.
pub(crate) fn places(has_band: bool) -> String {
    let letters = if has_band {
        " (A to D: the quarters, A the best)"
    } else {
        ""
    };
    format!(
        "Places: from the best where good is known{letters}, otherwise from the highest or lowest as said."
    )
}

/// What “better” and “worse” mean in a table of changes, where they stand there.
pub(crate) fn senses(has_sense: bool) -> Option<&'static str> {
    has_sense.then_some(
        "Better, worse: of the change alone, where good is known and the change is beyond chance, or larger than nine in ten where chance cannot be tested.",
    )
}

/// Of which day the figures of a table are, and the base of its rates, where most have the same.
pub(crate) fn day_and_base(day: Option<Date>, compared: &[&Comparison<'_>]) -> Option<String> {
    let day = papers::day(day?);
    let has_rate = compared.iter().any(|c| c.indicator.unit.is_rate());
    let base = if has_rate {
        " Rates: for every 10,000 children, unless said."
    } else {
        ""
    };
    Some(format!(
        "{day}, or the year to that day, where no other period is given.{base}"
    ))
}

/// The title of the column with a group's mean.
pub(crate) fn mean_of_group(name: &str) -> String {
    format!("{}, mean", sentence_start(name))
}

/// The line under the title of a table of all authorities.
pub(crate) fn every_authority(period: &Period) -> String {
    format!("Every English authority, {}", period.short())
}

/// Who publishes a list of neighbours.
pub(crate) fn list_source(list: NeighbourList) -> String {
    format!(
        "Department for Education, statistical neighbours, {}",
        list_date(list)
    )
}

/// How many comparisons were made. Of many authorities each finding carries its own authority's count.
pub(crate) fn comparisons_made(reports: &[AuthorityFindings]) -> String {
    match reports {
        [one] => reckoning(one),
        many => {
            let made: usize = many.iter().map(|report| report.reckoning.made).sum();
            format!(
                "Comparisons made: {made}, about {} authorities.",
                many.len()
            )
        }
    }
}

/// The number of comparisons belongs to every report: of many, some differ by chance alone.
pub(crate) fn reckoning(report: &AuthorityFindings) -> String {
    let of = report.reckoning;
    format!(
        "Comparisons made: {}, in {} of the indicators asked for. Tests with a p: {}; still standing when all are taken together: \
         {} ({}, q = {}).",
        of.made,
        of.indicators,
        of.tests,
        of.survivors,
        METHOD.name(),
        FALSE_DISCOVERIES,
    )
}

/// What must be known beside any list of findings.
pub(crate) fn by_chance(list: NeighbourList) -> String {
    format!(
        "About 1 in 20 comparisons at 95% differs by chance alone. Neighbours: DfE’s list of {}.",
        list_date(list)
    )
}

impl Prose<'_> {
    /// The title of a profile's contents page.
    pub(crate) fn profile_title(&self, area: Area) -> String {
        format!(
            "{}: children’s services beside places like it",
            self.said_name(area)
        )
    }

    /// The title of a profile's workbook.
    pub(crate) fn workbook_title(&self, area: Area) -> String {
        format!("{}: children’s services compared", self.said_name(area))
    }

    /// Who is in each group that was compared with.
    pub(crate) fn members(&self, comparators: &Comparators) -> Vec<String> {
        let of_each = comparators.groups.iter().map(|group| {
            let names: Vec<String> = group
                .members
                .iter()
                .map(|member| self.short(*member).to_owned())
                .collect();
            format!("Members of “{}”: {}.", group.name, list(&names))
        });
        of_each.collect()
    }

    /// The title of a list of an authority's statistical neighbours.
    pub(crate) fn neighbours_title(&self, area: Area) -> String {
        format!("Statistical neighbours of {}", self.said_name(area))
    }
}
