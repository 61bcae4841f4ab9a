//! The layout of a table on its page, which is turned for a table that needs it.

use super::page::{TextArea, Twips};
use crate::paper::write::office::widths::{WIDER_FONT, demands, shared};
use crate::table::Table;

/// The widths of a table's columns, and the page it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TableLayout {
    pub(super) columns: Vec<Twips>,
    /// It needs a landscape page.
    pub(super) wide: bool,
}

/// The layout of a table: the width of its content where there is room, else at least that of its longest words, on a landscape page
/// where those do not fit.
pub(super) fn layout(table: &Table, area: TextArea, own_font: bool) -> TableLayout {
    let demands = demands(table, if own_font { 1.0 } else { WIDER_FONT });
    let least: Twips = demands.iter().map(|demand| demand.least).sum();
    let wide = least > area.width && area.wide > area.width;
    TableLayout {
        columns: shared(&demands, if wide { area.wide } else { area.width }),
        wide,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::Cell;
    use crate::table::columns::TableColumns;
    use proptest::prelude::*;

    const PAGE: TextArea = TextArea {
        width: 9_000,
        height: 14_000,
        wide: 13_900,
    };

    fn table(columns: usize, text: &str) -> Table {
        let first = TableColumns::new().text("name", "Authority", |text: &&str| {
            Cell::Text((*text).to_owned())
        });
        let made = (1..columns).fold(first, |made, at| {
            made.number(&format!("c{at}"), "31 March 2025", |_| Cell::Whole(12_345))
        });
        Table {
            emphasis: vec![0],
            ..made.table("", "", [text])
        }
    }

    #[test]
    fn the_page_is_turned_only_for_a_table_that_needs_it() {
        let name = "Bournemouth, Christchurch and Poole";
        assert!(!layout(&table(4, name), PAGE, true).wide);
        assert!(layout(&table(14, name), PAGE, true).wide);
    }

    proptest! {
        #[test]
        fn nothing_runs_off_the_page(columns in 1..40_usize, text in "[a-zA-Z ]{0,200}") {
            let layout = layout(&table(columns, &text), PAGE, false);
            let room = if layout.wide { PAGE.wide } else { PAGE.width };
            prop_assert!(layout.columns.iter().sum::<usize>() <= room);
            prop_assert!(layout.columns.iter().all(|width| *width > 0));
        }
    }
}
