//! Prints expressions anew: `a = b`, `CAST(x AS INT64)`, `COUNT(DISTINCT a) OVER (PARTITION BY b)`.

use super::children::{COMPARED, INDEXED, SIGNED, Slot, operand_slot, unary_slot};
use super::emit::Case;
use super::names::Place;
use super::print::Printer;
use super::tree::{
    Arg, BinaryOp, Bound, Call, CompareOp, DatePart, Expr, ExprId, Frame, Hole, IndexKind, IsWhat,
    Literal, NodeRef, OrderItem, QueryId, Text, UnaryOp, Window,
};

/// The days of WEEK(…), from Sunday.
const DAYS: [&str; 7] = [
    "SUNDAY",
    "MONDAY",
    "TUESDAY",
    "WEDNESDAY",
    "THURSDAY",
    "FRIDAY",
    "SATURDAY",
];

/// The text of an operator that chains, with its blanks.
pub(super) const fn operator_text(operator: BinaryOp) -> &'static str {
    match operator {
        BinaryOp::Or => " OR ",
        BinaryOp::And => " AND ",
        BinaryOp::BitOr => " | ",
        BinaryOp::BitXor => " ^ ",
        BinaryOp::BitAnd => " & ",
        BinaryOp::Shl => " << ",
        BinaryOp::Shr => " >> ",
        BinaryOp::Add => " + ",
        BinaryOp::Sub => " - ",
        BinaryOp::Mul => " * ",
        BinaryOp::Div => " / ",
        BinaryOp::Concat => " || ",
    }
}

const fn comparison_text(operator: CompareOp) -> &'static str {
    match operator {
        CompareOp::Eq => " = ",
        CompareOp::NotEq => " <> ",
        CompareOp::Lt => " < ",
        CompareOp::LtEq => " <= ",
        CompareOp::Gt => " > ",
        CompareOp::GtEq => " >= ",
    }
}

