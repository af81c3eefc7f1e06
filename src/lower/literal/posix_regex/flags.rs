//! The last argument of Redshift's REGEXP functions.

use crate::lower::literal::{LiteralError, code};

/// What `'ip'` says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `i`: the case does not matter. A later `c` takes it back.
    pub ignore_case: bool,
    /// `e`: the first group is what is extracted.
    pub extract_group: bool,
    /// `p`: the pattern is PCRE.
    pub pcre: bool,
}

/// Reads the flags `c`, `i`, `e`, `p`.
pub fn flags(text: &str) -> Result<Flags, LiteralError> {
    let mut flags = Flags::default();
    for (at, c) in text.char_indices() {
        match c {
            'i' => flags.ignore_case = true,
            'c' => flags.ignore_case = false,
            'e' => flags.extract_group = true,
            'p' => flags.pcre = true,
            c => {
                let why = format!("{c} is no flag of a regular expression");
                return Err(LiteralError::new(
                    at..at + c.len_utf8(),
                    code::MALFORMED_PATTERN,
                    why,
                ));
            }
        }
    }
    Ok(flags)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn letters_are_flags() {
        let ip = Flags {
            ignore_case: true,
            extract_group: false,
            pcre: true,
        };
        assert_eq!(flags("ip").unwrap(), ip);
        assert!(!flags("ic").unwrap().ignore_case);
        assert_eq!(flags("ix").unwrap_err().at, 1..2);
    }
}
