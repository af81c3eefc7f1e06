//! Synopses: the flat statements as patterns, written as the manual writes them and read by one matcher.
//!
//! `VACUUM [FULL | SORT ONLY] [object] [TO number PERCENT] [BOOST]`: words in capitals stand for themselves, `[a | b]` may be
//! left out, one of `{a | b}` must stand, `x*` repeats, `x...` is a list with commas, other marks stand for themselves, and
//! words in small letters are classes ([`Class`]) or named patterns. Choices are ordered: the first that fits is taken.

use crate::redshift::keyword::Keyword;
use crate::redshift::token::TokenKind;

/// A pattern of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// A word, in capitals, with its keyword where it is one.
    Word(&'static str, Keyword),
    /// A token of this kind.
    Mark(TokenKind),
    /// Something that the parser reads.
    Class(Class),
    /// One after the other.
    Sequence(Vec<Pattern>),
    /// The first that fits.
    Choice(Vec<Pattern>),
    /// It or nothing.
    Optional(Box<Pattern>),
    /// As often as it fits.
    Many(Box<Pattern>),
    /// Once or more, between commas.
    List(Box<Pattern>),
}

/// What small words in a synopsis stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// The name that the statement is about.
    Object,
    /// Another name, dotted or not.
    Name,
    /// A user, group or role: a name or string, with `sys:` or without.
    Grantee,
    /// A word, a quoted name, a string, a number with or without a sign, or a placeholder.
    Value,
    /// A string or a placeholder.
    Text,
    /// A number or a placeholder.
    Number,
    /// A template placeholder.
    Placeholder,
    /// Anything in parentheses.
    Parens,
    /// Arguments or columns of the object, in parentheses.
    Args,
    /// A body in a string or between dollars.
    Body,
    /// A privilege: words up to ON, TO, FROM, FOR or a comma.
    Privilege,
    /// A type.
    Type,
    /// An expression.
    Expr,
    /// A query.
    Query,
    /// A statement.
    Statement,
    /// All the rest, at least one token.
    Rest,
    /// The end of the statement.
    End,
}

const CLASSES: &[(&str, Class)] = &[
    ("object", Class::Object),
    ("name", Class::Name),
    ("grantee", Class::Grantee),
    ("value", Class::Value),
    ("text", Class::Text),
    ("number", Class::Number),
    ("placeholder", Class::Placeholder),
    ("parens", Class::Parens),
    ("args", Class::Args),
    ("body", Class::Body),
    ("privilege", Class::Privilege),
    ("type", Class::Type),
    ("expr", Class::Expr),
    ("query", Class::Query),
    ("statement", Class::Statement),
    ("rest", Class::Rest),
    ("end", Class::End),
];

impl Class {
    /// For messages.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Object | Self::Name => "a name",
            Self::Grantee => "a user, group or role",
            Self::Value => "a value",
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Placeholder => "a placeholder",
            Self::Parens | Self::Args => "`(`",
            Self::Body => "a body between `$$`",
            Self::Privilege => "a privilege",
            Self::Type => "a type",
            Self::Expr => "an expression",
            Self::Query => "a query",
            Self::Statement => "a statement",
            Self::Rest => "more",
            Self::End => "the end of the statement",
        }
    }
}

