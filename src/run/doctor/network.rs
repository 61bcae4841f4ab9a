//! Whether the services of `refresh` can be reached from this machine, whether their certificates are trusted, and whether their
//! clocks agree with this machine's: one request to each.

use super::check::{CheckState, DoctorCheck};
use crate::error::Error;
use crate::refresh::routes::Service;
use crate::refresh::unpack;
use crate::world::World;
use crate::world::net::{HttpRequest, HttpResponse};
use jiff::{Timestamp, Unit};
use std::time::Duration;

/// The longest wait for an answer, even where the settings let a refresh wait longer.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// Bytes: the answers are messages, not files.
const LIMIT: usize = 4 * 1024 * 1024;
/// Minutes. A greater difference cannot be the delay of the network; certificates are then refused, and releases seem far away or
/// overdue.
const OFF_MINUTES: i64 = 10;

/// A small message of each service, by the service's name.
fn addresses(service: &Service) -> [(&'static str, String); 3] {
    [
        (
            "releases",
            format!(
                "{}/publications/children-looked-after-in-england-including-adoptions",
                service.content
            ),
        ),
        (
            "public API",
            format!("{}/publications?page=1&pageSize=1", service.api),
        ),
        (
            "GOV.UK",
            format!(
                "{}/government/collections/childrens-social-care-statistics",
                service.pages
            ),
        ),
    ]
}

/// The check in place of those that were not made.
pub(crate) fn not_asked() -> DoctorCheck {
    DoctorCheck::new(
        "network",
        CheckState::Ok,
        "not asked (--offline)",
        "“yardstick doctor” without --offline asks each service once",
    )
}

/// Asks each service once, and compares the clock with the first one that answers.
pub(crate) fn network(world: &dyn World, service: &Service) -> Vec<DoctorCheck> {
    let mut checks = Vec::new();
    let mut minutes_ahead = None;
    for (name, url) in addresses(service) {
        let request = HttpRequest {
            url: url.clone(),
            headers: vec![("accept-encoding", "gzip".to_owned())],
            limit: LIMIT,
            timeout: service.timeout.min(LONGEST_WAIT),
            whole: LONGEST_WAIT,
            hosts: service.hosts.clone(),
            proxy: service.proxy.clone(),
        };
        let answer = world.net().fetch(&request, &mut |_, _| ());
        if let Ok(answer) = &answer {
            minutes_ahead = minutes_ahead.or_else(|| clock_ahead(answer, world.now()));
        }
        checks.push(reached(&format!("reach {name}"), &url, answer));
    }
    checks.extend(minutes_ahead.map(clock));
    checks
}

fn reached(name: &str, url: &str, answer: Result<HttpResponse, Error>) -> DoctorCheck {
    let secure = if url.starts_with("https:") {
        "reached, and its certificate is trusted"
    } else {
        "reached"
    };
    match answer {
        // Without a connection every command but `refresh` works.
        Err(fault) if is_without_connection(&fault) => {
            DoctorCheck::warning(name, fault.what(), fault.way_out())
        }
        Err(fault) => DoctorCheck::error(name, &fault),
        Ok(answer) if answer.status == 407 => DoctorCheck::fault(
            name,
            "the proxy wants a name and password (status 407)",
            "set proxy under [refresh] in yardstick.toml, with a name and password",
        ),
        Ok(answer) if unpack::is_page(&answer.body) => DoctorCheck::fault(
            name,
            format!(
                "a web page came in place of data (status {})",
                answer.status
            ),
            format!(
                "open {url} in a browser; if a sign-in page comes there too, sign in, or ask IT to let it through"
            ),
        ),
        Ok(answer) if answer.status >= 500 || answer.status == 429 => DoctorCheck::warning(
            name,
            format!(
                "{secure}; it is not available just now (status {})",
                answer.status
            ),
            "try again later",
        ),
        Ok(_) => DoctorCheck::ok(name, secure),
    }
}

/// Whether no server answered at all, as on a laptop without a connection.
fn is_without_connection(fault: &Error) -> bool {
    !["certificate", "proxy", "no address"]
        .iter()
        .any(|word| fault.what().contains(word))
}

/// Minutes by which this machine's clock is ahead of a server's.
fn clock_ahead(answer: &HttpResponse, now: Timestamp) -> Option<i64> {
    let theirs = jiff::fmt::rfc2822::parse(answer.header("date")?)
        .ok()?
        .timestamp();
    now.since((Unit::Minute, theirs))
        .ok()
        .map(|span| span.get_minutes())
}

fn clock(minutes_ahead: i64) -> DoctorCheck {
    let name = "clock against the services";
    let minutes = minutes_ahead.abs();
    if minutes <= OFF_MINUTES {
        return DoctorCheck::ok(name, "they agree");
    }
    let side = if minutes_ahead > 0 {
        "ahead of"
    } else {
        "behind"
    };
    let difference = if minutes >= 48 * 60 {
        format!("{} days", minutes / (24 * 60))
    } else {
        format!("{minutes} minutes")
    };
    DoctorCheck::fault(
        name,
        format!("this machine is {difference} {side} them"),
        "set the machine’s date and time",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_held_against_what_a_server_says() {
        let at = |date: &str| HttpResponse {
            headers: vec![("date".to_owned(), date.to_owned())],
            ..HttpResponse::default()
        };
        let now = Timestamp::constant(1_764_201_600, 0);
        for (date, minutes) in [
            ("Thu, 27 Nov 2025 00:00:00 GMT", Some(0)),
            ("Wed, 26 Nov 2025 23:00:00 GMT", Some(60)),
            ("Fri, 28 Nov 2025 00:00:00 GMT", Some(-1440)),
            ("yesterday", None),
        ] {
            assert_eq!(clock_ahead(&at(date), now), minutes, "{date}");
        }
        assert_eq!(clock(3).state, CheckState::Ok);
        assert!(
            clock(-60).found.contains("60 minutes behind")
                && clock(20_000).found.contains("13 days ahead")
        );
    }
}
