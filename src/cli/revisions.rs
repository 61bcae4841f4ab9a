//! `yardstick revisions`.

use super::args::{Format, Revisions};
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::error::Result;
use crate::finding::words::Words;
use crate::reference::Reference;
use crate::run::load;
use crate::run::paper::manifest::Manifest;
use crate::run::revisions::papers::{Touched, table, touched};
use crate::run::revisions::sides::{named, newest};
use crate::run::revisions::{Of, Report, between, rows};
use crate::world;

pub(super) fn run(setting: &Setting<'_>, wanted: &Revisions) -> Result<u8> {
    let reference = Reference::embedded()?;
    let speaker = Words { reference: &reference };
    let report = report(setting, &reference, wanted)?;
    let mut papers: Vec<Touched> = Vec::new();
    for path in &wanted.paper {
        let name = path.display().to_string();
        let manifest = Manifest::read(&world::read_text(setting.world, path)?, &name)?;
        papers.extend(touched(&name, &manifest, &report.revisions));
    }
    match setting.format() {
        Format::Json => {
            let rows = rows::json(&report.revisions, speaker);
            print::result(&format!("{:#}\n", serde_json::Value::Array(rows)));
        }
        Format::Csv => show(setting, &rows::full(&report.revisions, speaker)),
        Format::Markdown | Format::Table | Format::Html | Format::Ics => {
            let revised = rows::brief(&report.revisions, speaker);
            let tables = [rows::totals(&report.totals), revised, rows::shifts(&report.shifts, speaker), table(&papers, speaker)];
            tables.iter().filter(|table| !table.rows.is_empty()).for_each(|table| show(setting, table));
        }
    }
    tell(setting, &report, &papers);
    Ok(0)
}

fn report(setting: &Setting<'_>, reference: &Reference, wanted: &Revisions) -> Result<Report> {
    let known = |name: &String| load::known_name(reference, name);
    let indicators = wanted.indicator.iter().map(known).collect::<Result<Vec<_>>>()?;
    let of = match &wanted.authority {
        Some(name) => Of::One(setting.authority(reference, Some(name))?),
        None if wanted.everywhere => Of::Everywhere,
        None => Of::Authorities,
    };
    let stored = setting.whole_store()?;
    let (old, new) = match wanted.between.as_slice() {
        [old, new] => {
            let side = |name: &str| named(setting.world, reference, &stored, name, &indicators);
            (side(old)?, side(new)?)
        }
        _ => newest(setting.world, reference, &stored, &indicators)?,
    };
    between(&old, &new, reference, of)
}

fn tell(setting: &Setting<'_>, report: &Report, papers: &[Touched]) {
    if setting.common.quiet {
        return;
    }
    print::note(&format!(
        "{} revised figures of {} indicators that both have; {} sentences and tables of papers rest on them",
        report.revisions.len(),
        report.totals.len(),
        papers.len()
    ));
    let told = |side: &str, ids: &[String]| {
        if setting.common.verbose && !ids.is_empty() {
            print::note(&format!("only the {side} side has {}", ids.join(", ")));
        }
    };
    told("old", &report.only_old);
    told("new", &report.only_new);
    if setting.common.format.is_some_and(|format| matches!(format, Format::Json | Format::Csv)) && !papers.is_empty() {
        let list: Vec<String> = papers.iter().map(|touched| format!("{} {}", touched.paper, touched.id)).collect();
        print::note(&format!("papers: {}", list.join("; ")));
    }
}
