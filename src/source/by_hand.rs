//! An indicator made by hand: a value column of any EES file and the labels that choose its rows.

use crate::observation::indicator::{Polarity, Unit};
use crate::observation::period::YearKind;
use crate::reference::catalogue::{Entry, Mapping};

/// What the words of a column's name give away of its unit; empty where they give away nothing.
///
/// A rate without its base is only a rate: of publishers' `_rate` columns some are per 10,000 and some per cent.
fn unit(column: &str) -> String {
    let words = words(column);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if let Some(base) = rate_base(&words) {
        return format!("per-{base}");
    }
    let is_per_cent = words.windows(2).any(|pair| pair == ["per", "cent"]);
    if is_per_cent || has(&PERCENT) {
        return "percent".to_owned();
    }
    if has(&["rate", "rates"]) {
        return "rate".to_owned();
    }
    let is_number_of = words.windows(2).any(|pair| pair == ["no", "of"]);
    if !has(&AVERAGE) && (is_number_of || has(&COUNT)) {
        return "count".to_owned();
    }
    String::new()
}

const PERCENT: [&str; 9] = [
    "%",
    "percent",
    "percentage",
    "percentages",
    "perc",
    "pct",
    "pcnt",
    "pc",
    "pt",
];
const COUNT: [&str; 8] = [
    "count",
    "counts",
    "number",
    "numbers",
    "num",
    "nos",
    "headcount",
    "headcounts",
];
const AVERAGE: [&str; 5] = ["average", "avg", "mean", "median", "duration"];

/// The words of a name in small letters: `pcPlansIssued_20` is pc, plans, issued, 20.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last = ' ';
    for c in name.chars() {
        let is_new = (last.is_lowercase() && c.is_uppercase())
            || (last.is_alphabetic() && c.is_ascii_digit());
        if c == '%' || is_new || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if (c.is_alphanumeric() || c == '%')
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The number of people that a rate is told for, as units write it: “10,000” of `per_10k`, `per_10000` and `per 10,000`.
fn rate_base(words: &[String]) -> Option<&'static str> {
    let after = words.iter().position(|word| word == "per")? + 1;
    let digits: String = words
        .get(after..)?
        .iter()
        .map_while(|word| {
            let is_number = word.starts_with(|c: char| c.is_ascii_digit());
            is_number.then_some(word.as_str())
        })
        .collect();
    match digits.replace('k', "000").as_str() {
        "1000" => Some("1,000"),
        "10000" => Some("10,000"),
        "100000" => Some("100,000"),
        _ => None,
    }
}

/// The entry that reads it. Its id is the column's name, its title says which rows were chosen.
pub(crate) fn entry(column: &str, selection: &[(String, String)]) -> Entry {
    let unit = unit(column);
    let is_count = unit == "count";
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
        unit: Unit::new(&unit),
        decimals: if is_count { 0 } else { 1 },
        polarity: Polarity::Unset,
        publisher_polarity: None,
        sisters: Vec::new(),
        sisters_reason: String::new(),
        polarity_reason: "Chosen by hand: nobody has said which direction is good.".to_owned(),
        year: YearKind::Reporting,
        publication: String::new(),
        month: 0,
        lait: None,
        lait_numerator: None,
        lait_denominator: None,
        lait_counts_from: None,
        lait_omit: Vec::new(),
        banded: false,
        caution: String::new(),
        rests_on: None,
        scorecard: false,
        headline: false,
        breaks: Vec::new(),
        unusual_years: Vec::new(),
        england_in_range: true,
        total: is_count,
        ees: vec![Mapping {
            file: String::new(),
            value: Some(column.to_owned()),
            numerator: None,
            denominator: None,
            per: None,
            selection: selection.iter().cloned().collect(),
            denominator_where: std::collections::BTreeMap::new(),
            population: None,
            until: None,
        }],
    }
}

#[cfg(test)]
mod tests {
    use super::unit;

    #[test]
    fn the_words_of_a_name_tell_the_unit() {
        for (names, expected) in [
            (
                "pc_plans_issued_within_20_weeks PC_plans_issued_20_weeks_ex online_apps_percent percentage pt_l2basics_94 white_perc \
                 pct_persistent turnover_rate_fte_% No_SEN_% percentOfPupils overall-attendance-percentage-rate per_cent_of_children",
                "percent",
            ),
            (
                "rate_per_10000 children_in_need_per_10000_children rate_per_10,000 ratePer10k per_10_000",
                "per-10,000",
            ),
            ("admissions_per_100000 per-100k", "per-100,000"),
            ("live_births_per_1000", "per-1,000"),
            ("Anypoint_episodes_rate turnover_rate_fte rate", "rate"),
            (
                "number num_pupils care_leaver_count inpost_headcount no_of_preferences number_schools",
                "count",
            ),
            (
                "accounts no_offer Duration_median average_number_of_days caseload_fte children_per_family perception discount upper_quartile",
                "",
            ),
        ] {
            for name in names.split_whitespace() {
                assert_eq!(unit(name), expected, "{name}");
            }
        }
    }
}
