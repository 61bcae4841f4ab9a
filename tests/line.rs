//! The connection between a council and the services: a proxy, the council's own certificates, what is sent, and what `doctor` says
//! of it.

use crate::faults::slim;
use crate::program::{Desk, utf8};
use crate::refresh::{CLA, ONE, Office, cla};
use crate::rows::row_with;
use crate::sample::is_sweep;
use crate::server::tunnel::Tunnel;
use crate::server::{Release, Server, What};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use serde_json::Value;
use std::process::Command;
use std::sync::Arc;

/// Environment variables for proxies and certificates: those of this machine reach no test.
const ENVIRONMENT: [&str; 10] = [
    "HTTPS_PROXY",
    "https_proxy",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
    "all_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
];

/// A root certificate that is not trusted until it is put into the store, and a server's certificate that it signed.
struct Authority {
    root: String,
    config: Arc<rustls::ServerConfig>,
}

/// The years in which the server's certificate is valid.
fn authority(from: i32, to: i32) -> Authority {
    let root_key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::new(Vec::new()).expect("a name");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params
        .distinguished_name
        .push(DnType::CommonName, "Council inspection");
    let root = params.self_signed(&root_key).expect("a root");
    let issuer = Issuer::new(params, root_key);
    let key = KeyPair::generate().expect("a key");
    let mut params =
        CertificateParams::new(vec!["127.0.0.1".to_owned(), "figures.example".to_owned()])
            .expect("names");
    (params.not_before, params.not_after) = (date_time_ymd(from, 1, 1), date_time_ymd(to, 1, 1));
    let certificate = params.signed_by(&key, &issuer).expect("a certificate");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = config
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("a configuration");
    Authority {
        root: root.pem(),
        config: Arc::new(config),
    }
}

fn office(server: Server, settings: &str) -> Office {
    let desk = Desk::new();
    desk.put(
        "yardstick.toml",
        format!("authority = \"Blackpool\"\nstore = \"store\"\n{settings}tries = 2\n"),
    );
    Office { desk, server }
}

/// A run with these variables and no others of their kind.
fn run(office: &Office, arguments: &[&str], environment: &[(&str, &str)]) -> (i32, String, String) {
    let mut command: Command = office.desk.program(arguments);
    for name in ENVIRONMENT {
        command.env_remove(name);
    }
    let done = command
        .envs(environment.iter().copied())
        .output()
        .expect("it runs");
    (
        done.status.code().unwrap_or(-1),
        utf8(done.stdout),
        utf8(done.stderr),
    )
}

const REFRESH: [&str; 3] = ["refresh", "--only", CLA];

/// What the services offer: in the ordinary suite without its older years.
fn release() -> Option<Release> {
    cla("2025").map(|whole| if is_sweep() { whole } else { slim(whole) })
}

/// A refresh where the way to the services is looked at, and its exit code: the ordinary suite asks and takes nothing in.
fn asking() -> (Vec<&'static str>, i32) {
    if is_sweep() {
        return (REFRESH.to_vec(), 10);
    }
    ([&REFRESH[..], &["--dry-run"]].concat(), 0)
}

// On other systems a test cannot add a certificate to the system's store.
#[cfg(target_os = "linux")]
#[test]
fn a_certificate_is_trusted_by_the_systems_store_alone() {
    let Some(first) = release() else { return };
    let (ours, other) = (authority(2020, 2120), authority(2020, 2120));
    let server = Server::start_secure(vec![first.clone()], Arc::clone(&ours.config));
    let settings = server.settings();
    let office = office(server, &settings);
    office.desk.put("ours.pem", &ours.root);
    office.desk.put("other.pem", &other.root);
    for store in ["other.pem", "gone.pem"] {
        let (code, _, told) = run(&office, &REFRESH, &[("SSL_CERT_FILE", store)]);
        assert_eq!(code, 12, "{store}: {told}");
        assert!(
            told.contains("certificate") && told.contains("SSL_CERT_FILE"),
            "{store}: {told}"
        );
    }
    let (_, _, told) = run(&office, &REFRESH, &[("SSL_CERT_FILE", "other.pem")]);
    assert!(
        told.contains("not trusted here")
            && told.contains("proxy probably inspects")
            && told.contains("ask IT"),
        "{told}"
    );
    let (code, out, _) = run(
        &office,
        &["doctor", "--format", "json"],
        &[("SSL_CERT_FILE", "other.pem")],
    );
    let rows: Value = serde_json::from_str(&out).expect("JSON");
    let reach = rows
        .as_array()
        .expect("rows")
        .iter()
        .find(|row| row["check"] == "reach releases")
        .expect("a row");
    assert!(
        code == 1
            && reach["state"] == "fault"
            && reach["next"].as_str().unwrap().contains("ask IT"),
        "{reach}"
    );
    assert!(
        office.vintages().is_empty() && office.server.asked().is_empty(),
        "nothing was said to a server that is not trusted"
    );

    let (code, _, told) = run(&office, &REFRESH, &[("SSL_CERT_FILE", "ours.pem")]);
    assert_eq!(code, 10, "{told}");
    let (code, out, _) = run(
        &office,
        &["doctor", "--format", "json"],
        &[("SSL_CERT_FILE", "ours.pem")],
    );
    assert!(
        code == 0 && out.contains("its certificate is trusted"),
        "{out}"
    );

    an_expired_certificate_is_refused(&office, first);
}

