//! Whether a run may start: not so soon after the last one, and not while another is under way. Timers that only start programs
//! need both: a line of cron that asks every hour whether a run was missed must cost nothing when none was.

use super::routes::{RefreshSettings, Routes};
use super::state::RefreshState;
use crate::error::{Error, Result};
use crate::world::storage::{FolderLock, LockAttempt};
use crate::world::{self, World};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};
use std::path::Path;
use std::time::Duration;

/// The folder of the run's lock. The store's own lock is another: it is held only while something is written.
const FOLDER: &str = "refreshing";

/// Whether the last run that reached every service is at least as old as `age`. A run in the future counts for nothing: the clock
/// was set back since.
///
/// # Errors
/// Usage: `age` is not a length of time. What is remembered cannot be read.
pub(crate) fn is_due(world: &dyn World, store: &Path, age: &str) -> Result<bool> {
    let age = length_of_time(age)?;
    let now = world.now();
    let looked = RefreshState::read(world, store)?
        .looked
        .filter(|looked| *looked <= now);
    Ok(looked.is_none_or(|looked| now.duration_since(looked) >= age))
}

fn length_of_time(text: &str) -> Result<SignedDuration> {
    text.parse::<Span>()
        .and_then(|span| span.to_duration(SpanRelativeTo::days_are_24_hours()))
        .ok()
        .filter(|duration| !duration.is_negative())
        .ok_or_else(|| {
            Error::usage(format!("“{text}” is no length of time"))
                .expected("days or hours, such as 7d or 12h")
        })
}

/// What came of asking for the lock of a run.
pub(crate) enum RunLock {
    /// No other run is at work until this is dropped.
    Ours(#[expect(dead_code, reason = "held until the run ends")] Box<dyn FolderLock>),
    /// Another run is at work.
    Busy,
    /// Another run has the lock for longer than a run can last, so it waits for something that never comes: its process, its machine and
    /// since when.
    Stuck(String),
}

/// Asks for the lock of a run. The settings say how long one may ask the network.
///
/// # Errors
/// The store's folder cannot be written; a mistake in the settings.
pub(crate) fn take(world: &dyn World, store: &Path, settings: &RefreshSettings) -> Result<RunLock> {
    let longest_run = Routes::read(settings)?.service.longest_run;
    let folder = store.join(FOLDER);
    let attempt = world.storage().lock(&folder, Duration::ZERO);
    match attempt.map_err(|fault| world::unwritten(&folder, &fault))? {
        LockAttempt::Ours { lock, .. } => Ok(RunLock::Ours(lock)),
        LockAttempt::Theirs(owner) if is_stuck(world.now(), &owner, longest_run) => {
            Ok(RunLock::Stuck(owner))
        }
        LockAttempt::Theirs(_) => Ok(RunLock::Busy),
    }
}

/// Outputs are made anew after the network was asked; no run needs longer for them.
const OUTPUTS: SignedDuration = SignedDuration::from_hours(2);

/// Whether the owner of a lock took it longer ago than a run can last. An owner that does not say since when is not called stuck.
fn is_stuck(now: Timestamp, owner: &str, longest_run: Duration) -> bool {
    let since = owner.rsplit_once("since ").and_then(|(_, since)| {
        let since = since.trim().trim_end_matches(" UTC");
        since.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok()
    });
    let longest = SignedDuration::try_from(longest_run).unwrap_or(SignedDuration::MAX);
    since.is_some_and(|since| {
        now.duration_since(since.timestamp()) > longest.saturating_add(OUTPUTS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;
    use jiff::ToSpan;

    #[test]
    fn a_run_is_due_after_its_time_and_when_the_clock_was_set_back() {
        let world = Memory::new(&[]);
        let due = |hours: i64, age: &str| {
            let looked = Some(world.now() - hours.hours());
            RefreshState {
                looked,
                ..RefreshState::default()
            }
            .write(&world, Path::new("s"))
            .expect("written");
            is_due(&world, Path::new("s"), age).expect("a length of time")
        };
        assert!(
            is_due(&world, Path::new("none"), "7d").expect("a length of time"),
            "never run"
        );
        assert!(
            !due(1, "7d") && !due(167, "7d") && due(168, "7d") && due(2, "90m") && !due(1, "90m")
        );
        assert!(due(-1, "7d"), "a run of tomorrow");
        for wrong in ["7", "soon", "-7d", ""] {
            assert!(is_due(&world, Path::new("s"), wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_run_is_stuck_once_it_lasts_longer_than_one_can() {
        let now: Timestamp = "2026-03-02T12:00:00Z".parse().expect("a time");
        let hour = Duration::from_secs(3600);
        let stuck = |owner: &str| is_stuck(now, owner, hour);
        assert!(stuck("process 4711 on PC12 since 2026-03-02 08:59:59 UTC"));
        assert!(!stuck("process 4711 on PC12 since 2026-03-02 09:00:01 UTC"));
        assert!(!stuck("process 4711 on PC12 since 2026-03-03 09:00:00 UTC"));
        assert!(!stuck("") && !stuck("process 4711 on PC12 since lately"));
    }
}
