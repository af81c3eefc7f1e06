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
