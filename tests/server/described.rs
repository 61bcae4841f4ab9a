//! The service's own description of its API (OpenAPI 3.0), and whether requests and answers keep to it: neither the program nor the
//! stand-in may drift from the service that they are written for.

use super::Asked;
use super::answers::Answer;
use crate::published::published;
use serde_json::Value;
use std::sync::OnceLock;

/// The description as it was published; none where the files are absent.
fn description() -> Option<&'static Value> {
    static READ: OnceLock<Option<Value>> = OnceLock::new();
    READ.get_or_init(|| {
        let path = published(
            "the API's description",
            "data/api/ees_public_api_openapi_v1.json",
        )?;
        let text = std::fs::read(path).expect("a file");
        Some(serde_json::from_slice(&text).expect("JSON"))
    })
    .as_ref()
}

/// What a request to the API, or the answer to it, has that its description does not allow. Other addresses are not described.
pub(super) fn faults(asked: &Asked, given: &Answer) -> Vec<String> {
    let Some(described) = description() else {
        return Vec::new();
    };
    let (path, query) = asked.target.split_once('?').unwrap_or((&asked.target, ""));
    let Some(path) = path
        .strip_prefix("/api")
        .filter(|path| path.starts_with("/v1/"))
    else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let Some((operation, in_path)) = operation(described, path) else {
        return vec![format!("{path} is no address of the service")];
    };
    let holder = SchemaReader { described };
    let in_query = query.split('&').filter_map(|pair| pair.split_once('='));
    let given_values = in_path
        .into_iter()
        .map(|(name, value)| ("path", name, value))
        .chain(in_query.map(|(name, value)| ("query", name.to_owned(), value.replace("%20", " "))));
    for (place, name, value) in given_values {
        let parameters = operation["parameters"].as_array();
        let parameter = parameters
            .into_iter()
            .flatten()
            .find(|known| known["name"] == name.as_str() && known["in"] == place);
        match parameter {
            None => found.push(format!("{path}: no parameter {name} in the {place}")),
            Some(known) => {
                let value = typed(&value, &known["schema"]);
                holder.hold(&value, &known["schema"], &name, &mut found);
            }
        }
    }
    let answer = &operation["responses"][given.status.to_string()];
    if answer.is_null() {
        found.push(format!(
            "{path}: the service never answers with {}",
            given.status
        ));
    }
    let schema = &answer["content"]["application/json"]["schema"];
    if !schema.is_null() {
        match serde_json::from_slice(&given.body) {
            Ok(body) => holder.hold(&body, schema, path, &mut found),
            Err(fault) => found.push(format!("{path}: {fault}")),
        }
    }
    found
}

/// The operation that an address names, and what stands for the parameters in its path.
fn operation<'d>(described: &'d Value, path: &str) -> Option<(&'d Value, Vec<(String, String)>)> {
    let paths = described["paths"].as_object().expect("paths");
    paths.iter().find_map(|(template, methods)| {
        let (wanted, given): (Vec<&str>, Vec<&str>) =
            (template.split('/').collect(), path.split('/').collect());
        if wanted.len() != given.len() {
            return None;
        }
        let mut values = Vec::new();
        for (wanted, given) in wanted.into_iter().zip(given) {
            match wanted
                .strip_prefix('{')
                .and_then(|name| name.strip_suffix('}'))
            {
                Some(name) => values.push((name.to_owned(), given.to_owned())),
                None if wanted == given => {}
                None => return None,
            }
        }
        methods.get("get").map(|operation| (operation, values))
    })
}

/// A value of an address as the JSON that its schema speaks of.
fn typed(value: &str, schema: &Value) -> Value {
    match schema["type"].as_str() {
        Some("integer") => value
            .parse::<i64>()
            .map_or_else(|_| value.into(), Value::from),
        Some("boolean") => value
            .parse::<bool>()
            .map_or_else(|_| value.into(), Value::from),
        _ => value.into(),
    }
}

struct SchemaReader<'d> {
    described: &'d Value,
}

/// What says nothing of a value.
const REMARKS: [&str; 6] = [
    "description",
    "example",
    "readOnly",
    "default",
    "title",
    "deprecated",
];

