//! A report of every meeting remembers the last one: the service's own words with the figures they were written under, what is new since
//! the last report, and the actions that a meeting agreed.

use crate::docx_check;
use crate::program::{Desk, Run};
use crate::published::published;
use crate::sample;

const DEFINITION: &str = "title = \"Looked after in {authority}\"\n\n[[section]]\nheading = \"Background\"\n\
    text = \"To be written by the service: why this is reported.\"\n\n[[section]]\nheading = \"Rate\"\n\
    indicators = [\"cla-rate\", \"cpp-rate\"]\nfindings = 1\n\n[[section]]\nheading = \"Implications\"\n\
    text = \"\"\"\n### Legal\nTo be written by the service: duties.\n\n### Equality\nTo be written by the service: groups.\n\"\"\"\n";

/// Words for the definition above, with a key that stands for nothing.
const WORDS: &str = "# Our words\r\n\r\n## cla-rate\r\n<!-- written when 2024: 182 -->\r\nWe opened a team. It is {cla-rate.value} now.\r\n\r\n\
    - One thing.\r\n\r\n## cpp-rate\r\nPlans are reviewed monthly.\r\n\r\n## 2. background\r\nThe committee asked for it.\r\n\r\n\
    ## Implications\r\n### Legal\r\nThe Children Act 1989.\r\n\r\n## cla-rat\r\nWords that had a place once: {cla-rat.value}.\r\n";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("own.toml", DEFINITION);
    desk.put("own.words.md", WORDS);
    desk
}

fn paper(desk: &Desk, more: &[&str]) -> Run {
    let order = [
        "paper",
        "own.toml",
        "--authority",
        "Blackpool",
        "--out",
        "p.md",
    ];
    desk.run(&[&order[..], more].concat())
}

fn made(desk: &Desk, more: &[&str]) -> Run {
    let run = paper(desk, more);
    assert_eq!(run.code, 0, "{}", run.err);
    run
}

/// Everything that the paper and its annex say.
fn pages(desk: &Desk) -> String {
    let annex = desk.files().contains(&"p-annex.md".to_owned());
    let annex = if annex {
        desk.text("p-annex.md")
    } else {
        String::new()
    };
    desk.text("p.md") + &annex
}

fn verified(desk: &Desk) {
    let run = desk.run(&["verify", "p.manifest.json"]);
    let same = run.out.contains("as they were") && !run.out.contains("changed");
    assert!(run.code == 0 && same, "{}{}", run.out, run.err);
}

#[test]
fn the_services_words_stand_in_their_places_and_none_is_lost() {
    let desk = desk();
    made(&desk, &[]);
    let paper = desk.text("p.md");
    for said in [
        "sooner? **Written when the rate was 182; it is 184 now: check.** We opened a team. It is 184 now.",
        "- One thing.",
        "plan is needed? Plans are reviewed monthly.",
        "2.1 The committee asked for it.",
        "4.1 **Legal.** The Children Act 1989.\n",
        "4.2 **Equality.** **To be written by the service: groups.**",
    ] {
        assert!(paper.contains(said), "{said} is not in {paper}");
    }
    assert!(!paper.contains("No explanation supplied"), "{paper}");
    assert!(
        !paper.contains("service: duties") && !paper.contains("why this"),
        "{paper}"
    );
    let annex = desk.text("p-annex.md");
    let kept = "The service’s own words without a place\n\n### cla-rat\n\nA1.1 Words that had a place once: {cla-rat.value}.";
    assert!(annex.contains(kept), "{annex}");
    verified(&desk);
    let traced = desk.done(&["explain", "--paper", "p.manifest.json", "2.1"]);
    assert!(
        traced.contains("file: own.words.md") && traced.contains("row: 12"),
        "{traced}"
    );
}

#[test]
fn a_changed_figure_a_key_without_a_place_and_a_missing_line_are_told() {
    let run = made(&desk(), &[]);
    for said in [
        "to look at: own.words.md, row 3 (cla-rate): Written when the rate was 182; it is 184 now: check.",
        "the line is <!-- written when 2025: 184 -->",
        "own.words.md, row 9 (cpp-rate): the line <!-- written when 2025: 86.1 --> is to stand under the heading",
        "own.words.md, row 19: found “## cla-rat”",
        "perhaps “cla-rate”",
    ] {
        assert!(run.err.contains(said), "{said} is not in {}", run.err);
    }
    let quiet = made(&desk(), &["-q"]);
    assert!(quiet.err.contains("cla-rat"), "{}", quiet.err);
}