/// Named patterns, which synopses may use like classes.
const NAMED: &[(&str, &str)] = &[
    (
        "grantees",
        "{[ROLE | GROUP | USER | IAM_ROLE | NAMESPACE | ACCOUNT | RLS POLICY | MASKING POLICY] grantee \
         [VIA DATA CATALOG]}... [WITH {GRANT | ADMIN} OPTION]",
    ),
    ("revokees", "grantees [CASCADE | RESTRICT]"),
    (
        "privileges",
        "privilege... [FOR {SCHEMAS | TABLES | FUNCTIONS | PROCEDURES | LANGUAGES | COPY JOBS | TEMPLATES} \
         IN {SCHEMA name [DATABASE name] | DATABASE name}] [ON securable]",
    ),
    (
        "securable",
        "{ALL {TABLES | FUNCTIONS | PROCEDURES | ROUTINES | SEQUENCES | TEMPLATES} IN SCHEMA name... \
         | [TABLE | DATABASE | SCHEMA | EXTERNAL TABLE | EXTERNAL SCHEMA | FUNCTION | PROCEDURE | LANGUAGE | DATASHARE | MODEL \
         | COPY JOB | TEMPLATE] {object [parens]}...}",
    ),
    ("assumed", "ASSUMEROLE [ON] {DEFAULT | ALL | text...}"),
    (
        "purposes",
        "FOR {ALL | COPY | UNLOAD | EXTERNAL FUNCTION | CREATE MODEL}...",
    ),
    ("behaviour", "{CASCADE | RESTRICT}"),
    ("role_arn", "IAM_ROLE {DEFAULT | text}"),
    (
        "default_objects",
        "{TABLES | FUNCTIONS | PROCEDURES | ROUTINES | SCHEMAS | value}",
    ),
    (
        "integration_setting",
        "{ACCEPTINVCHARS | QUERY_ALL_STATES | REFRESH_INTERVAL | TRUNCATECOLUMNS | HISTORY_MODE} [=] value",
    ),
    ("setting", "name {TO | =} value..."),
    (
        "user_options",
        "{PASSWORD {DISABLE | value} | CREATEDB | NOCREATEDB | CREATEUSER | NOCREATEUSER | SYSLOG ACCESS {RESTRICTED | UNRESTRICTED} \
         | IN GROUP grantee... | VALID UNTIL value | CONNECTION LIMIT {UNLIMITED | number} | SESSION TIMEOUT number | EXTERNALID value \
         | RENAME TO name | RESET {ALL | SESSION TIMEOUT | name} | SET setting}*",
    ),
    (
        "routine_option",
        "{LANGUAGE value | VOLATILE | STABLE | IMMUTABLE | AS body | SECURITY {INVOKER | DEFINER} | SET setting \
         | CALLED ON NULL INPUT | RETURNS NULL ON NULL INPUT | STRICT}",
    ),
    (
        "library_auth",
        "{[WITH] CREDENTIALS [AS] text | role_arn | ACCESS_KEY_ID text | SECRET_ACCESS_KEY text | SESSION_TOKEN text}",
    ),
    (
        "show",
        "{ALL | USE | TABLE object | VIEW object | EXTERNAL TABLE object [PARTITION] | PROCEDURE object [args] \
         | MODEL {ALL | object} | TEMPLATES show_filter | TEMPLATE object | DATASHARES show_filter \
         | DATABASES [FROM DATA CATALOG [ACCOUNT text...]] show_filter | SCHEMAS FROM DATABASE object show_filter \
         | TABLES FROM SCHEMA object show_filter | COLUMNS FROM TABLE object show_filter \
         | [COLUMN] GRANTS [ON {[DATABASE | SCHEMA | TABLE | FUNCTION | PROCEDURE | MODEL | DATASHARE] object [parens]}] \
         [FOR [ROLE | USER | GROUP] grantee] show_filter \
         | CONSTRAINTS {PRIMARY KEYS | FOREIGN KEYS [EXPORTED]} FROM TABLE object show_filter \
         | {FUNCTIONS | PROCEDURES} FROM SCHEMA object show_filter | PARAMETERS OF {FUNCTION | PROCEDURE} object [args] show_filter \
         | {RLS | MASKING} POLICIES [ON object] [FOR [ROLE | USER] grantee] [FROM DATABASE name] show_filter \
         | TIME ZONE | object}",
    ),
    ("show_filter", "{LIKE text | LIMIT number | role_arn}*"),
];

/// Reads a synopsis. What cannot be read is a mistake in a table of this module, which a test of the tables finds; it is left out.
pub(super) fn compile(synopsis: &'static str) -> Pattern {
    let tokens = split(synopsis);
    let mut reader = Reader {
        tokens: &tokens,
        pos: 0,
    };
    reader.choice()
}

