//! Statements read by kind: grants, users, policies, external objects, routines, maintenance, and what only PostgreSQL has.
//!
//! Each is a line of [`STATEMENTS`](super::other_table::STATEMENTS): the words that it begins with, and a synopsis of the rest. `VACUUM FULL t TO 99 PERCENT`
//! gives the kind, the object `t`, and the clauses `FULL` and `TO 99 PERCENT`.

use super::matching::Found;
use super::other_table::{STATEMENTS, WITH_TREES};
use super::synopsis::{Pattern, compile};
use crate::redshift::parse::{PResult, ParseError, Parser};
use crate::redshift::statement::{Node, Other, OtherKind};
use std::sync::LazyLock;

/// A statement with the synopsis of its first words and of the rest.
struct Entry {
    kind: OtherKind,
    head: Pattern,
    rest: Pattern,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let entry = |(kind, head, rest): &(OtherKind, &'static str, &'static str)| Entry {
        kind: *kind,
        head: compile(head),
        rest: compile(rest),
    };
    STATEMENTS.iter().map(entry).collect()
});

impl Parser<'_> {
    /// A statement of the table; `None` where no line of it begins like this.
    pub(super) fn other(&mut self) -> PResult<Option<Node>> {
        let first = self.peek().span;
        for entry in ENTRIES.iter() {
            if !self.may_begin(&entry.head) || !self.matches(&entry.head, &mut Found::default())? {
                continue;
            }
            let kind_span = first.to(self.last_span());
            let mut found = Found::default();
            self.match_rest(&entry.rest, &mut found)?;
            return Ok(Some(Node::Other(Other {
                kind: entry.kind,
                kind_span,
                name: found.object,
                args: found.args,
                clauses: found.clauses,
                bodies: found.bodies,
            })));
        }
        Ok(None)
    }

    /// The error for a statement that begins like none: at the first word that no line has there.
    pub(super) fn no_statement(&mut self) -> ParseError {
        let mut found = Found::default();
        for entry in ENTRIES.iter() {
            // What fails is noted in `found`.
            if let Ok(true) = self.matches(&entry.head, &mut found) {
                break;
            }
        }
        for head in FULL_STATEMENTS.iter() {
            if let Ok(true) = self.matches(head, &mut found) {
                break;
            }
        }
        match self.farther_error(&found) {
            Err(error) => error,
            Ok(()) => self.unexpected_word("a statement", found.expected()),
        }
    }
}

