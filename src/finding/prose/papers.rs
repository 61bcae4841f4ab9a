//! What a paper says of itself: its sources, methods, comparators, what is suppressed, how many comparisons were made.

use super::judgements::inspectorate;
use super::{Prose, list, reason, sentence_case, sentence_start, survivors_in_words};
use crate::compare::Comparison;
use crate::compare::comparators::Comparators;
use crate::compare::peers::Peers;
use crate::observation::judgement::Inspectorate;
use crate::observation::provenance::Source;
use crate::reference::group::list_date;
use crate::reference::neighbours::NeighbourList;
use crate::reference::sources::first_of;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The day as a paper prints it: "20 November 2025".
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// A region inside a sentence: "the North West", "London".
pub(crate) fn with_article(region: &str) -> String {
    let bare = [
        "London",
        "Inner London",
        "Outer London",
        "Yorkshire",
        "England",
    ]
    .iter()
    .any(|name| region.starts_with(name));
    if bare {
        region.to_owned()
    } else {
        format!("the {region}")
    }
}

/// Ends a paper of which parts went to the annex.
pub(crate) fn in_annex(headings: &[String]) -> String {
    format!("The annex holds more on: {}.", headings.join("; "))
}

/// Stands in a section whose data have nothing to say.
pub(crate) const NOTHING_TO_SAY: &str =
    "No published figure differs or has moved enough to be reported here.";
/// Stands in a section none of whose indicators has a figure of the authority.
pub(crate) const NO_FIGURE: &str = "No figure of this authority is published for this section.";
/// The heading of the sections that a paper writes itself.
pub(crate) const BACKGROUND_PAPERS: &str = "Background papers";
pub(crate) const SOURCES: &str = "Data sources";
pub(crate) const METHODS: &str = "How we know";
pub(crate) const SUMMARY: &str = "Summary";
pub(crate) const TERMS: &str = "How to read this report";
/// The caption of the table of claims.
pub(crate) const CLAIMS: &str = "What each claim rests on";
/// Begins a text that only the service can write.
pub(crate) const TO_WRITE: &str = "To be written by the service";
/// Stands where the service has not said why, what it does and by when.
const NO_EXPLANATION: &str =
    "No explanation supplied: to be written by the service (reason, action, date).";
const NO_NUMBER_EITHER: &str =
    "No explanation supplied: to be written by the service (number, reason, action, date).";

/// What stands where the service has not answered yet; it is asked for the number too where none is published.
pub(crate) fn no_explanation(lacks_number: bool) -> &'static str {
    if lacks_number {
        NO_NUMBER_EITHER
    } else {
        NO_EXPLANATION
    }
}

/// Words that a reader of a paper may not know, each with the marks by which it is found in the text, `|` between them, and what it means.
const GLOSSARY: [(&str, &str); 14] = [
    (
        "neighbours",
        "Statistical neighbours are the ten authorities that the Department for Education lists as most like this one ({list}).",
    ),
    (
        "for every 10,000",
        "A rate for every 10,000 children lets a small place stand beside a large one.",
    ),
    (
        "chance",
        "“No more than chance would bring”: such figures often move as much from one year to the next, so a single move shows no lasting change.",
    ),
    (
        "not clearly different",
        "“Not clearly different” means that chance could make the difference between the two.",
    ),
    (
        "quarter of",
        "The highest or lowest quarter: the quarter of all authorities that have the highest or the lowest figures.",
    ),
    (
        "which is better|which is worse|, better|, worse|for the better|for the worse",
        "“Better” and “worse” stand only where it is agreed which direction is good for children.",
    ),
    (
        "share swings",
        "In a group of fewer than 30, one or two children change the share a great deal.",
    ),
    (
        "education, health and care plan",
        "An education, health and care plan (EHC plan) is a legal document that names the help a child or young person with special educational needs must get.",
    ),
    (
        "special educational needs",
        "Special educational needs and disabilities (SEND): a child has them who finds learning much harder than others of the age, or cannot use what schools usually offer. Special educational needs support is help in school without a plan.",
    ),
    (
        "Tribunal",
        "The SEND Tribunal decides where a family and a council disagree about a plan.",
    ),
    ("NEET", "NEET: not in education, employment or training."),
    (
        "key stage 2",
        "Key stage 2 ends at 11, with tests of reading, writing and mathematics; the “expected standard” is what most children of that age are meant to reach.",
    ),
    (
        "good level of development",
        "A good level of development: a child of five reaches the goals in personal, physical, language, literacy and mathematical development.",
    ),
    (
        "to 31 March",
        "“31 March” is a count on that day; “the year to 31 March” is all that happened in the twelve months before.",
    ),
];

