//! `judgements`: the inspectorates' judgements of an authority, and its position among others on a day. Papers use it too.

use crate::compare::judged::{JudgedPosition, JudgementTally, standing};
use crate::error::{Error, Result};
use crate::finding::prose::Prose;
use crate::finding::prose::judgements::{
    ADD_A_RATING, ADEQUATE, NO_DAY, NOT_IN_THE_FILES, PARTS_COUNTED, PARTS_NOT_READ,
    day as in_words, framework, inspectorate, report_link, title_of_neighbours,
};
use crate::inputs::load::Stored;
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::observation::judgement::{Grade, Inspectorate, Judgement};
use crate::reference::Reference;
use crate::reference::judgements::{ContraryReading, Judgements};
use crate::reference::neighbours::NeighbourList;
use crate::source;
use crate::store::Store;
use crate::table::judgements::{
    Inspected, brief, by_parts, credit, credit_of, full, has_adequate, has_gaps,
};
use crate::table::{self, Cell, Table};
use crate::world::World;
use crate::world::loaded::LoadedFiles;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The judgements to choose from: those of the files that are named, else those in the program and in the store.
///
/// # Errors
/// A file that cannot be read; a damaged vintage.
pub(crate) fn known(
    world: &dyn World,
    reference: &Reference,
    paths: &[PathBuf],
    stored: Option<&Stored>,
) -> Result<(Judgements, Vec<Check>)> {
    let root = stored
        .and_then(|stored| stored.root.as_deref())
        .filter(|_| paths.is_empty());
    let Some(root) = root else {
        return source::judgements::read(world, reference, paths);
    };
    let known = reference.judgements()?;
    let store = Store::open(world, root)?;
    let mut loaded = LoadedFiles {
        world,
        files: BTreeMap::new(),
    };
    for vintage in store.good_vintages(None)? {
        for file in &vintage.files {
            let is_known = known
                .files
                .iter()
                .any(|known| known.source.sha256 == file.sha256);
            if is_known || vintage.figures > 0 {
                continue;
            }
            let original = store.original(&vintage, &file.name)?;
            if original.judged(world, reference).is_none() {
                continue;
            }
            loaded.files.insert(
                PathBuf::from(vintage.id.as_str()).join(&original.name),
                original.bytes,
            );
        }
    }
    let paths: Vec<PathBuf> = loaded.files.keys().cloned().collect();
    source::judgements::added(&loaded, reference, &paths, &known)
}

/// Whose judgements, as at which day.
#[derive(Clone, Copy)]
pub(crate) struct JudgementsOrder {
    pub(crate) area: Area,
    /// Without a day: the one up to which the data of each inspectorate is complete.
    pub(crate) as_at: Option<Date>,
    pub(crate) list: NeighbourList,
}

/// One inspectorate's judgements of an authority.
pub(crate) struct InspectorateReport<'j> {
    /// The day of the report.
    pub(crate) as_at: Date,
    /// Inspections and visits published by then, oldest first, with notes and source.
    pub(crate) history: Table,
    /// The judgement of each statistical neighbour, closest first.
    pub(crate) neighbours: Table,
    /// How many were good by each part of the newest inspections; none of youth justice, whose parts are not all read.
    pub(crate) parts: Option<Table>,
    /// Sentences on the position, most important first.
    pub(crate) sentences: Vec<String>,
    /// Whom the counts leave out, and up to which day judgements are known.
    pub(crate) how_counted: Vec<String>,
    /// The evidence: the authorities that were counted, with the grade of each.
    pub(crate) standing: JudgedPosition<'j>,
    own: Vec<Inspected<'j>>,
    others: Vec<Inspected<'j>>,
}

impl InspectorateReport<'_> {
    /// All sentences, those on how it was counted last.
    pub(crate) fn said(&self) -> impl Iterator<Item = &String> {
        self.sentences.iter().chain(&self.how_counted)
    }
}

/// A report of each inspectorate whose judgements were read, Ofsted first.
///
/// # Errors
/// There are no judgements. By the day the authority neither existed nor had been judged.
pub(crate) fn reports<'j>(
    reference: &Reference,
    judgements: &'j Judgements,
    question: JudgementsOrder,
) -> Result<Vec<InspectorateReport<'j>>> {
    let prose = Prose { reference };
    let reports: Vec<InspectorateReport<'j>> = judgements
        .inspectorates()
        .into_iter()
        .filter_map(|who| report(prose, judgements, question, who))
        .collect();
    let Some(first) = reports.first() else {
        return Err(Error::nothing("no judgements were read")
            .hint("name a file of judgements with --data, or none: the program has Ofsted’s"));
    };
    let is_known = reports.iter().any(|report| {
        !report.own.is_empty() || reference.register.exists_on(question.area, report.as_at)
    });
    if !is_known {
        return Err(Error::nothing(format!(
            "{} was not an authority on {}, nor judged by then",
            prose.said_name(question.area),
            in_words(first.as_at)
        ))
        .hint("choose another day with --as-at"));
    }
    Ok(reports)
}

