//! `yardstick stat`: a method on the rows of an officer's own file.

use super::args::{FunnelKind, StatArguments, StatMethod, TableFormat};
use super::print;
use super::setting::Setting;
use crate::calc::result::CalculatedTable;
use crate::calc::{
    Calculation, CalculationOrder, CalculationOutcome, FunnelFigures, ResultFile, ResultFormat,
    calculate,
};
use crate::error::{Error, Result};
use crate::inputs::Messages;
use std::path::Path;

pub(super) fn run(setting: &Setting<'_>, wanted: &StatArguments) -> Result<u8> {
    let order = order(wanted)?;
    let outcome = calculate(setting.world, &order)?;
    setting.tell_checks(&[]);
    if order.out.is_none() {
        show_result(setting, wanted.format, &outcome.result)?;
    }
    tell(setting, &outcome, order.out);
    if outcome.charts > 1 {
        print::note(&format!("{} charts written, one a series", outcome.charts));
    }
    if outcome.result.computed == 0 {
        return Err(Error::nothing("no row could be computed")
            .in_file(wanted.input.display().to_string())
            .hint("the column “problem” gives each row’s reason"));
    }
    Ok(0)
}

fn show_result(setting: &Setting<'_>, format: TableFormat, result: &CalculatedTable) -> Result<()> {
    match format {
        TableFormat::Json => print::result(&result.json()),
        TableFormat::Csv | TableFormat::Table | TableFormat::Markdown => {
            setting.show(format, &result.table)
        }
    }
}

fn tell(setting: &Setting<'_>, outcome: &CalculationOutcome, out: Option<ResultFile<'_>>) {
    let result = &outcome.result;
    result
        .summary_line()
        .iter()
        .chain(&result.remarks)
        .for_each(|line| setting.note(line));
    let rows = result.computed + result.failed;
    if result.failed > 0 && result.computed > 0 {
        setting.note(&format!(
            "{} of {rows} rows could not be computed: see the column “problem”",
            result.failed
        ));
    }
    if let Some(out) = out.filter(|out| !out.format.is_picture()) {
        setting.note(&format!("{rows} rows written to {}", out.path.display()));
    }
}

/// # Errors
/// An option that the method does not have, since it would have no effect; a file that is not written.
fn order(wanted: &StatArguments) -> Result<CalculationOrder<'_>> {
    Ok(CalculationOrder {
        calculation: calculation(wanted)?,
        input: &wanted.input,
        out: wanted
            .out
            .as_deref()
            .map(|path| result_file(wanted, path))
            .transpose()?,
    })
}

fn result_file<'a>(wanted: &StatArguments, path: &'a Path) -> Result<ResultFile<'a>> {
    if path == wanted.input {
        return Err(Error::usage("--out names the input itself")
            .hint("name another file: the input stays as it is"));
    }
    let is_drawn = wanted.method == StatMethod::Control;
    let format = match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => ResultFormat::Csv {
            bom: !wanted.no_bom,
        },
        Some("json") => ResultFormat::Json,
        Some("svg") if is_drawn => ResultFormat::Svg,
        Some("png") if is_drawn => ResultFormat::Png,
        Some("svg" | "png") => {
            let method = wanted.method.name();
            return Err(
                Error::usage(format!("{method} is not drawn: only control is"))
                    .expected("a name that ends in .csv or .json"),
            );
        }
        _ => {
            return Err(Error::usage(format!(
                "{} has no ending that names a format",
                path.display()
            ))
            .expected("a name that ends in .csv or .json"));
        }
    };
    Ok(ResultFile { path, format })
}

fn calculation(wanted: &StatArguments) -> Result<Calculation> {
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
        StatMethod::Rate => Calculation::Rate,
        StatMethod::Proportion => Calculation::Proportion,
        StatMethod::Ratio => Calculation::Ratio,
        StatMethod::Mean => Calculation::Mean,
        StatMethod::TwoCounts => Calculation::TwoCounts,
        StatMethod::TwoProportions => Calculation::TwoProportions,
        StatMethod::Funnel => Calculation::Funnel(match wanted.kind {
            None | Some(FunnelKind::Rate) => FunnelFigures::Rates,
            Some(FunnelKind::Proportion) => FunnelFigures::Proportions,
            Some(FunnelKind::Ratio) => FunnelFigures::Ratios,
        }),
        StatMethod::Trend => Calculation::Trend,
        StatMethod::Control => Calculation::Control {
            higher_is_better: !wanted.lower_is_better,
        },
        StatMethod::Departure => Calculation::Departure,
        StatMethod::Neighbours => Calculation::Neighbours,
        StatMethod::Quantiles => Calculation::Quantiles {
            parts: parts(wanted)?,
            invert: wanted.invert,
        },
        StatMethod::Shrink => Calculation::Shrink,
    })
}

fn parts(wanted: &StatArguments) -> Result<usize> {
    wanted.k.map(usize::from).ok_or_else(|| {
        Error::usage("quantiles needs --k: into how many groups?")
            .hint("--k 4 for quarters, --k 5 for fifths")
    })
}