/// What it means that a share or a rate stands without its number.
pub(crate) const UNCOUNTED: &str = "Where a share or a rate stands without the number behind it, that number is not among the figures that this report is made from.";

/// The terms that stand in a text, explained.
pub(crate) fn terms_in(text: &str, list: NeighbourList) -> Vec<String> {
    GLOSSARY
        .into_iter()
        .filter(|(marks, _)| marks.split('|').any(|mark| text.contains(mark)))
        .map(|(_, meaning)| meaning.replace("{list}", &format!("list of {}", list_date(list))))
        .collect()
}

/// Stands for a figure of neighbours of whom too few have one.
pub(crate) fn not_compared(peers: &Peers) -> String {
    format!(
        "not compared, {} of {} with data",
        peers.with_data(),
        peers.members.len()
    )
}

/// How many comparisons a paper rests on.
pub(crate) fn comparisons(
    made: usize,
    indicators: usize,
    tests: usize,
    survivors: usize,
) -> String {
    let standing = match tests {
        0 => String::new(),
        _ => format!(
            " Of {tests} tests, {} when all are taken together (Benjamini-Hochberg, 5%){}.",
            survivors_in_words(survivors),
            if survivors == 0 {
                ", so that chance may account for some of what is called better or worse"
            } else {
                ""
            }
        ),
    };
    format!(
        "Comparisons made for this paper: {made}, in {indicators} {}. About 1 in 20 comparisons at 95% differs by chance alone.{standing}",
        if indicators == 1 {
            "indicator"
        } else {
            "indicators"
        }
    )
}

/// Indicators that a paper was to tell of and the files behind it do not hold.
pub(crate) fn without_figures(names: &[&str]) -> String {
    format!(
        "The files that this paper rests on hold no figure for: {}.",
        names.join("; ")
    )
}

/// Whether a day of publication only stands for the month that the release is named after.
fn is_month(source: &Source, published: Date) -> bool {
    first_of(&source.release) == Some(published)
}

/// "published 20 November 2025" after a mark, where the day is known.
fn published_on(mark: &str, source: &Source, published: Option<Date>) -> String {
    match published.filter(|date| !is_month(source, *date)) {
        Some(date) => format!("{mark} published {}", day(date)),
        None => String::new(),
    }
}

/// A source as the list of background papers names it.
pub(crate) fn background_paper(source: &Source, published: Option<Date>) -> String {
    let on = published_on(",", source, published);
    format!("{}{on}.", source.credit())
}

/// A file with its digest, so that anyone can tell whether theirs is the same.
pub(crate) fn source_file(source: &Source, published: Option<Date>) -> String {
    let digest: String = source.sha256.chars().take(12).collect();
    let digest = if digest.is_empty() {
        String::new()
    } else {
        format!("; SHA-256 begins {digest}")
    };
    let on = published_on(";", source, published);
    format!("{}: file {}{on}{digest}.", source.credit(), source.file)
}

/// The line at the foot of every page. `newest` is the source that came out last, with its day; `judged` the day of each inspectorate's
/// judgements, which come out apart from all figures.
pub(crate) fn foot(
    newest: Option<(&Source, Date)>,
    judged: &BTreeSet<(Inspectorate, Date)>,
    list_date: &str,
    attribution: &str,
) -> String {
    let as_at = match newest {
        None => String::new(),
        Some((source, date)) if is_month(source, date) => {
            format!("Figures published up to {}. ", source.release)
        }
        Some((_, date)) => format!("Figures published up to {}. ", day(date)),
    };
    let judged: Vec<String> = judged
        .iter()
        .map(|(who, date)| format!("{} as at {}", inspectorate(*who), day(*date)))
        .collect();
    let judged = if judged.is_empty() {
        String::new()
    } else {
        format!("Judgements: {}. ", list(&judged))
    };
    format!("{as_at}{judged}Neighbours: DfE list of {list_date}. {attribution}")
}

/// How a reader walks a number home.
pub(crate) const TRACE: &str = "Every figure here can be traced: the manifest beside this paper holds its file, row and release. \
                                Quote the number of the paragraph, table or figure.";

/// The same without how it is done.
pub(crate) fn traced() -> &'static str {
    TRACE.find(". ").map_or(TRACE, |end| &TRACE[..=end])
}

/// The heading that opens a paragraph about an indicator.
pub(crate) fn lead_in(c: &Comparison<'_>) -> String {
    format!("{}, {}.", c.indicator.short, period_in_words(c))
}

