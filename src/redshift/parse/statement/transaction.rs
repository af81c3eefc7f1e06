//! Transactions: `BEGIN`, `START TRANSACTION ISOLATION LEVEL SERIALIZABLE READ ONLY`, `COMMIT WORK`, `ROLLBACK`, `END`, `ABORT`.

use super::matching::Found;
use super::synopsis::{Pattern, compile};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{Node, Transaction, TransactionKind as Kind};
use std::sync::LazyLock;

/// The first words and what they do.
const VERBS: &[(&[K], Kind)] = &[
    (&[K::Begin], Kind::Begin),
    (&[K::Start, K::Transaction], Kind::Begin),
    (&[K::Commit], Kind::Commit),
    (&[K::End], Kind::Commit),
    (&[K::Rollback], Kind::Rollback),
    (&[K::Abort], Kind::Rollback),
];

static MODES: LazyLock<Pattern> = LazyLock::new(|| {
    compile(
        "{ISOLATION LEVEL {SERIALIZABLE | READ COMMITTED | READ UNCOMMITTED | REPEATABLE READ | SNAPSHOT} \
         | READ {WRITE | ONLY} | , }*",
    )
});

static NO_MODES: LazyLock<Pattern> = LazyLock::new(|| compile("[]"));

impl Parser<'_> {
    /// A statement that begins or ends a transaction; `None` for others.
    pub(super) fn transaction(&mut self) -> PResult<Option<Node>> {
        for (words, kind) in VERBS {
            if self.eat_words(words).is_some() {
                return self.transaction_modes(*kind).map(Some);
            }
        }
        Ok(None)
    }

    fn transaction_modes(&mut self, kind: Kind) -> PResult<Node> {
        if self.eat(K::Work).is_none() {
            self.eat(K::Transaction);
        }
        let start = self.peek().span;
        let before = self.mark();
        let modes = match kind {
            Kind::Begin => &*MODES,
            Kind::Commit | Kind::Rollback => &*NO_MODES,
        };
        self.match_rest(modes, &mut Found::default())?;
        let modes = (self.mark() > before).then(|| start.to(self.last_span()));
        Ok(Node::Transaction(Transaction { kind, modes }))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    #[test]
    fn verbs_and_modes() {
        for (sql, kind, modes) in [
            ("BEGIN", Kind::Begin, false),
            ("START TRANSACTION READ ONLY", Kind::Begin, true),
            (
                "BEGIN WORK ISOLATION LEVEL SERIALIZABLE, READ WRITE",
                Kind::Begin,
                true,
            ),
            ("END TRANSACTION", Kind::Commit, false),
            ("COMMIT WORK", Kind::Commit, false),
            ("ROLLBACK", Kind::Rollback, false),
            ("ABORT WORK", Kind::Rollback, false),
        ] {
            let Node::Transaction(read) = reads(sql) else {
                panic!("{sql}");
            };
            assert_eq!((read.kind, read.modes.is_some()), (kind, modes), "{sql}");
        }
    }

    #[test]
    fn errors() {
        assert_eq!(
            fails("BEGIN ISOLATION LEVEL SERIALISABLE").1,
            "SERIALISABLE"
        );
        assert!(matches!(reads("ROLLBACK TO SAVEPOINT a"), Node::Other(_)));
    }
}
