//! Older releases and files that are none of ours: read, or told what they are; and no file is claimed by columns that others share.

use crate::program::{Desk, Run};
use crate::published::{published, text};
use crate::rows::Rows;
use crate::sample;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

const LEAVERS: &str =
    "cases/08-care-leavers-2022/old/la_care_leavers_accommodation_suitability.csv";
const LEAVERS_2023: &str =
    "cases/08-care-leavers-2022/new/la_care_leavers_accommodation_suitability.csv";
const OUTCOMES: &str = "cases/09-conviction-2024/la_conviction_health_outcome_cla.csv";

/// What the tests of both years ask of, and a file that only one of the years has of the same publication and of another.
const ASKED_OF: [&str; 5] = [
    "cla_number_and_rate_per_10k_children",
    "la_cla_placement_stability",
    "d3_cpps_subsequent_plan",
    "la_care_leavers_accommodation_suitability",
    "csww_indicators",
];

/// The published files of a year: the folder in a sweep, and in the ordinary suite a few of its files, which are taken in sooner.
pub(crate) fn files_of_year(year: &str) -> Option<Vec<String>> {
    let folder = published("both releases", &format!("data/ees/{year}"))?;
    if sample::is_sweep() {
        return Some(vec![text(&folder).to_owned()]);
    }
    let files = std::fs::read_dir(folder).expect("a folder");
    let mut files: Vec<String> = files
        .map(|entry| text(&entry.expect("an entry").path()).to_owned())
        .filter(|path| ASKED_OF.iter().any(|name| path.contains(name)))
        .collect();
    files.sort();
    Some(files)
}

/// Takes files into a store, which must succeed.
pub(crate) fn take_in(desk: &Desk, store: &str, files: &[String]) {
    let files = files.iter().map(String::as_str);
    let import: Vec<&str> = ["import", "--store", store, "-q"]
        .into_iter()
        .chain(files)
        .collect();
    let run = desk.run(&import);
    assert_eq!(run.code, 10, "{}", run.err);
}

/// A store of the releases of 2024 and 2025, which was made once for all tests that ask of it; each has its own copy.
pub(crate) fn both_years() -> Option<Desk> {
    static MADE: OnceLock<Option<Desk>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let (old, new) = (files_of_year("2024")?, files_of_year("2025")?);
        let desk = Desk::new();
        if sample::is_sweep() {
            take_in(&desk, "st", &[old, new].concat());
        } else {
            // One after the other, so that the tests of news can ask of the same store.
            take_in(&desk, "st", &old);
            take_in(&desk, "st", &new);
        }
        Some(desk)
    });
    made.as_ref().map(Desk::copy)
}

/// Figures by indicator, period and authority.
type Figures = BTreeMap<(String, String, String), f64>;

fn figures(rows: &Rows) -> Figures {
    rows.iter()
        .filter_map(|row| {
            let key = ["indicator", "period", "la_code"].map(|column| row.get(column).to_owned());
            let [indicator, period, place] = key;
            Some(((indicator, period, place), row.number("value")?))
        })
        .collect()
}

/// Files of older releases, with the indicators that are read from each.
const OLDER: [(&str, &[&str]); 5] = [
    (
        LEAVERS,
        &[
            "care-leaver-accommodation-percent",
            "care-leaver-accommodation-17-18-percent",
            "care-leaver-unsuitable-accommodation-percent",
            "care-leaver-count",
        ],
    ),
    (
        LEAVERS_2023,
        &[
            "care-leaver-accommodation-percent",
            "care-leaver-accommodation-17-18-percent",
            "care-leaver-unsuitable-accommodation-percent",
            "care-leaver-count",
        ],
    ),
    (
        OUTCOMES,
        &[
            "cla-health-assessment-percent",
            "cla-dental-check-percent",
            "cla-immunisation-percent",
            "cla-development-assessment-percent",
            "cla-sdq-score",
            "cla-sdq-concern-percent",
            "cla-sdq-received-percent",
            "cla-conviction-percent",
            "cla-substance-misuse-percent",
        ],
    ),
    (
        "data/ees/2024/la_cla_placement_stability.csv",
        &[
            "cla-three-placements-percent",
            "cla-three-placements-two-years-percent",
            "cla-long-term-stability-percent",
        ],
    ),
    (
        "cases/90-cin-2024/in/b1_children_in_need_2013_to_2024.csv",
        &[
            "cin-rate",
            "cin-starting-rate",
            "cin-ending-rate",
            "cin-any-point-rate",
        ],
    ),
];

