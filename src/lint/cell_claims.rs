//! Figures and ranks in the cells of tables. The heads of the row and of the column, and the titles above, name the indicator, whose
//! figure it is, and when. A cell whose heads say anything else is left alone.

use super::claim::{Assertion, Claim, ClaimComparator, ClaimedRank, FigureOwner, OrderEnd};
use super::lexeme::{Lexeme, lexemes};
use super::names::NameIndex;
use super::period_names::{self, NamedPeriod};
use super::sentence::SentenceContext;
use crate::observation::area::Area;
use crate::observation::indicator::Unit;
use crate::source::document::CellHeads;

/// Words that a heading may have beside names and periods.
const PLAIN: [&str; 35] = [
    "value",
    "figure",
    "rate",
    "percentage",
    "share",
    "latest",
    "at",
    "on",
    "in",
    "per",
    "cent",
    "the",
    "of",
    "percent",
    "year",
    "years",
    "ending",
    "ended",
    "to",
    "as",
    "cases",
    "worker",
    "a",
    "children",
    "our",
    "authority",
    "council",
    "published",
    "actual",
    "performance",
    "outturn",
    "current",
    "score",
    "all",
    "for",
];

/// Words of a heading that names an average.
const AVERAGES: [&str; 12] = [
    "neighbours",
    "neighbour",
    "statistical",
    "stat",
    "sn",
    "mean",
    "average",
    "median",
    "national",
    "nationally",
    "regional",
    "region",
];

/// Words of a heading that names another level: "the best quarter of authorities", "what deprivation leads to expect", "the year before".
const LEVELS: [&str; 11] = [
    "best",
    "worst",
    "highest",
    "lowest",
    "quarter",
    "authorities",
    "what",
    "deprivation",
    "leads",
    "expect",
    "before",
];

/// Words of a heading that names a count.
const COUNTS: [&str; 7] = [
    "number",
    "count",
    "counts",
    "numerator",
    "denominator",
    "numbers",
    "no",
];

/// Words of a heading that names a place among others.
const PLACES: [&str; 7] = [
    "place", "rank", "ranking", "position", "ranked", "placing", "order",
];

/// What a cell claims; none where it claims nothing that can be told from its heads. `unit_of` gives the unit of an indicator.
pub(super) fn claim(
    text: &str,
    (heads, caption): (&CellHeads, &str),
    names: &NameIndex,
    before: &SentenceContext,
    unit_of: impl Fn(&str) -> Option<Unit>,
) -> Option<Claim> {
    let cell = lexemes(text);
    let category = heads.row.first();
    let category = category.and_then(|row| names.category_of(row, caption));
    let mut heads = heads.clone();
    if let (Some(_), Some(first)) = (category, heads.row.first_mut()) {
        // What heads the row is said by the table's title.
        first.clear();
    }
    let heads = NamedHeads::of(&heads, names)?;
    let indicator = category.map_or_else(|| heads.indicator(), |id| Some(id.to_owned()))?;
    let unit = unit_of(&indicator)?;
    let home = before.home;
    let owner = heads.owner().or(home.map(FigureOwner::Area))?;
    let area = match owner {
        FigureOwner::Area(area) if area.is_authority() => area,
        _ => home?,
    };
    let mut periods = heads.periods();
    if periods.is_empty() {
        periods.clone_from(&before.heading);
    }
    let assertion = if heads.all().any(|head| head.is_place) {
        rank(&cell, &heads)?
    } else if heads.all().any(|head| head.is_times) {
        times(&cell, owner)?
    } else if heads.counts_fit(&unit) {
        figure(&cell, owner, &unit)?
    } else if category.is_some() {
        count(&cell)?
    } else {
        return None;
    };
    Some(Claim {
        indicator,
        area,
        periods,
        assertion,
        covers: (0..cell.len()).collect(),
    })
}

fn figure(cell: &[Lexeme], owner: FigureOwner, unit: &Unit) -> Option<Assertion> {
    let number = cell.first()?.number()?;
    let only_unit_follows = cell[1..]
        .iter()
        .all(|lexeme| lexeme.is_any(&["per", "cent"]) || is_base(lexeme));
    let has_unit = if number.percent {
        unit.is_percent()
    } else {
        !number.pounds || unit.key() == "pounds"
    };
    (only_unit_follows && has_unit).then_some(Assertion::Figure {
        owner,
        number,
        is_earlier: false,
    })
}

/// How many times the figure of whoever heads the column it is.
fn times(cell: &[Lexeme], of: FigureOwner) -> Option<Assertion> {
    let [only] = cell else { return None };
    let number = only.number().filter(|number| !number.percent)?;
    Some(Assertion::Times { of, number })
}

