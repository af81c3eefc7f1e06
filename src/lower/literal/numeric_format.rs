//! Number formats: `TO_CHAR(n, f)` and `TO_NUMBER(s, f)`.
//!
//! ```text
//! TO_CHAR(n, '999D99S')        →  CAST(n AS STRING FORMAT '999D99S')
//! TO_CHAR(n, '$9,999.99')      →  CONCAT('$', CAST(n AS STRING FORMAT '9,999.99'))
//! TO_CHAR(n, 'FM990.00')       →  LTRIM(CAST(n AS STRING FORMAT '990.00'))
//! TO_NUMBER(s, '99G999D9S')    →  TRUNC(PARSE_NUMERIC(s), 1)
//! ```
//!
//! BigQuery's own elements agree with Redshift's but for the places that `write` works around. The elements stand in
//! `grammar/numeric_format.map`.

mod read;
mod scan;
mod write;

pub use read::to_number;
pub use write::{NumberKind, to_char};
