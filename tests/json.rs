//! The JSON output is what `rs2bq.schema.json` describes: a check of the keywords of JSON Schema that the schema uses.

#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::process::Command;

use serde_json::Value;

/// What is wrong with a value by a schema, with its path.
fn validate(root: &Value, schema: &Value, value: &Value, path: &str, wrong: &mut Vec<String>) {
    for (keyword, rule) in schema.as_object().unwrap() {
        let fine = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                validate(root, root.pointer(pointer).unwrap(), value, path, wrong);
                true
            }
            "type" => match rule.as_array() {
                Some(types) => types.iter().any(|one| is_type(one, value)),
                None => is_type(rule, value),
            },
            "enum" => rule.as_array().unwrap().contains(value),
            "pattern" => {
                // The only pattern is that of codes.
                assert_eq!(rule, "^RS[0-9]{4}$");
                let digits = value.as_str().and_then(|text| text.strip_prefix("RS"));
                digits.is_some_and(|digits| digits.len() == 4 && digits.parse::<u16>().is_ok())
            }
            "minimum" => value.as_u64() >= rule.as_u64(),
            "minItems" => value.as_array().unwrap().len() as u64 >= rule.as_u64().unwrap(),
            "maxItems" => value.as_array().unwrap().len() as u64 <= rule.as_u64().unwrap(),
            "required" => {
                let keys = rule.as_array().unwrap().iter();
                keys.map(|key| key.as_str().unwrap())
                    .all(|key| value.get(key).is_some())
            }
            "additionalProperties" => {
                let known = &schema["properties"];
                let mut keys = value.as_object().unwrap().keys();
                rule == true || keys.all(|key| known.get(key).is_some())
            }
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    if let Some(inner) = value.get(key) {
                        validate(root, rule, inner, &format!("{path}/{key}"), wrong);
                    }
                }
                true
            }
            "items" | "prefixItems" => {
                for (index, item) in value.as_array().unwrap().iter().enumerate() {
                    let rule = if rule.is_array() { &rule[index] } else { rule };
                    validate(root, rule, item, &format!("{path}/{index}"), wrong);
                }
                true
            }
            other => panic!("the schema uses {other}, which this test does not know"),
        };
        if !fine {
            wrong.push(format!("{path}: {keyword} {rule}, not {value}"));
        }
    }
}

fn is_type(ty: &Value, value: &Value) -> bool {
    match ty.as_str().unwrap() {
        "null" => value.is_null(),
        "integer" => value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no type {other}"),
    }
}

#[test]
fn the_output_is_what_the_schema_describes() {
    let schema: Value = serde_json::from_str(include_str!("../rs2bq.schema.json")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_rs2bq"))
        .args(["translate", "--format", "json", "corpus", "examples"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut wrong = Vec::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        let path = value["file"].as_str().unwrap().to_owned();
        validate(&schema, &schema, &value, &path, &mut wrong);
    }
    assert!(text.lines().count() > 50, "the corpus has more files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let broken = serde_json::json!({"file": 1, "sql": "", "statements": [], "other": []});
    validate(&schema, &schema, &broken, "", &mut wrong);
    assert_eq!(
        wrong.len(),
        3,
        "a type, a missing key, a key too many: {wrong:?}"
    );
}
