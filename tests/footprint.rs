//! Authorities of today taken together: the sums are those of what was published, they are what a region and England publish of the same
//! authorities, and they hold over the reorganisations of 2019, 2021 and 2023.

use crate::program::Desk;
use crate::rows::Rows;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Counts of regions and of England are published to the nearest 10.
const ROUNDED_BY: f64 = 5.0;
const ENGLAND: u16 = 970;
const LONDON: u16 = 986;
/// Rates by which whole regions are summed.
const RATES: [&str; 6] = [
    "cin-rate",
    "cpp-rate",
    "cpp-starting-rate",
    "cla-rate",
    "cla-starting-rate",
    "cla-ceasing-rate",
];
const LANCASHIRE: &str = "Blackpool+Lancashire+Blackburn with Darwen";

/// A published row of an indicator in the program.
#[derive(Clone, Debug, Default)]
struct PublishedRow {
    value: Option<f64>,
    numerator: Option<f64>,
    denominator: Option<f64>,
}

type PublishedRows = BTreeMap<(u16, String), PublishedRow>;

fn of_data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    std::fs::read_to_string(path.join(name)).expect("a file of the data")
}

/// Every row of an indicator by area and period, as the program carries it.
fn published(indicator: &str) -> PublishedRows {
    let text = of_data(&format!("national/{indicator}.csv"));
    let (_, text) = text.split_once('\n').expect("a comment before the header");
    let rows = Rows::read(text.as_bytes());
    rows.iter()
        .map(|row| {
            let area = row.get("area").parse().expect("a code");
            let found = PublishedRow {
                value: row.number("value"),
                numerator: row.number("numerator"),
                denominator: row.number("denominator"),
            };
            ((area, row.get("period").to_owned()), found)
        })
        .collect()
}

fn at(rows: &PublishedRows, area: u16, period: &str) -> PublishedRow {
    let found = rows.get(&(area, period.to_owned()));
    found.cloned().unwrap_or_default()
}

/// The codes of the authorities there today that lie in a region, or in England.
fn authorities(region: u16) -> Vec<u16> {
    let text = of_data("authorities.csv");
    let rows = Rows::read(text.as_bytes());
    let current = rows.iter().filter(|row| row.get("valid_to").is_empty());
    let number = |text: &str| text.parse::<u16>().unwrap_or_default();
    let each = current.map(|row| (number(row.get("code")), number(row.get("region"))));
    let is_within = |of: u16| match region {
        ENGLAND => true,
        LONDON => [987, 988].contains(&of),
        _ => of == region,
    };
    each.filter(|(code, of)| *code < ENGLAND && is_within(*of))
        .map(|(code, _)| code)
        .collect()
}

fn joined(codes: &[u16]) -> String {
    let codes: Vec<String> = codes.iter().map(u16::to_string).collect();
    codes.join("+")
}

fn asked<'a>(area: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let asked = ["footprint", "--area", area, "--as", "The whole", "-q"];
    [&asked[..], more].concat()
}

fn together(desk: &Desk, area: &str, more: &[&str]) -> Value {
    desk.json(&asked(area, more))
}

/// Every indicator of a footprint by its id.
fn by_indicator(told: &Value) -> BTreeMap<&str, &Value> {
    let each = told["indicators"].as_array().expect("indicators").iter();
    each.map(|of| (of["indicator"].as_str().expect("an id"), of))
        .collect()
}

fn number(of: &Value, name: &str) -> f64 {
    of[name].as_f64().unwrap_or_else(|| panic!("{name}: {of}"))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1.0)
}

/// The rows of one role in a period.
fn of_role<'v>(of: &'v Value, role: &str) -> Vec<&'v Value> {
    let rows = of["rows"].as_array().expect("rows").iter();
    rows.filter(|row| row["role"] == role && row["period"] == of["period"])
        .collect()
}

