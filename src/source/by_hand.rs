//! An indicator made by hand: a value column of any EES file and the labels that choose its rows.

use crate::observation::indicator::{Polarity, Unit};
use crate::observation::period::YearKind;
use crate::reference::catalogue::{Entry, Mapping};

/// What the column's name gives away of its unit.
fn unit(column: &str) -> &'static str {
    let name = column.to_lowercase();
    if name.contains("per_10000") || name.contains("per_10k") {
        "per-10,000"
    } else if name.contains("percent") || name.ends_with("_%") || name.starts_with("pt_") {
        "percent"
    } else if name.contains("count") || name.contains("number") || name.contains("headcount") {
        "count"
    } else {
        ""
    }
}

/// The entry that reads it. Its id is the column's name, its title says which rows were chosen.
pub(crate) fn entry(column: &str, selection: &[(String, String)]) -> Entry {
    let labels: Vec<&str> = selection.iter().map(|(_, label)| label.as_str()).collect();
    let title = if labels.is_empty() {
        column.to_owned()
    } else {
        format!("{column}: {}", labels.join(", "))
    };
    Entry {
        id: column.to_owned(),
        title: title.clone(),
        short: column.to_owned(),
        noun: format!("figure for “{title}”"),
        aliases: Vec::new(),
        theme: "by-hand".to_owned(),
        unit: Unit::new(unit(column)),
        decimals: if unit(column) == "count" { 0 } else { 1 },
        polarity: Polarity::Unset,
        polarity_reason: "Chosen by hand: nobody has said which direction is good.".to_owned(),
        year: YearKind::Financial,
        publication: String::new(),
        month: 0,
        lait: None,
        lait_numerator: None,
        lait_denominator: None,
        lait_counts_from: None,
        lait_omit: Vec::new(),
        banded: false,
        caution: String::new(),
        scorecard: false,
        breaks: Vec::new(),
        england_in_range: true,
        total: unit(column) == "count",
        ees: vec![Mapping {
            file: String::new(),
            value: Some(column.to_owned()),
            numerator: None,
            denominator: None,
            per: None,
            selection: selection.iter().cloned().collect(),
            denominator_where: std::collections::BTreeMap::new(),
            population: None,
        }],
    }
}
