//! `yardstick refresh`.

use super::args::{Company, Drawing, Format, LogFormat, Paper, Profile, Refresh};
use super::setting::{Output, Setting};
use super::{paper, print, profile};
use crate::error::{Error, Result};
use crate::reference::Reference;
use crate::refresh::run_lock;
use crate::refresh::state::RefreshState;
use crate::run::paper::rests_on;
use crate::run::refresh::log::{self, RunRecord};
use crate::run::refresh::outputs::{self, Wanted};
use crate::run::refresh::report::{PublicationResult, RefreshOutcome, RefreshReport, RemadeOutput};
use crate::run::refresh::{self as station, RefreshOrder};
use crate::store::Store;
use crate::table::cell::text;
use crate::table::{Cell, Column, Table};
use crate::world::World;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &Refresh) -> Result<u8> {
    let mut done = Vec::new();
    let attempted = attempt(setting, wanted, &mut done);
    let ended = match &attempted {
        Ok(None) => return Ok(0),
        Ok(Some(report)) => RunRecord::completed(report, wanted.dry_run),
        Err(fault) => RunRecord::stopped(&done, fault, wanted.dry_run),
    };
    let logged = log(
        setting.world,
        setting.store().ok().as_deref(),
        wanted,
        ended,
    );
    // What stopped the run is told before what keeps it from being written down.
    let Some(report) = attempted? else {
        return Ok(0);
    };
    logged?;
    if setting.format() == Format::Json {
        let text = serde_json::to_string_pretty(&report)
            .map_err(|fault| Error::unwritten("the report", fault.to_string()))?;
        print::result(&format!("{text}\n"));
    } else if !setting.common.quiet || report.exit_code != 0 {
        show(setting, &report);
    }
    Ok(report.exit_code)
}

/// Writes the line of a run, if one was asked for.
fn log(
    world: &dyn World,
    store: Option<&Path>,
    wanted: &Refresh,
    ended: RunRecord<'_>,
) -> Result<()> {
    let as_json = wanted.log_format == LogFormat::Json;
    wanted
        .log
        .as_ref()
        .map_or(Ok(()), |path| log::add(world, path, as_json, store, ended))
}

/// Writes the line of a run that its settings stopped. What keeps it from being written is not told: the settings come first.
pub(super) fn log_fault(world: &dyn World, wanted: &Refresh, fault: &Error) {
    let _ = log(
        world,
        None,
        wanted,
        RunRecord::stopped(&[], fault, wanted.dry_run),
    );
}

/// The whole run; none where it was not this run's turn. `done` hears of each publication, for a run that stops half-way.
fn attempt(
    setting: &Setting<'_>,
    wanted: &Refresh,
    done: &mut Vec<PublicationResult>,
) -> Result<Option<RefreshReport>> {
    let (root, world) = (setting.store()?, setting.world);
    if let Some(age) = &wanted.if_older_than
        && !run_lock::is_due(world, &root, age)?
    {
        return Ok(None);
    }
    let reference = Reference::embedded()?;
    // A mistake in the settings is told before anything is fetched.
    setting.outputs().iter().try_for_each(check)?;
    let order = RefreshOrder {
        world,
        reference: &reference,
        store: &root,
        settings: setting.refresh(),
        only: &wanted.only,
        offline: wanted.offline,
        dry_run: wanted.dry_run,
    };
    Store::open(world, &root)?;
    let turn = if wanted.dry_run {
        None
    } else {
        run_lock::take(world, &root)?
    };
    if turn.is_none() && wanted.if_older_than.is_some() {
        return Ok(None);
    }
    let began = world.now();
    let (lines, mut state) = station::refresh(&order, &mut |line| {
        tell(setting, line);
        done.push(line.clone());
    })?;
    let remade = remake(
        &setting.with_store(&root),
        &reference,
        &mut state,
        wanted.dry_run,
    );
    let has = |outcome: RefreshOutcome| lines.iter().any(|line| line.outcome == outcome);
    state.took_in = if has(RefreshOutcome::New) {
        Some(began)
    } else {
        state.took_in
    };
    let is_whole = wanted.only.is_empty() && !has(RefreshOutcome::Unreachable);
    state.looked = if is_whole {
        Some(world.now())
    } else {
        state.looked
    };
    // Where nothing was ever kept there is no store to remember it in.
    if !wanted.dry_run && Store::open(world, &root)?.is_there() {
        state.write(world, &root)?;
    }
    let fault = remade
        .iter()
        .find_map(|(_, fault)| fault.as_ref().map(Error::exit_code));
    let mut report = RefreshReport::of(
        lines,
        remade.into_iter().map(|(remade, _)| remade).collect(),
    );
    report.exit_code = fault.unwrap_or(report.exit_code);
    Ok(Some(report))
}