/// Numerators, denominators, figure and interval against a sum by hand from the published rows: Byar's limits of a rate, Wilson's of a share.
#[test]
fn the_sums_and_their_interval_are_those_of_the_published_counts() {
    const Z: f64 = 1.959_963_984_540_054;
    let desk = Desk::new();
    let told = together(
        &desk,
        LANCASHIRE,
        &["cla-rate", "cpp-rate", "cpp-repeat-percent"],
    );
    let of = by_indicator(&told);
    assert_eq!(of.len(), 3);
    for (indicator, of) in of {
        let (rows, period) = (
            published(indicator),
            of["period"].as_str().expect("a period"),
        );
        let parts = [889, 890, 888].map(|code| at(&rows, code, period));
        let n: f64 = parts.iter().filter_map(|part| part.numerator).sum();
        let d: f64 = parts.iter().filter_map(|part| part.denominator).sum();
        assert_eq!((number(of, "numerator"), number(of, "denominator")), (n, d));
        let limits = if indicator.ends_with("rate") {
            assert!(close(number(of, "value"), n / d * 10_000.0), "{of}");
            let byar = |count: f64, sign: f64| {
                count * (1.0 - 1.0 / (9.0 * count) + sign * Z / (3.0 * count.sqrt())).powi(3)
            };
            [byar(n, -1.0), byar(n + 1.0, 1.0)].map(|count| count / d * 10_000.0)
        } else {
            assert!(close(number(of, "value"), n / d * 100.0), "{of}");
            let (p, z2) = (n / d, Z * Z);
            let half = Z * (p * (1.0 - p) / d + z2 / (4.0 * d * d)).sqrt();
            [-1.0, 1.0].map(|sign| (p + z2 / (2.0 * d) + sign * half) / (1.0 + z2 / d) * 100.0)
        };
        let sums = of_role(of, "together");
        assert_eq!(sums.len(), 1, "{of}");
        let ours = [number(sums[0], "lower95"), number(sums[0], "upper95")];
        assert!(
            close(ours[0], limits[0]) && close(ours[1], limits[1]),
            "{ours:?} {limits:?}"
        );
        // England stands outside the interval, or it does not.
        let england = of_role(of, "country")[0];
        let value = at(&rows, ENGLAND, period).value.expect("England's figure");
        assert_eq!(number(england, "value"), value);
        let is_similar = (limits[0]..=limits[1]).contains(&value);
        assert_eq!(england["sums_are"] == "similar", is_similar, "{england}");
    }
}

#[test]
fn the_order_in_which_members_are_named_makes_no_difference() {
    let desk = Desk::new();
    let more = [
        "cla-rate",
        "cpp-repeat-percent",
        "cla-count",
        "referral-rate",
    ];
    let first = together(&desk, LANCASHIRE, &more);
    for area in [
        "Lancashire+Blackburn with Darwen+Blackpool",
        "890 + 889 + 888",
        "BwD+Lancashire+E06000009",
    ] {
        assert_eq!(together(&desk, area, &more), first, "{area}");
    }
}

