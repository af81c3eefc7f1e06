//! Matches a [`Pattern`] against the tokens of a statement, and keeps what the tree wants: the object, its arguments, the
//! clauses, the bodies.

use super::synopsis::{Class, Pattern};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, ParseError, Parser};
use crate::redshift::token::{Token, TokenKind};
use crate::redshift::tree::Name;
use crate::span::Span;
use crate::suggest::nearest;

/// What was found on the way, and how far the matching came.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The first object.
    pub object: Option<Name>,
    /// The parentheses after the object.
    pub args: Option<Span>,
    /// Bodies in strings.
    pub bodies: Vec<Span>,
    /// Parts of the statement after its first words, in order.
    pub clauses: Vec<Span>,
    farthest: usize,
    expected: Vec<&'static str>,
}

impl Found {
    /// Notes that something else was expected at a token.
    fn missed(&mut self, at: usize, expected: &'static str) {
        if at > self.farthest {
            self.expected.clear();
            self.farthest = at;
        }
        if at == self.farthest && !self.expected.contains(&expected) {
            self.expected.push(expected);
        }
    }

    /// What was expected there.
    pub fn expected(&self) -> &[&'static str] {
        &self.expected
    }

    /// Adds to the last clause where that is still open, or begins one.
    fn clause(&mut self, span: Span, open: bool) {
        match self.clauses.last_mut() {
            Some(last) if open => *last = last.to(span),
            _ => self.clauses.push(span),
        }
    }
}

