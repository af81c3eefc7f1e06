//! What COPY and UNLOAD say of values that the two sides write in another way.
//!
//! `UNLOAD ('SELECT ok FROM t') …` writes `t` and `f`, EXPORT DATA `true` and `false`:
//! `RS2603: ok: TRUE and FALSE are written as true and false, in Redshift as t and f`

use super::super::Cx;
use super::copy_options::{Format, LoadOptions};
use crate::diagnostic::Code;
use crate::redshift::statement::{Copy, CopyOption, CopyOptionKind};
use crate::resolve::{OutputColumn, Type};
use crate::span::Span;

/// Values of some types that are read or written in another way in some formats.
struct Difference {
    /// The formats.
    formats: &'static [&'static str],
    /// The types.
    of: fn(Type) -> bool,
    /// What is said of the columns.
    says: &'static str,
}

/// What LOAD DATA reads in another way.
const READ: [Difference; 3] = [
    Difference {
        formats: &["CSV", "JSON"],
        of: |ty| ty == Type::Varbyte,
        says: "bytes are read as Base64, in Redshift as hexadecimal digits",
    },
    Difference {
        formats: &["CSV", "JSON"],
        of: Type::is_decimal,
        says: "digits beyond the scale are rounded, in Redshift cut off unless ROUNDEC is given",
    },
    Difference {
        formats: &["PARQUET", "ORC", "AVRO"],
        of: |ty| ty == Type::Timestamp,
        says: "a timestamp of the file is read as TIMESTAMP, which does not fit a DATETIME column",
    },
];

/// What EXPORT DATA writes in another way.
const WRITTEN: [Difference; 7] = [
    Difference {
        formats: &["CSV"],
        of: |ty| ty == Type::Boolean,
        says: "TRUE and FALSE are written as true and false, in Redshift as t and f",
    },
    Difference {
        formats: &["CSV"],
        of: |ty| ty == Type::Timestamp,
        says: "a T stands between date and time, in Redshift a blank",
    },
    Difference {
        formats: &["CSV"],
        of: |ty| ty == Type::TimestampTz,
        says: "the time zone is written as UTC, in Redshift as an offset like +00",
    },
    Difference {
        formats: &["CSV"],
        of: Type::is_decimal,
        says: "zeros at the end of a fraction are left out, in Redshift they are written",
    },
    Difference {
        formats: &["CSV", "JSON"],
        of: |ty| ty == Type::Varbyte,
        says: "bytes are written as Base64, in Redshift as hexadecimal digits",
    },
    Difference {
        formats: &["CSV", "JSON"],
        of: |ty| matches!(ty, Type::Geometry | Type::Geography),
        says: "shapes are written as WKT, in Redshift as EWKB in hexadecimal digits",
    },
    Difference {
        formats: &["JSON"],
        of: |ty| matches!(ty, Type::SmallInt | Type::Integer | Type::BigInt),
        says: "integers are written as strings, in Redshift as numbers",
    },
];

impl Cx<'_> {
    /// Says which columns COPY reads in another way.
    pub(super) fn read_values(
        &mut self,
        statement: &Copy,
        columns: &[OutputColumn],
        loads: &LoadOptions,
    ) {
        let rounds = |option: &CopyOption| option.kind == CopyOptionKind::RoundEc;
        let rounds = statement.options.iter().any(rounds);
        let columns: Vec<OutputColumn> = columns
            .iter()
            .filter(|column| !(rounds && column.ty.is_decimal()))
            .cloned()
            .collect();
        let help = "load into a staging table and convert the column from there";
        let format: Format = loads.format;
        self.say_differences(
            &READ,
            format.name(),
            &columns,
            loads.format_span,
            (Code::RS2601, help),
        );
    }

    /// Says which columns UNLOAD writes in another way.
    pub(super) fn written_values(&mut self, format: &str, columns: &[OutputColumn], span: Span) {
        let help = "check the readers of the files, or convert the column in the query";
        self.say_differences(&WRITTEN, format, columns, span, (Code::RS2603, help));
    }

    fn say_differences(
        &mut self,
        table: &[Difference],
        format: &str,
        columns: &[OutputColumn],
        span: Span,
        (code, help): (Code, &str),
    ) {
        for difference in table.iter().filter(|row| row.formats.contains(&format)) {
            let names: Vec<&str> = columns
                .iter()
                .filter(|column| (difference.of)(column.ty))
                .filter_map(OutputColumn::spelling)
                .collect();
            if !names.is_empty() {
                let said = format!("{}: {}", names.join(", "), difference.says);
                self.raise(code, span, &[&said, help]);
            }
        }
    }
}