fn an_expired_certificate_is_refused(office: &Office, first: Release) {
    let past = authority(2019, 2020);
    let server = Server::start_secure(vec![first], Arc::clone(&past.config));
    office.desk.put(
        "yardstick.toml",
        format!("store = \"other\"\n{}tries = 1\n", server.settings()),
    );
    office.desk.put("past.pem", &past.root);
    let (code, _, told) = run(office, &REFRESH, &[("SSL_CERT_FILE", "past.pem")]);
    assert!(
        code == 12 && told.contains("of another time") && told.contains("date"),
        "{told}"
    );
}

#[test]
fn the_proxy_of_the_settings_or_the_environment_is_gone_through_unless_it_is_to_be_passed_by() {
    let Some(first) = release() else { return };
    let server = Server::start(vec![first]);
    let tunnel = Tunnel::to(server.port, None);
    // A host that only the proxy can resolve.
    let settings = server.settings_at("http://figures.example");
    let office = office(server, &settings);
    let proxy = format!("http://{}", tunnel.address);
    for (at, name) in ["HTTPS_PROXY", "ALL_PROXY", "http_proxy"]
        .into_iter()
        .enumerate()
    {
        let store = format!("store{at}");
        let (refresh, done) = match at {
            0 => (REFRESH.to_vec(), 10),
            _ => asking(),
        };
        let arguments = [&refresh[..], &["--store", &store]].concat();
        let (code, _, told) = run(&office, &arguments, &[(name, &proxy)]);
        assert_eq!(code, done, "{name}: {told}");
        assert!(
            tunnel
                .heard()
                .iter()
                .all(|lines| lines[0] == "connect figures.example:80 http/1.1"),
            "{name}"
        );
    }
    office.desk.put(
        "yardstick.toml",
        format!("store = \"store\"\n{settings}tries = 2\nproxy = \"{proxy}\"\n"),
    );
    let (refresh, done) = asking();
    let (code, _, told) = run(&office, &refresh, &[]);
    assert_eq!(code, done, "{told}");
    let heard = tunnel.heard();
    let names: Vec<&str> = heard[0]
        .iter()
        .skip(1)
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(
        names,
        ["host", "user-agent", "proxy-connection"],
        "nothing of the machine or its user"
    );
    let (code, out, told) = run(&office, &["doctor"], &[]);
    assert!(code == 0 && !tunnel.heard().is_empty(), "{out} {told}");

    the_proxy_is_passed_by(&office, &tunnel, &settings, &proxy);
}

fn the_proxy_is_passed_by(office: &Office, tunnel: &Tunnel, settings: &str, proxy: &str) {
    // The proxy is passed by: the host cannot be resolved here, and the proxy gets no request.
    for own in [true, false] {
        let more = if own {
            format!("proxy = \"{proxy}\"\n")
        } else {
            String::new()
        };
        office.desk.put(
            "yardstick.toml",
            format!("store = \"other\"\n{settings}tries = 1\n{more}"),
        );
        for but in ["figures.example", ".other.example,figures.example", "*"] {
            let environment = [("NO_PROXY", but), ("HTTPS_PROXY", proxy)];
            let environment = if own {
                &environment[..1]
            } else {
                &environment[..]
            };
            let (code, _, told) = run(office, &REFRESH, environment);
            assert!(code == 12 && tunnel.heard().is_empty(), "{but}: {told}");
        }
        let environment = [("NO_PROXY", "elsewhere.example"), ("HTTPS_PROXY", proxy)];
        assert_eq!(
            run(
                office,
                &[&REFRESH[..], &["--dry-run"]].concat(),
                &environment
            )
            .0,
            0
        );
        assert!(!tunnel.heard().is_empty());
    }
}

