use super::super::routes::Service;
use super::*;
use crate::world::Memory;
use std::io::Write;

const URL: &str = "http://service/file";

fn answer(status: u16, headers: &[(&str, &str)], body: &[u8]) -> HttpResponse {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    HttpResponse {
        status,
        headers,
        body: body.to_vec(),
        cut: None,
    }
}

fn cut(mut whole: HttpResponse, at: usize) -> HttpResponse {
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
fn asked(
    answers: Vec<Option<HttpResponse>>,
    known: Option<&FileTag>,
) -> (Result<Download<Vec<u8>>>, Memory) {
    let world = Memory::new(&[]);
    for each in answers {
        world.script.tell(URL, each);
    }
    let service = Service::of_stand_ins();
    let got = Client::new(&world, &service).get(URL, known, unpack::csv);
    (got, world)
}

fn header(world: &Memory, at: usize, name: &str) -> Option<String> {
    let asked = world.script.asked.borrow();
    asked[at]
        .headers
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value.clone())
}

const CSV: &[u8] = b"a,b\n1,2\n3,4\n";

#[test]
fn what_is_there_comes_whole_packed_or_not() {
    for body in [
        answer(200, &[], CSV),
        answer(200, &[("content-encoding", "gzip")], &gzip(CSV)),
        answer(200, &[], &gzip(CSV)),
    ] {
        let (got, world) = asked(vec![Some(body)], None);
        assert!(matches!(got, Ok(Download::New(bytes, _)) if bytes == CSV));
        assert_eq!(world.script.asked.borrow().len(), 1);
    }
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let known = FileTag {
        etag: Some("W/\"5d41\"".to_owned()),
        last_modified: Some("Thu, 27 Nov 2025 09:30:00 GMT".to_owned()),
        of: None,
        name: None,
    };
    let (got, world) = asked(vec![Some(answer(304, &[], b""))], Some(&known));
    assert_eq!(got.expect("an answer"), Download::Unchanged);
    assert_eq!(header(&world, 0, "if-none-match"), known.etag);
    assert_eq!(header(&world, 0, "if-modified-since"), known.last_modified);
}

#[test]
fn it_waits_as_long_as_it_is_asked_to_and_longer_each_time_otherwise() {
    let busy = |headers: &[(&str, &str)]| Some(answer(429, headers, b"busy"));
    let (got, world) = asked(
        vec![
            busy(&[("retry-after", "7")]),
            busy(&[]),
            Some(answer(504, &[], b"")),
            Some(answer(200, &[], CSV)),
        ],
        None,
    );
    assert!(got.is_ok());
    let slept: Vec<f64> = world
        .script
        .slept
        .borrow()
        .iter()
        .map(Duration::as_secs_f64)
        .collect();
    assert_eq!(slept, [7.0, 2.5, 5.0]);
}

#[test]
fn patience_has_an_end() {
    let (got, world) = asked(vec![Some(answer(504, &[], b""))], None);
    assert_eq!(got.expect_err("never answered").exit_code(), 12);
    assert_eq!(world.script.asked.borrow().len(), 4);
    let (got, world) = asked(
        vec![Some(answer(429, &[("retry-after", "86400")], b""))],
        None,
    );
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
    let rest = answer(
        206,
        &[("content-range", "bytes 5-11/12"), ("etag", "\"v1\"")],
        &CSV[5..],
    );
    let (got, world) = asked(vec![Some(cut(whole(), 5)), Some(rest)], None);
    assert!(matches!(got, Ok(Download::New(bytes, _)) if bytes == CSV));
    assert_eq!(header(&world, 1, "range").as_deref(), Some("bytes=5-"));
    assert_eq!(header(&world, 1, "if-range").as_deref(), Some("\"v1\""));
    // A file that changed meanwhile comes whole, and nothing of the old one stays.
    let (got, _) = asked(
        vec![Some(cut(whole(), 5)), Some(answer(200, &[], b"new\n1\n"))],
        None,
    );
    assert!(matches!(got, Ok(Download::New(bytes, _)) if bytes == b"new\n1\n"));
    // A wrong part is never joined.
    let wrong = answer(206, &[("content-range", "bytes 4-11/12")], &CSV[4..]);
    let (got, _) = asked(
        vec![
            Some(cut(whole(), 5)),
            Some(wrong),
            Some(answer(200, &[], CSV)),
        ],
        None,
    );
    assert!(matches!(got, Ok(Download::New(bytes, _)) if bytes == CSV));
}