/// Every figure of an older release stands beside the program's own of the same authority and year. Only what a later release revised
/// may differ: less than one in ten.
#[test]
fn an_older_release_says_what_newer_ones_say() {
    let test = "releases::an_older_release_says_what_newer_ones_say";
    for (path, expected) in sample::some(OLDER, 4) {
        let Some(file) = published(test, path) else {
            return;
        };
        let desk = Desk::new();
        desk.done(&["benchmark", "--data", text(&file), "--out", "older.csv"]);
        let older = figures(&desk.rows("older.csv"));
        let read: BTreeSet<&str> = older.keys().map(|(id, ..)| id.as_str()).collect();
        assert_eq!(read, expected.iter().copied().collect(), "{path}");
        let mut arguments = vec!["benchmark", "--out", "known.csv"];
        arguments.extend(expected.iter().flat_map(|id| ["--indicator", id]));
        desk.done(&arguments);
        agree(path, &older, &figures(&desk.rows("known.csv")));
    }
}

fn agree(path: &str, older: &Figures, known: &Figures) {
    let mut by_indicator: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (key, value) in older {
        if let Some(other) = known.get(key) {
            let (all, same) = by_indicator.entry(&key.0).or_default();
            *all += 1;
            // ONS revised the populations that rates were divided by in 2024.
            let tolerance = if key.0.ends_with("-rate") {
                0.03 * other
            } else {
                0.0
            };
            *same += usize::from((value - other).abs() <= tolerance);
        }
    }
    assert!(!by_indicator.is_empty(), "{path}: nothing to compare with");
    for (id, (all, same)) in by_indicator {
        assert!(
            all >= 100 && same * 10 >= all * 9,
            "{path}: {same} of {all} figures of {id} agree"
        );
    }
}

/// A release keeps the numbers behind its percentages, whatever its total row is called.
#[test]
fn an_older_release_has_its_counts() {
    let test = "releases::an_older_release_has_its_counts";
    for (path, period, counts) in [
        (LEAVERS, "2022", (138, 146)),
        (LEAVERS_2023, "2023", (146, 158)),
    ] {
        let Some(file) = published(test, path) else {
            return;
        };
        let found = Desk::new().json(&[
            "compare",
            "Blackpool",
            "care-leaver-accommodation-percent",
            "--data",
            text(&file),
        ]);
        let own = &found[0];
        assert_eq!(own["period"], period, "{path}");
        assert_eq!(
            (&own["numerator"], &own["denominator"]),
            (&counts.0.into(), &counts.1.into()),
            "{path}"
        );
    }
}

