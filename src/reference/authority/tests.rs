//! The register as compiled in, and what published files call the authorities.

use super::events::ReorganisationKind;
use super::place::AuthorityKind;
use super::*;
use crate::observation::area::Area;
use jiff::civil::Date;

const TEXTS: [&str; 4] = [
    include_str!("../../../data/authorities.csv"),
    include_str!("../../../data/authority_events.csv"),
    include_str!("../../../data/joint_returns.csv"),
    include_str!("../../../data/other_places.csv"),
];

pub(crate) fn register() -> Register {
    Register::parse(TEXTS[0], TEXTS[1], TEXTS[2], TEXTS[3]).expect("the register parses")
}

fn day(text: &str) -> Date {
    text.parse().expect(text)
}

fn areas(codes: &[u16]) -> Vec<Area> {
    codes.iter().copied().map(Area).collect()
}

#[test]
fn there_are_153_authorities() {
    let register = register();
    assert_eq!(register.current().count(), 153);
    assert_eq!(
        register
            .all()
            .filter(|place| place.area.is_region())
            .count(),
        11
    );
    assert_eq!(register.all().count(), 153 + 7 + 11 + 1);
    let names: Vec<&str> = register
        .current()
        .map(|place| place.name.as_str())
        .collect();
    assert!(names.is_sorted() && names[0] == "Barking and Dagenham" && names[152] == "York");
    for place in register.current() {
        assert!(
            place.coastal_share.is_some() && place.seaside_share <= place.coastal_share,
            "{}",
            place.name
        );
        assert!(
            place.deprivation_decile.is_some() && place.region.is_some(),
            "{}",
            place.name
        );
        assert!(
            place.short_name.chars().count() <= 24,
            "{}",
            place.short_name
        );
    }
    let of = |kind| {
        register
            .current()
            .filter(|place| place.kind == kind)
            .count()
    };
    use AuthorityKind::{County, InnerLondon, Metropolitan, OuterLondon, Unitary};
    assert_eq!(
        [County, Unitary, Metropolitan, InnerLondon, OuterLondon].map(of),
        [21, 63, 36, 14, 19]
    );
}

/// Authorities there on a day, England over: 152 until Dorset, 151, 152 with two Northamptonshires, 153 with two in Cumbria.
#[test]
fn rosters_change_with_the_reorganisations() {
    let register = register();
    let on = |date: &str, region: Option<u16>| {
        let here = |place: &&Authority| region.is_none_or(|code| place.region == Some(Area(code)));
        let all = register
            .all()
            .filter(|place| place.area.is_authority() && register.exists_on(place.area, day(date)));
        all.filter(here).count()
    };
    for (date, count) in [
        ("2009-03-31", 150),
        ("2009-04-01", 152),
        ("2019-03-31", 152),
        ("2019-04-01", 151),
        ("2021-03-31", 151),
        ("2021-04-01", 152),
        ("2023-04-01", 153),
        ("2025-03-31", 153),
    ] {
        assert_eq!(on(date, None), count, "{date}");
    }
    let north_west =
        ["2008-03-31", "2015-03-31", "2023-03-31", "2023-04-01"].map(|date| on(date, Some(981)));
    assert_eq!(north_west, [22, 23, 23, 24]);
    assert!(register.exists_on(Area::ENGLAND, day("2025-03-31")));
}

#[test]
fn who_took_over_from_whom() {
    let register = register();
    assert_eq!(register.predecessors(Area(839)), areas(&[835, 836, 837]));
    assert_eq!(register.predecessors(Area(838)), areas(&[835]));
    assert_eq!(register.predecessors(Area(943)), areas(&[909]));
    assert_eq!(register.predecessors(Area(890)), []);
    for place in register.all() {
        let abolished = place.valid_to.is_some();
        assert_eq!(abolished, !place.successors.is_empty(), "{}", place.name);
        assert_eq!(
            register.is_current(place.area),
            place.area.is_authority() && !abolished,
            "{}",
            place.name
        );
        for heir in &place.successors {
            let next = place.valid_to.and_then(|last| last.tomorrow().ok());
            assert_eq!(
                register.get(*heir).expect("heir").valid_from,
                next,
                "{}",
                place.name
            );
        }
    }
}

