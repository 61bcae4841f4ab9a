//! A table as a grid: each cell stands in every row and column over which it reaches, and every cell of the body has the heads that
//! stand above it and at the beginning of its row.

use super::passage::CellHeads;

/// More than any table of a paper. Where spans would make a larger grid they are not followed.
const LARGEST: usize = 1 << 20;

/// A cell as it is written.
#[derive(Default, Debug)]
pub(super) struct GridCell {
    /// Its paragraphs, joined by blanks.
    pub(super) text: String,
    /// How many columns it covers, at least one.
    pub(super) columns: usize,
    /// How many rows it covers, at least one.
    pub(super) rows: usize,
    /// It goes on the cell above it, as Word writes cells merged over rows.
    pub(super) joins_above: bool,
    /// It is marked as a heading.
    pub(super) is_head: bool,
}

/// A row as it is written.
#[derive(Default, Debug)]
pub(super) struct GridRow {
    pub(super) cells: Vec<GridCell>,
    /// It is marked as a heading of the table.
    pub(super) is_head: bool,
    /// It was deleted or is hidden, and is not read.
    pub(super) is_left_out: bool,
}

/// The row and the number of a cell as it is written.
type CellKey = (usize, usize);

pub(super) struct Grid<'t> {
    rows: &'t [GridRow],
    /// By row and column, the cell that stands there.
    slots: Vec<Vec<Option<CellKey>>>,
    width: usize,
}

impl<'t> Grid<'t> {
    pub(super) fn of(rows: &'t [GridRow]) -> Grid<'t> {
        let covered: usize = rows
            .iter()
            .flat_map(|row| &row.cells)
            .map(|cell| cell.columns.saturating_mul(cell.rows.min(rows.len())))
            .fold(0, usize::saturating_add);
        let follows = covered <= LARGEST;
        let mut slots: Vec<Vec<Option<CellKey>>> = vec![Vec::new(); rows.len()];
        for (at, row) in rows.iter().enumerate() {
            let mut column = 0;
            for (number, cell) in row.cells.iter().enumerate() {
                while slots[at].get(column).is_some_and(Option::is_some) {
                    column += 1;
                }
                let (wide, high) = if follows {
                    (cell.columns.max(1), cell.rows.max(1))
                } else {
                    (1, 1)
                };
                let above = at
                    .checked_sub(1)
                    .and_then(|above| slots[above].get(column).copied().flatten());
                let key = above.filter(|_| cell.joins_above).unwrap_or((at, number));
                for line in slots.iter_mut().skip(at).take(high) {
                    if line.len() < column + wide {
                        line.resize(column + wide, None);
                    }
                    line[column..column + wide].fill(Some(key));
                }
                column += wide;
            }
        }
        let width = slots.iter().map(Vec::len).max().unwrap_or(0);
        Grid { rows, slots, width }
    }

    fn text(&self, key: CellKey) -> &'t str {
        &self.rows[key.0].cells[key.1].text
    }

    /// The cell at a row and a column.
    fn at(&self, row: usize, column: usize) -> Option<CellKey> {
        self.slots.get(row)?.get(column).copied().flatten()
    }

    /// The text of a row that has one only, over the whole width or at its beginning: a title.
    fn title(&self, row: usize) -> Option<&'t str> {
        let first = self.at(row, 0)?;
        let text = self.text(first);
        let alone = (0..self.width)
            .filter_map(|column| self.at(row, column))
            .all(|key| key == first || self.text(key).is_empty());
        (self.width > 1 && alone && first.0 == row && !text.is_empty() && !is_figure(text))
            .then_some(text)
    }

    fn is_empty(&self, row: usize) -> bool {
        self.slots[row]
            .iter()
            .flatten()
            .all(|key| self.text(*key).is_empty())
    }

    /// Whether a row has a figure.
    fn has_figure(&self, row: usize) -> bool {
        self.slots[row]
            .iter()
            .flatten()
            .any(|key| is_figure(self.text(*key)))
    }

    /// Whether a cell of a row stands over several columns, or reaches into the next row: then the next row may be a heading too.
    fn is_continued(&self, row: usize) -> bool {
        let reaches = (0..self.width).any(|column| {
            let here = self.at(row, column);
            here.is_some() && here == self.at(row + 1, column)
        });
        let is_parted = self.slots[row]
            .windows(2)
            .any(|pair| pair[0].is_some() && pair[0] == pair[1]);
        reaches || is_parted
    }

    /// The rows that head the columns.
    fn head_rows(&self) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for row in 0..self.rows.len() {
            if self.is_empty(row) || self.title(row).is_some() && found.is_empty() {
                continue;
            }
            let cells = &self.rows[row].cells;
            let is_marked = self.rows[row].is_head
                || (cells.len() > 1 && cells.iter().all(|cell| cell.is_head));
            let goes_on = found
                .last()
                .is_some_and(|last| self.is_continued(*last) && !self.has_figure(row));
            if found.is_empty() || is_marked || goes_on {
                found.push(row);
            } else {
                break;
            }
        }
        found
    }

    /// The heads of every cell, in the order of the rows and cells as they are written; none for a cell that is itself a head.
    pub(super) fn heads(&self) -> Vec<Vec<Option<CellHeads>>> {
        let tops = self.head_rows();
        let last_top = tops.last().copied().unwrap_or(0);
        let (mut titles, mut part): (Vec<String>, Option<String>) = (Vec::new(), None);
        let mut heads = Vec::new();
        for (row, written) in self.rows.iter().enumerate() {
            let title = self.title(row).filter(|_| !tops.contains(&row));
            match title {
                Some(title) if row < last_top || tops.is_empty() => titles.push(title.to_owned()),
                Some(title) => part = Some(title.to_owned()),
                None => {}
            }
            let is_body = title.is_none() && row > last_top;
            let leading = self.leading(row);
            let above: Vec<String> = titles.iter().chain(&part).cloned().collect();
            let of_cell = |number: usize| {
                let column =
                    (0..self.width).find(|column| self.at(row, *column) == Some((row, number)))?;
                let begins: Vec<String> = leading
                    .iter()
                    .take_while(|(before, _)| *before < column)
                    .map(|(_, text)| (*text).to_owned())
                    .collect();
                (is_body && !begins.is_empty()).then(|| CellHeads {
                    row: begins,
                    column: self.column_head(column, &tops),
                    above: above.clone(),
                })
            };
            heads.push((0..written.cells.len()).map(of_cell).collect());
        }
        heads
    }

    /// The cells at the beginning of a row, before its first figure, with their columns.
    fn leading(&self, row: usize) -> Vec<(usize, &'t str)> {
        let mut found: Vec<(usize, CellKey)> = Vec::new();
        for column in 0..self.width {
            let Some(key) = self.at(row, column) else {
                break;
            };
            if is_figure(self.text(key)) {
                break;
            }
            if found.last().is_none_or(|(_, last)| *last != key) {
                found.push((column, key));
            }
        }
        found
            .into_iter()
            .map(|(column, key)| (column, self.text(key)))
            .filter(|(_, text)| !text.is_empty())
            .collect()
    }

    fn column_head(&self, column: usize, tops: &[usize]) -> String {
        let mut keys: Vec<CellKey> = tops
            .iter()
            .filter_map(|row| self.at(*row, column))
            .filter(|key| !self.text(*key).is_empty())
            .collect();
        keys.dedup();
        let texts: Vec<&str> = keys.into_iter().map(|key| self.text(key)).collect();
        texts.join(", ")
    }
}

