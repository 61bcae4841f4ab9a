//! `lint` measured on the program's own papers: of faults that are put into their sentences, one at a time and by a fixed seed,
//! nine in ten of each kind are found, and of their sound sentences no more than one in fifty is flagged.
//!
//! The suite takes every other paper of one authority; a sweep takes all papers of thirty authorities, and
//! prints the faults that were not found.

use crate::program::Desk;
use crate::sample::{self, Chance};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Large and small ones, counties and boroughs, new ones, and those that report together.
pub(crate) const AUTHORITIES: [&str; 30] = [
    "Blackpool",
    "Warwickshire",
    "Derby",
    "Camden",
    "North Somerset",
    "Leeds",
    "Rutland",
    "Isles of Scilly",
    "City of London",
    "Kingston upon Thames",
    "Richmond upon Thames",
    "West Northamptonshire",
    "North Northamptonshire",
    "Cumberland",
    "Westmorland and Furness",
    "Kent",
    "Essex",
    "Birmingham",
    "Liverpool",
    "Bristol",
    "Herefordshire",
    "Kingston upon Hull",
    "Durham",
    "Northumberland",
    "Cornwall",
    "Hackney",
    "Barnet",
    "Bradford",
    "Middlesbrough",
    "Slough",
];

const PAPERS: [&str; 11] = [
    "adoption-and-permanence",
    "corporate-parenting",
    "education-of-vulnerable-children",
    "improvement-plan",
    "inspection-position",
    "one-page-profile",
    "scrutiny-social-care",
    "scrutiny-youth-justice",
    "self-evaluation-annex",
    "send-and-inclusion",
    "workforce",
];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Fault {
    Figure,
    Rank,
    Direction,
    Period,
    Authority,
    Significance,
}

const FAULTS: [Fault; 6] = [
    Fault::Figure,
    Fault::Rank,
    Fault::Direction,
    Fault::Period,
    Fault::Authority,
    Fault::Significance,
];

/// A fixed sequence of choices.
struct Choices(Chance);

impl Choices {
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.below(limit.max(1) as u64)).expect("small")
    }

    fn one_of<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        let at = self.below(of.len());
        of.get(at)
    }
}

/// A sentence or a cell of a paper, with what must stand around it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Statement {
    Sentence {
        heading: String,
        /// The sentences before it in its paragraph.
        before: String,
        text: String,
    },
    Cell {
        heading: String,
        caption: String,
        top: String,
        row: Vec<String>,
        column: usize,
    },
}

/// A statement with a fault in it.
struct Seeded {
    fault: Fault,
    /// What is written into the paper.
    written: String,
    /// What of it `lint` must flag: a sentence, or the end of a cell's.
    flagged: String,
}

/// What the catalogue calls the indicators, and what it says of some wherever they are told: neither is a statement about an authority.
struct KnownTexts {
    shorts: Vec<String>,
    cautions: Vec<String>,
}

impl KnownTexts {
    fn read() -> KnownTexts {
        let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/indicators.toml");
        let catalogue = std::fs::read_to_string(catalogue).expect("the catalogue");
        let values = |key: &str| -> Vec<String> {
            catalogue
                .lines()
                .filter_map(|line| line.strip_prefix(key)?.strip_prefix(" = \""))
                .filter_map(|value| value.strip_suffix('"'))
                .map(|value| value.replace('\'', "’"))
                .collect()
        };
        KnownTexts {
            shorts: values("short"),
            cautions: values("caution"),
        }
    }

    /// Whether a line opens with the name of an indicator: "6.1 **Looked after rate, 31 March 2025.**", "- **Referral rate:**".
    fn opens(&self, line: &str) -> bool {
        let Some((number, name)) = line.split_once("**") else {
            return false;
        };
        let is_number = number
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ' ' | 'A'));
        let name = name.replace('\'', "’");
        is_number
            && self.shorts.iter().any(|short| {
                name.strip_prefix(short.as_str())
                    .is_some_and(|rest| rest.starts_with([',', ':']))
            })
    }

    fn is_caution(&self, text: &str) -> bool {
        let text = text.replace('\'', "’");
        self.cautions.iter().any(|caution| caution.contains(&text))
    }
}