/// What happens while it happens: over a slow line a release takes minutes.
fn tell(setting: &Setting<'_>, line: &PublicationResult) {
    if setting.common.quiet
        && !matches!(
            line.outcome,
            RefreshOutcome::Quarantined | RefreshOutcome::Unreachable
        )
    {
        return;
    }
    for note in line
        .notes
        .iter()
        .filter(|_| line.outcome != RefreshOutcome::ByHand || setting.common.verbose)
    {
        print::note(&format!("{}: {note}", line.title));
    }
    for reason in &line.reasons {
        print::note(&format!(
            "{}: {}: {reason}",
            line.title,
            line.outcome.words()
        ));
    }
}

fn show(setting: &Setting<'_>, report: &RefreshReport) {
    let columns = vec![
        Column::text("publication", "Publication"),
        Column::text("outcome", "What came of it"),
        Column::text("release", "Release"),
        Column::text("published", "Published"),
        Column::text("next", "Next due"),
        Column::whole("files", "Files"),
        Column::whole("requests", "Requests"),
    ];
    let whole = |number: usize| Cell::Whole(i64::try_from(number).unwrap_or(i64::MAX));
    let row = |line: &PublicationResult| {
        let next = line.next.clone().unwrap_or_default();
        vec![
            text(&line.title),
            text(line.outcome.words()),
            text(&line.release),
            text(&line.published),
            text(next),
            whole(line.files.len()),
            whole(line.requests as usize),
        ]
    };
    let rows = report.publications.iter().map(row).collect();
    super::lists::show(
        setting,
        &Table::bare("refresh", "What is new".to_owned(), columns, rows),
    );
    for output in report
        .outputs
        .iter()
        .filter(|output| !setting.common.quiet || output.fault.is_some())
    {
        let what = match (&output.fault, output.made, output.reasons.is_empty()) {
            (Some(fault), ..) => format!("could not be made: {fault}"),
            (None, true, _) => format!("made again: {}", output.reasons.join("; ")),
            (None, false, false) => format!("would be made again: {}", output.reasons.join("; ")),
            (None, false, true) => "stands as it is".to_owned(),
        };
        print::note(&format!("{}: {what}", output.output));
    }
}

/// Makes stale outputs again. One that fails leaves the others, and its own last good files, alone.
fn remake(
    setting: &Setting<'_>,
    reference: &Reference,
    state: &mut RefreshState,
    dry_run: bool,
) -> Vec<(RemadeOutput, Option<Error>)> {
    let mut all = Vec::new();
    // The settings file; what the last output was made from is none of the next one's inputs.
    let common = setting.world.inputs();
    for output in setting.outputs() {
        setting.world.forget_inputs();
        common
            .iter()
            .for_each(|seen| setting.world.record(seen.clone()));
        let mut remade = RemadeOutput {
            output: name(output),
            made: false,
            reasons: Vec::new(),
            fault: None,
        };
        let done = one(setting, reference, (output, state, dry_run), &mut remade);
        if let Err(fault) = &done {
            remade.fault = Some(fault.to_string());
        }
        all.push((remade, done.err()));
    }
    all
}