#[test]
fn a_stamp_is_one_line_and_all_else_is_as_it_was() {
    let desk = desk();
    made(&desk, &["--stamp"]);
    let line = "<!-- written when 2025: 86.1 -->\r\n";
    let expected = WORDS.replace("## cpp-rate\r\n", &format!("## cpp-rate\r\n{line}"));
    assert_eq!(desk.bytes("own.words.md"), expected.as_bytes());
    verified(&desk);
    let again = made(&desk, &["--stamp"]);
    assert_eq!(
        desk.bytes("own.words.md"),
        expected.as_bytes(),
        "{}",
        again.err
    );
    assert_eq!(
        desk.files(),
        [
            "own.toml",
            "own.words.md",
            "p-annex.md",
            "p.manifest.json",
            "p.md"
        ]
    );
    let bare = Desk::new();
    bare.put("own.toml", DEFINITION);
    let refused = paper(&bare, &["--stamp"]);
    assert!(
        refused.code == 2 && refused.err.contains("--words FILE"),
        "{}",
        refused.err
    );
}

#[test]
fn words_go_with_their_question_where_a_section_gathers_the_questions() {
    let desk = Desk::new();
    desk.put(
        "own.toml",
        "title = \"A\"\n[[section]]\nheading = \"Rate\"\nindicators = [\"cla-rate\"]\nfindings = 1\n\
         [[section]]\nheading = \"Questions\"\nindicators = [\"cla-rate\", \"cpp-rate\"]\nquestions = 2\n",
    );
    desk.put(
        "mine.md",
        "## cla-rate\nWe act.\n## cpp-rate\nPlans are reviewed.\n\nMonthly.\n",
    );
    made(&desk, &["--words", "mine.md"]);
    let paper = desk.text("p.md");
    for said in [
        "We act.",
        "The service’s answer stands in its paragraph (2.1).",
        "Plans are reviewed. Monthly.",
    ] {
        assert_eq!(paper.matches(said).count(), 1, "{said}: {paper}");
    }
    verified(&desk);
}

/// Words with a fault, the row that is named, and what the message must contain.
const BAD_WORDS: [(&str, u64, &str); 8] = [
    ("## cla-rate\n\nIt is {cla-rate.valu}.\n", 3, "value"),
    (
        "## cla-rate\nSo.\n\n| a | b |\n|---|---|\n\n![x](y.png)\n",
        7,
        "no form",
    ),
    ("## Rate\n{findings}\n", 2, "definition"),
    (
        "## cla-rate\n<!-- written when 2025 -->\nSo.\n",
        2,
        "--stamp",
    ),
    (
        "## cla-rate\nSo.\n<!-- written when 2025: 184 -->\n",
        3,
        "directly",
    ),
    ("## cla-rate\n<!-- a note\nSo.\n", 2, "close it"),
    ("##cla-rate\nSo.\n", 1, "write “## cla-rate”"),
    (
        "## Rate\n<!-- written when 2025: 184 -->\nSo.\n",
        1,
        "delete the line",
    ),
];

#[test]
fn a_fault_in_the_words_is_told_with_its_row_and_nothing_is_written() {
    let desk = desk();
    for (words, row, said) in BAD_WORDS {
        desk.put("own.words.md", words);
        let run = paper(&desk, &[]);
        let place = format!("own.words.md, row {row}");
        assert_eq!(run.code, 2, "{words}: {}", run.err);
        assert!(
            run.err.contains(&place) && run.err.contains(said),
            "{words}: {}",
            run.err
        );
    }
    let missing = paper(&desk, &["--words", "nowhere.md"]);
    assert!(
        missing.code == 3 && missing.err.contains("nowhere.md"),
        "{}",
        missing.err
    );
    assert_eq!(desk.files(), ["own.toml", "own.words.md"]);
}

#[test]
fn words_above_all_headings_and_of_a_section_that_is_gone_are_kept() {
    let desk = desk();
    desk.put(
        "own.words.md",
        "Words of nobody.\n\n## Staffing\nWords of a section that is gone.\n\n## care-leaver-eet-percent\nWords of another paper.\n\n## Summary\nA word on the summary.\n",
    );
    let run = made(&desk, &[]);
    let pages = pages(&desk);
    for said in [
        "of nobody",
        "that is gone",
        "of another paper",
        "A word on the summary",
    ] {
        assert_eq!(pages.matches(said).count(), 1, "{said}: {pages}");
    }
    assert!(desk.text("p.md").contains("A word on the summary"));
    for row in ["row 1:", "row 3:", "row 6:"] {
        assert!(run.err.contains(row), "{row} is not in {}", run.err);
    }
}

