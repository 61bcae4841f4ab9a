//! Inspections as tables: one for people, with the columns that hold something; one for programs, with all there are.

use super::comparison::text;
use super::{Cell, Column, Table};
use crate::finding::words::judgements::{aspect, day, inspection, short_grade};
use crate::finding::words::{self, Words};
use crate::observation::area::Area;
use crate::observation::judgement::{ASPECTS, Grade, Inspectorate, Judgement};
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

/// One line of a table: whose, and which inspection. None: the authority has none.
pub(crate) type Line<'j> = (Area, Option<&'j Judgement>);

/// Inspections for people, one a row. `of_several` says whose each is.
pub(crate) fn brief(
    name: &str,
    title: String,
    who: Inspectorate,
    of_several: bool,
    lines: &[Line<'_>],
    speaker: Words<'_>,
) -> Table {
    let aspects = aspects(lines);
    let own = |key: &String| who == Inspectorate::Hmip || SHOWN.contains(&key.as_str());
    let (columns_of, rest): (Vec<String>, Vec<String>) = aspects.into_iter().partition(own);
    let has_rest = lines.iter().any(|(_, j)| {
        j.is_some_and(|j| !j.theme.is_empty() || rest.iter().any(|key| j.aspects.contains_key(key)))
    });
    let has_score = lines
        .iter()
        .any(|(_, j)| j.is_some_and(|j| j.score.is_some()));
    let mut columns = Vec::new();
    if of_several {
        columns.push(Column::text("authority", "Authority"));
    }
    columns.push(Column::text("inspection", "Inspection"));
    columns.push(Column::text("inspection_date", "Began"));
    columns.push(Column::text("publication_date", "Report published"));
    columns.push(Column::text("overall", "Overall"));
    columns.extend(columns_of.iter().map(|key| Column::text(key, &aspect(key))));
    if has_score {
        columns.push(Column::number("score", "Score"));
    }
    if has_rest {
        columns.push(Column::text(
            "other",
            "Other judgements, or theme of a visit",
        ));
    }
    let row = |(area, judgement): &Line<'_>| {
        let mut cells = Vec::new();
        if of_several {
            cells.push(text(speaker.short(*area)));
        }
        let Some(j) = judgement else { return cells };
        cells.push(text(inspection(j)));
        cells.push(text(j.inspected.map(day).unwrap_or_default()));
        cells.push(text(j.published.map(day).unwrap_or_default()));
        let grade =
            |grade: Option<&Grade>| text(grade.map(|g| short_grade(*g)).unwrap_or_default());
        cells.push(if j.kind.is_visit() {
            text("no grades are given")
        } else {
            grade(j.overall.as_ref())
        });
        cells.extend(columns_of.iter().map(|key| grade(j.aspects.get(key))));
        if has_score {
            cells.push(score(j));
        }
        if has_rest {
            let mut parts: Vec<String> = rest
                .iter()
                .filter_map(|key| {
                    Some(format!(
                        "{}: {}",
                        aspect(key),
                        short_grade(*j.aspects.get(key)?).to_lowercase()
                    ))
                })
                .collect();
            parts.extend((!j.theme.is_empty()).then(|| j.theme.clone()));
            cells.push(text(parts.join("; ")));
        }
        cells
    };
    Table {
        name: name.to_owned(),
        title,
        subtitle: String::new(),
        columns,
        rows: lines.iter().map(row).collect(),
        notes: Vec::new(),
        source: String::new(),
        emphasis: Vec::new(),
    }
}

