use super::super::routes::{Routes, Wishes};
use super::*;
use crate::world::Memory;
use std::io::Write;

const URL: &str = "http://service/file";

fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Answer { status, headers, body: body.to_vec(), cut: None }
}

fn cut(mut whole: Answer, at: usize) -> Answer {
    whole.body.truncate(at);
    whole.cut = Some("the answer broke off".to_owned());
    whole
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).expect("memory");
    writer.finish().expect("memory")
}

/// What a client makes of these answers, what it asked, and how long it waited.
fn asked(answers: Vec<Option<Answer>>, known: Option<&Tag>) -> (Result<Got<Vec<u8>>>, Memory) {
    let world = Memory::new(&[]);
    for each in answers {
        world.script.tell(URL, each);
    }
    let service = Routes::read(&Wishes::default()).expect("routes").service;
    let got = Client::new(&world, &service).get(URL, known, unpack::csv);
    (got, world)
}

fn header(world: &Memory, at: usize, name: &str) -> Option<String> {
    let asked = world.script.asked.borrow();
    asked[at].headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}

const CSV: &[u8] = b"a,b\n1,2\n3,4\n";

#[test]
fn what_is_there_comes_whole_packed_or_not() {
    for body in [answer(200, &[], CSV), answer(200, &[("content-encoding", "gzip")], &gzip(CSV)), answer(200, &[], &gzip(CSV))] {
        let (got, world) = asked(vec![Some(body)], None);
        assert!(matches!(got, Ok(Got::New(bytes, _)) if bytes == CSV));
        assert_eq!(world.script.asked.borrow().len(), 1);
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let known =
        Tag { etag: Some("W/\"5d41\"".to_owned()), last_modified: Some("Thu, 27 Nov 2025 09:30:00 GMT".to_owned()), of: None, name: None };
    let (got, world) = asked(vec![Some(answer(304, &[], b""))], Some(&known));
    assert_eq!(got.expect("an answer"), Got::Same);
    assert_eq!(header(&world, 0, "if-none-match"), known.etag);
    assert_eq!(header(&world, 0, "if-modified-since"), known.last_modified);
}

#[test]
fn it_waits_as_long_as_it_is_asked_to_and_longer_each_time_otherwise() {
    let busy = |headers: &[(&str, &str)]| Some(answer(429, headers, b"busy"));
    let (got, world) =
        asked(vec![busy(&[("retry-after", "7")]), busy(&[]), Some(answer(504, &[], b"")), Some(answer(200, &[], CSV))], None);
    assert!(got.is_ok());
    let slept: Vec<f64> = world.script.slept.borrow().iter().map(Duration::as_secs_f64).collect();
    assert_eq!(slept, [7.0, 2.5, 5.0]);
}

#[test]
fn patience_has_an_end() {
    let (got, world) = asked(vec![Some(answer(504, &[], b""))], None);
    assert_eq!(got.expect_err("never answered").exit_code(), 12);
    assert_eq!(world.script.asked.borrow().len(), 4);
    let (got, world) = asked(vec![Some(answer(429, &[("retry-after", "86400")], b""))], None);
    assert!(got.expect_err("a day").what().contains("86400"));
    assert!(world.script.slept.borrow().is_empty());
    let (got, _) = asked(vec![None], None);
    assert_eq!(got.expect_err("nobody").exit_code(), 12);
}

#[test]
fn a_refusal_is_not_asked_again() {
    for status in [400, 403, 404, 407, 500] {
        let (got, world) = asked(vec![Some(answer(status, &[], b"{}"))], None);
        assert_eq!(got.expect_err("refused").exit_code(), 12, "{status}");
        assert_eq!(world.script.asked.borrow().len(), 1, "{status}");
    }
}

#[test]
fn a_download_goes_on_where_it_broke_off() {
    let whole = || answer(200, &[("accept-ranges", "bytes"), ("etag", "\"v1\"")], CSV);
    let rest = answer(206, &[("content-range", "bytes 5-11/12"), ("etag", "\"v1\"")], &CSV[5..]);
    let (got, world) = asked(vec![Some(cut(whole(), 5)), Some(rest)], None);
    assert!(matches!(got, Ok(Got::New(bytes, _)) if bytes == CSV));
    assert_eq!(header(&world, 1, "range").as_deref(), Some("bytes=5-"));
    assert_eq!(header(&world, 1, "if-range").as_deref(), Some("\"v1\""));
    // A file that changed meanwhile comes whole, and nothing of the old one stays.
    let (got, _) = asked(vec![Some(cut(whole(), 5)), Some(answer(200, &[], b"new\n1\n"))], None);
    assert!(matches!(got, Ok(Got::New(bytes, _)) if bytes == b"new\n1\n"));
    // A wrong part is never joined.
    let wrong = answer(206, &[("content-range", "bytes 4-11/12")], &CSV[4..]);
    let (got, _) = asked(vec![Some(cut(whole(), 5)), Some(wrong), Some(answer(200, &[], CSV))], None);
    assert!(matches!(got, Ok(Got::New(bytes, _)) if bytes == CSV));
}

#[test]
fn a_server_without_parts_or_with_a_weak_mark_is_asked_for_the_whole() {
    let weak = answer(200, &[("accept-ranges", "bytes"), ("etag", "W/\"v1\"")], CSV);
    for broken in [cut(weak, 5), cut(answer(200, &[("etag", "\"v1\"")], CSV), 5)] {
        let (got, world) = asked(vec![Some(broken), Some(answer(200, &[], CSV))], None);
        assert!(matches!(got, Ok(Got::New(bytes, _)) if bytes == CSV));
        assert_eq!(header(&world, 1, "range"), None);
    }
}

#[test]
fn a_page_is_never_data_and_a_cut_file_is_never_whole() {
    let (got, world) =
        asked(vec![Some(answer(200, &[("content-type", "text/html")], b"<!DOCTYPE html><title>Sign in</title>"))], None);
    assert!(got.expect_err("a page").what().contains("web page"));
    assert_eq!(world.script.asked.borrow().len(), 1);
    let packed = gzip(CSV);
    let half = answer(200, &[("content-encoding", "gzip")], &packed[..packed.len() - 6]);
    for broken in [half, answer(200, &[], &CSV[..6])] {
        let (got, world) = asked(vec![Some(broken.clone())], None);
        assert_eq!(got.expect_err("cut").exit_code(), 12);
        assert_eq!(world.script.asked.borrow().len(), 4);
        let (got, _) = asked(vec![Some(broken), Some(answer(200, &[], CSV))], None);
        assert!(got.is_ok());
    }
}

#[test]
fn a_warning_under_200_is_a_failure() {
    let world = Memory::new(&[]);
    let body =
        br#"{"warnings":[{"code":"LocationsNotFound","message":"One or more locations could not be found."}],"results":[]}"#;
    world.script.tell(URL, Some(answer(200, &[], body)));
    let service = Routes::read(&Wishes::default()).expect("routes").service;
    let fault = Client::new(&world, &service).message::<Value>(URL).expect_err("a warning");
    assert!(fault.what().contains("LocationsNotFound"), "{fault}");
    world.script.tell("http://service/fine", Some(answer(200, &[], br#"{"warnings":[],"results":[]}"#)));
    assert!(Client::new(&world, &service).message::<Value>("http://service/fine").is_ok());
}

#[test]
fn a_server_that_never_answers_is_asked_for_one_thing_only() {
    let world = Memory::new(&[]);
    let service = Routes::read(&Wishes::default()).expect("routes").service;
    let client = Client::new(&world, &service);
    for at in ["http://away/a", "http://away/b"] {
        assert_eq!(client.get(at, None, unpack::csv).expect_err("nobody").exit_code(), 12);
    }
    assert_eq!(client.asked(), 4);
    world.script.tell(URL, Some(answer(200, &[], CSV)));
    assert!(client.get(URL, None, unpack::csv).is_ok());
}
