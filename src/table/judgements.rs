//! Inspections as tables: one for people, with the columns that hold something; one for programs, with all there are.

use super::cell::{number, optional, text, whole};
use super::columns::TableColumns;
use super::{Cell, Table};
use crate::compare::judged::JudgedPosition;
use crate::finding::prose::judgements::{aspect, day, good_by_part, inspection, short_grade};
use crate::finding::prose::{self, Prose};
use crate::observation::area::Area;
use crate::observation::judgement::{ASPECTS, Framework, Grade, Inspectorate, Judgement};
use crate::observation::provenance::Source;
use crate::reference::judgements::Judgements;
use std::collections::BTreeSet;

/// Sub-judgements with a column of their own for people; the others of Ofsted's share one.
const SHOWN: [&str; 4] = [
    "leadership",
    "help_and_protection",
    "in_care",
    "care_leavers",
];

/// A row of a table: an authority and one inspection of it, or none where the authority has none.
pub(crate) type Inspected<'j> = (Area, Option<&'j Judgement>);

type JudgementColumns<'a> = TableColumns<'a, Inspected<'a>>;

/// Inspections for people, one a row. `of_several` says whose each is.
pub(crate) fn brief(
    name: &str,
    title: String,
    who: Inspectorate,
    of_several: bool,
    lines: &[Inspected<'_>],
    prose: Prose<'_>,
) -> Table {
    let all = aspects(lines);
    let has_room = who == Inspectorate::Hmip && all.len() <= SHOWN.len();
    let (shown, rest): (Vec<String>, Vec<String>) = all
        .into_iter()
        .partition(|key| has_room || SHOWN.contains(&key.as_str()));
    let has_rest = judgements_of(lines)
        .any(|j| !j.theme.is_empty() || rest.iter().any(|key| j.aspects.contains_key(key)));
    let has_score = judgements_of(lines).any(|j| j.score.is_some());
    let mut columns = JudgementColumns::new()
        .when(of_several, |columns| {
            columns.text("authority", "Authority", move |(area, _)| {
                text(prose.short(*area))
            })
        })
        .text("inspection", "Inspection", |(_, j)| {
            optional(j.map(inspection))
        })
        .text("inspection_date", "Began", |(_, j)| {
            optional(j.and_then(|j| j.inspected).map(day))
        })
        .text("publication_date", "Report published", |(_, j)| {
            optional(j.and_then(|j| j.published).map(day))
        })
        .text("overall", "Overall", |(_, j)| {
            j.map_or(Cell::Empty, overall)
        });
    for key in &shown {
        columns = columns.text(key, &aspect(key), move |(_, j)| {
            optional(j.and_then(|j| j.aspects.get(key)).map(|g| short_grade(*g)))
        });
    }
    columns
        .when(has_score, |columns| {
            columns.number("score", "Score", |(_, j)| score(*j))
        })
        .when(has_rest, |columns| {
            let title = if who == Inspectorate::Hmip {
                "Parts"
            } else {
                "Other judgements, or theme of a visit"
            };
            columns.text("other", title, |(_, j)| {
                optional(j.map(|j| others(j, &rest)))
            })
        })
        .table(name, title, lines.iter().copied())
}

fn overall(j: &Judgement) -> Cell {
    if j.kind.is_visit() {
        text("no grades are given")
    } else if j.overall.is_none() && j.framework == Framework::Ilacs {
        text("none given: by parts")
    } else {
        optional(j.overall.map(short_grade))
    }
}

/// The judgements that have no column of their own, and what a visit was about.
fn others(j: &Judgement, rest: &[String]) -> String {
    let graded = rest.iter().filter_map(|key| {
        let grade = short_grade(*j.aspects.get(key)?).to_lowercase();
        Some(format!("{}: {grade}", aspect(key)))
    });
    let theme = Some(j.theme.clone()).filter(|theme| !theme.is_empty());
    graded.chain(theme).collect::<Vec<_>>().join("; ")
}

/// Inspections for programs: every column, words as published, and where each was read.
pub(crate) fn full(lines: &[Inspected<'_>], judgements: &Judgements, prose: Prose<'_>) -> Table {
    let own = ASPECTS.iter().map(|key| (*key).to_owned());
    let others = aspects(lines)
        .into_iter()
        .filter(|key| !ASPECTS.contains(&key.as_str()));
    let mut columns = inspected(prose);
    for key in own.chain(others) {
        let name = key.clone();
        columns = columns.text(&name, &name, move |(_, j)| {
            optional(j.and_then(|j| j.aspects.get(&key)).map(|g| g.word()))
        });
    }
    Table {
        source: credit(judgements, &judgements.inspectorates()),
        ..read_from(columns, judgements, prose).table(
            "judgements",
            "Judgements",
            lines.iter().copied(),
        )
    }
}

/// Who was inspected, how, when, and with what result overall.
fn inspected<'a>(prose: Prose<'a>) -> JudgementColumns<'a> {
    JudgementColumns::new()
        .text("la_code", "la_code", |(area, _)| text(area.la_code()))
        .text("authority", "authority", move |(area, _)| {
            text(prose.name(*area))
        })
        .text("framework", "framework", |(_, j)| {
            optional(j.map(|j| j.framework.word()))
        })
        .text("kind", "kind", |(_, j)| optional(j.map(|j| j.kind.word())))
        .text("inspection_date", "inspection_date", |(_, j)| {
            optional(j.and_then(|j| j.inspected).map(|day| day.to_string()))
        })
        .text("publication_date", "publication_date", |(_, j)| {
            optional(j.and_then(|j| j.published).map(|day| day.to_string()))
        })
        .text("overall", "overall", |(_, j)| {
            optional(j.and_then(|j| j.overall).map(Grade::word))
        })
}