/// The number behind the share of a category.
fn count(cell: &[Lexeme]) -> Option<Assertion> {
    let [only] = cell else { return None };
    let number = only.number().filter(|number| !number.percent)?;
    Some(Assertion::Counts {
        part: number.value,
        whole: None,
    })
}

/// "Joint 43rd of 151", "highest of 151", "12 of 151", "29th of 151, A", "3rd".
fn rank(cell: &[Lexeme], heads: &NamedHeads) -> Option<Assertion> {
    let mut end = OrderEnd::Either;
    let (mut rank, mut of) = (None, None);
    for (at, lexeme) in cell.iter().enumerate() {
        match lexeme {
            Lexeme::Ordinal(found) if rank.is_none() => rank = Some(*found),
            Lexeme::Number(number) if number.decimals == 0 && !number.percent => {
                let whole = number.value as usize;
                if rank.is_none() && end == OrderEnd::Either {
                    rank = Some(whole);
                } else if at > 0 {
                    of = Some(whole);
                }
            }
            Lexeme::Word { text, .. } => match text.as_str() {
                "highest" => end = OrderEnd::Highest,
                "lowest" => end = OrderEnd::Lowest,
                "best" => end = OrderEnd::Best,
                "worst" => end = OrderEnd::Worst,
                "joint" | "equal" | "of" | "out" => {}
                // The letter of a quarter behind the place: "29th of 151, A".
                "a" | "b" | "c" | "d" if at + 1 == cell.len() => {}
                _ => return None,
            },
            Lexeme::Mark('/' | '=' | '(' | ')' | ',') => {}
            _ => return None,
        }
    }
    let rank = match (rank, end) {
        (Some(rank), _) => rank,
        (None, OrderEnd::Either) => return None,
        (None, _) => 1,
    };
    let among = heads.group().unwrap_or(ClaimComparator::England);
    Some(Assertion::Ranked {
        rank: ClaimedRank::Exactly(rank),
        end,
        among,
        of,
    })
}

/// The base of a rate, such as 10,000.
fn is_base(lexeme: &Lexeme) -> bool {
    lexeme.number().is_some_and(|number| number.value >= 1000.0)
}

/// What the heads of a cell name.
struct NamedHeads {
    row: Vec<TableHead>,
    column: TableHead,
    above: Vec<TableHead>,
}

impl NamedHeads {
    /// None where the heads say anything that is not understood.
    fn of(heads: &CellHeads, names: &NameIndex) -> Option<NamedHeads> {
        let named = |text: &String| TableHead::parse(&lexemes(text), names);
        let named = NamedHeads {
            row: heads.row.iter().map(named).collect(),
            column: named(&heads.column),
            above: heads.above.iter().map(named).collect(),
        };
        let (first, others) = named.row.split_first()?;
        let is_understood = first.is_plain
            && named.column.is_plain
            && others
                .iter()
                .all(|head| head.is_plain || head.says_nothing())
            && named.above.iter().all(|head| !head.is_local);
        is_understood.then_some(named)
    }

    /// The heads beside the cell, nearest last.
    fn all(&self) -> impl Iterator<Item = &TableHead> {
        self.row.iter().chain([&self.column])
    }

    /// What only one of the heads names, or else what the nearest title names.
    fn one<T: Clone + PartialEq>(
        &self,
        of: impl Fn(&TableHead) -> Option<T>,
    ) -> Result<Option<T>, ()> {
        let mut found: Option<T> = None;
        for named in self.all().filter_map(&of) {
            if found.as_ref().is_some_and(|found| *found != named) {
                return Err(());
            }
            found = Some(named);
        }
        Ok(found.or_else(|| self.above.iter().rev().find_map(of)))
    }

    fn indicator(&self) -> Option<String> {
        self.one(|head| head.indicator.clone()).ok()?
    }

    fn owner(&self) -> Option<FigureOwner> {
        self.one(|head| head.owner).ok()?
    }

    fn periods(&self) -> Vec<NamedPeriod> {
        let own: Vec<NamedPeriod> = self.all().flat_map(|head| head.periods.clone()).collect();
        if own.is_empty() {
            let above = self.above.iter().rev().map(|head| &head.periods);
            above
                .into_iter()
                .find(|periods| !periods.is_empty())
                .cloned()
                .unwrap_or_default()
        } else {
            own
        }
    }

