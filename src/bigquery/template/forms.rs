//! Reads what begins with a word: calls, CASE, CAST, EXTRACT, INTERVAL, STRUCT, WITH, typed constants, columns.

use super::PARTS;
use super::lex::Token;
use super::parse::{Parsed, Parser, lookup};
use crate::bigquery::names::{is_aggregate, is_window_function};
use crate::bigquery::tree::{
    Arg, Bound, Call, DatePart, Expr, ExprId, Frame, Literal, Name, OrderItem, Text, Type, Window,
};

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

const DAYS: [&str; 7] = [
    "SUNDAY",
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
];

impl<'t> Parser<'t> {
    pub(super) fn word_expr(&mut self, word: &'t str) -> Parsed<ExprId> {
        let next = self.peek_at(1);
        if let (Some(literal), Some(Token::String(text))) = (lookup(&TYPED_LITERALS, word), next) {
            self.at += 2;
            let text = Text::from(format!("{} {text}", word.to_ascii_uppercase()));
            return Ok(self.add(Expr::Literal(literal, text)));
        }
        let constants = [
            ("NULL", Literal::Null),
            ("TRUE", Literal::Bool),
            ("FALSE", Literal::Bool),
        ];
        if let Some(literal) = lookup(&constants, word) {
            self.at += 1;
            return Ok(self.add(Expr::Literal(
                literal,
                Text::from(word.to_ascii_uppercase()),
            )));
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
    pub(super) fn path(&mut self) -> Parsed<ExprId> {
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
        let texts: Vec<Text> = parts.iter().map(|part| self.text(part)).collect();
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
        if let (Some(Token::Word(name)), Some(Token::Symbol("=>"))) = (self.peek(), self.peek_at(1))
        {
            let Some(name) = (self.to_static)(name) else {
                return self.fail("no named argument");
            };
            self.at += 2;
            return Ok(Arg::Named(name, self.expr()?));
        }
        // A date part stands alone, and no column of a template has such a name.
        let alone = matches!(self.peek_at(1), Some(Token::Symbol("," | ")")));
        let week_of = self.is_word("WEEK") && self.peek_at(1) == Some(Token::Symbol("("));
        match self.peek() {
            Some(Token::Word(word)) if week_of || (alone && lookup(&PARTS, word).is_some()) => {
                Ok(Arg::Part(self.date_part()?))
            }
            Some(_) | None => Ok(Arg::Expr(self.item()?)),
        }
    }

    fn date_part(&mut self) -> Parsed<DatePart> {
        if let Some(Token::Hole(name)) = self.peek() {
            let number = self.hole(name, false);
            self.at += 1;
            return Ok(DatePart::Hole(number));
        }
        let Some(part) = self.take_from(&PARTS) else {
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
        let operand = if self.is_word("WHEN") {
            None
        } else {
            Some(self.expr()?)
        };
        let mut whens = Vec::new();
        while self.word("WHEN") {
            let when = self.expr()?;
            self.expect_word("THEN")?;
            whens.push((when, self.expr()?));
        }
        let otherwise = if self.word("ELSE") {
            Some(self.expr()?)
        } else {
            None
        };
        self.expect_word("END")?;
        Ok(self.add(Expr::Case {
            operand,
            whens,
            otherwise,
        }))
    }

    fn interval(&mut self) -> Parsed<ExprId> {
        let value = self.unary()?;
        let from = self.date_part()?;
        let to = if self.word("TO") {
            Some(self.date_part()?)
        } else {
            None
        };
        Ok(self.add(Expr::Interval { value, from, to }))
    }

    fn cast(&mut self, safe: bool) -> Parsed<ExprId> {
        let operand = self.expr()?;
        self.expect_word("AS")?;
        let ty = self.ty()?;
        let format = if self.word("FORMAT") {
            Some(self.expr()?)
        } else {
            None
        };
        self.expect_symbol(")")?;
        Ok(self.add(Expr::Cast {
            operand,
            ty,
            safe,
            format,
        }))
    }

    fn ty(&mut self) -> Parsed<Type> {
        if self.word("ARRAY") {
            self.expect_symbol("<")?;
            let item = self.ty()?;
            self.expect_symbol(">")?;
            return Ok(Type::Array(Box::new(item)));
        }
        match self.take_from(&TYPES) {
            Some(ty) => Ok(ty),
            None => self.fail("a type"),
        }
    }

    fn extract(&mut self) -> Parsed<ExprId> {
        let part = self.date_part()?;
        self.expect_word("FROM")?;
        let operand = self.expr()?;
        let zone = if self.words(&["AT", "TIME", "ZONE"]) {
            Some(self.expr()?)
        } else {
            None
        };
        self.expect_symbol(")")?;
        Ok(self.add(Expr::Extract {
            part,
            operand,
            zone,
        }))
    }

    fn struct_fields(&mut self) -> Parsed<ExprId> {
        let fields = self.commas(|p| {
            let value = p.item()?;
            let name = if p.word("AS") {
                Some(p.field_name()?)
            } else {
                None
            };
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
            Ok(OrderItem {
                expr,
                desc,
                nulls_first,
            })
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
