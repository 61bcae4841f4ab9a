//! The page's own arithmetic against the program's: its JavaScript runs under Node on data that the program packed, and must print numbers,
//! means, ranks and paragraphs as the program does.

use super::*;
use crate::compare::comparators::Comparators;
use crate::compare::compare;
use crate::compare::peers::Peers;
use crate::finding::phrases::Phrases;
use crate::inputs::load::Input;
use crate::reference::group::Group;
use crate::reference::neighbours::NeighbourList;
use crate::screen::ScreeningScope;
use crate::stat::round::format_number;
use crate::world::Disk;
use crate::world::failing::one_of;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::DeflateDecoder;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rates, shares, counts, pounds and one of LAIT's own series; with joint returns, symbols, breaks and few figures among them.
const SAMPLE: [&str; 11] = [
    "cla-rate",
    "cla-count",
    "cla-starting-rate",
    "referral-rate",
    "assessment-45-days-percent",
    "sw-caseload",
    "persistent-absence-percent",
    "safeguarding-spend-pounds",
    "residential-weekly-cost-pounds",
    "reoffending-10-14-percent",
    "%_2yr_olds",
];

fn sample<'r>(reference: &'r Reference, ids: &[&str], own: &[PathBuf]) -> Study<'r> {
    let known: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let input = Input {
        paths: own,
        indicators: &known,
        categories: &[],
        by_hand: None,
        asked: ScreeningScope::IdentityOnly,
        stored: None,
    };
    let study = Study::load(&Disk::default(), reference, &input).expect("figures");
    study.sharing_nations(NeighbourList::DEFAULT)
}

