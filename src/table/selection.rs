//! Tables made from others: some of the columns, or some of them gathered in one.

use super::cell::text;
use super::columns::TableColumns;
use super::{Cell, Table};

/// The same table with these columns only, in this order.
pub(crate) fn picked(of: &Table, names: &[&str]) -> Table {
    remade(of, kept(of, names))
}

/// The same table with some columns kept, some left out, and all others in one cell a row: "Leadership: good; In care: good".
pub(crate) fn gathered(of: &Table, kept_names: &[&str], left_out: &[&str], title: &str) -> Table {
    let others = kept(of, kept_names).text("others", title, |row| {
        let others = of.cells(row).filter(|(column, _)| {
            let name = column.name.as_str();
            !kept_names.contains(&name) && !left_out.contains(&name)
        });
        let said: Vec<String> = others
            .filter_map(|(column, cell)| match cell {
                Cell::Text(words) => Some(format!("{}: {words}", column.title)),
                _ => None,
            })
            .collect();
        text(said.join("; "))
    });
    remade(of, others)
}

/// A row of the table that another is made from.
type WholeRow<'t> = &'t Vec<Cell>;

fn kept<'t>(of: &Table, names: &[&str]) -> TableColumns<'t, WholeRow<'t>> {
    TableColumns::<WholeRow<'t>>::new().copied(of, names, |row| row)
}

/// Other columns over the same rows, with all that stands around them.
fn remade<'t>(of: &'t Table, columns: TableColumns<'t, WholeRow<'t>>) -> Table {
    Table {
        subtitle: of.subtitle.clone(),
        notes: of.notes.clone(),
        source: of.source.clone(),
        emphasis: of.emphasis.clone(),
        ..columns.table(&of.name, &of.title, &of.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_picked_and_the_rest_gathered() {
        let whole = TableColumns::new()
            .text("a", "A", |row: &[&str; 3]| text(row[0]))
            .text("b", "B", |row| text(row[1]))
            .text("c", "C", |row| text(row[2]))
            .table("t", "", [["1", "2", "3"]]);
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

    #[test]
    fn what_stands_around_a_table_stays() {
        let whole = crate::table::specimen::neighbours();
        let picked = picked(&whole, &["value", "authority"]);
        assert_eq!(picked.columns[0], whole.columns[1]);
        assert_eq!(picked.rows[0][1], whole.rows[0][0]);
        let same = Table {
            columns: whole.columns.clone(),
            rows: whole.rows.clone(),
            ..picked
        };
        assert_eq!(same, whole);
    }
}