/// Words, and marks one by one; `...` is one.
fn split(synopsis: &'static str) -> Vec<&'static str> {
    let mut tokens = Vec::new();
    let mut rest = synopsis.trim_start();
    while !rest.is_empty() {
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let length = match word {
            0 if rest.starts_with("...") => 3,
            0 => 1,
            word => word,
        };
        let (token, tail) = rest.split_at(length);
        tokens.push(token);
        rest = tail.trim_start();
    }
    tokens
}

struct Reader<'t> {
    tokens: &'t [&'static str],
    pos: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&'static str> {
        self.tokens.get(self.pos).copied()
    }

    fn eat(&mut self, token: &str) -> bool {
        let found = self.peek() == Some(token);
        self.pos += usize::from(found);
        found
    }

    fn choice(&mut self) -> Pattern {
        let mut choices = vec![self.sequence()];
        while self.eat("|") {
            choices.push(self.sequence());
        }
        single(choices, Pattern::Choice)
    }

    fn sequence(&mut self) -> Pattern {
        let mut items = Vec::new();
        while let Some(token) = self
            .peek()
            .filter(|token| !matches!(*token, "|" | "]" | "}"))
        {
            self.pos += 1;
            let item = self.item(token);
            items.push(self.suffix(item));
        }
        single(items, Pattern::Sequence)
    }

    fn item(&mut self, token: &'static str) -> Pattern {
        match token {
            "[" => Pattern::Optional(Box::new(self.group("]"))),
            "{" => self.group("}"),
            "=" => Pattern::Mark(TokenKind::Eq),
            "," => Pattern::Mark(TokenKind::Comma),
            "." => Pattern::Mark(TokenKind::Dot),
            "@" => Pattern::Mark(TokenKind::At),
            "(" => Pattern::Mark(TokenKind::LParen),
            ")" => Pattern::Mark(TokenKind::RParen),
            word => named(word),
        }
    }

    fn group(&mut self, close: &str) -> Pattern {
        let inner = self.choice();
        self.eat(close);
        inner
    }

    fn suffix(&mut self, item: Pattern) -> Pattern {
        if self.eat("*") {
            Pattern::Many(Box::new(item))
        } else if self.eat("...") {
            Pattern::List(Box::new(item))
        } else {
            item
        }
    }
}

fn single(mut patterns: Vec<Pattern>, many: fn(Vec<Pattern>) -> Pattern) -> Pattern {
    match patterns.pop() {
        Some(only) if patterns.is_empty() => only,
        Some(last) => {
            patterns.push(last);
            many(patterns)
        }
        None => many(patterns),
    }
}

/// A word that stands for itself, a class, or a named pattern.
fn named(word: &'static str) -> Pattern {
    if let Some((_, class)) = CLASSES.iter().find(|(name, _)| *name == word) {
        return Pattern::Class(*class);
    }
    match NAMED.iter().find(|(name, _)| *name == word) {
        Some((_, pattern)) => compile(pattern),
        None => Pattern::Word(word, Keyword::lookup(word.as_bytes())),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    #[test]
    fn reads_groups_lists_and_repetition() {
        let expected = Pattern::Sequence(vec![
            Pattern::Word("DROP", Keyword::Drop),
            Pattern::Optional(Box::new(Pattern::Sequence(vec![
                Pattern::Word("IF", Keyword::If),
                Pattern::Word("EXISTS", Keyword::Exists),
            ]))),
            Pattern::List(Box::new(Pattern::Class(Class::Name))),
            Pattern::Many(Box::new(Pattern::Choice(vec![
                Pattern::Word("A", Keyword::None),
                Pattern::Mark(TokenKind::Eq),
            ]))),
        ]);
        assert_eq!(compile("DROP [IF EXISTS] name... {A | =}*"), expected);
    }

    #[test]
    fn named_patterns_have_no_unknown_small_words() {
        for (name, pattern) in NAMED {
            check(&compile(pattern), name);
        }
    }

    /// Words that stand for themselves are in capitals.
    pub fn check(pattern: &Pattern, place: &str) {
        match pattern {
            Pattern::Word(word, _) => assert_eq!(*word, word.to_uppercase(), "{place}"),
            Pattern::Mark(_) | Pattern::Class(_) => {}
            Pattern::Sequence(inner) | Pattern::Choice(inner) => {
                inner.iter().for_each(|inner| check(inner, place))
            }
            Pattern::Optional(inner) | Pattern::Many(inner) | Pattern::List(inner) => {
                check(inner, place)
            }
        }
    }
}
