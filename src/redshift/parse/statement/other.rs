//! Statements read by kind: grants, users, policies, external objects, routines, maintenance, and what only PostgreSQL has.
//!
//! Each is a line of [`STATEMENTS`]: the words that it begins with, and a synopsis of the rest. `VACUUM FULL t TO 99 PERCENT`
//! gives the kind, the object `t`, and the clauses `FULL` and `TO 99 PERCENT`.

use super::matching::Found;
use super::synopsis::{Pattern, compile};
use crate::redshift::parse::{PResult, ParseError, Parser};
use crate::redshift::statement::{Node, Other, OtherKind, OtherKind as O};
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
static FULL_STATEMENTS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [
        "SELECT end",
        "WITH end",
        "INSERT end",
        "UPDATE end",
        "DELETE end",
        "MERGE end",
        "CREATE {TABLE | VIEW | SCHEMA | MATERIALIZED VIEW | TEMP | TEMPORARY | OR REPLACE} end",
        "ALTER TABLE end",
        "DROP {TABLE | VIEW | MATERIALIZED VIEW | SCHEMA | FUNCTION | PROCEDURE | MODEL} end",
        "COPY end",
        "UNLOAD end",
        "SET end",
        "BEGIN end",
        "START TRANSACTION end",
        "COMMIT end",
        "ROLLBACK end",
        "COMMENT ON end",
        "TRUNCATE end",
        "CALL end",
        "EXPLAIN end",
    ]
    .iter()
    .map(|head| compile(head))
    .collect()
});

