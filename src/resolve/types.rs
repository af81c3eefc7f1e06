//! The types of Redshift: what a type name stands for, the classes of types, and how they are spelt.
//!
//! How types combine (operators, literals, common types) is in [`rules`](super::rules).

use std::fmt;

use crate::redshift::tree::{DataType, DatePart, IntervalUnits, TypeArg, TypeName};
use crate::source::SourceText;

/// The most digits of a DECIMAL.
pub const MAX_PRECISION: u32 = 38;

/// The most bytes of a VARCHAR: `VARCHAR(MAX)`.
pub const MAX_VARCHAR: u32 = 65_535;

/// The most bytes of a CHAR: `CHAR(MAX)`.
const MAX_CHAR: u32 = 4_096;

/// The bytes of a VARCHAR, TEXT or BPCHAR without a length.
const DEFAULT_VARCHAR: u32 = 256;

/// The type of an expression or of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Type {
    /// Not known: always legal, and never a guess.
    #[default]
    Unknown,
    /// SMALLINT.
    SmallInt,
    /// INTEGER.
    Integer,
    /// BIGINT.
    BigInt,
    /// DECIMAL(precision, scale).
    Decimal {
        /// All digits.
        precision: u32,
        /// The digits after the point.
        scale: u32,
    },
    /// REAL.
    Real,
    /// DOUBLE PRECISION.
    Double,
    /// BOOLEAN.
    Boolean,
    /// CHAR(bytes); `None` where the length is not known.
    Char(Option<u32>),
    /// VARCHAR(bytes); `None` where the length is not known.
    Varchar(Option<u32>),
    /// DATE.
    Date,
    /// TIME.
    Time,
    /// TIMETZ.
    TimeTz,
    /// TIMESTAMP.
    Timestamp,
    /// TIMESTAMPTZ.
    TimestampTz,
    /// INTERVAL YEAR TO MONTH and its parts.
    IntervalYearToMonth,
    /// INTERVAL DAY TO SECOND and its parts.
    IntervalDayToSecond,
    /// INTERVAL without fields: months, days and microseconds.
    Interval,
    /// SUPER.
    Super,
    /// VARBYTE.
    Varbyte,
    /// GEOMETRY.
    Geometry,
    /// GEOGRAPHY.
    Geography,
    /// HLLSKETCH.
    HllSketch,
    /// OID, REGCLASS and the other object numbers of the catalog.
    Oid,
    /// NULL without a type.
    Null,
    /// A string constant without a type: it takes the type of the other side.
    UnknownLiteral,
}

impl Type {
    /// The type that a type name in the text stands for, with Redshift's defaults.
    pub fn from_data_type(source: &SourceText, ty: &DataType) -> Self {
        match ty.name {
            TypeName::SmallInt => Self::SmallInt,
            TypeName::Integer => Self::Integer,
            TypeName::BigInt => Self::BigInt,
            TypeName::Decimal => decimal(&ty.args),
            TypeName::Real => Self::Real,
            TypeName::Double => Self::Double,
            TypeName::Boolean => Self::Boolean,
            TypeName::Char => Self::Char(length(&ty.args, 1, MAX_CHAR)),
            TypeName::BpChar => Self::Char(length(&ty.args, DEFAULT_VARCHAR, MAX_CHAR)),
            TypeName::Varchar | TypeName::Text => {
                Self::Varchar(length(&ty.args, DEFAULT_VARCHAR, MAX_VARCHAR))
            }
            TypeName::Date => Self::Date,
            TypeName::Time => Self::Time,
            TypeName::TimeTz => Self::TimeTz,
            TypeName::Timestamp => Self::Timestamp,
            TypeName::TimestampTz => Self::TimestampTz,
            TypeName::Interval => ty.interval.map_or(Self::Interval, Self::of_interval),
            TypeName::Super => Self::Super,
            TypeName::Varbyte => Self::Varbyte,
            TypeName::Geometry => Self::Geometry,
            TypeName::Geography => Self::Geography,
            TypeName::HllSketch => Self::HllSketch,
            TypeName::Catalog => catalog_type(source.slice(ty.span)),
            TypeName::Pseudo | TypeName::Nested | TypeName::Placeholder | TypeName::Unknown => {
                Self::Unknown
            }
        }
    }

