//! BigQuery's types as the engine names them: `ARRAY<STRUCT<a INT64, b STRING>>` to the engine's message and back.

use std::fmt;
use std::str::FromStr;

use super::proto::{ElementType, StructField, StructType, TypeProto};

/// A BigQuery type, without parameters: `NUMERIC(10, 2)` is [`Type::Numeric`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Type {
    Bool,
    Int64,
    Float64,
    String,
    Bytes,
    Date,
    Datetime,
    Time,
    Timestamp,
    Numeric,
    BigNumeric,
    Interval,
    Json,
    Geography,
    Array(Box<Type>),
    Range(Box<Type>),
    /// The fields; one without a name has an empty one.
    Struct(Vec<(String, Type)>),
    /// A type that BigQuery has not, by the engine's number.
    Other(i32),
}

/// A text that is no BigQuery type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a BigQuery type")]
pub struct TypeError(pub String);

/// Every simple type: the engine's number and BigQuery's name.
const SIMPLE: &[(Type, i32, &str)] = &[
    (Type::Int64, 2, "INT64"),
    (Type::Bool, 5, "BOOL"),
    (Type::Float64, 7, "FLOAT64"),
    (Type::String, 8, "STRING"),
    (Type::Bytes, 9, "BYTES"),
    (Type::Date, 10, "DATE"),
    (Type::Timestamp, 19, "TIMESTAMP"),
    (Type::Time, 20, "TIME"),
    (Type::Datetime, 21, "DATETIME"),
    (Type::Geography, 22, "GEOGRAPHY"),
    (Type::Numeric, 23, "NUMERIC"),
    (Type::BigNumeric, 24, "BIGNUMERIC"),
    (Type::Json, 26, "JSON"),
    (Type::Interval, 27, "INTERVAL"),
];

/// Other names of the simple types.
const ALIASES: &[(&str, &str)] = &[
    ("BIGDECIMAL", "BIGNUMERIC"),
    ("BIGINT", "INT64"),
    ("BOOLEAN", "BOOL"),
    ("BYTEINT", "INT64"),
    ("DECIMAL", "NUMERIC"),
    ("INT", "INT64"),
    ("INTEGER", "INT64"),
    ("SMALLINT", "INT64"),
    ("TINYINT", "INT64"),
];

/// The integer names that BigQuery documents and this build of the engine lacks.
pub(super) fn integer_aliases() -> impl Iterator<Item = &'static str> {
    ALIASES
        .iter()
        .filter(|(_, name)| *name == "INT64")
        .map(|(alias, _)| *alias)
}

const ARRAY: i32 = 16;
const STRUCT: i32 = 17;
const RANGE: i32 = 29;

impl Type {
    pub(super) fn from_proto(proto: &TypeProto) -> Self {
        let kind = proto.type_kind.unwrap_or_default();
        let element = |of: &Option<Box<ElementType>>| {
            let inner = of
                .as_ref()
                .and_then(|element| element.element_type.as_ref());
            Box::new(inner.map_or(Type::Other(0), |inner| Type::from_proto(inner)))
        };
        match kind {
            ARRAY => Type::Array(element(&proto.array_type)),
            RANGE => Type::Range(element(&proto.range_type)),
            STRUCT => Type::Struct(
                proto
                    .struct_type
                    .iter()
                    .flat_map(|fields| &fields.field)
                    .map(field_from_proto)
                    .collect(),
            ),
            number => SIMPLE
                .iter()
                .find(|row| row.1 == number)
                .map_or(Type::Other(number), |row| row.0.clone()),
        }
    }

    pub(super) fn to_proto(&self) -> TypeProto {
        let element = |inner: &Type| {
            Some(Box::new(ElementType {
                element_type: Some(Box::new(inner.to_proto())),
            }))
        };
        let kind = |number| TypeProto {
            type_kind: Some(number),
            ..TypeProto::default()
        };
        if let Some((_, number, _)) = SIMPLE.iter().find(|row| row.0 == *self) {
            kind(*number)
        } else if let Type::Array(inner) = self {
            TypeProto {
                array_type: element(inner),
                ..kind(ARRAY)
            }
        } else if let Type::Range(inner) = self {
            TypeProto {
                range_type: element(inner),
                ..kind(RANGE)
            }
        } else if let Type::Struct(fields) = self {
            let field = fields.iter().map(field_to_proto).collect();
            TypeProto {
                struct_type: Some(StructType { field }),
                ..kind(STRUCT)
            }
        } else if let Type::Other(number) = self {
            kind(*number)
        } else {
            TypeProto::default()
        }
    }
}