impl Printer<'_> {
    pub(super) fn print_expr(&mut self, kind: &Expr) {
        match kind {
            Expr::Column(name) => self.path(name, Place::Column),
            Expr::Literal(literal, text) => self.literal(*literal, text),
            Expr::Parameter(text) | Expr::SystemVariable(text) => self.text(text),
            Expr::Placeholder(span) => self.w.copy(*span),
            Expr::Default => self.w.keyword("DEFAULT"),
            Expr::Unary(operator, operand) => {
                self.w.keyword(match operator {
                    UnaryOp::Plus => "+",
                    UnaryOp::Minus => "-",
                    UnaryOp::BitNot => "~",
                    UnaryOp::Not => "NOT ",
                });
                self.expr(*operand, unary_slot(*operator));
            }
            Expr::Chain(operands, operators) => self.chain(operands, operators, false),
            Expr::Compare(operator, left, right) => {
                self.infix(*left, comparison_text(*operator), *right)
            }
            Expr::Is { operand, not, what } => self.is(*operand, *not, *what),
            Expr::IsDistinct { left, right, not } => {
                let operator = if *not {
                    " IS NOT DISTINCT FROM "
                } else {
                    " IS DISTINCT FROM "
                };
                self.infix(*left, operator, *right);
            }
            Expr::Like {
                operand,
                not,
                pattern,
            } => {
                self.infix(
                    *operand,
                    if *not { " NOT LIKE " } else { " LIKE " },
                    *pattern,
                );
            }
            Expr::Between {
                operand,
                not,
                low,
                high,
            } => {
                self.infix(
                    *operand,
                    if *not { " NOT BETWEEN " } else { " BETWEEN " },
                    *low,
                );
                self.w.keyword(" AND ");
                self.expr(*high, COMPARED);
            }
            Expr::InList { operand, not, list } => {
                self.in_start(*operand, *not);
                self.paren_exprs(list);
            }
            Expr::InQuery {
                operand,
                not,
                query,
            } => {
                self.in_start(*operand, *not);
                self.paren_query(*query);
            }
            Expr::InUnnest {
                operand,
                not,
                array,
            } => {
                self.in_start(*operand, *not);
                self.w.keyword("UNNEST");
                self.paren_exprs(&[*array]);
            }
            Expr::Exists(query) => self.prefixed_query("EXISTS ", *query),
            Expr::Subquery(query) => self.paren_query(*query),
            Expr::ArrayQuery(query) => self.prefixed_query("ARRAY", *query),
            Expr::Paren(inner) => self.paren_exprs(&[*inner]),
            Expr::Tuple(items) => {
                self.keyword_if(items.len() < 2, "STRUCT");
                self.paren_exprs(items);
            }
            Expr::Struct(fields) => self.struct_fields(fields),
            Expr::Array(items) => {
                self.w.put("[");
                self.exprs(items);
                self.w.put("]");
            }
            Expr::Case {
                operand,
                whens,
                otherwise,
            } => self.case(*operand, whens, *otherwise),
            Expr::Cast {
                operand,
                ty,
                safe,
                format,
            } => {
                self.w.keyword(if *safe { "SAFE_CAST(" } else { "CAST(" });
                self.expr(*operand, Slot::Any);
                self.w.keyword(" AS ");
                self.ty(ty);
                self.optional(" FORMAT ", *format);
                self.w.put(")");
            }
            Expr::Extract {
                part,
                operand,
                zone,
            } => {
                self.w.keyword("EXTRACT(");
                self.date_part(*part);
                self.w.keyword(" FROM ");
                self.expr(*operand, Slot::Any);
                self.optional(" AT TIME ZONE ", *zone);
                self.w.put(")");
            }
            Expr::Interval { value, from, to } => {
                self.w.keyword("INTERVAL ");
                self.expr(*value, SIGNED);
                self.w.put(" ");
                self.date_part(*from);
                if let Some(to) = to {
                    self.w.keyword(" TO ");
                    self.date_part(*to);
                }
            }
            Expr::Call(call) => self.call(call),
            Expr::With { bindings, body } => self.with(bindings, *body),
            Expr::Index { base, kind, index } => self.index(*base, *kind, *index),
            Expr::Field { base, name } => {
                self.child(NodeRef::Expr(*base), INDEXED);
                self.w.put(".");
                self.part(name, Place::AfterDot);
            }
            Expr::Hole(Hole::One(number)) => self.w.put(&format!("${number}")),
            Expr::Hole(Hole::Rest(number)) => self.w.put(&format!("${number}...")),
        }
    }

    /// Operands with operators between; `broken` puts each operator on a line of its own.
    pub(super) fn chain(&mut self, operands: &[ExprId], operators: &[BinaryOp], broken: bool) {
        for (index, operand) in operands.iter().enumerate() {
            let operator = operators.get(index.saturating_sub(1)).copied();
            if let Some(operator) = operator.filter(|_| index > 0) {
                if broken {
                    self.line();
                    self.w.keyword(operator_text(operator).trim_start());
                } else {
                    self.w.keyword(operator_text(operator));
                }
            }
            let slot = operator.map_or(Slot::Any, |operator| operand_slot(operator, index == 0));
            self.expr(*operand, slot);
        }
    }

    fn infix(&mut self, left: ExprId, operator: &str, right: ExprId) {
        self.expr(left, COMPARED);
        self.w.keyword(operator);
        self.expr(right, COMPARED);
    }

    fn is(&mut self, operand: ExprId, not: bool, what: IsWhat) {
        self.expr(operand, COMPARED);
        self.w.keyword(if not { " IS NOT " } else { " IS " });
        self.w.keyword(match what {
            IsWhat::Null => "NULL",
            IsWhat::True => "TRUE",
            IsWhat::False => "FALSE",
            IsWhat::Unknown => "UNKNOWN",
        });
    }

    fn in_start(&mut self, operand: ExprId, not: bool) {
        self.expr(operand, COMPARED);
        self.w.keyword(if not { " NOT IN " } else { " IN " });
    }

    fn prefixed_query(&mut self, keyword: &str, query: QueryId) {
        self.w.keyword(keyword);
        self.paren_query(query);
    }

    /// A keyword and an expression, if there is one.
    pub(super) fn optional(&mut self, keyword: &str, id: Option<ExprId>) {
        if let Some(id) = id {
            self.w.keyword(keyword);
            self.expr(id, Slot::Any);
        }
    }

    /// Constants come as they are given; words of our own follow the style.
    fn literal(&mut self, literal: Literal, text: &Text) {
        let Text::Own(own) = text else {
            return self.text(text);
        };
        match literal {
            Literal::Null | Literal::Bool => self.w.keyword(own),
            Literal::Int64 | Literal::Float64 | Literal::String | Literal::Bytes => self.w.put(own),
            Literal::Numeric
            | Literal::BigNumeric
            | Literal::Date
            | Literal::Datetime
            | Literal::Timestamp
            | Literal::Time
            | Literal::Json => {
                let quote = own.find(['\'', '"']).unwrap_or(0);
                let (word, rest) = own.split_at(quote);
                self.w.keyword(word);
                self.w.put(rest);
            }
        }
    }

    fn struct_fields(&mut self, fields: &[(ExprId, Option<Text>)]) {
        self.w.keyword("STRUCT(");
        self.aliased(fields);
        self.w.put(")");
    }

    /// `a AS x, b`.
    pub(super) fn aliased(&mut self, items: &[(ExprId, Option<Text>)]) {
        for (index, (id, alias)) in items.iter().enumerate() {
            if index > 0 {
                self.w.put(", ");
            }
            self.expr(*id, Slot::Any);
            self.alias(alias.as_ref());
        }
    }

    fn case(
        &mut self,
        operand: Option<ExprId>,
        whens: &[(ExprId, ExprId)],
        otherwise: Option<ExprId>,
    ) {
        let broken = self.multi && whens.len() > 1;
        self.w.keyword("CASE");
        self.optional(" ", operand);
        for (when, then) in whens {
            self.case_line(broken);
            self.w.keyword("WHEN ");
            self.expr(*when, Slot::Any);
            self.w.keyword(" THEN ");
            self.expr(*then, Slot::Any);
        }
        if let Some(otherwise) = otherwise {
            self.case_line(broken);
            self.w.keyword("ELSE ");
            self.expr(otherwise, Slot::Any);
        }
        if broken {
            self.line();
        } else {
            self.w.put(" ");
        }
        self.w.keyword("END");
    }

    fn case_line(&mut self, broken: bool) {
        if broken {
            self.indented(Self::line);
        } else {
            self.w.put(" ");
        }
    }

    fn with(&mut self, bindings: &[(Text, ExprId)], body: ExprId) {
        self.w.keyword("WITH(");
        for (name, value) in bindings {
            self.part(name, Place::Name);
            self.w.keyword(" AS ");
            self.expr(*value, Slot::Any);
            self.w.put(", ");
        }
        self.expr(body, Slot::Any);
        self.w.put(")");
    }

    fn index(&mut self, base: ExprId, kind: IndexKind, index: ExprId) {
        self.child(NodeRef::Expr(base), INDEXED);
        let word = match kind {
            IndexKind::Plain => "",
            IndexKind::Offset => "OFFSET",
            IndexKind::SafeOffset => "SAFE_OFFSET",
            IndexKind::Ordinal => "ORDINAL",
            IndexKind::SafeOrdinal => "SAFE_ORDINAL",
        };
        self.w.put("[");
        if word.is_empty() {
            self.expr(index, Slot::Any);
        } else {
            self.w.keyword(word);
            self.paren_exprs(&[index]);
        }
        self.w.put("]");
    }

    /// A date part.
    pub(super) fn date_part(&mut self, part: DatePart) {
        match part {
            DatePart::WeekOf(day) => {
                self.w.keyword("WEEK(");
                self.w
                    .keyword(DAYS.get(usize::from(day)).copied().unwrap_or_default());
                self.w.put(")");
            }
            DatePart::Hole(number) => self.w.put(&format!("${number}")),
            DatePart::Microsecond
            | DatePart::Millisecond
            | DatePart::Second
            | DatePart::Minute
            | DatePart::Hour
            | DatePart::Day
            | DatePart::DayOfWeek
            | DatePart::DayOfYear
            | DatePart::Week
            | DatePart::IsoWeek
            | DatePart::Month
            | DatePart::Quarter
            | DatePart::Year
            | DatePart::IsoYear
            | DatePart::Date
            | DatePart::Time => {
                let word = super::template::PARTS
                    .iter()
                    .find(|(_, known)| *known == part);
                self.w.keyword(word.map_or("", |(word, _)| *word));
            }
        }
    }

    fn call(&mut self, call: &Call) {
        self.call_name(&call.name);
        self.w.put("(");
        self.keyword_if(call.distinct, "DISTINCT ");
        for (index, arg) in call.args.iter().enumerate() {
            self.arg(arg);
            let node = arg_node(arg);
            if index + 1 < call.args.len() {
                let next = call.args.get(index + 1).and_then(arg_node);
                self.comma(self.end_of(node), self.start_of(next));
                self.w.put(" ");
            } else {
                self.beside(node);
            }
        }
        match call.ignore_nulls {
            Some(true) => self.w.keyword(" IGNORE NULLS"),
            Some(false) => self.w.keyword(" RESPECT NULLS"),
            None => {}
        }
        self.order_by(&call.order_by, " ");
        self.optional(" LIMIT ", call.limit);
        self.w.put(")");
        if let Some(window) = &call.over {
            self.w.keyword(" OVER ");
            self.window(window);
        }
    }

    fn call_name(&mut self, name: &[Text]) {
        for (index, part) in name.iter().enumerate() {
            if index > 0 {
                self.w.put(".");
            }
            match part {
                // A function of BigQuery: in the case of the style. What is not all upper case is a name of the user's.
                Text::Own(word) if self.w.case() == Case::Lower && is_upper(word) => {
                    self.w.keyword(word)
                }
                Text::Own(_) | Text::Source(_) => {
                    // Words like LEFT and IF are reserved, yet name functions.
                    let place = if index == 0 && name.len() > 1 {
                        Place::Name
                    } else {
                        Place::AfterDot
                    };
                    self.part(part, place);
                }
            }
        }
    }

    fn arg(&mut self, arg: &Arg) {
        match arg {
            Arg::Expr(id) => self.child(NodeRef::Expr(*id), Slot::Any),
            Arg::Named(name, id) => {
                self.w.put(name);
                self.w.put(" => ");
                self.child(NodeRef::Expr(*id), Slot::Any);
            }
            Arg::Part(part) => self.date_part(*part),
            Arg::Star => self.w.put("*"),
            Arg::Model(name) => {
                self.w.keyword("MODEL ");
                self.name(name);
            }
            Arg::Table(name) => {
                self.w.keyword("TABLE ");
                self.name(name);
            }
        }
    }

    /// `ORDER BY a DESC NULLS LAST`, if there are keys, after this blank.
    pub(super) fn order_by(&mut self, items: &[OrderItem], before: &str) {
        if !items.is_empty() {
            self.w.put(before);
            self.w.keyword("ORDER BY ");
            self.order_items(items);
        }
    }

    /// `a DESC NULLS LAST, b`.
    pub(super) fn order_items(&mut self, items: &[OrderItem]) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.w.put(", ");
            }
            self.expr(item.expr, Slot::Any);
            self.keyword_if(item.desc, " DESC");
            match item.nulls_first {
                Some(true) => self.w.keyword(" NULLS FIRST"),
                Some(false) => self.w.keyword(" NULLS LAST"),
                None => {}
            }
        }
    }

    /// The name of a window, or its specification in parentheses.
    pub(super) fn window(&mut self, window: &Window) {
        let bare =
            window.partition_by.is_empty() && window.order_by.is_empty() && window.frame.is_none();
        if let (true, Some(base)) = (bare, &window.base) {
            return self.part(base, Place::Name);
        }
        let mut gap = "";
        self.w.put("(");
        if let Some(base) = &window.base {
            self.part(base, Place::Name);
            gap = " ";
        }
        if !window.partition_by.is_empty() {
            self.w.put(gap);
            self.w.keyword("PARTITION BY ");
            self.exprs(&window.partition_by);
            gap = " ";
        }
        self.order_by(&window.order_by, gap);
        if let Some(frame) = &window.frame {
            self.w
                .put(if window.order_by.is_empty() { gap } else { " " });
            self.frame(frame);
        }
        self.w.put(")");
    }

    fn frame(&mut self, frame: &Frame) {
        self.w.keyword(if frame.rows { "ROWS " } else { "RANGE " });
        self.keyword_if(frame.end.is_some(), "BETWEEN ");
        self.bound(&frame.start);
        if let Some(end) = &frame.end {
            self.w.keyword(" AND ");
            self.bound(end);
        }
    }

    fn bound(&mut self, bound: &Bound) {
        match bound {
            Bound::UnboundedPreceding => self.w.keyword("UNBOUNDED PRECEDING"),
            Bound::Preceding(id) => {
                self.expr(*id, COMPARED);
                self.w.keyword(" PRECEDING");
            }
            Bound::CurrentRow => self.w.keyword("CURRENT ROW"),
            Bound::Following(id) => {
                self.expr(*id, COMPARED);
                self.w.keyword(" FOLLOWING");
            }
            Bound::UnboundedFollowing => self.w.keyword("UNBOUNDED FOLLOWING"),
        }
    }
}

/// The node of an argument.
fn arg_node(arg: &Arg) -> Option<NodeRef> {
    match arg {
        Arg::Expr(id) | Arg::Named(_, id) => Some(NodeRef::Expr(*id)),
        Arg::Part(_) | Arg::Star | Arg::Model(_) | Arg::Table(_) => None,
    }
}

fn is_upper(word: &str) -> bool {
    word.bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