/// What all authorities of a region sum to is what the publisher gives of the region: counts to the nearest 10, the figure to its last place.
#[test]
fn all_authorities_of_a_region_together_are_the_region_as_published() {
    let desk = Desk::new();
    let (mut compared, mut refused) = (0, BTreeSet::new());
    for region in 980..=990_u16 {
        let codes = authorities(region);
        let told = together(&desk, &joined(&codes), &RATES);
        let of = by_indicator(&told);
        for indicator in RATES {
            let Some(of) = of.get(indicator) else {
                refused.insert((region, indicator));
                continue;
            };
            let rows = published(indicator);
            let region_row = at(&rows, region, of["period"].as_str().expect("a period"));
            let (n, d) = region_row
                .numerator
                .zip(region_row.denominator)
                .expect("counts");
            assert!(
                (number(of, "numerator") - n).abs() <= ROUNDED_BY,
                "{region} {of}"
            );
            assert!(
                (number(of, "denominator") - d).abs() <= ROUNDED_BY,
                "{region} {of}"
            );
            // A rate that the release prints comes of exact counts; one that it does not print, of counts to the nearest 10.
            let is_printed = indicator.starts_with("cla");
            let room = if is_printed {
                0.5
            } else {
                0.05 + ROUNDED_BY / d * 10_000.0
            };
            let value = region_row.value.expect("a figure");
            assert!(
                (number(of, "value") - value).abs() <= room + 1e-9,
                "{region} {indicator}: {} and {value}",
                of["value"]
            );
            compared += 1;
        }
    }
    // In the South West the Isles of Scilly have no figure of children looked after, nor of plans; in London the City has none of some.
    assert!(compared >= 50, "{compared}");
    assert!(
        refused
            .iter()
            .all(|(region, _)| [990, LONDON, 987].contains(region)),
        "{refused:?}"
    );
}

#[test]
fn all_authorities_together_are_england_as_published() {
    let desk = Desk::new();
    let all = authorities(ENGLAND);
    assert_eq!(all.len(), 153);
    let told = together(
        &desk,
        &joined(&all),
        &["cin-rate", "cin-starting-rate", "cin-any-point-rate"],
    );
    let of = by_indicator(&told);
    assert_eq!(of.len(), 3, "{told}");
    for (indicator, of) in of {
        let rows = published(indicator);
        let england = at(&rows, ENGLAND, of["period"].as_str().expect("a period"));
        let (n, d) = england.numerator.zip(england.denominator).expect("counts");
        assert!((number(of, "numerator") - n).abs() <= ROUNDED_BY, "{of}");
        assert!((number(of, "denominator") - d).abs() <= ROUNDED_BY, "{of}");
        let value = england.value.expect("a figure");
        assert!((number(of, "value") - value).abs() <= 0.05 + 1e-9, "{of}");
        // Nobody is left to be ranked with, and nobody is spoken of.
        assert_eq!(number(of, "of"), 1.0);
        let paragraph = of["paragraph"].as_str().expect("words");
        assert!(!paragraph.contains("other authorities"), "{paragraph}");
    }
}

