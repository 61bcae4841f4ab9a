//! Every inspection of an authority on one line, and what may come next: for `judgements` and for papers.

use super::judgements::JudgementsOrder;
use crate::chart::{ChartRequest, NamedChart, timeline as chart};
use crate::compare::judged::whole;
use crate::compare::upcoming::{Backtest, ExpectedInspection, expected, fared};
use crate::finding::prose::Prose;
use crate::finding::prose::judgements::timeline::{
    not_in_the_files, notes, other_title, table_title,
};
use crate::finding::prose::judgements::upcoming::{OpeningBefore, by_rule};
use crate::observation::area::Area;
use crate::observation::judgement::{Framework, Inspectorate, Judgement};
use crate::reference::Reference;
use crate::reference::authority::Authority;
use crate::reference::judgements::Judgements;
use crate::reference::judgements::rules::rules;
use crate::table::Table;
use crate::table::inspections as tables;
use crate::table::judgements::{credit, credit_of};
use jiff::civil::Date;
use serde_json::{Value, json};

/// What is told of all inspections of an authority together.
pub(crate) struct InspectionsTold {
    pub(crate) as_at: Date,
    /// Every inspection, visit and review, oldest first.
    pub(crate) events: Table,
    /// Those of them that gave no grades: no other table of a paper has them.
    pub(crate) others: Table,
    /// The same as a picture; none without any.
    pub(crate) chart: Option<NamedChart>,
    /// The windows of the authority, its neighbours and its region, the first to open first.
    pub(crate) next: Table,
    /// What may come next, and how such estimates fared; why there is none.
    pub(crate) sentences: Vec<String>,
    /// By which rule, from which day, and where the rule stands.
    pub(crate) by_rule: Vec<String>,
    /// The rule of each estimate, and its fate so far.
    pub(crate) evidence: Value,
}

impl InspectionsTold {
    /// All sentences, those on the rule last.
    pub(crate) fn said(&self) -> impl Iterator<Item = &String> {
        self.sentences.iter().chain(&self.by_rule)
    }
}

/// What all inspections of an authority tell by a day; none where there is no judgement at all. It is drawn where a picture is asked for.
pub(crate) fn told(
    reference: &Reference,
    judgements: &Judgements,
    question: JudgementsOrder,
    request: Option<ChartRequest>,
) -> Option<InspectionsTold> {
    let prose = Prose { reference };
    let area = question.area;
    let newest = judgements
        .inspectorates()
        .into_iter()
        .filter_map(|who| judgements.complete_to(who))
        .max();
    let as_at = question.as_at.or(newest)?;
    let events = judgements.events(area, as_at);
    let without_grades: Vec<&Judgement> = events
        .iter()
        .copied()
        .filter(|event| !event.framework.gives_grades())
        .collect();
    let title = other_title(prose, area, as_at);
    let mut others = tables::timeline(title, &without_grades, judgements, prose);
    others.notes = notes(&without_grades);
    others.source = credit_of(judgements, &without_grades);
    let title = table_title(prose, area, as_at);
    let mut table = tables::timeline(title, &events, judgements, prose);
    table.notes = notes(&events);
    table.notes.extend(not_in_the_files(&events));
    table.source = credit_of(judgements, &events);
    let own: Vec<ExpectedInspection<'_>> = [Inspectorate::Ofsted, Inspectorate::SendPair]
        .into_iter()
        .filter_map(|who| expected(judgements, who, area, as_at))
        .collect();
    let records: Vec<Backtest> = own
        .iter()
        .map(|of| fared(reference, judgements, of.rule, as_at))
        .collect();
    let groups = Groups::of(reference, judgements, question, as_at);
    let chart = request.and_then(|request| {
        let behind = (prose, table.clone());
        let next: Vec<_> = own.iter().zip(&records).collect();
        chart::of_one((area, as_at), &events, &next, behind, request)
    });
    Some(InspectionsTold {
        as_at,
        events: table,
        others,
        chart,
        next: groups.table(
            &own,
            (area, as_at),
            prose,
            credit(judgements, &[Inspectorate::Ofsted]),
        ),
        sentences: sentences(prose, (&own, &records), &events, &groups, as_at),
        by_rule: own.iter().flat_map(by_rule).collect(),
        evidence: own
            .iter()
            .zip(&records)
            .map(|(of, record)| evidence(of, record))
            .collect(),
    })
}

/// The estimates of those like the authority.
struct Groups<'j> {
    region: String,
    of_region: Vec<ExpectedInspection<'j>>,
    neighbours: Vec<ExpectedInspection<'j>>,
}