/// What files of releases hold that nobody publishes any more, in their own words: a few rows as they were published.
#[test]
fn files_that_are_published_no_more_are_read() {
    let place = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name";
    let north_east = "2022,Reporting year,Local authority,E92000001,England,E12000001,North East";
    let living = "\"Living in the same placement for at least 2 years, or are placed for adoption and their adoption and their adoptive placement \
        together with their previous placement, last for at least 2 years\"";
    let long =
        "Children looked after continuously for at least 2.5 years at 31 March aged under 16 years";
    let stability = format!(
        "{place},old_la_code,la_name,new_la_code,cla_group,characteristic,number,percentage\n\
         {north_east},841,Darlington,E06000005,{long},{living},88,74\n\
         {north_east},841,Darlington,E06000005,{long},Total children,119,100\n\
         {north_east},841,Darlington,E06000005,Children looked after at 31 March,Total children,273,100\n\
         {north_east},841,Darlington,E06000005,Children looked after at 31 March,With 3 or more placements during the year,29,11\n"
    );
    let workforce = format!(
        "{place},old_la_code,new_la_code,la_name,social_worker_fte,leaver_fte,turnover_rate_fte_%,working_days_lost_fte,absence_rate_fte_%,\
         agency_fte,agency_worker_rate_fte_%,agency_cover_fte,agency_cover_rate_fte_%,vacancy_fte,vacancy_rate_fte_%,\
         vacancy_agency_cover_rate_fte_%,case_holders_fte,cases,caseload_fte,social_worker_headcount\n\
         {north_east},841,E06000005,Darlington,88.2,16.5,18.8,697.2,3.1,12.5,12.4,5.6,44.8,5.6,6,100,45.2,865,19.1,94\n"
    );
    for (name, text, expected) in [
        (
            "la_cla_at_31_march_placement_stability_indicator.csv",
            &stability,
            &[
                ("cla-long-term-stability-percent", 74.0),
                ("cla-three-placements-percent", 11.0),
            ][..],
        ),
        (
            "csww_headline_measures_2017_to_2022.csv",
            &workforce,
            &[
                ("sw-vacancy-percent", 6.0),
                ("sw-turnover-percent", 18.8),
                ("sw-caseload", 19.1),
            ],
        ),
    ] {
        for name in [name, "sent by a colleague.csv"] {
            let desk = Desk::new();
            desk.put(name, text);
            for (id, value) in expected {
                let found = desk.json(&["compare", "Darlington", id, "--data", name]);
                assert_eq!(found[0]["value"].as_f64(), Some(*value), "{name}: {id}");
            }
        }
    }
}

/// Takes a folder in as the release of October 2024, and names what is passed over.
fn import_2024(desk: &Desk, from: &str) -> Run {
    let release = ["--release", "October 2024", "--published", "2024-10-31"];
    desk.run(
        &[
            &["import", from, "--store", "st", "--verbose"],
            &release[..],
        ]
        .concat(),
    )
}

/// A release of several files of which the catalogue follows five: a sister that has columns in common with one of them is not followed
/// either. Under any name the same five are known.
#[test]
fn sisters_of_a_followed_file_are_not_followed() {
    let test = "releases::sisters_of_a_followed_file_are_not_followed";
    let Some(folder) = published(test, "cases/90-cin-2024/in") else {
        return;
    };
    let (desk, renamed) = (Desk::new(), Desk::new());
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    // From the last on: every other file is then followed, or a sister of one that is.
    paths.sort();
    paths.reverse();
    let mut names = Vec::new();
    for path in sample::some(paths, 2) {
        let name = path.file_name().expect("a name").to_str().expect("UTF-8");
        let own = format!("in/file {}.csv", names.len());
        let bytes = std::fs::read(&path).expect("a file");
        desk.put(&format!("in/{name}"), &bytes);
        renamed.put(&own, bytes);
        names.push((name.to_owned(), own));
    }
    let is_followed = |name: &str| {
        let starts = ["b1_", "c1_", "d3_", "d5_", "ons_"];
        starts.iter().any(|start| name.starts_with(start))
    };
    let left_out = names.iter().filter(|(name, _)| !is_followed(name)).count();
    assert_eq!(left_out, if sample::is_sweep() { 5 } else { 3 });
    for (run, is_renamed) in [
        (import_2024(&desk, "in"), false),
        (import_2024(&renamed, "in"), true),
    ] {
        let all = run.out.clone() + &run.err;
        assert_eq!(run.code, 10, "{all}");
        assert!(!all.contains("quarantine"), "{all}");
        assert_eq!(
            all.matches("no indicator of the catalogue is in this file")
                .count(),
            left_out,
            "{all}"
        );
        for (name, own) in &names {
            let name = if is_renamed {
                own.trim_start_matches("in/")
            } else {
                name
            };
            let left = all
                .lines()
                .any(|line| line.contains(name) && line.contains("no indicator of the catalogue"));
            let original = names
                .iter()
                .find(|(n, o)| n == name || o.ends_with(name))
                .expect("a file");
            assert_eq!(left, !is_followed(&original.0), "{name}: {all}");
        }
    }
}

