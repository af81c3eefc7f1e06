//! Expressions: operators by precedence climbing.
//!
//! The precedences are those of PostgreSQL 8, from which Redshift comes, lowest first: OR, AND, NOT, `=` (to the right), the other
//! comparisons, IS, LIKE / IN / BETWEEN / OVERLAPS, all other operators, `+ -`, `* / %`, `^`, AT TIME ZONE, COLLATE, the sign,
//! subscripts and casts. So `a = b IS NULL` is `a = (b IS NULL)`, and `-2 ^ 2` is 4.
//!
//! Where PostgreSQL 8 gave `<>` and `<=` the precedence of other operators, or IS one above LIKE, every expression that tells
//! the readings apart is an error there; the reading here is the one that has a meaning.

use super::PResult;
use super::expr_primary::InParens;
use super::parser::Parser;
use crate::redshift::keyword::Keyword as K;
use crate::redshift::token::{Token, TokenKind as T};
use crate::redshift::tree::{
    BinaryOp as B, Expr, ExprId, IsWhat, MatchKind as M, Quantifier, UnaryOp,
};
use crate::span::Span;

/// How tightly an operator binds.
type Level = u8;

const OR: Level = 1;
const AND: Level = 2;
const NOT: Level = 3;
const EQ: Level = 4;
const COMPARE: Level = 5;
const IS: Level = 6;
const LIKE: Level = 7;
/// All operators without a level of their own.
pub(super) const OTHER: Level = 8;
const ADD: Level = 9;
const MUL: Level = 10;
const POW: Level = 11;
const ZONE: Level = 12;
const COLLATE: Level = 13;
pub(super) const SIGN: Level = 14;

/// What can follow an operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Infix {
    /// An operator of a chain, or a comparison.
    Binary(B),
    /// `~`, `~~` and the like; negated or not.
    Match(M, bool),
    Like(M),
    Between,
    In,
    Is,
    /// ISNULL; NOTNULL is `true`.
    IsNull(bool),
    AtTimeZone,
    Collate,
}

/// Operators of one token.
const SYMBOLS: &[(T, Infix, Level)] = &[
    (T::Eq, Infix::Binary(B::Eq), EQ),
    (T::NotEq, Infix::Binary(B::NotEq), COMPARE),
    (T::Lt, Infix::Binary(B::Lt), COMPARE),
    (T::LtEq, Infix::Binary(B::LtEq), COMPARE),
    (T::Gt, Infix::Binary(B::Gt), COMPARE),
    (T::GtEq, Infix::Binary(B::GtEq), COMPARE),
    (T::Concat, Infix::Binary(B::Concat), OTHER),
    (T::Amp, Infix::Binary(B::BitAnd), OTHER),
    (T::Pipe, Infix::Binary(B::BitOr), OTHER),
    (T::Hash, Infix::Binary(B::BitXor), OTHER),
    (T::Shl, Infix::Binary(B::Shl), OTHER),
    (T::Shr, Infix::Binary(B::Shr), OTHER),
    (T::Tilde, Infix::Match(M::Regex, false), OTHER),
    (T::NotTilde, Infix::Match(M::Regex, true), OTHER),
    (T::TildeStar, Infix::Match(M::RegexNoCase, false), OTHER),
    (T::NotTildeStar, Infix::Match(M::RegexNoCase, true), OTHER),
    (T::LikeOp, Infix::Match(M::Like, false), OTHER),
    (T::NotLikeOp, Infix::Match(M::Like, true), OTHER),
    (T::ILikeOp, Infix::Match(M::ILike, false), OTHER),
    (T::NotILikeOp, Infix::Match(M::ILike, true), OTHER),
    (T::Plus, Infix::Binary(B::Add), ADD),
    (T::Minus, Infix::Binary(B::Sub), ADD),
    (T::Star, Infix::Binary(B::Mul), MUL),
    (T::Slash, Infix::Binary(B::Div), MUL),
    (T::Percent, Infix::Binary(B::Mod), MUL),
    (T::Caret, Infix::Binary(B::Pow), POW),
];

/// Operators that are words.
const WORDS: &[(K, Infix, Level)] = &[
    (K::And, Infix::Binary(B::And), AND),
    (K::Or, Infix::Binary(B::Or), OR),
    (K::Is, Infix::Is, IS),
    (K::Isnull, Infix::IsNull(false), IS),
    (K::Notnull, Infix::IsNull(true), IS),
    (K::Overlaps, Infix::Binary(B::Overlaps), LIKE),
    (K::Collate, Infix::Collate, COLLATE),
];