#[test]
fn a_server_without_parts_or_with_a_weak_mark_is_asked_for_the_whole() {
    let weak = answer(
        200,
        &[("accept-ranges", "bytes"), ("etag", "W/\"v1\"")],
        CSV,
    );
    for broken in [
        cut(weak, 5),
        cut(answer(200, &[("etag", "\"v1\"")], CSV), 5),
    ] {
        let (got, world) = asked(vec![Some(broken), Some(answer(200, &[], CSV))], None);
        assert!(matches!(got, Ok(Download::New(bytes, _)) if bytes == CSV));
        assert_eq!(header(&world, 1, "range"), None);
    }
}

#[test]
fn a_page_is_never_data_and_a_cut_file_is_never_whole() {
    let (got, world) = asked(
        vec![Some(answer(
            200,
            &[("content-type", "text/html")],
            b"<!DOCTYPE html><title>Sign in</title>",
        ))],
        None,
    );
    assert!(got.expect_err("a page").what().contains("web page"));
    assert_eq!(world.script.asked.borrow().len(), 1);
    let packed = gzip(CSV);
    let half = answer(
        200,
        &[("content-encoding", "gzip")],
        &packed[..packed.len() - 6],
    );
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
    let service = Service::of_stand_ins();
    let fault = Client::new(&world, &service)
        .message::<Value>(URL)
        .expect_err("a warning");
    assert!(fault.what().contains("LocationsNotFound"), "{fault}");
    world.script.tell(
        "http://service/fine",
        Some(answer(200, &[], br#"{"warnings":[],"results":[]}"#)),
    );
    assert!(
        Client::new(&world, &service)
            .message::<Value>("http://service/fine")
            .is_ok()
    );
}

#[test]
fn a_server_that_never_answers_is_asked_for_one_thing_only() {
    let world = Memory::new(&[]);
    let service = Service::of_stand_ins();
    let client = Client::new(&world, &service);
    for at in ["http://away/a", "http://away/b"] {
        assert_eq!(
            client
                .get(at, None, unpack::csv)
                .expect_err("nobody")
                .exit_code(),
            12
        );
    }
    assert_eq!(client.requests(), 4);
    world.script.tell(URL, Some(answer(200, &[], CSV)));
    assert!(client.get(URL, None, unpack::csv).is_ok());
}

/// A service that is asked once, and given up.
fn once() -> Service {
    Service {
        tries: 1,
        ..Service::of_stand_ins()
    }
}

/// What a second run over the same store makes of its answers, after a first one to which a file came in part.
fn resumed(
    began: HttpResponse,
    then: Vec<Option<HttpResponse>>,
    of: (&str, &str),
) -> (Result<Download<Vec<u8>>>, Memory) {
    let world = Memory::new(&[]);
    let service = once();
    world.script.tell(URL, Some(began));
    let client = Client::new(&world, &service).keeping_downloads(Path::new("store"));
    client.start_release("cla", of.0);
    assert!(client.get(URL, None, unpack::csv).is_err());
    drop(client);
    world.script.answers.borrow_mut().clear();
    world.script.asked.borrow_mut().clear();
    for each in then {
        world.script.tell(URL, each);
    }
    let service = Service::of_stand_ins();
    let client = Client::new(&world, &service).keeping_downloads(Path::new("store"));
    client.start_release("cla", of.1);
    let got = client.get(URL, None, unpack::csv);
    (got, world)
}

fn began() -> HttpResponse {
    let length = CSV.len().to_string();
    cut(
        answer(
            200,
            &[
                ("accept-ranges", "bytes"),
                ("etag", "\"v1\""),
                ("content-length", &length),
            ],
            CSV,
        ),
        5,
    )
}

fn kept(world: &Memory) -> usize {
    world
        .files
        .borrow()
        .keys()
        .filter(|path| path.ends_with("part"))
        .count()
}

const SAME: (&str, &str) = ("r1", "r1");

#[test]
fn the_next_run_asks_for_the_rest_of_the_same_file() {
    let rest = answer(206, &[("content-range", "bytes 5-11/12")], &CSV[5..]);
    let (got, world) = resumed(began(), vec![Some(rest)], SAME);
    assert!(
        matches!(got, Ok(Download::New(bytes, tag)) if bytes == CSV && tag.etag.as_deref() == Some("\"v1\""))
    );
    assert_eq!(header(&world, 0, "range").as_deref(), Some("bytes=5-"));
    assert_eq!(header(&world, 0, "if-range").as_deref(), Some("\"v1\""));
    // A file that came whole, and was not taken in yet, is asked for under a condition.
    let service = Service::of_stand_ins();
    let client = Client::new(&world, &service).keeping_downloads(Path::new("store"));
    client.start_release("cla", "r1");
    world.script.answers.borrow_mut().clear();
    world.script.tell(URL, Some(answer(304, &[], b"")));
    assert!(
        matches!(client.get(URL, None, unpack::csv), Ok(Download::New(bytes, _)) if bytes == CSV)
    );
    assert_eq!(
        header(&world, 1, "if-none-match").as_deref(),
        Some("\"v1\"")
    );
    assert_eq!(header(&world, 1, "range"), None);
    client.remove_downloads("cla");
    assert_eq!(kept(&world), 0);
}

#[test]
fn the_rest_of_a_packed_file_need_not_say_again_that_it_is_packed() {
    let packed = gzip(CSV);
    let whole = answer(
        200,
        &[
            ("accept-ranges", "bytes"),
            ("last-modified", "Thu, 27 Nov 2025"),
            ("content-encoding", "gzip"),
        ],
        &packed,
    );
    let range = format!("bytes 9-{}/{}", packed.len() - 1, packed.len());
    let rest = answer(
        206,
        &[
            ("content-range", &range),
            ("last-modified", "Thu, 27 Nov 2025"),
        ],
        &packed[9..],
    );
    let (got, world) = resumed(cut(whole, 9), vec![Some(rest)], SAME);
    assert!(matches!(got, Ok(Download::New(bytes, _)) if bytes == CSV));
    assert_eq!(
        header(&world, 0, "if-range").as_deref(),
        Some("Thu, 27 Nov 2025")
    );
}

#[test]
fn a_file_that_is_no_longer_the_one_begins_anew() {
    let whole = || Some(answer(200, &[], CSV));
    let other = Some(answer(
        206,
        &[("content-range", "bytes 5-11/12"), ("etag", "\"v2\"")],
        &CSV[5..],
    ));
    let elsewhere = Some(answer(
        206,
        &[("content-range", "bytes 4-11/12")],
        &CSV[4..],
    ));
    let longer = Some(answer(
        206,
        &[("content-range", "bytes 5-11/90")],
        &CSV[5..],
    ));
    let gone = Some(answer(416, &[("content-range", "bytes */3")], b""));
    for (what, then) in [
        ("it comes whole", vec![whole()]),
        ("another validator", vec![other, whole()]),
        ("another part", vec![elsewhere, whole()]),
        ("a wrong total", vec![longer, whole()]),
        ("no such part", vec![gone, whole()]),
    ] {
        let asked = then.len();
        let (got, world) = resumed(began(), then, SAME);
        assert!(
            matches!(got, Ok(Download::New(bytes, _)) if bytes == CSV),
            "{what}"
        );
        assert_eq!(world.script.asked.borrow().len(), asked, "{what}");
        assert!(
            header(&world, 0, "range").is_some()
                && (asked == 1 || header(&world, 1, "range").is_none()),
            "{what}"
        );
        assert_eq!(
            kept(&world),
            0,
            "{what}: the old part is gone, and the whole one had no validator"
        );
    }
}

#[test]
fn what_came_of_another_release_is_swept_and_a_busy_gateway_costs_nothing() {
    let (got, world) = resumed(began(), vec![Some(answer(200, &[], CSV))], ("r1", "r2"));
    assert!(got.is_ok() && header(&world, 0, "range").is_none());
    assert_eq!(kept(&world), 0);
    let rest = answer(206, &[("content-range", "bytes 5-11/12")], &CSV[5..]);
    let (got, world) = resumed(
        began(),
        vec![Some(answer(504, &[], b"busy")), Some(rest)],
        SAME,
    );
    assert!(got.is_ok());
    assert_eq!(header(&world, 1, "range").as_deref(), Some("bytes=5-"));
}

#[test]
fn another_run_at_the_same_time_keeps_nothing() {
    let mut world = Memory::new(&[]);
    world.locked_by = Some("process 1".to_owned());
    world.script.tell(URL, Some(began()));
    let service = once();
    let client = Client::new(&world, &service).keeping_downloads(Path::new("store"));
    client.start_release("cla", "r1");
    assert!(client.get(URL, None, unpack::csv).is_err());
    assert_eq!(kept(&world), 0);
}

#[test]
fn a_download_that_is_damaged_is_not_gone_on_with() {
    let length = "6";
    let half = answer(
        200,
        &[
            ("accept-ranges", "bytes"),
            ("etag", "\"v1\""),
            ("content-length", length),
        ],
        &CSV[..6],
    );
    let (got, world) = resumed(half, vec![Some(answer(200, &[], CSV))], SAME);
    assert!(
        got.is_ok()
            && header(&world, 0, "range").is_none()
            && header(&world, 0, "if-none-match").is_none()
    );
}
