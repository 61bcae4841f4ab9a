//! Records: is the figure the highest or lowest for years? For counts, which bear little else, when was the lowest year?

use super::{Finding, FindingKind, NewsValue, WeighingRole, no_working};
use crate::compare::Comparison;
use crate::compare::course::{Heading, SeriesExtreme};
use crate::compare::pyramid::{self, BESIDE_ADOPTIONS, Lowest};
use crate::compare::study::Study;
use crate::finding::evidence::{FindingEvidence, own_value, period};
use crate::finding::phrases::{PhraseForm, PhraseValues, Phrases};
use crate::finding::prose::{digits, number_word, unusual_note, year_of};
use crate::stat::round::format_number;
use serde_json::json;

/// Said of records and of runs.
pub(super) const METHOD: &str =
    "Records and runs: the order of the published figures alone; no test.";

pub(super) const EXTREME_SINCE: FindingKind = FindingKind {
    name: "ExtremeSince",
    method: Some(METHOD),
    news: NewsValue::NewRecord,
    role: WeighingRole::Neither,
    phrases: &[
        &SINCE,
        &SERIES,
        &LOWEST,
        &ADOPTIONS,
        &ABOUT_SINCE,
        &ABOUT_SINCE_BEGUN,
        &ABOUT_SERIES,
        &NEWS_SERIES,
    ],
    find,
    working: no_working,
};

const SINCE: PhraseForm = PhraseForm::plain("record.since", &["highest", "since", "notes"]);
const SERIES: PhraseForm = PhraseForm::plain("record.series", &["highest", "begins", "notes"]);
const LOWEST: PhraseForm =
    PhraseForm::plain("record.lowest", &["low_year", "low", "stretch", "notes"]);
const ADOPTIONS: PhraseForm = PhraseForm::plain(
    "record.adoptions",
    &["low_year", "low", "stretch", "notes", "beside"],
);
const ABOUT_SINCE: PhraseForm = PhraseForm::plain(
    "about.record.since",
    &["highest", "since", "begins", "notes"],
);
const ABOUT_SINCE_BEGUN: PhraseForm =
    PhraseForm::plain("about.record.begun", &["highest", "begins", "notes"]);
const ABOUT_SERIES: PhraseForm =
    PhraseForm::plain("about.record.series", &["highest", "begins", "notes"]);
/// The same as a part of a sentence about what crossed what.
const NEWS_SERIES: PhraseForm =
    PhraseForm::plain("news.record.series", &["highest", "begins", "notes"]);

/// A record of the latest year; for counts, which bear little else, the lowest year too.
fn find(c: &Comparison<'_>, study: &Study<'_>) -> Option<Finding> {
    if let Some(extreme) = &c.extreme {
        return Some(since(extreme, c));
    }
    let [adoptions, companion] = BESIDE_ADOPTIONS;
    let companion = study
        .panel(companion)
        .filter(|_| c.indicator.id == adoptions);
    let lowest = pyramid::lowest(c.panel, c.at, c.area, companion);
    lowest
        .filter(|_| c.indicator.unit.is_count())
        .map(|lowest| at_lowest(&lowest, c))
}

fn since(extreme: &SeriesExtreme, c: &Comparison<'_>) -> Finding {
    let (phrase, stretch) = match extreme.since {
        Some(since) => (&SINCE, ("since", year_of(c, since))),
        None => (&SERIES, ("begins", year_of(c, extreme.begins))),
    };
    Finding {
        kind: &EXTREME_SINCE,
        upward: Some(extreme.direction == Heading::Up),
        weight: 20,
        phrase,
        values: vec![
            ("highest", highest_or_lowest(extreme)),
            ("notes", notes(extreme, c)),
            stretch,
        ],
        question: None,
        evidence: FindingEvidence {
            comparators: json!({
                "since": extreme.since.map(|column| period(c, column)), "begins": period(c, extreme.begins),
                "gaps": extreme.gaps, "broken": extreme.broken,
            }),
            ..FindingEvidence::plain(own_value(c), "order of years")
        },
    }
}

