//! Which numbers of a paragraph are published figures of one cell, so that the page can lead from each to its file and row.
//!
//! A number is marked only where the words around it say which cell it is and that cell is printed so: the authority's own newest
//! figure where it stands once in the first sentence, England's and the region's behind their names, the authority's earlier
//! ones before their years.

use crate::compare::Comparison;
use crate::finding::prose::Prose;
use crate::observation::area::Area;
use crate::stat::round::format_number;

/// The sentences of a paragraph, a line each, with their figures marked: `[[184|own]]`, `[[67|england]]`, `[[90|region]]`,
/// `[[163|own|2016]]`.
pub(super) fn marked(text: &str, c: &Comparison<'_>) -> String {
    let places = Places::of(c);
    let lines = text.lines().enumerate();
    let lines: Vec<String> = lines.map(|(at, line)| places.mark(line, at == 0)).collect();
    lines.join("\n")
}

/// What may be marked in a paragraph about one figure: how it is printed, and where it leads.
struct Places {
    own: Option<String>,
    /// A name with its bracket, the figure, and the mark.
    named: Vec<(String, String, &'static str)>,
    /// A figure and its year, oldest first.
    earlier: Vec<(String, String)>,
}

impl Places {
    fn of(c: &Comparison<'_>) -> Places {
        let printed = |value: f64| format_number(value, c.indicator.decimals);
        let prose = Prose::of(c);
        let region = c
            .region
            .and_then(|(area, reading)| Some((area, reading.value()?)));
        let named = |area: Area, value: f64, mark| {
            (format!("{} (", prose.said_name(area)), printed(value), mark)
        };
        let england = c
            .england
            .value()
            .map(|value| named(Area::ENGLAND, value, "england"));
        let region = region.map(|(area, value)| named(area, value, "region"));
        let earlier = c.panel.columns_before(c.at).filter_map(|at| {
            Some((
                printed(c.panel.value(at, c.area)?),
                c.panel.period(at).short(),
            ))
        });
        Places {
            own: c.reading.value().map(printed),
            named: england.into_iter().chain(region).collect(),
            earlier: earlier.collect(),
        }
    }

    fn mark(&self, line: &str, is_first: bool) -> String {
        let mut marks: Vec<(usize, &str, String)> = Vec::new();
        if let Some(own) = self.own.as_deref().filter(|_| is_first)
            && let [at] = numbers_like(line, own).as_slice()
        {
            marks.push((*at, own, "own".to_owned()));
        }
        for (before, printed, mark) in &self.named {
            let found = line.find(before.as_str()).map(|at| at + before.len());
            let found = found.filter(|at| numbers_like(line, printed).contains(at));
            marks.extend(found.map(|at| (at, printed.as_str(), (*mark).to_owned())));
        }
        for (printed, year) in &self.earlier {
            let is_of_year = |at: &usize| {
                let behind = line.get(at + printed.len()..).unwrap_or_default();
                let behind = behind.trim_start_matches('%').strip_prefix(" in ");
                behind
                    .and_then(|behind| behind.strip_prefix(year.as_str()))
                    .is_some_and(ends_a_year)
            };
            let found = numbers_like(line, printed).into_iter().filter(is_of_year);
            marks.extend(found.map(|at| (at, printed.as_str(), format!("own|{year}"))));
        }
        marks.sort();
        marks.dedup_by_key(|(at, _, _)| *at);
        let mut out = line.to_owned();
        for (at, printed, mark) in marks.iter().rev() {
            out.replace_range(*at..at + printed.len(), &format!("[[{printed}|{mark}]]"));
        }
        out
    }
}

/// What follows a year that is no part of a longer one: “2018” is not the beginning of “2018-19”.
fn ends_a_year(behind: &str) -> bool {
    !behind.starts_with(|letter: char| letter.is_ascii_digit())
        && !behind
            .strip_prefix(['-', '/'])
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Where a number stands as itself, not as a part of another.
fn numbers_like(line: &str, number: &str) -> Vec<usize> {
    let is_part = |letter: Option<char>| {
        letter.is_some_and(|letter| letter.is_ascii_digit() || letter == ',' || letter == '.')
    };
    let found = line.match_indices(number).map(|(at, _)| at);
    found
        .filter(|at| {
            let (before, behind) = line.split_at(*at);
            let mut behind = behind.get(number.len()..).unwrap_or_default().chars();
            let next = behind.next();
            // A comma or a full stop belongs to a number only before another digit.
            let goes_on = next.is_some_and(|letter| letter.is_ascii_digit())
                || (is_part(next) && behind.next().is_some_and(|letter| letter.is_ascii_digit()));
            !is_part(before.chars().next_back()) && !goes_on
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places {
            own: Some("184".to_owned()),
            named: vec![
                ("England (".to_owned(), "67".to_owned(), "england"),
                ("North West (".to_owned(), "90".to_owned(), "region"),
            ],
            earlier: vec![
                ("163".to_owned(), "2016".to_owned()),
                ("228".to_owned(), "2018-19".to_owned()),
            ],
        }
    }

    #[test]
    fn figures_are_marked_where_the_words_say_which_they_are() {
        for (line, is_first, expected) in [
            (
                "184 of 10,000, England (67) and North West (90)",
                true,
                "[[184|own]] of 10,000, England ([[67|england]]) and North West ([[90|region]])",
            ),
            (
                "up from 163 in 2016, 228 in 2018-19",
                false,
                "up from [[163|own|2016]] in 2016, [[228|own|2018-19]] in 2018-19",
            ),
            // A number that stands twice is not known to be the figure; nor one that is part of another, or of another year.
            ("aged 184, 184 children", true, "aged 184, 184 children"),
            ("1,184 and 184.5 children", true, "1,184 and 184.5 children"),
            ("184, not 5", true, "[[184|own]], not 5"),
            (
                "163 in 2016-17 and 228 in 2018-190",
                false,
                "163 in 2016-17 and 228 in 2018-190",
            ),
            ("England (67.5)", false, "England (67.5)"),
            ("184 again", false, "184 again"),
        ] {
            assert_eq!(places().mark(line, is_first), expected);
        }
    }
}
