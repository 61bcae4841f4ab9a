//! `judgements`: what inspectorates said of an authority, and where that placed it on a day. Papers ask here too.

use crate::compare::judged::{Standing, Tally, standing};
use crate::error::{Error, Result};
use crate::finding::words::Words;
use crate::finding::words::judgements::{
    ADEQUATE, NO_DAY, NO_YOUTH_JUSTICE, day as in_words, framework, inspectorate, subject,
};
use crate::observation::area::Area;
use crate::observation::check::Check;
use crate::observation::judgement::{Grade, Inspectorate};
use crate::reference::Reference;
use crate::reference::judgements::Judgements;
use crate::reference::neighbours::NeighbourList;
use crate::run::load::Stored;
use crate::source;
use crate::store::Store;
use crate::table::judgements::{Inspected, brief, credit, full, has_adequate, has_gaps};
use crate::table::{self, Table};
use crate::world::World;
use crate::world::loaded::LoadedFiles;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The judgements that a question is asked of: those of files that were named, else those compiled in with what the store has.
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
    let mut shelf = LoadedFiles {
        world,
        files: BTreeMap::new(),
    };
    for vintage in store.good_vintages(None)? {
        let is_new = |sha256: &str| !known.files.iter().any(|file| file.source.sha256 == sha256);
        for file in vintage
            .files
            .iter()
            .filter(|file| file.name.to_lowercase().ends_with(".ods") && is_new(&file.sha256))
        {
            let original = store.original(&vintage, &file.name)?;
            shelf.files.insert(
                PathBuf::from(&vintage.id).join(&original.name),
                original.bytes,
            );
        }
    }
    let paths: Vec<PathBuf> = shelf.files.keys().cloned().collect();
    source::ofsted::beside(&shelf, reference, &paths, &known)
}

/// What is asked.
#[derive(Clone, Copy)]
pub(crate) struct Question {
    pub(crate) area: Area,
    /// None: the day that the data of each inspectorate is complete to.
    pub(crate) as_at: Option<Date>,
    pub(crate) list: NeighbourList,
}

/// One inspectorate's judgements of an authority, told for people.
pub(crate) struct Told<'j> {
    /// The day everything is told as at.
    pub(crate) as_at: Date,
    /// Inspections and visits known by then, oldest first; notes and source are filled.
    pub(crate) history: Table,
    /// The judgement each statistical neighbour had, closest first.
    pub(crate) neighbours: Table,
    /// Position sentences, most important first.
    pub(crate) sentences: Vec<String>,
    /// The evidence: which authorities were counted, with the grade each had.
    pub(crate) standing: Standing<'j>,
    own: Vec<Inspected<'j>>,
    others: Vec<Inspected<'j>>,
}

/// What each inspectorate said of an authority: history, position in sentences, and who was counted. One entry an inspectorate
/// whose judgements were read, Ofsted first.
///
/// # Errors
/// The authority was neither judged by then nor there.
pub(crate) fn tell<'j>(
    reference: &Reference,
    judgements: &'j Judgements,
    asked: Question,
) -> Result<Vec<Told<'j>>> {
    let speaker = Words { reference };
    let told: Vec<Told<'j>> = judgements
        .inspectorates()
        .into_iter()
        .filter_map(|who| one(speaker, judgements, asked, who))
        .collect();
    let there = |told: &Told<'_>| {
        !told.own.is_empty() || reference.register.exists_on(asked.area, told.as_at)
    };
    if !told.iter().any(there) {
        let when = told
            .first()
            .map(|told| in_words(told.as_at))
            .unwrap_or_default();
        return Err(Error::nothing(format!(
            "{} was not an authority on {when}, nor judged by then",
            speaker.name(asked.area)
        ))
        .hint("choose another day with --as-at"));
    }
    Ok(told)
}

