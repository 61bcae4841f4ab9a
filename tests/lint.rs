//! A paper that somebody wrote, checked against the data: every known fault is found, in each format, and nothing true is flagged.

use crate::lint_faults::AUTHORITIES;
use crate::program::Desk;
use crate::published::{published, text};
use crate::sample;
use serde_json::Value;
use std::io::Write;

/// Sentences of a paper about Blackpool, each with the verdicts that it must get; with an empty list, it must not be flagged.
const PAPER: [(&str, &[&str]); 45] = [
    // True sentences as papers have them.
    (
        "Blackpool’s looked after rate was 184 per 10,000 at 31 March 2025.",
        &[],
    ),
    ("It was the highest in England.", &[]),
    (
        "The rate is significantly higher than England (67) and the North West (90).",
        &[],
    ),
    (
        "The average of its statistical neighbours is 124.5 per 10,000, i.e. well below it.",
        &[],
    ),
    (
        "Our children in care rate rose from 182 in 2024 to 184 per 10,000 in 2025.",
        &[],
    ),
    (
        "The looked after children rate was 228 per 10,000 at 31 March 2020.",
        &[],
    ),
    (
        "The re-referral rate was 23.4% in 2024-25, compared with 19.3% in 2023-24.",
        &[],
    ),
    (
        "The child protection plan rate, 86.1 per 10,000, was the 4th highest in England.",
        &[],
    ),
    ("The re-referral rate in December 2025 was 27.1%.", &[]),
    ("Our target for re-referrals is 18%.", &[]),
    (
        "About 25% of referrals were re-referrals, and some 190 per 10,000 were looked after.",
        &[],
    ),
    (
        "The looked after rate is above the national average, though not above the rate of every city.",
        &[],
    ),
    (
        "See Fig. 3 and paragraph 4.2 for the looked after rate in 12 wards.",
        &[],
    ),
    (
        "Significant pressure on placements remains, and the looked after rate is watched weekly.",
        &[],
    ),
    ("We spent £3,200 on 14 laptops.", &[]),
    ("The service improved its practice in 2025.", &[]),
    (
        "For children aged under 5 the re-referral rate was 31%.",
        &[],
    ),
    (
        "In 2023-24 the re-referral rate was 19.3%; the re-referral rate is now 23.4%.",
        &[],
    ),
    (
        "Compared with England, our looked after rate is 184 per 10,000.",
        &[],
    ),
    (
        "Liverpool’s looked after rate (145 per 10,000) is lower than Blackpool’s (184).",
        &[],
    ),
    (
        "The looked after rate peaked at 228 per 10,000 in 2020 and has since fallen to 184.",
        &[],
    ),
    (
        "Blackpool’s children’s services were judged as requiring improvement to be good in February 2023.",
        &[],
    ),
    (
        "Blackpool’s children’s services were judged inadequate in January 2019.",
        &[],
    ),
    (
        "No rating of Blackpool’s youth justice service is in the files we have.",
        &[],
    ),
    ("Blackpool prepares for its next inspection in spring.", &[]),
    // Sentences with faults.
    (
        "Blackpool’s children’s services were judged good in February 2023.",
        &["differs"],
    ),
    (
        "Blackpool’s children’s services were judged as requiring improvement to be good in May 2024.",
        &["differs"],
    ),
    (
        "Blackpool’s next inspection may be expected from May 2031 to July 2031 by the published rule.",
        &["differs"],
    ),
    (
        "Children in need: the children in need rate is 599.9 per 10,000.",
        &["differs"],
    ),
    (
        "The section 47 enquiry rate was 12.3 per 10,000 in 2024-25.",
        &["differs"],
    ),
    ("The social worker turnover rate was 14.7%.", &["stale"]),
    (
        "England’s child protection plan rate was 44.4 per 10,000 at 31 March 2025.",
        &["differs"],
    ),
    (
        "The looked after rate is lower than the North West average.",
        &["mis-ranked"],
    ),
    (
        "The child protection plan rate was the highest in England in 2025.",
        &["mis-ranked"],
    ),
    (
        "The child protection plan rate is the highest in England.",
        &["stale"],
    ),
    (
        "The looked after rate is one of the lowest in England.",
        &["mis-ranked"],
    ),
    (
        "The re-referral rate was below its neighbours’ average in 2024-25.",
        &["mis-ranked"],
    ),
    (
        "Blackpool’s re-referral rate is the 12th of 153 authorities.",
        &["mis-ranked"],
    ),
    (
        "The looked after rate improved in 2025.",
        &["mis-polarised"],
    ),
    (
        "The children in need rate is better than the England average.",
        &["mis-polarised"],
    ),
    (
        "The re-referral rate in 2024-25 is better than the national average.",
        &["mis-polarised"],
    ),
    (
        "The looked after rate rose significantly in 2025.",
        &["unsupported"],
    ),
    (
        "The re-referral rate is significantly higher than England.",
        &["unsupported"],
    ),
    (
        "The neighbours’ mean of the looked after rate was 140.2 per 10,000 at 31 March 2025.",
        &["differs"],
    ),
    (
        "The looked after rate was 190 per 10,000 in 2030.",
        &["not-found"],
    ),
];