/// A line without the number of the paragraph that tells more: "(A2.3)".
fn without_reference(line: &str) -> &str {
    let bare = line.trim_end();
    let Some((rest, reference)) = bare.rsplit_once(" (") else {
        return bare;
    };
    let is_reference = reference.strip_suffix(')').is_some_and(|inside| {
        inside
            .trim_start_matches('A')
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.')
    });
    if is_reference && rest.ends_with('.') {
        rest
    } else {
        bare
    }
}

/// The statements of a paper in Markdown about figures of the authority: what stands under an indicator's name, and what calls a figure
/// the authority's.
fn statements(paper: &str, authority: &str, known: &KnownTexts) -> Vec<Statement> {
    let mut found = Vec::new();
    let (mut heading, mut caption) = (String::new(), String::new());
    let mut top = None::<String>;
    let owner = format!("{authority}’s ");
    for line in paper.lines() {
        if line.starts_with('#') {
            heading = line.to_owned();
        }
        if !line.starts_with('|') {
            top = None;
            if !line.trim().is_empty() {
                caption = line.to_owned();
            }
        } else if top.is_none() {
            top = Some(line.to_owned());
        } else if !line.starts_with("| -") {
            let row: Vec<String> = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned())
                .collect();
            found.extend((1..row.len()).map(|column| Statement::Cell {
                heading: heading.clone(),
                caption: caption.clone(),
                top: top.clone().expect("a top"),
                row: row.clone(),
                column,
            }));
        }
        if line.starts_with(['#', '|', '!', '*']) || line.starts_with("- Statistical") {
            continue;
        }
        let mut before = String::new();
        let opens = known.opens(line);
        for text in sentences(without_reference(line.trim_start_matches("- "))) {
            let is_about = (opens && !text.ends_with(".**") && !known.is_caution(&text))
                || text.contains(&owner);
            if is_about && text.chars().any(|c| c.is_ascii_digit()) {
                found.push(Statement::Sentence {
                    heading: heading.clone(),
                    before: before.clone(),
                    text: text.clone(),
                });
            }
            before.push_str(&text);
            before.push(' ');
        }
    }
    found
}

/// The sentences of a line of the program's own papers.
fn sentences(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = line;
    loop {
        let ends = [". ", ".** "]
            .iter()
            .flat_map(|end| {
                rest.match_indices(end)
                    .map(|(at, _)| at + end.len())
                    .filter(|at| {
                        // After a lead-in a sentence may begin with its figure.
                        *end == ".** " || rest[*at..].starts_with(char::is_uppercase)
                    })
            })
            .min();
        let Some(end) = ends else {
            break;
        };
        found.push(rest[..end].trim().to_owned());
        rest = &rest[end..];
    }
    found.push(rest.trim().to_owned());
    found
}

/// Where the numbers are that are figures.
fn figures(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || (matches!(bytes[at], b'.' | b',')
                    && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)))
        {
            at += 1;
        }
        if is_figure(text, (start, at)) {
            found.push((start, at));
        }
    }
    found
}

const MONTHS: [&str; 12] = [
    " January",
    " February",
    " March",
    " April",
    " May",
    " June",
    " July",
    " August",
    " September",
    " October",
    " November",
    " December",
];

const AGES: [&str; 7] = [
    "aged 5 to ",
    "aged 18 to ",
    "aged 10 to ",
    "aged 16 to ",
    "aged 17 to ",
    "aged 19 to ",
    "aged 15 to ",
];

