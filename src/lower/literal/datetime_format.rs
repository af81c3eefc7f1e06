//! Datetime formats: `TO_CHAR`, `TO_DATE`, `TO_TIMESTAMP`, and the DATEFORMAT and TIMEFORMAT of COPY.
//!
//! ```text
//! TO_CHAR(d, 'DD-MON-YYYY')       →  UPPER(FORMAT_DATE('%d-%b-%E4Y', d))
//! TO_DATE(s, 'MM/DD/YYYY')        →  PARSE_DATE('%m/%d/%Y', s)
//! TIMEFORMAT 'YYYY-MM-DD HH:MI:SS' →  datetime_format = 'YYYY-MM-DD HH24:MI:SS'
//! ```
//!
//! The elements stand in `grammar/datetime_format.map`.

mod load;
mod read;
mod rollover;
mod scan;
mod table;
mod write;

pub use load::{LoadFormat, copy_format};
pub use read::{Target, parse};
pub use rollover::rolled_over;
pub use write::{ValueKind, to_char};

/// The names of all elements.
#[cfg(test)]
pub(super) fn element_names() -> Vec<&'static str> {
    table::ELEMENTS.iter().map(|element| element.name).collect()
}
