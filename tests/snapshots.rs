//! What people see. A snapshot that changes is read before it is accepted: `tests.rs` says how.

use crate::program::Desk;

/// The columns that other programs rely on, in their order; others may follow.
const PROMISED: usize = 22;

#[test]
fn table_in_a_pipe() {
    insta::assert_snapshot!(Desk::new().done(&["compare", "Blackpool", "cla-rate", "cpp-rate"]));
}

#[test]
fn markdown() {
    let out = Desk::new().done(&[
        "compare",
        "Blackpool",
        "cla-rate",
        "--with",
        "Torbay+Hull",
        "--format",
        "markdown",
    ]);
    insta::assert_snapshot!(out);
}

#[test]
fn neighbours_table() {
    insta::assert_snapshot!(Desk::new().done(&["neighbours", "Blackpool"]));
}

/// Suppressed: the City of London has too few children for a rate.
#[test]
fn suppressed_figure() {
    insta::assert_snapshot!(
        Desk::new()
            .run(&["compare", "City of London", "cla-rate"])
            .out
    );
}

#[test]
fn explanation() {
    insta::assert_snapshot!(Desk::new().done(&["explain", "Blackpool", "cla-rate"]));
}

#[test]
fn trend_chart() {
    let desk = Desk::new();
    desk.done(&["compare", "Blackpool", "cla-rate", "--out", "out"]);
    // One element a line, so that a difference shows where it is.
    insta::assert_snapshot!(
        desk.text("out/charts/cla-rate-trend.svg")
            .replace("><", ">\n<")
    );
}

#[test]
fn benchmark_columns() {
    let desk = Desk::new();
    desk.done(&["benchmark", "--indicator", "cla-rate", "--out", "b.csv"]);
    let header = desk.rows("b.csv").header;
    let promised = "indicator, source_measure, period, authority, authority_code, la_code, value, status, change, england, region_name, \
        region, neighbour_list, neighbour_mean, neighbour_median, neighbour_min, neighbour_max, neighbours_with_data, polarity, rank, ranked, \
        quartile";
    assert_eq!(header[..PROMISED].join(", "), promised);
    insta::assert_snapshot!(header.join("\n"));
}

#[test]
fn names_in_json() {
    let found = Desk::new().json(&["compare", "Blackpool", "cla-rate"]);
    let names: Vec<&String> = found[0].as_object().expect("an object").keys().collect();
    let desk = Desk::new();
    desk.done(&["benchmark", "--indicator", "cla-rate", "--out", "b.csv"]);
    let header = desk.rows("b.csv").header;
    assert_eq!(
        names[..PROMISED],
        header.iter().take(PROMISED).collect::<Vec<_>>(),
        "the same names as the benchmark's, in the same order"
    );
    insta::assert_snapshot!(
        names
            .iter()
            .map(|name| name.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    );
}
