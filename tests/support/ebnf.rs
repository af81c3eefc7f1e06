//! The grammars of `grammar/redshift/*.ebnf`: a reader, and a generator of sentences.
//!
//! `copy = "COPY" <table> { "GZIP" | "ZSTD" @refused RS1601 } ;` gives `COPY t ZSTD` with the promise `refused RS1601`.

use std::collections::HashMap;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_until, take_while1};
use nom::character::complete::{char, multispace1};
use nom::combinator::{map, value};
use nom::multi::{many0, many1, separated_list1};
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Parser};

use super::random::Random;

/// The rules of a file by name.
pub struct Grammar {
    rules: HashMap<String, Expr>,
}

/// The right side of a rule.
#[derive(Clone, Debug)]
enum Expr {
    /// `"COPY"`: stands as it is.
    Word(String),
    /// `<table>`: the caller fills it.
    Class(String),
    /// A rule of the grammar.
    Rule(String),
    /// One after the other.
    Sequence(Vec<Expr>),
    /// `a & b`: all of them, in any order; what a repetition gives is scattered among the others.
    Interleave(Vec<Expr>),
    /// `a | b`.
    Choice(Vec<Expr>),
    /// `[ a ]`.
    Optional(Box<Expr>),
    /// `{ a }`: every alternative at most once where there are several, else up to three times.
    Repeat(Box<Expr>),
    /// `a @refused RS1601`.
    Promised(Box<Expr>, Promise),
}

/// What an alternative says of the statements that take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// `refused`, `differs` or `dropped`.
    pub class: String,
    /// The code that is raised.
    pub code: String,
}

/// A word of a sentence.
#[derive(Clone, Debug)]
pub struct Piece {
    /// As it stands.
    pub text: String,
    /// A value that the word before it cannot do without.
    pub needed: bool,
}

/// A sentence of the grammar.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// Its words.
    pub pieces: Vec<Piece>,
    /// What the alternatives that it takes promise.
    pub promises: Vec<Promise>,
}

impl Sentence {
    /// The words with blanks between them.
    pub fn sql(&self) -> String {
        let words: Vec<&str> = self
            .pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect();
        words.join(" ")
    }

    fn add(&mut self, other: Sentence) {
        self.pieces.extend(other.pieces);
        self.promises.extend(other.promises);
    }
}

impl Grammar {
    /// Reads a file; panics where it is not a grammar, or names a rule that it does not have.
    pub fn read(text: &str) -> Grammar {
        let (rest, rules) = many1(rule).parse(text).expect("rules");
        let rest = skip(rest);
        assert!(
            rest.is_empty(),
            "not a rule: {}",
            rest.lines().next().unwrap_or_default()
        );
        let grammar = Grammar {
            rules: rules.into_iter().collect(),
        };
        for rule in grammar.rules.values() {
            grammar.check(rule);
        }
        grammar
    }

    /// A sentence of a rule; `fill` gives the text of a class.
    pub fn sentence(
        &self,
        rule: &str,
        random: &mut Random,
        fill: &mut dyn FnMut(&str, &mut Random) -> String,
    ) -> Sentence {
        Generator {
            grammar: self,
            random,
            fill,
        }
        .of(&self.rules[rule], true)
    }

    fn check(&self, expr: &Expr) {
        match expr {
            Expr::Rule(name) => assert!(self.rules.contains_key(name), "no rule {name}"),
            Expr::Word(_) | Expr::Class(_) => {}
            Expr::Sequence(parts) | Expr::Interleave(parts) | Expr::Choice(parts) => {
                parts.iter().for_each(|part| self.check(part));
            }
            Expr::Optional(inner) | Expr::Repeat(inner) | Expr::Promised(inner, _) => {
                self.check(inner)
            }
        }
    }

    /// The alternatives of an expression, through rules.
    fn alternatives<'a>(&'a self, expr: &'a Expr) -> Vec<&'a Expr> {
        match expr {
            Expr::Choice(parts) => parts
                .iter()
                .flat_map(|part| self.alternatives(part))
                .collect(),
            Expr::Rule(name) => self.alternatives(&self.rules[name]),
            Expr::Word(_)
            | Expr::Class(_)
            | Expr::Sequence(_)
            | Expr::Interleave(_)
            | Expr::Optional(_)
            | Expr::Repeat(_)
            | Expr::Promised(..) => vec![expr],
        }
    }
}

/// Where these are missing, the next word may stand for them.
const NAMES: &[&str] = &["job", "name", "column"];

struct Generator<'a> {
    grammar: &'a Grammar,
    random: &'a mut Random,
    fill: &'a mut dyn FnMut(&str, &mut Random) -> String,
}