fn markdown() -> String {
    let sentences = PAPER
        .iter()
        .map(|(sentence, _)| format!("- {sentence}\n"))
        .collect::<String>();
    format!("# Children’s services in Blackpool\n\n{sentences}\n{TABLE}")
}

const TABLE: &str = "\n## Figures at 31 March 2025\n\n| Indicator | Blackpool | England | Change |\n|---|---|---|---|\n\
    | Looked after rate | 184 | 67 | 2 |\n| Child protection plan rate per 10,000 | 86.1 | 41.6 | -9.3 |\n";

fn html() -> String {
    let sentences = PAPER
        .iter()
        .map(|(sentence, _)| format!("<p class='x'>{}</p>\n", sentence.replace('£', "&pound;")));
    let rows = "<tr><th>Indicator</th><th>Blackpool</th><th>England</th><th>Change</th></tr>\
        <tr><td>Looked after rate</td><td>184</td><td>67</td><td>2</td></tr>\
        <tr><td>Child protection plan rate per 10,000</td><td>86.1</td><td>41.6</td><td>-9.3</td></tr>";
    format!(
        "<!doctype html><html><head><title>Looked after rate 1 per 10,000</title><style>p {{ x: y }}</style></head><body>\
         <h1>Children’s services in Blackpool</h1>{}<h2>Figures at 31 March 2025</h2><table>{rows}</table>\
         <script>var a = 'the looked after rate was 3 per 10,000';</script></body></html>",
        sentences.collect::<String>()
    )
}

fn docx() -> Vec<u8> {
    let table = [
        docx_row(&["Indicator", "Blackpool", "England", "Change"]),
        docx_row(&["Looked after rate", "184", "67", "2"]),
        docx_row(&[
            "Child protection plan rate per 10,000",
            "86.1",
            "41.6",
            "-9.3",
        ]),
    ];
    let body: String = PAPER
        .iter()
        .map(|(sentence, _)| docx_paragraph(sentence))
        .collect();
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body>{}{body}{}<w:tbl>{}</w:tbl><w:p><w:del><w:r><w:delText>The looked after rate was 3 per 10,000.</w:delText></w:r></w:del>\
         </w:p></w:body></w:document>",
        docx_heading("Children’s services in Blackpool", 1),
        docx_heading("Figures at 31 March 2025", 2),
        table.concat(),
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file(
        "word/document.xml",
        zip::write::SimpleFileOptions::default(),
    )
    .expect("a part");
    zip.write_all(document.as_bytes()).expect("written");
    zip.finish().expect("a zip").into_inner()
}

/// A text in two runs: Word may split a sentence into runs anywhere.
fn docx_runs(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let (first, rest) = text.split_at(text.find(' ').unwrap_or(0));
    format!("<w:r><w:t>{first}</w:t></w:r><w:r><w:t xml:space=\"preserve\">{rest}</w:t></w:r>")
}

fn docx_paragraph(text: &str) -> String {
    format!("<w:p>{}</w:p>", docx_runs(text))
}

fn docx_heading(text: &str, level: u8) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Heading{level}\"/></w:pPr>{}</w:p>",
        docx_runs(text)
    )
}

fn docx_row(cells: &[&str]) -> String {
    let cells: String = cells
        .iter()
        .map(|cell| format!("<w:tc>{}</w:tc>", docx_paragraph(cell)))
        .collect();
    format!("<w:tr>{cells}</w:tr>")
}

/// Indicators of every unit and direction.
const COMPARED: [&str; 9] = [
    "cla-rate",
    "cpp-rate",
    "cin-rate",
    "re-referral-percent",
    "sw-turnover-percent",
    "cla-long-term-stability-percent",
    "cla-count",
    "first-time-entrants-rate",
    "care-leaver-eet-percent",
];