/// No years, days, ranks, bases of rates, levels of confidence, numbers of authorities, or parts of a name.
fn is_figure(text: &str, (start, end): (usize, usize)) -> bool {
    const BEFORE: [&str; 14] = [
        "per ",
        "every ",
        "under ",
        "grade ",
        "Year ",
        "Progress ",
        "care at ",
        "p below ",
        "aged ",
        "Attainment ",
        "Key Stage ",
        "section ",
        "Section ",
        "of the other ",
    ];
    const AFTER: [&str; 19] = [
        " authorities",
        " neighbours",
        " statistical",
        " of the other",
        " in 20",
        " in 10",
        " to 14",
        " to 16",
        " to 17",
        " to 18",
        " to 21",
        " to 20",
        " months",
        " working days",
        " days",
        " weeks",
        " miles",
        " or more",
        " and over",
    ];
    let (before, number, after) = (&text[..start], &text[start..end], &text[end..]);
    let is_year = (number.len() == 4 && (number.starts_with("19") || number.starts_with("20")))
        || (before.ends_with(['-', '/']) && number.len() == 2);
    let is_rank = after.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_level = ["95%", "99.8%"]
        .iter()
        .any(|level| text[start..].starts_with(level));
    let ends_ages = AGES.iter().any(|ages| before.ends_with(ages));
    let is_day = MONTHS.iter().any(|month| after.starts_with(month));
    let is_share = before.ends_with(" in ") && after.starts_with(" among");
    let is_named = BEFORE.iter().any(|words| before.ends_with(words))
        || AFTER.iter().any(|words| after.starts_with(words));
    !(is_year || is_rank || is_level || ends_ages || is_day || is_share || is_named)
}

/// Another number with as many decimals, clearly another one.
fn other_number(number: &str, choices: &mut Choices) -> String {
    let plain: f64 = number.replace(',', "").parse().expect("a number");
    let decimals = number.split_once('.').map_or(0, |(_, after)| after.len());
    let place = 10f64.powi(-i32::try_from(decimals).expect("few"));
    let factor = [0.6, 0.7, 0.8, 1.2, 1.3, 1.5][choices.below(6)];
    let mut other = plain * factor;
    if (other - plain).abs() < 3.0 * place {
        other = plain + 3.0 * place;
    }
    let written = format!("{other:.decimals$}");
    let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
    let mut grouped = whole.to_owned();
    if number.contains(',') {
        let mut at = whole.len();
        while at > 3 {
            at -= 3;
            grouped.insert(at, ',');
        }
    }
    if rest.is_empty() {
        grouped
    } else {
        format!("{grouped}.{rest}")
    }
}

fn replaced(text: &str, (from, to): (usize, usize), by: &str) -> String {
    format!("{}{by}{}", &text[..from], &text[to..])
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// Where "12th" and the like stand, with the number.
fn ordinals(text: &str) -> Vec<((usize, usize), usize)> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        if at > 0 && (bytes[at - 1].is_ascii_digit() || bytes[at - 1] == b'.') {
            continue;
        }
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let ends = ["st", "nd", "rd", "th"]
            .iter()
            .any(|end| text[at + digits..].starts_with(end));
        if ends {
            let number = text[at..at + digits].parse().expect("a number");
            found.push(((at, at + digits + 2), number));
        }
    }
    found
}

/// The text with one of the words changed into its counterpart; none where none of them is in it.
fn swapped(text: &str, pairs: &[(&str, &str)], choices: &mut Choices) -> Option<String> {
    let mut places = Vec::new();
    for (one, other) in pairs {
        for (word, by) in [(one, other), (other, one)] {
            places.extend(
                text.match_indices(word)
                    .filter(|(at, _)| !text[..*at].ends_with(", p"))
                    .map(|(at, _)| (at, at + word.len(), *by)),
            );
        }
    }
    let (from, to, by) = *choices.one_of(&places)?;
    Some(replaced(text, (from, to), by))
}