/// Sisters whose names begin like a followed file's, and files with columns that a dozen have.
#[test]
fn a_name_that_only_begins_alike_claims_nothing() {
    let header = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,new_la_code";
    let row = "2024,Reporting year,Local authority,E92000001,England,E12000002,North West,890,Blackpool,E06000009";
    for (name, columns, cells) in [
        (
            "la_children_who_ceased_during_the_year_sgo_adoption.csv",
            "cla_group,characteristic,number,percentage",
            "Adoption,Application unopposed,9,50",
        ),
        (
            "ks4_la_characteristics.csv",
            "social_care_group,characteristic,t_pupils",
            "CLA 12 months at 31 March,Boys,12",
        ),
        (
            "csww_indicators_by_role.csv",
            "role,vacancy_rate_fte",
            "Case holder,12.1",
        ),
        (
            "la_cla_on_31_march_by_age.csv",
            "cla_group,characteristic,number,percentage",
            "Age,Under 1 year,40,6",
        ),
        (
            "b4_children_in_need_duration_2013_to_2024.csv",
            "category,At31_episodes",
            "Duration of open episode,900",
        ),
    ] {
        let desk = Desk::new();
        desk.put(
            &format!("in/{name}"),
            format!("{header},{columns}\n{row},{cells}\n"),
        );
        desk.put("in/other.txt", "nothing");
        let run = desk.run(&[
            "import",
            "in",
            "--store",
            "st",
            "--release",
            "November 2024",
            "--published",
            "2024-11-14",
            "--verbose",
        ]);
        let all = run.out.clone() + &run.err;
        assert_eq!(run.code, 0, "{name}: {all}");
        assert!(
            all.contains(name) && all.contains("no indicator of the catalogue"),
            "{name}: {all}"
        );
    }
}

/// Both releases of a file with older columns are taken in, and one of them answers as at its day.
#[test]
fn older_releases_are_taken_in() {
    let test = "releases::older_releases_are_taken_in";
    let Some(file) = published(test, LEAVERS) else {
        return;
    };
    let folder = file.parent().and_then(Path::parent).expect("the case");
    let desk = Desk::new();
    for (release, day, from) in [
        ("November 2022", "2022-11-17", "old"),
        ("November 2023", "2023-11-16", "new"),
    ] {
        let from = folder.join(from);
        let run = desk.run(&[
            "import",
            text(&from),
            "--store",
            "st",
            "--release",
            release,
            "--published",
            day,
        ]);
        assert_eq!(run.code, 10, "{}{}", run.out, run.err);
    }
    let found = desk.json(&[
        "compare",
        "Blackpool",
        "care-leaver-accommodation-percent",
        "--store",
        "st",
        "--as-at",
        "2023-06-30",
    ]);
    assert_eq!(
        (&found[0]["period"], &found[0]["numerator"]),
        (&"2022".into(), &138.into())
    );
}

/// That `check` and `import` refuse a file of care leavers with these words.
fn refused_as(text: String, column: &str, part: &str) {
    let desk = Desk::new();
    let name = "la_care_leavers_accommodation_suitability.csv";
    desk.put(name, text);
    let refused = desk.run(&["check", name]);
    assert_eq!(refused.code, 3, "{}", refused.err);
    for part in [column, part, "yardstick inspect"] {
        assert!(
            refused.err.contains(part),
            "{part} is not in:\n{}",
            refused.err
        );
    }
    let is_newer = part.contains("changed its");
    assert_eq!(
        refused.err.contains("changed its"),
        is_newer,
        "{}",
        refused.err
    );
    let import = desk.run(&[
        "import",
        name,
        "--store",
        "st",
        "--release",
        "November 2022",
        "--published",
        "2022-11-17",
    ]);
    assert!(
        import.code == 11 && import.out.contains(part),
        "{}{}",
        import.out,
        import.err
    );
}

