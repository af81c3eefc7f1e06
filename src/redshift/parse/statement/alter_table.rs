//! ALTER TABLE: `ALTER TABLE t ADD COLUMN c INT`, `ALTER TABLE t ALTER SORTKEY (a), ALTER DISTKEY b`, `ALTER TABLE t APPEND FROM s`.

use super::matching::Found;
use super::synopsis::{Pattern, compile};
use crate::redshift::keyword::Keyword as K;
use crate::redshift::parse::{PResult, Parser};
use crate::redshift::statement::{AlterAction, AlterActionKind as Kind, AlterTable, Node};
use crate::redshift::token::TokenKind;
use crate::span::Span;
use std::sync::LazyLock;

/// The actions that are read for their words alone; those of one first word stand before the ones that take more.
static PLAIN: LazyLock<Vec<(Kind, Pattern)>> = LazyLock::new(|| {
    [
        (Kind::OwnerTo, "OWNER TO grantee"),
        (
            Kind::AlterDist,
            "ALTER DISTSTYLE {ALL | EVEN | AUTO | KEY DISTKEY {parens | name}}",
        ),
        (Kind::AlterDist, "ALTER DISTKEY {parens | name}"),
        (
            Kind::AlterSortKey(Vec::new()),
            "ALTER [COMPOUND | INTERLEAVED] SORTKEY {AUTO | NONE}",
        ),
        (Kind::AlterEncodeAuto, "ALTER ENCODE AUTO"),
        (Kind::AlterEncode, "ALTER [COLUMN] name ENCODE value"),
        (
            Kind::AlterColumnOther,
            "ALTER [COLUMN] name {SET DEFAULT expr | DROP DEFAULT | SET NOT NULL | DROP NOT NULL}",
        ),
        (
            Kind::RowLevelSecurity,
            "ROW LEVEL SECURITY {ON | OFF} [CONJUNCTION TYPE {AND | OR}] [FOR DATASHARES]",
        ),
        (Kind::RowLevelSecurity, "MASKING {ON | OFF} FOR DATASHARES"),
        (
            Kind::External,
            "SET {LOCATION text | FILE FORMAT value [value]* | TABLE PROPERTIES parens}",
        ),
        (Kind::External, "ADD PARTITION FIELD expr"),
        (Kind::External, "REPLACE PARTITION FIELD expr WITH expr"),
        (Kind::External, "DROP PARTITION FIELD expr"),
        (
            Kind::External,
            "ADD [IF NOT EXISTS] PARTITION parens LOCATION text {PARTITION parens LOCATION text}*",
        ),
        (
            Kind::External,
            "PARTITION parens SET {LOCATION text | FILE FORMAT value}",
        ),
        (Kind::External, "DROP [IF EXISTS] PARTITION parens"),
        (Kind::Unknown, "SET SCHEMA name"),
        (Kind::Unknown, "{ENABLE | DISABLE} {TRIGGER | RULE} name"),
        (Kind::Unknown, "CLUSTER ON name"),
        (Kind::Unknown, "INHERIT name"),
    ]
    .into_iter()
    .map(|(kind, synopsis)| (kind, compile(synopsis)))
    .collect()
});

/// What an action begins with, for messages and suggestions.
const WORDS: &[&str] = &[
    "ADD",
    "DROP",
    "RENAME",
    "ALTER",
    "OWNER",
    "APPEND",
    "SET",
    "ROW LEVEL SECURITY",
    "MASKING",
    "PARTITION",
];

