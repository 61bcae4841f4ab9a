//! Reads requests from a connection and writes answers to it, whole or with the fault that the test asks for.

use super::answers::{Answer, answer};
use super::{Asked, Shelf, What, described};
use std::io::{BufRead, BufReader, Read, Write};
use std::sync::Mutex;
use std::time::Duration;

pub(super) fn serve(stream: impl Read + Write, shelf: &Mutex<Shelf>) {
    let mut reader = BufReader::new(stream);
    while let Some(asked) = read(&mut reader) {
        let (given, what) = {
            let mut shelf = shelf.lock().expect("the shelf");
            shelf.asked.push(asked.clone());
            let trouble = shelf
                .troubles
                .iter_mut()
                .find(|t| t.times > 0 && asked.target.contains(t.at));
            let what = trouble.map(|trouble| {
                trouble.times -= 1;
                trouble.what.clone()
            });
            let mut given = answer(&shelf, &asked);
            shelf.undescribed.extend(described::faults(&asked, &given));
            let cookie = shelf
                .cookies
                .then(|| ("set-cookie".to_owned(), "visitor=1; Path=/".to_owned()));
            let date = shelf.date.map(|date| ("date".to_owned(), date.to_owned()));
            given.headers.extend(cookie.into_iter().chain(date));
            (given, what)
        };
        let stalls = matches!(what, Some(What::Stall { .. }));
        let (goes_on, sent) = write(reader.get_mut(), given, what);
        shelf
            .lock()
            .expect("the shelf")
            .sent
            .push((asked.target, sent));
        if stalls {
            std::thread::sleep(Duration::from_secs(20));
        }
        if !goes_on {
            return;
        }
    }
}

fn read(reader: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
    let target = line.split(' ').nth(1)?.to_owned();
    assert!(
        line.starts_with("GET "),
        "nothing but GET is ever sent: {line}"
    );
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
            None => return Some(Asked { target, headers }),
        }
    }
}

/// Whether the connection may be used again, and how many bytes of the body were sent.
fn write(stream: &mut impl Write, mut answer: Answer, what: Option<What>) -> (bool, usize) {
    let mut cut = None;
    match what {
        None => {}
        Some(What::Status(status, headers, body)) => {
            let headers = headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            answer = Answer {
                status,
                headers,
                body: body.as_bytes().to_vec(),
            };
        }
        Some(What::Cut { at, promised }) => cut = Some((answer.body.len() * at / 1000, promised)),
        Some(What::Stall { at }) => cut = Some((answer.body.len() * at / 1000, true)),
        Some(What::Longer(by)) => answer.body.resize(answer.body.len() + by, 0),
        Some(What::Flip(at)) => {
            let place = answer.body.len() * at / 1000;
            if let Some(byte) = answer.body.get_mut(place) {
                *byte ^= 4;
            }
        }
        Some(What::Page) => {
            let page =
                b"<!DOCTYPE html><html><title>Sign in to the network</title></html>".to_vec();
            answer = Answer {
                status: 200,
                headers: vec![("content-type".to_owned(), "text/html".to_owned())],
                body: page,
            };
        }
        Some(What::Hang) => return (false, 0),
        Some(What::Silence) => {
            std::thread::sleep(Duration::from_millis(1500));
            return (false, 0);
        }
        Some(What::Warning) => {
            answer = warning();
        }
    }
    let mut head = format!("HTTP/1.1 {} Told\r\n", answer.status);
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let (end, promised) = cut.unwrap_or((answer.body.len(), true));
    // Without a length the end of the connection is the end of the body, as with a zip that is made while it is sent.
    head.push_str(&if promised {
        format!("content-length: {}\r\n", answer.body.len())
    } else {
        "connection: close\r\n".to_owned()
    });
    head.push_str("\r\n");
    let sent = stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&answer.body[..end]));
    let sent = sent.and_then(|()| stream.flush());
    (sent.is_ok() && cut.is_none(), end)
}

/// A list without results, with a warning in it.
fn warning() -> Answer {
    let body = br#"{"paging":{"page":1,"pageSize":20,"totalResults":0,"totalPages":1},"results":[],
                "warnings":[{"message":"One or more locations could not be found.","path":"locations","code":"LocationsNotFound"}]}"#;
    Answer {
        status: 200,
        headers: Vec::new(),
        body: body.to_vec(),
    }
}
