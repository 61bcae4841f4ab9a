//! A refresh as it was ordered: the publications are looked at, then the outputs that rest on them are made again, and a line is added
//! to the log.

pub(crate) mod remake;

use crate::error::{Error, Result};
use crate::inputs::Messages;
use crate::observation::check::{Check, Severity};
use crate::reference::Reference;
use crate::refresh::routes::RefreshSettings;
use crate::refresh::run_lock::{self, RunLock};
use crate::refresh::update::log::{self, RunRecord};
use crate::refresh::update::report::{PublicationResult, RefreshOutcome, RefreshReport};
use crate::refresh::update::{PublicationsOrder, refresh};
use crate::run::outputs::OutputSetting;
use crate::store::Store;
use crate::world::World;
use remake::{OutputContext, remake};
use std::path::Path;

/// A refresh as it was ordered.
pub(crate) struct RefreshOrder<'a> {
    pub(crate) reference: &'a Reference,
    pub(crate) store: &'a Path,
    pub(crate) settings: &'a RefreshSettings,
    /// Names of publications; all of them where it is empty.
    pub(crate) only: &'a [String],
    /// Only the drop folders are read.
    pub(crate) offline: bool,
    /// Only look: nothing is downloaded, stored or made.
    pub(crate) dry_run: bool,
    /// Do nothing where a run reached everything within this time, such as 7d, or where another run is under way.
    pub(crate) if_older_than: Option<&'a str>,
    pub(crate) log: Option<RefreshLog<'a>>,
    pub(crate) outputs: &'a [OutputSetting],
    pub(crate) context: OutputContext<'a>,
}

/// The file to which a line is added.
#[derive(Clone, Copy)]
pub(crate) struct RefreshLog<'a> {
    pub(crate) path: &'a Path,
    pub(crate) as_json: bool,
}

impl RefreshLog<'_> {
    /// Adds a line about a run that was stopped before it began.
    ///
    /// # Errors
    /// The file cannot be written.
    pub(crate) fn add_stopped(
        &self,
        world: &dyn World,
        fault: &Error,
        dry_run: bool,
    ) -> Result<()> {
        self.add(world, None, RunRecord::stopped(&[], fault, dry_run))
    }

    fn add(&self, world: &dyn World, store: Option<&Path>, record: RunRecord<'_>) -> Result<()> {
        log::add(world, self.path, self.as_json, store, record)
    }
}

/// Refreshes; none where it was not this run's turn. `on_result` is called for each publication as it is done.
///
/// # Errors
/// A mistake in the settings, which is reported before anything is fetched; the store or the log cannot be written. What stopped the
/// run comes before what keeps it from being logged. A service that cannot be reached, or an output that cannot be made, is a result.
pub(crate) fn run(
    world: &dyn World,
    order: &RefreshOrder<'_>,
    messages: &dyn Messages,
    on_result: &mut dyn FnMut(&PublicationResult),
) -> Result<Option<RefreshReport>> {
    let mut done = Vec::new();
    let attempted = attempt(world, order, messages, &mut |result| {
        on_result(result);
        done.push(result.clone());
    });
    let record = match &attempted {
        Ok(None) => return Ok(None),
        Ok(Some(report)) => RunRecord::completed(report, order.dry_run),
        Err(fault) => RunRecord::stopped(&done, fault, order.dry_run),
    };
    let logged = order
        .log
        .map_or(Ok(()), |log| log.add(world, Some(order.store), record));
    let report = attempted?;
    logged?;
    Ok(report)
}

fn attempt(
    world: &dyn World,
    order: &RefreshOrder<'_>,
    messages: &dyn Messages,
    on_result: &mut dyn FnMut(&PublicationResult),
) -> Result<Option<RefreshReport>> {
    let root = order.store;
    if let Some(age) = order.if_older_than
        && !run_lock::is_due(world, root, age)?
    {
        return Ok(None);
    }
    let reference = order.reference;
    for output in order.outputs {
        output.kind()?;
    }
    Store::open(world, root)?;
    let lock = (!order.dry_run)
        .then(|| run_lock::take(world, root, order.settings))
        .transpose()?;
    match &lock {
        Some(RunLock::Busy) if order.if_older_than.is_some() => return Ok(None),
        Some(RunLock::Stuck(owner)) => messages.tell_checks(&[stuck(root, owner)]),
        _ => {}
    }
    let began = world.now();
    let publications = PublicationsOrder {
        world,
        reference,
        store: root,
        settings: order.settings,
        only: order.only,
        offline: order.offline,
        dry_run: order.dry_run,
    };
    let (results, mut state) = refresh(&publications, on_result)?;
    let remade = remake(
        world,
        reference,
        (order.outputs, &order.context),
        &mut state,
        order.dry_run,
        messages,
    );
    if has(&results, RefreshOutcome::New) {
        state.took_in = Some(began);
    }
    if order.only.is_empty() && !has(&results, RefreshOutcome::Unreachable) {
        state.looked = Some(world.now());
    }
    // Where nothing was ever kept there is no store to remember it in.
    if !order.dry_run && Store::open(world, root)?.is_there() {
        state.write(world, root)?;
    }
    let (outputs, faults): (Vec<_>, Vec<Option<Error>>) = remade.into_iter().unzip();
    let mut report = RefreshReport::of(results, outputs);
    if let Some(fault) = faults.iter().flatten().next() {
        report.exit_code = fault.exit_code();
    }
    Ok(Some(report))
}

/// That another run waits for something that never comes.
fn stuck(store: &Path, owner: &str) -> Check {
    Check::new(Severity::Error, "stuck-run", &store.display().to_string())
        .found(format!(
            "another run is at work for longer than one can last: {owner}"
        ))
        .guidance("it is stuck: end that process. This run goes on without waiting for it")
}

fn has(results: &[PublicationResult], outcome: RefreshOutcome) -> bool {
    results.iter().any(|result| result.outcome == outcome)
}