fn with_figure_fault(text: &str, choices: &mut Choices) -> Option<String> {
    let (from, to) = *choices.one_of(&figures(text))?;
    let other = other_number(&text[from..to], choices);
    Some(replaced(text, (from, to), &other))
}

const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// The text with another place: "the third highest" is the eleventh highest.
fn with_other_place(text: &str, choices: &mut Choices) -> Option<String> {
    let (at, rank) = ORDINALS.iter().enumerate().find_map(|(rank, word)| {
        let told = [" highest", " lowest"].map(|end| format!(" {word}{end}"));
        let at = told.iter().find_map(|told| text.find(told.as_str()))?;
        Some((at + 1, rank))
    })?;
    let other = rank + 4 + choices.below(6);
    let word = ORDINALS[rank];
    Some(replaced(text, (at, at + word.len()), ORDINALS[other]))
}

fn with_rank_fault(text: &str, choices: &mut Choices) -> Option<String> {
    let is_run = text.contains(" in a row");
    if choices.below(2) == 0
        && let Some(other) = with_other_place(text, choices)
    {
        return Some(other);
    }
    let ranks = ordinals(text);
    if let Some(((from, to), rank)) = choices.one_of(&ranks).copied().filter(|_| !is_run) {
        let by = 4 + choices.below(20);
        let other = if rank > by + 1 && choices.below(2) == 0 {
            rank - by
        } else {
            rank + by
        };
        return Some(replaced(text, (from, to), &ordinal(other)));
    }
    swapped(
        text,
        &[(" highest", " lowest"), (" best", " worst")],
        choices,
    )
}

fn with_direction_fault(text: &str, choices: &mut Choices) -> Option<String> {
    swapped(
        text,
        &[
            (" higher", " lower"),
            (" above", " below"),
            (" rose", " fell"),
            (" risen", " fallen"),
            (" rise ", " fall "),
            (" jumped", " dropped"),
            (" up by", " down by"),
            (" doubled", " halved"),
            ("(better)", "(worse)"),
            (", better", ", worse"),
            ("which is better", "which is worse"),
            ("for the better", "for the worse"),
        ],
        choices,
    )
}

/// A year, or the two of a financial year, two years earlier; or another year of a run.
fn with_period_fault(text: &str, choices: &mut Choices) -> Option<String> {
    // A sustained fall from 2016 may well be one from 2018.
    let is_so_since_later = [" sustained ", " stayed between ", " every year since "]
        .iter()
        .any(|words| text.contains(words));
    if is_so_since_later {
        return None;
    }
    if text.contains(" in a row")
        && let Some(((from, to), nth)) = ordinals(text).first().copied()
    {
        return Some(replaced(text, (from, to), &ordinal(nth + 2)));
    }
    let mut years = Vec::new();
    for (at, _) in text.match_indices("20") {
        let is_year = text[at..].bytes().take_while(u8::is_ascii_digit).count() == 4
            && !text[..at].ends_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
        let is_list = ["list of ", "that of ", "direction since "]
            .iter()
            .any(|words| text[..at].ends_with(words));
        if is_year && !is_list {
            years.push(at);
        }
    }
    let at = *choices.one_of(&years)?;
    let year: usize = text[at..at + 4].parse().expect("a year");
    // What begins in the first year of a series cannot begin earlier in the data.
    let begins = ["since ", "from ", "begins in ", "begin in "]
        .iter()
        .any(|word| text[..at].ends_with(word))
        || follows_first_figure(&text[..at]);
    let (back, on) = if begins {
        (0, 2)
    } else {
        (2 + choices.below(2), 0)
    };
    let rest = &text[at + 4..];
    let joint = rest.chars().next().filter(|c| matches!(c, '-' | '/'));
    let second = joint.and_then(|_| rest.get(1..3)?.parse::<usize>().ok());
    Some(match (joint, second) {
        (Some(joint), Some(second)) => {
            let other = format!(
                "{}{joint}{:02}",
                year + on - back,
                (second + 100 + on - back) % 100
            );
            replaced(text, (at, at + 7), &other)
        }
        _ => replaced(text, (at, at + 4), &(year + on - back).to_string()),
    })
}

