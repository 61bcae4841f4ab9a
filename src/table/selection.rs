//! Tables made from others: some of the columns, or some of them gathered in one.

use super::cell::text;
use super::{Cell, Column, Table};

/// The same table with these columns only, in this order.
pub(crate) fn picked(of: &Table, names: &[&str]) -> Table {
    let places: Vec<usize> = names
        .iter()
        .filter_map(|name| of.columns.iter().position(|column| column.name == *name))
        .collect();
    let pick = |row: &Vec<Cell>| {
        let cells = places.iter().map(|at| row.get(*at).cloned());
        cells.map(|cell| cell.unwrap_or(Cell::Empty)).collect()
    };
    Table {
        columns: places.iter().map(|at| of.columns[*at].clone()).collect(),
        rows: of.rows.iter().map(pick).collect(),
        ..of.clone()
    }
}

/// The same table with some columns kept, some left out, and all others in one cell a row: "Leadership: good; In care: good".
pub(crate) fn gathered(of: &Table, kept: &[&str], left_out: &[&str], title: &str) -> Table {
    let mut made = picked(of, kept);
    made.columns.push(Column::text("others", title));
    for (row, whole) in made.rows.iter_mut().zip(&of.rows) {
        let others = of.columns.iter().zip(whole).filter(|(column, _)| {
            let name = column.name.as_str();
            !kept.contains(&name) && !left_out.contains(&name)
        });
        let said: Vec<String> = others
            .filter_map(|(column, cell)| match cell {
                Cell::Text(words) => Some(format!("{}: {words}", column.title)),
                _ => None,
            })
            .collect();
        row.push(text(said.join("; ")));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_picked_and_the_rest_gathered() {
        let columns = ["a", "b", "c"]
            .map(|name| Column::text(name, &name.to_uppercase()))
            .to_vec();
        let row = vec![text("1"), text("2"), text("3")];
        let whole = Table::bare("t", String::new(), columns, vec![row]);
        assert_eq!(
            picked(&whole, &["c", "a"]).rows,
            [vec![text("3"), text("1")]]
        );
        let gathered = gathered(&whole, &["b"], &[], "Others");
        assert_eq!(
            (gathered.columns.len(), &gathered.rows[0]),
            (2, &vec![text("2"), text("A: 1; C: 3")])
        );
        assert_eq!(
            super::gathered(&whole, &["b"], &["a"], "Others").rows[0],
            [text("2"), text("C: 3")]
        );
    }
}
