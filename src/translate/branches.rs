//! Statements with the branches of a template: each reading is translated, and what they say alike is put together.
//!
//! `SELECT a FROM t {% if x %} WHERE NVL(a, 0) > 1 {% else %} WHERE NVL(b, 0) > 1 {% endif %}` has two readings. Both have the tags and
//! all blanks of the original; the branch that is not taken is blank. Their translations are cut at the tags: what stands outside
//! is the same in both or the statement cannot be translated as one, and each branch comes from the readings that take it.

use super::tags::Tag;
use crate::span::{Span, offset};

/// More readings than this are not made.
const MOST_READINGS: usize = 32;

/// Up to so many combinations of branches are all read; of more, those that differ in one place from taking all first or all last ones.
const MOST_COMBINATIONS: usize = 8;

/// Stands between the two rounds of a loop that is read twice.
const ROUND: &str = "{# again #}";

/// A statement cut at the tags of its template.
#[derive(Debug)]
pub(super) struct Branches<'t> {
    pub(super) text: &'t str,
    pub(super) tags: Vec<Tag<'t>>,
    /// What stands before, between and after the tags.
    pub(super) segments: Vec<Span>,
    blocks: Vec<Block>,
    /// How many ways there are, for each block that has several.
    choices: Vec<usize>,
}

/// A block of the template, by the numbers of its tags.
#[derive(Debug)]
enum Block {
    /// `{% if %}`: its tags, the last one `{% endif %}`, and what is between them.
    If {
        tags: Vec<usize>,
        arms: Vec<Vec<Block>>,
        test: Test,
    },
    /// `{% for %}`, by its first and last tag.
    For {
        open: usize,
        close: usize,
        body: Vec<Block>,
        choice: usize,
    },
}

/// What decides on a branch.
#[derive(Clone, Copy, Debug)]
enum Test {
    /// A choice.
    Choice(usize),
    /// The first round of the loop, or every other.
    First(bool),
    /// The last round of the loop, or every other.
    Last(bool),
}

/// The round of a loop.
#[derive(Clone, Copy, Debug)]
struct Round {
    first: bool,
    last: bool,
}

const ONLY: Round = Round {
    first: true,
    last: true,
};

/// The conditions of branches that depend on the round.
const ROUND_TESTS: &[(&str, Test)] = &[
    ("loop.first", Test::First(true)),
    ("not loop.first", Test::First(false)),
    ("loop.index > 1", Test::First(false)),
    ("loop.index0 > 0", Test::First(false)),
    ("loop.last", Test::Last(true)),
    ("not loop.last", Test::Last(false)),
];

/// One reading of the statement.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The text, with the branches blank that it does not take.
    pub text: String,
    /// Where its parts come from.
    parts: Vec<(u32, Span)>,
    /// Its segments with whether they are taken; a tag stands between two.
    pub segments: Vec<(usize, bool)>,
    /// The tags, as they stand in the text.
    pub tags: Vec<String>,
}