    /// Among whom a place is, where the heads say so.
    fn group(&self) -> Option<ClaimComparator> {
        self.all().find_map(|head| match head.owner? {
            FigureOwner::Area(Area::ENGLAND) => Some(ClaimComparator::England),
            FigureOwner::Area(area) if area.is_region() => {
                Some(ClaimComparator::Region(Some(area)))
            }
            FigureOwner::Region => Some(ClaimComparator::Region(None)),
            FigureOwner::Neighbours
            | FigureOwner::NeighboursMean
            | FigureOwner::NeighboursMedian => Some(ClaimComparator::Neighbours),
            FigureOwner::Area(_) | FigureOwner::Quarter | FigureOwner::GivenDeprivation => None,
        })
    }

    /// A number of children is not their rate.
    fn counts_fit(&self, unit: &Unit) -> bool {
        !(unit.is_percent() || unit.is_rate()) || !self.all().any(|head| head.is_count)
    }
}

/// What one head of a row or a column, or a title, names.
struct TableHead {
    indicator: Option<String>,
    owner: Option<FigureOwner>,
    periods: Vec<NamedPeriod>,
    is_count: bool,
    is_place: bool,
    /// A figure of its column is a multiple: "times the neighbours' mean".
    is_times: bool,
    /// It is about a part of the children, a target or a month.
    is_local: bool,
    /// It says nothing else.
    is_plain: bool,
}

impl TableHead {
    fn parse(head: &[Lexeme], names: &NameIndex) -> TableHead {
        let indicators = names.indicators(head);
        let areas = names.areas(head);
        let periods = period_names::periods(head);
        let mut is_named = vec![false; head.len()];
        let spans = indicators
            .iter()
            .map(|mention| mention.from..mention.to)
            .chain(areas.iter().map(|mention| mention.from..mention.to))
            .chain(periods.iter().map(|mention| mention.from..mention.to));
        for at in spans.flatten() {
            is_named[at] = true;
        }
        let is_free = |words: &[&str]| {
            head.iter()
                .zip(&is_named)
                .any(|(lexeme, is_named)| !is_named && lexeme.is_any(words))
        };
        let average = average(&is_free);
        // "England average" is England's figure; "Blackpool's neighbours" are not Blackpool.
        let owner = match (areas.as_slice(), average) {
            ([one], None | Some(FigureOwner::Area(_))) => Some(FigureOwner::Area(one.of)),
            (_, average) => average,
        };
        let is_level = matches!(
            owner,
            Some(FigureOwner::Quarter | FigureOwner::GivenDeprivation)
        ) || (is_free(&["before"]) && !periods.is_empty());
        let names_one = indicators.len() <= 1 && areas.len() <= 1;
        let (is_count, is_place) = (is_free(&COUNTS), is_free(&PLACES));
        let is_times = is_free(&["times"]);
        let is_local = period_names::local_word(head, &periods, |at| is_named[at]).is_some()
            || is_free(&period_names::TARGETS);
        let is_plain = names_one
            && !is_local
            && head.iter().zip(&is_named).all(|(lexeme, is_named)| {
                *is_named
                    || lexeme.is_any(&PLAIN)
                    || lexeme.is_any(&COUNTS)
                    || lexeme.is_any(&AVERAGES)
                    || lexeme.is_any(&PLACES)
                    || lexeme.is_any(&["times"])
                    || (is_level && lexeme.is_any(&LEVELS))
                    || is_base(lexeme)
                    || lexeme.is_mark("(),%:;£")
            });
        TableHead {
            indicator: indicators.first().map(|mention| mention.of.clone()),
            owner,
            periods: periods.iter().map(|mention| mention.of).collect(),
            is_count,
            is_place,
            is_times,
            is_local,
            is_plain,
        }
    }

    /// Whether it describes, and names nothing: "per 10,000", "lower is better".
    fn says_nothing(&self) -> bool {
        self.indicator.is_none()
            && self.owner.is_none()
            && self.periods.is_empty()
            && !self.is_count
            && !self.is_place
            && !self.is_times
            && !self.is_local
    }
}

/// Whose average the words of a head name.
fn average(is_free: &impl Fn(&[&str]) -> bool) -> Option<FigureOwner> {
    if is_free(&["neighbours", "neighbour", "sn"]) {
        Some(
            match (is_free(&["median"]), is_free(&["mean", "average"])) {
                (true, false) => FigureOwner::NeighboursMedian,
                (false, true) => FigureOwner::NeighboursMean,
                _ => FigureOwner::Neighbours,
            },
        )
    } else if is_free(&["quarter"]) && is_free(&["authorities"]) {
        Some(FigureOwner::Quarter)
    } else if is_free(&["deprivation"]) && is_free(&["expect"]) {
        Some(FigureOwner::GivenDeprivation)
    } else if is_free(&["national", "nationally"]) {
        Some(FigureOwner::Area(Area::ENGLAND))
    } else if is_free(&["regional", "region"]) {
        Some(FigureOwner::Region)
    } else {
        None
    }
}
