//! `yardstick revisions`.

use super::args::{Format, Revisions};
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::reference::Reference;
use crate::run::load;
use crate::run::paper::manifest::Manifest;
use crate::run::paper::verify::again;
use crate::run::revisions::papers::{AffectedEntry, RevisionReports, affected, table};
use crate::run::revisions::releases::{ReleaseFigures, named, newest};
use crate::run::revisions::{Revision, RevisionReport, RevisionScope, between, rows};
use crate::world;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// More revised figures than these are for a file to list.
const TOLD: usize = 25;

pub(super) fn run(setting: &Setting<'_>, wanted: &Revisions) -> Result<u8> {
    let reference = Reference::embedded()?;
    let speaker = Words {
        reference: &reference,
    };
    let sides = sides(setting, &reference, wanted)?;
    let of = match &wanted.authority {
        Some(name) => RevisionScope::One(setting.authority(&reference, Some(name))?),
        None if wanted.everywhere => RevisionScope::Everywhere,
        None => RevisionScope::Authorities,
    };
    let report = between(&sides.0, &sides.1, &reference, of);
    let papers = papers(setting, &reference, &sides, &wanted.paper)?;
    match setting.format() {
        Format::Json => {
            let named = (!wanted.paper.is_empty()).then_some(papers.as_slice());
            let rows = rows::json(&report.revisions, named, speaker);
            print::result(&format!("{:#}\n", serde_json::Value::Array(rows)));
        }
        Format::Csv => show(setting, &rows::full(&report.revisions, speaker)),
        Format::Markdown => {
            let revised = rows::brief(&report.revisions.iter().collect::<Vec<_>>(), speaker);
            let tables = [
                rows::totals(&report.totals),
                revised,
                rows::shifts(&report.shifts, speaker),
                table(&papers, speaker),
            ];
            tables
                .iter()
                .filter(|table| !table.rows.is_empty())
                .for_each(|table| show(setting, table));
        }
        Format::Table | Format::Html | Format::Ics => {
            at_a_prompt(setting, &report, &papers, speaker)
        }
    }
    tell(setting, &report, &papers, speaker);
    Ok(0)
}

/// Papers first, since they are what somebody has to correct; then the weightiest figures; then how much there is.
fn at_a_prompt(
    setting: &Setting<'_>,
    report: &RevisionReport,
    papers: &[AffectedEntry],
    speaker: Words<'_>,
) {
    let width = print::width().unwrap_or(WIDTH).min(WIDTH);
    for affected in papers {
        let mut lines = vec![format!("{}, {}", affected.paper, affected.id)];
        let told = [
            ("says", affected.was.clone()),
            ("now reads", affected.now_reads()),
            ("since", affected.because(speaker)),
        ];
        for (what, said) in told.into_iter().filter(|(_, said)| !said.is_empty()) {
            let wrapped = print::wrap(&said, width.saturating_sub(INDENT))
                .into_iter()
                .enumerate();
            lines.extend(
                wrapped
                    .map(|(at, line)| format!("  {:<10}{line}", if at == 0 { what } else { "" })),
            );
        }
        print::result(&format!("{}\n\n", lines.join("\n")));
    }
    let mut weighty: Vec<&Revision> = report.revisions.iter().collect();
    weighty.sort_by(|a, b| {
        let (a, b) = (a.weight(), b.weight());
        (b.0, b.1).cmp(&(a.0, a.1)).then(b.2.total_cmp(&a.2))
    });
    let more = weighty.len().saturating_sub(TOLD);
    weighty.truncate(TOLD);
    let tables = [
        rows::brief(&weighty, speaker),
        rows::shifts(&report.shifts, speaker),
        rows::summary(&report.totals),
    ];
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        show(setting, table);
        print::result("\n");
    }
    if more > 0 && !setting.common.quiet {
        print::note(&format!(
            "the {TOLD} weightiest figures are shown, {more} more are not: --format csv lists all"
        ));
    }
}

const WIDTH: usize = 100;
/// What a line of a paper's entry begins with.
const INDENT: usize = 12;

