//! Checks of the machine: folders, clock, fonts, LibreOffice and proxy.

use super::check::{CheckState, DoctorCheck};
use crate::figure::{Drawing, to_png};
use crate::world::World;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder itself, or the nearest folder above it that exists: the doctor makes none.
pub(super) fn existing_folder(world: &dyn World, folder: &Path) -> PathBuf {
    folder
        .ancestors()
        .filter(|path| !path.as_os_str().is_empty())
        .find(|path| world.list(path).is_ok_and(|listed| listed.is_some()))
        .unwrap_or(Path::new("."))
        .to_owned()
}

/// Whether a folder can be written to. `next` says what to do where it cannot.
pub(super) fn writable(world: &dyn World, name: &str, folder: &Path, next: &str) -> DoctorCheck {
    let probe = folder.join("yardstick-doctor");
    // The file is never committed, so nothing of it stays.
    let tried = world.create(&probe).and_then(|mut sink| {
        sink.write_all(b"may this be written?")
            .and_then(|()| sink.flush())
    });
    match tried {
        Ok(()) if folder == Path::new(".") => DoctorCheck::ok(name, "it can be written"),
        Ok(()) => DoctorCheck::ok(name, format!("{} can be written", folder.display())),
        // Only the kind of the fault: its message names the probe, which the user does not know.
        Err(fault) => DoctorCheck::fault(
            name,
            format!("{} cannot be written: {}", folder.display(), fault.kind()),
            next,
        ),
    }
}

/// Whether the clock is behind a release that is here, or behind the time at which something was taken in: then everything that is
/// due would seem far away.
pub(super) fn clock(
    today: Date,
    newest_release: Option<Date>,
    last_taken_in: Option<Timestamp>,
) -> DoctorCheck {
    let it_says = in_words(today);
    if let Some(newest) = newest_release.filter(|newest| today < *newest) {
        return DoctorCheck::fault(
            "clock",
            format!(
                "it says {it_says}, and a release of {} is here already",
                in_words(newest)
            ),
            "set the machine’s date",
        );
    }
    let taken_in = last_taken_in.map(|time| time.to_zoned(TimeZone::UTC).date());
    if let Some(taken_in) = taken_in.filter(|taken_in| today < *taken_in) {
        return DoctorCheck::warning(
            "clock",
            format!(
                "it says {it_says}, and something was taken in on {} by this clock",
                in_words(taken_in)
            ),
            "set the machine’s date; if it is right now, nothing is lost: the day of publication decides which release speaks",
        );
    }
    DoctorCheck::ok("clock", it_says)
}

fn in_words(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Whether text can be drawn as pixels.
pub(super) fn fonts() -> DoctorCheck {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='60' height='20'><text x='2' y='15'>Aé</text></svg>".to_owned();
    let drawing = Drawing {
        svg,
        alt: String::new(),
        width: 60,
        height: 20,
    };
    match to_png(&drawing) {
        Ok(_) => DoctorCheck::ok("fonts", "Noto Sans, in the program"),
        Err(fault) => DoctorCheck::fault("fonts", fault.to_string(), "install the program again"),
    }
}

pub(super) fn office(world: &dyn World) -> DoctorCheck {
    if world.has_office() {
        return DoctorCheck::ok("LibreOffice", "it is there: papers can be written as PDF");
    }
    DoctorCheck::warning(
        "LibreOffice",
        "it is not there: papers cannot be written as PDF",
        "none needed: write .docx, and in Word choose File, Save as, PDF",
    )
}

/// Environment variables that name a proxy.
const PROXIES: [&str; 8] = [
    "HTTPS_PROXY",
    "https_proxy",
    "ALL_PROXY",
    "all_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "NO_PROXY",
    "no_proxy",
];

/// The proxies that are named, without user names and passwords.
pub(crate) fn proxy(world: &dyn World, setting: Option<&str>) -> DoctorCheck {
    let of_settings =
        setting.map(|proxy| format!("yardstick.toml: {}", without_credentials(proxy)));
    let of_environment = PROXIES.iter().filter_map(|name| {
        let value = world.variable(name)?;
        Some(format!("{name}: {}", without_credentials(&value)))
    });
    let named: Vec<String> = of_settings.into_iter().chain(of_environment).collect();
    if !named.is_empty() {
        return DoctorCheck::ok("proxy", named.join("; "));
    }
    match world.net().usual_proxy() {
        Some(address) => {
            let found = format!(
                "Windows’ own settings: {}; it is gone through",
                without_credentials(&address)
            );
            DoctorCheck::new("proxy", CheckState::Ok, found, ELSEWHERE)
        }
        None => DoctorCheck::new(
            "proxy",
            CheckState::Ok,
            "none named: straight to DfE’s service",
            if cfg!(windows) { WHERE_TO_COPY } else { "" },
        ),
    }
}

/// What to do where another proxy than the one of Windows is meant.
const ELSEWHERE: &str =
    "if another one is meant, write proxy = 'http://HOST:PORT' under [refresh] in yardstick.toml";
/// Windows may name a script in place of an address, which nothing but a browser runs.
const WHERE_TO_COPY: &str = "if the services cannot be reached: Windows shows the proxy under Settings, Network & internet, Proxy; write \
                             proxy = 'http://HOST:PORT' under [refresh] in yardstick.toml; where a script stands there, ask IT for the \
                             address behind it";

fn without_credentials(address: &str) -> String {
    let host = address.find("://").map_or(0, |end| end + "://".len());
    let (scheme, rest) = address.split_at(host);
    match rest.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}{host} (with a name or password, not shown)"),
        None => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proxy_of_windows_is_told_where_no_other_is_named() {
        let world = crate::world::Memory::new(&[]);
        assert!(proxy(&world, None).found.contains("none named"));
        let address = "http://zoe:s3cret@proxy.council:8080".to_owned();
        world.script.usual_proxy.replace(Some(address));
        let told = proxy(&world, None);
        assert!(
            told.found
                .contains("Windows’ own settings: http://proxy.council:8080")
                && told.next.contains("yardstick.toml"),
            "{told:?}"
        );
        assert!(!told.found.contains("s3cret"), "{told:?}");
        let told = proxy(&world, Some("http://other:1"));
        assert_eq!(told.found, "yardstick.toml: http://other:1");
        assert!(WHERE_TO_COPY.contains("Network & internet") && WHERE_TO_COPY.contains("script"));
    }

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(
            without_credentials("http://zoe:s3cret@proxy:8080"),
            "http://proxy:8080 (with a name or password, not shown)"
        );
        assert_eq!(
            without_credentials("zoe:s3@cret@proxy:8080"),
            "proxy:8080 (with a name or password, not shown)"
        );
        assert_eq!(
            without_credentials("http://proxy:8080"),
            "http://proxy:8080"
        );
    }
}