/// A definition whose indicators both years have.
const BOTH_YEARS: &str = "title = \"Looked after in {authority}\"\n\n[[section]]\nheading = \"Rate\"\n\
    indicators = [\"cla-rate\", \"cla-three-placements-percent\", \"cin-rate\"]\nfindings = 3\ntables = [\"standing\"]\n";

/// Both years of DfE's files, or of one of them, by path; none where they are absent.
fn years(file: Option<&str>) -> Option<[String; 2]> {
    let path = |year: &str| {
        let folder = format!("data/ees/{year}");
        let path = file.map_or_else(|| folder.clone(), |file| format!("{folder}/{file}"));
        let found = published("meetings", &path)?;
        Some(found.to_string_lossy().into_owned())
    };
    Some([path("2024")?, path("2025")?])
}

/// A desk with the paper of the older year, made for an earlier meeting.
fn desk_of_last_year(definition: &str, file: Option<&str>) -> Option<(Desk, String)> {
    let [old, new] = years(file)?;
    let desk = Desk::new();
    desk.put("own.toml", definition);
    made(&desk, &["--data", &old, "--date", "3 March 2025"]);
    Some((desk, new))
}

#[test]
fn what_is_new_revised_moved_and_answered_since_the_last_report_is_told() {
    let Some((desk, new)) = desk_of_last_year(BOTH_YEARS, None) else {
        return;
    };
    std::fs::rename(desk.path("p.manifest.json"), desk.path("last.json")).expect("renamed");
    desk.put(
        "own.words.md",
        "## cla-rate\n<!-- written when 2025: 184 -->\nWe act.\n",
    );
    made(&desk, &["--data", &new, "--since", "last.json"]);
    let paper = desk.text("p.md");
    for said in [
        "## 2 Since the last report\n\nThe last report (3 March 2025) used figures published up to November 2024.",
        "**Looked after rate:** 184 per 10,000 in 2025 is new; the last report had 181 for 2024. The figure for 2024 was \
         revised from 181 to 182 per 10,000. It is now the highest of 151 (2nd highest of 153 then).",
        "**Three or more placements:** 8% in 2024-25 is new; the last report had 13 for 2023-24. It is now below England \
         (above it then); below its neighbours’ average (above it then); 29th of 151, where 1st is best",
        "Questions in the last report: 3. With an answer now: 1. Still open: 2.",
        "answered in this report",
        "no answer yet; asked again",
    ] {
        assert!(paper.contains(said), "{said} is not in {paper}");
    }
    let pages = pages(&desk);
    let statement = pages
        .lines()
        .find(|line| line.contains("| the figure") && line.contains("181 for every 10,000"));
    assert!(
        statement.is_some_and(|line| line.contains("184 for every 10,000")),
        "{pages}"
    );
    verified(&desk);
    let traced = desk.json(&["explain", "--paper", "p.manifest.json", "s2.2"]);
    let evidence = &traced["s2.2"]["evidence"];
    assert_eq!(
        (
            &evidence["last"]["value"],
            &evidence["now"]["origin"]["row"]
        ),
        (&181.0.into(), &84.into())
    );
}

#[test]
fn where_nothing_is_new_one_sentence_says_so() {
    let desk = Desk::new();
    desk.put("own.toml", BOTH_YEARS);
    made(&desk, &["--date", "3 March 2026"]);
    std::fs::rename(desk.path("p.manifest.json"), desk.path("last.json")).expect("renamed");
    made(&desk, &["--since", "last.json", "--date", "1 June 2026"]);
    let paper = desk.text("p.md");
    let said = "## 2 Since the last report\n\nNothing is new since the last report (3 March 2026), which used figures published up to 27 November 2025.\n\nQuestions in";
    assert!(paper.contains(said), "{paper}");
    assert!(
        !paper.contains("is new;") && !paper.contains("read otherwise"),
        "{paper}"
    );
    verified(&desk);
}