fn highest_or_lowest(extreme: &SeriesExtreme) -> String {
    match extreme.direction {
        Heading::Up => "highest".to_owned(),
        Heading::Down => "lowest".to_owned(),
    }
}

fn notes(extreme: &SeriesExtreme, c: &Comparison<'_>) -> String {
    let missing = match extreme.gaps {
        0 => None,
        1 => Some("1 year missing".to_owned()),
        gaps => Some(format!("{gaps} years missing")),
    };
    let redefined = extreme.broken.then(|| "redefined since".to_owned());
    let notes: Vec<String> = missing.into_iter().chain(redefined).collect();
    let unusual = unusual_note(c.panel, extreme.unusual.iter().copied());
    if notes.is_empty() {
        unusual
    } else {
        // "; 1 year missing, 2020 and 2021 unusual": one verb less, since a sentence has 25 words.
        let unusual = unusual
            .replace(';', ",")
            .replace(" was ", " ")
            .replace(" were ", " ");
        format!("; {}{unusual}", notes.join(", "))
    }
}

fn at_lowest(lowest: &Lowest, c: &Comparison<'_>) -> Finding {
    let mut values = vec![
        ("low_year", year_of(c, lowest.column)),
        ("low", digits(c.indicator, lowest.value)),
        ("stretch", stretch(lowest, c)),
        (
            "notes",
            unusual_note(c.panel, c.panel.unusual_years(lowest.begins, c.at)),
        ),
    ];
    let phrase = match lowest.beside {
        Some(share) => {
            values.push(("beside", format!("{}%", format_number(share, 0))));
            &ADOPTIONS
        }
        None => &LOWEST,
    };
    Finding {
        kind: &EXTREME_SINCE,
        upward: Some(false),
        weight: 18,
        phrase,
        values,
        question: None,
        evidence: FindingEvidence {
            comparators: json!({ "begins": period(c, lowest.begins), "special_guardianship_percent": lowest.beside }),
            n: Some(lowest.years),
            ..FindingEvidence::plain(
                json!({ "value": lowest.value, "period": period(c, lowest.column) }),
                "order of years",
            )
        },
    }
}

/// "the nine years 2017 to 2025", or "nine known years, 2016 to 2025" where some have no figure.
fn stretch(lowest: &Lowest, c: &Comparison<'_>) -> String {
    let (years, begins) = (number_word(lowest.years), year_of(c, lowest.begins));
    let ends = c.period.short();
    if lowest.is_whole {
        format!("the {years} years {begins} to {ends}")
    } else {
        format!("{years} known years, {begins} to {ends}")
    }
}

/// A record of the latest year as a comparison says it.
pub(crate) fn about(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let extreme = c.extreme.as_ref()?;
    let mut values = about_values(extreme, c);
    let form = match extreme.since {
        Some(since) => {
            let since = year_of(c, since);
            let is_begin = since == year_of(c, extreme.begins);
            values.push(("since", since));
            if is_begin {
                &ABOUT_SINCE_BEGUN
            } else {
                &ABOUT_SINCE
            }
        }
        None => &ABOUT_SERIES,
    };
    Some(phrases.say(c, form, values))
}

/// A record of a whole series as a part of a sentence; none where an earlier year was as high or as low.
pub(crate) fn part_of_news(c: &Comparison<'_>, phrases: &Phrases) -> Option<String> {
    let extreme = c
        .extreme
        .as_ref()
        .filter(|extreme| extreme.since.is_none())?;
    Some(phrases.say(c, &NEWS_SERIES, about_values(extreme, c)))
}

fn about_values(extreme: &SeriesExtreme, c: &Comparison<'_>) -> PhraseValues {
    let gaps = match extreme.gaps {
        0 => String::new(),
        gaps => format!("; {gaps} without a figure in between"),
    };
    let broken = if extreme.broken {
        "; a change of definition lies in between"
    } else {
        ""
    };
    let unusual = unusual_note(c.panel, extreme.unusual.iter().copied());
    vec![
        ("highest", highest_or_lowest(extreme)),
        ("begins", year_of(c, extreme.begins)),
        ("notes", format!("{gaps}{broken}{unusual}")),
    ]
}
