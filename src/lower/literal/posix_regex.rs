//! POSIX and PCRE patterns → RE2.
//!
//! ```text
//! x ~ '\\<[[:alpha:]]+'                   →  REGEXP_CONTAINS(x, r'\b[[:alpha:]]+')
//! REGEXP_SUBSTR(x, '(a|b)c', 1, 1, 'i')   →  … r'(?i)(?:a|b)c' …
//! REGEXP_REPLACE(x, '(?=a)b', '', 1, 'p') →  refused: RE2 has no look-around
//! ```

mod bracket;
mod flags;
mod scan;

pub use flags::{Flags, flags};
pub use scan::{Groups, Options, Pattern, pattern};