/// Kind, first words, rest. The first line that fits is taken, so longer heads stand first.
const STATEMENTS: &[(OtherKind, &str, &str)] = &[
    // ALTER
    (
        O::AlterDatabase,
        "ALTER DATABASE",
        "object {RENAME TO name | OWNER TO grantee | CONNECTION LIMIT {UNLIMITED | number} \
         | COLLATE {CASE_SENSITIVE | CS | CASE_INSENSITIVE | CI} | ISOLATION LEVEL {SNAPSHOT | SERIALIZABLE} | INTEGRATION rest | SET rest}*",
    ),
    (
        O::AlterDatashare,
        "ALTER DATASHARE",
        "object [{ADD | REMOVE} {ALL {TABLES | FUNCTIONS} IN SCHEMA name... | {TABLE | SCHEMA | FUNCTION} {name [parens]}...} \
         | SET {PUBLICACCESSIBLE [=] {TRUE | FALSE} | INCLUDENEW [=] {TRUE | FALSE} FOR SCHEMA name}]",
    ),
    (
        O::AlterDefaultPrivileges,
        "ALTER DEFAULT PRIVILEGES",
        "[FOR {USER | ROLE} grantee...] [IN SCHEMA name...] \
         {GRANT privilege... ON default_objects TO grantees | REVOKE [GRANT OPTION FOR] privilege... ON default_objects FROM revokees}",
    ),
    (
        O::AlterExternalSchema,
        "ALTER EXTERNAL SCHEMA",
        "object {role_arn | AUTHENTICATION value | AUTHENTICATION_ARN text | SECRET_ARN text | URI text}*",
    ),
    (
        O::AlterExternalView,
        "ALTER EXTERNAL VIEW",
        "object [FORCE] {AS query | REMOVE DEFINITION}",
    ),
    (
        O::AlterFunction,
        "ALTER FUNCTION",
        "object args {RENAME TO name | OWNER TO grantee}",
    ),
    (
        O::AlterGroup,
        "ALTER GROUP",
        "object {{ADD | DROP} USER grantee... | RENAME TO name}",
    ),
    (
        O::AlterIdentityProvider,
        "ALTER IDENTITY PROVIDER",
        "object {PARAMETERS text | NAMESPACE text | role_arn | AUTO_CREATE_ROLES {TRUE | FALSE} \
         | {INCLUDE | EXCLUDE} GROUPS LIKE text | DISABLE | ENABLE}*",
    ),
    (
        O::AlterMaskingPolicy,
        "ALTER MASKING POLICY",
        "object USING parens",
    ),
    (
        O::AlterMaterializedView,
        "ALTER MATERIALIZED VIEW",
        "object {AUTO REFRESH {YES | NO} | ROW LEVEL SECURITY {ON | OFF} [CONJUNCTION TYPE {AND | OR}] [FOR DATASHARES] \
         | ALTER rest | OWNER TO grantee | RENAME TO name}*",
    ),
    (
        O::AlterModel,
        "ALTER MODEL",
        "object {OWNER TO grantee | RENAME TO name}",
    ),
    (
        O::AlterProcedure,
        "ALTER PROCEDURE",
        "object [args] {RENAME TO name | OWNER TO grantee}",
    ),
    (O::AlterRlsPolicy, "ALTER RLS POLICY", "object USING parens"),
    (
        O::AlterRole,
        "ALTER ROLE",
        "object [WITH] {RENAME TO name | OWNER TO grantee | EXTERNALID [TO] value}*",
    ),
    (
        O::AlterSchema,
        "ALTER SCHEMA",
        "object {RENAME TO name | OWNER TO grantee | QUOTA {UNLIMITED | number [MB | GB | TB]}}",
    ),
    (O::AlterSystem, "ALTER SYSTEM", "SET object {TO | =} value"),
    (
        O::AlterTemplate,
        "ALTER TEMPLATE",
        "object {RENAME TO name | OWNER TO grantee | ADD value [AS] [value] | DROP value | SET {value TO value}...}",
    ),
    (O::AlterUser, "ALTER USER", "object [WITH] user_options"),
    (
        O::AlterView,
        "ALTER VIEW",
        "[IF EXISTS] object {RENAME TO name | OWNER TO grantee | SET SCHEMA name | ALTER rest}",
    ),
    // CREATE
    (
        O::CreateDatabase,
        "CREATE DATABASE",
        "object {WITH PERMISSIONS | WITH [NO] DATA CATALOG SCHEMA [value] | FROM ARN text | FROM DATASHARE name OF [ACCOUNT value] NAMESPACE value \
         | FROM INTEGRATION text | DATABASE value | SET integration_setting* | [WITH] OWNER [=] grantee \
         | [WITH] CONNECTION LIMIT {UNLIMITED | number} | [WITH] COLLATE {CASE_SENSITIVE | CS | CASE_INSENSITIVE | CI} \
         | [WITH] ISOLATION LEVEL {SNAPSHOT | SERIALIZABLE} | role_arn}*",
    ),
    (
        O::CreateDatashare,
        "CREATE DATASHARE",
        "object [{[SET] {PUBLICACCESSIBLE [[=] {TRUE | FALSE}] | MANAGEDBY [=] ADX}}...]",
    ),
    (
        O::CreateExternalFunction,
        "CREATE [OR REPLACE] EXTERNAL FUNCTION",
        "object args RETURNS type {VOLATILE | STABLE | IMMUTABLE | LAMBDA text | SAGEMAKER text | role_arn | RETRY_TIMEOUT number \
         | MAX_BATCH_ROWS number | MAX_BATCH_SIZE number [KB | MB]}*",
    ),
    (
        O::CreateExternalModel,
        "CREATE EXTERNAL MODEL",
        "object {FROM text | FUNCTION name [parens] | RETURNS type | role_arn | MODEL_TYPE value | SAGEMAKER text | SETTINGS parens}*",
    ),
    (
        O::CreateExternalSchema,
        "CREATE EXTERNAL SCHEMA",
        "[IF NOT EXISTS] object FROM {DATA CATALOG | HIVE METASTORE | POSTGRES | MYSQL | KINESIS | MSK | KAFKA | REDSHIFT} \
         {DATABASE value | SCHEMA value | REGION value | role_arn | URI text | PORT number | SECRET_ARN text | AUTHENTICATION value \
         | AUTHENTICATION_ARN text | CLUSTER_ARN text | CATALOG_ROLE {DEFAULT | text} | CREATE EXTERNAL DATABASE IF NOT EXISTS \
         | CATALOG_ID text}*",
    ),
    (
        O::CreateExternalTable,
        "CREATE EXTERNAL TABLE",
        "[IF NOT EXISTS] object [args] {PARTITIONED BY parens | ROW FORMAT DELIMITED {{FIELDS | LINES | COLLECTION ITEMS | MAP KEYS} TERMINATED BY text \
         | ESCAPED BY text | NULL DEFINED AS text}* | ROW FORMAT SERDE text [WITH SERDEPROPERTIES parens] \
         | STORED AS {INPUTFORMAT text OUTPUTFORMAT text | value} | USING ICEBERG | LOCATION text | TABLE PROPERTIES parens}* [AS query]",
    ),
    (
        O::CreateExternalView,
        "CREATE EXTERNAL [PROTECTED] VIEW",
        "[IF NOT EXISTS] object [IF NOT EXISTS] AS query",
    ),
    (
        O::CreateFunction,
        "CREATE [OR REPLACE] FUNCTION",
        "object args {RETURNS type | routine_option}*",
    ),
    (
        O::CreateGroup,
        "CREATE GROUP",
        "object [[WITH] USER grantee...]",
    ),
    (
        O::CreateIdentityProvider,
        "CREATE IDENTITY PROVIDER",
        "object {TYPE value | NAMESPACE text | PARAMETERS text | APPLICATION_ARN text | role_arn | AUTO_CREATE_ROLES {TRUE | FALSE} \
         | {INCLUDE | EXCLUDE} GROUPS LIKE text | DISABLE | ENABLE}*",
    ),
    (O::CreateIndex, "CREATE [UNIQUE] INDEX", "rest"),
    (
        O::CreateLibrary,
        "CREATE [OR REPLACE] LIBRARY",
        "object {LANGUAGE value | FROM text | library_auth | REGION [AS] value}*",
    ),
    (
        O::CreateMaskingPolicy,
        "CREATE MASKING POLICY",
        "[IF NOT EXISTS] object {WITH parens | USING parens}*",
    ),
    (
        O::CreateModel,
        "CREATE [OR REPLACE] MODEL",
        "object {FROM {parens | text | name} | TARGET name | FUNCTION name [parens] | RETURNS type | SAGEMAKER text [placeholder] | role_arn \
         | AUTO {ON | OFF} | MODEL_TYPE value | PROBLEM_TYPE {parens | value} | OBJECTIVE {parens | value} | PREPROCESSORS value \
         | HYPERPARAMETERS DEFAULT [EXCEPT parens] | SETTINGS parens}*",
    ),
    (
        O::CreateProcedure,
        "CREATE [OR REPLACE] PROCEDURE",
        "object args {NONATOMIC | routine_option}*",
    ),
    (
        O::CreateRlsPolicy,
        "CREATE RLS POLICY",
        "[IF NOT EXISTS] object [WITH parens [[AS] name]] USING parens",
    ),
    (
        O::CreateRole,
        "CREATE ROLE",
        "object [EXTERNALID [TO] value]",
    ),
    (
        O::CreateSequence,
        "CREATE [TEMP | TEMPORARY] SEQUENCE",
        "[IF NOT EXISTS] object [rest]",
    ),
    (
        O::CreateTemplate,
        "CREATE [OR REPLACE] TEMPLATE",
        "object FOR COPY [rest]",
    ),
    (
        O::CreateTrigger,
        "CREATE [OR REPLACE] [CONSTRAINT] TRIGGER",
        "object rest",
    ),
    (O::CreateUser, "CREATE USER", "object [WITH] user_options"),
    // DROP
    (
        O::DropDatabase,
        "DROP DATABASE",
        "[IF EXISTS] object [behaviour] [FORCE]",
    ),
    (O::DropDatashare, "DROP DATASHARE", "[IF EXISTS] object..."),
    (
        O::DropExternalView,
        "DROP EXTERNAL VIEW",
        "[IF EXISTS] object [IF EXISTS] [behaviour]",
    ),
    (O::DropGroup, "DROP GROUP", "[IF EXISTS] object..."),
    (
        O::DropIdentityProvider,
        "DROP IDENTITY PROVIDER",
        "object [CASCADE]",
    ),
    (
        O::DropIndex,
        "DROP INDEX",
        "[IF EXISTS] object... [behaviour]",
    ),
    (O::DropLibrary, "DROP LIBRARY", "[IF EXISTS] object"),
    (
        O::DropMaskingPolicy,
        "DROP MASKING POLICY",
        "[IF EXISTS] object [behaviour]",
    ),
    (
        O::DropRlsPolicy,
        "DROP RLS POLICY",
        "[IF EXISTS] object [behaviour]",
    ),
    (
        O::DropRole,
        "DROP ROLE",
        "[IF EXISTS] object... [FORCE | RESTRICT]",
    ),
    (
        O::DropSequence,
        "DROP SEQUENCE",
        "[IF EXISTS] object... [behaviour]",
    ),
    (O::DropTemplate, "DROP TEMPLATE", "[IF EXISTS] object"),
    (
        O::DropTrigger,
        "DROP TRIGGER",
        "[IF EXISTS] object ON name [behaviour]",
    ),
    (O::DropUser, "DROP USER", "[IF EXISTS] {object...} [FORCE]"),
    // Privileges and policies
    (
        O::Grant,
        "GRANT",
        "{ROLE grantee... TO grantees | assumed TO grantees [purposes] | privileges TO grantees}",
    ),
    (
        O::Revoke,
        "REVOKE",
        "[{GRANT | ADMIN} OPTION FOR] {ROLE grantee... FROM revokees | assumed FROM revokees [purposes] | privileges FROM revokees}",
    ),
    (
        O::AttachPolicy,
        "ATTACH {RLS | MASKING} POLICY",
        "object {ON [TABLE] {name [parens]}...} [USING parens] {TO grantees} [PRIORITY number]",
    ),
    (
        O::DetachPolicy,
        "DETACH {RLS | MASKING} POLICY",
        "object {ON [TABLE] {name [parens]}...} [USING parens] FROM grantees",
    ),
    // Maintenance and sessions
    (
        O::AnalyzeCompression,
        "{ANALYZE | ANALYSE} COMPRESSION",
        "[COMPROWS number end] [object] [args] [COMPROWS number]",
    ),
    (
        O::Analyze,
        "{ANALYZE | ANALYSE}",
        "[VERBOSE] [object] [args] [{PREDICATE | ALL} COLUMNS]",
    ),
    (O::Cancel, "CANCEL", "number [text]"),
    (
        O::Lock,
        "LOCK",
        "[TABLE] object... [IN {ACCESS | ROW | SHARE | EXCLUSIVE | UPDATE}* MODE] [NOWAIT]",
    ),
    (
        O::RefreshMaterializedView,
        "REFRESH MATERIALIZED VIEW",
        "object [behaviour]",
    ),
    (O::Reset, "RESET", "{ALL | SESSION AUTHORIZATION | object}"),
    (
        O::SetSessionAuthorization,
        "SET [LOCAL] SESSION AUTHORIZATION",
        "{DEFAULT | grantee}",
    ),
    (
        O::SetSessionCharacteristics,
        "SET SESSION CHARACTERISTICS",
        "AS TRANSACTION rest",
    ),
    (O::Use, "USE", "object"),
    (
        O::Vacuum,
        "VACUUM",
        "[FULL | SORT ONLY | DELETE ONLY | REINDEX | RECLUSTER]* [BOOST end] [object] [TO number PERCENT] [BOOST]",
    ),
    (O::Show, "SHOW", "show"),
    (
        O::Desc,
        "{DESC | DESCRIBE}",
        "{DATASHARE object [OF [ACCOUNT value] NAMESPACE value] | IDENTITY PROVIDER object}",
    ),
    // Cursors and prepared statements
    (
        O::Declare,
        "DECLARE",
        "object {BINARY | INSENSITIVE | NO | SCROLL}* CURSOR [{WITH | WITHOUT} HOLD] FOR query",
    ),
    (
        O::Fetch,
        "FETCH",
        "[NEXT | ALL | FORWARD [ALL | number] | PRIOR | FIRST | LAST | number] {FROM | IN} object",
    ),
    (O::Close, "CLOSE", "{ALL | object}"),
    (O::Prepare, "PREPARE", "object [args] AS statement"),
    (O::Execute, "EXECUTE", "object [args]"),
    (O::Deallocate, "DEALLOCATE", "[PREPARE] {ALL | object}"),
    (
        O::CopyJob,
        "COPY JOB",
        "{CREATE object [AUTO {ON | OFF}] | ALTER object [AUTO {ON | OFF}] | {RUN | SHOW | DROP} object | LIST}",
    ),
    // What only other databases have
    (O::Do, "DO", "[LANGUAGE value] body [LANGUAGE value]"),
    (O::Savepoint, "SAVEPOINT", "object"),
    (O::Savepoint, "RELEASE", "[SAVEPOINT] object"),
    (
        O::Savepoint,
        "ROLLBACK [WORK | TRANSACTION] TO",
        "[SAVEPOINT] object",
    ),
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
    use super::super::synopsis::tests::check;
    use super::super::testing::{fails, reads};
    use super::*;

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
    fn the_table_has_no_unknown_small_words() {
        for (kind, head, rest) in STATEMENTS {
            check(&compile(head), &format!("{kind:?}"));
            check(&compile(rest), &format!("{kind:?}"));
        }
    }
}
