//! Reads the expressions of a template: recursive descent with one table of operators.

use std::borrow::Cow;

use super::lex::{Token, tokens};
use super::{HoleUse, Template, TemplateError, hole_of};
use crate::bigquery::children::{Precedence, operator_precedence};
use crate::bigquery::names::is_reserved;
use crate::bigquery::tree::{
    Arg, BinaryOp, CompareOp, Expr, ExprId, Hole, IndexKind, IsWhat, Literal, Origin, QueryId,
    Text, Tree, UnaryOp,
};

pub(super) type Parsed<T> = Result<T, TemplateError>;

const OPERATORS: [(&str, BinaryOp); 10] = [
    ("|", BinaryOp::BitOr),
    ("^", BinaryOp::BitXor),
    ("&", BinaryOp::BitAnd),
    ("<<", BinaryOp::Shl),
    (">>", BinaryOp::Shr),
    ("+", BinaryOp::Add),
    ("-", BinaryOp::Sub),
    ("||", BinaryOp::Concat),
    ("*", BinaryOp::Mul),
    ("/", BinaryOp::Div),
];

const COMPARISONS: [(&str, CompareOp); 7] = [
    ("=", CompareOp::Eq),
    ("<>", CompareOp::NotEq),
    ("!=", CompareOp::NotEq),
    ("<", CompareOp::Lt),
    ("<=", CompareOp::LtEq),
    (">", CompareOp::Gt),
    (">=", CompareOp::GtEq),
];

const INDEX_KINDS: [(&str, IndexKind); 4] = [
    ("OFFSET", IndexKind::Offset),
    ("SAFE_OFFSET", IndexKind::SafeOffset),
    ("ORDINAL", IndexKind::Ordinal),
    ("SAFE_ORDINAL", IndexKind::SafeOrdinal),
];

/// Finds the text in the program, where the template is a part of it.
type Static<'t> = fn(&'t str) -> Option<&'static str>;

pub(super) fn parse<'t>(text: &'t str, to_static: Static<'t>) -> Parsed<Template> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        end: text.len(),
        to_static,
        tree: Tree::default(),
        holes: Vec::new(),
        own_names: Vec::new(),
        known_names: Vec::new(),
        columns: Vec::new(),
        aggregates: 0,
        queries: 0,
    };
    let root = parser.expr()?;
    if parser.at < parser.tokens.len() {
        return parser.fail("the end");
    }
    if let Some((_, at)) = parser
        .columns
        .iter()
        .find(|(column, _)| !parser.known_names.contains(column))
    {
        return Err(TemplateError::new(
            *at,
            "a hole or a name that the template gives",
        ));
    }
    let function = text.split('(').next().and_then(to_static).map(str::trim);
    Ok(Template {
        plain_call: function.filter(|_| parser.is_plain_call(root)),
        own_names: parser
            .own_names
            .iter()
            .map(|name| parser.cow(name))
            .collect(),
        tree: parser.tree,
        root,
        holes: parser.holes,
    })
}

pub(super) struct Parser<'t> {
    pub(super) tokens: Vec<(Token<'t>, usize)>,
    pub(super) at: usize,
    end: usize,
    pub(super) to_static: Static<'t>,
    pub(super) tree: Tree,
    holes: Vec<HoleUse>,
    own_names: Vec<&'t str>,
    /// As `own_names`, with the fields of structs.
    known_names: Vec<&'t str>,
    /// The first parts of columns with their offsets.
    pub(super) columns: Vec<(&'t str, usize)>,
    /// How many aggregate calls we stand in.
    pub(super) aggregates: usize,
    /// How many sub-queries we stand in.
    pub(super) queries: usize,
}

pub(super) fn lookup<T: Clone>(table: &[(&str, T)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word))
        .map(|(_, value)| value.clone())
}

impl<'t> Parser<'t> {
    pub(super) fn fail<T>(&self, expected: &'static str) -> Parsed<T> {
        let at = self.tokens.get(self.at).map_or(self.end, |(_, at)| *at);
        Err(TemplateError::new(at, expected))
    }