/// What is said of a file that no mapping reads: it is older, of the same release, or newer than what the program knows.
#[test]
fn a_layout_that_is_not_known_is_told_with_its_age() {
    let test = "releases::a_layout_that_is_not_known_is_told_with_its_age";
    let (Some(older), Some(newest)) = (
        published(test, LEAVERS),
        published(
            test,
            "data/ees/2025/la_care_leavers_accommodation_suitability.csv",
        ),
    ) else {
        return;
    };
    let whole = |path: &Path| std::fs::read_to_string(path).expect("the published file");
    let lost = |text: String| {
        text.replacen(",age,", ",age_band,", 1)
            .replacen(",care_leaver_age,", ",age_band,", 1)
    };
    let later = |text: String| text.replace("\n2025,", "\n2026,");
    let labels = |text: String| {
        text.replace("Accommodation considered", "Homes considered")
            .replace("Suitability total,", "All,")
    };
    let unknown = [
        (
            lost(whole(&older)),
            "“age”",
            "the file ends with 2022 and is of an older layout",
        ),
        (
            lost(whole(&newest)),
            "“care_leaver_age”",
            "the release of 2025 that this program knows has the column",
        ),
        (
            lost(later(whole(&newest))),
            "“care_leaver_age”",
            "the release changed its header for 2026",
        ),
        (
            labels(whole(&newest)),
            "breakdown",
            "the release of 2025 that this program knows has the label",
        ),
        (
            labels(later(whole(&newest))),
            "breakdown",
            "the release changed its labels for 2026",
        ),
    ];
    for (text, column, part) in sample::some(unknown, 4) {
        refused_as(text, column, part);
    }
}

/// What `check` says a file is, and that it was read under another name or in an older layout.
#[test]
fn check_says_which_file_and_layout_was_read() {
    let test = "releases::check_says_which_file_and_layout_was_read";
    let Some(file) = published(test, OUTCOMES) else {
        return;
    };
    let desk = Desk::new();
    desk.put("outcomes.csv", std::fs::read(file).expect("the file"));
    let run = desk.run(&["check", "outcomes.csv", "--format", "csv"]);
    let rows = Rows::read(run.out.as_bytes());
    let named = rows.only(&[("check", "read-as")]);
    assert!(
        named
            .get("found")
            .contains("la_conviction_health_outcome_cla")
    );
    let layouts: Vec<&str> = rows
        .iter()
        .filter(|row| row.holds(&[("check", "older-layout")]))
        .map(|row| row.get("found"))
        .collect();
    assert_eq!(layouts.len(), 9, "{layouts:?}");
    assert!(
        layouts
            .iter()
            .all(|found| found.contains("until November 2024: "))
    );
}

/// A foreign table as `area,period,indicator,value`; a name after an equals sign is the cell itself.
fn as_advised(bytes: &[u8], columns: [&str; 4], is_fingertips: bool) -> String {
    let mut own = "area,period,indicator,value\n".to_owned();
    for row in Rows::read(bytes).iter() {
        let is_wanted = if is_fingertips {
            row.holds(&[("Category", ""), ("Sex", "Persons")]) && row.get("Area Type") != "England"
        } else {
            row.get("geog_l") == "LA"
        };
        if !is_wanted {
            continue;
        }
        let cells = columns.map(|name| match name.strip_prefix('=') {
            Some(text) => format!("\"{text}\""),
            None if row.get(name).is_empty() => "x".to_owned(),
            None => format!("\"{}\"", row.get(name)),
        });
        own += &format!("{}\n", cells.join(","));
    }
    own
}