    /// The type of an interval with these fields.
    pub fn of_interval(units: IntervalUnits) -> Self {
        match units.from {
            DatePart::Year | DatePart::Month => Self::IntervalYearToMonth,
            DatePart::Day | DatePart::Hour | DatePart::Minute | DatePart::Second => {
                Self::IntervalDayToSecond
            }
            DatePart::Millennium
            | DatePart::Century
            | DatePart::Decade
            | DatePart::Quarter
            | DatePart::Week
            | DatePart::DayOfWeek
            | DatePart::DayOfYear
            | DatePart::Millisecond
            | DatePart::Microsecond
            | DatePart::Epoch
            | DatePart::Timezone
            | DatePart::TimezoneHour
            | DatePart::TimezoneMinute => Self::Interval,
        }
    }

    /// The type as Redshift spells it, without parameters; `unknown` where there is none.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unknown | Self::Null | Self::UnknownLiteral => "unknown",
            Self::SmallInt => "SMALLINT",
            Self::Integer => "INTEGER",
            Self::BigInt => "BIGINT",
            Self::Decimal { .. } => "DECIMAL",
            Self::Real => "REAL",
            Self::Double => "DOUBLE PRECISION",
            Self::Boolean => "BOOLEAN",
            Self::Char(_) => "CHAR",
            Self::Varchar(_) => "VARCHAR",
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::TimeTz => "TIMETZ",
            Self::Timestamp => "TIMESTAMP",
            Self::TimestampTz => "TIMESTAMPTZ",
            Self::IntervalYearToMonth => "INTERVAL YEAR TO MONTH",
            Self::IntervalDayToSecond => "INTERVAL DAY TO SECOND",
            Self::Interval => "INTERVAL",
            Self::Super => "SUPER",
            Self::Varbyte => "VARBYTE",
            Self::Geometry => "GEOMETRY",
            Self::Geography => "GEOGRAPHY",
            Self::HllSketch => "HLLSKETCH",
            Self::Oid => "OID",
        }
    }

    /// DECIMAL without arguments.
    pub const fn default_decimal() -> Self {
        Self::Decimal {
            precision: 18,
            scale: 0,
        }
    }

    /// Whether it is known: neither [`Type::Unknown`] nor a constant that still takes its type from elsewhere.
    pub fn is_known(self) -> bool {
        !matches!(self, Self::Unknown | Self::Null | Self::UnknownLiteral)
    }

    /// SMALLINT, INTEGER, BIGINT.
    pub fn is_integer(self) -> bool {
        matches!(self, Self::SmallInt | Self::Integer | Self::BigInt)
    }

    /// DECIMAL.
    pub fn is_decimal(self) -> bool {
        matches!(self, Self::Decimal { .. })
    }

    /// REAL, DOUBLE PRECISION.
    pub fn is_float(self) -> bool {
        matches!(self, Self::Real | Self::Double)
    }

    /// Integers, DECIMAL, REAL, DOUBLE PRECISION.
    pub fn is_number(self) -> bool {
        self.is_integer() || self.is_decimal() || self.is_float()
    }

    /// CHAR, VARCHAR.
    pub fn is_string(self) -> bool {
        matches!(self, Self::Char(_) | Self::Varchar(_))
    }

    /// DATE, TIMESTAMP, TIMESTAMPTZ.
    pub fn is_datetime(self) -> bool {
        matches!(self, Self::Date | Self::Timestamp | Self::TimestampTz)
    }

    /// TIME, TIMETZ.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Time | Self::TimeTz)
    }

    /// INTERVAL of any kind.
    pub fn is_interval(self) -> bool {
        matches!(
            self,
            Self::Interval | Self::IntervalYearToMonth | Self::IntervalDayToSecond
        )
    }

    /// The type of a column that is made of this expression: constants without a type become VARCHAR.
    pub fn settled(self) -> Self {
        if matches!(self, Self::Null | Self::UnknownLiteral) {
            Self::Varchar(None)
        } else {
            self
        }
    }

    /// The type of a type name in a schema file: `character varying`, `numeric`, `timestamp without time zone` …,
    /// with its length, precision and scale where the file gives them.
    pub fn from_catalog_name(
        name: &str,
        length: Option<u32>,
        precision: Option<u32>,
        scale: Option<u32>,
    ) -> Self {
        let found = CATALOG_NAMES.iter().find(|(known, _)| *known == name);
        let Some((_, ty)) = found else {
            return Self::Unknown;
        };
        if matches!(ty, Self::Varchar(_)) {
            Self::Varchar(length)
        } else if matches!(ty, Self::Char(_)) {
            Self::Char(length)
        } else if ty.is_decimal() {
            precision.map_or(Self::Unknown, |precision| Self::Decimal {
                precision,
                scale: scale.unwrap_or(0),
            })
        } else {
            *ty
        }
    }
}