/// A reorganisation of the past within one boundary.
struct Replay {
    region: u16,
    before: &'static [u16],
    after: &'static [u16],
    /// The last year of the old and the first of the new authorities.
    years: [&'static str; 2],
    /// Whether the population of the old ones is published.
    has_base: bool,
}

const CUMBRIA_2023: Replay = Replay {
    region: 981,
    before: &[909],
    after: &[942, 943],
    years: ["2023", "2024"],
    has_base: true,
};
const NORTHAMPTONSHIRE_2021: Replay = Replay {
    region: 983,
    before: &[928],
    after: &[940, 941],
    years: ["2021", "2022"],
    has_base: true,
};
/// Christchurch moved from Dorset to Bournemouth and Poole: the boundary of all of them together stayed.
const DORSET_2019: Replay = Replay {
    region: 990,
    before: &[835, 836, 837],
    after: &[838, 839],
    years: ["2019", "2020"],
    has_base: false,
};

/// Numerator and denominator of the authorities of a region that the reorganisation left alone, by the program's own sums.
fn left_alone(desk: &Desk, replay: &Replay, indicator: &str, year: &str) -> [f64; 2] {
    let mut codes = authorities(replay.region);
    codes.retain(|code| !replay.after.contains(code));
    let told = together(desk, &joined(&codes), &[indicator, "--period", year]);
    let of = by_indicator(&told)[indicator];
    [number(of, "numerator"), number(of, "denominator")]
}

fn region_of(rows: &PublishedRows, replay: &Replay, year: &str) -> [f64; 2] {
    let row = at(rows, replay.region, year);
    [row.numerator, row.denominator].map(|count| count.expect("a count of the region"))
}

fn assert_takes_the_place(replay: &Replay) {
    let desk = Desk::new();
    for indicator in [
        "cin-rate",
        "cin-starting-rate",
        "cpp-rate",
        "cpp-starting-rate",
    ] {
        let rows = published(indicator);
        let [last, first] = replay.years;
        let old: Vec<PublishedRow> = replay
            .before
            .iter()
            .map(|code| at(&rows, *code, last))
            .collect();
        let [n, d] = left_alone(&desk, replay, indicator, last);
        let [region_n, region_d] = region_of(&rows, replay, last);
        let numerators: Option<f64> = old.iter().map(|row| row.numerator).sum();
        let numerator = numerators.expect("the old authorities' numbers");
        assert!(
            (n + numerator - region_n).abs() <= ROUNDED_BY,
            "{indicator} {last}"
        );
        let bases: Option<f64> = old.iter().map(|row| row.denominator).sum();
        assert_eq!(bases.is_some(), replay.has_base, "{indicator}");
        // Where the population of the old ones is not published, it is what the region has besides the others.
        let base = bases.unwrap_or(region_d - d);
        assert!(
            (d + base - region_d).abs() <= ROUNDED_BY,
            "{indicator} {last}"
        );

        let told = together(
            &desk,
            &joined(replay.after),
            &[indicator, "--period", first],
        );
        let new = by_indicator(&told)[indicator];
        let [n, d] = left_alone(&desk, replay, indicator, first);
        let [region_n, region_d] = region_of(&rows, replay, first);
        assert!(
            (n + number(new, "numerator") - region_n).abs() <= ROUNDED_BY,
            "{indicator} {first}"
        );
        assert!(
            (d + number(new, "denominator") - region_d).abs() <= ROUNDED_BY,
            "{indicator} {first}"
        );
        // One year on, the same children within one boundary.
        let grown = number(new, "denominator") / base;
        assert!((0.99..=1.01).contains(&grown), "{indicator}: {grown}");
    }
}

/// The old county fills exactly the place in the published region that the sums of its successors fill a year later.
#[test]
fn cumberland_with_westmorland_and_furness_takes_the_place_of_cumbria_in_the_north_west() {
    assert_takes_the_place(&CUMBRIA_2023);
}

#[test]
fn north_with_west_northamptonshire_takes_the_place_of_northamptonshire_in_the_east_midlands() {
    assert_takes_the_place(&NORTHAMPTONSHIRE_2021);
}

#[test]
fn the_two_of_dorset_take_the_place_of_the_three_before_2019_in_the_south_west() {
    assert_takes_the_place(&DORSET_2019);
}

/// The first rate of the successors together moved from the last of the county no further than the rates of 19 in 20 authorities that stayed
/// as they were, in releases that have both years in one file.
#[test]
fn over_a_split_the_sums_move_as_authorities_that_stayed_do() {
    let desk = Desk::new();
    let mut compared = 0;
    for replay in [CUMBRIA_2023, NORTHAMPTONSHIRE_2021] {
        let [last, first] = replay.years;
        for indicator in RATES {
            let rows = published(indicator);
            let rate = |code: u16, year: &str| {
                let row = at(&rows, code, year);
                Some(row.numerator? / row.denominator?)
            };
            let mut ratios: Vec<f64> = authorities(ENGLAND)
                .into_iter()
                .filter(|code| !replay.after.contains(code))
                .filter_map(|code| Some(rate(code, first)? / rate(code, last)?))
                .filter(|ratio| ratio.is_finite())
                .collect();
            ratios.sort_by(f64::total_cmp);
            assert!(ratios.len() > 120, "{indicator}: {}", ratios.len());
            let outer = ratios.len() / 40;
            let usual = ratios[outer]..=ratios[ratios.len() - 1 - outer];
            let told = together(
                &desk,
                &joined(replay.after),
                &[indicator, "--period", first],
            );
            let new = number(by_indicator(&told)[indicator], "value") / 10_000.0;
            let moved = new / rate(replay.before[0], last).expect("the county's rate");
            assert!(
                usual.contains(&moved),
                "{indicator} {first}: {moved} {usual:?}"
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 12);
}

/// A county that became one unitary authority in its boundary keeps its code, and its course in a footprint does not break.
#[test]
fn somerset_is_one_series_over_its_reorganisation() {
    let desk = Desk::new();
    let told = together(&desk, "Somerset+Devon", &["cpp-rate"]);
    let of = by_indicator(&told)["cpp-rate"];
    let years: BTreeSet<&str> = of["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .filter(|row| row["role"] == "together")
        .filter_map(|row| row["period"].as_str())
        .collect();
    assert!(
        years.contains("2022") && years.contains("2023") && years.contains("2024"),
        "{years:?}"
    );
}

/// The course begins with the first year of all members: those of 2023 have none before.
#[test]
fn the_course_begins_when_all_members_have_counts() {
    let desk = Desk::new();
    let told = together(&desk, "Cumberland+Lancashire", &["cpp-rate"]);
    let of = by_indicator(&told)["cpp-rate"];
    let rows = of["rows"].as_array().expect("rows").iter();
    let years: Vec<&str> = rows
        .filter(|row| row["role"] == "together")
        .filter_map(|row| row["period"].as_str())
        .collect();
    assert_eq!(years, ["2024", "2025"]);
    assert!(
        of["paragraph"]
            .as_str()
            .expect("words")
            .contains("In 2024, the first year")
    );
}

#[test]
fn what_is_no_member_is_refused_with_the_reason() {
    let desk = Desk::new();
    for (area, reasons) in [
        (
            "Surrey",
            &[
                "alone makes no new authority",
                "whole authorities only",
                "East Surrey and West Surrey on 1 April 2027",
            ][..],
        ),
        (
            "East Surrey+Kent",
            &[
                "is a part of Surrey (936)",
                "whole authorities only",
                "1 April 2027",
            ],
        ),
        (
            "West Surrey",
            &["is a part of Surrey (936)", "whole authorities only"],
        ),
        (
            "North Lancashire+Blackpool",
            &["is a part of Lancashire (888)", "April 2028"],
        ),
        (
            "Elmbridge+Kent",
            &["is a district of Surrey (936)", "whole authorities only"],
        ),
        ("England+Kent", &["England (970) is not an authority"]),
        (
            "North West+Blackpool",
            &["North West (981) is not an authority"],
        ),
        (
            "Cumbria+Blackpool",
            &["Cumbria (909) was abolished", "Cumberland (942)"],
        ),
        ("Blackpool+890", &["Blackpool (890) is named twice"]),
        (
            "Blackpool",
            &["Blackpool (890) alone makes no new authority"],
        ),
        ("Blackpool++Bury", &["a name is missing"]),
        ("Blackpoool+Bury", &["similar: Blackpool"]),
        (
            "940 / 941+Rutland",
            &["could be North Northamptonshire (940) or West"],
        ),
    ] {
        let run = desk.run(&["footprint", "--area", area, "cla-rate"]);
        assert!(run.code != 0 && run.out.is_empty(), "{area}: {}", run.out);
        for reason in reasons {
            assert!(run.err.contains(reason), "{area}: {reason}: {}", run.err);
        }
    }
}

#[test]
fn a_name_that_cannot_be_printed_is_refused() {
    let desk = Desk::new();
    for name in ["", " ", "New\u{1b}[31m", &"long ".repeat(30)] {
        let run = desk.run(&[
            "footprint",
            "--area",
            "Bury+Rochdale",
            "--as",
            name,
            "cla-rate",
        ]);
        assert!(
            run.code != 0 && run.err.contains("--as is no name"),
            "{name}: {}",
            run.err
        );
    }
}

/// Of a series without a unit nobody knows whether it can be added.
#[test]
fn a_series_without_a_unit_is_not_taken_for_an_average() {
    let desk = Desk::new();
    let told = together(
        &desk,
        "Bury+Rochdale",
        &["cin-rate", "--theme", "children-in-need"],
    );
    let without = told["not_summed"].as_array().expect("a list");
    let of_no_unit = without.iter().filter(|of| {
        let why = of["why"].as_str().expect("why");
        why.contains("states no unit")
    });
    assert!(of_no_unit.count() >= 3, "{told}");
}

/// A planned change is told of an authority that it concerns, and of no other.
#[test]
fn planned_changes_are_told() {
    let desk = Desk::new();
    let run = desk.run(&["footprint", "--area", "Surrey+Kent", "cla-rate"]);
    for said in [
        "Surrey is to become East Surrey and West Surrey on 1 April 2027",
        "Kent is one of the two-tier counties",
    ] {
        assert!(run.err.contains(said), "{said}: {}", run.err);
    }
    let told = together(&desk, "Surrey+Kent", &["cla-rate"]);
    assert_eq!(told["planned"].as_array().map(Vec::len), Some(2), "{told}");
    let run = desk.run(&["compare", "Surrey", "cla-rate"]);
    assert!(run.err.contains("1 April 2027"), "{}", run.err);
    let run = desk.run(&["footprint", "--area", "Rochdale+Bury", "cla-rate"]);
    assert_eq!(run.err, "");
}

/// Why one indicator of a footprint could not be summed, where another could.
fn reasons(desk: &Desk, area: &str, indicator: &str) -> Value {
    let told = together(desk, area, &[indicator, "cin-rate"]);
    assert!(by_indicator(&told).contains_key("cin-rate"), "{told}");
    let without = told["not_summed"].as_array().expect("a list");
    assert_eq!(without.len(), 1, "{told}");
    without[0].clone()
}

fn says(of: &Value, words: &str) {
    assert!(of["why"].as_str().expect("why").contains(words), "{of}");
}

/// A rate alone, an average, one return of two authorities: each is told, with file and row where it has one.
#[test]
fn what_cannot_be_summed_is_told_with_member_file_and_row() {
    let desk = Desk::new();
    let of = reasons(&desk, LANCASHIRE, "absence-percent");
    says(&of, "not the counts");
    let members = of["members"].as_array().expect("members");
    assert_eq!(members.len(), 3, "{of}");
    for member in members {
        assert!(
            member["file"].is_string() && member["row"].is_number(),
            "{member}"
        );
    }
    let of = reasons(&desk, LANCASHIRE, "referral-rate");
    says(&of["members"][0], "part of");
    // A score and an average caseload are no counts, whatever stands behind them.
    let averages = [
        "cla-sdq-score",
        "cin-attainment-8-score",
        "sw-caseload",
        "cla-weekly-cost-pounds",
    ];
    for indicator in averages {
        says(&reasons(&desk, LANCASHIRE, indicator), "cannot be added");
    }
    let of = reasons(
        &desk,
        "Kingston upon Thames+Richmond upon Thames",
        "sw-count",
    );
    says(&of["members"][0], "one return with");
    // Nothing else was asked: the reasons are the error.
    let run = desk.run(&["footprint", "--area", LANCASHIRE, "absence-percent"]);
    assert!(run.code != 0, "{}", run.out);
    assert!(
        run.err.contains("row ") && run.err.contains("Blackpool ("),
        "{}",
        run.err
    );
}

/// One suppressed member is enough, and it alone is named.
#[test]
fn a_suppressed_member_is_named_and_nothing_is_summed() {
    let desk = Desk::new();
    let rows = published("cpp-two-years-percent");
    let periods = rows.keys().map(|(_, period)| period.clone());
    let newest = periods.max().expect("a period");
    let has = |code: &u16| at(&rows, *code, &newest).value.is_some();
    let (with, without): (Vec<u16>, Vec<u16>) = authorities(981).into_iter().partition(has);
    let area = joined(&[with[0], without[0]]);
    let of = reasons(&desk, &area, "cpp-two-years-percent");
    let members = of["members"].as_array().expect("members");
    assert_eq!(members.len(), 1, "{of}");
    says(&members[0], "suppressed [c]");
}

/// Counts that do not give the published figure back say nothing about it, and nothing is summed from them.
#[test]
fn counts_of_another_figure_are_not_summed() {
    let test = "footprint::counts_of_another_figure_are_not_summed";
    let name = "cla_number_and_rate_per_10k_children.csv";
    let Some(file) = crate::published::published(test, &format!("data/ees/2025/{name}")) else {
        return;
    };
    let desk = Desk::new();
    let text = std::fs::read_to_string(file).expect("the published file");
    let is_ours = |line: &str| {
        line.starts_with("2025,") && line.contains("Blackpool") && line.contains(",184")
    };
    assert_eq!(text.lines().filter(|line| is_ours(line)).count(), 1);
    let changed: Vec<String> = text
        .lines()
        .map(|line| {
            if is_ours(line) {
                line.replace(",184", ",194")
            } else {
                line.to_owned()
            }
        })
        .collect();
    for (lines, is_summed) in [(text.clone(), true), (changed.join("\n"), false)] {
        desk.put(name, lines);
        let run = desk.run(&asked(
            "Blackpool+Bury",
            &["cla-rate", "--data", name, "--format", "json"],
        ));
        assert_eq!(run.code == 0, is_summed, "{}", run.err);
        let refusal = "Blackpool (cla_number_and_rate_per_10k_children.csv, row 84): the published counts give another figure";
        assert_eq!(run.err.contains(refusal), !is_summed, "{}", run.err);
        assert!(!run.err.contains("Bury ("), "{}", run.err);
    }
}

/// Those it is compared with are the neighbours of any member, or those chosen, and never a member.
#[test]
fn the_others_are_neighbours_of_members_or_chosen_and_no_members() {
    let desk = Desk::new();
    let list = Rows::read(of_data("neighbours.csv").as_bytes());
    let members = ["888", "889", "890"];
    let expected: BTreeSet<u16> = list
        .iter()
        .filter(|row| row.get("list") == "2025" && members.contains(&row.get("code")))
        .filter(|row| !members.contains(&row.get("neighbour")))
        .map(|row| row.get("neighbour").parse().expect("a code"))
        .collect();
    let rows = published("cla-rate");
    let mean = |codes: &[u16]| {
        let values: Vec<f64> = codes
            .iter()
            .filter_map(|code| at(&rows, *code, "2025").value)
            .collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let expected: Vec<u16> = expected.into_iter().collect();
    for (with, codes) in [
        (None, expected),
        (Some("Oldham, Bolton"), vec![353, 350]),
        (Some("Oldham+Bolton+Blackpool"), vec![353, 350]),
        (Some("Bristol, City of"), vec![801]),
    ] {
        let more: Vec<&str> =
            with.map_or(vec!["cla-rate"], |with| vec!["cla-rate", "--with", with]);
        let told = together(&desk, LANCASHIRE, &more);
        let of = by_indicator(&told)["cla-rate"];
        let others = of_role(of, "others")[0];
        assert_eq!(
            number(others, "of"),
            codes.len() as f64,
            "{with:?} {others}"
        );
        assert!(
            close(number(others, "value"), mean(&codes)),
            "{with:?} {others}"
        );
    }
    let run = desk.run(&asked(LANCASHIRE, &["cla-rate", "--with", "Blackpool"]));
    assert!(
        run.code != 0 && run.err.contains("leaves nobody"),
        "{}",
        run.err
    );
}

/// The rank counts those that are no members, on the rates of the counts.
#[test]
fn the_place_is_among_all_authorities_but_the_members() {
    let desk = Desk::new();
    let rows = published("cla-rate");
    let told = together(&desk, LANCASHIRE, &["cla-rate"]);
    let of = by_indicator(&told)["cla-rate"];
    let others = authorities(ENGLAND)
        .into_iter()
        .filter(|code| ![888, 889, 890].contains(code));
    let rates: Vec<f64> = others
        .filter_map(|code| {
            let row = at(&rows, code, "2025");
            row.value?;
            Some(row.numerator? / row.denominator? * 10_000.0)
        })
        .collect();
    let higher = rates
        .iter()
        .filter(|rate| **rate > number(of, "value"))
        .count();
    assert_eq!(number(of, "higher"), higher as f64);
    assert_eq!(number(of, "rank"), higher as f64 + 1.0);
    assert_eq!(number(of, "of"), rates.len() as f64 + 1.0);
}

/// Tables, charts and working say the same numbers.
#[test]
fn every_form_says_the_same_numbers() {
    let desk = Desk::new();
    let more = ["cla-rate", "--explain", "--years", "--out", "whole"];
    let told = desk.done(&asked(LANCASHIRE, &more));
    let json = together(&desk, LANCASHIRE, &["cla-rate"]);
    let of = by_indicator(&json)["cla-rate"];
    let (n, d) = (number(of, "numerator"), number(of, "denominator"));
    let division = format!("{n} ÷ {d} × 10000 = ");
    assert!(told.contains(&division), "{division}: {told}");
    for part in of_role(of, "member") {
        let row = format!(
            "{}: {} of {} ({}, row {})",
            part["place"].as_str().expect("a name"),
            part["numerator"],
            part["denominator"],
            part["file"].as_str().expect("a file"),
            part["row"]
        );
        assert!(told.contains(&row), "{row}: {told}");
    }
    let written = desk.rows("whole/footprint.csv");
    assert_eq!(written.len(), of["rows"].as_array().map_or(0, Vec::len));
    let svg = desk.text("whole/cla-rate-footprint.svg");
    for name in [
        "The whole",
        "Blackpool",
        "Lancashire",
        "England 67",
        "Neighbours’ mean",
    ] {
        assert!(svg.contains(name), "{name}");
    }
    assert!(
        desk.files()
            .iter()
            .any(|name| name.ends_with("cla-rate-footprint.png"))
    );
    let markdown = desk.done(&asked(
        LANCASHIRE,
        &["cla-rate", "--format", "markdown", "--explain"],
    ));
    assert!(markdown.contains("### 2. The sums") && markdown.contains(&division));
}

/// Sentences are short, repeat no four words and name no cause.
#[test]
fn paragraphs_are_short_repeat_nothing_and_name_no_cause() {
    let desk = Desk::new();
    let mut read = 0;
    for area in [
        LANCASHIRE,
        "Blackpool+Blackburn with Darwen",
        "Surrey+Kent+Essex+Norfolk",
        "Rutland+City of London",
    ] {
        let told = together(&desk, area, &[]);
        for of in by_indicator(&told).into_values() {
            let paragraph = of["paragraph"].as_str().expect("words");
            for sentence in paragraph.split_inclusive(". ") {
                let words = sentence.split_whitespace().count();
                assert!(words <= 42, "{words}: {sentence}");
            }
            let words: Vec<String> = paragraph
                .split_whitespace()
                .map(|word| {
                    word.trim_matches(|letter: char| !letter.is_alphanumeric())
                        .to_lowercase()
                })
                .collect();
            let runs: Vec<&[String]> = words.windows(4).collect();
            let different: BTreeSet<&[String]> = runs.iter().copied().collect();
            assert_eq!(runs.len(), different.len(), "{paragraph}");
            for word in ["because", "cause", "should", "due", "improved", "worsened"] {
                assert!(
                    !words.iter().any(|said| said == word),
                    "{word}: {paragraph}"
                );
            }
            read += 1;
        }
    }
    assert!(read > 30, "{read}");
}
