//! The standing assumptions: differences that lie under every statement and are not said each time.
//!
//! `Options::strict_about` names those that are not to be assumed: `SELECT a + b` of INTEGERs then checks its range, as Redshift
//! does.

/// A standing assumption, in the order of README.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Assumption {
    /// No strings differ only in trailing blanks.
    TrailingBlanks,
    /// No integer overflows 32 bits.
    Integers,
    /// Values fit their VARCHAR lengths.
    Lengths,
    /// Decimals get by with the digits of NUMERIC.
    Decimals,
    /// No text depends on how floating-point numbers are printed.
    Floats,
    /// No result depends on the order of evaluation.
    EvaluationOrder,
}

impl Assumption {
    /// All of them, in order.
    pub const ALL: [Self; 6] = [
        Self::TrailingBlanks,
        Self::Integers,
        Self::Lengths,
        Self::Decimals,
        Self::Floats,
        Self::EvaluationOrder,
    ];

    /// The name that options give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::TrailingBlanks => "trailing-blanks",
            Self::Integers => "integers",
            Self::Lengths => "lengths",
            Self::Decimals => "decimals",
            Self::Floats => "floats",
            Self::EvaluationOrder => "evaluation-order",
        }
    }

    /// The assumption of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What is assumed.
    pub fn text(self) -> &'static str {
        match self {
            Self::TrailingBlanks => {
                "strings do not differ only in trailing blanks, which Redshift ignores in comparisons and BigQuery does not"
            }
            Self::Integers => {
                "no INTEGER or SMALLINT overflows: BigQuery's integers have 64 bits, so an error of Redshift may be a value"
            }
            Self::Lengths => {
                "values fit their VARCHAR and CHAR lengths: Redshift counts bytes and checks, the output has STRING"
            }
            Self::Decimals => {
                "decimals that are computed get by with the 29 digits before the point and 9 behind it that NUMERIC has"
            }
            Self::Floats => "no text depends on how floating-point numbers are printed",
            Self::EvaluationOrder => {
                "no result depends on which condition of AND and OR is evaluated first"
            }
        }
    }

    /// What being strict about it does.
    pub fn strict(self) -> &'static str {
        match self {
            Self::TrailingBlanks => {
                "comparisons take the blanks off with RTRIM; keys of groups, joins and set operations raise RS2901"
            }
            Self::Integers => "+, -, * and casts that give an INTEGER or SMALLINT check its range",
            Self::Lengths => "columns become STRING(n): BigQuery counts characters, and checks",
            Self::Decimals => {
                "+, -, *, / and calls are computed as BIGNUMERIC where Redshift's result is wider than NUMERIC"
            }
            Self::Floats => "texts made of floating-point numbers raise RS2901",
            Self::EvaluationOrder => {
                "a division or a cast of text beside another condition of AND or OR raises RS2901"
            }
        }
    }
}