impl<'t> Branches<'t> {
    /// The blocks of a statement; `None` where there are none, or none that are closed. `tags` are those in the statement and in the
    /// gaps around it, where a block may begin and end.
    pub fn read(text: &'t str, span: Span, tags: &[Tag<'t>]) -> Option<Self> {
        let tags = whole_blocks(span, tags)?;
        let span = tags.iter().fold(span, |span, tag| span.to(tag.span));
        let starts = std::iter::once(span.start).chain(tags.iter().map(|tag| tag.span.end));
        let ends = tags.iter().map(|tag| tag.span.start).chain([span.end]);
        let mut branches = Self {
            text,
            segments: starts
                .zip(ends)
                .map(|(start, end)| Span::new(start, end))
                .collect(),
            tags,
            blocks: Vec::new(),
            choices: Vec::new(),
        };
        let mut next = 0;
        branches.blocks = branches.blocks_from(&mut next, false)?;
        (next == branches.tags.len()).then_some(branches)
    }

    /// The statement with the tags of its blocks.
    pub fn span(&self) -> Span {
        let ends = self.segments.iter().copied().reduce(Span::to);
        ends.unwrap_or_default()
    }

    /// The first tag.
    pub fn first_tag(&self) -> Span {
        self.tags.first().map(|tag| tag.span).unwrap_or_default()
    }

    /// All readings that are made; `None` where they are too many.
    pub fn readings(&self) -> Option<Vec<Reading>> {
        let picks = self.picks();
        (picks.len() <= MOST_READINGS).then(|| {
            picks
                .iter()
                .map(|pick| Writer::new(self, pick).reading())
                .collect()
        })
    }

    /// Which way is taken at each choice.
    fn picks(&self) -> Vec<Vec<usize>> {
        let count = self
            .choices
            .iter()
            .try_fold(1_usize, |count, ways| count.checked_mul(*ways));
        if count.is_some_and(|count| count <= MOST_COMBINATIONS) {
            let empty = vec![Vec::new()];
            return self.choices.iter().fold(empty, |picks, ways| {
                let longer = |pick: &Vec<usize>, way| pick.iter().copied().chain([way]).collect();
                let all = picks
                    .iter()
                    .flat_map(|pick| (0..*ways).map(move |way| longer(pick, way)));
                all.collect()
            });
        }
        let first: Vec<usize> = vec![0; self.choices.len()];
        let last: Vec<usize> = self.choices.iter().map(|ways| ways - 1).collect();
        let mut picks = vec![first.clone(), last.clone()];
        for base in [&first, &last] {
            for (choice, ways) in self.choices.iter().enumerate() {
                for way in 0..*ways {
                    let change = |(at, old): (usize, &usize)| if at == choice { way } else { *old };
                    let pick: Vec<usize> = base.iter().enumerate().map(change).collect();
                    if !picks.contains(&pick) {
                        picks.push(pick);
                    }
                }
            }
        }
        picks
    }

    /// The blocks from a tag on, up to the tag that closes what is around them.
    fn blocks_from(&mut self, next: &mut usize, in_loop: bool) -> Option<Vec<Block>> {
        let mut blocks = Vec::new();
        while let Some(tag) = self.tags.get(*next) {
            match tag.word {
                "if" => blocks.push(self.branch(next, tag.condition, in_loop)?),
                "for" => blocks.push(self.round(next)?),
                _ => break,
            }
        }
        Some(blocks)
    }

    fn branch(&mut self, next: &mut usize, condition: &str, in_loop: bool) -> Option<Block> {
        let choice = self.choices.len();
        let known = ROUND_TESTS
            .iter()
            .find(|(known, _)| in_loop && *known == condition);
        let mut test = known.map_or(Test::Choice(choice), |(_, test)| *test);
        self.choices.push(1);
        let (mut tags, mut arms) = (vec![*next], Vec::new());
        let mut otherwise = false;
        loop {
            *next += 1;
            arms.push(self.blocks_from(next, in_loop)?);
            tags.push(*next);
            match self.tags.get(*next)?.word {
                "elif" if !otherwise => test = Test::Choice(choice),
                "else" if !otherwise => otherwise = true,
                "endif" => break,
                _ => return None,
            }
        }
        *next += 1;
        if let Test::Choice(_) = test {
            *self.choices.get_mut(choice)? = arms.len() + usize::from(!otherwise);
        }
        Some(Block::If { tags, arms, test })
    }

    fn round(&mut self, next: &mut usize) -> Option<Block> {
        let open = *next;
        let choice = self.choices.len();
        self.choices.push(2);
        *next += 1;
        let body = self.blocks_from(next, true)?;
        let close = *next;
        let word = self.tags.get(close)?.word;
        *next += 1;
        (word == "endfor").then_some(Block::For {
            open,
            close,
            body,
            choice,
        })
    }
}

/// The tags inside a statement, with those around it that open and close their blocks.
fn whole_blocks<'t>(span: Span, tags: &[Tag<'t>]) -> Option<Vec<Tag<'t>>> {
    let inside = |tag: &&Tag<'_>| span.start < tag.span.start && tag.span.end < span.end;
    let before = tags.partition_point(|tag| tag.span.start <= span.start);
    let inner = tags.iter().filter(inside).count();
    let (lead, rest) = tags.split_at_checked(before)?;
    let (inner, trail) = rest.split_at_checked(inner)?;
    if inner.is_empty() {
        return None;
    }
    // What is closed or goes on inside was opened before; a test of the round wants its loop.
    let (mut open, mut missing, mut loops, mut round) = (0_i32, 0_i32, 0_i32, false);
    for Tag {
        word, condition, ..
    } in inner
    {
        let word = *word;
        missing = missing.max(needed(word) - open);
        open += step(word);
        loops += i32::from(word == "for") - i32::from(word == "endfor");
        round |= condition.contains("loop.") && loops <= 0;
    }
    let opened =
        opened_before(lead, missing, round).or_else(|| opened_before(lead, missing, false));
    let (first, opened) = opened?;
    open += opened;
    let mut last = 0;
    while open > 0 {
        open += step(trail.get(last)?.word);
        last += 1;
    }
    let lead = lead.get(first..).unwrap_or_default();
    let trail = trail.get(..last).unwrap_or_default();
    Some([lead, inner, trail].concat())
}

