//! A table's rows as JSON objects by machine name.

use serde_json::{Map, Number, Value, json};

use super::{Cell, Table};
use crate::stat::round::{is_settled_alike, settled};

/// A value as the text of a file or an answer for programs, with its numbers as they leave.
pub(crate) fn document(mut value: Value) -> String {
    settle(&mut value);
    format!("{value:#}\n")
}

/// Makes every number one that leaves for programs. Whole numbers stay as they are written.
fn settle(value: &mut Value) {
    match value {
        Value::Number(number) => *number = settled_number(number.clone()),
        Value::Array(items) => items.iter_mut().for_each(settle),
        Value::Object(fields) => fields.values_mut().for_each(settle),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

fn settled_number(number: Number) -> Number {
    let decimal = number.as_f64().filter(|_| number.is_f64());
    decimal
        .and_then(|value| Number::from_f64(settled(value)))
        .unwrap_or(number)
}

/// Whether two values say the same, where one system may have computed a number and the other another.
pub(crate) fn is_alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other
                || matches!((one.as_f64(), other.as_f64()), (Some(one), Some(other)) if is_settled_alike(one, other))
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_alike(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(name, one)| other.get(name).is_some_and(|other| is_alike(one, other)))
        }
        (one, other) => one == other,
    }
}

/// The rows as objects by machine name.
///
/// Numbers have twelve significant digits. A symbol is `null` under its column's name and its code under `<name>_status`, unless the table has a column of
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
    let value = settled(value);
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
            r#"{"authority":"Kingston upon Hull, City of","value":135.3,"change":0,"change_status":null,"children":12345,"status":""}"#,
            r#"{"authority":"Isles of Scilly","value":null,"change":null,"change_status":"z","children":null,"status":"c"}"#,
            r#"{"authority":"Telford | Wrekin","value":126.04,"change":null,"change_status":null,"children":540,"status":""}"#,
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_is_said_otherwise_is_not_alike() {
        let one = json!({ "a": 1.5, "b": [1, "x"] });
        for other in [
            json!({ "a": 1.5, "b": [1, "y"] }),
            json!({ "a": 1.5, "b": [1] }),
            json!({ "a": 1.5 }),
            json!({ "a": 1.5, "c": [1, "x"] }),
            json!({ "a": null, "b": [1, "x"] }),
            json!({ "a": 1.500_000_01, "b": [1, "x"] }),
        ] {
            assert!(!is_alike(&one, &other), "{other}");
        }
        assert!(is_alike(
            &json!({ "b": 1, "a": 2.0 }),
            &json!({ "a": 2, "b": 1 })
        ));
        let whole = json!({ "rows": [184.0, 12_345_678_901_234_i64, 0.1 + 0.2] });
        assert_eq!(
            document(whole),
            "{\n  \"rows\": [\n    184.0,\n    12345678901234,\n    0.3\n  ]\n}\n"
        );
    }

    proptest! {
        #[test]
        fn numbers_leave_settled_to_the_bit(value in any::<f64>()) {
            let text = number(value).to_string();
            prop_assert_eq!(text.parse::<f64>().ok().map(f64::to_bits), value.is_finite().then_some(settled(value).to_bits()));
        }

        #[test]
        fn a_document_of_another_system_is_alike(value in -1e9..1e9_f64, bits in 0_u64..3) {
            let other = f64::from_bits(value.to_bits() + bits);
            let of = |value: f64| {
                let mut object = json!({ "name": "n", "list": [value, 1, null] });
                settle(&mut object);
                object
            };
            prop_assert!(is_alike(&of(value), &of(other)));
            prop_assert!(!is_alike(&of(value), &of(value + 1.0)));
        }
    }
}