impl<'j> Groups<'j> {
    fn of(
        reference: &Reference,
        judgements: &'j Judgements,
        question: JudgementsOrder,
        as_at: Date,
    ) -> Groups<'j> {
        let prose = Prose { reference };
        let estimate = |area: Area| {
            let there = reference.register.exists_on(area, as_at) && area != question.area;
            there
                .then(|| expected(judgements, Inspectorate::Ofsted, area, as_at))
                .flatten()
        };
        let region = reference
            .register
            .get(question.area)
            .and_then(|place| place.region)
            .map(whole);
        let in_region = |place: &&Authority| {
            region.is_some() && place.region.map(whole) == region && place.area.is_authority()
        };
        Groups {
            region: region.map_or_else(String::new, |region| prose.in_place(region)),
            of_region: reference
                .register
                .all()
                .filter(in_region)
                .filter_map(|place| estimate(place.area))
                .collect(),
            neighbours: reference
                .neighbours
                .of(question.list, question.area)
                .iter()
                .filter_map(|neighbour| estimate(neighbour.area))
                .collect(),
        }
    }

    /// Whose window opens before the authority's own.
    fn before(&self, own: &ExpectedInspection<'_>) -> Vec<OpeningBefore> {
        let opening = |group: String, all: &[ExpectedInspection<'_>]| OpeningBefore {
            group,
            before: all
                .iter()
                .filter(|other| other.from < own.from)
                .map(|other| other.area)
                .collect(),
            of: all.len(),
        };
        vec![
            opening("statistical neighbours".to_owned(), &self.neighbours),
            opening(
                format!("other authorities {}", self.region),
                &self.of_region,
            ),
        ]
    }

    fn table(
        &self,
        own: &[ExpectedInspection<'_>],
        (area, as_at): (Area, Date),
        prose: Prose<'_>,
        source: String,
    ) -> Table {
        let mut all: Vec<(ExpectedInspection<'_>, String)> = Vec::new();
        all.extend(own.iter().map(|of| (of.clone(), "itself".to_owned())));
        for other in self.neighbours.iter().chain(&self.of_region) {
            let is_in =
                |group: &[ExpectedInspection<'_>]| group.iter().any(|each| each.area == other.area);
            let group = match (is_in(&self.neighbours), is_in(&self.of_region)) {
                (true, true) => "neighbour, region",
                (true, false) => "neighbour",
                _ => "region",
            };
            if all.iter().all(|(known, _)| known.area != other.area) {
                all.push((other.clone(), group.to_owned()));
            }
        }
        all.sort_by_key(|(of, _)| (of.from, of.to, of.area));
        let mut table = tables::next(prose.title_of_next(area, as_at), &all, as_at, prose);
        table.source = source;
        table
    }
}

fn sentences(
    prose: Prose<'_>,
    (own, records): (&[ExpectedInspection<'_>], &[Backtest]),
    events: &[&Judgement],
    groups: &Groups<'_>,
    as_at: Date,
) -> Vec<String> {
    let mut said = Vec::new();
    for (estimate, record) in own.iter().zip(records) {
        let is_ofsteds = estimate.rule.framework == Framework::Ilacs;
        let others = if is_ofsteds {
            groups.before(estimate)
        } else {
            Vec::new()
        };
        said.extend(prose.next_inspection(
            (estimate, as_at),
            Some(record).filter(|_| is_ofsteds),
            &others,
        ));
    }
    // Of the frameworks that inspected it, those whose rule tells no interval.
    for framework in [Framework::YouthJustice, Framework::Jtai] {
        let was_there = events.iter().any(|event| event.framework == framework);
        let rule = rules()
            .iter()
            .find(|rule| rule.framework == framework && rule.to_months.is_none());
        said.extend(Prose::no_estimate(framework, rule).filter(|_| was_there));
    }
    said
}

fn evidence(estimate: &ExpectedInspection<'_>, record: &Backtest) -> Value {
    let rule = estimate.rule;
    json!({
        "framework": rule.framework.word(),
        "after": rule.after,
        "next": rule.kind,
        "from": estimate.from.map(|day| day.to_string()),
        "to": estimate.to.to_string(),
        "rule": rule.rule,
        "source": rule.source,
        "source_of": rule.of,
        "address": rule.address,
        "since_2015": { "within": record.within, "earlier": record.earlier, "later": record.later, "not_yet": record.not_yet, "middle_half_months": record.middle_half() },
    })
}