#[test]
fn a_report_of_every_meeting_finds_the_last_one_and_keeps_it() {
    let mut definition = format!("since = true\n{BOTH_YEARS}");
    let mut file = None;
    if !sample::is_sweep() {
        // One indicator, of one file: to be verified a paper is made again, so this makes seven.
        definition = definition.replace(", \"cla-three-placements-percent\", \"cin-rate\"", "");
        file = Some("cla_number_and_rate_per_10k_children.csv");
    }
    let Some((desk, new)) = desk_of_last_year(&definition, file) else {
        return;
    };
    let last = desk.bytes("p.manifest.json");
    assert!(
        !desk.text("p.md").contains("Since the last report"),
        "the first has none before it"
    );
    let order = ["--data", &new, "--date", "5 March 2026"];
    made(&desk, &order);
    assert!(desk.text("p.md").contains("The last report (3 March 2025)"));
    assert_eq!(desk.bytes("p.last.manifest.json"), last);
    verified(&desk);
    // Made again for the same meeting, it tells the same news.
    made(&desk, &order);
    assert!(desk.text("p.md").contains("The last report (3 March 2025)"));
    assert_eq!(desk.bytes("p.last.manifest.json"), last);
    verified(&desk);
    // The next meeting's report follows this one.
    made(&desk, &["--data", &new, "--date", "4 June 2026"]);
    assert!(
        desk.text("p.md")
            .contains("Nothing is new since the last report (5 March 2026)")
    );
    verified(&desk);
}

#[test]
fn a_last_report_of_another_authority_or_paper_is_refused() {
    let desk = Desk::new();
    desk.put("own.toml", BOTH_YEARS);
    desk.done(&[
        "paper",
        "own.toml",
        "--authority",
        "Kent",
        "--out",
        "kent.md",
        "-q",
    ]);
    let refused = paper(&desk, &["--since", "kent.manifest.json"]);
    let said = [
        "about Kent",
        "about Blackpool",
        "kent.manifest.json",
        "--since",
    ];
    assert!(
        refused.code == 2 && said.iter().all(|said| refused.err.contains(said)),
        "{}",
        refused.err
    );
    desk.put(
        "other.toml",
        BOTH_YEARS.replace("Looked after in", "Care in"),
    );
    desk.done(&[
        "paper",
        "other.toml",
        "--authority",
        "Blackpool",
        "--out",
        "other.md",
        "-q",
    ]);
    let refused = paper(&desk, &["--since", "other.manifest.json"]);
    assert!(
        refused.code == 2 && refused.err.contains("“Care in {authority}”"),
        "{}",
        refused.err
    );
    for absent in [
        paper(&desk, &["--since", "nowhere.json"]),
        paper(&desk, &["--since", "own.toml"]),
    ] {
        assert_eq!(absent.code, 3, "{}", absent.err);
    }
    assert!(!desk.files().contains(&"p.md".to_owned()));
}

/// A definition with what was agreed; each action is its words, its day and its state.
fn with_actions(actions: &[(&str, &str, &str)]) -> String {
    let mut definition = DEFINITION.to_owned();
    for (what, due, state) in actions {
        definition.push_str(&format!(
            "\n[[action]]\nwhat = \"{what}\"\nwho = \"Head of service\"\ndue = {due}\nstate = \"{state}\"\nfrom = \"3 March 2025\"\n"
        ));
    }
    definition
}

/// The paper of a meeting, which follows the one before it.
fn meeting(desk: &Desk, date: &str, actions: &[(&str, &str, &str)]) -> (String, Run) {
    desk.put(
        "own.toml",
        format!("since = true\n{}", with_actions(actions)),
    );
    let run = made(desk, &["--date", date]);
    verified(desk);
    (desk.text("p.md"), run)
}

/// The row of a table with these words.
fn row<'p>(paper: &'p str, words: &str) -> &'p str {
    let row = paper
        .lines()
        .find(|line| line.starts_with('|') && line.contains(words));
    row.unwrap_or_else(|| panic!("no row with {words} in {paper}"))
}

/// That an action that is gone though it was open is told with the way out.
fn check_told(messages: &str) {
    let told = [
        "own.toml",
        "“Ask the board about delays”",
        "in no [[action]]",
        "state = \"done\"",
    ];
    for said in told {
        assert!(messages.contains(said), "{messages}");
    }
}

/// The meeting after the one at which an action was done.
fn ended(desk: &Desk) -> String {
    let done = [("Ask the board about delays", "2025-06-30", "done")];
    let (paper, run) = meeting(desk, "1 August 2025", &done);
    assert!(row(&paper, "delays").contains("| done"), "{paper}");
    assert!(!run.err.contains("no [[action]]"), "{}", run.err);
    meeting(desk, "1 September 2025", &done).0
}