/// Files of other publishers: each is named, and turned by what is said into a file that is read.
#[test]
fn a_foreign_file_is_named_and_becomes_one_that_is_read() {
    let test = "releases::a_foreign_file_is_named_and_becomes_one_that_is_read";
    let foreign = [
        (
            "cases/12-fingertips/fingertips_90284.csv",
            "Fingertips export",
            ["Area Code", "Time period", "Indicator Name", "Value"],
        ),
        (
            "cases/10-presfr/SFR50_ADM2017.csv",
            "statistical first release (SFR)",
            ["geog_c", "=2017", "=CLA_started2017", "CLA_started2017"],
        ),
        (
            "cases/10-presfr/SFR20_2018_Table4_SEN_UD.csv",
            "statistical first release (SFR)",
            ["geog_c", "=2018", "=No_SEN_%", "No_SEN_%"],
        ),
    ];
    for (path, named, [area, period, indicator, value]) in sample::some(foreign, 2) {
        let Some(file) = published(test, path) else {
            return;
        };
        let desk = Desk::new();
        let refused = desk.run(&["check", text(&file)]);
        assert_eq!(refused.code, 3, "{}", refused.err);
        let told = ["area, period, indicator, value", named];
        let columns = [area, period, indicator, value];
        let said = columns
            .iter()
            .filter(|name| named.starts_with('F') && !name.starts_with('='));
        for part in told.iter().chain(said) {
            assert!(
                refused.err.contains(part),
                "{part} is not in:\n{}",
                refused.err
            );
        }
        assert!(!refused.err.contains("title"), "{}", refused.err);
        desk.done(&["inspect", text(&file)]);
        let own = as_advised(
            &std::fs::read(&file).expect("the file"),
            columns,
            named.starts_with('F'),
        );
        desk.put("own.csv", own);
        let checked = desk.run(&["check", "own.csv", "--format", "csv"]);
        let figures = Rows::read(checked.out.as_bytes());
        let set_aside = figures
            .iter()
            .filter(|row| row.holds(&[("check", "local-row")]))
            .count();
        assert!(set_aside < 20, "{path}: {}", checked.out);
        assert!(!checked.err.contains("note: 0 figures"), "{}", checked.err);
    }
}

/// Other kinds: a title above the header, a column a period, lists of rows to be counted, columns without figures.
#[test]
fn what_is_no_table_of_figures_is_named() {
    let test = "releases::what_is_no_table_of_figures_is_named";
    let titled = published(test, "cases/10-presfr/sheet4_oc21.csv")
        .map(|path| std::fs::read(path).expect("the file"));
    let kinds: [(&str, Vec<u8>, &str); 9] = [
        ("titled", titled.unwrap_or_else(|| b"Table LA4: Offending,,\n,,\n,A,B\nBlackpool,1,2\n".to_vec()), "the first row is a title"),
        ("wide", b"Local authority,2021-22,2022-23,2023-24\nBlackpool,1,2,3\n".to_vec(), "a column a period, from “2021-22” to “2023-24”"),
        ("meta", b"col_name,col_type,label,indicator_grouping\nnumber,Indicator,Number,\n".to_vec(), "metadata"),
        ("tool", b"location,location_code,geographic_level,time_period,number\nBlackpool,E06000009,Local authority,2024,5\n".to_vec(), "table tool"),
        ("nomis", b"DATE_NAME,GEOGRAPHY_NAME,GEOGRAPHY_CODE,OBS_VALUE\n2021,Blackpool,E06000009,141039\n".to_vec(), "Nomis"),
        ("nhs", b"PRIMARY_LEVEL,MEASURE_ID,MEASURE_NAME,MEASURE_VALUE\nE06000009,M1,Referrals,5\n".to_vec(), "NHS England"),
        ("903", b"CHILD,SEX,DOB,ETHNIC\n1,1,01/01/2010,WBRI\n".to_vec(), "a list of children"),
        ("homes", b"Web link,URN,Local authority\n-,SC1,Blackpool\n".to_vec(), "establishments"),
        ("unknown", b"Team,Month,Cases\nNorth,May,4\n".to_vec(), "none of those this program knows"),
    ];
    for (name, bytes, named) in kinds {
        let desk = Desk::new();
        desk.put("theirs.csv", bytes);
        let refused = desk.run(&["check", "theirs.csv"]);
        assert_eq!(refused.code, 3, "{name}: {}", refused.err);
        let way = refused
            .err
            .lines()
            .find(|line| line.contains("what to do: "));
        assert!(
            refused.err.contains(named) && way.is_some(),
            "{name}: {}",
            refused.err
        );
        assert_eq!(
            refused.err.contains("title"),
            name == "titled",
            "{name}: {}",
            refused.err
        );
        let Run { code, err, .. } = desk.run(&["inspect", "theirs.csv"]);
        assert!(code == 0 || name == "titled", "{name}: {err}");
    }
}