fn one<'j>(
    speaker: Words<'_>,
    judgements: &'j Judgements,
    asked: Question,
    who: Inspectorate,
) -> Option<Told<'j>> {
    let reference = speaker.reference;
    let complete_to = judgements.complete_to(who)?;
    let as_at = asked.as_at.unwrap_or(complete_to);
    let standing = standing(judgements, reference, who, asked.area, as_at, asked.list);
    let own: Vec<Inspected<'j>> = judgements
        .history(who, asked.area, as_at)
        .into_iter()
        .map(|j| (asked.area, Some(j)))
        .collect();
    let held = |area: Area| (area, judgements.held(who, area, as_at).map(|(j, _)| j));
    let others: Vec<Inspected<'j>> = reference
        .neighbours
        .of(asked.list, asked.area)
        .iter()
        .map(|n| held(n.area))
        .collect();
    let title = format!(
        "{}: inspections of {} known by {}",
        speaker.name(asked.area),
        subject(who),
        in_words(as_at)
    );
    let mut history = brief("judgements", title, who, false, &own, speaker);
    history.subtitle = inspectorate(who).to_owned();
    history.source = credit(judgements, &[who]);
    let frameworks: BTreeSet<_> = own
        .iter()
        .filter_map(|(_, j)| j.map(|j| j.framework))
        .collect();
    history.notes.extend(
        frameworks
            .into_iter()
            .map(|each| framework(each).to_owned()),
    );
    history
        .notes
        .extend(has_adequate(&own).then(|| ADEQUATE.to_owned()));
    history
        .notes
        .extend(has_gaps(&own).then(|| NO_DAY.to_owned()));
    if judgements.inspectorates() == [Inspectorate::Ofsted] {
        history.notes.push(NO_YOUTH_JUSTICE.to_owned());
    }
    let title = format!(
        "Overall judgements of statistical neighbours as at {}",
        in_words(as_at)
    );
    let mut neighbours = brief("neighbours", title, who, true, &others, speaker);
    neighbours.source = credit(judgements, &[who]);
    let sentences = speaker.judged(&standing, judgements.inspected_to(who), Some(complete_to));
    Some(Told {
        as_at,
        history,
        neighbours,
        sentences,
        standing,
        own,
        others,
    })
}

/// Every line of some answers as one table for programs; neighbours after the authority's own.
pub(crate) fn machine(
    told: &[Told<'_>],
    judgements: &Judgements,
    speaker: Words<'_>,
    neighbours: bool,
) -> Table {
    let lines: Vec<Inspected<'_>> = told
        .iter()
        .flat_map(|each| {
            each.own
                .iter()
                .chain(each.others.iter().filter(|_| neighbours))
                .copied()
        })
        .collect();
    full(&lines, judgements, speaker)
}

/// The same with positions, sentences and evidence.
pub(crate) fn json(
    told: &[Told<'_>],
    judgements: &Judgements,
    speaker: Words<'_>,
    neighbours: bool,
) -> String {
    format!(
        "{:#}\n",
        Value::Array(objects(told, judgements, speaker, neighbours))
    )
}

/// An object an inspectorate, for those who go on with it.
pub(crate) fn objects(
    told: &[Told<'_>],
    judgements: &Judgements,
    speaker: Words<'_>,
    neighbours: bool,
) -> Vec<Value> {
    told.iter()
        .map(|each| {
            let s = &each.standing;
            let rows = |lines: &[Inspected<'_>]| table::json::rows(&full(lines, judgements, speaker));
            let mut object = json!({
                "inspectorate": inspectorate(s.who),
                "authority": speaker.name(s.area),
                "la_code": format!("{:03}", s.area.0),
                "as_at": s.day.to_string(),
                "overall": s.own.map(|(_, grade)| grade.word()),
                "months_since_inspection": s.months_since,
                "region": s.region.as_ref().map(|(region, counted)| tally(counted, speaker.name(*region), speaker)),
                "england": tally(&s.england, "England", speaker),
                "neighbours": tally(&s.neighbours, "statistical neighbours", speaker),
                "sentences": each.sentences,
                "notes": each.history.notes,
                "source": each.history.source,
                "history": rows(&each.own),
            });
            if let (true, Value::Object(fields)) = (neighbours, &mut object) {
                fields.insert("neighbours_judgements".to_owned(), json!(rows(&each.others)));
            }
            object
        })
        .collect()
}

fn tally(counted: &Tally, group: &str, speaker: Words<'_>) -> Value {
    let place = |area: &Area| json!({ "la_code": format!("{:03}", area.0), "authority": speaker.name(*area) });
    let graded = |(area, grade): &(Area, Grade)| json!({ "la_code": format!("{:03}", area.0), "authority": speaker.name(*area), "overall": grade.word() });
    json!({
        "group": group,
        "good_or_outstanding": counted.good().len(),
        "judged": counted.judged.len(),
        "counted": counted.judged.iter().map(graded).collect::<Vec<_>>(),
        "without_judgement": counted.without.iter().map(place).collect::<Vec<_>>(),
        "listed_apart": counted.apart.iter().map(graded).collect::<Vec<_>>(),
        "not_there": counted.not_there.iter().map(place).collect::<Vec<_>>(),
        "published_later": counted.awaited.iter().map(graded).collect::<Vec<_>>(),
    })
}
