//! New figures: each in the words of a paragraph about it, and what it crossed.

use super::{IndicatorReleases, NewsItem, NewsPart, NewsTeller};
use crate::compare::Comparison;
use crate::compare::change::{AllChanges, ChangeSource, OneYear};
use crate::compare::panel::Panel;
use crate::compare::study::Study;
use crate::finding::about;
use crate::finding::kinds::{NewsValue, Statement};
use crate::finding::narrative::paragraph::in_news;
use crate::finding::prose::digits;
use crate::finding::report::report;

/// Each crossing adds so much to what the new figure weighs by itself; less where the change behind it is no more than usual.
const CROSSING: u32 = 15;
const USUAL_CROSSING: u32 = 3;

/// The newest figure beside that of the period that was known, both as the newer release has them.
struct NewestStep<'a> {
    new: Comparison<'a>,
    /// None where the two are not alike, or the newer release no longer holds the older period and none other does.
    known: Option<Comparison<'a>>,
    change: Option<OneYear>,
}

impl<'a> NewsTeller<'a> {
    /// A point a new figure.
    pub(super) fn new_figures(
        &self,
        after: &Study<'_>,
        newer: &[&IndicatorReleases<'a>],
    ) -> Vec<NewsItem> {
        let panels: Vec<&Panel> = newer.iter().map(|pair| pair.new).collect();
        let statements: Vec<Statement> = report(after, &panels, &[self.area], self.terms)
            .into_iter()
            .flat_map(|report| report.statements)
            .collect();
        newer
            .iter()
            .filter_map(|pair| Some(self.new_figure(self.step(pair)?, &statements)))
            .collect()
    }

    fn step(&self, pair: &IndicatorReleases<'a>) -> Option<NewestStep<'a>> {
        let (panel, at) = (pair.new, pair.new.latest()?);
        let known = pair
            .known()
            .and_then(|known| panel.column_where(|p| p.end == known.end && p.kind == known.kind));
        // Across a break nothing crossed anything.
        let are_alike = known.is_none_or(|known| panel.break_between(known, at).is_none());
        let known = match known {
            Some(known) => self.compared(panel, known),
            None => self.compared(pair.old, pair.old.latest()?),
        };
        Some(NewestStep {
            new: self.compared(panel, at),
            known: are_alike.then_some(known),
            change: AllChanges::of_today(panel, at).one_year(panel, at, self.area),
        })
    }

    fn new_figure(&self, step: NewestStep<'a>, statements: &[Statement]) -> NewsItem {
        let NewestStep { new, known, change } = step;
        let phrases = self.terms.phrases;
        let best = statements
            .iter()
            .find(|of| of.indicator == new.indicator.id && says_the_figure(of, &new));
        // Where there is no figure, why there is none.
        let told = in_news(&new, phrases).unwrap_or_else(|| about::figure(&new, phrases));
        let mut sentences = vec![told];
        let crossings = match &known {
            Some(known) => self.prose.crossings(known, &new, phrases),
            None => Vec::new(),
        };
        let source = change.as_ref().map(OneYear::source);
        let crossed = self.prose.crossed(&new, &crossings, source);
        sentences.extend(crossed);
        let each = match source {
            Some(ChangeSource::Chance | ChangeSource::Usual) => USUAL_CROSSING,
            _ => CROSSING,
        };
        NewsItem {
            part: NewsPart::New,
            weight: crossings
                .iter()
                .fold(best.map_or(0, |of| of.weight), |sum, _| sum + each),
            indicator: new.indicator.id.clone(),
            period: new.period.label.clone(),
            text: sentences.join(" "),
            brief: self.prose.in_brief(&new),
            is_minor: false,
        }
    }
}

/// Whether a statement about the newest figure prints it.
fn says_the_figure(statement: &Statement, c: &Comparison<'_>) -> bool {
    let Some(value) = c.reading.value() else {
        return false;
    };
    let figure = digits(c.indicator, value);
    let mut words = statement
        .sentence
        .split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','));
    statement.kind.news != NewsValue::NotNews
        && words.any(|word| word.trim_end_matches(['.', ',']) == figure)
}