#[test]
fn a_proxy_that_wants_a_password_is_told_plainly() {
    let Some(first) = release() else { return };
    let server = Server::start(vec![first]);
    // zoe:s3cret, as the header carries it.
    let tunnel = Tunnel::to(server.port, Some("Basic em9lOnMzY3JldA=="));
    let settings = server.settings_at("http://figures.example");
    let office = office(server, &settings);
    let with = |proxy: &str| {
        office.desk.put(
            "yardstick.toml",
            format!("store = \"store\"\n{settings}tries = 2\nproxy = \"{proxy}\"\n"),
        );
    };
    with(&format!("http://{}", tunnel.address));
    let (code, _, told) = run(&office, &REFRESH, &[]);
    assert_eq!(code, 12, "{told}");
    assert!(
        told.contains("the proxy wants a name and password") && told.contains("NAME:PASSWORD"),
        "{told}"
    );
    let (code, out, _) = run(&office, &["doctor", "--format", "json"], &[]);
    assert!(
        code == 1 && out.contains("wants a name and password"),
        "{out}"
    );
    with(&format!("http://zoe:s3cret@{}", tunnel.address));
    let (refresh, done) = asking();
    let (code, out, told) = run(&office, &refresh, &[]);
    assert_eq!(code, done, "{told}");
    assert!(
        !out.contains("s3cret") && !told.contains("s3cret"),
        "{told}"
    );
}

#[test]
fn a_proxys_page_under_200_is_never_data() {
    let Some(first) = release() else { return };
    let server = Server::start(vec![first]);
    let settings = server.settings();
    let office = office(server, &settings);
    office.server.trouble("/", 99, What::Page);
    let (run, report) = office.refresh(&ONE);
    assert_eq!(run.code, 12, "{report}");
    assert!(
        report["publications"][0]["reasons"]
            .to_string()
            .contains("web page"),
        "{report}"
    );
    let doctor = office.desk.run(&["doctor", "--format", "json"]);
    assert!(
        doctor.code == 1 && doctor.out.contains("sign in"),
        "{}",
        doctor.out
    );
}

#[test]
fn nothing_is_sent_but_the_requests() {
    let Some(first) = release() else { return };
    let server = Server::start(vec![first]);
    server.shelf().cookies = true;
    let settings = server.settings();
    let office = office(server, &settings);
    assert_eq!(office.refresh(&ONE).0.code, 10);
    assert_eq!(office.refresh(&ONE).0.code, 0);
    assert_eq!(office.desk.run(&["doctor"]).code, 0);
    let asked = office.server.asked();
    assert!(asked.len() > 8);
    let known = [
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "if-none-match",
        "if-modified-since",
        "range",
        "if-range",
    ];
    for one in &asked {
        for (name, value) in &one.headers {
            assert!(
                known.contains(&name.as_str()),
                "{name}: {value} at {}",
                one.target
            );
        }
        assert_eq!(
            one.header("user-agent"),
            Some(concat!("yardstick/", env!("CARGO_PKG_VERSION")))
        );
        assert_eq!(one.header("accept"), Some("*/*"));
        assert!(
            !one.target.contains("Blackpool"),
            "whose figures are read is nobody's business: {}",
            one.target
        );
    }
}

#[test]
fn the_doctor_asks_each_service_once_and_holds_the_clock_against_theirs() {
    let server = Server::start(Vec::new());
    let settings = server.settings();
    let office = office(server, &settings);
    let told = |arguments: &[&str], code: i32| {
        let run = office
            .desk
            .run(&[&["doctor", "--format", "json"], arguments].concat());
        assert_eq!(run.code, code, "{} {}", run.out, run.err);
        serde_json::from_str::<Value>(&run.out).expect("JSON")
    };
    let sound = told(&[], 0);
    for name in ["reach releases", "reach public API", "reach GOV.UK"] {
        assert_eq!(row_with(&sound, "check", name)["state"], "ok", "{name}");
    }
    assert_eq!(office.server.asked().len(), 3);
    assert_eq!(
        row_with(&told(&["--offline"], 0), "check", "network")["state"],
        "ok"
    );
    assert!(office.server.asked().is_empty());
    office.server.shelf().date = Some("Mon, 06 Jan 2020 09:30:00 GMT");
    let clock = row_with(&told(&[], 1), "check", "clock against the services");
    assert_eq!(clock["state"], "fault");
    assert!(next_step(&clock).contains("date and time"), "{clock}");
    // A service that cannot be reached is no fault of the machine: everything but `refresh` works.
    office.desk.put("yardstick.toml", "store = \"store\"\n[refresh]\napi = \"http://127.0.0.1:1\"\ncontent = \"http://127.0.0.1:1\"\npages = \"http://127.0.0.1:1\"\n");
    let releases = row_with(&told(&[], 0), "check", "reach releases");
    assert_eq!(releases["state"], "warn");
    assert!(
        next_step(&releases).contains("yardstick import"),
        "{releases}"
    );
}

/// What the doctor says to do next of a check.
fn next_step(row: &Value) -> &str {
    row["next"].as_str().expect("text")
}