impl SchemaReader<'_> {
    /// Holds a value against a schema. A keyword that is not known here is a fault too, so that nothing passes unread.
    fn hold(&self, value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
        let keywords = schema.as_object().expect("a schema");
        if value.is_null() {
            if keywords.get("nullable") != Some(&Value::Bool(true)) {
                found.push(format!("{at} is null"));
            }
            return;
        }
        for (keyword, wants) in keywords {
            let number = || value.as_f64().zip(wants.as_f64());
            let holds = match keyword.as_str() {
                known if REMARKS.contains(&known) => true,
                "nullable" | "additionalProperties" => true,
                "$ref" => {
                    let name = wants.as_str().and_then(|of| of.rsplit('/').next());
                    let named = &self.described["components"]["schemas"][name.expect("a name")];
                    self.hold(value, named, at, found);
                    true
                }
                "allOf" => {
                    for one in wants.as_array().expect("schemas") {
                        self.hold(value, one, at, found);
                    }
                    true
                }
                "oneOf" => wants.as_array().expect("schemas").iter().any(|one| {
                    let mut faults = Vec::new();
                    self.hold(value, one, at, &mut faults);
                    faults.is_empty()
                }),
                "type" => is_of(value, wants.as_str().expect("a type")),
                "format" => is_written(value, wants.as_str().expect("a format")),
                "enum" => wants.as_array().is_some_and(|all| all.contains(value)),
                "minimum" => number().is_none_or(|(value, least)| value >= least),
                "maximum" => number().is_none_or(|(value, most)| value <= most),
                "minLength" => is_as_long(value, wants),
                "required" => wants
                    .as_array()
                    .into_iter()
                    .flatten()
                    .all(|name| value.get(name.as_str().expect("a name")).is_some()),
                "items" => {
                    self.hold_items(value, wants, at, found);
                    true
                }
                "properties" => {
                    self.hold_members(value, keywords, at, found);
                    true
                }
                unknown => {
                    found.push(format!("{at}: the keyword {unknown} is not read here"));
                    true
                }
            };
            if !holds {
                found.push(format!("{at}: {value} is not as {keyword} {wants} says"));
            }
        }
    }
}

impl SchemaReader<'_> {
    /// Holds every value of a list against the schema of its values.
    fn hold_items(&self, value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
        for (number, one) in value.as_array().into_iter().flatten().enumerate() {
            self.hold(one, schema, &format!("{at}[{number}]"), found);
        }
    }

    /// Holds the members of an object against their schemas.
    fn hold_members(
        &self,
        value: &Value,
        keywords: &serde_json::Map<String, Value>,
        at: &str,
        found: &mut Vec<String>,
    ) {
        let others = keywords.get("additionalProperties");
        for (name, one) in value.as_object().into_iter().flatten() {
            let at = format!("{at}.{name}");
            match (keywords["properties"].get(name), others) {
                (Some(known), _) => self.hold(one, known, &at, found),
                (None, Some(schema @ Value::Object(_))) => self.hold(one, schema, &at, found),
                (None, Some(Value::Bool(false))) => found.push(format!("{at} is not described")),
                (None, _) => {}
            }
        }
    }
}

fn is_as_long(value: &Value, least: &Value) -> bool {
    let letters = value.as_str().map(|text| text.chars().count() as u64);
    letters.is_none_or(|letters| least.as_u64().is_some_and(|least| letters >= least))
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        unknown => panic!("no type of OpenAPI: {unknown}"),
    }
}

fn is_written(value: &Value, format: &str) -> bool {
    let text = value.as_str().unwrap_or_default();
    match format {
        "int32" | "int64" => value.is_number(),
        "uuid" => {
            let groups: Vec<usize> = text.split('-').map(str::len).collect();
            groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
        }
        "date-time" => text.parse::<jiff::Timestamp>().is_ok(),
        unknown => panic!("no format that is known here: {unknown}"),
    }
}

#[test]
fn what_the_description_does_not_allow_is_found() {
    if description().is_none() {
        return;
    }
    let id = "7588c2d6-9e8a-4d84-8f19-6b8d52a01fbd";
    let found = |target: &str, status: u16, body: &str| {
        let asked = Asked {
            target: format!("/api/v1/{target}"),
            headers: Vec::new(),
        };
        let given = Answer {
            status,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        };
        faults(&asked, &given).join("\n")
    };
    let set =
        r#"{"id": "ID", "title": "t", "summary": "s", "status": "Published"}"#.replace("ID", id);
    assert_eq!(found(&format!("data-sets/{id}"), 200, &set), "");
    for (target, status, body, says) in wrong(id, &set) {
        let said = found(&target, status, &body);
        assert!(said.contains(says), "{target}: {said}");
    }
}

/// Addresses, states and answers that the description does not allow, each with what is said of it.
fn wrong(id: &str, set: &str) -> Vec<(String, u16, String, &'static str)> {
    let of_set = |status: u16, body: String, says: &'static str| {
        (format!("data-sets/{id}"), status, body, says)
    };
    let at = |target: &str, body: &str, says: &'static str| {
        (target.to_owned(), 200, body.to_owned(), says)
    };
    vec![
        of_set(200, set.replace("Published", "Lost"), "enum"),
        of_set(200, set.replace("\"summary\": \"s\", ", ""), "required"),
        of_set(200, set.replace("\"t\"", "5"), "type"),
        of_set(200, set.replace("summary", "summery"), "is not described"),
        of_set(418, set.to_owned(), "never answers with 418"),
        at("data-sets/17", set, "uuid"),
        at(&format!("data-sets/{id}/all"), set, "no address"),
        at("publications?pageSize=41", "{}", "maximum"),
        at("publications?size=4", "{}", "no parameter size"),
        at("publications?search=a", "{}", "minLength"),
    ]
}