/// Whether a text ends with "from 163 in ", before the year of that figure, in a sentence about more than the last year.
fn follows_first_figure(text: &str) -> bool {
    let Some((start, figure)) = text.rsplit_once("from ") else {
        return false;
    };
    if start.ends_with("change ") || start.contains(" by ") {
        return false;
    }
    figure.strip_suffix(" in ").is_some_and(|figure| {
        figure
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | '£'))
    })
}

fn with_authority_fault(text: &str, authority: &str, other: &str) -> Option<String> {
    let (owner, place) = (format!("{authority}’s"), format!(" in {authority}"));
    if text.contains(&owner) {
        Some(text.replace(&owner, &format!("{other}’s")))
    } else if text.contains(&place) {
        Some(text.replace(&place, &format!(" in {other}")))
    } else {
        None
    }
}

fn with_significance_fault(text: &str) -> Option<String> {
    for (from, to) in [
        (
            "was not significantly different from England",
            "was significantly higher than England",
        ),
        (
            "was significantly higher than England",
            "was not significantly different from England",
        ),
        (
            "was significantly lower than England",
            "was not significantly different from England",
        ),
        (
            "is no more than chance would bring",
            "is more than chance would bring",
        ),
        (
            ", more than chance would bring",
            ", no more than chance would bring",
        ),
        (
            "not clearly different from England (",
            "clearly above England (",
        ),
        ("above England (", "not clearly different from England ("),
        ("below England (", "not clearly different from England ("),
    ] {
        if text.contains(from) {
            return Some(text.replace(from, to));
        }
    }
    if text.contains("significance not tested") {
        let bare = text.replace("; significance not tested", "");
        for word in ["was higher", "was lower"] {
            if bare.contains(word) {
                return Some(bare.replace(word, &word.replace("was ", "was significantly ")));
            }
        }
    }
    let judged = ["was significantly higher (", "was significantly lower ("]
        .into_iter()
        .find(|start| text.contains(start))?;
    let at = text.find(judged)?;
    let end = text[at..].find(") than England")?;
    Some(replaced(
        text,
        (at, at + end + ") than England".len()),
        "was not significantly different from England",
    ))
}

/// A sentence after a lead-in with another period: that is where a paragraph has its period.
fn in_lead_in(heading: &str, lead: &str, text: &str, choices: &mut Choices) -> Option<Seeded> {
    let other = with_period_fault(lead, choices).filter(|_| lead.ends_with(".** "))?;
    Some(Seeded {
        fault: Fault::Period,
        written: format!("{heading}\n\n{other}{text}\n\n"),
        flagged: plain(text),
    })
}

/// A statement with a fault of one kind; none where it has nothing that could be wrong in this way.
fn seeded(
    statement: &Statement,
    fault: Fault,
    (authority, other): (&str, &str),
    choices: &mut Choices,
) -> Option<Seeded> {
    match statement {
        Statement::Sentence {
            heading,
            before,
            text,
        } => {
            let is_period = fault == Fault::Period;
            if is_period && let Some(seeded) = in_lead_in(heading, before, text, choices) {
                return Some(seeded);
            }
            let faulty = match fault {
                Fault::Figure => with_figure_fault(text, choices),
                Fault::Rank => with_rank_fault(text, choices),
                Fault::Direction => with_direction_fault(text, choices),
                Fault::Period => with_period_fault(text, choices),
                Fault::Authority => with_authority_fault(text, authority, other),
                Fault::Significance => with_significance_fault(text),
            }?;
            Some(Seeded {
                fault,
                written: format!("{heading}\n\n{before}{faulty}\n\n"),
                flagged: plain(&faulty),
            })
        }
        Statement::Cell {
            heading,
            caption,
            top,
            row,
            column,
        } => {
            let tops: Vec<&str> = top.trim_matches('|').split('|').map(str::trim).collect();
            let head = *tops.get(*column)?;
            let text = &row[*column];
            let is_figure = text
                .chars()
                .all(|c| c.is_ascii_digit() || c == '.' || c == ',');
            let is_named = head.starts_with("Change") || head == "Row";
            let is_value = !is_named && is_figure && !text.is_empty();
            let faulty = match fault {
                Fault::Figure if is_value => other_number(text, choices),
                Fault::Rank if head.contains("place") => with_rank_fault(text, choices)?,
                _ => return None,
            };
            let mut cells = row.clone();
            cells[*column] = faulty.clone();
            let (rule, line) = ("|---".repeat(cells.len()), cells.join(" | "));
            Some(Seeded {
                fault,
                written: format!("{heading}\n\n{caption}\n\n{top}\n{rule}|\n| {line} |\n\n"),
                flagged: plain(&format!("{}, {head}: {faulty}", row[0])),
            })
        }
    }
}

