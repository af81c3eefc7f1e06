//! Comments in = comments out: every one once, in order, and beside the neighbours that survive.
//!
//! `RS2BQ_CORPUS=FILE.jsonl cargo test --test comments` asks the same of the `sql` of each line of a file.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::HashMap;
use std::fs;

use corpus::{Case, cases};
use rs2bq::redshift::lexer;
use rs2bq::redshift::token::{Comment, Lexed, Token, TokenKind};
use rs2bq::span::Span;
use rs2bq::{Layout, Options, Outcome, Translated, Translation, Translator};

/// How many neighbours on each side are looked at.
const NEIGHBOURS: usize = 6;

/// The statements of the file that `RS2BQ_CORPUS` names.
fn measured() -> Vec<Case> {
    let Ok(file) = std::env::var("RS2BQ_CORPUS") else {
        return Vec::new();
    };
    let text = fs::read_to_string(file).unwrap();
    let case = |(index, line): (usize, &str)| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        Case {
            name: format!("line {}", index + 1),
            sql: line["sql"].as_str().unwrap().to_owned(),
        }
    };
    text.lines().enumerate().map(case).collect()
}

#[test]
fn comments_come_out_once_in_order_and_beside_their_neighbours() {
    let mut wrong = Vec::new();
    let mut comments = 0;
    for case in cases().into_iter().chain(measured()) {
        comments += lexer::lex(&case.sql).comments.len();
        for layout in [Layout::Preserve, Layout::Pretty] {
            let options = Options {
                layout,
                ..Options::default()
            };
            let translation = Translator::new(options).translate(&case.sql);
            for what in faults(&case.sql, &translation) {
                wrong.push(format!("{} {layout:?}: {what}", case.name));
            }
        }
    }
    println!("{comments} comments");
    assert!(comments > 100, "{comments} comments");
    assert!(
        wrong.is_empty(),
        "{} of {comments}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// A comment before every token, of which none may be lost.
#[test]
fn comments_between_all_tokens_come_out() {
    let mut wrong = Vec::new();
    for case in cases() {
        for layout in [Layout::Preserve, Layout::Pretty] {
            for mark in [Mark::Block, Mark::Line] {
                let sql = commented(&case.sql, mark);
                let options = Options {
                    layout,
                    ..Options::default()
                };
                let translation = Translator::new(options).translate(&sql);
                let lost = sequence_fault(&sql, &translation);
                wrong.extend(lost.map(|what| format!("{} {layout:?}: {what}", case.name)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// How a comment is written.
#[derive(Clone, Copy)]
enum Mark {
    Block,
    Line,
}

fn commented(sql: &str, mark: Mark) -> String {
    let mut out = String::new();
    let mut read = 0;
    for (index, token) in lexer::lex(sql).tokens.iter().enumerate() {
        let start = token.span.range().start;
        out.push_str(&sql[read..start]);
        match mark {
            Mark::Block => out.push_str(&format!(" /*c{index}*/ ")),
            Mark::Line => out.push_str(&format!(" --c{index}\n")),
        }
        read = start;
    }
    out.push_str(&sql[read..]);
    out
}

/// The comments of translated statements that are not there once and in order.
fn sequence_fault(input: &str, translation: &Translation) -> Option<String> {
    translation.statements.iter().find_map(|statement| {
        let (original, output) = (
            &input[statement.span.range()],
            translation.statement_sql(statement),
        );
        let fault = || in_statement(original, output, statement);
        (statement.outcome != Outcome::Syntax).then(fault).flatten()
    })
}

/// What is wrong with the comments of a translation, statement by statement and gap by gap.
fn faults(input: &str, translation: &Translation) -> Vec<String> {
    let mut faults = Vec::new();
    let (mut read, mut written) = (0, 0);
    for statement in &translation.statements {
        let gap = &input[read..statement.span.range().start];
        faults.extend(in_gap(
            gap,
            &translation.sql[written..statement.output_span.range().start],
        ));
        let original = &input[statement.span.range()];
        let output = translation.statement_sql(statement);
        faults.extend(in_statement(original, output, statement));
        if statement.outcome == Outcome::Translated {
            faults.extend(moved(original, output));
        }
        read = statement.span.range().end;
        written = statement.output_span.range().end;
    }
    faults.extend(in_gap(&input[read..], &translation.sql[written..]));
    faults
}

/// Between statements the comments are the same.
fn in_gap(input: &str, output: &str) -> Option<String> {
    let (before, after) = (bodies(input), bodies(output));
    (before != after).then(|| format!("between statements {before:?} became {after:?}"))
}

fn in_statement(input: &str, output: &str, statement: &Translated) -> Option<String> {
    match statement.outcome {
        Outcome::Same => None,
        Outcome::Translated => {
            let (before, after) = (bodies(input), bodies(output));
            if before != after {
                return Some(format!("{before:?} became {after:?} in\n{output}"));
            }
            None
        }
        // The original stands in comment lines.
        Outcome::Dropped | Outcome::Refused | Outcome::Syntax => {
            let mut rest = output;
            let lines = bodies(input).into_iter().flat_map(|body| lines(&body));
            for line in lines {
                match rest.split_once(line.as_str()) {
                    Some((_, after)) => rest = after,
                    None => return Some(format!("lost: {line}")),
                }
            }
            None
        }
    }
}

/// What the comments of a text say, without marks and blanks.
fn bodies(text: &str) -> Vec<String> {
    let lexed = lexer::lex(text);
    let body = |comment: &Comment| lines(&text[comment.span.range()]).join("\n");
    lexed.comments.iter().map(body).collect()
}

fn lines(comment: &str) -> Vec<String> {
    let inner = comment.replace("/*", " ").replace("*/", " ");
    let bare = |line: &str| {
        line.trim_matches(|c: char| c.is_whitespace() || c == '-')
            .to_owned()
    };
    inner
        .lines()
        .map(bare)
        .filter(|line| !line.is_empty())
        .collect()
}

/// The words and constants of a text that stand in it once, with their places; two texts share some.
struct Words<'t> {
    text: &'t str,
    lexed: Lexed,
    places: HashMap<String, usize>,
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Words<'t> {
        let lexed = lexer::lex(text);
        let mut counts: HashMap<String, (usize, usize)> = HashMap::new();
        for (index, token) in lexed.tokens.iter().enumerate() {
            if let Some(word) = word(text, token) {
                counts.entry(word).or_insert((0, index)).0 += 1;
            }
        }
        let once = counts.into_iter().filter(|(_, (count, _))| *count == 1);
        let places = once.map(|(word, (_, index))| (word, index)).collect();
        Words {
            text,
            lexed,
            places,
        }
    }

    /// The index of the first token after a comment.
    fn token_after(&self, comment: Span) -> usize {
        self.lexed
            .tokens
            .partition_point(|token| token.span.start < comment.start)
    }

    /// The words before and after an index that the other text has too, the nearest first.
    fn shared(&self, at: usize, other: &Words) -> [Vec<String>; 2] {
        let word = |token: &Token| {
            word(self.text, token)
                .filter(|word| self.places.contains_key(word) && other.places.contains_key(word))
        };
        let (before, after) = self.lexed.tokens.split_at(at);
        [
            before
                .iter()
                .rev()
                .filter_map(word)
                .take(NEIGHBOURS)
                .collect(),
            after.iter().filter_map(word).take(NEIGHBOURS).collect(),
        ]
    }
}

/// What stays itself in a translation: names, numbers and strings.
fn word(text: &str, token: &Token) -> Option<String> {
    let stays = token.kind == TokenKind::Number
        || token.kind.is_quoted()
        || (token.kind == TokenKind::Word && !token.keyword.is_reserved());
    stays.then(|| {
        text[token.span.range()]
            .trim_matches(['"', '`'])
            .to_lowercase()
    })
}

/// A comment that stands on the other side of most of its neighbours.
fn moved(input: &str, output: &str) -> Option<String> {
    let (before, after) = (Words::new(input), Words::new(output));
    let pairs = before.lexed.comments.iter().zip(&after.lexed.comments);
    for (comment, printed) in pairs {
        let at = before.token_after(comment.span);
        let printed_at = after.token_after(printed.span);
        let [left, right] = before.shared(at, &after);
        let wrong_left = left
            .iter()
            .filter(|word| after.places[*word] >= printed_at)
            .count();
        let wrong_right = right
            .iter()
            .filter(|word| after.places[*word] < printed_at)
            .count();
        if wrong_left * 2 > left.len() || wrong_right * 2 > right.len() {
            let text = &input[comment.span.range()];
            return Some(format!(
                "{text} left {left:?} or {right:?}\n{input}\n=>\n{output}"
            ));
        }
    }
    None
}
