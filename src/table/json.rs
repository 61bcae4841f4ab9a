//! A table's rows as JSON objects by machine name.

use serde_json::{Map, Number, Value, json};

use super::{Cell, Table};

/// The rows as objects by machine name.
///
/// Numbers are exact. A symbol is `null` under its column's name and its code under `<name>_status`, unless the table has a column of
/// its own for that (`status` beside `value`); an empty cell is `null`.
pub(crate) fn rows(table: &Table) -> Vec<Value> {
    let status = table.status_names();
    table
        .rows
        .iter()
        .map(|row| object(table, row, &status))
        .collect()
}

fn object(table: &Table, row: &[Cell], status: &[Option<String>]) -> Value {
    let mut fields = Map::new();
    for ((column, cell), status) in table.cells(row).zip(status) {
        fields.insert(column.name.clone(), value(cell));
        if let Some(name) = status {
            let code = if let Cell::Symbol { code, .. } = cell {
                json!(code)
            } else {
                Value::Null
            };
            fields.insert(name.clone(), code);
        }
    }
    Value::Object(fields)
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Text(text) => json!(text),
        Cell::Number { value, .. } => number(*value),
        Cell::Whole(value) => json!(value),
        Cell::Symbol { .. } | Cell::Empty => Value::Null,
    }
}

/// An `f64` as JSON: 184 and not 184.0, as in CSV; `null` where it is not finite.
fn number(value: f64) -> Value {
    // Every whole double below 2^53 is an i64; minus zero is not, and keeps its sign as a decimal.
    let is_whole = value.fract() == 0.0
        && value.abs() < 9_007_199_254_740_992.0
        && !(value == 0.0 && value.is_sign_negative());
    if is_whole {
        json!(value as i64)
    } else {
        Number::from_f64(value).map_or(Value::Null, Value::Number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::specimen;
    use proptest::prelude::*;

    #[test]
    fn the_specimen() {
        let rows: Vec<String> = rows(&specimen::neighbours())
            .iter()
            .map(Value::to_string)
            .collect();
        let expected = [
            r#"{"authority":"Blackpool","value":184,"change":-8.25,"change_status":null,"children":531,"status":""}"#,
            r#"{"authority":"Kingston upon Hull, City of","value":135.29999999999998,"change":0,"change_status":null,"children":12345,"status":""}"#,
            r#"{"authority":"Isles of Scilly","value":null,"change":null,"change_status":"z","children":null,"status":"c"}"#,
            r#"{"authority":"Telford | Wrekin","value":126.04,"change":null,"change_status":null,"children":540,"status":""}"#,
        ];
        assert_eq!(rows, expected);
    }

    proptest! {
        #[test]
        fn numbers_keep_every_bit(value in any::<f64>()) {
            let text = number(value).to_string();
            prop_assert_eq!(text.parse::<f64>().ok().map(f64::to_bits), value.is_finite().then_some(value.to_bits()));
        }
    }
}