/// The score, the theme of a visit, and the place of the judgement in a published file.
fn read_from<'a>(
    columns: JudgementColumns<'a>,
    judgements: &'a Judgements,
    prose: Prose<'a>,
) -> JudgementColumns<'a> {
    columns
        .number("score", "score", |(_, j)| score(*j))
        .text("theme", "theme", |(_, j)| optional(j.map(|j| &j.theme)))
        .text("shared_with", "shared_with", move |(area, j)| {
            let all = j.iter().flat_map(|j| &j.areas);
            let others: Vec<&str> = all
                .filter(|other| *other != area)
                .map(|other| prose.name(*other))
                .collect();
            text(others.join("; "))
        })
        .text("file", "file", |(_, j)| {
            let file = j.and_then(|j| judgements.files.get(j.place.file));
            optional(file.map(|file| &file.source.file))
        })
        .text("sheet", "sheet", |(_, j)| {
            optional(j.map(|j| &j.place.sheet))
        })
        .whole("row", "row", |(_, j)| whole(j.map(|j| j.place.row)))
        .text("read_on", "read_on", |(_, j)| {
            let file = j.and_then(|j| judgements.file_of(j));
            optional(
                file.and_then(|file| file.read_on)
                    .map(|day| day.to_string()),
            )
        })
        .text("report", "report", |(_, j)| optional(j.map(|j| &j.report)))
}

/// How many were judged good or better by each part of the newest inspections; none where no part is known of anybody.
pub(crate) fn by_parts(s: &JudgedPosition<'_>, prose: Prose<'_>) -> Option<Table> {
    let known = s
        .england
        .parts
        .iter()
        .filter(|(_, judged)| !judged.is_empty());
    let parts: Vec<&str> = known.map(|(part, _)| *part).collect();
    let region = s.region.as_ref();
    let own = s.newest;
    let table = TableColumns::new()
        .text("part", "Part", |part: &&str| text(aspect(part)))
        .text("own", prose.short(s.area), move |part| {
            let found = own.and_then(|newest| newest.aspects.get(*part));
            optional(found.map(|grade| short_grade(*grade)))
        })
        .when(region.is_some(), |columns| {
            let name = region.map_or("", |(region, _)| prose.name(*region));
            columns.text("region", name, move |part| {
                optional(region.map(|(_, tally)| good_by_part(tally, part)))
            })
        })
        .text("neighbours", "Statistical neighbours", move |part| {
            text(good_by_part(&s.neighbours, part))
        })
        .text("england", "England", move |part| {
            text(good_by_part(&s.england, part))
        })
        .table("parts", prose.title_of_parts(s), parts.iter().copied());
    (!parts.is_empty()).then_some(table)
}

/// The publications behind some inspectorates' judgements, in one line.
pub(crate) fn credit(judgements: &Judgements, of: &[Inspectorate]) -> String {
    let files = of
        .iter()
        .flat_map(|who| judgements.sources(*who))
        .map(|file| &file.source);
    credit_files(files)
}

/// The publications in which these inspections stand, in one line.
pub(crate) fn credit_of(judgements: &Judgements, events: &[&Judgement]) -> String {
    let files: BTreeSet<usize> = events.iter().map(|event| event.place.file).collect();
    let files = files.iter().filter_map(|at| judgements.files.get(*at));
    credit_files(files.map(|file| &file.source))
}

fn credit_files<'f>(files: impl Iterator<Item = &'f Source>) -> String {
    let (local, known): (Vec<&Source>, Vec<&Source>) = files.partition(|source| source.local);
    let published = prose::credits(known.into_iter());
    let own: Vec<String> = local.into_iter().map(Source::credit).collect();
    [published, own.join("; ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// Whether some line shows a third grade that was given before November 2013.
pub(crate) fn has_adequate(lines: &[Inspected<'_>]) -> bool {
    judgements_of(lines)
        .filter(|j| j.framework < Framework::Sif)
        .any(|j| {
            let mut grades = j.overall.iter().chain(j.aspects.values());
            grades.any(|grade| *grade == Grade::RequiresImprovement)
        })
}

/// Whether some line lacks a day that Ofsted does not give.
pub(crate) fn has_gaps(lines: &[Inspected<'_>]) -> bool {
    judgements_of(lines)
        .filter(|j| j.framework.inspectorate() == Inspectorate::Ofsted)
        .any(|j| j.inspected.is_none() || j.published.is_none())
}

fn judgements_of<'j>(lines: &[Inspected<'j>]) -> impl Iterator<Item = &'j Judgement> {
    lines.iter().filter_map(|(_, judgement)| *judgement)
}

fn score(judgement: Option<&Judgement>) -> Cell {
    number(judgement.and_then(|j| j.score), None)
}

/// The sub-judgements that occur, Ofsted's in their order first.
fn aspects(lines: &[Inspected<'_>]) -> Vec<String> {
    let found: BTreeSet<&String> = judgements_of(lines)
        .flat_map(|j| j.aspects.keys())
        .collect();
    let known = ASPECTS
        .iter()
        .filter(|key| found.iter().any(|f| f == *key))
        .map(|key| (*key).to_owned());
    let other = found
        .iter()
        .filter(|f| !ASPECTS.contains(&f.as_str()))
        .map(|f| (*f).clone());
    known.chain(other).collect()
}
