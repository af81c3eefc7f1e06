//! Where the generator takes its decisions from: a seeded sequence of numbers that is written down, so that a query can be
//! made again from a shorter one. Zero is always the simplest choice, and what is past the end is zero.

use super::support::random::Random;

/// A sequence of choices.
pub struct Tape {
    random: Random,
    written: Vec<u32>,
    /// Only these choices are made, and zeros after them.
    replayed: Option<Vec<u32>>,
}

impl Tape {
    /// Random choices; the same seed gives the same ones.
    pub fn random(seed: u64) -> Tape {
        Tape {
            random: Random::new(seed),
            written: Vec::new(),
            replayed: None,
        }
    }

    /// These choices once more.
    pub fn replay(choices: &[u32]) -> Tape {
        Tape {
            random: Random::new(0),
            written: Vec::new(),
            replayed: Some(choices.to_vec()),
        }
    }

    /// The choices that were made.
    pub fn choices(self) -> Vec<u32> {
        self.written
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u32::try_from(limit).unwrap();
        let choice = match &self.replayed {
            Some(choices) => choices.get(self.written.len()).copied().unwrap_or(0) % limit,
            None => (self.random.next() >> 33) as u32 % limit,
        };
        self.written.push(choice);
        choice as usize
    }

    /// True in `percent` of the cases; false is the simpler choice.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) >= 100 - percent
    }

    /// One of these; the first is the simplest.
    pub fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

/// A shorter or smaller sequence of choices for which `fails` still holds.
pub fn shrink(choices: Vec<u32>, mut fails: impl FnMut(&[u32]) -> bool) -> Vec<u32> {
    let mut best = choices;
    let mut tries = 150;
    loop {
        let before = best.clone();
        for size in [32, 8, 3, 1] {
            let mut at = 0;
            while at < best.len() && tries > 0 {
                let end = (at + size).min(best.len());
                let mut cut = best.clone();
                cut.drain(at..end);
                let mut zeroed = best.clone();
                zeroed[at..end].fill(0);
                tries -= 1;
                if fails(&cut) {
                    best = cut;
                } else if zeroed != best && fails(&zeroed) {
                    best = zeroed;
                    at = end;
                } else {
                    at = end;
                }
            }
        }
        if best == before || tries == 0 {
            return best;
        }
    }
}