/// What is said of a file, and the exit code.
fn lint(desk: &Desk, arguments: &[&str]) -> (Vec<Value>, i32) {
    let run = desk.run(&[&["lint", "--format", "json", "-q"], arguments].concat());
    let said: Value = serde_json::from_str(&run.out)
        .unwrap_or_else(|fault| panic!("{fault}: {}{}", run.out, run.err));
    (said.as_array().expect("a list").clone(), run.code)
}

fn verdicts<'v>(said: &'v [Value], sentence: &str) -> Vec<&'v str> {
    let of = said
        .iter()
        .filter(|one| one["sentence"] == sentence)
        .filter_map(|one| one["verdict"].as_str());
    of.filter(|verdict| !matches!(*verdict, "agrees" | "not-checked" | "checked-in-part"))
        .collect()
}

fn flags(said: &[Value]) -> Vec<&Value> {
    said.iter()
        .filter(|one| {
            !matches!(
                one["verdict"].as_str(),
                Some(
                    "agrees"
                        | "not-found"
                        | "not-checked"
                        | "checked-in-part"
                        | "summary"
                        | "not-mentioned"
                )
            )
        })
        .collect()
}

#[test]
fn every_fault_is_found_and_nothing_true_is_flagged_in_each_format() {
    let desk = Desk::new();
    desk.put("paper.md", markdown());
    desk.put("paper.html", html());
    desk.put("paper.docx", docx());
    let mut faults = String::new();
    // The ordinary suite reads HTML in the papers of other programs.
    for name in sample::some(["paper.md", "paper.html", "paper.docx"], 2) {
        let (said, code) = lint(&desk, &[name]);
        assert_eq!(code, 1, "{name}");
        for (sentence, expected) in PAPER {
            let found = verdicts(&said, sentence);
            if found != expected {
                faults.push_str(&format!(
                    "{name}: {sentence}: {found:?} and not {expected:?}\n"
                ));
            }
        }
        let cells: Vec<&Value> = said
            .iter()
            .filter(|one| {
                one["place"]
                    .as_str()
                    .is_some_and(|p| p.starts_with("table"))
            })
            .collect();
        let told: Vec<&str> = cells
            .iter()
            .filter_map(|one| one["verdict"].as_str())
            .filter(|verdict| *verdict != "not-checked")
            .collect();
        assert_eq!(
            told,
            ["agrees", "agrees", "agrees", "differs"],
            "{name}: {cells:#?}"
        );
        for one in flags(&said) {
            let has = |key: &str| one[key].as_str().is_some_and(|text| !text.is_empty());
            assert!(
                has("says") && has("source") && has("source_file") && one["source_row"].is_u64(),
                "{one:#}"
            );
        }
        assert!(
            said.iter().filter(|one| one["verdict"] == "agrees").count() >= 15,
            "{name}: too little was understood"
        );
    }
    assert!(faults.is_empty(), "{faults}");
}

