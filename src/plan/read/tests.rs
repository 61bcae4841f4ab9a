use super::*;
use crate::plan::changes::{self, ActionChange, Unread};
use crate::plan::consistency::on_the_day;
use crate::plan::summary::PlanSummary;
use crate::world::Memory;
use crate::world::failing::one_of;
use jiff::civil::Date;
use proptest::prelude::*;

const HEADER: &str =
    "ref,source,recommendation,owner,due,started,status,rag,updated,indicator,target,note\n";

fn parse(bytes: &[u8], file: &str) -> Result<(ActionPlan, Vec<Check>)> {
    read(&Memory::new(&[(file, bytes)]), Path::new(file))
}

fn try_rows(rows: &str) -> Result<(ActionPlan, Vec<Check>)> {
    parse(format!("{HEADER}{rows}").as_bytes(), "plan.csv")
}

fn read_rows(rows: &str) -> (ActionPlan, Vec<Check>) {
    try_rows(rows).unwrap()
}

fn day(iso: &str) -> Date {
    iso.parse().unwrap()
}

#[test]
fn columns_go_by_name_in_any_order() {
    let text = "\u{feff}Status,Ref No,Recommendation,Due date,Weather\r\nDone,R1,\"Audit, weekly\",30/06/2025,wet\r\n";
    let (plan, checks) = parse(text.as_bytes(), "plan.csv").unwrap();
    let action = &plan.actions[0];
    assert_eq!(
        (action.reference.as_str(), action.recommendation.as_str()),
        ("R1", "Audit, weekly")
    );
    assert_eq!(
        (action.status, action.due.known(), action.row),
        (Some(ActionStatus::Complete), Some(day("2025-06-30")), 2)
    );
    assert_eq!(
        checks
            .iter()
            .map(|c| (c.name, c.column.as_deref()))
            .collect::<Vec<_>>(),
        [("plan-column", Some("Weather"))]
    );
}

#[test]
fn windows_text_is_read_as_such() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"A1,,Children\x92s home \x96 \xa35,,,,complete,,,,,\n");
    let (plan, checks) = parse(&bytes, "plan.csv").unwrap();
    assert_eq!(plan.actions[0].recommendation, "Children’s home – £5");
    assert_eq!(checks[0].name, "encoding");
    bytes.extend(b"A2,,\x81,,,,complete,,,,,\n");
    assert!(
        parse(&bytes, "plan.csv").is_err(),
        "0x81 stands for nothing"
    );
}

/// A row, the name and the column of its check, and whether the row is kept.
const FAULTS: [(&str, &str, Option<&str>, bool); 20] = [
    (
        "A1,,again,,,,complete,,,,,",
        "plan-reference",
        Some("ref"),
        false,
    ),
    (
        " a1 ,,again,,,,complete,,,,,",
        "plan-reference",
        Some("ref"),
        false,
    ),
    (
        ",,no number,,,,complete,,,,,",
        "plan-merged-number",
        Some("ref"),
        true,
    ),
    (
        ",,,Head,,,complete,,,,,",
        "plan-reference",
        Some("ref"),
        false,
    ),
    (
        "02-Jan,,a day,,,,complete,,,,,",
        "plan-reference",
        Some("ref"),
        false,
    ),
    ("A2,,short", "ragged-row", None, false),
    ("A2,,long,,,,complete,,,,,,more", "ragged-row", None, false),
    ("A2,,short,,,,complete", "short-rows", None, true),
    (
        "A2,,#REF!,,,,complete,,,,,",
        "spreadsheet-error",
        Some("recommendation"),
        true,
    ),
    (
        "A2,,,,,,nearly there,,,,,",
        "plan-status",
        Some("status"),
        true,
    ),
    ("A2,,,,,,,,,,,", "plan-status", Some("status"), true),
    ("A2,,,,TBC,,complete,,,,,", "plan-date", Some("due"), true),
    (
        "A2,,,,05/07/2025,,complete,,,,,",
        "plan-date",
        Some("due"),
        true,
    ),
    (
        "A2,,,,31/06/2025,,complete,,,,,",
        "plan-date",
        Some("due"),
        true,
    ),
    (
        "A2,,,,,,complete,red,,,,",
        "plan-rag-contradicts",
        Some("rag"),
        true,
    ),
    (
        "A2,,,,,,overdue,green,,,,",
        "plan-rag-contradicts",
        Some("rag"),
        true,
    ),
    (
        "A2,,,,,,in progress,blue,,,,",
        "plan-rag-contradicts",
        Some("rag"),
        true,
    ),
    (
        "A2,,,,,,in progress,purple,,,,",
        "plan-rag",
        Some("rag"),
        true,
    ),
    (
        "A2,,,,,2025-06-01,in progress,,2025-05-01,,,",
        "plan-started",
        Some("started"),
        true,
    ),
    (
        "A2,,,,,,in progress,,,cla-rate,better,",
        "plan-target",
        Some("target"),
        true,
    ),
];

