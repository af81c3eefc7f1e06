//! Data types: `VARCHAR(20)`, `double precision`, `timestamp (6) with time zone`, `interval day to second`, `struct<a:int>`.

use super::PResult;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::TokenKind as T;
use crate::redshift::tree::{DataType, TypeArg, TypeName};
use crate::span::Span;
use crate::suggest::nearest;

/// All names of types of one word.
const NAMES: &[(&str, TypeName)] = &[
    ("integer", TypeName::Integer),
    ("int", TypeName::Integer),
    ("int4", TypeName::Integer),
    ("varchar", TypeName::Varchar),
    ("nvarchar", TypeName::Varchar),
    ("date", TypeName::Date),
    ("timestamp", TypeName::Timestamp),
    ("datetime", TypeName::Timestamp),
    ("bigint", TypeName::BigInt),
    ("int8", TypeName::BigInt),
    ("decimal", TypeName::Decimal),
    ("numeric", TypeName::Decimal),
    ("dec", TypeName::Decimal),
    ("boolean", TypeName::Boolean),
    ("bool", TypeName::Boolean),
    ("char", TypeName::Char),
    ("character", TypeName::Char),
    ("nchar", TypeName::Char),
    ("bpchar", TypeName::BpChar),
    ("text", TypeName::Text),
    ("float", TypeName::Double),
    ("float8", TypeName::Double),
    ("double", TypeName::Double),
    ("float4", TypeName::Real),
    ("real", TypeName::Real),
    ("smallint", TypeName::SmallInt),
    ("int2", TypeName::SmallInt),
    ("time", TypeName::Time),
    ("timetz", TypeName::TimeTz),
    ("timestamptz", TypeName::TimestampTz),
    ("interval", TypeName::Interval),
    ("super", TypeName::Super),
    ("varbyte", TypeName::Varbyte),
    ("varbinary", TypeName::Varbyte),
    ("binary", TypeName::Varbyte),
    ("geometry", TypeName::Geometry),
    ("geography", TypeName::Geography),
    ("hllsketch", TypeName::HllSketch),
    ("oid", TypeName::Catalog),
    ("regclass", TypeName::Catalog),
    ("regtype", TypeName::Catalog),
    ("regproc", TypeName::Catalog),
    ("name", TypeName::Catalog),
    ("xid", TypeName::Catalog),
    ("record", TypeName::Pseudo),
    ("refcursor", TypeName::Pseudo),
    ("anyelement", TypeName::Pseudo),
    ("struct", TypeName::Nested),
    ("array", TypeName::Nested),
    ("map", TypeName::Nested),
];

/// FLOAT(n) is REAL up to this many bits.
const REAL_BITS: u32 = 24;

/// The name of a type that a misspelt one is nearest to.
pub fn near_type(word: &str) -> Option<&'static str> {
    nearest(word, NAMES.iter().map(|(name, _)| *name))
}

impl Parser<'_> {
    /// Reads a data type.
    pub fn parse_type(&mut self) -> PResult<DataType> {
        let start = self.peek().span;
        let name = self.type_name()?;
        let nested = name == TypeName::Nested && self.at_kind(T::Lt);
        let mut ty = if nested {
            self.angle_brackets()?;
            plain(name)
        } else {
            self.type_rest(name)?
        };
        if self.at_kind(T::LBracket) && self.peek_at(1).kind == T::RBracket {
            // An array of PostgreSQL.
            self.bump();
            self.bump();
            ty.name = TypeName::Unknown;
        }
        ty.span = start.to(self.last_span());
        Ok(ty)
    }

    fn type_name(&mut self) -> PResult<TypeName> {
        let token = self.peek();
        let text = self.text(token.span);
        if token.kind == T::Word
            && let Some((_, name)) = NAMES
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(text))
        {
            self.bump();
            return Ok(name.clone());
        }
        if !self.at_ident() || self.at(K::Precision) {
            return Err(self.expected("a type"));
        }
        let name = self.parse_name()?;
        let placeholder = name.parts.iter().any(|part| part.placeholder);
        if !placeholder && self.at(K::Precision) {
            return Err(self.expected("`DOUBLE`"));
        }
        Ok(if placeholder {
            TypeName::Placeholder
        } else {
            TypeName::Unknown
        })
    }

    /// What stands behind the first word of a type.
    fn type_rest(&mut self, name: TypeName) -> PResult<DataType> {
        let mut ty = plain(name);
        if ty.name == TypeName::Interval {
            ty.interval = self.interval_units(false)?;
            return Ok(ty);
        }
        if ty.name == TypeName::Double {
            self.eat(K::Precision);
        } else if ty.name == TypeName::Varbyte {
            self.eat(K::Varying);
        } else if ty.name == TypeName::Char && self.eat(K::Varying).is_some() {
            ty.name = TypeName::Varchar;
        }
        if self.at_kind(T::LParen) {
            ty.args = self
                .in_parens(|parser| parser.comma_list(Self::type_arg))?
                .0;
        }
        if ty.name == TypeName::Double
            && matches!(ty.args.as_slice(), [TypeArg::Number(bits)] if *bits <= REAL_BITS)
        {
            ty.name = TypeName::Real;
        }
        if matches!(ty.name, TypeName::Time | TypeName::Timestamp) && self.time_zone()? {
            ty.name = if ty.name == TypeName::Time {
                TypeName::TimeTz
            } else {
                TypeName::TimestampTz
            };
        }
        Ok(ty)
    }

    /// WITH TIME ZONE is `true`; WITHOUT TIME ZONE and nothing are `false`.
    fn time_zone(&mut self) -> PResult<bool> {
        if self.eat_words(&[K::With, K::Time, K::Zone]).is_some() {
            return Ok(true);
        }
        self.eat_words(&[K::Without, K::Time, K::Zone]);
        Ok(false)
    }

    fn type_arg(&mut self) -> PResult<TypeArg> {
        if self.eat(K::Max).is_some() {
            return Ok(TypeArg::Max);
        }
        if self.eat_kind(T::Placeholder).is_some() {
            return Ok(TypeArg::Placeholder);
        }
        Ok(TypeArg::Number(self.small_number()?))
    }

    /// Digits that fit 32 bits.
    pub(super) fn small_number(&mut self) -> PResult<u32> {
        let token = self.peek();
        let number = (token.kind == T::Number).then(|| self.text(token.span).parse().ok());
        match number.flatten() {
            Some(number) => {
                self.bump();
                Ok(number)
            }
            None => Err(self.expected("a number")),
        }
    }

    /// `<a:int, b:array<int>>` of external tables; only the brackets must balance.
    fn angle_brackets(&mut self) -> PResult<()> {
        let mut depth = 0_u32;
        loop {
            let kind = self.peek().kind;
            if kind == T::Lt {
                depth += 1;
            } else if kind == T::Gt {
                depth -= 1;
            } else if kind == T::Shr && depth > 1 {
                depth -= 2;
            } else if kind == T::Eof || kind == T::Shr {
                return Err(self.expected("`>`"));
            }
            self.bump();
            if depth == 0 {
                return Ok(());
            }
        }
    }
}

fn plain(name: TypeName) -> DataType {
    DataType {
        span: Span::default(),
        name,
        args: Vec::new(),
        interval: None,
    }
}
