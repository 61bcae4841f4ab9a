//! What a reader must know of a figure before comparing it: the catalogue's caution, and figures that are one return of several
//! authorities.

use super::{Prose, list, reason, sentence_case, sentence_start};
use crate::compare::Comparison;
use crate::observation::area::Area;
use crate::observation::indicator::Indicator;
use crate::observation::period::Period;
use crate::observation::reading::Status;
use std::collections::{BTreeMap, BTreeSet};

impl Prose<'_> {
    /// "together with West Northamptonshire" where the figure is one return of several authorities, else nothing.
    pub(crate) fn together_with(
        &self,
        indicator: &Indicator,
        period: &Period,
        area: Area,
    ) -> Option<String> {
        let (publication, year) = (&indicator.publication, period.end_year());
        let register = &self.reference.register;
        let others = register.returned_with(area, publication, year);
        (!others.is_empty()).then(|| format!("together with {}", self.listed(&others)))
    }

    /// Why the comparison has no figure: the published reason, or under whose name the figure is filed.
    pub(crate) fn why_none(&self, c: &Comparison<'_>) -> String {
        let elsewhere = (c.reading.status() == Status::Absent).then(|| self.filed_under(c));
        elsewhere
            .flatten()
            .unwrap_or_else(|| match c.panel.rows_set_aside(c.at, c.area) {
                rows @ 2.. if c.reading.status() == Status::SetAside => {
                    format!("{rows} rows of the file could not be used, and this may be among them")
                }
                _ => reason(c.reading.status()),
            })
    }

    /// Files of the first years after a reorganisation often still have the row of the authority that was abolished, and a joint
    /// return has one row for all.
    fn filed_under(&self, c: &Comparison<'_>) -> Option<String> {
        let has_figure = |area: &&Area| c.panel.value(c.at, **area).is_some();
        if let Some(partner) = c.joint.iter().find(has_figure) {
            return Some(format!(
                "it is filed under {}, with which it makes one return",
                self.short(*partner)
            ));
        }
        let before = c.reference.register.predecessors(c.area);
        let abolished = before.iter().find(has_figure)?;
        Some(format!(
            "it is filed under {}, which {} was formed out of",
            self.short(*abolished),
            self.short(c.area)
        ))
    }

    /// Everything that goes with a figure wherever it is shown: the indicator's caution, and which figures are joint returns.
    pub(crate) fn cautions(&self, c: &Comparison<'_>) -> Vec<String> {
        let caution = Some(&c.indicator.caution).filter(|caution| !caution.is_empty());
        caution
            .cloned()
            .into_iter()
            .chain(self.joint_caution(c))
            .chain(self.neighbours_returns(c))
            .collect()
    }

    /// That the figure is a joint return; none where it is the authority's own.
    pub(crate) fn joint_caution(&self, c: &Comparison<'_>) -> Option<String> {
        (!c.joint.is_empty()).then(|| self.own_return(c))
    }

    /// Which of the authority's own figures in a table or chart are joint ones; a sentence for each set of authorities.
    pub(crate) fn own_returns(&self, compared: &[&Comparison<'_>]) -> Vec<String> {
        let mut returns: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for c in compared.iter().filter(|c| !c.joint.is_empty()) {
            let indicators = returns.entry(self.own_return(c)).or_default();
            indicators.push(sentence_case(&c.indicator.short));
        }
        returns
            .into_iter()
            .map(|(sentence, indicators)| {
                if indicators.len() == compared.len() {
                    sentence
                } else {
                    format!("{}: {sentence}", sentence_start(&list(&indicators)))
                }
            })
            .collect()
    }

    /// The authority's own figure is a joint one.
    fn own_return(&self, c: &Comparison<'_>) -> String {
        let all: Vec<Area> = std::iter::once(c.area)
            .chain(c.joint.iter().copied())
            .collect();
        format!(
            "{} make one return: the figure is of them together, no count is one authority’s own, and neither is compared with \
             the other.",
            self.listed(&all)
        )
    }

    /// Joint returns among the neighbours, one sentence each.
    fn neighbours_returns(&self, c: &Comparison<'_>) -> Vec<String> {
        let register = &c.reference.register;
        let year = c.period.end_year();
        let mut pairs: BTreeSet<Vec<Area>> = BTreeSet::new();
        for member in &c.neighbours.members {
            let others = register.returned_with(member.area, &c.indicator.publication, year);
            if !others.is_empty() {
                let mut pair: Vec<Area> = std::iter::once(member.area).chain(others).collect();
                pair.sort_unstable();
                pairs.insert(pair);
            }
        }
        pairs
            .iter()
            .map(|pair| {
                format!(
                    "Among the neighbours, {} make one return: each is shown with the figure of them together.",
                    self.listed(pair)
                )
            })
            .collect()
    }

    fn listed(&self, areas: &[Area]) -> String {
        let names: Vec<String> = areas
            .iter()
            .map(|area| self.short(*area).to_owned())
            .collect();
        list(&names)
    }
}