/// Whether a cell holds a figure: digits with their signs, and no year.
fn is_figure(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let others = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_year = |text: &str| {
        text.parse::<i16>()
            .is_ok_and(|year| (1990..2100).contains(&year))
    };
    let names_years = text.split(['-', '/', '–', ' ']).next().is_some_and(is_year);
    !digits.is_empty() && others == 0 && !names_years
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of cells; "text>2" covers two columns, "text^2" two rows.
    fn table(rows: &[&[&str]]) -> Vec<GridRow> {
        rows.iter()
            .map(|row| GridRow {
                cells: row.iter().map(|cell| written(cell)).collect(),
                ..GridRow::default()
            })
            .collect()
    }

    fn written(cell: &str) -> GridCell {
        let (rest, columns) = cell.split_once('>').unwrap_or((cell, "1"));
        let (text, rows) = rest.split_once('^').unwrap_or((rest, "1"));
        GridCell {
            text: text.to_owned(),
            columns: columns.parse().expect("a number"),
            rows: rows.parse().expect("a number"),
            ..GridCell::default()
        }
    }

    fn told(rows: &[GridRow], row: usize, cell: usize) -> String {
        match &Grid::of(rows).heads()[row][cell] {
            None => "none".to_owned(),
            Some(heads) => format!(
                "{} | {} | {}",
                heads.row.join(", "),
                heads.column,
                heads.above.join(", ")
            ),
        }
    }

    #[test]
    fn merged_heads_reach_over_their_rows_and_columns() {
        let two = table(&[
            &["Indicator^2", "Blackpool>2", "England>2"],
            &["2024", "2025", "2024", "2025"],
            &["Looked after rate", "182", "184", "70", "67"],
        ]);
        assert_eq!(told(&two, 2, 2), "Looked after rate | Blackpool, 2025 | ");
        assert_eq!(told(&two, 2, 3), "Looked after rate | England, 2024 | ");
        assert_eq!(told(&two, 1, 1), "none", "a head");
        let merged_rows = table(&[
            &["Theme", "Indicator", "Blackpool"],
            &["Care^2", "Rate", "184"],
            &["Count", "531"],
        ]);
        assert_eq!(told(&merged_rows, 2, 1), "Care, Count | Blackpool | ");
        let shifted = table(&[
            &["Indicator", "Description>2", "Blackpool", "England"],
            &[
                "Looked after rate",
                "per 10,000",
                "at 31 March",
                "184",
                "67",
            ],
        ]);
        assert_eq!(
            told(&shifted, 1, 3),
            "Looked after rate, per 10,000, at 31 March | Blackpool | "
        );
    }

    #[test]
    fn titles_and_parts_of_a_table_are_no_heads() {
        let titled = table(&[
            &["Table 1: at 31 March 2025>3"],
            &["Indicator", "Blackpool", "England"],
            &["Children looked after>3"],
            &["Rate", "211", "67"],
            &["Children in need", "", ""],
            &["Rate", "606.1", "330.3"],
        ]);
        assert_eq!(
            told(&titled, 3, 1),
            "Rate | Blackpool | Table 1: at 31 March 2025, Children looked after"
        );
        assert_eq!(
            told(&titled, 5, 2),
            "Rate | England | Table 1: at 31 March 2025, Children in need"
        );
    }

    #[test]
    fn spans_that_no_table_has_are_not_followed() {
        let mut rows = table(&[&["a", "b"], &["c", "1"]]);
        rows[0].cells[0].columns = usize::MAX;
        rows[0].cells[0].rows = usize::MAX;
        assert_eq!(told(&rows, 1, 1), "c | b | ");
    }
}
