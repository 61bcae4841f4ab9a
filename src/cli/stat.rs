//! `yardstick stat`: a method on the rows of an officer's own file.

use super::args::{Format, FunnelKind, Stat, StatMethod};
use super::lists::show;
use super::print;
use super::setting::Setting;
use crate::chart::unique_slugs;
use crate::error::{Error, Result};
use crate::figure::{ChartForm, ChartStyle, to_png};
use crate::run::stat::answer::Answer;
use crate::run::stat::{self, Kind, Named, Task};
use crate::world;
use std::path::{Path, PathBuf};

pub(super) fn run(setting: &Setting<'_>, wanted: &Stat) -> Result<u8> {
    let task = task(wanted)?;
    let out = wanted
        .out
        .as_deref()
        .map(|path| ending(path, &wanted.input, wanted.method).map(|form| (path, form)))
        .transpose()?;
    let (answer, charts) = match (task, &out) {
        (Task::Control { higher_is_better }, Some((_, Ending::Svg | Ending::Png))) => {
            stat::drawn(setting.world, higher_is_better, &wanted.input)?
        }
        _ => (stat::run(setting.world, task, &wanted.input)?, Vec::new()),
    };
    setting.tell(&[]);
    match out {
        Some((path, form)) => {
            let files = match form {
                Ending::Csv => vec![(path.to_owned(), answer.csv(!wanted.no_bom))],
                Ending::Json => vec![(path.to_owned(), answer.json().into_bytes())],
                Ending::Svg | Ending::Png => pictures(path, &charts)?,
            };
            world::write_all(setting.world, &files)?;
        }
        None => print_it(setting, &answer),
    }
    if !setting.common.quiet {
        tell(&answer, wanted.out.as_deref());
    }
    if charts.len() > 1 {
        print::note(&format!("{} charts written, one a series", charts.len()));
    }
    if answer.computed == 0 {
        return Err(Error::nothing("no row could be computed")
            .in_file(wanted.input.display().to_string())
            .hint("the column “problem” gives each row’s reason"));
    }
    Ok(0)
}

/// CSV unless another format is asked for: the result is for a program or a spreadsheet more often than for the eye.
fn print_it(setting: &Setting<'_>, answer: &Answer) {
    match setting.common.format {
        None | Some(Format::Csv) => print::result_bytes(&answer.csv(false)),
        Some(Format::Json) => print::result(&answer.json()),
        Some(Format::Table | Format::Markdown | Format::Html | Format::Ics) => {
            show(setting, &answer.table)
        }
    }
}

fn tell(answer: &Answer, out: Option<&Path>) {
    answer
        .note_line()
        .iter()
        .chain(&answer.remarks)
        .for_each(|line| print::note(line));
    if answer.failed > 0 && answer.computed > 0 {
        let rows = answer.computed + answer.failed;
        print::note(&format!(
            "{} of {rows} rows could not be computed: see the column “problem”",
            answer.failed
        ));
    }
    if let Some(path) = out.filter(|path| !is_picture(path)) {
        print::note(&format!(
            "{} rows written to {}",
            answer.computed + answer.failed,
            path.display()
        ));
    }
}

enum Ending {
    Csv,
    Json,
    Svg,
    Png,
}

fn is_picture(path: &Path) -> bool {
    matches!(
        path.extension().and_then(|ending| ending.to_str()),
        Some("svg" | "png")
    )
}

/// A file for each chart: the name asked for when there is one chart, else with the series' name behind it.
fn pictures(path: &Path, charts: &[Named]) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let ending = path
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or_default();
    let slugs = unique_slugs(charts.iter().map(|(name, _)| name.as_str()));
    let mut files = Vec::with_capacity(charts.len());
    for ((_, chart), slug) in charts.iter().zip(slugs) {
        let drawn = chart.draw(ChartStyle::default());
        let file = if charts.len() == 1 {
            path.to_owned()
        } else {
            path.with_file_name(format!("{stem}-{slug}.{ending}"))
        };
        let bytes = match ending {
            "png" => to_png(&drawn)
                .map_err(|fault| Error::unwritten(file.display().to_string(), fault.to_string()))?,
            _ => drawn.svg.into_bytes(),
        };
        files.push((file, bytes));
    }
    Ok(files)
}

fn ending(path: &Path, input: &Path, method: StatMethod) -> Result<Ending> {
    if path == input {
        return Err(Error::usage("--out names the input itself")
            .hint("name another file: the input stays as it is"));
    }
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Ok(Ending::Csv),
        Some("json") => Ok(Ending::Json),
        Some("svg") if method == StatMethod::Control => Ok(Ending::Svg),
        Some("png") if method == StatMethod::Control => Ok(Ending::Png),
        Some("svg" | "png") => Err(Error::usage(format!(
            "{} is not drawn: only control is",
            method.name()
        ))
        .expected("a name that ends in .csv or .json")),
        _ => Err(Error::usage(format!(
            "{} has no ending that names a format",
            path.display()
        ))
        .expected("a name that ends in .csv or .json")),
    }
}

/// What was asked for. An option that the method does not know is refused, since it would do nothing unsaid.
fn task(wanted: &Stat) -> Result<Task> {
    let method = wanted.method;
    for (given, option, of) in [
        (wanted.kind.is_some(), "--kind", StatMethod::Funnel),
        (wanted.k.is_some(), "--k", StatMethod::Quantiles),
        (wanted.invert, "--invert", StatMethod::Quantiles),
        (
            wanted.lower_is_better,
            "--lower-is-better",
            StatMethod::Control,
        ),
    ] {
        if given && method != of {
            return Err(Error::usage(format!("{option} is for {} only", of.name())));
        }
    }
    Ok(match method {
        StatMethod::Rate => Task::Rate,
        StatMethod::Proportion => Task::Proportion,
        StatMethod::Ratio => Task::Ratio,
        StatMethod::Mean => Task::Mean,
        StatMethod::TwoCounts => Task::TwoCounts,
        StatMethod::TwoProportions => Task::TwoProportions,
        StatMethod::Funnel => Task::Funnel(match wanted.kind {
            None | Some(FunnelKind::Rate) => Kind::Rate,
            Some(FunnelKind::Proportion) => Kind::Proportion,
            Some(FunnelKind::Ratio) => Kind::Ratio,
        }),
        StatMethod::Trend => Task::Trend,
        StatMethod::Control => Task::Control {
            higher_is_better: !wanted.lower_is_better,
        },
        StatMethod::Departure => Task::Departure,
        StatMethod::Neighbours => Task::Neighbours,
        StatMethod::Quantiles => {
            let groups = wanted.k.ok_or_else(|| {
                Error::usage("quantiles needs --k: into how many groups?")
                    .hint("--k 4 for quarters, --k 5 for fifths")
            })?;
            Task::Quantiles {
                groups: usize::from(groups),
                invert: wanted.invert,
            }
        }
        StatMethod::Shrink => Task::Shrink,
    })
}
