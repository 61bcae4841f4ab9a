//! Whether the services of `refresh` can be reached from here, their certificates be trusted, and this machine's clock agrees with
//! theirs: one request each.

use super::{Found, State};
use crate::error::Error;
use crate::refresh::routes::Service;
use crate::refresh::unpack;
use crate::world::World;
use crate::world::net::{Answer, Request};
use jiff::{Timestamp, Unit};
use std::time::Duration;

/// Nobody waits longer for the doctor, whatever patience a refresh has.
const PATIENCE: Duration = Duration::from_secs(10);
/// A message, not a file.
const LIMIT: usize = 4 * 1024 * 1024;
/// More than this is no delay of the line: certificates are refused, and what is due looks far away or overdue.
const OFF_MINUTES: i64 = 10;

/// What is asked of each service: something small that it has.
fn questions(service: &Service) -> [(&'static str, String); 3] {
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

/// Names of the checks that the network answers.
pub(crate) fn unasked() -> Found {
    Found::of(
        "network",
        State::Ok,
        "not asked (--offline)",
        "“yardstick doctor” without --offline asks each service once",
    )
}

/// One request to each service, and the clock by the first that answers.
pub(crate) fn network(world: &dyn World, service: &Service) -> Vec<Found> {
    let mut found = Vec::new();
    let mut clock = None;
    for (name, url) in questions(service) {
        let headers = vec![("accept-encoding", "gzip".to_owned())];
        let (timeout, proxy) = (service.timeout.min(PATIENCE), service.proxy.clone());
        let asked = world.net().fetch(
            &Request {
                url: url.clone(),
                headers,
                limit: LIMIT,
                timeout,
                proxy,
            },
            &mut |_, _| (),
        );
        if let Ok(answer) = &asked {
            clock = clock.or_else(|| off_by(answer, world.keep().now()));
        }
        found.push(reached(&format!("reach {name}"), &url, asked));
    }
    found.extend(clock.map(told));
    found
}

fn reached(name: &str, url: &str, asked: Result<Answer, Error>) -> Found {
    let secure = if url.starts_with("https:") {
        "reached, and its certificate is trusted"
    } else {
        "reached"
    };
    match asked {
        // Without a connection everything but `refresh` works.
        Err(fault) if is_away(&fault) => {
            Found::of(name, State::Warn, fault.what(), fault.way_out())
        }
        Err(fault) => Found::fault(name, &fault),
        Ok(answer) if answer.status == 407 => {
            let next = "set proxy under [refresh] in yardstick.toml, with a name and password";
            Found::of(
                name,
                State::Fault,
                "the proxy wants a name and password (status 407)",
                next,
            )
        }
        Ok(answer) if unpack::is_page(&answer.body) => {
            let next = format!(
                "open {url} in a browser; if a sign-in page comes there too, sign in, or ask IT to let it through"
            );
            Found::of(
                name,
                State::Fault,
                format!(
                    "a web page came in place of data (status {})",
                    answer.status
                ),
                next,
            )
        }
        Ok(answer) if answer.status >= 500 || answer.status == 429 => {
            let said = format!(
                "{secure}; it is not available just now (status {})",
                answer.status
            );
            Found::of(name, State::Warn, said, "try again later")
        }
        Ok(_) => Found::of(name, State::Ok, secure, ""),
    }
}

/// Whether nobody answered at all, as on a laptop without a connection.
fn is_away(fault: &Error) -> bool {
    !["certificate", "proxy", "no address"]
        .iter()
        .any(|word| fault.what().contains(word))
}

/// Minutes by which this machine's clock is ahead of a server's.
fn off_by(answer: &Answer, now: Timestamp) -> Option<i64> {
    let theirs = jiff::fmt::rfc2822::parse(answer.header("date")?)
        .ok()?
        .timestamp();
    now.since((Unit::Minute, theirs))
        .ok()
        .map(|span| span.get_minutes())
}

fn told(ahead: i64) -> Found {
    let name = "clock against the services";
    if ahead.abs() <= OFF_MINUTES {
        return Found::of(name, State::Ok, "they agree", "");
    }
    let (by, way) = (ahead.abs(), if ahead > 0 { "ahead of" } else { "behind" });
    let by = if by >= 48 * 60 {
        format!("{} days", by / (24 * 60))
    } else {
        format!("{by} minutes")
    };
    Found::of(
        name,
        State::Fault,
        format!("this machine is {by} {way} them"),
        "set the machine’s date and time",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_held_against_what_a_server_says() {
        let at = |date: &str| Answer {
            headers: vec![("date".to_owned(), date.to_owned())],
            ..Answer::default()
        };
        let now = Timestamp::constant(1_764_201_600, 0);
        for (date, minutes) in [
            ("Thu, 27 Nov 2025 00:00:00 GMT", Some(0)),
            ("Wed, 26 Nov 2025 23:00:00 GMT", Some(60)),
            ("Fri, 28 Nov 2025 00:00:00 GMT", Some(-1440)),
            ("yesterday", None),
        ] {
            assert_eq!(off_by(&at(date), now), minutes, "{date}");
        }
        assert_eq!(told(3).state, State::Ok);
        assert!(
            told(-60).found.contains("60 minutes behind")
                && told(20_000).found.contains("13 days ahead")
        );
    }
}
