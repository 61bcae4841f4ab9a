//! Whether a run may start: not so soon after the last one, and not while another is under way. Timers that only start programs
//! need both: a line of cron that asks every hour whether a run was missed must cost nothing when none was.

use super::state::RefreshState;
use crate::error::{Error, Result};
use crate::world::storage::{FolderLock, LockAttempt};
use crate::world::{self, World};
use jiff::{SignedDuration, Span, SpanRelativeTo};
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

/// Takes the lock of a run; none where another run holds it.
///
/// # Errors
/// The store's folder cannot be written.
pub(crate) fn take(world: &dyn World, store: &Path) -> Result<Option<Box<dyn FolderLock>>> {
    let folder = store.join(FOLDER);
    match world
        .storage()
        .lock(&folder, Duration::ZERO)
        .map_err(|fault| world::unwritten(&folder, &fault))?
    {
        LockAttempt::Ours { lock, .. } => Ok(Some(lock)),
        LockAttempt::Theirs(_) => Ok(None),
    }
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
}