#[test]
fn faults_are_said_with_row_and_column() {
    for (row, name, column, kept) in FAULTS {
        let (plan, checks) = read_rows(&format!("A1,,first,,,,complete,,,,,\n{row}\n"));
        let found: Vec<_> = checks
            .iter()
            .map(|c| (c.name, c.row, c.column.as_deref()))
            .collect();
        assert_eq!(found, [(name, Some(3), column)], "{row}");
        assert_eq!(
            (plan.actions.len(), plan.set_aside.len()),
            if kept { (2, 0) } else { (1, 1) },
            "{row}"
        );
    }
}

#[test]
fn a_word_that_is_nearly_one_is_suggested_and_not_taken() {
    let (plan, checks) = read_rows("A1,,x,,,,complet,,,,,\n");
    assert_eq!(plan.actions[0].status, None);
    assert!(
        checks[0].expected.ends_with("perhaps “complete”"),
        "{}",
        checks[0].expected
    );
}

#[test]
fn another_day_of_the_file_settles_the_order() {
    let (plan, checks) =
        read_rows("A1,,x,,05/07/2025,,complete,,,,,\nA2,,x,,30/06/2025,,complete,,,,,\n");
    assert_eq!(checks, []);
    assert_eq!(plan.actions[0].due, PlanDay::Known(day("2025-07-05")));
}

#[test]
fn a_file_that_is_no_plan_is_refused() {
    for (text, said) in [
        ("a plan in words\n", "one column only"),
        ("ref,status\nA1,complete\n", "“recommendation” is missing"),
        (
            "ref,recommendaton,status\nA1,x,complete\n",
            "the nearest is “recommendaton”",
        ),
        (
            "ref,action,recommendation,status\n",
            "two columns could be “recommendation”",
        ),
        ("PK\x03\x04", "the workbook cannot be read"),
        ("", "empty"),
    ] {
        let told = parse(text.as_bytes(), "plan.csv").unwrap_err().to_string();
        assert!(told.contains(said), "{told}");
    }
}

/// Each line a case: status, rating, due, updated, and what contradicts 15 July 2025.
#[test]
fn what_contradicts_the_day_is_said() {
    for (status, rag, due, updated, found) in [
        (
            "complete",
            "",
            "",
            "2025-08-01",
            vec![("plan-updated", Severity::Error)],
        ),
        (
            "in progress",
            "",
            "",
            "2025-08-01",
            vec![("plan-updated", Severity::Warning)],
        ),
        (
            "in progress",
            "green",
            "2025-07-14",
            "",
            vec![("plan-rag-contradicts", Severity::Warning)],
        ),
        ("in progress", "green", "2025-07-15", "", vec![]),
        (
            "overdue",
            "red",
            "2025-07-15",
            "",
            vec![("plan-status", Severity::Warning)],
        ),
        ("complete", "green", "2025-07-01", "2025-07-15", vec![]),
    ] {
        let (plan, checks) = read_rows(&format!("A1,,x,,{due},,{status},{rag},{updated},,,\n"));
        assert_eq!(checks, []);
        let told: Vec<_> = on_the_day(&plan, day("2025-07-15"))
            .iter()
            .map(|c| (c.name, c.severity))
            .collect();
        assert_eq!(told, found, "{status} {rag} {due} {updated}");
    }
}