    pub(super) fn peek(&self) -> Option<Token<'t>> {
        self.peek_at(0)
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<Token<'t>> {
        self.tokens.get(self.at + ahead).map(|(token, _)| *token)
    }

    pub(super) fn is_word_at(&self, ahead: usize, word: &str) -> bool {
        matches!(self.peek_at(ahead), Some(Token::Word(found)) if found.eq_ignore_ascii_case(word))
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        self.is_word_at(0, word)
    }

    /// Takes a keyword if it comes next.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += usize::from(found);
        found
    }

    /// Takes these keywords if they come next.
    pub(super) fn words(&mut self, words: &[&str]) -> bool {
        let found = words
            .iter()
            .enumerate()
            .all(|(ahead, word)| self.is_word_at(ahead, word));
        self.at += if found { words.len() } else { 0 };
        found
    }

    pub(super) fn expect_word(&mut self, word: &'static str) -> Parsed<()> {
        if self.word(word) {
            Ok(())
        } else {
            self.fail(word)
        }
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek(), Some(Token::Symbol(found)) if found == symbol)
    }

    /// Takes a symbol if it comes next.
    pub(super) fn symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect_symbol(&mut self, symbol: &'static str) -> Parsed<()> {
        if self.symbol(symbol) {
            Ok(())
        } else {
            self.fail(symbol)
        }
    }

    /// Takes what a table has for the next word.
    pub(super) fn take_from<T: Clone>(&mut self, table: &[(&str, T)]) -> Option<T> {
        let Some(Token::Word(word)) = self.peek() else {
            return None;
        };
        let found = lookup(table, word)?;
        self.at += 1;
        Some(found)
    }

    pub(super) fn add(&mut self, kind: Expr) -> ExprId {
        self.tree.expr(kind, Origin::New)
    }

    /// A name that is not a reserved word.
    pub(super) fn name(&mut self) -> Parsed<&'t str> {
        match self.peek() {
            Some(Token::Word(word)) if !is_reserved(word) => {
                self.at += 1;
                Ok(word)
            }
            Some(Token::Quoted(word)) => {
                self.at += 1;
                Ok(word)
            }
            Some(
                Token::Word(_)
                | Token::Hole(_)
                | Token::Rest(_)
                | Token::Variable(_)
                | Token::Number(_)
                | Token::String(_)
                | Token::Symbol(_),
            )
            | None => self.fail("a name"),
        }
    }

    /// A name that the template gives to something.
    pub(super) fn own_name(&mut self) -> Parsed<Text> {
        let name = self.name()?;
        self.own_names.push(name);
        self.known_names.push(name);
        Ok(self.text(name))
    }

    /// A field of a struct. In a sub-query UNNEST makes columns of them.
    pub(super) fn field_name(&mut self) -> Parsed<Text> {
        if self.queries > 0 {
            return self.own_name();
        }
        let name = self.name()?;
        self.known_names.push(name);
        Ok(self.text(name))
    }

    /// Items between commas.
    pub(super) fn commas<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Parsed<T>,
    ) -> Parsed<Vec<T>> {
        let mut items = vec![item(self)?];
        while self.symbol(",") {
            items.push(item(self)?);
        }
        Ok(items)
    }

    pub(super) fn expr(&mut self) -> Parsed<ExprId> {
        self.logical("OR", BinaryOp::Or, |p| {
            p.logical("AND", BinaryOp::And, Self::not)
        })
    }

    fn logical(
        &mut self,
        word: &str,
        operator: BinaryOp,
        operand: impl Fn(&mut Self) -> Parsed<ExprId>,
    ) -> Parsed<ExprId> {
        let first = operand(self)?;
        let mut operands = vec![first];
        while self.word(word) {
            operands.push(operand(self)?);
        }
        Ok(self.chain(operands, operator))
    }

    fn chain(&mut self, operands: Vec<ExprId>, operator: BinaryOp) -> ExprId {
        match operands.as_slice() {
            [only] => *only,
            several => {
                let operators = vec![operator; several.len() - 1];
                self.add(Expr::Chain(operands, operators))
            }
        }
    }

    fn not(&mut self) -> Parsed<ExprId> {
        if self.word("NOT") {
            let operand = self.not()?;
            return Ok(self.add(Expr::Unary(UnaryOp::Not, operand)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed<ExprId> {
        let operand = self.compared()?;
        if let Some(Token::Symbol(symbol)) = self.peek()
            && let Some(operator) = lookup(&COMPARISONS, symbol)
        {
            self.at += 1;
            let right = self.compared()?;
            return Ok(self.add(Expr::Compare(operator, operand, right)));
        }
        if self.word("IS") {
            return self.is(operand);
        }
        let not = self.is_word("NOT");
        self.at += usize::from(not);
        let kind = if self.word("LIKE") {
            let pattern = self.compared()?;
            Expr::Like {
                operand,
                not,
                pattern,
            }
        } else if self.word("BETWEEN") {
            let low = self.compared()?;
            self.expect_word("AND")?;
            let high = self.compared()?;
            Expr::Between {
                operand,
                not,
                low,
                high,
            }
        } else if self.word("IN") {
            self.in_what(operand, not)?
        } else if not {
            return self.fail("LIKE, BETWEEN or IN");
        } else {
            return Ok(operand);
        };
        Ok(self.add(kind))
    }

    fn is(&mut self, operand: ExprId) -> Parsed<ExprId> {
        let not = self.word("NOT");
        if self.words(&["DISTINCT", "FROM"]) {
            let right = self.compared()?;
            return Ok(self.add(Expr::IsDistinct {
                left: operand,
                right,
                not,
            }));
        }
        let what = [
            ("NULL", IsWhat::Null),
            ("TRUE", IsWhat::True),
            ("FALSE", IsWhat::False),
            ("UNKNOWN", IsWhat::Unknown),
        ];
        match self.take_from(&what) {
            Some(what) => Ok(self.add(Expr::Is { operand, not, what })),
            None => self.fail("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM"),
        }
    }

    fn in_what(&mut self, operand: ExprId, not: bool) -> Parsed<Expr> {
        if self.word("UNNEST") {
            self.expect_symbol("(")?;
            let array = self.expr()?;
            self.expect_symbol(")")?;
            return Ok(Expr::InUnnest {
                operand,
                not,
                array,
            });
        }
        self.expect_symbol("(")?;
        if self.begins_query() {
            let query = self.query_to_paren()?;
            return Ok(Expr::InQuery {
                operand,
                not,
                query,
            });
        }
        let list = self.list_to(")")?;
        // GoogleSQL reads `a IN ((SELECT …))` so too.
        if let [only] = list.as_slice()
            && let Expr::Subquery(query) = self.tree.exprs[*only].kind
        {
            return Ok(Expr::InQuery {
                operand,
                not,
                query,
            });
        }
        Ok(Expr::InList { operand, not, list })
    }

    /// Operands of comparisons.
    pub(super) fn compared(&mut self) -> Parsed<ExprId> {
        self.binary(Precedence::BitOr)
    }

    /// Operators that bind at least so tightly.
    fn binary(&mut self, least: Precedence) -> Parsed<ExprId> {
        let first = self.unary()?;
        self.climb(first, least)
    }

    /// Goes on after an operand; the operators of one level make one chain.
    fn climb(&mut self, first: ExprId, least: Precedence) -> Parsed<ExprId> {
        let mut left = first;
        while let Some(operator) = self.operator(least) {
            let level = operator_precedence(operator);
            let (mut operands, mut operators) = (vec![left], Vec::new());
            while let Some(operator) = self
                .operator(level)
                .filter(|next| operator_precedence(*next) == level)
            {
                self.at += 1;
                operators.push(operator);
                operands.push(self.binary(level.above())?);
            }
            left = self.add(Expr::Chain(operands, operators));
        }
        Ok(left)
    }

    fn operator(&self, least: Precedence) -> Option<BinaryOp> {
        let Some(Token::Symbol(symbol)) = self.peek() else {
            return None;
        };
        lookup(&OPERATORS, symbol).filter(|operator| operator_precedence(*operator) >= least)
    }

    pub(super) fn unary(&mut self) -> Parsed<ExprId> {
        let operators = [
            ("-", UnaryOp::Minus),
            ("+", UnaryOp::Plus),
            ("~", UnaryOp::BitNot),
        ];
        if let Some((_, operator)) = operators.iter().find(|(symbol, _)| self.is_symbol(symbol)) {
            self.at += 1;
            let operand = self.unary()?;
            return Ok(self.add(Expr::Unary(*operator, operand)));
        }
        let mut base = self.primary()?;
        loop {
            if self.symbol("[") {
                let kind = self.take_from(&INDEX_KINDS).unwrap_or(IndexKind::Plain);
                let index = self.expr()?;
                self.expect_symbol("]")?;
                base = self.add(Expr::Index { base, kind, index });
            } else if self.symbol(".") {
                let name = self.name()?;
                let name = self.text(name);
                base = self.add(Expr::Field { base, name });
            } else {
                return Ok(base);
            }
        }
    }

    fn primary(&mut self) -> Parsed<ExprId> {
        let Some(token) = self.peek() else {
            return self.fail("an expression");
        };
        let kind = match token {
            Token::Word(word) => return self.word_expr(word),
            Token::Quoted(_) => return self.path(),
            Token::Hole(name) => Expr::Hole(Hole::One(self.hole(name, false))),
            Token::Rest(_) => return self.fail("a single value"),
            Token::Variable(text) if text.starts_with("@@") => {
                Expr::SystemVariable(self.text(text))
            }
            Token::Variable(text) => Expr::Parameter(self.text(text)),
            Token::Number(text) => {
                let hex = text.starts_with("0x") || text.starts_with("0X");
                let float = !hex && text.contains(['.', 'e', 'E']);
                Expr::Literal(
                    if float {
                        Literal::Float64
                    } else {
                        Literal::Int64
                    },
                    self.text(text),
                )
            }
            Token::String(text) => Expr::Literal(string_kind(text), self.text(text)),
            Token::Symbol("(") => return self.parenthesised(),
            Token::Symbol("[") => {
                self.at += 1;
                let items = self.list_to("]")?;
                return Ok(self.add(Expr::Array(items)));
            }
            Token::Symbol(_) => return self.fail("an expression"),
        };
        self.at += 1;
        Ok(self.add(kind))
    }

    pub(super) fn cow(&self, text: &'t str) -> Cow<'static, str> {
        match (self.to_static)(text) {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(text.to_owned()),
        }
    }

    pub(super) fn text(&self, text: &'t str) -> Text {
        Text::Own(self.cow(text))
    }

    /// The number of a hole; counts the use.
    pub(super) fn hole(&mut self, name: &'t str, rest: bool) -> u32 {
        let known = self.holes.iter().position(|hole| hole.name == name);
        let number = known.unwrap_or(self.holes.len());
        if known.is_none() {
            self.holes.push(HoleUse {
                name: self.cow(name),
                count: 0,
                in_aggregate: false,
                rest: false,
            });
        }
        if let Some(hole) = self.holes.get_mut(number) {
            hole.count += 1;
            hole.in_aggregate |= self.aggregates > 0;
            hole.rest |= rest;
        }
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// Whether the root is `F($a, $b)`: all holes once, in order.
    fn is_plain_call(&self, root: ExprId) -> bool {
        let Expr::Call(call) = &self.tree.exprs[root].kind else {
            return false;
        };
        let bare = !call.distinct
            && call.ignore_nulls.is_none()
            && call.order_by.is_empty()
            && call.limit.is_none();
        let in_order = call.args.iter().enumerate().all(|(index, arg)| {
            let Arg::Expr(id) = arg else {
                return false;
            };
            let last = index + 1 == call.args.len();
            match hole_of(&self.tree, *id) {
                Some(Hole::One(number)) => number as usize == index,
                Some(Hole::Rest(number)) => number as usize == index && last,
                None => false,
            }
        });
        bare && in_order && call.over.is_none() && self.holes.iter().all(|hole| hole.count == 1)
    }

    /// Expressions and `$xs...` up to a closing bracket.
    fn list_to(&mut self, close: &'static str) -> Parsed<Vec<ExprId>> {
        if self.symbol(close) {
            return Ok(Vec::new());
        }
        let items = self.commas(Self::item)?;
        self.expect_symbol(close)?;
        Ok(items)
    }

    pub(super) fn item(&mut self) -> Parsed<ExprId> {
        if let Some(Token::Rest(name)) = self.peek() {
            let number = self.hole(name, true);
            self.at += 1;
            return Ok(self.add(Expr::Hole(Hole::Rest(number))));
        }
        self.expr()
    }

    pub(super) fn begins_query(&self) -> bool {
        self.is_word("SELECT")
            || (self.is_word("WITH") && self.peek_at(1) != Some(Token::Symbol("(")))
    }

    /// After `(`: a query up to its `)`.
    pub(super) fn query_to_paren(&mut self) -> Parsed<QueryId> {
        let outer = std::mem::take(&mut self.aggregates);
        self.queries += 1;
        let query = self.query()?;
        self.queries -= 1;
        self.aggregates = outer;
        self.expect_symbol(")")?;
        Ok(query)
    }

    /// Parentheses only group: the tree has them already.
    fn parenthesised(&mut self) -> Parsed<ExprId> {
        self.expect_symbol("(")?;
        if self.begins_query() {
            let query = self.query_to_paren()?;
            return Ok(self.add(Expr::Subquery(query)));
        }
        let items = self.list_to(")")?;
        match items.as_slice() {
            [only] => Ok(*only),
            [] => self.fail("an expression"),
            _ => Ok(self.add(Expr::Tuple(items))),
        }
    }
}

fn string_kind(text: &str) -> Literal {
    let prefix = text.split(['\'', '"']).next().unwrap_or_default();
    if prefix.contains(['b', 'B']) {
        Literal::Bytes
    } else {
        Literal::String
    }
}