/// How every paper that was named is touched. Each is made again of the newer side; where that cannot be done, what it rests on is
/// told all the same.
fn papers(
    setting: &Setting<'_>,
    reference: &Reference,
    sides: &(ReleaseFigures, ReleaseFigures),
    paths: &[PathBuf],
) -> Result<Vec<AffectedEntry>> {
    let mut papers = Vec::new();
    if paths.is_empty() {
        return Ok(papers);
    }
    let everywhere = between(&sides.0, &sides.1, reference, RevisionScope::Everywhere);
    for path in paths {
        let name = path.display().to_string();
        let manifest = Manifest::read(&world::read_text(setting.world, path)?, &name)?;
        let own = between(
            &sides.0,
            &sides.1,
            reference,
            RevisionScope::One(manifest.area()?),
        );
        let made = match &sides.1.stored {
            Some(stored) => again(setting.world, reference, &manifest, Some(stored)),
            None => Err(Error::nothing(
                "the newer side is of files that need not hold all it tells of",
            )),
        };
        if let (Err(fault), false) = (&made, setting.common.quiet) {
            print::note(&format!("{name} was not made again: {}", fault.what()));
        }
        papers.extend(affected(
            &name,
            &manifest,
            made.as_ref().ok(),
            &RevisionReports {
                everywhere: &everywhere,
                own: &own,
            },
        )?);
    }
    Ok(papers)
}

fn sides<'r>(
    setting: &Setting<'_>,
    reference: &'r Reference,
    wanted: &Revisions,
) -> Result<(ReleaseFigures<'r>, ReleaseFigures<'r>)> {
    let known = |name: &String| load::known_name(reference, name);
    let indicators = wanted
        .indicator
        .iter()
        .map(known)
        .collect::<Result<Vec<_>>>()?;
    let stored = setting.whole_store()?;
    match wanted.between.as_slice() {
        [old, new] => {
            let side = |name: &str| named(setting.world, reference, &stored, name, &indicators);
            Ok((side(old)?, side(new)?))
        }
        _ => newest(
            setting.world,
            reference,
            &stored,
            setting.as_at()?,
            &indicators,
        ),
    }
}

fn tell(
    setting: &Setting<'_>,
    report: &RevisionReport,
    papers: &[AffectedEntry],
    speaker: Words<'_>,
) {
    if setting.common.quiet {
        return;
    }
    let mut pairs: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for total in &report.totals {
        *pairs
            .entry((&total.old_vintage, &total.new_vintage))
            .or_default() += 1;
    }
    // A figure that both sides have from one and the same release was compared with itself.
    for ((old, new), indicators) in pairs.into_iter().filter(|((old, new), _)| old != new) {
        print::note(&format!(
            "compared: {new} with {old} before it, {} that both have",
            count(indicators, "indicator")
        ));
    }
    if report.totals.is_empty() {
        print::note(
            "there is nothing to compare: no release before the newest is in the store or in the program",
        );
    }
    let authorities: BTreeSet<Area> = report
        .revisions
        .iter()
        .map(|revision| revision.area)
        .collect();
    print::note(&format!(
        "{} of {} are otherwise, in {}; counted are the columns that the catalogue reads",
        count(report.revisions.len(), "figure"),
        count(
            authorities.len(),
            if report.revisions.iter().all(|r| r.area.is_authority()) {
                "authority"
            } else {
                "place"
            }
        ),
        count(
            report
                .totals
                .iter()
                .filter(|total| total.figures > 0)
                .count(),
            "indicator"
        ),
    ));
    let told = |side: &str, ids: &[String]| {
        if setting.common.verbose && !ids.is_empty() {
            print::note(&format!("only the {side} side has {}", ids.join(", ")));
        }
    };
    told("old", &report.only_old);
    told("new", &report.only_new);
    let of_papers: BTreeSet<&str> = papers
        .iter()
        .map(|affected| affected.paper.as_str())
        .collect();
    if !papers.is_empty() {
        print::note(&format!(
            "{} of {} rest on them",
            count(papers.len(), "entry"),
            of_papers.into_iter().collect::<Vec<_>>().join(", ")
        ));
    }
    if matches!(setting.format(), Format::Json | Format::Csv) {
        for affected in papers {
            print::note(&format!(
                "{} {}: {}",
                affected.paper,
                affected.id,
                affected.because(speaker)
            ));
        }
    }
}

fn count(number: usize, what: &str) -> String {
    match (number, what.strip_suffix('y')) {
        (1, _) => format!("1 {what}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        _ => format!("{number} {what}s"),
    }
}
