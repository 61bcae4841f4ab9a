//! Libraries that trust what a damaged file says of itself, and panic: their panics become answers, and nothing is printed.

use std::panic::UnwindSafe;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many files are being read so at this moment.
static READING: AtomicUsize = AtomicUsize::new(0);

/// What a reading gives; none where it panicked.
pub(super) fn caught<T>(read: impl FnOnce() -> T + UnwindSafe) -> Option<T> {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| {
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if READING.load(Ordering::SeqCst) == 0 {
                told(panic);
            }
        }));
    });
    READING.fetch_add(1, Ordering::SeqCst);
    let read = std::panic::catch_unwind(read);
    READING.fetch_sub(1, Ordering::SeqCst);
    read.ok()
}