/// Operators that NOT can stand before.
const NEGATED: &[(K, Infix)] = &[
    (K::In, Infix::In),
    (K::Like, Infix::Like(M::Like)),
    (K::Ilike, Infix::Like(M::ILike)),
    (K::Between, Infix::Between),
    (K::Similar, Infix::Like(M::SimilarTo)),
];

/// `COLLATE CASE_INSENSITIVE` belongs to a column's definition, not to its DEFAULT.
const COLUMN_COLLATIONS: &[K] = &[K::CaseInsensitive, K::CaseSensitive, K::Ci, K::Cs];

/// Operators before an operand, with the level of the operand.
const PREFIXES: &[(T, UnaryOp, Level)] = &[
    (T::Minus, UnaryOp::Minus, SIGN),
    (T::Plus, UnaryOp::Plus, SIGN),
    (T::Tilde, UnaryOp::BitNot, ADD),
    (T::At, UnaryOp::Abs, ADD),
    (T::Sqrt, UnaryOp::Sqrt, ADD),
    (T::Cbrt, UnaryOp::Cbrt, ADD),
];

impl Parser<'_> {
    /// Reads an expression.
    pub fn parse_expr(&mut self) -> PResult<ExprId> {
        self.operand(OR)
    }

    /// Reads the value of DEFAULT in a definition; what follows (`NOT NULL`, `COLLATE …`) belongs to the definition.
    pub fn parse_default(&mut self) -> PResult<ExprId> {
        self.operand(OTHER)
    }

    /// Reads an expression whose operators bind at least as tightly as the level.
    pub(super) fn operand(&mut self, level: Level) -> PResult<ExprId> {
        self.nested(|parser| parser.climb(level))
    }

    fn climb(&mut self, min: Level) -> PResult<ExprId> {
        let mut left = self.prefix()?;
        // After an operator no tighter one can follow in this frame: its operand has taken it.
        let mut max = Level::MAX;
        while let Some((infix, not, level)) = self.infix() {
            if level < min || level > max {
                break;
            }
            self.grow()?;
            left = self.after_operand(left, infix, not, level)?;
            max = self.max_after(infix, level, max);
        }
        Ok(left)
    }

    /// The tightest operator that can follow one.
    fn max_after(&self, infix: Infix, level: Level, max: Level) -> Level {
        match infix {
            // Complete in themselves.
            Infix::Is | Infix::IsNull(_) | Infix::In => max,
            Infix::Match(..) | Infix::AtTimeZone | Infix::Collate => level,
            Infix::Binary(_) if !matches!(level, EQ | COMPARE | LIKE) => level,
            // Not associative: `a < b < c` is no expression.
            Infix::Binary(_) | Infix::Like(_) | Infix::Between => level - 1,
        }
    }

    /// The operator that is next, whether NOT stands before it, and its level.
    fn infix(&self) -> Option<(Infix, bool, Level)> {
        let token = self.peek();
        if matches!(token.kind, T::Comma | T::RParen | T::Eof) {
            return None;
        }
        if token.kind != T::Word {
            let (_, infix, level) = SYMBOLS.iter().find(|(kind, ..)| *kind == token.kind)?;
            return Some((*infix, false, *level));
        }
        if token.keyword == K::None {
            return None;
        }
        if token.keyword == K::Collate && COLUMN_COLLATIONS.contains(&self.peek_at(1).keyword) {
            return None;
        }
        if let Some((_, infix, level)) = WORDS.iter().find(|(word, ..)| *word == token.keyword) {
            return Some((*infix, false, *level));
        }
        if token.keyword == K::At {
            let zone = self.at_words(&[K::At, K::Time, K::Zone]);
            return zone.then_some((Infix::AtTimeZone, false, ZONE));
        }
        let not = token.keyword == K::Not;
        let word = if not {
            self.peek_at(1).keyword
        } else {
            token.keyword
        };
        let (_, infix) = NEGATED.iter().find(|(known, _)| *known == word)?;
        Some((*infix, not, LIKE))
    }

    /// Reads an operator and what follows it.
    fn after_operand(
        &mut self,
        left: ExprId,
        infix: Infix,
        not: bool,
        level: Level,
    ) -> PResult<ExprId> {
        match infix {
            Infix::Binary(op) if matches!(level, EQ | COMPARE) => self.comparison(left, op, level),
            Infix::Binary(op) if level == LIKE => self.overlaps(left, op),
            Infix::Binary(_) => self.chain(left, level),
            Infix::Match(kind, not) => self.match_operator(left, kind, not),
            Infix::Like(kind) => self.like(left, kind, not),
            Infix::Between => self.between(left, not),
            Infix::In => self.in_list(left, not),
            Infix::Is => self.is(left),
            Infix::IsNull(not) => self.is_null(left, not),
            Infix::AtTimeZone => self.at_time_zone(left),
            Infix::Collate => self.collate(left),
        }
    }

    /// Adds an expression that begins with another one and ends with the last token.
    pub(super) fn add_after(&mut self, left: ExprId, expr: Expr) -> ExprId {
        let span = self.tree.span(left).to(self.last_span());
        self.tree.expr(expr, span)
    }

    /// `a + b - c`: all operators of one level in one node.
    fn chain(&mut self, left: ExprId, level: Level) -> PResult<ExprId> {
        let mut operands = vec![left];
        let mut ops = Vec::new();
        while let Some((Infix::Binary(op), _, next)) = self.infix() {
            if next != level {
                break;
            }
            ops.push((op, self.bump().span));
            operands.push(self.operand(level + 1)?);
        }
        Ok(self.add_after(left, Expr::Chain { operands, ops }))
    }

    /// `a = b`, `a < b`, `a = ANY (…)`. Equality groups to the right.
    fn comparison(&mut self, left: ExprId, op: B, level: Level) -> PResult<ExprId> {
        let op_span = self.bump().span;
        let quantified = self.at(K::Any) || self.at(K::Some) || self.at(K::All);
        if quantified && self.peek_at(1).kind == T::LParen {
            return self.quantified(left, op, op_span);
        }
        let right = self.operand(if level == EQ { EQ } else { level + 1 })?;
        Ok(self.pair(left, op, op_span, right))
    }

    fn pair(&mut self, left: ExprId, op: B, op_span: Span, right: ExprId) -> ExprId {
        let chain = Expr::Chain {
            operands: vec![left, right],
            ops: vec![(op, op_span)],
        };
        self.add_after(left, chain)
    }

    fn quantified(&mut self, left: ExprId, op: B, op_span: Span) -> PResult<ExprId> {
        let all = self.bump().keyword == K::All;
        self.expect_kind(T::LParen)?;
        let right = match self.subquery_in_parens()? {
            InParens::Query(query) => Quantifier::Query(query),
            InParens::Exprs(list) => match list.as_slice() {
                [one] => Quantifier::Expr(*one),
                _ => return Err(self.expected("a query")),
            },
        };
        self.expect_kind(T::RParen)?;
        let expr = Expr::Quantified {
            left,
            op,
            op_span,
            all,
            right,
        };
        Ok(self.add_after(left, expr))
    }

    fn overlaps(&mut self, left: ExprId, op: B) -> PResult<ExprId> {
        let op_span = self.bump().span;
        let right = self.operand(OTHER)?;
        Ok(self.pair(left, op, op_span, right))
    }

    fn match_operator(&mut self, operand: ExprId, kind: M, not: bool) -> PResult<ExprId> {
        let op_span = self.bump().span;
        let pattern = self.operand(ADD)?;
        let expr = Expr::Match {
            kind,
            not,
            operand,
            pattern,
            escape: None,
            op_span,
        };
        Ok(self.add_after(operand, expr))
    }

    fn like(&mut self, operand: ExprId, kind: M, not: bool) -> PResult<ExprId> {
        let start = self.peek().span;
        if not {
            self.bump();
        }
        self.bump();
        if kind == M::SimilarTo {
            self.expect(K::To)?;
        }
        let op_span = start.to(self.last_span());
        let pattern = self.operand(OTHER)?;
        let escape = match self.eat(K::Escape) {
            Some(_) => Some(self.operand(OTHER)?),
            None => None,
        };
        let expr = Expr::Match {
            kind,
            not,
            operand,
            pattern,
            escape,
            op_span,
        };
        Ok(self.add_after(operand, expr))
    }

    fn between(&mut self, operand: ExprId, not: bool) -> PResult<ExprId> {
        if not {
            self.bump();
        }
        self.bump();
        let symmetric = self.eat(K::Symmetric).is_some();
        let low = self.operand(OTHER)?;
        self.expect(K::And)?;
        let high = self.operand(OTHER)?;
        let expr = Expr::Between {
            operand,
            not,
            symmetric,
            low,
            high,
        };
        Ok(self.add_after(operand, expr))
    }

    /// `IN (…)`, and `IN {{ list }}` where a template brings the parentheses.
    fn in_list(&mut self, operand: ExprId, not: bool) -> PResult<ExprId> {
        if not {
            self.bump();
        }
        self.bump();
        if let Some(span) = self.eat_kind(T::Placeholder) {
            let list = vec![self.tree.expr(Expr::Placeholder, span)];
            return Ok(self.add_after(operand, Expr::InList { operand, not, list }));
        }
        self.expect_kind(T::LParen)?;
        let inside = self.subquery_in_parens()?;
        self.expect_kind(T::RParen)?;
        let expr = match inside {
            InParens::Query(query) => Expr::InQuery {
                operand,
                not,
                query,
            },
            InParens::Exprs(list) => Expr::InList { operand, not, list },
        };
        Ok(self.add_after(operand, expr))
    }

    fn is(&mut self, operand: ExprId) -> PResult<ExprId> {
        let start = self.bump().span;
        let not = self.eat(K::Not).is_some();
        if self.eat(K::Distinct).is_some() {
            self.expect(K::From)?;
            let right = self.operand(IS + 1)?;
            let left = operand;
            return Ok(self.add_after(left, Expr::IsDistinct { left, right, not }));
        }
        const WHAT: &[(K, IsWhat)] = &[
            (K::Null, IsWhat::Null),
            (K::True, IsWhat::True),
            (K::False, IsWhat::False),
            (K::Unknown, IsWhat::Unknown),
        ];
        let keyword = self.peek().keyword;
        let Some((_, what)) = WHAT.iter().find(|(word, _)| *word == keyword) else {
            return Err(self.expected("`NULL`, `TRUE`, `FALSE`, `UNKNOWN` or `DISTINCT FROM`"));
        };
        self.bump();
        let expr = Expr::Is {
            operand,
            not,
            what: *what,
            op_span: start.to(self.last_span()),
            postfix: false,
        };
        Ok(self.add_after(operand, expr))
    }

    fn is_null(&mut self, operand: ExprId, not: bool) -> PResult<ExprId> {
        let expr = Expr::Is {
            operand,
            not,
            what: IsWhat::Null,
            op_span: self.bump().span,
            postfix: true,
        };
        Ok(self.add_after(operand, expr))
    }

    fn at_time_zone(&mut self, operand: ExprId) -> PResult<ExprId> {
        self.eat_words(&[K::At, K::Time, K::Zone]);
        let zone = self.operand(ZONE + 1)?;
        Ok(self.add_after(operand, Expr::AtTimeZone { operand, zone }))
    }

    fn collate(&mut self, operand: ExprId) -> PResult<ExprId> {
        self.bump();
        let collation = self.parse_name()?;
        Ok(self.add_after(operand, Expr::Collate { operand, collation }))
    }

    /// Operators before the operand, then the operand itself.
    fn prefix(&mut self) -> PResult<ExprId> {
        let token = self.peek();
        if token.keyword == K::Not {
            return self.unary(UnaryOp::Not, NOT);
        }
        if token.kind != T::Word
            && let Some((_, op, level)) = PREFIXES.iter().find(|(kind, ..)| *kind == token.kind)
        {
            return self.unary(*op, *level);
        }
        if token.keyword == K::Prior && self.begins_prior_operand(self.peek_at(1)) {
            self.bump();
            let operand = self.operand(SIGN)?;
            let span = token.span.to(self.last_span());
            return Ok(self.tree.expr(Expr::Prior(operand), span));
        }
        self.postfix()
    }

    fn begins_prior_operand(&self, token: Token) -> bool {
        self.is_ident(token) && token.keyword != K::Over
    }

    fn unary(&mut self, op: UnaryOp, level: Level) -> PResult<ExprId> {
        let op_span = self.bump().span;
        let operand = self.operand(level)?;
        let span = op_span.to(self.last_span());
        let expr = Expr::Unary {
            op,
            op_span,
            operand,
        };
        Ok(self.tree.expr(expr, span))
    }
}
