//! `findings`: the charts behind an authority's findings. The findings themselves are a report of [`crate::finding::report`].

use crate::chart::{self, ChartRequest, FORMS, ListedForm, NamedChart, OutputFiles};
use crate::compare::Comparison;
use crate::error::Result;
use rayon::prelude::*;

/// Files of the charts behind findings, as far as the data can bear them.
///
/// # Errors
/// A chart that cannot be made: a fault of the program, told like any other.
pub(crate) fn charts(compared: &[Comparison<'_>], request: ChartRequest) -> Result<OutputFiles> {
    let forms: Vec<ListedForm> = FORMS.into_iter().filter(|form| form.in_findings).collect();
    let of_each = compared
        .par_iter()
        .zip(chart::slugs(compared))
        .map(|(each, slug)| {
            let charts = forms
                .iter()
                .filter_map(|form| form.of_one(each, &slug, request));
            files(charts.collect(), request)
        })
        .collect::<Result<Vec<OutputFiles>>>()?;
    let every: Vec<&Comparison<'_>> = compared.iter().collect();
    let together = forms
        .iter()
        .flat_map(|form| form.of_several(&every, request));
    let together = files(together.collect(), request)?;
    Ok(of_each.into_iter().flatten().chain(together).collect())
}

fn files(charts: Vec<NamedChart>, request: ChartRequest) -> Result<OutputFiles> {
    let files = charts
        .par_iter()
        .map(|chart| chart.files("", true, request.bom))
        .collect::<Result<Vec<OutputFiles>>>()?;
    Ok(files.into_iter().flatten().collect())
}