/// The type names that system views print, in lower case and without arguments.
const CATALOG_NAMES: &[(&str, Type)] = &[
    ("smallint", Type::SmallInt),
    ("int2", Type::SmallInt),
    ("integer", Type::Integer),
    ("int", Type::Integer),
    ("int4", Type::Integer),
    ("bigint", Type::BigInt),
    ("int8", Type::BigInt),
    ("numeric", Type::default_decimal()),
    ("decimal", Type::default_decimal()),
    ("real", Type::Real),
    ("float4", Type::Real),
    ("double precision", Type::Double),
    ("double", Type::Double),
    ("float", Type::Double),
    ("float8", Type::Double),
    ("boolean", Type::Boolean),
    ("bool", Type::Boolean),
    ("character", Type::Char(None)),
    ("char", Type::Char(None)),
    ("nchar", Type::Char(None)),
    ("bpchar", Type::Char(None)),
    ("character varying", Type::Varchar(None)),
    ("varchar", Type::Varchar(None)),
    ("nvarchar", Type::Varchar(None)),
    ("text", Type::Varchar(None)),
    ("string", Type::Varchar(None)),
    ("date", Type::Date),
    ("time", Type::Time),
    ("time without time zone", Type::Time),
    ("timetz", Type::TimeTz),
    ("time with time zone", Type::TimeTz),
    ("timestamp", Type::Timestamp),
    ("timestamp without time zone", Type::Timestamp),
    ("timestamptz", Type::TimestampTz),
    ("timestamp with time zone", Type::TimestampTz),
    ("interval", Type::Interval),
    ("intervaly2m", Type::IntervalYearToMonth),
    ("interval year to month", Type::IntervalYearToMonth),
    ("intervald2s", Type::IntervalDayToSecond),
    ("interval day to second", Type::IntervalDayToSecond),
    ("super", Type::Super),
    ("varbyte", Type::Varbyte),
    ("varbinary", Type::Varbyte),
    ("binary varying", Type::Varbyte),
    ("geometry", Type::Geometry),
    ("geography", Type::Geography),
    ("hllsketch", Type::HllSketch),
    ("oid", Type::Oid),
];

fn catalog_type(text: &str) -> Type {
    const NUMBERS: &[&str] = &[
        "oid", "regclass", "regproc", "regtype", "regoper", "xid", "cid",
    ];
    if text.eq_ignore_ascii_case("name") {
        Type::Varchar(Some(128))
    } else if NUMBERS.iter().any(|name| text.eq_ignore_ascii_case(name)) {
        Type::Oid
    } else {
        Type::Unknown
    }
}

fn decimal(args: &[TypeArg]) -> Type {
    match args {
        [] => Type::default_decimal(),
        [TypeArg::Number(precision)] => Type::Decimal {
            precision: *precision,
            scale: 0,
        },
        [TypeArg::Number(precision), TypeArg::Number(scale), ..] => Type::Decimal {
            precision: *precision,
            scale: *scale,
        },
        [TypeArg::Max | TypeArg::Placeholder, ..]
        | [TypeArg::Number(_), TypeArg::Max | TypeArg::Placeholder, ..] => Type::Unknown,
    }
}

fn length(args: &[TypeArg], default: u32, max: u32) -> Option<u32> {
    match args.first() {
        None => Some(default),
        Some(TypeArg::Number(length)) => Some(*length),
        Some(TypeArg::Max) => Some(max),
        Some(TypeArg::Placeholder) => None,
    }
}

impl fmt::Display for Type {
    /// The type as Redshift spells it; `unknown` where there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())?;
        match self {
            Self::Decimal { precision, scale } => write!(f, "({precision},{scale})"),
            Self::Char(Some(length)) | Self::Varchar(Some(length)) => write!(f, "({length})"),
            Self::Unknown
            | Self::Null
            | Self::UnknownLiteral
            | Self::SmallInt
            | Self::Integer
            | Self::BigInt
            | Self::Real
            | Self::Double
            | Self::Boolean
            | Self::Char(None)
            | Self::Varchar(None)
            | Self::Date
            | Self::Time
            | Self::TimeTz
            | Self::Timestamp
            | Self::TimestampTz
            | Self::IntervalYearToMonth
            | Self::IntervalDayToSecond
            | Self::Interval
            | Self::Super
            | Self::Varbyte
            | Self::Geometry
            | Self::Geography
            | Self::HllSketch
            | Self::Oid => Ok(()),
        }
    }
}