#[test]
fn counts_and_lateness() {
    let (plan, _) = read_rows(
        "A1,Ofsted,x,Head,2025-01-31,,complete,,2025-06-01,,,\nA2,Ofsted,x,Head,2025-05-01,,in progress,,,,,\n\
         A3,Audit,x,,2025-05-31,,not started,,,,,\nA4,Audit,x,,,,overdue,,,,,\nA5,,x,,2025-01-01,,superseded,,,,,\n\
         A6,,x,,2025-01-01,,what,,,,,\nA7,,x,,2025-06-01,,in progress,,,,,\n",
    );
    let summary = PlanSummary::of(&plan, plan.newest_update().unwrap());
    let all = summary.all;
    assert_eq!(
        (all.actions, all.complete, all.in_progress, all.not_started),
        (7, 1, 3, 1)
    );
    assert_eq!(
        (
            all.superseded,
            all.unknown,
            all.overdue,
            summary.without_day
        ),
        (1, 1, 4, 1)
    );
    let late: Vec<_> = summary
        .overdue
        .iter()
        .map(|(a, days)| (a.reference.as_str(), *days))
        .collect();
    assert_eq!(
        late,
        [
            ("A6", Some(151)),
            ("A2", Some(31)),
            ("A3", Some(1)),
            ("A4", None)
        ]
    );
    assert_eq!(
        summary
            .by_source
            .iter()
            .map(|(s, t)| (*s, t.actions))
            .collect::<Vec<_>>(),
        [("Audit", 2), ("Ofsted", 2), ("", 3)]
    );
}