#[test]
fn actions_are_carried_until_they_end() {
    let desk = Desk::new();
    let first = [
        (
            "Publish the sufficiency plan",
            "\"1 March 2025\"",
            "in progress",
        ),
        ("Ask the board about delays", "2025-06-30", "open"),
        ("Train all managers", "\"01/02/2025\"", "done"),
    ];
    let (paper, _) = meeting(&desk, "3 March 2025", &first);
    let before = paper
        .find("Actions and questions of the last meeting")
        .expect("a section");
    assert!(
        before < paper.find("Implications").expect("a section"),
        "{paper}"
    );
    let late = row(&paper, "sufficiency");
    assert!(
        late.contains("1 March 2025") && late.contains("in progress; overdue by 2 days"),
        "{late}"
    );
    assert!(row(&paper, "delays").contains("| open"), "{paper}");
    assert!(row(&paper, "managers").contains("| done"), "{paper}");
    assert!(
        paper.contains("Overdue or not is told as at 3 March 2025."),
        "{paper}"
    );

    // What is done was told; what is gone though it was open is told and still printed.
    let second = [
        (
            "Publish the Sufficiency plan.",
            "\"1 March 2025\"",
            "closed",
        ),
        ("Train all managers", "\"01/02/2025\"", "done"),
    ];
    let (paper, run) = meeting(&desk, "2 June 2025", &second);
    assert!(row(&paper, "Sufficiency").contains("| closed"), "{paper}");
    assert!(row(&paper, "delays").contains("open at the last report, no longer in the definition"));
    assert!(!paper.contains("managers |"), "{paper}");
    let left = "One action that has ended was told in an earlier report and is left out.";
    assert!(paper.contains(left), "{paper}");
    check_told(&run.err);

    // It goes on being carried, and is late in time.
    let (paper, _) = meeting(&desk, "1 July 2025", &[]);
    let lost = row(&paper, "delays");
    assert!(
        lost.contains("no longer in the definition; overdue by 1 day"),
        "{lost}"
    );
    assert!(!paper.contains("Sufficiency"), "{paper}");

    let paper = ended(&desk);
    assert!(!paper.contains("delays") && paper.contains(left), "{paper}");
}

#[test]
fn actions_stand_where_the_definition_wants_them_and_name_their_partner() {
    let desk = Desk::new();
    let place = "\n[[section]]\nheading = \"What we agreed\"\ntext = \"Of the last meeting:\\n\\n{actions}\"\n";
    let actions = with_actions(&[("Agree thresholds", "\"1 May 2025\"", "open")]);
    let actions = actions.replacen(
        "\n[[action]]",
        &format!("{place}\n[[action]]\npartner = \"Police\""),
        1,
    );
    desk.put("own.toml", actions);
    made(&desk, &["--date", "3 March 2025"]);
    let paper = desk.text("p.md");
    assert!(
        paper.contains("What we agreed") && row(&paper, "thresholds").contains("Police"),
        "{paper}"
    );
    assert_eq!(
        paper
            .matches("Actions and questions of the last meeting")
            .count(),
        1,
        "the caption alone: {paper}"
    );
    let traced = desk.json(&["explain", "--paper", "p.manifest.json", "table-1"]);
    assert_eq!(
        traced["table-1"]["cells"][0]["partner"], "Police",
        "{traced:#}"
    );
    let manifest = desk.text("p.manifest.json");
    assert!(manifest.contains("\"due\": \"2025-05-01\""), "{manifest}");
}

#[test]
fn an_action_that_cannot_be_read_is_told_with_its_row() {
    let desk = Desk::new();
    let action = |text: &str| format!("{DEFINITION}\n[[action]]\n{text}");
    let rows = DEFINITION.lines().count() as u64 + 2;
    for (text, more, said) in [
        (
            "what = \"A\"\nstate = \"nearly\"\n",
            2,
            "no state of an action",
        ),
        (
            "what = \"A\"\nstate = \"open\"\ndue = \"soon\"\n",
            3,
            "2025-10-31",
        ),
        (
            "what = \"A\"\nstate = \"open\"\nowner = \"B\"\n",
            3,
            "owner",
        ),
    ] {
        desk.put("own.toml", action(text));
        let run = paper(&desk, &[]);
        let place = format!("own.toml, row {}", rows + more);
        assert!(
            run.code == 2 && run.err.contains(&place) && run.err.contains(said),
            "{place}: {}",
            run.err
        );
    }
    let twice = "what = \"A\"\nstate = \"open\"\n\n[[action]]\nwhat = \"a.\"\nstate = \"done\"\n";
    desk.put("own.toml", action(twice));
    let run = paper(&desk, &[]);
    assert!(
        run.code == 2 && run.err.contains("two [[action]]"),
        "{}",
        run.err
    );
}