impl Generator<'_> {
    /// A sentence of an expression; `needed`: its values cannot be left out.
    fn of(&mut self, expr: &Expr, needed: bool) -> Sentence {
        match expr {
            Expr::Word(text) => piece(text.clone(), needed && text.starts_with('\'')),
            Expr::Class(class) => {
                let text = (self.fill)(class, self.random);
                piece(text, needed && !NAMES.contains(&class.as_str()))
            }
            Expr::Rule(name) => self.of(&self.grammar.rules[name], needed),
            Expr::Sequence(parts) => self.sequence(parts, needed),
            Expr::Interleave(parts) => self.interleave(parts, needed),
            Expr::Choice(parts) => {
                let part = &parts[self.random.below(parts.len())];
                self.of(part, needed)
            }
            Expr::Optional(inner) if self.random.chance(2) => {
                let needed = needed && starts_with_word(inner);
                self.of(inner, needed)
            }
            Expr::Optional(_) => Sentence::default(),
            Expr::Repeat(inner) => {
                let mut sentence = Sentence::default();
                self.repeated(inner, needed)
                    .into_iter()
                    .for_each(|part| sentence.add(part));
                sentence
            }
            Expr::Promised(inner, promise) => {
                let mut sentence = self.of(inner, needed);
                sentence.promises.push(promise.clone());
                sentence
            }
        }
    }

    fn sequence(&mut self, parts: &[Expr], needed: bool) -> Sentence {
        let mut sentence = Sentence::default();
        for part in parts {
            let part = self.of(part, needed);
            sentence.add(part);
        }
        sentence
    }

    fn interleave(&mut self, parts: &[Expr], needed: bool) -> Sentence {
        let mut pieces = Vec::new();
        for part in parts {
            if let Expr::Repeat(inner) = part {
                pieces.extend(self.repeated(inner, needed));
            } else {
                pieces.push(self.of(part, needed));
            }
        }
        self.random.shuffle(&mut pieces);
        let mut sentence = Sentence::default();
        pieces.into_iter().for_each(|part| sentence.add(part));
        sentence
    }

    fn repeated(&mut self, inner: &Expr, needed: bool) -> Vec<Sentence> {
        let mut alternatives = self.grammar.alternatives(inner);
        if alternatives.len() == 1 {
            return (0..self.random.below(4))
                .map(|_| self.of(inner, needed))
                .collect();
        }
        self.random.shuffle(&mut alternatives);
        alternatives.truncate(self.random.below(7));
        alternatives
            .into_iter()
            .map(|part| self.of(part, needed))
            .collect()
    }
}

fn piece(text: String, needed: bool) -> Sentence {
    Sentence {
        pieces: vec![Piece { text, needed }],
        promises: Vec::new(),
    }
}

/// Whether an optional part says by a word of its own that it is there (AS says nothing).
fn starts_with_word(expr: &Expr) -> bool {
    match expr {
        Expr::Word(word) => !word.starts_with('\'') && word != "AS",
        Expr::Sequence(parts) => match parts.first() {
            Some(Expr::Optional(_)) | None => false,
            Some(first) => starts_with_word(first),
        },
        Expr::Class(_)
        | Expr::Rule(_)
        | Expr::Interleave(_)
        | Expr::Choice(_)
        | Expr::Optional(_)
        | Expr::Repeat(_)
        | Expr::Promised(..) => false,
    }
}

/// Blanks and comments are passed over.
fn skip(text: &str) -> &str {
    let comment = value((), delimited(tag("(*"), take_until("*)"), tag("*)")));
    let blank: IResult<&str, Vec<()>> = many0(alt((value((), multispace1), comment))).parse(text);
    blank.map_or(text, |(rest, _)| rest)
}

/// A parser of one token, after blanks.
fn token<'a, O>(
    mut inner: impl Parser<&'a str, Output = O, Error = nom::error::Error<&'a str>>,
) -> impl FnMut(&'a str) -> IResult<&'a str, O> {
    move |input| inner.parse(skip(input))
}

fn mark<'a>(mark: char) -> impl FnMut(&'a str) -> IResult<&'a str, char> {
    token(char(mark))
}

fn name(input: &str) -> IResult<&str, String> {
    let name = take_while1(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    map(token(name), str::to_owned).parse(input)
}

fn rule(input: &str) -> IResult<&str, (String, Expr)> {
    (terminated(name, mark('=')), terminated(choice, mark(';'))).parse(input)
}

fn choice(input: &str) -> IResult<&str, Expr> {
    map(separated_list1(mark('|'), promised), |parts| {
        one_or(parts, Expr::Choice)
    })
    .parse(input)
}

fn promised(input: &str) -> IResult<&str, Expr> {
    let (rest, expr) = interleave(input)?;
    let word = |input| take_while1(|c: char| c.is_ascii_alphanumeric()).parse(input);
    let (rest, promises) = many0(preceded(mark('@'), pair(word, token(word)))).parse(rest)?;
    let add = |expr, (class, code): (&str, &str)| {
        let promise = Promise {
            class: class.to_owned(),
            code: code.to_owned(),
        };
        Expr::Promised(Box::new(expr), promise)
    };
    Ok((rest, promises.into_iter().fold(expr, add)))
}

/// `a b & c` is `(a b) & c`.
fn interleave(input: &str) -> IResult<&str, Expr> {
    let sequence = |input| map(many1(item), |parts| one_or(parts, Expr::Sequence)).parse(input);
    map(separated_list1(mark('&'), sequence), |parts| {
        one_or(parts, Expr::Interleave)
    })
    .parse(input)
}

fn item(input: &str) -> IResult<&str, Expr> {
    let word = delimited(char('"'), take_until("\""), char('"'));
    let class = delimited(char('<'), take_until(">"), char('>'));
    alt((
        map(token(word), |word: &str| Expr::Word(word.to_owned())),
        map(token(class), |class: &str| Expr::Class(class.to_owned())),
        map(delimited(mark('['), choice, mark(']')), |inner| {
            Expr::Optional(Box::new(inner))
        }),
        map(delimited(mark('{'), choice, mark('}')), |inner| {
            Expr::Repeat(Box::new(inner))
        }),
        delimited(mark('('), choice, mark(')')),
        map(name, Expr::Rule),
    ))
    .parse(input)
}

fn one_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() == 1 {
        parts.remove(0)
    } else {
        many(parts)
    }
}