/// The first words of the statements that have trees of their own, for suggestions.
static FULL_STATEMENTS: LazyLock<Vec<Pattern>> =
    LazyLock::new(|| WITH_TREES.iter().map(|head| compile(head)).collect());

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
    use super::super::synopsis::tests::check;
    use super::super::testing::{fails, reads};
    use super::*;
    use crate::redshift::statement::OtherKind as O;

    /// Kind, object, clauses, and bodies.
    fn other(sql: &str) -> (OtherKind, String, Vec<&str>, Vec<&str>) {
        let Node::Other(other) = reads(sql) else {
            panic!("{sql}");
        };
        let texts =
            |spans: &[crate::span::Span]| spans.iter().map(|span| &sql[span.range()]).collect();
        let name = other
            .name
            .as_ref()
            .map(|name| sql[name.span.range()].to_owned());
        (
            other.kind,
            name.unwrap_or_default(),
            texts(&other.clauses),
            texts(&other.bodies),
        )
    }

    fn kind(sql: &str) -> OtherKind {
        other(sql).0
    }

    #[test]
    fn maintenance() {
        let (kind, name, clauses, _) = other("VACUUM FULL s.t TO 99 PERCENT BOOST");
        assert_eq!((kind, name.as_str()), (O::Vacuum, "s.t"));
        assert_eq!(clauses, ["FULL", "TO 99 PERCENT", "BOOST"]);
        assert_eq!(other("VACUUM BOOST").1, "");
        assert_eq!(
            other("ANALYZE t (a, b) PREDICATE COLUMNS").2,
            ["PREDICATE COLUMNS"]
        );
        assert_eq!(
            other("REFRESH MATERIALIZED VIEW v CASCADE").0,
            O::RefreshMaterializedView
        );
        assert_eq!(other("LOCK TABLE a, b IN EXCLUSIVE MODE").0, O::Lock);
    }

    #[test]
    fn routines_have_arguments_clauses_and_bodies() {
        let sql = "CREATE OR REPLACE FUNCTION s.f (a INT, b VARCHAR(10)) RETURNS INT STABLE AS $$ SELECT $1 $$ LANGUAGE sql";
        let (kind, name, clauses, bodies) = other(sql);
        assert_eq!((kind, name.as_str()), (O::CreateFunction, "s.f"));
        assert_eq!(
            clauses,
            [
                "RETURNS INT",
                "STABLE",
                "AS $$ SELECT $1 $$",
                "LANGUAGE sql"
            ]
        );
        assert_eq!(bodies, ["$$ SELECT $1 $$"]);
        let Node::Other(read) = reads(sql) else {
            panic!("{sql}");
        };
        assert_eq!(&sql[read.args.unwrap().range()], "(a INT, b VARCHAR(10))");
        assert_eq!(&sql[read.kind_span.range()], "CREATE OR REPLACE FUNCTION");
        let procedure = "CREATE PROCEDURE p(INOUT a INT) NONATOMIC LANGUAGE plpgsql AS $$ BEGIN; END $$ SECURITY DEFINER SET search_path TO x";
        assert_eq!(other(procedure).2.len(), 5);
    }

    #[test]
    fn privileges() {
        for sql in [
            "GRANT SELECT (a), UPDATE (b) ON t TO GROUP g, ROLE r, PUBLIC WITH GRANT OPTION",
            "GRANT ROLE sys:dba TO ROLE r WITH ADMIN OPTION",
            "GRANT ASSUMEROLE ON 'arn:a' TO u FOR COPY, UNLOAD",
            "GRANT EXECUTE ON FUNCTION f(int), g(a varchar(10)) TO u",
            "GRANT SELECT FOR TABLES IN SCHEMA s DATABASE d TO u",
            "GRANT USAGE ON DATASHARE d TO ACCOUNT '1' VIA DATA CATALOG",
            "GRANT CREATE USER TO ROLE r",
            "GRANT {{ privileges }} ON {{ schema }}.{{ t }} TO {{ user }}",
        ] {
            assert_eq!(kind(sql), O::Grant, "{sql}");
        }
        assert_eq!(
            kind("REVOKE GRANT OPTION FOR ALL PRIVILEGES ON ALL TABLES IN SCHEMA s FROM u CASCADE"),
            O::Revoke
        );
        assert_eq!(
            kind(
                "ALTER DEFAULT PRIVILEGES FOR USER a IN SCHEMA s GRANT SELECT ON TABLES TO GROUP g"
            ),
            O::AlterDefaultPrivileges
        );
        assert_eq!(
            kind("ATTACH MASKING POLICY p ON t (a) USING (a, b) TO ROLE r PRIORITY 10"),
            O::AttachPolicy
        );
    }

    #[test]
    fn external_objects_and_models() {
        let sql = "CREATE EXTERNAL TABLE s.t (a INT) PARTITIONED BY (d DATE) ROW FORMAT DELIMITED FIELDS TERMINATED BY '|' STORED AS TEXTFILE \
                   LOCATION 's3://x/' TABLE PROPERTIES ('numRows'='1')";
        assert_eq!(other(sql).2.len(), 5);
        let sql = "CREATE EXTERNAL SCHEMA s FROM DATA CATALOG DATABASE 'd' IAM_ROLE default CREATE EXTERNAL DATABASE IF NOT EXISTS";
        assert_eq!(other(sql).2[0], "FROM DATA CATALOG");
        assert_eq!(other(sql).2[3], "CREATE EXTERNAL DATABASE IF NOT EXISTS");
        let sql = "CREATE MODEL m FROM (SELECT a, b FROM t) TARGET b FUNCTION f IAM_ROLE default SETTINGS (S3_BUCKET 'x')";
        assert_eq!(other(sql).0, O::CreateModel);
        assert_eq!(
            kind("CREATE EXTERNAL TABLE s.t STORED AS PARQUET LOCATION 's3://x/' AS SELECT 1"),
            O::CreateExternalTable
        );
    }

    #[test]
    fn sessions_cursors_and_others() {
        for (sql, expected) in [
            ("SHOW search_path", O::Show),
            ("SHOW TABLES FROM SCHEMA d.s LIKE 'a%' LIMIT 5", O::Show),
            ("USE d@catalog", O::Use),
            ("RESET ALL", O::Reset),
            ("DECLARE c CURSOR FOR SELECT 1", O::Declare),
            ("FETCH FORWARD 5 FROM c", O::Fetch),
            ("CLOSE c", O::Close),
            ("PREPARE p (int) AS SELECT $1", O::Prepare),
            ("EXECUTE p (1)", O::Execute),
            ("DEALLOCATE PREPARE p", O::Deallocate),
            ("CANCEL 1 'why'", O::Cancel),
            ("COPY JOB RUN j", O::CopyJob),
            ("CREATE UNIQUE INDEX i ON t (a)", O::CreateIndex),
            ("CREATE SEQUENCE s START 1", O::CreateSequence),
            (
                "CREATE TRIGGER g AFTER INSERT ON t EXECUTE PROCEDURE f()",
                O::CreateTrigger,
            ),
            ("SAVEPOINT a", O::Savepoint),
            ("DO $$ BEGIN END $$", O::Do),
            ("ALTER SYSTEM SET metadata_security = on", O::AlterSystem),
        ] {
            assert_eq!(kind(sql), expected, "{sql}");
        }
    }

    #[test]
    fn misspelt_clauses_are_suggested() {
        let (code, at, help) = fails("CREATE USER u PASSWRD 'x'");
        assert_eq!((code.as_str(), at.as_str()), ("RS0004", "PASSWRD"));
        assert!(help.contains("`PASSWORD`"), "{help}");
        assert_eq!(
            fails("CREATE FUNCTION f() RETURNS INT AS $$ SELECT 1 $$ LANGUGE sql").1,
            "LANGUGE"
        );
        assert_eq!(fails("VACUUM t TO 99 PERCENTS").1, "PERCENTS");
        assert_eq!(fails("GRANT SELECT ON t TOO u").1, "TOO");
        assert_eq!(fails("DROP USER u v").1, "v");
    }

    #[test]
    fn doubled_words_and_empty_items_are_not_swallowed() {
        for (sql, at) in [
            ("GRANT GRANT SELECT ON t TO u", "GRANT"),
            ("REVOKE ALL ALL ON t FROM u", "ALL"),
            ("LOCK TABLE t IN ROW ROW EXCLUSIVE MODE", "ROW"),
            ("DROP FUNCTION f(int, , int)", ","),
            ("EXECUTE p (1, )", ")"),
            ("ANALYZE t (, a)", ","),
        ] {
            assert_eq!(fails(sql).1, at, "{sql}");
        }
    }

    #[test]
    fn the_table_has_no_unknown_small_words() {
        for (kind, head, rest) in STATEMENTS {
            check(&compile(head), &format!("{kind:?}"));
            check(&compile(rest), &format!("{kind:?}"));
        }
    }
}