#[test]
fn events_agree_with_the_authorities() {
    let register = register();
    assert_eq!(register.events().len(), 15);
    assert!(register.events().iter().map(|event| event.date).is_sorted());
    for event in register.events() {
        let new = matches!(
            event.kind,
            ReorganisationKind::Split | ReorganisationKind::Merge
        );
        assert_eq!(new, event.from != event.to, "{}", event.note);
        for (area, ons) in event.to.iter().zip(&event.to_ons) {
            assert_eq!(
                new,
                register.get(*area).expect("known").valid_from == Some(event.date),
                "{}",
                event.note
            );
            assert_eq!(register.by_ons(ons), Some(*area));
        }
        for (area, ons) in event.from.iter().zip(&event.from_ons) {
            let last = register.get(*area).expect("known").valid_to;
            assert_eq!(
                new,
                last == event.date.yesterday().ok() && last.is_some(),
                "{}",
                event.note
            );
            assert_eq!(register.by_ons(ons), Some(*area));
        }
    }
}

#[test]
fn joint_returns_are_understood_in_any_spelling() {
    let register = register();
    for label in [
        "940 / 941",
        "940/941",
        "E06000061 / E06000062",
        "North Northamptonshire / West Northamptonshire",
    ] {
        assert_eq!(
            register.joint(label),
            Some(&areas(&[940, 941])[..]),
            "{label}"
        );
    }
    assert_eq!(register.joint("314 / 318"), Some(&areas(&[314, 318])[..]));
    assert_eq!(register.joint("942 / 943"), Some(&areas(&[942, 943])[..]));
    for label in ["940", "889 / 890", "940 / 941 / 942", "/", ""] {
        assert_eq!(register.joint(label), None, "{label}");
    }
}

#[test]
fn a_few_places_in_full() {
    let register = register();
    let blackpool = register.get(Area(890)).expect("Blackpool");
    assert_eq!(
        (blackpool.ons_code.as_str(), blackpool.kind.word()),
        ("E06000009", "unitary")
    );
    assert_eq!(
        (blackpool.coastal_share, blackpool.deprivation_decile),
        (Some(1.0), Some(1))
    );
    assert_eq!(
        register.get(Area(202)).expect("Camden").region,
        Some(Area::INNER_LONDON)
    );
    assert_eq!(
        register
            .get(Area::INNER_LONDON)
            .expect("Inner London")
            .region,
        Some(Area::LONDON)
    );
    assert_eq!(register.get(Area::ENGLAND).expect("England").region, None);
    assert_eq!(register.by_code("0890"), None);
    assert_eq!(register.by_code_number(999), None);
    assert_eq!(register.get(Area(u16::MAX)), None);
}

/// Coastal groups as they follow from the shares: half of the neighbourhoods or more.
#[test]
fn coastal_and_seaside_groups() {
    let register = register();
    let count = |share: fn(&Authority) -> Option<f64>, least: f64| {
        register
            .current()
            .filter(|place| share(place).is_some_and(|share| share >= least))
            .count()
    };
    assert_eq!(count(|place| place.coastal_share, 0.5), 21);
    assert_eq!(count(|place| place.coastal_share, f64::MIN_POSITIVE), 41);
    assert_eq!(count(|place| place.seaside_share, 0.5), 6);
}

/// A table of a head and lines, with the cells at the end that a case is not about.
fn filled_up(head: &str, lines: &[&str]) -> String {
    let cells = head.split(',').count();
    let filled = lines.iter().map(|line| {
        let missing = cells - line.split(',').count();
        format!("{line}{}\n", ",".repeat(missing))
    });
    format!("{head}\n{}", filled.collect::<String>())
}

