//! The table of the statements that are read by kind: what each begins with, and the synopsis of its rest.
//!
//! The notation is that of [`synopsis`](super::synopsis).

use crate::redshift::statement::{OtherKind, OtherKind as O};

/// Kind, first words, rest. The first line that fits is taken, so longer heads stand first.
pub(super) const STATEMENTS: &[(OtherKind, &str, &str)] = &[
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
        "[TABLE] object... [IN {ACCESS {SHARE | EXCLUSIVE} | ROW {SHARE | EXCLUSIVE} | SHARE [{ROW | UPDATE} EXCLUSIVE] | EXCLUSIVE} MODE] \
         [NOWAIT]",
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

/// The first words of the statements that have trees of their own; `end` never fits behind them.
pub(super) const WITH_TREES: &[&str] = &[
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
];

#[cfg(test)]
mod tests {
    use super::STATEMENTS;

    #[test]
    fn the_table_of_statements_has_every_kind() {
        let table = include_str!("../../../../grammar/statements.map");
        let missing: Vec<&str> = STATEMENTS
            .iter()
            .map(|(kind, ..)| kind.as_str())
            .filter(|kind| !table.contains(&format!("\n{kind} = ")))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