impl Parser<'_> {
    /// ALTER TABLE; ALTER is the token here.
    pub(super) fn alter_table(&mut self) -> PResult<Node> {
        self.expect(K::Alter)?;
        self.expect(K::Table)?;
        let if_exists = self.eat_words(&[K::If, K::Exists]).is_some();
        let table = self.parse_name()?;
        let actions = self.comma_list(Self::alter_action)?;
        Ok(Node::AlterTable(AlterTable {
            table,
            if_exists,
            actions,
        }))
    }

    fn alter_action(&mut self) -> PResult<AlterAction> {
        let start = self.peek().span;
        let kind = self.action_kind()?;
        Ok(AlterAction {
            kind,
            span: start.to(self.last_span()),
        })
    }

    /// The actions of [`PLAIN`] are tried first; what is wrong inside one is said where no other action begins with its word.
    fn action_kind(&mut self) -> PResult<Kind> {
        let mut found = Found::default();
        if let Some(kind) = self.first_match(&PLAIN, &mut found)? {
            return Ok(kind.clone());
        }
        match self.peek().keyword {
            K::Add => self.add_action(),
            K::Drop => self.drop_action(),
            K::Rename => self.rename_action(),
            K::Alter => self.alter_column(),
            K::Append => self.append_action(),
            _ => {
                self.farther_error(&found)?;
                Err(self.unexpected_word("an action of `ALTER TABLE`", WORDS))
            }
        }
    }

    fn add_action(&mut self) -> PResult<Kind> {
        self.expect(K::Add)?;
        let next = self.peek_at(1);
        let constraint = match self.peek().keyword {
            K::Constraint => true,
            K::Primary | K::Foreign => next.keyword == K::Key,
            K::Unique | K::Check => next.kind == TokenKind::LParen,
            _ => false,
        };
        if constraint {
            return Ok(Kind::AddConstraint(self.table_constraint()?));
        }
        self.eat(K::Column);
        self.if_not_exists();
        let name = self.column_name()?;
        Ok(Kind::AddColumn(Box::new(self.column_after(name)?)))
    }

    fn drop_action(&mut self) -> PResult<Kind> {
        self.expect(K::Drop)?;
        if self.eat(K::Constraint).is_some() {
            let name = self.parse_ident()?;
            let behaviour = self.behaviour();
            return Ok(Kind::DropConstraint { name, behaviour });
        }
        self.eat(K::Column);
        self.eat_words(&[K::If, K::Exists]);
        let column = self.parse_ident()?;
        let behaviour = self.behaviour();
        Ok(Kind::DropColumn { column, behaviour })
    }

    fn rename_action(&mut self) -> PResult<Kind> {
        self.expect(K::Rename)?;
        if self.eat(K::To).is_some() {
            return Ok(Kind::RenameTo(self.parse_name()?));
        }
        self.eat(K::Column);
        let from = self.parse_ident()?;
        self.expect(K::To)?;
        let to = self.parse_ident()?;
        Ok(Kind::RenameColumn { from, to })
    }

    /// ALTER SORTKEY (…), ALTER COLUMN c TYPE t.
    fn alter_column(&mut self) -> PResult<Kind> {
        self.expect(K::Alter)?;
        if self.eat(K::Compound).is_some()
            || self.eat(K::Interleaved).is_some()
            || self.at(K::Sortkey)
        {
            self.expect(K::Sortkey)?;
            return Ok(Kind::AlterSortKey(self.key_columns()?));
        }
        self.eat(K::Column);
        let column = self.parse_ident()?;
        self.eat_words(&[K::Set, K::Data]);
        if self.eat(K::Type).is_none() {
            return Err(self.expected_word(&["TYPE", "ENCODE", "SET", "DROP"]));
        }
        let ty = self.parse_type()?;
        Ok(Kind::AlterType { column, ty })
    }

    fn append_action(&mut self) -> PResult<Kind> {
        self.expect(K::Append)?;
        self.expect(K::From)?;
        let source = self.parse_name()?;
        let flag = |found: Option<Span>| found.is_some();
        let ignore_extra = flag(self.eat(K::Ignoreextra));
        let fill_target = flag(self.eat(K::Filltarget));
        Ok(Kind::AppendFrom {
            source,
            ignore_extra,
            fill_target,
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]
    use super::super::testing::{fails, reads};
    use super::*;

    fn actions(actions: &str) -> Vec<Kind> {
        match reads(&format!("ALTER TABLE s.t {actions}")) {
            Node::AlterTable(table) => table.actions.into_iter().map(|read| read.kind).collect(),
            other => panic!("{other:?}"),
        }
    }

    fn one(text: &str) -> Kind {
        let mut read = actions(text);
        assert_eq!(read.len(), 1, "{text}");
        read.pop().unwrap()
    }

    #[test]
    fn columns() {
        assert!(
            matches!(one("ADD COLUMN c INT DEFAULT 0 NOT NULL"), Kind::AddColumn(column) if column.attributes.len() == 2)
        );
        assert!(matches!(one("ADD c INT"), Kind::AddColumn(_)));
        assert!(matches!(
            one("DROP COLUMN c CASCADE"),
            Kind::DropColumn {
                behaviour: Some(_),
                ..
            }
        ));
        assert!(matches!(
            one("DROP c"),
            Kind::DropColumn {
                behaviour: None,
                ..
            }
        ));
        assert!(matches!(
            one("RENAME COLUMN a TO b"),
            Kind::RenameColumn { .. }
        ));
        assert!(matches!(
            one("ALTER COLUMN c TYPE VARCHAR(20)"),
            Kind::AlterType { .. }
        ));
        assert!(matches!(
            one("ALTER COLUMN c ENCODE zstd"),
            Kind::AlterEncode
        ));
        assert!(matches!(
            one("ALTER COLUMN c SET DEFAULT 'x'"),
            Kind::AlterColumnOther
        ));
        assert!(matches!(
            one("ALTER c DROP NOT NULL"),
            Kind::AlterColumnOther
        ));
    }

    #[test]
    fn constraints_names_and_owners() {
        assert!(matches!(
            one("ADD CONSTRAINT k PRIMARY KEY (a)"),
            Kind::AddConstraint(_)
        ));
        assert!(matches!(one("ADD PRIMARY KEY (a)"), Kind::AddConstraint(_)));
        assert!(matches!(
            one("DROP CONSTRAINT k"),
            Kind::DropConstraint { .. }
        ));
        assert!(matches!(one("RENAME TO u"), Kind::RenameTo(_)));
        assert!(matches!(one("OWNER TO u"), Kind::OwnerTo));
        assert!(matches!(one("SET SCHEMA u"), Kind::Unknown));
    }

    #[test]
    fn keys_alone_and_together() {
        let read = actions("ALTER DISTKEY a, ALTER SORTKEY (a, b)");
        assert!(
            matches!(&read[..], [Kind::AlterDist, Kind::AlterSortKey(columns)] if columns.len() == 2)
        );
        assert!(matches!(
            one("ALTER DISTSTYLE KEY DISTKEY a"),
            Kind::AlterDist
        ));
        assert!(
            matches!(one("ALTER SORTKEY NONE"), Kind::AlterSortKey(columns) if columns.is_empty())
        );
        assert!(
            matches!(one("ALTER COMPOUND SORTKEY (a)"), Kind::AlterSortKey(columns) if columns.len() == 1)
        );
        assert!(matches!(one("ALTER ENCODE AUTO"), Kind::AlterEncodeAuto));
    }

    #[test]
    fn append_and_external() {
        assert!(matches!(
            one("APPEND FROM u FILLTARGET"),
            Kind::AppendFrom {
                fill_target: true,
                ignore_extra: false,
                ..
            }
        ));
        assert!(matches!(
            one(
                "ADD IF NOT EXISTS PARTITION (d='1') LOCATION 's3://x' PARTITION (d='2') LOCATION 's3://y'"
            ),
            Kind::External
        ));
        assert!(matches!(one("DROP PARTITION (d='1')"), Kind::External));
        assert!(matches!(
            one("SET TABLE PROPERTIES ('numRows'='1')"),
            Kind::External
        ));
        assert!(matches!(
            one("REPLACE PARTITION FIELD year(a) WITH month(a)"),
            Kind::External
        ));
        assert!(matches!(
            one("ROW LEVEL SECURITY ON CONJUNCTION TYPE OR FOR DATASHARES"),
            Kind::RowLevelSecurity
        ));
    }

    #[test]
    fn misspelt_actions_are_suggested() {
        let (code, at, help) = fails("ALTER TABLE t RENAM TO u");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "RENAM"));
        assert!(help.contains("`RENAME`"), "{help}");
        assert_eq!(fails("ALTER TABLE t OWNER u").1, "u");
        assert_eq!(fails("ALTER TABLE t ALTER COLUMN c TYP INT").1, "TYP");
    }
}