#[test]
fn contradictions_are_refused() {
    let [authorities, events, joint, other] = TEXTS;
    let head = authorities.lines().next().expect("header");
    let line = "890,E06000009,Blackpool,Blackpool,,,unitary,,,,1.0,1.0,1";
    for (lines, said) in [
        (vec![line, line], "line 3, column “code”: found “890”"),
        (
            vec![line, "889,E06000008,X,X,blackpool,,unitary,,,,,,"],
            "line 3, column “aliases”",
        ),
        (
            vec!["890,E06000009,Blackpool,Blackpool,,,unitary,,,888,,,"],
            "column “successors”: found “888”",
        ),
        (
            vec!["890,E06000009,Blackpool,Blackpool,,,unitary,,,,1.2,,"],
            "column “coastal_share”: found “1.2”",
        ),
        (
            vec!["890,E06000009,Blackpool,Blackpool,,,unitary,,,,,,11"],
            "column “deprivation_decile”: found “11”",
        ),
        (
            vec!["890,E06000009,Blackpool,Blackpool,,,unitary,,,,,,,many"],
            "column “small_areas”: found “many”",
        ),
        (
            vec!["890,E06000009,Blackpool,Blackpool,,,town,,,,,,"],
            "column “type”: found “town”",
        ),
        (
            vec!["890,E06000009,Blackpool,Blackpool,,,unitary,2019-02-30,,,,,"],
            "column “valid_from”",
        ),
    ] {
        let text = filled_up(head, &lines);
        let fault = Register::parse(&text, events, joint, other)
            .expect_err(said)
            .to_string();
        assert!(
            fault.contains(said) && fault.starts_with("authorities.csv, line"),
            "{fault}"
        );
    }
    let unknown = format!("{joint}1 / 2,001;002,,,,\n");
    assert!(
        Register::parse(authorities, events, &unknown, other)
            .expect_err("unknown")
            .to_string()
            .contains("001;002")
    );
    let short = events.replace("E06000055;E06000056", "E06000055");
    assert!(
        Register::parse(authorities, &short, joint, other)
            .expect_err("short")
            .to_string()
            .contains("to_ons_codes")
    );
}

/// The published files beside the project; none, and a word about it, where they are not there.
fn shared(folder: &str) -> Vec<std::path::PathBuf> {
    let path =
        std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(folder);
    let Ok(entries) = std::fs::read_dir(&path) else {
        eprintln!("skipped: no published files at {}", path.display());
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    files
}

/// Code, ONS code and name of every place in a file, once each.
fn places(text: impl std::io::Read, columns: [&str; 3]) -> std::collections::BTreeSet<[String; 3]> {
    let mut reader = csv::Reader::from_reader(text);
    let header = reader.headers().expect("header").clone();
    let at = columns.map(|column| {
        header
            .iter()
            .position(|name| name.trim_start_matches('\u{feff}') == column)
    });
    let mut seen = std::collections::BTreeSet::new();
    let mut record = csv::StringRecord::new();
    while reader.read_record(&mut record).expect("record") {
        seen.insert(at.map(|at| {
            at.and_then(|at| record.get(at))
                .unwrap_or_default()
                .to_owned()
        }));
    }
    seen
}

#[test]
fn every_place_of_the_ees_files_is_known() {
    let register = register();
    for file in ["ees/2024", "ees/2025"].into_iter().flat_map(shared) {
        let open = || std::fs::File::open(&file).expect("open");
        for [code, ons, name] in places(open(), ["old_la_code", "new_la_code", "la_name"]) {
            if code.is_empty() {
                continue;
            }
            if let Some(pair) = register.joint(&code) {
                assert_eq!(
                    (register.joint(&ons), register.joint(&name)),
                    (Some(pair), Some(pair))
                );
                continue;
            }
            let area = register.by_code(&code);
            assert_eq!(register.by_ons(&ons), area, "{ons}");
            // EES calls Dorset, Poole and Bournemouth of before 2019 by the names that lead to those of today or to these.
            let by_name = register.resolve(&name).expect(&name).area;
            assert!(
                Some(by_name) == area || name == "Dorset" && code == "835",
                "{name}"
            );
        }
        for [code, name, _] in places(open(), ["region_code", "region_name", ""]) {
            assert!(
                code.is_empty() || register.by_ons(&code) == register.by_name(&name),
                "{name}"
            );
        }
    }
}

#[test]
fn every_place_of_the_lait_file_is_known() {
    let register = register();
    let Some(file) = shared("lait")
        .into_iter()
        .find(|file| file.ends_with("bds_long.csv.gz"))
    else {
        return;
    };
    let file = flate2::read::GzDecoder::new(std::fs::File::open(file).expect("open"));
    let seen = places(file, ["LA Number", "LA and Regions", "Region"]);
    assert!(seen.len() >= 169, "{} places", seen.len());
    for [number, name, region] in seen {
        let area = register.by_code(number.trim_end_matches(".0"));
        assert_eq!(register.by_name(&name), area, "{name}");
        let place = register.get(area.expect(&number)).expect("known");
        assert!(
            region == "NA" || place.region == register.by_name(&region),
            "{name}: {region}"
        );
    }
}
