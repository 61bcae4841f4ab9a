//! The worked notebooks, run from the first cell to the last on a table written just before: what they derive is what the program says.
//!
//! They need Python and, the first time, its package index. Without these a test says that it is skipped, or fails where `CI` is set.

use crate::program::{Desk, must_have};
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/notebooks");
const NOTEBOOKS: [&str; 2] = ["blackpool", "coastal"];

fn notebook(name: &str) -> PathBuf {
    Path::new(FOLDER).join(format!("{name}.ipynb"))
}

/// What a command printed, or why it failed.
pub(crate) fn output(command: &mut Command) -> Result<Output, String> {
    let output = command
        .output()
        .map_err(|fault| format!("{}: {fault}", command.get_program().display()))?;
    if output.status.success() {
        Ok(output)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// The Python of an environment below the target folder, which is kept from run to run.
pub(crate) fn python() -> &'static Result<PathBuf, String> {
    static PYTHON: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    PYTHON.get_or_init(|| {
        let texts = ["requirements.txt", "constraints.txt"].map(|name| {
            std::fs::read_to_string(Path::new(FOLDER).join(name)).expect("a list of packages")
        });
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("notebooks");
        let python = home.join(if cfg!(windows) {
            "venv/Scripts/python.exe"
        } else {
            "venv/bin/python"
        });
        // Written last, with the packages asked for: an installation that is incomplete or out of date is made anew.
        let (installed, wanted) = (home.join("installed.txt"), texts.concat());
        if std::fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
            return Ok(python);
        }
        let make = |name: &str| {
            output(
                Command::new(name)
                    .args(["-m", "venv", "--clear"])
                    .arg(home.join("venv")),
            )
        };
        make("python3")
            .or_else(|first| make("python").map_err(|second| format!("{first}\n{second}")))?;
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-input",
            "--retries",
            "2",
            "-r",
        ];
        output(
            Command::new(&python)
                .args(pip)
                .arg(Path::new(FOLDER).join("requirements.txt")),
        )?;
        std::fs::write(installed, wanted).map_err(|fault| fault.to_string())?;
        Ok(python)
    })
}

/// The key numbers of a notebook that was run on a table; where it cannot run, prints that `test` is skipped and gives none.
fn key_numbers(test: &str, name: &str, table: &Path) -> Option<Value> {
    let python = match python() {
        Ok(python) => python,
        Err(why) => {
            assert!(
                !must_have("notebooks"),
                "the notebooks cannot be run: {why}"
            );
            // Written to the stream itself: the test harness hides what a passing test prints with a macro.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: {test}, because the notebooks cannot be run: {why}"
            );
            return None;
        }
    };
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("notebooks");
    let mut command = Command::new(python);
    command
        .arg(Path::new(FOLDER).join("run.py"))
        .arg(notebook(name))
        .env("YARDSTICK_BENCHMARK", table);
    // Nothing of the user's own Jupyter is used, and nothing is left in it.
    for variable in [
        "IPYTHONDIR",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "JUPYTER_RUNTIME_DIR",
    ] {
        command.env(variable, home.join("settings"));
    }
    let printed = output(command.env("PYTHONDONTWRITEBYTECODE", "1"))
        .unwrap_or_else(|why| panic!("{name}: {why}"))
        .stdout;
    Some(serde_json::from_slice(&printed).expect("the last cell prints its key numbers as JSON"))
}

fn same(derived: &Value, told: &Value, what: &str) {
    let (derived, told) = (derived.as_f64(), told.as_f64());
    let (Some(derived), Some(told)) = (derived, told) else {
        panic!("{what}: {derived:?} and {told:?}")
    };
    assert!(
        (derived - told).abs() <= 1e-9 * told.abs().max(1.0),
        "{what}: the notebook has {derived}, the program {told}"
    );
}

#[test]
fn blackpools_comparison_is_derived_again() {
    let desk = Desk::new();
    let table = ["benchmark", "--quiet", "--out", "all.parquet"];
    desk.done(&[&table[..], &["--indicator", "cla-rate"]].concat());
    let test = "notebooks::blackpools_comparison_is_derived_again";
    let Some(derived) = key_numbers(test, "blackpool", &desk.path("all.parquet")) else {
        return;
    };
    let told = &desk.json(&["compare", "Blackpool", "cla-rate", "--period", "2025"])[0];
    let derived = derived.as_object().expect("named numbers");
    for (name, number) in derived {
        same(number, &told[name], name);
    }
    let facts = [
        ("value", 184.0),
        ("neighbour_mean", 124.5),
        ("neighbour_median", 126.0),
        ("region", 90.0),
        ("england", 67.0),
    ];
    for (name, fact) in facts {
        same(&derived[name], &fact.into(), name);
    }
    assert_eq!(derived.len(), 16, "{derived:?}");
}

#[test]
fn a_group_of_ones_own_is_what_the_program_makes_of_it() {
    let desk = Desk::new();
    let headlines = [
        "cin-rate",
        "cpp-rate",
        "cla-rate",
        "re-referral-percent",
        "cla-three-placements-percent",
    ];
    let chosen = headlines.iter().flat_map(|id| ["--indicator", id]);
    let arguments: Vec<&str> = ["benchmark", "--quiet", "--out", "some.arrow"]
        .into_iter()
        .chain(chosen)
        .collect();
    desk.done(&arguments);
    let test = "notebooks::a_group_of_ones_own_is_what_the_program_makes_of_it";
    let Some(derived) = key_numbers(test, "coastal", &desk.path("some.arrow")) else {
        return;
    };
    let codes = derived["deprived_codes"]
        .as_str()
        .expect("codes joined by +");
    for (group, with) in [("coastal", "coastal"), ("deprived", codes)] {
        let derived = &derived[group];
        let told = &desk.json(&[
            "compare",
            "Blackpool",
            "cla-rate",
            "--period",
            "2025",
            "--with",
            with,
        ])[0];
        same(&derived["value"], &told["value"], "value");
        let told = &told["groups"][0];
        for name in [
            "with_data",
            "mean",
            "median",
            "min",
            "max",
            "quartile_1",
            "quartile_3",
        ] {
            same(&derived[name], &told[name], &format!("{group} {name}"));
        }
        same(
            &(derived["higher"].as_u64().expect("a count") + 1).into(),
            &told["rank"],
            group,
        );
    }
    assert_eq!(codes.split('+').count(), 11);
}

/// Outputs kept in a notebook would go out of date unseen, so there are none; and there are words between the cells.
#[test]
fn notebooks_are_committed_without_outputs_and_explain_themselves() {
    for name in NOTEBOOKS {
        let text = std::fs::read_to_string(notebook(name)).expect("a notebook");
        let book: Value = serde_json::from_str(&text).expect("JSON");
        let cells = book["cells"].as_array().expect("cells");
        let (code, words): (Vec<&Value>, Vec<&Value>) =
            cells.iter().partition(|cell| cell["cell_type"] == "code");
        assert!(words.len() + 2 >= code.len() && !code.is_empty(), "{name}");
        for cell in code {
            assert!(
                cell["outputs"].as_array().is_some_and(Vec::is_empty)
                    && cell["execution_count"].is_null(),
                "{name}: {cell}"
            );
            assert!(
                cell["source"]
                    .as_array()
                    .is_some_and(|lines| lines.len() <= 20),
                "{name}: too long a cell: {cell}"
            );
        }
    }
}