/// Runs one of the scripts under `tests/explorer`; where there is no Node the test is skipped, unless the machine must have it.
fn node(script: &str, files: &[&Path]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/explorer")
        .join(script);
    let must = std::env::var("YARDSTICK_TOOLS")
        .is_ok_and(|tools| tools.split(' ').any(|tool| tool == "explorer"));
    match Command::new("node").arg(path).args(files).output() {
        Ok(run) => {
            let said =
                [run.stdout, run.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
            assert!(run.status.success(), "{}", said.concat());
        }
        Err(fault) if !must => {
            let _ = writeln!(
                std::io::stderr(),
                "skipped: {script}, because there is no Node: {fault}"
            );
        }
        Err(fault) => panic!("no Node: {fault}"),
    }
}

/// Values as they are met, and such as lie on the edge between two printed ones.
fn numbers(study: &Study<'_>, runner: &mut TestRunner) -> Vec<Value> {
    let mut found: Vec<(f64, u8)> = vec![
        (83.149_999_999_999_99, 1),
        (1.005, 2),
        (-0.04, 1),
        (0.5, 0),
        (-2.5, 0),
        (999.95, 1),
        (1e15, 2),
    ];
    let of_panel = |panel: &Panel| -> Vec<(f64, u8)> {
        let values = panel.columns().flat_map(|at| {
            panel
                .slots
                .current()
                .filter_map(move |area| panel.value(at, area))
        });
        values
            .map(|value| (value, panel.indicator.decimals))
            .collect()
    };
    found.extend(study.panels().iter().flat_map(of_panel));
    let any = (
        prop_oneof![
            -1e6..1e6_f64,
            -1e15..1e15_f64,
            (-1_000_000_i64..1_000_000).prop_map(|units| units as f64 / 2_000.0)
        ],
        0_u8..7,
    );
    found.extend((0..4_000 / one_of(4)).filter_map(|_| Some(any.new_tree(runner).ok()?.current())));
    found
        .into_iter()
        .map(|(value, decimals)| json!([value, decimals, format_number(value, decimals)]))
        .collect()
}

/// Groups ticked by hand, of one to all others, in any period.
fn groups(study: &Study<'_>, runner: &mut TestRunner) -> Vec<Value> {
    let current = study.current();
    let chosen = (
        0..study.panels().len(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        1..current.len(),
        Just(current.clone()).prop_shuffle(),
    );
    let one = |_| {
        let (panel, period, own, size, mut order) = chosen.new_tree(runner).ok()?.current();
        let panel = study
            .panels()
            .get(panel)
            .filter(|panel| !panel.indicator.is_total())?;
        let at = panel.columns().nth(period.index(panel.periods().len()))?;
        let own = *own.get(&current);
        order.retain(|area| *area != own);
        order.truncate(if size % 3 == 0 { size } else { size % 12 + 1 });
        Some(in_group(panel, at, own, order))
    };
    (0..4_000 / one_of(4)).filter_map(one).collect()
}

fn in_group(
    panel: &Panel,
    at: crate::compare::panel::PeriodColumn,
    own: Area,
    members: Vec<Area>,
) -> Value {
    let codes: Vec<String> = members.iter().map(|area| code(*area)).collect();
    let group = Group {
        key: "ticked".to_owned(),
        name: "ticked by hand".to_owned(),
        rule: String::new(),
        members,
    };
    let peers = Peers::of(panel, at, own, group);
    let spread = peers.comparable();
    let place = peers.comparable_place();
    json!({
        "indicator": panel.indicator.id,
        "period": panel.period(at).label,
        "own": code(own),
        "members": codes,
        "mean": spread.map(|of| of.mean),
        "median": spread.map(|of| of.median),
        "min": spread.map(|of| of.min()),
        "max": spread.map(|of| of.max()),
        "rank": place.map(|of| of.place.rank),
        "of": place.map(|of| of.of),
    })
}

fn texts(study: &Study<'_>, phrases: &Phrases) -> Vec<Value> {
    let comparators = Comparators::neighbours(NeighbourList::DEFAULT);
    let mut all = Vec::new();
    for panel in study.panels() {
        for area in study.current().into_iter().step_by(7 * one_of(4)) {
            let at = panel.latest().expect("a period");
            let c = compare(panel, at, area, study.reference, &comparators);
            let is_curated = study.reference.catalogue.get(&panel.indicator.id).is_some();
            let found = if is_curated {
                crate::finding::kinds::statements(&c, study, phrases)
            } else {
                Vec::new()
            };
            let told: Vec<_> = found.iter().collect();
            all.push(json!([
                panel.indicator.id,
                code(area),
                words::sentences(&c, &told, phrases)
            ]));
        }
    }
    all
}

/// What is behind the figures of some authorities: indicator, authority, heading, text.
fn behind(study: &Study<'_>, list: NeighbourList) -> Vec<Value> {
    let areas = study.current();
    let mut all = Vec::new();
    for said in insights::said(study, &areas, list) {
        for (area, text) in areas.iter().zip(&said.texts).step_by(7 * one_of(4)) {
            let rows = said.indicators.iter();
            all.extend(rows.map(|id| json!([id, code(*area), said.title, text])));
        }
    }
    all
}

#[test]
fn the_page_computes_and_prints_as_the_program_does() {
    let reference = Reference::embedded().expect("reference");
    let phrases = Phrases::house().expect("phrases");
    let study = sample(&reference, &SAMPLE, &[]);
    let terms = Terms {
        list: NeighbourList::DEFAULT,
        phrases: &phrases,
        chosen: None,
        with: &[],
    };
    let explored = Explored::of(&study, terms, &|| {}).expect("explored");
    let page = html(&ExplorerPage {
        title: "a sample".to_owned(),
        blocks: &explored.blocks,
        before: StaticPart::default(),
        without_script: String::new(),
    });
    let mut runner = TestRunner::deterministic();
    let facts = json!({
        "numbers": numbers(&study, &mut runner),
        "groups": groups(&study, &mut runner),
        "texts": texts(&study, &phrases),
        "behind": behind(&study, terms.list),
    });
    let folder = tempfile::tempdir().expect("a folder");
    let (page_file, facts_file) = (
        folder.path().join("explorer.html"),
        folder.path().join("facts.json"),
    );
    std::fs::write(&page_file, page.expect("a page")).expect("written");
    std::fs::write(&facts_file, facts.to_string()).expect("written");
    node("numbers.mjs", &[&facts_file]);
    node("groups.mjs", &[&page_file, &facts_file]);
    node("agree.mjs", &[&page_file, &facts_file]);
}

/// The header of a block, unpacked.
fn header(block: &str) -> Value {
    let packed = STANDARD.decode(block).expect("base64");
    let mut bytes = Vec::new();
    let mut unpacked = DeflateDecoder::new(packed.as_slice());
    unpacked.read_to_end(&mut bytes).expect("deflate");
    let (length, rest) = bytes.split_at(4);
    let length = u32::from_le_bytes(length.try_into().expect("four bytes"));
    serde_json::from_slice(&rest[..length as usize]).expect("JSON")
}

/// They are in the page, told as an officer's own, and held against nobody's.
#[test]
fn an_officers_own_figures_are_shown_and_not_compared() {
    let reference = Reference::embedded().expect("reference");
    let phrases = Phrases::house().expect("phrases");
    let folder = tempfile::tempdir().expect("a folder");
    let own = folder.path().join("own.csv");
    let rows = "area,period,indicator,value\nBlackpool,2025-06,cla-rate,191\nBlackpool,2025-07,cla-rate,190\n";
    std::fs::write(&own, rows).expect("written");
    let study = sample(&reference, &SAMPLE[..2], &[own]);
    let terms = Terms {
        list: NeighbourList::DEFAULT,
        phrases: &phrases,
        chosen: None,
        with: &[],
    };
    let explored = Explored::of(&study, terms, &|| {}).expect("explored");
    let header = header(&explored.blocks.data);
    let all = header["indicators"].as_array().expect("indicators");
    let local: Vec<usize> = (0..all.len())
        .filter(|at| all[*at]["local"] == json!(true))
        .collect();
    let [at] = local.as_slice() else {
        panic!("{local:?}");
    };
    let entry = &all[*at];
    assert_eq!(entry["total"], json!(true), "it is set beside nobody's");
    assert_eq!(
        [&entry["facts"], &entry["funnel"]],
        [&Value::Null, &Value::Null]
    );
    let short = entry["short"].as_str().expect("a name");
    assert!(short.ends_with("(local, unvalidated)"), "{short}");
    let themes = header["themes"].as_array().expect("themes");
    let last = themes.last().expect("a theme");
    assert_eq!(
        (&last["title"], &last["indicators"]),
        (&json!("Your own figures"), &json!([at]))
    );
}
