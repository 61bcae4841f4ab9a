//! What is passed on with the program is true of it: the page for an IT department, the workflow that makes releases, the files for Windows.

use std::collections::BTreeSet;
use std::path::Path;

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read_to_string(path).unwrap_or_else(|fault| panic!("{name}: {fault}"))
}

/// The hosts that a refresh may ask, from the program's own table of them; `*.x` stands for all that end so.
fn hosts_of_the_program() -> BTreeSet<String> {
    let routes: toml::Table = file("data/routes.toml").parse().expect("TOML");
    let service = routes["service"].as_table().expect("a table");
    let of_address = |key: &str| {
        let address = service[key].as_str().expect("an address");
        let host = address.strip_prefix("https://").expect("HTTPS");
        host.split('/').next().expect("a host").to_owned()
    };
    let mut hosts: BTreeSet<String> = ["api", "content", "pages"].map(of_address).into();
    let further = service["hosts"].as_array().expect("a list").iter();
    hosts.extend(further.filter_map(toml::Value::as_str).map(|host| {
        if host.starts_with('.') {
            format!("*{host}")
        } else {
            host.to_owned()
        }
    }));
    hosts
}

#[test]
fn the_page_for_it_names_the_hosts_that_are_asked_and_no_others() {
    let page = file("dist/FOR-IT.txt");
    let named: BTreeSet<String> = page
        .split(|letter: char| letter.is_whitespace() || "(),\"".contains(letter))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| word.ends_with(".gov.uk"))
        .map(str::to_owned)
        .collect();
    let asked = hosts_of_the_program();
    let missing: Vec<_> = asked.difference(&named).collect();
    assert!(missing.is_empty(), "{missing:?}");
    // An example of a host that a star stands for may be named beside it.
    let others = named.difference(&asked).filter(|host| {
        !asked.iter().any(|known| {
            known
                .strip_prefix('*')
                .is_some_and(|end| host.ends_with(end))
        })
    });
    assert_eq!(others.count(), 0, "{named:?}");
    // Nothing else in the program's data is fetched from an address.
    assert!(!file("data/sources.toml").contains("://"));
}

#[test]
fn the_page_for_it_is_one_page_and_names_what_lies_beside_it() {
    let page = file("dist/FOR-IT.txt");
    assert!(page.lines().count() <= 70, "{} lines", page.lines().count());
    assert!(page.lines().all(|line| line.chars().count() <= 110));
    let made = file("dist/make.sh");
    for name in [
        "THIRD-PARTY.txt",
        "yardstick.cdx.json",
        "SECURITY.md",
        "SHA256SUMS",
    ] {
        assert!(page.contains(name) && made.contains(name), "{name}");
    }
    for name in ["FOR-IT.txt", "start.cmd"] {
        assert!(made.contains(&format!("dist/{name}")), "{name}");
    }
    // Where data lies, which temporary names there are and what is started, as src/world/ has them.
    let world = ["disk", "disk_desktop", "disk_storage", "office"]
        .map(|name| file(&format!("src/world/{name}.rs")))
        .concat();
    for (told, in_code) in [
        ("%LOCALAPPDATA%", "\"LOCALAPPDATA\""),
        ("Library/Application Support", "\"Application Support\""),
        ("~/.local/share", "\".local\""),
        (".yardstick-*.part", "(\".yardstick-\", \".part\")"),
        ("lock-owner.txt", "\"lock-owner.txt\""),
        ("taskkill", "\"taskkill\""),
        ("%APPDATA%", "\"APPDATA\""),
        ("explorer", "\"explorer\""),
        ("xdg-open", "\"xdg-open\""),
        ("YARDSTICK_NO_OPEN", "\"YARDSTICK_NO_OPEN\""),
    ] {
        assert!(page.contains(told) && world.contains(in_code), "{told}");
    }
    let starters = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/world"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_file())
        .filter(|path| {
            std::fs::read_to_string(path).is_ok_and(|text| text.contains("Command::new("))
        });
    let names: Vec<_> = starters
        .map(|path| path.file_name().expect("a name").to_owned())
        .collect();
    let told = ["disk_desktop.rs", "office.rs"];
    assert!(
        names
            .iter()
            .all(|name| told.iter().any(|known| name == *known)),
        "{names:?}"
    );
}

#[test]
fn the_manifest_of_windows_asks_for_no_rights_and_knows_long_paths() {
    let manifest = file("dist/windows/yardstick.exe.manifest");
    let mut reader = quick_xml::Reader::from_str(&manifest);
    while !matches!(
        reader.read_event().expect("XML"),
        quick_xml::events::Event::Eof
    ) {}
    for wanted in [
        "level=\"asInvoker\"",
        ">true</longPathAware>",
        "version=\"VERSION\"",
    ] {
        assert!(manifest.contains(wanted), "{wanted}");
    }
    assert_eq!(
        manifest.matches("VERSION").count(),
        1,
        "build.rs puts the version there"
    );
}

#[test]
fn the_window_that_starts_the_program_is_one_that_cmd_reads() {
    let script = file("dist/start.cmd");
    assert!(script.is_ascii() && !script.replace("\r\n", "").contains(['\r', '\n']));
    assert!(script.contains("%~dp0yardstick.exe"));
}

#[test]
fn releases_are_made_for_three_systems_with_pinned_steps_and_no_secrets() {
    let workflow = file(".github/workflows/release.yml");
    for machine in ["windows-latest", "macos-latest", "ubuntu-latest"] {
        assert!(workflow.contains(machine), "{machine}");
    }
    let steps = workflow
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- uses: "));
    for step in steps {
        let (action, version) = step.split_once("@v").expect("a version");
        assert!(
            action.starts_with("actions/") && version.parse::<u32>().is_ok(),
            "{step}"
        );
    }
    assert!(!workflow.contains("secrets."));
    for part in [
        "cargo test --locked",
        "dist/make.sh",
        "dist/digests.py",
        "diff ",
    ] {
        assert!(workflow.contains(part), "{part}");
    }
}

#[test]
fn every_system_checks_out_the_bytes_that_were_committed() {
    let rules = file(".gitattributes");
    let rules: Vec<&str> = rules
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(rules, ["* -text"]);
}