/// None for an inspectorate of which it is not known up to which day its judgements are complete.
fn report<'j>(
    prose: Prose<'_>,
    judgements: &'j Judgements,
    question: JudgementsOrder,
    who: Inspectorate,
) -> Option<InspectorateReport<'j>> {
    let reference = prose.reference;
    let JudgementsOrder { area, list, .. } = question;
    let complete_to = judgements.complete_to(who)?;
    let as_at = question.as_at.unwrap_or(complete_to);
    let standing = standing(judgements, reference, who, area, as_at, list);
    // Before the first rating that is known there is nothing to tell of.
    if who == Inspectorate::Hmip && standing.england.judged.is_empty() {
        return None;
    }
    let own: Vec<Inspected<'j>> = judgements
        .history(who, area, as_at)
        .into_iter()
        .map(|judgement| (area, Some(judgement)))
        .collect();
    let others: Vec<Inspected<'j>> = reference
        .neighbours
        .of(list, area)
        .iter()
        .map(|neighbour| {
            let held = judgements.held(who, neighbour.area, as_at);
            (neighbour.area, held.map(|(judgement, _)| judgement))
        })
        .collect();
    let title = title_of_neighbours(who, as_at);
    let mut neighbours = brief("neighbours", title, who, true, &others, prose);
    neighbours.source = credit(judgements, &[who]);
    if who == Inspectorate::Hmip {
        let without = &standing.neighbours.without;
        tell(&mut neighbours, &others, (without, NOT_IN_THE_FILES));
    }
    tell(
        &mut neighbours,
        &others,
        (&standing.neighbours.unread, "not known"),
    );
    let sentences = prose.judged(&standing);
    let parts = by_parts(&standing, prose).filter(|_| who == Inspectorate::Ofsted);
    let parts = parts.map(|table| Table {
        source: neighbours.source.clone(),
        notes: vec![PARTS_COUNTED.to_owned()],
        ..table
    });
    Some(InspectorateReport {
        as_at,
        history: history(prose, judgements, (who, area), as_at, &own),
        neighbours,
        parts,
        sentences,
        how_counted: prose.judged_how(&standing),
        standing,
        own,
        others,
    })
}

