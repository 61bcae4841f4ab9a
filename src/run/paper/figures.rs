//! The charts that a definition names: `cla-rate:trend`, `scorecard`, `pyramid`.

use super::super::{control as local, picture, statistical};
use crate::compare::Comparison;
use crate::error::{Error, Result};
use crate::figure::{Caption, ChartForm, ChartStyle, Drawing};
use crate::finding::words::Words;
use crate::observation::area::Area;
use crate::reference::nearest::nearest;
use crate::table::Table;
use crate::table::comparison;
use crate::table::everyone::everyone as everyone_table;

/// A chart with its words and the figures behind it.
pub(super) struct Chart {
    pub(super) caption: Caption,
    pub(super) drawing: Drawing,
    pub(super) data: Table,
}

impl Chart {
    /// Draws a chart without its source and notes, which a paper prints below the picture.
    fn of(mut form: impl ChartForm, data: Table) -> Chart {
        let caption = form.caption().clone();
        form.caption_mut().source.clear();
        form.caption_mut().notes.clear();
        Chart {
            caption,
            drawing: form.draw(STYLE),
            data,
        }
    }
}

/// A chart of one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Single {
    Trend,
    Neighbours,
    Authorities,
    Funnel,
    Gap,
    Control,
}

/// A chart of several indicators together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overview {
    Scorecard,
    Ranks,
    Pyramid,
}

const SINGLE: [(&str, Single); 6] = [
    ("trend", Single::Trend),
    ("neighbours", Single::Neighbours),
    ("authorities", Single::Authorities),
    ("funnel", Single::Funnel),
    ("gap", Single::Gap),
    ("control", Single::Control),
];
const OVERVIEWS: [(&str, Overview); 3] = [
    ("scorecard", Overview::Scorecard),
    ("ranks", Overview::Ranks),
    ("pyramid", Overview::Pyramid),
];

/// A caption says the title, so the picture need not.
const STYLE: ChartStyle = ChartStyle {
    title_in_image: false,
    from_zero: true,
};

/// What a definition asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// Of the indicator that is named.
    Single(String, Single),
    Overview(Overview),
}

impl Form {
    /// # Errors
    /// Usage: a form that is none, or an indicator where there is no room for one.
    pub(super) fn parse(asked: &str) -> Result<Form> {
        let names = |all: Vec<&str>| all.join(", ");
        let known = || {
            Error::usage(format!("“{asked}” is no figure")).expected(format!(
                "{}; or an indicator’s id, a colon and one of {}",
                names(OVERVIEWS.iter().map(|(name, _)| *name).collect()),
                names(SINGLE.iter().map(|(name, _)| *name).collect())
            ))
        };
        let Some((indicator, form)) = asked.split_once(':') else {
            let overview = OVERVIEWS
                .into_iter()
                .find(|(name, _)| *name == asked.trim());
            return overview
                .map(|(_, overview)| Form::Overview(overview))
                .ok_or_else(known);
        };
        let single = SINGLE.into_iter().find(|(name, _)| *name == form.trim());
        let (_, single) = single.ok_or_else(|| {
            match nearest(form, SINGLE.into_iter().map(|(name, _)| name)) {
                Some(near) => known().hint(format!("did you mean {indicator}:{near}?")),
                None => known(),
            }
        })?;
        Ok(Form::Single(indicator.trim().to_owned(), single))
    }

    /// The indicator that is named.
    pub(super) fn indicator(&self) -> Option<&str> {
        match self {
            Form::Single(indicator, _) => Some(indicator),
            Form::Overview(_) => None,
        }
    }
}

/// What charts are drawn from.
pub(super) struct Studio<'a> {
    pub(super) speaker: Words<'a>,
    pub(super) area: Area,
}

impl Studio<'_> {
    /// A chart of one indicator; none where its data cannot bear it (no counts for a funnel, too few years for a gap, no neighbours).
    pub(super) fn of_one(&self, form: Single, each: &Comparison<'_>) -> Option<Chart> {
        let mut chart = self.drawn(form, each)?;
        chart.caption.title = self.speaker.caption(each, &chart.caption.title);
        Some(chart)
    }

    fn drawn(&self, form: Single, each: &Comparison<'_>) -> Option<Chart> {
        let speaker = self.speaker;
        Some(match form {
            Single::Trend => {
                let chart = picture::trend(each, speaker, STYLE.from_zero);
                Chart::of(chart, comparison::series(each, speaker))
            }
            Single::Neighbours => {
                if each.neighbours.members.is_empty() {
                    return None;
                }
                let chart = picture::ranked_bars(each, speaker);
                let data = comparison::members(each, &each.neighbours, speaker);
                Chart::of(chart, data)
            }
            Single::Authorities => {
                let order = picture::order_of_everyone(each);
                let chart = picture::everyone(each, &order, speaker);
                let data = everyone_table(each, &order, speaker);
                Chart::of(chart, data)
            }
            Single::Control => {
                let (chart, data) = local::of(each, speaker)?;
                Chart::of(chart, data)
            }
            Single::Funnel => {
                let nation = each.nation();
                let all = nation.in_funnel();
                if all.is_empty() {
                    return None;
                }
                let chart = statistical::funnel_of(each, &nation, &all, speaker);
                let data = statistical::funnel_table(each, &all, speaker);
                Chart::of(chart, data)
            }
            Single::Gap => {
                let nation = each.nation();
                let parting = nation.parting(each.area)?;
                let chart = statistical::gap_of(each, parting, speaker);
                let data = statistical::gap_table(each, parting, speaker);
                Chart::of(chart, data)
            }
        })
    }

    /// A chart of a section's indicators together; none where they do not make one.
    pub(super) fn of_many(&self, form: Overview, compared: &[&Comparison<'_>]) -> Option<Chart> {
        let speaker = self.speaker;
        let first = *compared.first()?;
        Some(match form {
            Overview::Scorecard => {
                let chart = picture::scorecard(compared, self.area, speaker)?;
                let data = crate::table::standing::standing(
                    compared,
                    speaker,
                    self.area,
                    chart.caption.source.clone(),
                );
                Chart::of(chart, data)
            }
            Overview::Ranks => {
                let span = |each: &&Comparison<'_>| {
                    let span = each.span()?;
                    Some((each.indicator.short.clone(), span))
                };
                let spans: Vec<_> = compared.iter().filter_map(span).collect();
                if spans.is_empty() {
                    return None;
                }
                let chart = statistical::ranks_of(compared, self.area, &spans, speaker);
                let data = statistical::ranks_table(first, &spans, speaker);
                Chart::of(chart, data)
            }
            Overview::Pyramid => {
                let chart = statistical::pyramid_of(compared, speaker)?;
                let data = statistical::pyramid_table(first, &chart, speaker);
                Chart::of(chart, data)
            }
        })
    }
}
