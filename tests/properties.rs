//! What is true whatever the figures are: no symbol enters an aggregate, the order of rows changes nothing, and the same file gives the
//! same bytes. The built program reads small random files in the form of DfE's bulk data; the expected values are worked out here from
//! the numbers alone, by the definitions and not by the program's code.

use crate::program::Desk;
use crate::rows::{Row, Rows};
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};
use std::collections::BTreeMap;

/// A series of each polarity: high is good, low is good, neither.
const SERIES: [(&str, Good); 3] = [
    ("%_of LAC Adopted", Good::High),
    ("LACStable_2016on", Good::Low),
    ("LAC", Good::Neither),
];
const PERIODS: [&str; 2] = ["2024", "2025"];
const SYMBOLS: [&str; 8] = ["-", "c", "z", "x", "u", "low", "k", ".."];
const ENGLAND: &str = "970";

#[derive(Clone, Copy, PartialEq)]
enum Good {
    High,
    Low,
    Neither,
}

/// Every value by series, period and three-digit code; `None` where the file has a symbol.
type Values = BTreeMap<(usize, usize, String), Option<f64>>;

/// Codes of the current authorities, from the register.
fn authorities() -> Vec<String> {
    let register = Rows::read(include_bytes!("../data/authorities.csv"));
    let kinds = ["country", "region"];
    let current = register
        .iter()
        .filter(|row| row.get("valid_to").is_empty() && !kinds.contains(&row.get("type")));
    current.map(|row| row.get("code").to_owned()).collect()
}

/// The neighbours of May 2025 of every authority.
fn neighbours() -> BTreeMap<String, Vec<String>> {
    let mut lists: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in Rows::read(include_bytes!("../data/neighbours.csv"))
        .iter()
        .filter(|row| row.get("list") == "2025")
    {
        lists
            .entry(row.get("code").to_owned())
            .or_default()
            .push(row.get("neighbour").to_owned());
    }
    lists
}

/// A cell: mostly a number with one decimal, from so few numbers that ties are common; else a symbol.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![4 => (0..400_u32).prop_map(|tenths| format!("{}.{}", tenths / 10, tenths % 10)), 1 => prop::sample::select(&SYMBOLS).prop_map(str::to_owned)]
}

/// Rows of a file, in a random order.
fn lines() -> impl Strategy<Value = Vec<String>> {
    let places: Vec<String> = authorities()
        .into_iter()
        .chain([ENGLAND.to_owned()])
        .collect();
    let count = places.len() * SERIES.len() * PERIODS.len();
    let rows = prop::collection::vec(cell(), count).prop_map(move |cells| {
        let keys = SERIES
            .iter()
            .flat_map(|(code, _)| PERIODS.iter().map(move |period| (code, period)));
        let places = keys.flat_map(|(code, period)| {
            places
                .iter()
                .map(move |place| format!("{code},,{period},Somewhere,CELL,{place}.0,"))
        });
        places
            .zip(cells)
            .map(|(row, cell)| row.replace("CELL", &cell))
            .collect::<Vec<String>>()
    });
    rows.prop_shuffle()
}

fn file(lines: &[String]) -> String {
    format!(
        "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n{}\n",
        lines.join("\n")
    )
}

/// The values of the lines, read by splitting at commas: no made-up code contains one.
fn values(lines: &[String]) -> Values {
    let value = |line: &String| {
        let cells: Vec<&str> = line.split(',').collect();
        let series = SERIES
            .iter()
            .position(|(code, _)| *code == cells[0])
            .expect("a series");
        let period = PERIODS
            .iter()
            .position(|label| *label == cells[2])
            .expect("a period");
        (
            (series, period, cells[5].trim_end_matches(".0").to_owned()),
            cells[4].parse().ok(),
        )
    };
    lines.iter().map(value).collect()
}

fn benchmark(desk: &Desk, lines: &[String], name: &str) -> Rows {
    desk.put("bulk.csv", file(lines));
    desk.done(&["benchmark", "--quiet", "--data", "bulk.csv", "--out", name]);
    desk.rows(name)
}

fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9,
        _ => a == b,
    }
}

/// Compares one row with the numbers in the file.
fn hold(
    row: Row<'_>,
    values: &Values,
    lists: &BTreeMap<String, Vec<String>>,
    places: &[String],
) -> Result<(), TestCaseError> {
    let series = SERIES
        .iter()
        .position(|(code, _)| *code == row.get("source_measure"))
        .expect("a series");
    let period = PERIODS
        .iter()
        .position(|label| *label == row.get("period"))
        .expect("a period");
    let of = |period: usize, code: &str| {
        values
            .get(&(series, period, code.to_owned()))
            .copied()
            .flatten()
    };
    let code = row.get("la_code");
    let own = of(period, code);
    let what = place(row);
    prop_assert_eq!(row.number("value"), own, "{}", what);
    prop_assert_eq!(row.get("status") == "published", own.is_some(), "{}", what);
    prop_assert_eq!(row.number("england"), of(period, ENGLAND), "{}", what);
    let before = period.checked_sub(1).and_then(|before| of(before, code));
    prop_assert!(
        near(
            row.number("change"),
            own.zip(before).map(|(now, before)| now - before)
        ),
        "{}",
        what
    );
    let neighbours = lists[code]
        .iter()
        .filter_map(|neighbour| of(period, neighbour));
    hold_neighbours(row, neighbours.collect())?;
    let all: Vec<f64> = places
        .iter()
        .filter_map(|place| of(period, place))
        .collect();
    hold_ranks(row, own, SERIES[series].1, &all)
}