fn one(
    setting: &Setting<'_>,
    reference: &Reference,
    (output, state, dry_run): (&Output, &mut RefreshState, bool),
    remade: &mut RemadeOutput,
) -> Result<()> {
    let wanted = wanted(setting, reference, output)?;
    let basis = outputs::basis(setting.world, reference, &wanted, &setting.whole_store()?)?;
    remade.reasons = outputs::reasons(&wanted, state.outputs.get(&wanted.path), &basis);
    if dry_run {
        return Ok(());
    }
    if !remade.reasons.is_empty() {
        make(setting, output)?;
        remade.made = true;
    }
    state.outputs.insert(wanted.path, basis);
    Ok(())
}

fn name(output: &Output) -> String {
    output
        .out
        .first()
        .map(|path| path.display().to_string())
        .unwrap_or_default()
}

/// # Errors
/// Usage: an output that is neither a paper nor a profile, or both, or goes nowhere.
pub(super) fn check(output: &Output) -> Result<()> {
    let fault = |what: &str| {
        Err(Error::usage(format!("an [[output]] {what}"))
            .in_file("yardstick.toml")
            .expected("paper = \"NAME or FILE\" or profile = true, with authority = \"NAME\" and out = \"PATH\""))
    };
    match (&output.paper, output.profile, output.out.len()) {
        (_, _, 0) => fault("says not where it goes"),
        (Some(_), true, _) => fault("is both a paper and a profile"),
        (None, false, _) => fault("is neither a paper nor a profile"),
        (None, true, 2..) => fault("of a profile goes into one folder"),
        _ => Ok(()),
    }
}

fn wanted(setting: &Setting<'_>, reference: &Reference, output: &Output) -> Result<Wanted> {
    let mut recipe = vec![
        format!("{output:?}"),
        setting.home().unwrap_or_default().to_owned(),
    ];
    let indicators = match &output.paper {
        Some(paper) => {
            let (definition, _, source) = paper::definition(setting, paper)?;
            recipe.push(source);
            rests_on(reference, &definition)?
        }
        None => profile::indicators(reference, &output.theme, &output.indicator)?,
    };
    for path in [&output.template, &output.phrases, &output.plan]
        .into_iter()
        .flatten()
    {
        recipe.push(crate::world::digest(&crate::world::read(
            setting.world,
            path,
        )?));
    }
    let is_there = output.out.iter().all(|path| {
        let path = if output.profile {
            path.join("index.html")
        } else {
            path.clone()
        };
        setting.world.open(&path).is_ok()
    });
    Ok(Wanted {
        path: name(output),
        recipe,
        indicators,
        is_there,
    })
}

/// As if somebody had typed it.
fn make(setting: &Setting<'_>, output: &Output) -> Result<()> {
    let Some(definition) = &output.paper else {
        let order = Profile {
            authority: output.authority.clone(),
            theme: output.theme.clone(),
            indicator: output.indicator.clone(),
            out: output.out.first().cloned().unwrap_or_default(),
            phrases: output.phrases.clone(),
            company: Company {
                groups: Vec::new(),
                list: output.list.clone(),
                rank_abolished: false,
            },
            drawing: Drawing {
                no_title: false,
                cut_axis: false,
                all_png: false,
                no_bom: false,
            },
        };
        return profile::run(setting, &order).map(|_| ());
    };
    let order = Paper {
        definition: Some(definition.clone()),
        authority: output.authority.clone(),
        out: output.out.clone(),
        template: output.template.clone(),
        date: output.date.clone(),
        list: output.list.clone(),
        phrases: output.phrases.clone(),
        plan: output.plan.clone(),
        plan_before: None,
        show: false,
    };
    paper::run(setting, &order).map(|_| ())
}