fn field_to_proto((name, kind): &(String, Type)) -> StructField {
    StructField {
        field_name: Some(name.clone()),
        field_type: Some(kind.to_proto()),
    }
}

fn field_from_proto(field: &StructField) -> (String, Type) {
    let kind = field
        .field_type
        .as_ref()
        .map_or(Type::Other(0), Type::from_proto);
    (field.field_name.clone().unwrap_or_default(), kind)
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, _, name)) = SIMPLE.iter().find(|row| row.0 == *self) {
            f.write_str(name)
        } else if let Type::Array(inner) = self {
            write!(f, "ARRAY<{inner}>")
        } else if let Type::Range(inner) = self {
            write!(f, "RANGE<{inner}>")
        } else if let Type::Struct(fields) = self {
            write_fields(f, fields)
        } else if let Type::Other(number) = self {
            write!(f, "type {number}")
        } else {
            Ok(())
        }
    }
}

fn write_fields(f: &mut fmt::Formatter<'_>, fields: &[(String, Type)]) -> fmt::Result {
    f.write_str("STRUCT<")?;
    for (index, (name, kind)) in fields.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { ", " })?;
        f.write_str(name)?;
        f.write_str(if name.is_empty() { "" } else { " " })?;
        write!(f, "{kind}")?;
    }
    f.write_str(">")
}

impl FromStr for Type {
    type Err = TypeError;

    fn from_str(text: &str) -> Result<Self, TypeError> {
        let error = || TypeError(text.to_owned());
        let mut reader = Reader { rest: text };
        let kind = reader.read_type().ok_or_else(error)?;
        if reader.peek().is_some() {
            Err(error())
        } else {
            Ok(kind)
        }
    }
}

/// Reads a type's text from the left.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn peek(&mut self) -> Option<char> {
        self.rest = self.rest.trim_start();
        self.rest.chars().next()
    }

    fn eat(&mut self, expected: char) -> Option<()> {
        self.peek().filter(|found| *found == expected)?;
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    fn word(&mut self) -> Option<&'a str> {
        if self.eat('`').is_some() {
            let (word, rest) = self.rest.split_once('`')?;
            self.rest = rest;
            return Some(word);
        }
        let end = self
            .rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(word).filter(|word| !word.is_empty())
    }

    fn read_type(&mut self) -> Option<Type> {
        let word = self.word()?;
        self.read_type_named(word)
    }

    fn read_type_named(&mut self, word: &str) -> Option<Type> {
        let upper = word.to_ascii_uppercase();
        let kind = match upper.as_str() {
            "ARRAY" => Type::Array(self.read_element()?),
            "RANGE" => Type::Range(self.read_element()?),
            "STRUCT" => Type::Struct(self.read_fields()?),
            name => {
                let name = ALIASES
                    .iter()
                    .find(|row| row.0 == name)
                    .map_or(name, |row| row.1);
                SIMPLE.iter().find(|row| row.2 == name)?.0.clone()
            }
        };
        if self.eat('(').is_some() {
            self.rest = self.rest.split_once(')')?.1;
        }
        Some(kind)
    }

    fn read_element(&mut self) -> Option<Box<Type>> {
        self.eat('<')?;
        let inner = self.read_type()?;
        self.eat('>')?;
        Some(Box::new(inner))
    }

    fn read_fields(&mut self) -> Option<Vec<(String, Type)>> {
        let mut fields = Vec::new();
        self.eat('<')?;
        while self.eat('>').is_none() {
            let word = self.word()?;
            let field = match self.peek()? {
                ',' | '>' | '<' | '(' => (String::new(), self.read_type_named(word)?),
                _ => (word.to_owned(), self.read_type()?),
            };
            fields.push(field);
            if self.peek() != Some('>') {
                self.eat(',')?;
            }
        }
        Some(fields)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn types_are_read_and_printed() {
        for (text, printed) in [
            ("int64", "INT64"),
            ("Decimal(10, 2)", "NUMERIC"),
            (
                "ARRAY<STRUCT<a INT64, `b c` STRING(10), FLOAT64>>",
                "ARRAY<STRUCT<a INT64, b c STRING, FLOAT64>>",
            ),
            ("RANGE<DATE>", "RANGE<DATE>"),
            ("STRUCT<>", "STRUCT<>"),
        ] {
            let kind: Type = text.parse().unwrap();
            assert_eq!(kind.to_string(), printed);
            assert_eq!(Type::from_proto(&kind.to_proto()), kind);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "VARCHAR", "ARRAY<INT64", "INT64 x", "STRUCT<a b c>"] {
            assert_eq!(text.parse::<Type>(), Err(TypeError(text.to_owned())));
        }
    }
}
