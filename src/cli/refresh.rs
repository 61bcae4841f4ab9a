//! `yardstick refresh`.

use super::args::{LogFormat, RefreshArguments, TableFormat};
use super::print;
use super::setting::Setting;
use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::refresh::update::report::{
    PublicationResult, RefreshOutcome, RefreshReport, RemadeOutput,
};
use crate::run::refresh::remake::OutputContext;
use crate::run::refresh::{self, RefreshLog, RefreshOrder};
use crate::table::Table;
use crate::table::cell::{count, optional, text};
use crate::table::columns::TableColumns;
use crate::world::World;

pub(super) fn run(setting: &Setting<'_>, wanted: &RefreshArguments) -> Result<u8> {
    let world = setting.world;
    let store = setting
        .store()
        .inspect_err(|fault| log_fault(world, wanted, fault))?;
    let reference = setting
        .reference()
        .inspect_err(|fault| log_fault(world, wanted, fault))?;
    let order = RefreshOrder {
        reference: &reference,
        store: &store,
        settings: setting.refresh(),
        only: &wanted.only,
        offline: wanted.offline,
        dry_run: wanted.dry_run,
        if_older_than: wanted.if_older_than.as_deref(),
        log: log(wanted),
        outputs: setting.outputs(),
        context: OutputContext {
            home: setting.home(),
            data: &setting.common.data,
            stored: &setting.of_store(&store),
            small_counts: setting.small_counts(),
        },
    };
    let report = refresh::run(world, &order, setting, &mut |result| tell(setting, result))?;
    let Some(report) = report else {
        return Ok(0);
    };
    if wanted.format == TableFormat::Json {
        let text = serde_json::to_string_pretty(&report)
            .map_err(|fault| Error::unwritten("the report", fault.to_string()))?;
        print::result(&format!("{text}\n"))?;
    } else if !setting.common.quiet || report.exit_code != 0 {
        show(setting, wanted.format, &report)?;
    }
    Ok(report.exit_code)
}

fn log(wanted: &RefreshArguments) -> Option<RefreshLog<'_>> {
    wanted.log.as_deref().map(|path| RefreshLog {
        path,
        as_json: wanted.log_format == LogFormat::Json,
    })
}

/// Adds the line of a run that its settings stopped. A log that cannot be written is not reported: the fault of the settings comes first.
pub(super) fn log_fault(world: &dyn World, wanted: &RefreshArguments, fault: &Error) {
    if let Some(log) = log(wanted) {
        let _ = log.add_stopped(world, fault, wanted.dry_run);
    }
}

/// Each publication is reported as it is done: over a slow line a release takes minutes.
fn tell(setting: &Setting<'_>, result: &PublicationResult) {
    let is_fault = matches!(
        result.outcome,
        RefreshOutcome::Quarantined | RefreshOutcome::Unreachable
    );
    if setting.common.quiet && !is_fault {
        return;
    }
    if result.outcome != RefreshOutcome::ByHand || setting.common.verbose {
        for note in &result.notes {
            print::note(&format!("{}: {note}", result.title));
        }
    }
    for reason in &result.reasons {
        print::note(&format!(
            "{}: {}: {reason}",
            result.title,
            result.outcome.words()
        ));
    }
}

fn show(setting: &Setting<'_>, format: TableFormat, report: &RefreshReport) -> Result<()> {
    setting.show(format, &publications(&report.publications))?;
    for output in &report.outputs {
        let line = format!("{}: {}", output.output, became(output));
        if output.fault.is_some() {
            print::note(&line);
        } else {
            setting.note(&line);
        }
    }
    Ok(())
}

fn publications(results: &[PublicationResult]) -> Table {
    TableColumns::<&PublicationResult>::new()
        .text("publication", "Publication", |of| text(&of.title))
        .text("outcome", "What came of it", |of| text(of.outcome.words()))
        .text("release", "Release", |of| text(&of.release))
        .text("published", "Published", |of| text(&of.published))
        .text("next", "Next due", |of| optional(of.next.as_ref()))
        .whole("files", "Files", |of| count(of.files.len()))
        .whole("requests", "Requests", |of| count(of.requests))
        .table("refresh", "What is new", results)
}

/// What became of an output.
fn became(output: &RemadeOutput) -> String {
    let reasons = output.reasons.join("; ");
    match (&output.fault, output.made) {
        (Some(fault), _) => format!("could not be made: {fault}"),
        (None, true) => format!("made again: {reasons}"),
        (None, false) if reasons.is_empty() => "stands as it is".to_owned(),
        (None, false) => format!("would be made again: {reasons}"),
    }
}