/// Text without the marks of Markdown.
fn plain(text: &str) -> String {
    text.replace("**", "").replace('\\', "")
}

/// What came of one authority's papers.
#[derive(Default)]
struct Measured {
    /// By kind, how many faults were found, of how many.
    found: BTreeMap<Fault, (usize, usize)>,
    missed: Vec<String>,
    sound: usize,
    false_alarms: Vec<String>,
}

/// Every other paper in the ordinary suite.
fn taken_papers() -> impl Iterator<Item = &'static str> {
    sample::some(PAPERS, 2)
}

fn papers_of(desk: &Desk, authority: &str) -> Vec<String> {
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/example-plan.csv");
    let plan = plan.to_str().expect("UTF-8").to_owned();
    taken_papers()
        .flat_map(|name| {
            let out = format!("{name}.md");
            let mut arguments = vec!["paper", name, "--authority", authority, "--out", &out, "-q"];
            if name == "improvement-plan" {
                arguments.extend(["--plan", plan.as_str()]);
            }
            desk.run(&arguments);
            let files = desk.files();
            [out.clone(), format!("{name}-annex.md")]
                .into_iter()
                .filter(|file| files.contains(file))
                .map(|file| desk.text(&file))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn flagged(desk: &Desk, text: &str, authority: &str) -> (Vec<Value>, BTreeSet<String>) {
    desk.put("seeded.md", text);
    let run = desk.run(&[
        "lint",
        "seeded.md",
        "--authority",
        authority,
        "--format",
        "json",
        "-q",
    ]);
    let said: Value = serde_json::from_str(&run.out)
        .unwrap_or_else(|fault| panic!("{fault}: {}{}", run.out, run.err));
    let said = said.as_array().expect("a list").clone();
    let sentences = said
        .iter()
        .filter(|one| is_flag(one))
        .filter_map(|one| one["sentence"].as_str().map(str::to_owned))
        .collect();
    (said, sentences)
}

fn is_flag(one: &Value) -> bool {
    !matches!(
        one["verdict"].as_str(),
        Some(
            "agrees"
                | "not-found"
                | "not-checked"
                | "checked-in-part"
                | "summary"
                | "not-mentioned"
        )
    )
}

fn measure(at: usize, authority: &str) -> Measured {
    let desk = Desk::new();
    // An authority without a figure ends with code 1, and says its name.
    let compared = desk.run(&["compare", authority, "cla-rate", "-q", "--format", "json"]);
    let compared: Value = serde_json::from_str(&compared.out).expect("a comparison");
    let name = compared[0]["authority"]
        .as_str()
        .unwrap_or(authority)
        .to_owned();
    let papers = papers_of(&desk, authority);
    assert!(
        papers.len() >= taken_papers().count(),
        "{authority}: {} papers",
        papers.len()
    );
    let sound = papers.join("\n\n");
    let mut measured = sound_papers(&desk, &sound, authority);
    let seeded = faults_of(&papers, (&name, at, authority));
    let faulty: String = seeded.iter().map(|one| one.written.as_str()).collect();
    let (_, sentences) = flagged(&desk, &format!("{sound}\n\n{faulty}"), authority);
    for one in seeded {
        let is_found = sentences
            .iter()
            .any(|sentence| sentence.contains(&one.flagged));
        let (found, all) = measured.found.entry(one.fault).or_default();
        *found += usize::from(is_found);
        *all += 1;
        if !is_found {
            let missed = format!("{authority}: {:?}: {}", one.fault, one.flagged);
            measured.missed.push(missed);
        }
    }
    measured
}

/// How much of sound papers is flagged.
fn sound_papers(desk: &Desk, sound: &str, authority: &str) -> Measured {
    let (said, _) = flagged(desk, sound, authority);
    let all: BTreeSet<&str> = said
        .iter()
        .filter_map(|one| one["sentence"].as_str())
        .collect();
    let alarm = |one: &Value| {
        format!(
            "{authority}: {} {}: {}",
            one["verdict"], one["sentence"], one["says"]
        )
    };
    Measured {
        sound: all.len(),
        false_alarms: said.iter().filter(|one| is_flag(one)).map(alarm).collect(),
        ..Measured::default()
    }
}

/// Every statement of the papers with a fault of each kind.
fn faults_of(papers: &[String], (name, at, authority): (&str, usize, &str)) -> Vec<Seeded> {
    let mut choices = Choices(Chance(20_260_000 + at as u64));
    // An authority without a figure cannot be shown to have another one: large ones have them all.
    let other = ["Leeds", "Kent", "Birmingham", "Essex", "Bradford"]
        .into_iter()
        .filter(|other| *other != authority)
        .nth(at % 4)
        .expect("one of them");
    let known = KnownTexts::read();
    let mut statements: Vec<Statement> = papers
        .iter()
        .flat_map(|paper| statements(paper, name, &known))
        .collect();
    statements.sort();
    statements.dedup();
    statements
        .iter()
        .flat_map(|statement| {
            FAULTS.map(|fault| seeded(statement, fault, (name, other), &mut choices))
        })
        .flatten()
        .collect()
}

#[test]
fn nine_in_ten_seeded_faults_are_found_and_sound_papers_are_not_flagged() {
    let sweep = sample::is_sweep();
    let authorities = &AUTHORITIES[..sample::size(1, 30)];
    let measured: Vec<Measured> = std::thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            scope.spawn(move || {
                authorities
                    .iter()
                    .enumerate()
                    .filter(|(at, _)| at % 2 == half)
                    .map(|(at, authority)| measure(at, authority))
                    .collect::<Vec<_>>()
            })
        });
        halves
            .into_iter()
            .flat_map(|half| half.join().expect("measured"))
            .collect()
    });
    let mut faults = String::new();
    for fault in FAULTS {
        let (found, all) = measured
            .iter()
            .filter_map(|one| one.found.get(&fault))
            .fold((0, 0), |(found, all), one| (found + one.0, all + one.1));
        println!("{fault:?}: {found} of {all} found");
        assert!(all > 0, "no fault of the kind {fault:?} was made");
        if found * 10 < all * 9 {
            faults.push_str(&format!("{fault:?}: only {found} of {all} found\n"));
        }
    }
    let sound: usize = measured.iter().map(|one| one.sound).sum();
    let alarms: Vec<&String> = measured.iter().flat_map(|one| &one.false_alarms).collect();
    println!(
        "false alarms: {} of {sound} sentences and cells",
        alarms.len()
    );
    if alarms.len() * 50 > sound {
        faults.push_str(&format!("{} false alarms of {sound}\n", alarms.len()));
    }
    let missed = measured.iter().flat_map(|one| &one.missed);
    if sweep || !faults.is_empty() {
        for line in missed.chain(alarms) {
            println!("{line}");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