impl Parser<'_> {
    /// Matches the whole rest of the statement; otherwise the error is where the matching came farthest.
    pub(super) fn match_rest(&mut self, pattern: &Pattern, found: &mut Found) -> PResult<()> {
        if self.match_clauses(pattern, found)? && self.at_end() {
            return Ok(());
        }
        found.missed(self.mark(), "the end of the statement");
        Err(self.farthest_error(found))
    }

    /// The error at the farthest token, where the matching came beyond this one.
    pub(super) fn farther_error(&mut self, found: &Found) -> PResult<()> {
        if found.farthest > self.mark() {
            return Err(self.farthest_error(found));
        }
        Ok(())
    }

    /// The error at the farthest token: a misspelt word where a near one was expected, else a syntax error.
    pub(super) fn farthest_error(&mut self, found: &Found) -> ParseError {
        self.reset(found.farthest);
        let words = found.expected.iter().copied();
        let expected: Vec<String> = words.clone().map(quoted).collect();
        let token = self.peek();
        let near = Some(token)
            .filter(|token| token.kind == TokenKind::Word)
            .and_then(|token| nearest(self.text(token.span), words));
        match near {
            Some(word) => self.unknown_word(&listed(&expected), word),
            None => self.expected(&listed(&expected)),
        }
    }

    /// The top level of a pattern: each group that read something is a clause, and so is each run of words between groups.
    fn match_clauses(&mut self, pattern: &Pattern, found: &mut Found) -> PResult<bool> {
        let items = if let Pattern::Sequence(items) = pattern {
            items.as_slice()
        } else {
            std::slice::from_ref(pattern)
        };
        let mut open = false;
        for item in items {
            if let Pattern::Many(inner) = item {
                while self.match_clause(inner, found, false)? == Some(true) {}
                open = false;
                continue;
            }
            let plain = is_plain(item);
            match self.match_clause(item, found, open && plain)? {
                None => return Ok(false),
                Some(read) => open = if read { plain } else { open },
            }
        }
        Ok(true)
    }

    /// One item of the top level: `Some(true)` where it read something, `None` where it did not fit.
    fn match_clause(
        &mut self,
        item: &Pattern,
        found: &mut Found,
        open: bool,
    ) -> PResult<Option<bool>> {
        let start = self.mark();
        let first = self.peek().span;
        let (had_object, had_args) = (found.object.is_some(), found.args.is_some());
        if !self.matches(item, found)? {
            return Ok(None);
        }
        if self.mark() == start {
            return Ok(Some(false));
        }
        let span = first.to(self.last_span());
        let is_object = !had_object
            && found
                .object
                .as_ref()
                .is_some_and(|object| object.span == span);
        let is_args = !had_args && found.args == Some(span);
        if is_object || is_args {
            return Ok(Some(true));
        }
        found.clause(span, open);
        Ok(Some(true))
    }

    /// Whether the pattern fits here; the tokens are read where it does.
    pub(super) fn matches(&mut self, pattern: &Pattern, found: &mut Found) -> PResult<bool> {
        let start = self.mark();
        let fits = match pattern {
            Pattern::Word(word, keyword) => self.match_word(word, *keyword, found),
            Pattern::Mark(kind) => self.match_mark(*kind, found),
            Pattern::Class(class) => self.match_class(*class, found)?,
            Pattern::Sequence(items) => self.match_sequence(items, found)?,
            Pattern::Choice(items) => self.match_choice(items, found)?,
            Pattern::Optional(inner) => {
                self.matches(inner, found)?;
                return Ok(true);
            }
            Pattern::Many(inner) => {
                let mut last = start;
                while self.matches(inner, found)? && self.mark() > last {
                    last = self.mark();
                }
                return Ok(true);
            }
            Pattern::List(inner) => self.match_list(inner, found)?,
        };
        if !fits {
            self.reset(start);
        }
        Ok(fits)
    }

    /// The first pattern of a table that fits.
    pub(super) fn first_match<'k, T>(
        &mut self,
        table: &'k [(T, Pattern)],
        found: &mut Found,
    ) -> PResult<Option<&'k T>> {
        for (kind, pattern) in table {
            if self.may_begin(pattern) && self.matches(pattern, found)? {
                return Ok(Some(kind));
            }
        }
        Ok(None)
    }

    /// Whether the first word of a pattern stands here, where it begins with one.
    pub(super) fn may_begin(&self, pattern: &Pattern) -> bool {
        match pattern {
            Pattern::Word(word, keyword) => self.at_pattern_word(word, *keyword),
            Pattern::Sequence(items) => items.first().is_none_or(|first| self.may_begin(first)),
            Pattern::Choice(items) => items.iter().any(|item| self.may_begin(item)),
            Pattern::List(inner) => self.may_begin(inner),
            Pattern::Mark(_) | Pattern::Class(_) | Pattern::Optional(_) | Pattern::Many(_) => true,
        }
    }

    fn at_pattern_word(&self, word: &str, keyword: K) -> bool {
        match keyword {
            K::None => self.at_word(word),
            keyword => self.at(keyword),
        }
    }

    fn match_word(&mut self, word: &'static str, keyword: K, found: &mut Found) -> bool {
        let fits = self.at_pattern_word(word, keyword);
        if fits {
            self.bump();
        } else {
            found.missed(self.mark(), word);
        }
        fits
    }

    fn match_mark(&mut self, kind: TokenKind, found: &mut Found) -> bool {
        let fits = self.at_kind(kind);
        if fits {
            self.bump();
        } else {
            found.missed(self.mark(), kind.describe());
        }
        fits
    }

    fn match_sequence(&mut self, items: &[Pattern], found: &mut Found) -> PResult<bool> {
        for item in items {
            if !self.matches(item, found)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn match_choice(&mut self, items: &[Pattern], found: &mut Found) -> PResult<bool> {
        for item in items {
            if self.matches(item, found)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn match_list(&mut self, inner: &Pattern, found: &mut Found) -> PResult<bool> {
        if !self.matches(inner, found)? {
            return Ok(false);
        }
        loop {
            let before = self.mark();
            if !self.match_mark(TokenKind::Comma, found) {
                return Ok(true);
            }
            if !self.matches(inner, found)? {
                self.reset(before);
                return Ok(true);
            }
        }
    }

    fn match_class(&mut self, class: Class, found: &mut Found) -> PResult<bool> {
        if !self.can_begin(class) {
            found.missed(self.mark(), class.describe());
            return Ok(false);
        }
        match class {
            Class::Object => {
                let name = self.parse_name()?;
                self.catalog_part();
                found.object.get_or_insert(name);
            }
            Class::Name => {
                self.parse_name()?;
                self.catalog_part();
            }
            Class::Grantee => self.grantee(),
            Class::Value => self.value_token(),
            Class::Number => {
                self.eat_sign();
                self.bump();
            }
            Class::Text | Class::Placeholder => {
                self.bump();
            }
            Class::Body => found.bodies.push(self.bump().span),
            Class::Parens => {
                self.skip_parens()?;
            }
            Class::Args => {
                let span = self.skip_parens()?;
                found.args.get_or_insert(span);
            }
            Class::Privilege => self.privilege()?,
            Class::Type => {
                self.parse_type()?;
            }
            Class::Expr => {
                self.parse_expr()?;
            }
            Class::Query => {
                self.parse_query()?;
            }
            Class::Statement => {
                self.nested(Self::statement)?;
            }
            Class::Rest => self.skip_to_end(),
            Class::End => {}
        }
        Ok(true)
    }

    /// Whether the token here can begin something of the class.
    fn can_begin(&self, class: Class) -> bool {
        let token = self.peek();
        match class {
            Class::Object | Class::Name => is_name(token),
            Class::Grantee => {
                is_name(token) || token.kind.is_string() || GRANTEES.contains(&token.keyword)
            }
            Class::Value => is_value(token) || self.at_signed_number(),
            Class::Text => token.kind.is_string() || is_variable(token),
            Class::Number => is_number(token) || is_variable(token) || self.at_signed_number(),
            Class::Placeholder => token.kind == TokenKind::Placeholder,
            Class::Parens | Class::Args => token.kind == TokenKind::LParen,
            Class::Body => token.kind.is_string(),
            Class::Privilege => is_privilege_word(token),
            Class::Type | Class::Expr | Class::Query | Class::Statement | Class::Rest => {
                !self.at_end()
            }
            Class::End => self.at_end(),
        }
    }

    /// A name or string; `sys:dba` and `IAMR:x` have a part after a colon.
    fn grantee(&mut self) {
        self.bump();
        let glued = self.peek().span.start == self.last_span().end;
        match self.peek().kind {
            TokenKind::Colon if glued => {
                self.bump();
                self.bump();
            }
            TokenKind::Placeholder if glued => {
                self.bump();
            }
            _ => {}
        }
    }

    /// `@catalog` after a database.
    fn catalog_part(&mut self) {
        if self.at_kind(TokenKind::At) {
            self.bump();
            self.bump();
        }
    }

    fn value_token(&mut self) {
        self.eat_sign();
        self.bump();
    }

    fn eat_sign(&mut self) {
        if self.at_signed_number() {
            self.bump();
        }
    }

    fn at_signed_number(&self) -> bool {
        let sign = matches!(self.peek().kind, TokenKind::Minus | TokenKind::Plus);
        sign && is_number(self.peek_at(1))
    }

    /// Words up to one that ends a privilege, with a column list or without.
    fn privilege(&mut self) -> PResult<()> {
        if matches!(self.peek().keyword, K::Grant | K::Revoke) {
            return Err(self.expected("a privilege"));
        }
        let mut last = K::None;
        while is_privilege_word(self.peek()) {
            let word = self.peek().keyword;
            if word == last && word != K::None {
                return Err(self.expected("`ON`"));
            }
            last = word;
            self.bump();
        }
        if self.at_kind(TokenKind::LParen) {
            self.skip_parens()?;
        }
        Ok(())
    }
}

/// The words that a privilege ends before.
const STOPS: &[K] = &[K::On, K::To, K::From, K::For];

fn is_privilege_word(token: Token) -> bool {
    match token.kind {
        TokenKind::Word => !STOPS.contains(&token.keyword),
        TokenKind::Placeholder => true,
        _ => false,
    }
}

/// Reserved words that are users.
const GRANTEES: &[K] = &[K::CurrentUser, K::SessionUser, K::User];

/// Whether a token is a name or begins a dotted one.
fn is_name(token: Token) -> bool {
    match token.kind {
        TokenKind::Word => !token.keyword.is_reserved(),
        TokenKind::QuotedIdent | TokenKind::Placeholder => true,
        _ => false,
    }
}

fn is_number(token: Token) -> bool {
    matches!(
        token.kind,
        TokenKind::Number | TokenKind::Decimal | TokenKind::Float
    )
}

fn is_variable(token: Token) -> bool {
    matches!(token.kind, TokenKind::Placeholder | TokenKind::Param)
}

fn is_value(token: Token) -> bool {
    let word = matches!(token.kind, TokenKind::Word | TokenKind::QuotedIdent);
    word || is_number(token) || token.kind.is_string() || is_variable(token)
}

/// Whether an item of the top level goes on with the clause before it: what must stand does, groups of several items and what
/// may be left out do not.
fn is_plain(item: &Pattern) -> bool {
    match item {
        Pattern::Word(..)
        | Pattern::Mark(_)
        | Pattern::Class(_)
        | Pattern::List(_)
        | Pattern::Choice(_) => true,
        Pattern::Sequence(_) | Pattern::Optional(_) | Pattern::Many(_) => false,
    }
}

/// Words in code marks, descriptions as they are.
fn quoted(expected: &'static str) -> String {
    if expected.starts_with(|c: char| c.is_ascii_uppercase()) {
        format!("`{expected}`")
    } else {
        expected.to_owned()
    }
}

/// `a`, `a or b`, `a, b or c`, of which at most eight are named.
fn listed(expected: &[String]) -> String {
    let shown: Vec<&str> = expected.iter().take(8).map(String::as_str).collect();
    match shown.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