/// The index of the tag that opens as many blocks as are missing (and a loop), with how many it and those after it leave open.
fn opened_before(lead: &[Tag<'_>], missing: i32, wants_loop: bool) -> Option<(usize, i32)> {
    let (mut first, mut opened, mut closed, mut wants_loop) = (lead.len(), 0, 0, wants_loop);
    while opened < missing || wants_loop {
        first = first.checked_sub(1)?;
        let word = lead.get(first)?.word;
        match step(word) {
            1 if closed > 0 => closed -= 1,
            1 => {
                opened += 1;
                wants_loop &= word != "for";
            }
            -1 => closed += 1,
            _ => {}
        }
    }
    Some((first, opened))
}

/// By how many a tag changes the number of open blocks.
fn step(word: &str) -> i32 {
    match word {
        "if" | "for" => 1,
        "endif" | "endfor" => -1,
        _ => 0,
    }
}

/// How many open blocks a tag wants before it.
fn needed(word: &str) -> i32 {
    i32::from(!matches!(word, "if" | "for"))
}

/// Writes one reading.
struct Writer<'b, 't> {
    branches: &'b Branches<'t>,
    pick: &'b [usize],
    out: Reading,
}

impl<'b, 't> Writer<'b, 't> {
    fn new(branches: &'b Branches<'t>, pick: &'b [usize]) -> Self {
        Self {
            branches,
            pick,
            out: Reading::default(),
        }
    }

    fn reading(mut self) -> Reading {
        self.part(&self.branches.blocks, 0, true, ONLY);
        self.out
    }

    /// The segments from `first` on up to the tag that closes the part, with the blocks among them.
    fn part(&mut self, blocks: &[Block], first: usize, taken: bool, round: Round) {
        let mut at = first;
        for block in blocks {
            match block {
                Block::If { tags, .. } => {
                    let open = tags.first().copied().unwrap_or(at);
                    self.segment(at, taken);
                    self.tag(open);
                    self.branch(block, taken, round);
                    at = tags.last().map_or(at, |close| close + 1);
                }
                Block::For {
                    open,
                    close,
                    body,
                    choice,
                } => {
                    self.segment(at, taken);
                    self.tag(*open);
                    self.rounds(body, *open + 1, taken, self.way(*choice) == 1);
                    self.tag(*close);
                    at = close + 1;
                }
            }
        }
        self.segment(at, taken);
    }

    fn branch(&mut self, block: &Block, taken: bool, round: Round) {
        let Block::If { tags, arms, test } = block else {
            return;
        };
        let way = match test {
            Test::Choice(choice) => self.way(*choice),
            Test::First(wanted) => usize::from(round.first != *wanted),
            Test::Last(wanted) => usize::from(round.last != *wanted),
        };
        // The way beyond the last arm takes none.
        for (index, arm) in arms.iter().enumerate() {
            if let (Some(open), Some(close)) = (tags.get(index), tags.get(index + 1)) {
                self.part(arm, open + 1, taken && index == way, round);
                self.tag(*close);
            }
        }
    }

    fn rounds(&mut self, body: &[Block], first: usize, taken: bool, twice: bool) {
        if !twice {
            return self.part(body, first, taken, ONLY);
        }
        let (begin, end) = (
            Round {
                first: true,
                last: false,
            },
            Round {
                first: false,
                last: true,
            },
        );
        self.part(body, first, taken, begin);
        self.out.tags.push(ROUND.to_owned());
        self.out.text.push_str(ROUND);
        self.part(body, first, taken, end);
    }

    fn way(&self, choice: usize) -> usize {
        self.pick.get(choice).copied().unwrap_or(0)
    }

    fn segment(&mut self, index: usize, taken: bool) {
        let Some(span) = self.branches.segments.get(index).copied() else {
            return;
        };
        let text = self.branches.text.get(span.range()).unwrap_or_default();
        self.out.parts.push((offset(self.out.text.len()), span));
        self.out.segments.push((index, taken));
        if taken {
            self.out.text.push_str(text);
        } else {
            let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
            self.out.text.extend(text.bytes().map(blank));
        }
    }

    fn tag(&mut self, index: usize) {
        let Some(tag) = self.branches.tags.get(index) else {
            return;
        };
        self.out.parts.push((offset(self.out.text.len()), tag.span));
        self.out.tags.push(tag.written.clone().into_owned());
        self.out.text.push_str(&tag.written);
    }
}

impl Reading {
    /// The place in the original of a place in this text.
    pub fn original(&self, span: Span) -> Span {
        let place = |at: u32| {
            let part = self.parts.partition_point(|(start, _)| *start <= at);
            let (start, origin) = self.parts.get(part.checked_sub(1)?).copied()?;
            Some((origin.start + (at - start)).min(origin.end))
        };
        let start = place(span.start).unwrap_or(0);
        let last = place(span.end.saturating_sub(1)).unwrap_or(start);
        Span::new(start, (last + u32::from(!span.is_empty())).max(start))
    }
}

#[cfg(test)]
pub(super) mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]
    use super::*;

    pub(in super::super) fn branches(text: &str) -> Option<Branches<'_>> {
        let lexed = crate::redshift::lexer::lex(text);
        let comments = crate::translate::emit_comments(&lexed);
        let tags = crate::translate::tags::tags(text, &comments, &lexed.tokens);
        Branches::read(text, Span::from_range(0..text.len()), &tags)
    }

    fn readings(text: &str) -> Vec<String> {
        let readings = branches(text).unwrap().readings().unwrap();
        let squeezed = |reading: &Reading| {
            let tags = reading.tags.iter();
            let bare = tags.fold(reading.text.clone(), |text, tag| {
                text.replace(tag.as_str(), "")
            });
            bare.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        readings.iter().map(squeezed).collect()
    }

    #[test]
    fn every_branch_is_read_with_every_other() {
        let text = "a {% if x %} b {% elif y %} c {% else %} d {% endif %} e {%- if z -%} f {%- endif -%} g";
        assert_eq!(
            readings(text),
            [
                "a b e f g",
                "a b e g",
                "a c e f g",
                "a c e g",
                "a d e f g",
                "a d e g"
            ]
        );
        assert_eq!(
            readings("a {% if x %} b {% if y %} c {% endif %} {% endif %} d").len(),
            4
        );
    }

    #[test]
    fn loops_are_read_once_and_twice() {
        let text = "s {% for c in d %} c {% if not loop.last %} , {% endif %} {% endfor %} f";
        assert_eq!(readings(text), ["s c f", "s c , c f"]);
        let text = "s {% for c in d %} c {{ ',' if not loop.last }} {% endfor %} f";
        assert_eq!(readings(text), ["s c f", "s c , c f"]);
    }

    #[test]
    fn many_branches_are_read_one_by_one() {
        let text = "{% if x %} a {% endif %}".repeat(5);
        assert_eq!(branches(&text).unwrap().readings().unwrap().len(), 12);
        let text = "{% if x %} a {% endif %}".repeat(20);
        assert!(branches(&text).unwrap().readings().is_none());
    }

    #[test]
    fn what_is_not_closed_has_no_branches() {
        for text in [
            "a",
            "a {% set b = 1 %}",
            "{% if x %} a",
            "a {% endif %}",
            "{% for x in y %} a {% endif %}",
        ] {
            assert!(branches(text).is_none(), "{text}");
        }
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let text = "s {% for c in d %}{{ c }}{% endfor %} f";
        let branches = branches(text).unwrap();
        let readings = branches.readings().unwrap();
        let reading = &readings[1];
        let at = reading.text.rfind('f').unwrap();
        let original = reading.original(Span::from_range(at..at + 1));
        assert_eq!(original.range(), text.len() - 1..text.len());
    }
}