/// Inspections for programs: every column, words as published, and where each was read.
pub(crate) fn full(lines: &[Line<'_>], judgements: &Judgements, speaker: Words<'_>) -> Table {
    let mut columns: Vec<Column> = [
        "la_code",
        "authority",
        "framework",
        "kind",
        "inspection_date",
        "publication_date",
        "overall",
    ]
    .map(|n| Column::text(n, n))
    .to_vec();
    let aspects: Vec<String> = {
        let own = ASPECTS.iter().map(|key| (*key).to_owned());
        own.chain(
            aspects(lines)
                .into_iter()
                .filter(|key| !ASPECTS.contains(&key.as_str())),
        )
        .collect()
    };
    columns.extend(aspects.iter().map(|key| Column::text(key, key)));
    columns.push(Column::number("score", "score"));
    columns.extend(["theme", "shared_with", "file", "sheet"].map(|n| Column::text(n, n)));
    columns.push(Column::whole("row", "row"));
    let row = |(area, judgement): &Line<'_>| {
        let mut cells = vec![text(format!("{:03}", area.0)), text(speaker.name(*area))];
        let Some(j) = judgement else { return cells };
        let word = |grade: Option<&Grade>| text(grade.map(|g| g.word()).unwrap_or_default());
        let date =
            |date: Option<jiff::civil::Date>| text(date.map(|d| d.to_string()).unwrap_or_default());
        cells.extend([
            text(j.framework.word()),
            text(j.kind.word()),
            date(j.inspected),
            date(j.published),
            word(j.overall.as_ref()),
        ]);
        cells.extend(aspects.iter().map(|key| word(j.aspects.get(key))));
        let others: Vec<&str> = j
            .areas
            .iter()
            .filter(|other| *other != area)
            .map(|other| speaker.name(*other))
            .collect();
        let file = judgements
            .files
            .get(j.place.file)
            .map_or("", |file| file.source.file.as_str());
        cells.extend([
            score(j),
            text(&j.theme),
            text(others.join("; ")),
            text(file),
            text(&j.place.sheet),
        ]);
        cells.push(i64::try_from(j.place.row).map_or(Cell::Empty, Cell::Whole));
        cells
    };
    Table {
        name: "judgements".to_owned(),
        title: "Judgements".to_owned(),
        subtitle: String::new(),
        columns,
        rows: lines.iter().map(row).collect(),
        notes: Vec::new(),
        source: credit(judgements, &judgements.inspectorates()),
        emphasis: Vec::new(),
    }
}

/// The publications behind some inspectorates' judgements, in one line.
pub(crate) fn credit(judgements: &Judgements, of: &[Inspectorate]) -> String {
    let files = of
        .iter()
        .flat_map(|who| judgements.sources(*who))
        .map(|file| &file.source);
    let (local, known): (Vec<&Source>, Vec<&Source>) = files.partition(|source| source.local);
    let published = words::credits(known.into_iter());
    let own: Vec<String> = local.into_iter().map(Source::credit).collect();
    [published, own.join("; ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ")
}

/// Whether some line shows a third grade that was given before November 2013.
pub(crate) fn has_adequate(lines: &[Line<'_>]) -> bool {
    let third = |grade: &Grade| *grade == Grade::RequiresImprovement;
    let older = lines
        .iter()
        .filter_map(|(_, j)| *j)
        .filter(|j| j.framework < crate::observation::judgement::Framework::Sif);
    older
        .into_iter()
        .any(|j| j.overall.iter().chain(j.aspects.values()).any(third))
}

/// Whether some line lacks a day that Ofsted does not give.
pub(crate) fn has_gaps(lines: &[Line<'_>]) -> bool {
    let gap = |j: &Judgement| {
        j.framework.inspectorate() == Inspectorate::Ofsted
            && (j.inspected.is_none() || j.published.is_none())
    };
    lines.iter().filter_map(|(_, j)| *j).any(gap)
}

fn score(j: &Judgement) -> Cell {
    j.score.map_or(Cell::Empty, |value| Cell::Number {
        value,
        decimals: None,
    })
}

/// The sub-judgements that occur, Ofsted's in their order first.
fn aspects(lines: &[Line<'_>]) -> Vec<String> {
    let found: BTreeSet<&String> = lines
        .iter()
        .filter_map(|(_, j)| *j)
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