/// The period of a figure: "31 March 2025", "the year to 31 March 2025".
pub(crate) fn period_in_words(c: &Comparison<'_>) -> String {
    let words = c.period.in_words();
    let words = words.trim_start_matches("on ");
    words.trim_start_matches("in ").to_owned()
}

impl Prose<'_> {
    /// Whose figures are missing in a comparison, and why; none where all are there.
    pub(crate) fn withheld(&self, c: &Comparison<'_>) -> Option<String> {
        let own = c.reading.value().is_none().then_some((c.area, c.reading));
        let neighbours = c.neighbours.missing().map(|m| (m.area, m.reading));
        // Those without a figure for the same reason together.
        let mut by_reason: Vec<(String, Vec<String>)> = Vec::new();
        for (area, reading) in own.into_iter().chain(neighbours) {
            let why = reason(reading.status());
            let name = self.short(area).to_owned();
            match by_reason.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => by_reason.push((why, vec![name])),
            }
        }
        let all: Vec<String> = by_reason
            .iter()
            .map(|(why, names)| format!("{} ({why})", list(names)))
            .collect();
        (!all.is_empty()).then(|| {
            format!(
                "{}: no figure for {}.",
                sentence_start(&c.indicator.short),
                all.join("; ")
            )
        })
    }
}

impl Prose<'_> {
    /// A chart's message as a caption: a line of text has room for the measure, where the picture had none.
    pub(crate) fn caption(&self, c: &Comparison<'_>, title: &str) -> String {
        let name = self.short(c.area);
        match title.strip_prefix(&format!("{name}: ")) {
            Some(message) => format!("{name}, {}: {message}", sentence_case(&c.indicator.short)),
            None => title.to_owned(),
        }
    }

    /// Captions of the tables that a paper may hold.
    pub(crate) fn standing_caption(&self, c: &Comparison<'_>) -> String {
        format!(
            "{} beside its statistical neighbours, region and England",
            self.said_name(c.area)
        )
    }

    pub(crate) fn course_caption(&self, c: &Comparison<'_>) -> String {
        format!("{} over the last years", self.said_name(c.area))
    }

    pub(crate) fn evidence_caption(&self, c: &Comparison<'_>) -> String {
        format!(
            "Where each figure of {} is published",
            self.said_name(c.area)
        )
    }
}

/// That a plan's file has rows that are not in order.
pub(crate) fn faults_in_plan(many: usize) -> String {
    match many {
        1 => "One row of the plan’s file is not in order: “yardstick plan” tells which.".to_owned(),
        _ => format!(
            "{many} things in the plan’s file are not in order: “yardstick plan” tells which."
        ),
    }
}

/// A council's own list of actions among the background papers.
pub(crate) fn own_plan(file: &str) -> String {
    // The folders of an officer's machine are no matter of a public paper.
    let file = file.rsplit(['/', '\\']).next().unwrap_or(file);
    format!("The council’s own list of actions: {file}.")
}

/// By which rule each group of comparators is made, the statistical neighbours first.
pub(crate) fn comparator_rules(comparators: &Comparators) -> Vec<String> {
    let mut lines = vec![format!(
        "Statistical neighbours: DfE’s list of {}, unweighted, for every year.",
        list_date(comparators.list)
    )];
    lines.extend(comparators.groups.iter().map(|group| {
        format!(
            "{}: {} ({} authorities).",
            sentence_start(&group.name),
            group.rule,
            group.members.len()
        )
    }));
    lines
}

/// Which numbers of a paper the service has still to write; none where it has written them all.
pub(crate) fn still_to_write(places: &[String]) -> Option<String> {
    (!places.is_empty()).then(|| format!("{TO_WRITE}: {}", places.join(", ")))
}

/// In the place of recommendations that nobody gave.
pub(crate) const NO_RECOMMENDATIONS: &str =
    "To be written by the service: what was recommended, by whom, and what has moved since.";

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_that_nobody_knows_is_not_told() {
        let source = Source {
            release: "October 2024".to_owned(),
            ..Source::default()
        };
        for (published, told, foot_told) in [
            (
                date(2024, 10, 1),
                None,
                "Figures published up to October 2024. ",
            ),
            (
                date(2024, 10, 31),
                Some("published 31 October 2024"),
                "Figures published up to 31 October 2024. ",
            ),
        ] {
            for text in [
                background_paper(&source, Some(published)),
                source_file(&source, Some(published)),
            ] {
                assert_eq!(text.contains("published"), told.is_some(), "{text}");
                assert!(told.is_none_or(|told| text.contains(told)), "{text}");
            }
            assert!(
                foot(Some((&source, published)), &BTreeSet::new(), "May 2025", "")
                    .starts_with(foot_told)
            );
        }
    }
}
