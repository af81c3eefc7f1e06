//! Why the engine gave no result.

use std::fmt;
use std::time::Duration;

/// Why the engine gave no result.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The engine refuses the SQL.
    #[error("{message}{}", Place(*location))]
    Refused {
        /// The engine's own words.
        message: String,
        /// Where in the text, if it says so.
        location: Option<Location>,
    },
    /// The engine died of the statement; it is there again for the next one if it was started here.
    #[error("the engine died of this statement")]
    Died,
    /// The engine did not answer.
    #[error("the engine did not answer within {0:?}")]
    TimedOut(Duration),
    /// The engine could not be started.
    #[error("{what} cannot be started: {source}")]
    Start {
        /// The program.
        what: String,
        /// Why.
        source: std::io::Error,
    },
    /// Nothing answers at the address.
    #[error("no engine answers at {address}: {reason}")]
    Unreachable {
        /// `host:port`
        address: String,
        /// Why.
        reason: String,
    },
    /// The engine's answer cannot be read.
    #[error("{0}")]
    Answer(String),
}

/// A place in a text, both counted from 1; columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Location {
    pub line: usize,
    pub column: usize,
}

impl EngineError {
    /// The engine's message, whose end may say where: `Unrecognized name: a [at 1:8]`.
    pub(super) fn refused(message: &str) -> EngineError {
        let parts = message
            .strip_suffix(']')
            .and_then(|message| message.rsplit_once(" [at "));
        let location = parts.and_then(|(_, place)| {
            let (line, column) = place.split_once(':')?;
            Some(Location {
                line: line.parse().ok()?,
                column: column.parse().ok()?,
            })
        });
        let text = parts
            .filter(|_| location.is_some())
            .map_or(message, |(text, _)| text);
        EngineError::Refused {
            message: text.to_owned(),
            location,
        }
    }

    pub(super) fn unreachable(address: &str, error: &dyn std::error::Error) -> EngineError {
        let reason = error.source().unwrap_or(error).to_string();
        EngineError::Unreachable {
            address: address.to_owned(),
            reason,
        }
    }

    /// The error of a text that stands at `start` in a longer one, and was sent with a prefix of so many characters.
    pub(super) fn moved(self, start: Location, prefix: usize) -> EngineError {
        let EngineError::Refused { message, location } = self else {
            return self;
        };
        let location = location.map_or(start, |at| match at.line {
            1 => Location {
                line: start.line,
                column: (start.column + at.column)
                    .saturating_sub(prefix + 1)
                    .max(start.column),
            },
            line => Location {
                line: start.line + line - 1,
                column: at.column,
            },
        });
        EngineError::Refused {
            message,
            location: Some(location),
        }
    }
}

impl Location {
    /// The place of a byte of the text.
    pub(super) fn of_offset(text: &str, offset: usize) -> Location {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Location {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
        }
    }
}

/// Prints ` [at 1:8]`, or nothing.
struct Place(Option<Location>);

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(Location { line, column }) => write!(f, " [at {line}:{column}]"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_read_from_the_message() {
        let error = EngineError::refused("Unrecognized name: a [at 1:8]");
        assert!(matches!(
            &error,
            EngineError::Refused {
                location: Some(Location { line: 1, column: 8 }),
                ..
            }
        ));
        assert_eq!(error.to_string(), "Unrecognized name: a [at 1:8]");
        assert_eq!(EngineError::refused("odd [at x]").to_string(), "odd [at x]");
    }

    #[test]
    fn a_place_moves_with_its_text() {
        let start = Location::of_offset("a;\n  b", 5);
        assert_eq!(start, Location { line: 2, column: 3 });
        assert_eq!(
            EngineError::refused("m [at 1:2]")
                .moved(start, 0)
                .to_string(),
            "m [at 2:4]"
        );
        assert_eq!(
            EngineError::refused("m [at 2:1]")
                .moved(start, 0)
                .to_string(),
            "m [at 3:1]"
        );
        assert_eq!(
            EngineError::refused("m [at 1:9]")
                .moved(start, 8)
                .to_string(),
            "m [at 2:3]"
        );
    }
}