#[test]
fn what_slipped_is_found_by_reference() {
    let (older, _) = read_rows(
        "A1,,one,,2025-01-31,,complete,,,,,\nA2,,two,,2025-02-01,,in progress,,,,at most 5,\nA3,,three,,,,not started,,,,,\nA4,,four,,,,complete,,,,,\n",
    );
    let (plan, _) = read_rows(
        "a1,,one,,2025-01-31,,in progress,,,,,\nA2,,two  ,,2025-03-01,,complete,,,,at most 7,\nA3,,third,,,,not started,,,,,\nA9,,nine,,,,not started,,,,,\n",
    );
    let found = changes::since(&older, &plan);
    let names: Vec<_> = found
        .iter()
        .map(|d| {
            (
                d.action.reference.as_str(),
                d.change.name(),
                d.change.is_slip(),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("a1", "status went back", true),
            ("A2", "due later", true),
            ("A2", "completed", false),
            ("A2", "target changed", false),
            ("A3", "text changed", false),
            ("A9", "new", false),
            ("A4", "removed", false),
        ]
    );
    assert!(matches!(
        found[1].change,
        ActionChange::Due { days: 28, .. }
    ));
}

#[test]
fn a_day_is_absent_not_read_or_known() {
    let (plan, _) = read_rows(
        "A1,,x,,,,in progress,,,,,\nA2,,x,,when ready,soon,in progress,,yesterday,,,\nA3,,x,,2025-06-30,,in progress,,2025-05-14,,,\n\
         A4,,x,,when ready,,complete,,,,,\nA5,,x,,when ready,,overdue,,,,,\nA6,,x,,when ready,,what,,,,,\n",
    );
    let due: Vec<&PlanDay> = plan.actions.iter().map(|action| &action.due).collect();
    assert_eq!(due[0], &PlanDay::Absent);
    assert_eq!(due[1], &PlanDay::Unread("when ready".to_owned()));
    assert_eq!(due[2], &PlanDay::Known(day("2025-06-30")));
    assert_eq!(plan.unread_updates(), 1);
    let summary = PlanSummary::of(&plan, day("2025-06-01"));
    let perhaps: Vec<&str> = summary
        .perhaps_overdue
        .iter()
        .map(|action| action.reference.as_str())
        .collect();
    assert_eq!(
        perhaps,
        ["A2", "A6"],
        "what has ended is not late, and what is overdue by its own word is"
    );
    assert_eq!((summary.without_day, summary.all.perhaps_overdue), (1, 2));
}

#[test]
fn a_total_is_no_action() {
    for total in ["Total", "TOTALS:", "Grand total", "overall"] {
        let (plan, checks) = read_rows(&format!(
            "A1,,x,,,,complete,,,,,\n{total},,2 actions,,,,,,,,,\n"
        ));
        assert_eq!(
            (plan.actions.len(), plan.set_aside.len()),
            (1, 0),
            "{total}"
        );
        assert_eq!(
            (checks[0].name, checks[0].row, checks[0].severity),
            ("plan-total", Some(3), Severity::Note)
        );
    }
    let (plan, _) = read_rows("Total,,Count every visit,,,,complete,,,,,\n");
    assert_eq!(plan.actions.len(), 1, "a row with a status is an action");
}

#[test]
fn what_could_not_be_read_in_one_version_is_no_change() {
    let (older, _) = read_rows(
        "A1,,x,,2025-01-31,,in progress,,,,,\nA2,,x,,when ready,,in progress,,,,,\nA3,,x,,when ready,,in progress,,,,,\n\
         A4,,x,,,,what,,,,,\nA5,,x,,,,in progress,,,,,\nA6,,x,,2025-01-31,,in progress,,,,,\nA7,,short\n",
    );
    let (plan, _) = read_rows(
        "A1,,x,,soon,,in progress,,,,,\nA2,,x,,2025-01-31,,in progress,,,,,\nA3,,x,,when ready,,in progress,,,,,\n\
         A4,,x,,,,in progress,,,,,\nA5,,short\nA6,,x,,soon,,complete,,,,,\nA7,,x,,,,complete,,,,,\nA8,,x,,,,complete,,,,,\n",
    );
    let found: Vec<_> = changes::since(&older, &plan)
        .into_iter()
        .map(|found| (found.action.reference.clone(), found.change))
        .collect();
    let not_known =
        |reference: &str, unread| (reference.to_owned(), ActionChange::NotKnown(unread));
    assert_eq!(
        found,
        [
            not_known("A1", Unread::DueNow),
            not_known("A2", Unread::DueBefore),
            not_known("A4", Unread::StatusBefore),
            ("A6".to_owned(), ActionChange::Completed),
            not_known("A7", Unread::RowBefore),
            ("A8".to_owned(), ActionChange::New),
            not_known("A5", Unread::RowNow),
        ]
    );
    assert!(found.iter().all(|(_, change)| !change.is_slip()));
}

/// Excel stores 1.10 as 1.1 and 2-1 as a day: neither is told as gone, and nothing is told of what could not be compared.
#[test]
fn what_could_not_be_read_is_not_told_as_removed_or_new() {
    let (older, _) = read_rows(
        "1.1,,one,,2025-06-30,,in progress,,,,,\n1.9,,nine,,2025-06-30,,in progress,,,,,\n1.10,,ten,,2025-05-30,,not started,,,,,\n2-1,,was,,,,in progress,,,,,\n",
    );
    let (plan, checks) = read_rows(
        "1.1,,one,,2025-06-30,,in progress,,,,,\n1.9,,nine,,2025-06-30,,in progress,,,,,\n1.1,,ten,,2025-06-30,,not started,,,,,\n02-Jan,,was,,,,complete,,,,,\n",
    );
    let rows: Vec<u64> = plan.set_aside.iter().map(|row| row.row).collect();
    assert_eq!(rows, [4, 5]);
    assert!(
        checks[0].guidance.contains("1.10") && checks[1].guidance.contains("day"),
        "{checks:?}"
    );
    let names = |older: &ActionPlan, plan: &ActionPlan| -> Vec<(String, &'static str)> {
        changes::since(older, plan)
            .iter()
            .map(|d| (d.action.reference.clone(), d.change.name()))
            .collect()
    };
    let unknown = "not known";
    assert_eq!(
        names(&older, &plan),
        [("1.10".to_owned(), unknown), ("2-1".to_owned(), unknown)]
    );
    assert_eq!(
        names(&plan, &older),
        [("1.10".to_owned(), unknown), ("2-1".to_owned(), unknown)]
    );
    // The only number that a spreadsheet may have changed, with nothing set aside, is the same action.
    let (was, _) = read_rows("01,,one,,,,in progress,,,,,\n1.10,,ten,,,,in progress,,,,,\n");
    let (is, _) = read_rows("1,,one,,,,complete,,,,,\n1.1,,ten,,,,complete,,,,,\n");
    assert_eq!(
        names(&was, &is),
        [
            ("1".to_owned(), "completed"),
            ("1.1".to_owned(), "completed")
        ]
    );
}

/// A title above, a number over two merged rows, a total and notes below.
#[test]
fn a_plan_is_counted_as_its_officer_sees_it() {
    let text = "What we said we would do,,,,,\r\nAs agreed by the board,,,,,\r\nRef,Area of work,Action,Lead,Due date,Status\r\n\
        1,Fostering,\"Ask carers\nwhy they leave\",Head,30/06/2025,On track\r\n,,Act on what they say,Head,31/07/2025,On track\r\n\
        2,Adoption,Match sooner,Head,30/09/2025,Completed\r\n,,,,,\r\nTotal,,two,,,\r\n,Notes: as the board saw it,,,,\r\n";
    let (plan, checks) = parse(text.as_bytes(), "plan.csv").unwrap();
    let found: Vec<_> = plan
        .actions
        .iter()
        .map(|action| (action.row, action.reference.as_str()))
        .collect();
    assert_eq!(found, [(4, "1"), (6, "1 (2)"), (7, "2")]);
    assert!(plan.set_aside.is_empty());
    let names: Vec<_> = checks.iter().map(|check| (check.name, check.row)).collect();
    assert_eq!(
        names,
        [
            ("plan-column", Some(3)),
            ("title-lines", Some(3)),
            ("blank-rows", Some(8)),
            ("below-table", Some(10)),
            ("plan-total", Some(9)),
            ("plan-merged-number", Some(6)),
        ]
    );
}

proptest! {
    #[test]
    fn no_file_is_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&bytes, "plan.csv");
    }

    /// Every row is an action, blank, or told to be set aside.
    #[test]
    fn no_row_is_lost(cells in proptest::collection::vec("[ -~£’\n]{0,12}|[0-3]?[0-9]/[0-9]{2}/20[0-9]{2}|complete|red|at most [0-9]{1,4}", 0..120 / one_of(2))) {
        let quoted: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', ""))).collect();
        let rows: Vec<String> = quoted.chunks(12).map(|row| row.join(",")).collect();
        let blank = cells.chunks(12).filter(|row| row.iter().all(|cell| cell.replace('"', "").trim().is_empty())).count();
        prop_assume!(blank < rows.len());
        let (plan, checks) = match try_rows(&rows.join("\n")) {
            Ok(read) => read,
            Err(fault) => {
                prop_assert!(fault.what().contains("no row under the header, only “"), "{}", fault);
                return Ok(());
            }
        };
        let passed_over = checks.iter().filter(|check| ["title-row", "plan-total", "below-table"].contains(&check.name)).count();
        if passed_over == 0 {
            prop_assert_eq!(plan.actions.len() + plan.set_aside.len() + blank, rows.len());
        }
        for row in &plan.set_aside {
            prop_assert!(checks.iter().any(|check| check.row == Some(row.row) && check.severity == Severity::Error));
        }
        let summary = PlanSummary::of(&plan, day("2025-06-30"));
        prop_assert_eq!(summary.all.actions, plan.actions.len());
    }
}

