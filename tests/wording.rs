//! An officer's own wording reaches every command that tells figures, and numbers are written in one way.

use crate::program::Desk;

const HEADER: &str = "key,phrase,brief\n";

/// A desk with a table of phrases, `own.csv`.
fn desk(rows: &str) -> Desk {
    let desk = Desk::new();
    desk.put("own.csv", format!("{HEADER}{rows}"));
    desk
}

/// What a command prints with that table, whatever its exit code.
fn told(desk: &Desk, arguments: &[&str]) -> String {
    let all: Vec<&str> = arguments
        .iter()
        .copied()
        .chain(["--phrases", "own.csv"])
        .collect();
    let run = desk.run(&all);
    assert!(run.code < 2, "{}", run.err);
    run.out
}

#[test]
fn explain_speaks_in_an_officers_words() {
    let desk = desk("about.figure,\"For {year} we count {value}.\",\n");
    for format in ["table", "markdown"] {
        let said = told(
            &desk,
            &["explain", "Blackpool", "cla-rate", "--format", format],
        );
        assert!(said.contains("For 2025 we count 184 per 10,000."), "{said}");
    }
    let refused = desk.run(&[
        "explain",
        "--paper",
        "p.manifest.json",
        "3.2",
        "--phrases",
        "own.csv",
    ]);
    assert_eq!(refused.code, 2, "{}", refused.err);
}

#[test]
fn lint_speaks_in_an_officers_words() {
    let desk = desk("about.figure,\"For {year} we count {value}.\",\n");
    desk.put(
        "paper.md",
        "Blackpool’s looked after rate was 199 per 10,000 at 31 March 2025.\n",
    );
    let said = told(&desk, &["lint", "paper.md", "--authority", "Blackpool"]);
    assert!(said.contains("For 2025 we count 184 per 10,000."), "{said}");
}

#[test]
fn a_plan_speaks_in_an_officers_words() {
    let desk = desk(
        "plan.untested.local,\"{subject}: {earlier}, then {now}.\",\n\
         plan.moved,\"{subject}: {earlier}, then {now}, beyond chance.\",\n\
         plan.not-moved,\"{subject}: {earlier}, then {now}, within chance.\",\n",
    );
    desk.put(
        "plan.csv",
        "ref,recommendation,status,started,indicator\nA1,Fewer,in progress,2021-05-14,cla-rate\n",
    );
    let said = told(
        &desk,
        &[
            "plan",
            "plan.csv",
            "--authority",
            "Blackpool",
            "--as-at",
            "2025-12-31",
        ],
    );
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains(
            "Blackpool’s looked after rate: 215 per 10,000 on 31 March 2021, then 184 per 10,000 on 31 March 2025,"
        ),
        "{said}"
    );
}

/// Each form of chart with a message: its key, what an officer says in its place, and the file in which it stands.
const MESSAGES: [(&str, &str, &str); 4] = [
    (
        "chart.trend.news",
        "news: {news}",
        "charts/cla-rate-trend.svg",
    ),
    (
        "chart.neighbours.highest",
        "{place}, {of} in all",
        "charts/cla-rate-neighbours.svg",
    ),
    (
        "chart.authorities.highest",
        "{place} in England",
        "charts/cla-rate-authorities.svg",
    ),
    (
        "chart.control.none",
        "as usual",
        "charts/cla-rate-control.svg",
    ),
];

/// What stands in the four charts.
const SAID: [&str; 4] = [
    "news: highest in England",
    "highest, 11 in all",
    "highest in England",
    "as usual",
];

#[test]
fn charts_and_own_figures_speak_in_an_officers_words() {
    let mut rows: String = MESSAGES
        .iter()
        .map(|(key, phrase, _)| format!("{key},\"{phrase}\",\n"))
        .collect();
    rows.push_str("local.figure,\"Our own {when}: {value}.\",\n");
    rows.push_str("local.control,\"Usually {low} to {high}.\",\n");
    let desk = desk(&rows);
    let months: String = (1..=12)
        .zip([180, 183, 178, 185, 176, 181].into_iter().cycle())
        .map(|(month, value)| format!("Blackpool,2025-{month:02},cla-rate,{value}\n"))
        .collect();
    desk.put(
        "months.csv",
        format!("area,period,indicator,value\n{months}"),
    );
    let order = [
        "--indicator",
        "cla-rate",
        "--data",
        "months.csv",
        "--out",
        "out",
    ];
    told(&desk, &[&["profile", "Blackpool"], &order[..]].concat());
    for ((.., file), said) in MESSAGES.iter().zip(SAID) {
        let svg = desk.text(&format!("out/{file}"));
        assert!(svg.contains(said), "{said} is not in {file}");
    }
    let page = desk.text("out/profile.json");
    for said in ["Our own in December 2025: 181 per 10,000.", "Usually 1"] {
        assert!(page.contains(said), "{said} is not in {page}");
    }
}

/// Sheffield in 2025: ten neighbours whose figures of one decimal add up to 831.5.
#[test]
fn a_mean_has_the_digits_of_its_sum_in_explain_and_in_a_csv() {
    let desk = Desk::new();
    let figure = [
        "Sheffield",
        "assessment-45-days-percent",
        "--period",
        "2025",
    ];
    let explained = desk.done(&[&["explain"], &figure[..]].concat());
    assert!(explained.contains("÷ 10 = 83.15\n"), "{explained}");
    let compared = desk.done(&[&["compare"], &figure[..], &["--format", "csv"]].concat());
    let mut lines = compared
        .lines()
        .map(|line| line.split(',').collect::<Vec<_>>());
    let header = lines.next().expect("a header");
    assert!(header.contains(&"neighbour_mean"), "{header:?}");
    assert!(compared.contains(",83.15,"), "{compared}");
    // No cell has more digits than a value bears.
    for text in [explained, compared] {
        let longest = text
            .split(|c: char| !c.is_ascii_digit() && c != '.')
            .filter(|number| number.matches('.').count() == 1)
            .map(|number| number.trim_start_matches(['0', '.']).replace('.', "").len())
            .max();
        assert!(longest.is_some_and(|digits| digits <= 15), "{text}");
    }
}