/// Measure, period and authority of a row.
fn place(row: Row<'_>) -> String {
    ["source_measure", "period", "la_code"]
        .map(|name| row.get(name))
        .join(" ")
}

/// Compares what a row says of the neighbours with their values.
fn hold_neighbours(row: Row<'_>, mut known: Vec<f64>) -> Result<(), TestCaseError> {
    known.sort_by(f64::total_cmp);
    let what = place(row);
    let count = known.len();
    let any = (count > 0).then_some(f64::from(u32::try_from(count).expect("ten at most")));
    prop_assert_eq!(
        row.get("neighbours_with_data"),
        count.to_string(),
        "{}",
        what
    );
    prop_assert!(
        near(
            row.number("neighbour_mean"),
            any.map(|n| known.iter().sum::<f64>() / n)
        ),
        "{}",
        what
    );
    prop_assert!(
        near(
            row.number("neighbour_median"),
            any.map(|_| (known[(count - 1) / 2] + known[count / 2]) / 2.0)
        ),
        "{}",
        what
    );
    prop_assert_eq!(
        row.number("neighbour_min"),
        known.first().copied(),
        "{}",
        what
    );
    prop_assert_eq!(
        row.number("neighbour_max"),
        known.last().copied(),
        "{}",
        what
    );
    Ok(())
}

/// Compares the ranks of a row with the values of all authorities.
fn hold_ranks(
    row: Row<'_>,
    own: Option<f64>,
    good: Good,
    all: &[f64],
) -> Result<(), TestCaseError> {
    let what = place(row);
    let above = own.map(|own| all.iter().filter(|other| **other > own).count() + 1);
    let below = own.map(|own| all.iter().filter(|other| **other < own).count() + 1);
    let rank = match good {
        Good::High => above,
        Good::Low => below,
        Good::Neither => None,
    };
    prop_assert_eq!(row.get("rank"), printed(rank), "{}", what);
    prop_assert_eq!(row.get("rank_from_highest"), printed(above), "{}", what);
    prop_assert_eq!(row.get("ranked"), all.len().to_string(), "{}", what);
    prop_assert_eq!(
        row.get("quartile").is_empty(),
        own.is_none() || good == Good::Neither,
        "{}",
        what
    );
    Ok(())
}

/// A rank as a table prints it; empty where there is none.
fn printed(rank: Option<usize>) -> String {
    rank.map_or(String::new(), |rank| rank.to_string())
}

/// A row without the place it was read from.
fn anywhere(row: Row<'_>, header: &[String]) -> Vec<String> {
    header
        .iter()
        .filter(|name| *name != "source_row")
        .map(|name| row.get(name).to_owned())
        .collect()
}

/// Few cases, since each starts the program and takes the same paths through it.
fn config(cases: u32) -> Config {
    let persistence = FileFailurePersistence::Off;
    Config {
        cases,
        max_shrink_iters: 200,
        failure_persistence: Some(Box::new(persistence)),
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config(crate::sample::size(5, 10) as u32))]

    #[test]
    fn no_symbol_reaches_an_aggregate(lines in lines()) {
        let (values, lists, places) = (values(&lines), neighbours(), authorities());
        let rows = benchmark(&Desk::new(), &lines, "b.csv");
        prop_assert_eq!(rows.len(), places.len() * SERIES.len() * PERIODS.len());
        for row in rows.iter() {
            hold(row, &values, &lists, &places)?;
        }
    }

    #[test]
    fn the_order_of_rows_decides_nothing(lines in lines(), turn in 0..900_usize) {
        let desk = Desk::new();
        let mut turned = lines.clone();
        turned.reverse();
        turned.rotate_left(turn % lines.len());
        let (one, other) = (benchmark(&desk, &lines, "one.csv"), benchmark(&desk, &turned, "other.csv"));
        prop_assert!(sorted(&one) == sorted(&other), "another order of rows gives other figures");
    }

    #[test]
    fn the_same_file_gives_the_same_bytes(lines in lines()) {
        let desk = Desk::new();
        let _ = benchmark(&desk, &lines, "b.csv");
        for ending in ["csv", "parquet", "arrow"] {
            let (one, other) = (format!("one.{ending}"), format!("other.{ending}"));
            for name in [&one, &other] {
                desk.done(&["benchmark", "--quiet", "--data", "bulk.csv", "--out", name]);
            }
            prop_assert!(desk.bytes(&one) == desk.bytes(&other), "two runs give different {}", ending);
        }
    }
}

/// The rows without the places they were read from, sorted.
fn sorted(rows: &Rows) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = rows.iter().map(|row| anywhere(row, &rows.header)).collect();
    all.sort();
    all
}

/// Charts, workbook and pages too can be made again byte for byte.
#[test]
fn two_profiles_of_the_same_figures_are_the_same_bytes() {
    let desk = Desk::new();
    for folder in ["one", "other"] {
        desk.done(&[
            "profile",
            "Camden",
            "--indicator",
            "cpp-rate",
            "--indicator",
            "sw-caseload",
            "--out",
            folder,
        ]);
    }
    let names: Vec<String> = desk
        .files()
        .into_iter()
        .filter_map(|name| name.strip_prefix("one/").map(str::to_owned))
        .collect();
    assert!(names.len() > 20, "{names:?}");
    for name in names {
        assert!(
            desk.bytes(&format!("one/{name}")) == desk.bytes(&format!("other/{name}")),
            "{name} is made anew each time"
        );
    }
}