/// The program's own sentences about some authorities, as they are and as a paper, are found true.
#[test]
fn the_programs_own_sentences_are_never_flagged() {
    let desk = Desk::new();
    let told = sample::findings();
    let authorities: std::collections::BTreeSet<&str> = told
        .iter()
        .filter_map(|one| one["authority"].as_str())
        .collect();
    let taken = sample::size(1, 20);
    let mut understood = 0;
    for authority in authorities.into_iter().step_by(8).take(taken) {
        let own = told
            .iter()
            .filter(|one| one["authority"] == authority)
            .filter_map(|one| one["sentence"].as_str());
        let mut paper = format!("# {authority}\n\n");
        sample::some(own, 2).for_each(|sentence| paper.push_str(&format!("{sentence}\n\n")));
        let compared = desk.json(&[&["compare", authority, "-q"], COMPARED.as_slice()].concat());
        for one in compared.as_array().expect("a list") {
            let sentences: Vec<&str> = one["sentences"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            paper.push_str(&format!("{}\n\n", sentences.join(" ")));
        }
        desk.put("own.md", paper);
        let (said, code) = lint(&desk, &["own.md", "--authority", authority]);
        assert!(
            flags(&said).is_empty() && code == 0,
            "{authority}: {:#?}",
            flags(&said)
        );
        understood += said.iter().filter(|one| one["verdict"] == "agrees").count();
    }
    assert!(
        understood > 100 * taken,
        "only {understood} claims were understood"
    );
}

/// The program's own papers, with their summaries and paragraphs, are found true: of large and small authorities, of those without
/// figures and those that make one return together; of thirty in a sweep.
#[test]
fn the_programs_own_papers_are_never_flagged() {
    let taken = sample::size(2, 30);
    let desk = Desk::new();
    let (mut understood, mut with_figures) = (0, 0);
    let papers = ["scrutiny-social-care", "corporate-parenting", "workforce"];
    // In the ordinary suite one paper of each of two, and not the longest.
    let each = if sample::is_sweep() { papers.len() } else { 1 };
    for (at, authority) in AUTHORITIES
        .into_iter()
        .rev()
        .step_by(30 / taken)
        .enumerate()
    {
        for paper in papers.into_iter().cycle().skip(at + 1).take(each) {
            desk.run(&[
                "paper",
                paper,
                "--authority",
                authority,
                "--out",
                "own.md",
                "-q",
            ]);
            let (said, code) = lint(&desk, &["own.md", "--authority", authority]);
            let flagged = flags(&said);
            assert!(
                flagged.is_empty() && code == 0,
                "{authority}, {paper}: {flagged:#?}"
            );
            understood += said.iter().filter(|one| one["verdict"] == "agrees").count();
            with_figures += 1;
        }
    }
    assert!(
        understood > 60 * with_figures,
        "only {understood} claims of {with_figures} papers were understood"
    );
}

#[test]
fn what_an_earlier_release_said_is_called_revised() {
    let test = "lint::what_an_earlier_release_said_is_called_revised";
    let Some(earlier) = published(test, "data/ees/2024") else {
        return;
    };
    let desk = Desk::new();
    let before = desk.json(&["compare", "Blackpool", "cla-rate", "--data", text(&earlier)]);
    let now = desk.json(&["compare", "Blackpool", "cla-rate", "--period", "2024"]);
    let pair = (
        before[0]["value"].as_f64().expect("a figure"),
        now[0]["value"].as_f64().expect("a figure"),
    );
    desk.put(
        "paper.md",
        format!(
            "Blackpool’s looked after rate was {} per 10,000 at 31 March 2024.\n",
            pair.0
        ),
    );
    let (said, _) = lint(&desk, &["paper.md", "--data", text(&earlier)]);
    let expected = if pair.0 == pair.1 { "stale" } else { "revised" };
    assert_eq!(said[1]["verdict"], expected, "{pair:?}: {said:#?}");
}

#[test]
fn a_paper_that_cannot_be_read_is_refused_with_what_to_do() {
    let desk = Desk::new();
    desk.put("paper.pdf", "x");
    desk.put("paper.docx", "x");
    desk.put("quiet.md", "Nothing to see here.\n");
    let refused = desk.run(&["lint", "paper.pdf"]);
    assert!(
        refused.code == 2 && refused.err.contains("save a .doc, .odt or .pdf as .docx"),
        "{}",
        refused.err
    );
    let refused = desk.run(&["lint", "paper.docx"]);
    assert!(
        refused.code == 3 && refused.err.contains("not a Word document"),
        "{}",
        refused.err
    );
    let quiet = desk.run(&["lint", "quiet.md"]);
    assert!(
        quiet.code == 0
            && quiet.err.contains("it names no authority")
            && quiet.err.contains("0 sentences with figures"),
        "{}",
        quiet.err
    );
}

/// What else papers say of Blackpool, each with the verdicts that it must get.
const WIDER: [(&str, &[&str]); 41] = [
    (
        "The children in need rate is the third highest in England.",
        &[],
    ),
    (
        "The children in need rate is the fifth highest in England.",
        &["mis-ranked"],
    ),
    (
        "The rate of first-time entrants to youth justice was 148th of 148 authorities.",
        &[],
    ),
    (
        "The re-referral rate was joint 121st of 153 authorities, where 1st is best.",
        &[],
    ),
    (
        "The rate of first-time entrants to youth justice was ranked 112th of 148 authorities.",
        &["mis-ranked"],
    ),
    (
        "The looked after rate is in the top quarter nationally.",
        &[],
    ),
    (
        "The child protection plan rate is in the bottom quarter of authorities nationally.",
        &["mis-ranked"],
    ),
    (
        "Among its neighbours, the looked after rate is the second lowest.",
        &["mis-ranked"],
    ),
    (
        "The looked after rate is the second lowest among its neighbours.",
        &["mis-ranked"],
    ),
    (
        "The looked after rate is among the ten highest in England.",
        &[],
    ),
    (
        "The social worker vacancy rate fell for the fourth year in a row.",
        &[],
    ),
    (
        "The social worker vacancy rate has fallen for four consecutive years.",
        &[],
    ),
    (
        "The social worker vacancy rate fell for the second year in a row.",
        &["stale"],
    ),
    (
        "The looked after rate fell for the third year running.",
        &["mis-directed"],
    ),
    (
        "The social worker vacancy rate has fallen every year since 2021.",
        &[],
    ),
    (
        "The looked after rate has risen every year since 2021.",
        &["mis-directed"],
    ),
    ("16% of children leaving care were adopted.", &[]),
    ("25% of children leaving care were adopted.", &["differs"]),
    (
        "The percentage of care leavers in education, employment or training improved to 46%.",
        &["mis-polarised"],
    ),
    (
        "The percentage of care leavers in education, employment or training worsened to 46%.",
        &[],
    ),
    (
        "The percentage of care leavers in education, employment or training fell to 41%.",
        &["differs"],
    ),
    (
        "The looked after rate has doubled since 2016.",
        &["differs"],
    ),
    ("The looked after rate has risen since 2016.", &[]),
    (
        "The looked after rate has fallen since 2016.",
        &["mis-directed"],
    ),
    (
        "The looked after rate has fallen over the last five years.",
        &[],
    ),
    (
        "The looked after rate is lower than its neighbours’ mean.",
        &["mis-ranked"],
    ),
    (
        "The looked after rate is higher than England and the region.",
        &[],
    ),
    (
        "The looked after rate, at 184 per 10,000, is below England and the North West.",
        &["mis-ranked"],
    ),
    (
        "The children in need rate is significantly lower than England.",
        &["mis-ranked"],
    ),
    (
        "The children in need rate is not significantly different from England.",
        &["unsupported"],
    ),
    (
        "The social worker vacancy rate was the lowest since 2018.",
        &[],
    ),
    (
        "The looked after rate was the highest on record.",
        &["mis-directed"],
    ),
    (
        "The social worker turnover rate was the lowest of the series, which begins in 2016.",
        &[],
    ),
    ("The looked after rate rose by 2 in 2025.", &[]),
    ("The looked after rate rose by 12 in 2025.", &["differs"]),
    (
        "The looked after rate is above the rate of each of its neighbours (88 to 170).",
        &[],
    ),
    (
        "The looked after rate, 184 per 10,000, was above all ten statistical neighbours (88 to 190; mean 124.5).",
        &["differs"],
    ),
    (
        "The looked after rate was 184 per 10,000 (631 of 28,923) at 31 March 2025.",
        &["differs"],
    ),
    // Of a part, of another place, of a plan.
    ("In Wyre, the looked after rate was 120 per 10,000.", &[]),
    ("Lytham’s looked after rate was 120 per 10,000.", &[]),
    (
        "The looked after rate was 184 per 10,000, above our target of 150.",
        &[],
    ),
];

#[test]
fn ranks_runs_changes_records_and_ranges_are_checked() {
    let desk = Desk::new();
    let lines: String = WIDER
        .iter()
        .map(|(sentence, _)| format!("{sentence}\n\n"))
        .collect();
    desk.put(
        "wider.md",
        format!("# Children’s services in Blackpool\n\n{lines}"),
    );
    let (said, _) = lint(&desk, &["wider.md"]);
    let faults: String = WIDER
        .iter()
        .filter_map(|(sentence, expected)| {
            let found = verdicts(&said, sentence);
            (found != *expected).then(|| format!("{sentence}: {found:?} and not {expected:?}\n"))
        })
        .collect();
    assert!(faults.is_empty(), "{faults}");
}

/// Paragraphs and bullets that say at their beginning what they are about, and figures told by the people behind them.
const TOLD: [(&str, &[&str]); 24] = [
    (
        "531 children were looked after in Blackpool, 184 for every 10,000 children aged under 18. That is the highest of 151 authorities.",
        &[],
    ),
    (
        "541 children were looked after in Blackpool, 184 for every 10,000 children aged under 18.",
        &["differs"],
    ),
    (
        "46% of care leavers aged 19 to 21 were in work, education or training in 2024-25. It was 53% a year earlier.",
        &[],
    ),
    (
        "8% of looked-after children had three or more placements in the year (51 of 531).",
        &["differs"],
    ),
    (
        "169 of 184 care leavers aged 19 to 21 lived in accommodation considered suitable, 82%.",
        &["differs"],
    ),
    (
        "97 of 462 children looked after for 12 months or more did not have up-to-date immunisations.",
        &[],
    ),
    ("26 children were adopted from care in Blackpool.", &[]),
    // Its words name other indicators: children looked after, referrals.
    (
        "Looked after rate: 184 children were looked after for every 10,000 children aged under 18, the highest of 151 authorities and \
         above all ten neighbours (England 67). (7.1)",
        &[],
    ),
    (
        "Referral rate: 935.9 referrals were made to children’s social care for every 10,000 children aged under 18, the third highest of \
         153 authorities (England 519.4).",
        &["stale"],
    ),
    (
        "Referral rate: 735.9 referrals were made to children’s social care for every 10,000 children aged under 18.",
        &["differs"],
    ),
    (
        "Looked after rate: demand for placements rose sharply in the year, and 12 new homes opened. The number of foster carers fell by 14.",
        &[],
    ),
    (
        "Looked after rate. Our rate of 184 per 10,000 is above England (67). The child protection plan rate is 86.1 per 10,000.",
        &[],
    ),
    (
        "Three or more placements, worse: 8% of looked-after children had three or more placements in the year, below England (10%).",
        &["mis-polarised"],
    ),
    (
        "Three or more placements, better: 8% of looked-after children had three or more placements in the year, down by 5 percentage \
         points from 13% in 2023-24, no more than chance would bring (England 10%).",
        &["unsupported"],
    ),
    (
        "Looked after rate, 31 March 2025. The rate rose from 163 in 2016 to a peak of 228 in 2020, then fell to 182 in 2024, and has \
         changed little since.",
        &[],
    ),
    (
        "Looked after rate, 31 March 2025. The rate rose from 163 in 2016 to a peak of 228 in 2020, then rose to 182 in 2024.",
        &["mis-directed"],
    ),
    (
        "Looked after rate, 31 March 2025. It was already above all its neighbours when these figures begin in 2018.",
        &["mis-directed"],
    ),
    (
        "Looked after rate, 31 March 2025. The change from 182 in 2024 is more than chance would bring.",
        &["unsupported"],
    ),
    (
        "Child arrangements orders, share, the year to 31 March 2025. The share has stayed between 4% and 9% since 2020-21.",
        &[],
    ),
    (
        "Child arrangements orders, share, the year to 31 March 2025. The share has stayed between 6% and 9% since 2020-21.",
        &["differs"],
    ),
    (
        "Care leavers in work or study, the year to 31 March 2025. The share rose from 42% in 2019-20 to a peak of 61% in 2022-23, and has \
         fallen since, a change for the better.",
        &["mis-polarised"],
    ),
    (
        "Repeat child protection plans, the year to 31 March 2025. 28.6% of new child protection plans in Leeds were for a child who had \
         been on one before (86 of 301).",
        &["differs"],
    ),
    (
        "Dental checks, the year to 31 March 2025. That is above England (81%) and above the average of its ten statistical neighbours \
         (78.9%), which is worse.",
        &["mis-polarised"],
    ),
    (
        "Dental checks. To be written by the service: why 41 children were not seen.",
        &[],
    ),
];

#[test]
fn paragraphs_are_read_as_what_they_say_they_are_about() {
    let desk = Desk::new();
    let mut paper = "# Blackpool\n\n".to_owned();
    for (paragraph, _) in TOLD {
        paper.push_str(&format!("{paragraph}\n\n"));
    }
    desk.put("told.md", paper);
    let (said, _) = lint(&desk, &["told.md", "--authority", "Blackpool"]);
    let mut faults = String::new();
    for (at, (paragraph, expected)) in (1..).zip(TOLD) {
        let place = format!("paragraph {at}");
        let found: std::collections::BTreeSet<&str> = flags(&said)
            .iter()
            .filter(|one| one["place"] == place)
            .filter_map(|one| one["verdict"].as_str())
            .collect();
        let expected = expected.iter().copied().collect();
        if found != expected {
            faults.push_str(&format!("{paragraph}: {found:?} and not {expected:?}\n"));
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// What was checked is told first, and of everything else why it was not.
#[test]
fn what_could_not_be_checked_is_told_with_the_reason() {
    let desk = Desk::new();
    let sentences = [
        "The looked after rate was 184 per 10,000 at 31 March 2025.",
        "The looked after rate was 211 per 10,000 at 31 March 2025.",
        "The children in need rate was 606.1 per 10,000.",
        "We spent £3,200 on 14 laptops.",
        "In Wyre, the looked after rate was 120 per 10,000.",
        "For children aged under 5 the re-referral rate was 31%.",
        "The looked after rate is watched in 12 wards.",
        "Nuneaton and Bedworth had a looked after rate of 140 per 10,000.",
    ];
    desk.put(
        "paper.md",
        format!(
            "# Blackpool\n\n{}\n\nNothing to count here.\n",
            sentences.join("\n\n")
        ),
    );
    let run = desk.run(&["lint", "paper.md"]);
    let told = "8 sentences with figures: 3 could be checked (1 flagged); 5 could not";
    assert!(run.err.contains(told), "{}", run.err);
    for reason in [
        "no indicator",
        "Wyre, which is no authority",
        "Nuneaton and Bedworth, which is no authority",
        "“aged”",
        "“wards”",
    ] {
        assert!(run.out.contains(reason), "{reason}: {}", run.out);
    }
    let (said, _) = lint(&desk, &["paper.md"]);
    assert!(
        said[0]["verdict"] == "summary"
            && said[0]["says"]
                .as_str()
                .is_some_and(|says| says.contains(told)),
        "{:#}",
        said[0]
    );
    let unchecked: Vec<&str> = said
        .iter()
        .filter(|one| one["verdict"] == "not-checked")
        .filter_map(|one| one["sentence"].as_str())
        .collect();
    assert_eq!(unchecked, sentences[3..]);
}

/// A paragraph with four wrong claims, none of which is a plain figure.
#[test]
fn a_paragraph_of_wrong_claims_does_not_pass() {
    let desk = Desk::new();
    desk.put(
        "paper.md",
        "# Blackpool\n\nOur looked after rate is the third lowest in England and has fallen for the fifth year in a row. \
         25% of children leaving care were adopted. The percentage of care leavers in education, employment or training improved to 61%.\n",
    );
    let (said, code) = lint(&desk, &["paper.md"]);
    assert!(flags(&said).len() >= 4 && code == 1, "{said:#?}");
}

/// Papers as Word and browsers write them: raised digits, a body by another name, merged heads, other encodings.
#[test]
fn papers_of_other_programs_are_read_as_their_readers_do() {
    let test = "lint::papers_of_other_programs_are_read_as_their_readers_do";
    let Some(cases) = published(test, "cases") else {
        return;
    };
    let papers = [
        ("41-docx-superscript/superscript.docx", &[][..]),
        ("41-docx-superscript/hides.docx", &["differs"]),
        ("41-docx-superscript/superscript.html", &[]),
        ("41-docx-superscript/superscript.md", &["differs"]),
        ("42-docx-document2/online.docx", &["stale"]),
        ("42-docx-document2/absolute.docx", &["stale"]),
        // England's 70 of 2024 was revised to 69; the other three are as published.
        ("44-docx-merged-header/merged.docx", &["differs"]),
        ("44-docx-merged-header/shifted.docx", &[]),
        ("44-docx-merged-header/title-row.docx", &["differs"]),
        ("48-lint-word-html/paper.htm", &["differs"]),
        ("48-lint-word-html/paper.md", &["differs"]),
        ("48-lint-word-html/utf16.htm", &["differs"]),
    ];
    // In the ordinary suite one as Word writes it, and one as Word writes it for browsers.
    for (file, expected) in sample::some(papers, 9) {
        let desk = Desk::new();
        let path = cases.join(file);
        let (said, _) = lint(&desk, &[text(&path), "--authority", "Blackpool"]);
        let told: Vec<&str> = flags(&said)
            .iter()
            .filter_map(|one| one["verdict"].as_str())
            .collect();
        let is_read = said[0]["says"].as_str().is_some_and(|says| {
            !says.contains("0 sentences with figures: 0") || says.contains("cells")
        });
        assert!(is_read, "{file}: {said:#?}");
        let fits = told.len() == expected.len();
        assert!(fits, "{file}: {told:?} and not {expected:?}: {said:#?}");
    }
}
