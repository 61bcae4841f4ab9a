//! A terminal to answer at, and what a person would see on it. Linux only: elsewhere nothing here is built.

use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::fs::File;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A terminal is longer than any conversation here, so that nothing leaves it at the top.
const ROWS: u16 = 400;
const COLUMNS: u16 = 100;
/// A machine that does other things too takes its time.
const PATIENCE: Duration = Duration::from_secs(400);
/// Nothing new for so long: what is to be seen is there.
const QUIET: Duration = Duration::from_millis(200);
const PAUSE: Duration = Duration::from_millis(10);

/// A program that runs at a terminal.
pub(crate) struct Screen {
    child: Child,
    keyboard: File,
    printed: Arc<Mutex<Vec<u8>>>,
}

impl Screen {
    /// Runs a command at a terminal of its own, which it owns as a person's shell would have it.
    pub(crate) fn of(command: &Command) -> Screen {
        let keyboard = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
        grantpt(&keyboard).expect("granted");
        unlockpt(&keyboard).expect("unlocked");
        let size = Winsize {
            ws_row: ROWS,
            ws_col: COLUMNS,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&keyboard, size).expect("a size");
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
        let end = File::from(ioctl_tiocgptpeer(&keyboard, flags).expect("its other end"));
        let again = || Stdio::from(end.try_clone().expect("a copy"));
        let mut at_terminal = Command::new("setsid");
        at_terminal
            .args(["--ctty", "--wait"])
            .arg(command.get_program())
            .args(command.get_args())
            .stdin(again())
            .stdout(again())
            .stderr(again())
            .env("TERM", "xterm-256color");
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => at_terminal.env(name, value),
                None => at_terminal.env_remove(name),
            };
        }
        if let Some(folder) = command.get_current_dir() {
            at_terminal.current_dir(folder);
        }
        let child = at_terminal.spawn().expect("it runs");
        // Held by the program alone, so that reading ends with it.
        drop((at_terminal, end));
        let keyboard = File::from(keyboard);
        let printed = Arc::default();
        listen(keyboard.try_clone().expect("a copy"), Arc::clone(&printed));
        Screen {
            child,
            keyboard,
            printed,
        }
    }

    /// What is to be seen now.
    fn seen(&self) -> String {
        let [rows, columns] = [ROWS, COLUMNS].map(|size| size.try_into().expect("more than none"));
        let mut terminal = vt100::Parser::new(rows, columns, 0);
        terminal.process(&self.printed.lock().expect("no test failed meanwhile"));
        terminal.screen().contents()
    }

    /// Waits until a text, or each of several with `|` between them, is to be seen and nothing more comes, and gives all that is to be
    /// seen then.
    pub(crate) fn wait_for(&self, text: &str) -> String {
        let begun = Instant::now();
        let (mut length, mut since) = (0, begun);
        loop {
            std::thread::sleep(PAUSE);
            let now = self.printed.lock().expect("sound").len();
            if now != length {
                (length, since) = (now, Instant::now());
            } else if now > 0 && since.elapsed() >= QUIET {
                let seen = self.seen();
                if text.split('|').all(|part| seen.contains(part)) {
                    return seen;
                }
                since = Instant::now();
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "“{text}” was not to be seen:\n{}",
                self.seen()
            );
        }
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("pressed");
    }

    /// Waits until the program has ended: its exit code, and all that is to be seen.
    pub(crate) fn end(mut self) -> (i32, String) {
        let begun = Instant::now();
        let status = loop {
            match self.child.try_wait().expect("it can be waited for") {
                Some(status) => break status,
                None if begun.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
                None => {
                    let _ = self.child.kill();
                    panic!("it did not end:\n{}", self.seen());
                }
            }
        };
        std::thread::sleep(QUIET);
        (status.code().unwrap_or(-1), self.seen())
    }
}

/// Keeps what is printed, until the program has closed the terminal.
fn listen(mut terminal: File, printed: Arc<Mutex<Vec<u8>>>) {
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(length @ 1..) = terminal.read(&mut bytes) {
            let mut printed = printed.lock().expect("sound");
            printed.extend_from_slice(&bytes[..length]);
        }
    });
}