#[test]
fn a_plan_says_its_week_and_its_partners() {
    let desk = Desk::new();
    desk.put(
        "plan.csv",
        "ref,recommendation,owner,Partner agency,status,updated\n1,Agree thresholds,Ann,Police,in progress,2025-05-16\n2,Train staff,Ann,,complete,2025-05-01\n",
    );
    let definition = |more: &str| {
        format!("title = \"P\"\n[[section]]\nheading = \"Plan\"\nplan = \"plan.csv\"\n{more}")
    };
    for (starts, said) in [
        ("2025-04-01", "The plan is in week 7 of 12 on 16 May 2025."),
        (
            "2025-01-01",
            "The plan’s 12 weeks are over: 16 May 2025 is 8 weeks after them.",
        ),
        (
            "\"1 June 2025\"",
            "The plan has 12 weeks and starts on 1 June 2025.",
        ),
    ] {
        desk.put(
            "own.toml",
            definition(&format!("plan_starts = {starts}\nplan_weeks = 12\n")),
        );
        made(&desk, &[]);
        let paper = desk.text("p.md");
        assert!(paper.contains(said), "{said}: {paper}");
        assert!(row(&paper, "thresholds").contains("Police"), "{paper}");
        verified(&desk);
    }
    desk.put("own.toml", definition("plan_weeks = 12\n"));
    let refused = paper(&desk, &[]);
    assert!(
        refused.code == 2 && refused.err.contains("plan_starts"),
        "{}",
        refused.err
    );
    let counted = desk.done(&["plan", "plan.csv"]);
    assert!(
        counted.contains("Partner") && counted.contains("Police"),
        "{counted}"
    );
}

#[test]
fn a_word_file_with_words_news_and_actions_is_sound() {
    let desk = Desk::new();
    let actions = with_actions(&[("Agree thresholds", "\"1 May 2025\"", "open")]);
    desk.put("own.toml", format!("since = true\n{actions}"));
    desk.put("own.words.md", WORDS);
    for date in ["3 March 2026", "1 June 2026"] {
        let outs = [
            "--out", "p.docx", "--out", "p.html", "--out", "p.xlsx", "--date", date,
        ];
        made(&desk, &outs);
    }
    for name in ["p.docx", "p-annex.docx"] {
        let faults = docx_check::faults(&desk.bytes(name));
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
    let page = desk.text("p.html");
    for said in [
        "Nothing is new since the last report (3 March 2026)",
        "overdue by",
        "Written when",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    verified(&desk);
}

#[test]
fn words_about_a_figure_without_a_paragraph_stand_in_its_section() {
    let desk = Desk::new();
    desk.put(
        "own.toml",
        "title = \"A\"\n[[section]]\nheading = \"Standing\"\nindicators = [\"cla-rate\", \"cpp-rate\"]\ntables = [\"standing\"]\n\
         [[section]]\nheading = \"Plans\"\nindicators = [\"cpp-rate\"]\nfindings = 1\n",
    );
    desk.put("own.words.md", "## cla-rate\n<!-- written when 2025: 184 -->\nWe act.\n\n## cpp-rate\nPlans are reviewed.\n");
    let run = made(&desk, &[]);
    let paper = desk.text("p.md");
    let [standing, plans] = [
        "**Looked after rate:** We act.",
        "plan is needed? Plans are reviewed.",
    ]
    .map(|said| {
        paper
            .find(said)
            .unwrap_or_else(|| panic!("{said} is not in {paper}"))
    });
    assert!(standing < plans, "{paper}");
    assert!(!run.err.contains("no place"), "{}", run.err);
    verified(&desk);
}

/// A paper that a refresh makes has the officer's own words, as they are now.
#[test]
fn a_refresh_takes_the_words_that_an_output_names() {
    let desk = desk();
    desk.put("mine.md", "## cla-rate\n\nWe opened a team.\n");
    desk.put(
        "yardstick.toml",
        "authority = \"Blackpool\"\nstore = \"st\"\n[[output]]\npaper = \"own.toml\"\nwords = \"mine.md\"\nout = \"out.md\"\n",
    );
    desk.run(&["refresh", "--offline"]);
    assert!(desk.text("out.md").contains("We opened a team."));
    desk.put("mine.md", "## cla-rate\n\nWe closed it.\n");
    desk.run(&["refresh", "--offline"]);
    assert!(desk.text("out.md").contains("We closed it."));
}