#[test]
fn points_on_a_draft_report_are_no_actions() {
    let text = "ref,kind,source,recommendation,status,evidence\n\
                A1,,Ofsted,Audit weekly,In progress,\n\
                P1,Factual accuracy,Ofsted,Caseloads are those of May,Partly accepted,Return of May\n\
                P2,factual accuracy,Ofsted,The panel met,Rejected,\n\
                P3,factual accuracy,Ofsted,Two visits,perhaps,\n\
                A2,Recommendation,Ofsted,Train staff,Not accepted,\n\
                A3,wish,Ofsted,Fewer forms,Complete,\n";
    let (plan, checks) = parse(text.as_bytes(), "plan.csv").unwrap();
    let outcomes: Vec<_> = plan.points.iter().map(|point| point.outcome).collect();
    use crate::plan::PointOutcome;
    assert_eq!(
        outcomes,
        [
            Some(PointOutcome::InPart),
            Some(PointOutcome::NotAccepted),
            None
        ]
    );
    assert_eq!(plan.points[0].evidence, "Return of May");
    let actions: Vec<&str> = plan
        .actions
        .iter()
        .map(|of| of.reference.as_str())
        .collect();
    assert_eq!(actions, ["A1", "A2", "A3"]);
    assert_eq!(plan.actions[1].status, Some(ActionStatus::Superseded));
    let told: Vec<_> = checks.iter().map(|c| (c.name, c.row)).collect();
    assert!(told.contains(&("plan-status", Some(5))), "{told:?}");
    assert!(told.contains(&("plan-kind", Some(7))), "{told:?}");
}
