//! Sentences of the grammars in `grammar/redshift`: they are read, keep what the alternatives promise, and give no secret away.

#![cfg(feature = "googlesql")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod support;

use std::fmt::Write as _;

use rs2bq::{Options, Outcome, Translation, Translator};
use support::ebnf::{Grammar, Sentence};
use support::random::Random;

const COPY: &str = include_str!("../grammar/redshift/copy.ebnf");

/// How many sentences a test makes.
const SENTENCES: usize = 3_000;

/// Outputs that are parsed together.
const TOGETHER: usize = 50;

/// The table that half of the statements load; the other half loads one that nobody knows.
const TABLE: &str =
    "CREATE TABLE shop.orders (id INT, name VARCHAR(20), placed TIMESTAMP, seen TIMESTAMPTZ);";

/// Sentences of COPY with the secrets in them.
struct Copies {
    grammar: Grammar,
    random: Random,
}

impl Copies {
    fn new(seed: u64) -> Copies {
        Copies {
            grammar: Grammar::read(COPY),
            random: Random::new(seed),
        }
    }

    fn next(&mut self) -> (Sentence, Vec<String>) {
        let mut secrets = Vec::new();
        let mut columns = ["id", "name", "\"placed\"", "SEEN"].iter().cycle();
        let mut fill = |class: &str, random: &mut Random| match class {
            "table" => (*random.pick(&[
                "shop.orders",
                "t",
                "\"Shop\".\"orders\"",
                "#stage",
                "db.shop.orders",
            ]))
            .to_owned(),
            "column" => (*columns.next().unwrap()).to_owned(),
            "job" => (*random.pick(&["nightly", "\"Job\""])).to_owned(),
            "name" => (*random.pick(&["daily", "shop.daily", "db.shop.daily"])).to_owned(),
            "number" => random.below(1_000).to_string(),
            "s3-uri" => {
                (*random.pick(&["'s3://bucket/prefix/'", "'s3://bucket/file.csv'"])).to_owned()
            }
            "secret" => {
                secrets.push(secret(random));
                format!("'{}'", secrets.last().unwrap())
            }
            "credentials" => {
                let (id, key) = (secret(random), secret(random));
                let text = format!("'aws_access_key_id={id};aws_secret_access_key={key}'");
                secrets.extend([id, key]);
                text
            }
            other => panic!("nothing fills <{other}>"),
        };
        let sentence = self.grammar.sentence("copy", &mut self.random, &mut fill);
        (sentence, secrets)
    }
}

/// A key that stands nowhere else.
fn secret(random: &mut Random) -> String {
    format!("AKIA{:016X}", random.next())
}

fn translate(sql: &str) -> Translation {
    Translator::new(Options::default()).translate(sql)
}

/// Half of the statements after the definition of their table.
fn script(random: &mut Random, sql: &str) -> String {
    let definition = if random.chance(2) { TABLE } else { "" };
    format!("{definition}\n{sql};\n")
}

fn has(translation: &Translation, code: &str) -> bool {
    let mut diagnostics = translation.diagnostics.iter();
    diagnostics.any(|diagnostic| diagnostic.code.as_str() == code)
}

/// What a sentence does not keep.
fn broken(sentence: &Sentence, translation: &Translation) -> Option<String> {
    let outcome = translation.statements.last().unwrap().outcome;
    if outcome == Outcome::Syntax {
        return Some(format!("{:?}", translation.diagnostics));
    }
    for promise in &sentence.promises {
        let is_refused = promise.class == "refused";
        // Of a statement that is refused only the reasons are told.
        let is_told = is_refused || outcome != Outcome::Refused;
        if is_told && !has(translation, &promise.code) {
            return Some(format!("no {}", promise.code));
        }
        if is_refused && outcome != Outcome::Refused {
            return Some(format!("{outcome:?} in spite of {}", promise.code));
        }
    }
    let reasons = ["RS1601", "RS1201", "RS1102", "RS1204"];
    if outcome == Outcome::Refused && !reasons.iter().any(|code| has(translation, code)) {
        return Some("refused for no reason of an option".to_owned());
    }
    None
}

#[test]
fn sentences_of_copy_are_read_and_keep_their_promises() {
    let mut copies = Copies::new(1);
    let mut random = Random::new(2);
    let mut wrong = String::new();
    let mut outputs = Vec::new();
    let mut loaded = 0;
    for _ in 0..SENTENCES {
        let (sentence, secrets) = copies.next();
        let sql = sentence.sql();
        let translation = translate(&script(&mut random, &sql));
        if let Some(why) = broken(&sentence, &translation) {
            writeln!(wrong, "{sql}\n  {why}").unwrap();
        }
        let said = format!("{}{:?}", translation.sql, translation);
        if secrets.iter().any(|secret| said.contains(secret)) {
            writeln!(wrong, "{sql}\n  gives a secret away").unwrap();
        }
        loaded += usize::from(translation.sql.contains("LOAD DATA"));
        outputs.push(translation.sql);
    }
    assert!(
        wrong.is_empty(),
        "the promises stand in grammar/redshift/copy.ebnf:\n{wrong}"
    );
    assert!(
        loaded > SENTENCES / 20,
        "{loaded} of {SENTENCES} are translated"
    );
    for outputs in outputs.chunks(TOGETHER) {
        let outputs = outputs.concat();
        let parsed = support::googlesql().parse_script(&outputs);
        assert!(parsed.is_ok(), "{parsed:?}\n{outputs}");
    }
}

/// A word that is no option, and a value that is missing.
#[test]
fn what_is_no_sentence_of_copy_is_a_syntax_error() {
    let mut copies = Copies::new(3);
    let mut random = Random::new(4);
    let mut wrong = String::new();
    for index in 0..SENTENCES {
        let (mut sentence, secrets) = copies.next();
        let needed: Vec<usize> = (0..sentence.pieces.len())
            .filter(|piece| sentence.pieces[*piece].needed)
            .collect();
        if index % 2 == 0 {
            sentence.pieces.remove(*random.pick(&needed));
        } else {
            let mut stranger = sentence.pieces[0].clone();
            stranger.text = (*random.pick(&["FROBNICATE", "=", "HEADERS 1", ","])).to_owned();
            sentence.pieces.push(stranger);
        }
        let translation = translate(&sentence.sql());
        let said = format!("{}{:?}", translation.sql, translation);
        if translation.statements[0].outcome != Outcome::Syntax {
            writeln!(wrong, "{}\n  is read", sentence.sql()).unwrap();
        }
        if secrets.iter().any(|secret| said.contains(secret)) {
            writeln!(wrong, "{}\n  gives a secret away", sentence.sql()).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