/// Says in a table of authorities, in the place of a judgement, why some of them have none.
fn tell(table: &mut Table, lines: &[Inspected<'_>], (of, why): (&[Area], &str)) {
    let Some(at) = table
        .columns
        .iter()
        .position(|column| column.name == "overall")
    else {
        return;
    };
    for (row, _) in (table.rows.iter_mut().zip(lines)).filter(|(_, (area, _))| of.contains(area)) {
        if let Some(cell) = row.get_mut(at) {
            *cell = Cell::Text(why.to_owned());
        }
    }
}

/// The rows that could not be read and may be on the authority.
fn rows_not_read(standing: &JudgedPosition<'_>) -> Vec<Value> {
    let rows = standing.unread.iter().chain(&standing.unread_of_anybody);
    rows.map(|row| json!({ "file": row.file, "row": row.row, "what": row.what }))
        .collect()
}

/// The table of an authority's inspections, with notes on what its words mean.
fn history(
    prose: Prose<'_>,
    judgements: &Judgements,
    (who, area): (Inspectorate, Area),
    as_at: Date,
    own: &[Inspected<'_>],
) -> Table {
    let title = prose.title_of_inspections(area, who, as_at);
    let mut table = brief("judgements", title, who, false, own, prose);
    table.subtitle = inspectorate(who).to_owned();
    let shown: Vec<&Judgement> = own.iter().filter_map(|(_, judgement)| *judgement).collect();
    table.source = credit_of(judgements, &shown);
    let frameworks: BTreeSet<_> = own
        .iter()
        .filter_map(|(_, judgement)| judgement.map(|judgement| judgement.framework))
        .collect();
    let notes = &mut table.notes;
    notes.extend(
        frameworks
            .into_iter()
            .map(|each| framework(each).to_owned()),
    );
    notes.extend(has_adequate(own).then(|| ADEQUATE.to_owned()));
    notes.extend(has_gaps(own).then(|| NO_DAY.to_owned()));
    notes.extend(
        own.iter()
            .filter_map(|(_, judgement)| judgement.and_then(report_link)),
    );
    if who == Inspectorate::Hmip {
        notes.extend((!own.is_empty()).then(|| PARTS_NOT_READ.to_owned()));
        notes.push(ADD_A_RATING.to_owned());
    }
    table
}

/// The inspections of some reports as one table for programs: the authority's own, and its neighbours' after them.
pub(crate) fn for_programs(
    reports: &[InspectorateReport<'_>],
    judgements: &Judgements,
    prose: Prose<'_>,
    neighbours: bool,
) -> Table {
    let lines: Vec<Inspected<'_>> = reports
        .iter()
        .flat_map(|report| {
            report
                .own
                .iter()
                .chain(report.others.iter().filter(|_| neighbours))
                .copied()
        })
        .collect();
    full(&lines, judgements, prose)
}

/// The same as JSON, with positions, sentences and evidence: an object for each inspectorate.
pub(crate) fn objects(
    reports: &[InspectorateReport<'_>],
    judgements: &Judgements,
    prose: Prose<'_>,
    neighbours: bool,
) -> Vec<Value> {
    reports
        .iter()
        .map(|report| {
            let standing = &report.standing;
            let mut object = json!({
                "inspectorate": inspectorate(standing.who),
                "authority": prose.name(standing.area),
                "la_code": standing.area.la_code(),
                "as_at": standing.day.to_string(),
                "overall": standing.own.map(|(_, grade)| grade.word()),
                "before": standing.before.map(|(last, grade)| json!({
                    "overall": grade.word(),
                    "framework": last.framework.word(),
                    "report_published": last.published.map(|day| day.to_string()),
                })),
                "below": below(standing),
                "months_since_inspection": standing.months_since,
                "read_on": standing.read_on.map(|day| day.to_string()),
                "newest_inspection_without_overall": standing.newer_by_parts().map(newest_by_parts),
                "region": standing.region.as_ref().map(|(region, counted)| tally(counted, prose.name(*region), prose)),
                "england": tally(&standing.england, "England", prose),
                "neighbours": tally(&standing.neighbours, "statistical neighbours", prose),
                "sentences": report.said().collect::<Vec<_>>(),
                "notes": report.history.notes,
                "source": report.history.source,
                "history": table::json::rows(&full(&report.own, judgements, prose)),
            });
            if let (true, Value::Object(fields)) = (neighbours, &mut object) {
                let others = table::json::rows(&full(&report.others, judgements, prose));
                fields.insert("neighbours_judgements".to_owned(), json!(others));
            }
            if let (Some(parts), Value::Object(fields)) = (&report.parts, &mut object) {
                fields.insert("parts".to_owned(), json!(table::json::rows(parts)));
            }
            if let (false, Value::Object(fields)) = (standing.contrary.is_empty(), &mut object) {
                let contrary = standing.contrary.iter().map(|each| contradiction(each));
                fields.insert("readings_that_differ".to_owned(), contrary.collect());
            }
            let unread = rows_not_read(standing);
            if let (false, Value::Object(fields)) = (unread.is_empty(), &mut object) {
                fields.insert("rows_not_read".to_owned(), json!(unread));
            }
            object
        })
        .collect()
}

/// The parts below the overall judgement with what they were found to be.
fn below(standing: &JudgedPosition<'_>) -> Value {
    let parts = standing.parts_below().into_iter();
    parts
        .map(|(part, found)| (part.to_owned(), json!(found.word())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// An inspection by its parts.
fn newest_by_parts(newest: &Judgement) -> Value {
    let parts: BTreeMap<&String, &str> = newest
        .aspects
        .iter()
        .map(|(part, grade)| (part, grade.word()))
        .collect();
    json!({
        "inspection_date": newest.inspected.map(|day| day.to_string()),
        "publication_date": newest.published.map(|day| day.to_string()),
        "parts": parts,
        "report": newest.report,
    })
}

fn contradiction(each: &ContraryReading) -> Value {
    json!({ "what": each.what, "read": each.read, "released": each.released, "file": each.file, "row": each.row })
}

fn tally(counted: &JudgementTally, group: &str, prose: Prose<'_>) -> Value {
    let mut tally = json!({
        "group": group,
        "good_or_outstanding": counted.good().len(),
        "judged": counted.judged.len(),
        "counted": graded(&counted.judged, prose),
        "without_judgement": named(&counted.without, prose),
        "listed_apart": graded(&counted.apart, prose),
        "not_there": named(&counted.not_there, prose),
        "published_later": graded(&counted.awaited, prose),
        "newer_without_overall": named(&counted.newer_by_parts, prose),
    });
    if let (false, Value::Object(fields)) = (counted.unread.is_empty(), &mut tally) {
        fields.insert("not_known".to_owned(), json!(named(&counted.unread, prose)));
    }
    tally
}

fn graded(areas: &[(Area, Grade)], prose: Prose<'_>) -> Vec<Value> {
    areas
        .iter()
        .map(|(area, grade)| {
            json!({ "la_code": area.la_code(), "authority": prose.name(*area), "overall": grade.word() })
        })
        .collect()
}

fn named(areas: &[Area], prose: Prose<'_>) -> Vec<Value> {
    areas
        .iter()
        .map(|area| json!({ "la_code": area.la_code(), "authority": prose.name(*area) }))
        .collect()
}
