//! Whether figures of two periods of a series are like for like: changes of definition, and years that cannot be held against
//! others.

use super::panel::{Panel, PeriodColumn};

impl Panel {
    /// Whether two periods have one definition and no years in common.
    pub(crate) fn are_of_one_definition(&self, earlier: PeriodColumn, later: PeriodColumn) -> bool {
        let overlap = self.period(later).overlaps(self.period(earlier));
        !overlap && self.redefined_between(earlier, later).is_none()
    }

    /// Whether figures of two periods are like for like: no break between them, neither of them unusual, no years in common.
    pub(crate) fn are_alike(&self, earlier: PeriodColumn, later: PeriodColumn) -> bool {
        let overlap = self.period(later).overlaps(self.period(earlier));
        !overlap && self.break_between(earlier, later).is_none()
    }

    /// Why the figures of two periods are not like for like: another definition, or one of the two is an unusual year.
    pub(crate) fn break_between(&self, earlier: PeriodColumn, later: PeriodColumn) -> Option<&str> {
        let ends = [earlier, later].map(|column| self.period(column).end);
        let unusual = || {
            let mut years = self.indicator.unusual_years.iter();
            years.find(|year| ends.contains(&year.period_end))
        };
        self.redefined_between(earlier, later)
            .or_else(|| unusual().map(|year| year.reason.as_str()))
    }

    /// Whether the definition changed between two periods, and how.
    pub(crate) fn redefined_between(
        &self,
        earlier: PeriodColumn,
        later: PeriodColumn,
    ) -> Option<&str> {
        let (earlier, later) = (self.period(earlier), self.period(later));
        let crossed = self
            .indicator
            .breaks
            .iter()
            .find(|b| earlier.end < b.period_end && b.period_end <= later.end);
        crossed.map(|b| b.reason.as_str())
    }

    /// The unusual years of a stretch, its ends included, in their order.
    pub(crate) fn unusual_years(
        &self,
        first: PeriodColumn,
        last: PeriodColumn,
    ) -> impl Iterator<Item = PeriodColumn> {
        let stretch = self.period(first).end..=self.period(last).end;
        let years = self.indicator.unusual_years.iter();
        years
            .filter(move |year| stretch.contains(&year.period_end))
            .filter_map(|year| self.column_where(|period| period.end == year.period_end))
    }
}
