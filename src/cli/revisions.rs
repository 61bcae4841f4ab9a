//! `yardstick revisions`.

use super::args::{RevisionsArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::prose::Prose;
use crate::inputs::Messages;
use crate::observation::area::Area;
use crate::revision::papers::{AffectedEntry, table};
use crate::revision::{Revision, RevisionReport, RevisionScope, rows};
use crate::run::revisions::{RevisionsOrder, RevisionsOutcome, revisions};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// More revised figures than these are for a file to list.
const TOLD: usize = 25;
/// Letters of a line, where the terminal is wider or does not say.
const WIDTH: usize = 100;

pub(super) fn run(setting: &Setting<'_>, wanted: &RevisionsArguments) -> Result<u8> {
    let reference = setting.reference()?;
    let order = RevisionsOrder {
        between: match wanted.between.as_slice() {
            [old, new] => Some([old, new]),
            _ => None,
        },
        as_at: setting.as_at()?,
        indicators: &wanted.indicator,
        scope: match &wanted.authority {
            Some(name) => RevisionScope::One(setting.authority(&reference, Some(name))?),
            None if wanted.everywhere => RevisionScope::Everywhere,
            None => RevisionScope::Authorities,
        },
        papers: &wanted.paper,
        stored: &setting.whole_store()?,
    };
    let RevisionsOutcome { report, affected } =
        revisions(setting.world, &reference, &order, setting)?;
    let prose = Prose {
        reference: &reference,
    };
    match wanted.format {
        TableFormat::Json => {
            let of_papers = (!wanted.paper.is_empty()).then_some(affected.as_slice());
            let objects = rows::json(&report.revisions, of_papers, prose);
            print::json(Value::Array(objects))?;
        }
        TableFormat::Csv => {
            setting.show(TableFormat::Csv, &rows::full(&report.revisions, prose))?;
        }
        TableFormat::Markdown => {
            let revised = rows::brief(&report.revisions.iter().collect::<Vec<_>>(), prose);
            let tables = [
                rows::totals(&report.totals),
                revised,
                rows::shifts(&report.shifts, prose),
                table(&affected, prose),
            ];
            for table in tables.iter().filter(|table| !table.rows.is_empty()) {
                setting.show(TableFormat::Markdown, table)?;
            }
        }
        TableFormat::Table => at_a_prompt(setting, &report, &affected, prose)?,
    }
    tell(setting, wanted.format, &report, &affected, prose);
    Ok(0)
}

/// Papers first, since they are what somebody has to correct; then the weightiest figures; then how much there is.
fn at_a_prompt(
    setting: &Setting<'_>,
    report: &RevisionReport,
    papers: &[AffectedEntry],
    prose: Prose<'_>,
) -> Result<()> {
    let width = print::width_up_to(WIDTH);
    for entry in papers {
        let mut text = format!("{}, {}\n", entry.paper, entry.id);
        for (what, said) in [
            ("says", &entry.was),
            ("now reads", &entry.now_reads()),
            ("since", &entry.because(prose)),
        ] {
            text.push_str(&print::labelled(&format!("  {what:<10}"), said, width));
        }
        print::result(&format!("{text}\n"))?;
    }
    let mut weighty: Vec<&Revision> = report.revisions.iter().collect();
    weighty.sort_by(|a, b| {
        let (a, b) = (a.weight(), b.weight());
        (b.0, b.1).cmp(&(a.0, a.1)).then(b.2.total_cmp(&a.2))
    });
    let more = weighty.len().saturating_sub(TOLD);
    weighty.truncate(TOLD);
    let tables = [
        rows::brief(&weighty, prose),
        rows::shifts(&report.shifts, prose),
        rows::summary(&report.totals),
    ];
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        setting.show(TableFormat::Table, table)?;
        print::result("\n")?;
    }
    if more > 0 {
        setting.note(&format!(
            "the {TOLD} weightiest figures are shown, {more} more are not: --format csv lists all"
        ));
    }
    Ok(())
}

fn tell(
    setting: &Setting<'_>,
    format: TableFormat,
    report: &RevisionReport,
    papers: &[AffectedEntry],
    prose: Prose<'_>,
) {
    tell_releases(setting, report);
    tell_counts(setting, report);
    for (side, ids) in [("old", &report.only_old), ("new", &report.only_new)] {
        if setting.common.verbose && !ids.is_empty() {
            setting.note(&format!("only the {side} side has {}", ids.join(", ")));
        }
    }
    if !papers.is_empty() {
        let names: BTreeSet<&str> = papers.iter().map(|entry| entry.paper.as_str()).collect();
        setting.note(&format!(
            "{} of {} rest on them",
            count(papers.len(), "entry"),
            names.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    if matches!(format, TableFormat::Json | TableFormat::Csv) {
        for entry in papers {
            let because = entry.because(prose);
            setting.note(&format!("{} {}: {because}", entry.paper, entry.id));
        }
    }
}

/// Which releases were compared. A figure that both sides have from one and the same release was compared with itself.
fn tell_releases(setting: &Setting<'_>, report: &RevisionReport) {
    let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for total in &report.totals {
        let pair = (total.old_vintage.as_str(), total.new_vintage.as_str());
        *pairs.entry(pair).or_default() += 1;
    }
    for ((old, new), indicators) in pairs.into_iter().filter(|((old, new), _)| old != new) {
        setting.note(&format!(
            "compared: {new} with {old} before it, {} that both have",
            count(indicators, "indicator")
        ));
    }
    if report.totals.is_empty() {
        setting.note(
            "there is nothing to compare: no release before the newest is in the store or in the program",
        );
    }
}

fn tell_counts(setting: &Setting<'_>, report: &RevisionReport) {
    let areas: BTreeSet<Area> = report.revisions.iter().map(|of| of.area).collect();
    let what = if areas.iter().all(|area| area.is_authority()) {
        "authority"
    } else {
        "place"
    };
    let revised = report.totals.iter().filter(|total| total.figures > 0);
    setting.note(&format!(
        "{} of {} are otherwise, in {}; counted are the columns that the catalogue reads",
        count(report.revisions.len(), "figure"),
        count(areas.len(), what),
        count(revised.count(), "indicator"),
    ));
}

fn count(number: usize, what: &str) -> String {
    match (number, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {what}s"),
    }
}
