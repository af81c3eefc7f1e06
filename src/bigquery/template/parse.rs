//! Reads the expressions of a template: recursive descent with one table of operators.

use super::lex::{Token, tokens};
use super::{PARTS, Param, Template, TemplateError, Uses};
use crate::bigquery::children::{Precedence, operator_precedence};
use crate::bigquery::names::{is_aggregate, is_reserved, is_window_function};
use crate::bigquery::tree::{
    Arg, BinaryOp, Bound, Call, CompareOp, DatePart, Expr, ExprId, Frame, Hole, IndexKind, IsWhat, Literal, Name, OrderItem,
    Origin, QueryId, Text, Tree, Type, UnaryOp, Window,
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

const TYPED_LITERALS: [(&str, Literal); 7] = [
    ("NUMERIC", Literal::Numeric),
    ("BIGNUMERIC", Literal::BigNumeric),
    ("DATE", Literal::Date),
    ("DATETIME", Literal::Datetime),
    ("TIMESTAMP", Literal::Timestamp),
    ("TIME", Literal::Time),
    ("JSON", Literal::Json),
];

const TYPES: [(&str, Type); 14] = [
    ("INT64", Type::Int64),
    ("NUMERIC", Type::Numeric(None)),
    ("BIGNUMERIC", Type::BigNumeric(None)),
    ("FLOAT64", Type::Float64),
    ("BOOL", Type::Bool),
    ("STRING", Type::String(None)),
    ("BYTES", Type::Bytes(None)),
    ("DATE", Type::Date),
    ("TIME", Type::Time),
    ("DATETIME", Type::Datetime),
    ("TIMESTAMP", Type::Timestamp),
    ("INTERVAL", Type::Interval),
    ("JSON", Type::Json),
    ("GEOGRAPHY", Type::Geography),
];

const DAYS: [&str; 7] = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

const INDEX_KINDS: [(&str, IndexKind); 4] = [
    ("OFFSET", IndexKind::Offset),
    ("SAFE_OFFSET", IndexKind::SafeOffset),
    ("ORDINAL", IndexKind::Ordinal),
    ("SAFE_ORDINAL", IndexKind::SafeOrdinal),
];

pub(super) fn parse(text: &'static str, params: &[Param]) -> Parsed<Template> {
    let mut parser = Parser {
        tokens: tokens(text)?,
        at: 0,
        end: text.len(),
        tree: Tree::default(),
        params: params.to_vec(),
        uses: vec![Uses::default(); params.len()],
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
    if let Some((_, at)) = parser.columns.iter().find(|(column, _)| !parser.known_names.contains(column)) {
        return Err(TemplateError::new(*at, "a hole or a name that the template gives"));
    }
    Ok(Template {
        tree: parser.tree,
        root,
        params: parser.params,
        uses: parser.uses,
        own_names: parser.own_names,
    })
}

pub(super) struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    end: usize,
    pub(super) tree: Tree,
    params: Vec<Param>,
    uses: Vec<Uses>,
    own_names: Vec<&'static str>,
    /// As `own_names`, with the fields of structs.
    known_names: Vec<&'static str>,
    /// The first parts of columns with their offsets.
    columns: Vec<(&'static str, usize)>,
    /// How many sub-queries we stand in.
    queries: usize,
    /// How many aggregate calls we stand in.
    aggregates: usize,
}

fn lookup<T: Clone>(table: &[(&str, T)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(word))
        .map(|(_, value)| value.clone())
}

impl Parser {
    pub(super) fn fail<T>(&self, expected: &'static str) -> Parsed<T> {
        let at = self.tokens.get(self.at).map_or(self.end, |(_, at)| *at);
        Err(TemplateError::new(at, expected))
    }

    fn peek(&self) -> Option<Token> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<Token> {
        self.tokens.get(self.at + ahead).map(|(token, _)| *token)
    }

    fn is_word_at(&self, ahead: usize, word: &str) -> bool {
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
        let found = words.iter().enumerate().all(|(ahead, word)| self.is_word_at(ahead, word));
        self.at += if found { words.len() } else { 0 };
        found
    }

    pub(super) fn expect_word(&mut self, word: &'static str) -> Parsed<()> {
        if self.word(word) { Ok(()) } else { self.fail(word) }
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
        if self.symbol(symbol) { Ok(()) } else { self.fail(symbol) }
    }

    /// Takes what a table has for the next word.
    fn from_table<T: Clone>(&mut self, table: &[(&str, T)]) -> Option<T> {
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
    pub(super) fn name(&mut self) -> Parsed<&'static str> {
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
        Ok(name.into())
    }

    /// A field of a struct. In a sub-query UNNEST makes columns of them.
    fn field_name(&mut self) -> Parsed<Text> {
        if self.queries > 0 {
            return self.own_name();
        }
        let name = self.name()?;
        self.known_names.push(name);
        Ok(name.into())
    }

    /// Items between commas.
    pub(super) fn commas<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        let mut items = vec![item(self)?];
        while self.symbol(",") {
            items.push(item(self)?);
        }
        Ok(items)
    }

    pub(super) fn expr(&mut self) -> Parsed<ExprId> {
        self.logical("OR", BinaryOp::Or, |p| p.logical("AND", BinaryOp::And, Self::not))
    }

    fn logical(&mut self, word: &str, operator: BinaryOp, operand: impl Fn(&mut Self) -> Parsed<ExprId>) -> Parsed<ExprId> {
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
        if let Some(Token::Symbol(symbol)) = self.peek() {
            if let Some(operator) = lookup(&COMPARISONS, symbol) {
                self.at += 1;
                let right = self.compared()?;
                return Ok(self.add(Expr::Compare(operator, operand, right)));
            }
        }
        if self.word("IS") {
            return self.is(operand);
        }
        let not = self.is_word("NOT");
        self.at += usize::from(not);
        let kind = if self.word("LIKE") {
            let pattern = self.compared()?;
            Expr::Like { operand, not, pattern }
        } else if self.word("BETWEEN") {
            let low = self.compared()?;
            self.expect_word("AND")?;
            let high = self.compared()?;
            Expr::Between { operand, not, low, high }
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
            return Ok(self.add(Expr::IsDistinct { left: operand, right, not }));
        }
        let what = [
            ("NULL", IsWhat::Null),
            ("TRUE", IsWhat::True),
            ("FALSE", IsWhat::False),
            ("UNKNOWN", IsWhat::Unknown),
        ];
        match self.from_table(&what) {
            Some(what) => Ok(self.add(Expr::Is { operand, not, what })),
            None => self.fail("NULL, TRUE, FALSE, UNKNOWN or DISTINCT FROM"),
        }
    }

    fn in_what(&mut self, operand: ExprId, not: bool) -> Parsed<Expr> {
        if self.word("UNNEST") {
            self.expect_symbol("(")?;
            let array = self.expr()?;
            self.expect_symbol(")")?;
            return Ok(Expr::InUnnest { operand, not, array });
        }
        self.expect_symbol("(")?;
        if self.begins_query() {
            let query = self.query_to_paren()?;
            return Ok(Expr::InQuery { operand, not, query });
        }
        let list = self.list_to(")")?;
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
            while let Some(operator) = self.operator(level).filter(|next| operator_precedence(*next) == level) {
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
        let operators = [("-", UnaryOp::Minus), ("+", UnaryOp::Plus), ("~", UnaryOp::BitNot)];
        if let Some((_, operator)) = operators.iter().find(|(symbol, _)| self.is_symbol(symbol)) {
            self.at += 1;
            let operand = self.unary()?;
            return Ok(self.add(Expr::Unary(*operator, operand)));
        }
        let mut base = self.primary()?;
        loop {
            if self.symbol("[") {
                let kind = self.from_table(&INDEX_KINDS).unwrap_or(IndexKind::Plain);
                let index = self.expr()?;
                self.expect_symbol("]")?;
                base = self.add(Expr::Index { base, kind, index });
            } else if self.symbol(".") {
                let name = self.name()?.into();
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
            Token::Hole(name) => Expr::Hole(Hole::One(self.hole(name, false)?)),
            Token::Rest(_) => return self.fail("a single value"),
            Token::Variable(text) if text.starts_with("@@") => Expr::SystemVariable(text.into()),
            Token::Variable(text) => Expr::Parameter(text.into()),
            Token::Number(text) => {
                let hex = text.starts_with("0x") || text.starts_with("0X");
                let float = !hex && text.contains(['.', 'e', 'E']);
                Expr::Literal(if float { Literal::Float64 } else { Literal::Int64 }, text.into())
            }
            Token::String(text) => Expr::Literal(string_kind(text), text.into()),
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

    /// The number of a hole; counts the use.
    fn hole(&mut self, name: &str, part: bool) -> Parsed<u32> {
        let Some(number) = self.params.iter().position(|param| param.name == name) else {
            return self.fail("the name of a parameter");
        };
        if self.params.get(number).is_some_and(|param| param.part != part) {
            return self.fail(if part { "a date part" } else { "a value" });
        }
        if let Some(uses) = self.uses.get_mut(number) {
            uses.count += 1;
            uses.in_aggregate |= self.aggregates > 0;
        }
        Ok(u32::try_from(number).unwrap_or(u32::MAX))
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

    fn item(&mut self) -> Parsed<ExprId> {
        if let Some(Token::Rest(name)) = self.peek() {
            let number = self.hole(name, false)?;
            self.at += 1;
            return Ok(self.add(Expr::Hole(Hole::Rest(number))));
        }
        self.expr()
    }

    pub(super) fn begins_query(&self) -> bool {
        self.is_word("SELECT") || (self.is_word("WITH") && self.peek_at(1) != Some(Token::Symbol("(")))
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

    fn word_expr(&mut self, word: &'static str) -> Parsed<ExprId> {
        let next = self.peek_at(1);
        if let (Some(literal), Some(Token::String(text))) = (lookup(&TYPED_LITERALS, word), next) {
            self.at += 2;
            let text = Text::from(format!("{} {text}", word.to_ascii_uppercase()));
            return Ok(self.add(Expr::Literal(literal, text)));
        }
        let constants = [("NULL", Literal::Null), ("TRUE", Literal::Bool), ("FALSE", Literal::Bool)];
        if let Some(literal) = lookup(&constants, word) {
            self.at += 1;
            return Ok(self.add(Expr::Literal(literal, Text::from(word.to_ascii_uppercase()))));
        }
        if self.word("CASE") {
            return self.case();
        }
        if self.word("INTERVAL") {
            return self.interval();
        }
        if next != Some(Token::Symbol("(")) {
            return self.path();
        }
        self.at += 2;
        match word.to_ascii_uppercase().as_str() {
            "CAST" => self.cast(false),
            "SAFE_CAST" => self.cast(true),
            "EXTRACT" => self.extract(),
            "STRUCT" => self.struct_fields(),
            "WITH" => self.with(),
            "EXISTS" => {
                let query = self.query_to_paren()?;
                Ok(self.add(Expr::Exists(query)))
            }
            "ARRAY" => {
                let query = self.query_to_paren()?;
                Ok(self.add(Expr::ArrayQuery(query)))
            }
            _ => {
                self.at -= 2;
                self.path()
            }
        }
    }

    /// A column, or the call of a function.
    fn path(&mut self) -> Parsed<ExprId> {
        // A reserved word may name a function: LEFT, IF.
        let call = self.peek_at(1) == Some(Token::Symbol("("));
        let first = match self.peek() {
            Some(Token::Word(word)) if call => {
                self.at += 1;
                word
            }
            Some(_) | None => self.name()?,
        };
        let at = self.tokens.get(self.at - 1).map_or(0, |(_, at)| *at);
        let mut parts = vec![first];
        while !self.is_symbol("(") && self.symbol(".") {
            match self.peek() {
                Some(Token::Word(word) | Token::Quoted(word)) => parts.push(word),
                Some(_) | None => return self.fail("a name"),
            }
            self.at += 1;
        }
        let texts: Vec<Text> = parts.iter().map(|part| Text::from(*part)).collect();
        if self.symbol("(") {
            let name = parts.join(".");
            return self.call(&name, texts);
        }
        self.columns.push((first, at));
        Ok(self.add(Expr::Column(Name { parts: texts })))
    }

    fn call(&mut self, name: &str, texts: Vec<Text>) -> Parsed<ExprId> {
        let aggregate = is_aggregate(name) || is_window_function(name);
        self.aggregates += usize::from(aggregate);
        let mut call = Call {
            name: texts,
            distinct: self.word("DISTINCT"),
            ..Call::default()
        };
        if !self.is_symbol(")") {
            call.args = self.commas(Self::arg)?;
            if self.words(&["IGNORE", "NULLS"]) {
                call.ignore_nulls = Some(true);
            } else if self.words(&["RESPECT", "NULLS"]) {
                call.ignore_nulls = Some(false);
            }
            call.order_by = self.order_by()?;
            if self.word("LIMIT") {
                call.limit = Some(self.expr()?);
            }
        }
        self.expect_symbol(")")?;
        if self.word("OVER") {
            call.over = Some(self.window()?);
        }
        self.aggregates -= usize::from(aggregate);
        Ok(self.add(Expr::Call(Box::new(call))))
    }

    fn arg(&mut self) -> Parsed<Arg> {
        if self.symbol("*") {
            return Ok(Arg::Star);
        }
        if let (Some(Token::Word(name)), Some(Token::Symbol("=>"))) = (self.peek(), self.peek_at(1)) {
            self.at += 2;
            return Ok(Arg::Named(name, self.expr()?));
        }
        // A date part stands alone, and no column of a template has such a name.
        let alone = matches!(self.peek_at(1), Some(Token::Symbol("," | ")")));
        let week_of = self.is_word("WEEK") && self.peek_at(1) == Some(Token::Symbol("("));
        match self.peek() {
            Some(Token::Word(word)) if week_of || (alone && lookup(&PARTS, word).is_some()) => Ok(Arg::Part(self.date_part()?)),
            Some(Token::Hole(name)) if alone && self.params.iter().any(|param| param.name == name && param.part) => {
                Ok(Arg::Part(self.date_part()?))
            }
            Some(_) | None => Ok(Arg::Expr(self.item()?)),
        }
    }

    fn date_part(&mut self) -> Parsed<DatePart> {
        if let Some(Token::Hole(name)) = self.peek() {
            let number = self.hole(name, true)?;
            self.at += 1;
            return Ok(DatePart::Hole(number));
        }
        let Some(part) = self.from_table(&PARTS) else {
            return self.fail("a date part");
        };
        if part != DatePart::Week || !self.symbol("(") {
            return Ok(part);
        }
        let Some(Token::Word(word)) = self.peek() else {
            return self.fail("a day");
        };
        let day = DAYS.iter().position(|day| day.eq_ignore_ascii_case(word));
        let Some(day) = day.and_then(|day| u8::try_from(day).ok()) else {
            return self.fail("a day");
        };
        self.at += 1;
        self.expect_symbol(")")?;
        Ok(DatePart::WeekOf(day))
    }

    fn case(&mut self) -> Parsed<ExprId> {
        let operand = if self.is_word("WHEN") { None } else { Some(self.expr()?) };
        let mut whens = Vec::new();
        while self.word("WHEN") {
            let when = self.expr()?;
            self.expect_word("THEN")?;
            whens.push((when, self.expr()?));
        }
        let otherwise = if self.word("ELSE") { Some(self.expr()?) } else { None };
        self.expect_word("END")?;
        Ok(self.add(Expr::Case { operand, whens, otherwise }))
    }

    fn interval(&mut self) -> Parsed<ExprId> {
        let value = self.unary()?;
        let from = self.date_part()?;
        let to = if self.word("TO") { Some(self.date_part()?) } else { None };
        Ok(self.add(Expr::Interval { value, from, to }))
    }

    fn cast(&mut self, safe: bool) -> Parsed<ExprId> {
        let operand = self.expr()?;
        self.expect_word("AS")?;
        let ty = self.ty()?;
        let format = if self.word("FORMAT") { Some(self.expr()?) } else { None };
        self.expect_symbol(")")?;
        Ok(self.add(Expr::Cast { operand, ty, safe, format }))
    }

    fn ty(&mut self) -> Parsed<Type> {
        if self.word("ARRAY") {
            self.expect_symbol("<")?;
            let item = self.ty()?;
            self.expect_symbol(">")?;
            return Ok(Type::Array(Box::new(item)));
        }
        match self.from_table(&TYPES) {
            Some(ty) => Ok(ty),
            None => self.fail("a type"),
        }
    }

    fn extract(&mut self) -> Parsed<ExprId> {
        let part = self.date_part()?;
        self.expect_word("FROM")?;
        let operand = self.expr()?;
        let zone = if self.words(&["AT", "TIME", "ZONE"]) { Some(self.expr()?) } else { None };
        self.expect_symbol(")")?;
        Ok(self.add(Expr::Extract { part, operand, zone }))
    }

    fn struct_fields(&mut self) -> Parsed<ExprId> {
        let fields = self.commas(|p| {
            let value = p.item()?;
            let name = if p.word("AS") { Some(p.field_name()?) } else { None };
            Ok((value, name))
        })?;
        self.expect_symbol(")")?;
        Ok(self.add(Expr::Struct(fields)))
    }

    fn with(&mut self) -> Parsed<ExprId> {
        let mut bindings = Vec::new();
        while self.peek_at(1).is_some() && self.is_word_at(1, "AS") {
            let name = self.own_name()?;
            self.expect_word("AS")?;
            bindings.push((name, self.expr()?));
            self.expect_symbol(",")?;
        }
        let body = self.expr()?;
        self.expect_symbol(")")?;
        Ok(self.add(Expr::With { bindings, body }))
    }

    pub(super) fn order_by(&mut self) -> Parsed<Vec<OrderItem>> {
        if !self.words(&["ORDER", "BY"]) {
            return Ok(Vec::new());
        }
        self.commas(|p| {
            let expr = p.expr()?;
            let desc = p.word("DESC");
            let _ = !desc && p.word("ASC");
            let nulls_first = if p.words(&["NULLS", "FIRST"]) {
                Some(true)
            } else if p.words(&["NULLS", "LAST"]) {
                Some(false)
            } else {
                None
            };
            Ok(OrderItem { expr, desc, nulls_first })
        })
    }

    fn window(&mut self) -> Parsed<Window> {
        let mut window = Window::default();
        self.expect_symbol("(")?;
        if self.words(&["PARTITION", "BY"]) {
            window.partition_by = self.commas(Self::expr)?;
        }
        window.order_by = self.order_by()?;
        let rows = self.word("ROWS");
        if rows || self.word("RANGE") {
            let between = self.word("BETWEEN");
            let start = self.bound()?;
            let end = if between {
                self.expect_word("AND")?;
                Some(self.bound()?)
            } else {
                None
            };
            window.frame = Some(Frame { rows, start, end });
        }
        self.expect_symbol(")")?;
        Ok(window)
    }

    fn bound(&mut self) -> Parsed<Bound> {
        if self.words(&["UNBOUNDED", "PRECEDING"]) {
            return Ok(Bound::UnboundedPreceding);
        }
        if self.words(&["UNBOUNDED", "FOLLOWING"]) {
            return Ok(Bound::UnboundedFollowing);
        }
        if self.words(&["CURRENT", "ROW"]) {
            return Ok(Bound::CurrentRow);
        }
        let count = self.compared()?;
        if self.word("PRECEDING") {
            Ok(Bound::Preceding(count))
        } else {
            self.expect_word("FOLLOWING")?;
            Ok(Bound::Following(count))
        }
    }
}

fn string_kind(text: &str) -> Literal {
    let prefix = text.split(['\'', '"']).next().unwrap_or_default();
    if prefix.contains(['b', 'B']) { Literal::Bytes } else { Literal::String }
}
