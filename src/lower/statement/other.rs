//! The statements that are read by kind: dropped where BigQuery does the thing by itself, refused otherwise.
//!
//! `VACUUM t` → `-- RS5001: VACUUM has no meaning in BigQuery`

use super::super::Cx;
use crate::bigquery::statement as target;
use crate::diagnostic::Code;
use crate::redshift::statement::{Other, OtherKind};
use crate::span::Span;

/// What becomes of a kind of statement.
enum Fate {
    /// BigQuery does it by itself.
    Dropped,
    /// There is no such statement; the text says what to do.
    Refused(&'static str),
    /// There is a counterpart that is not translated yet.
    NotYet,
    /// REFRESH MATERIALIZED VIEW.
    Refreshed,
    /// ALTER MATERIALIZED VIEW.
    Altered,
    /// RESET.
    Reset,
    /// SHOW.
    Shown,
}

impl Cx<'_> {
    /// A statement read by kind.
    pub(super) fn other(&mut self, statement: &Other) -> Vec<target::Statement> {
        let name = statement.kind.as_str();
        let span = self.statement.span;
        if self.only_changes_owner(statement) {
            return self.dropped(&format!("{name} … OWNER TO"), "grant roles on the object");
        }
        match fate(statement.kind) {
            Fate::Refreshed => self.refresh_materialized_view(statement),
            Fate::Altered => self.alter_materialized_view(statement),
            Fate::Reset => self.reset(statement),
            Fate::Shown => self.show(statement),
            Fate::Dropped => self.dropped(name, ""),
            Fate::Refused(help) => {
                self.refuse(Code::RS1001, span, &[name, help]);
                Vec::new()
            }
            Fate::NotYet => {
                self.refuse(Code::RS1002, span, &[name]);
                Vec::new()
            }
        }
    }
}

/// What tells in BigQuery what SHOW tells, by the words behind SHOW.
const SHOWN: [(&str, &str); 13] = [
    ("search_path", "select @@dataset_id"),
    ("timezone", "select @@time_zone"),
    ("time zone", "select @@time_zone"),
    ("databases", "list the projects, with bq ls --projects"),
    ("schemas", "query INFORMATION_SCHEMA.SCHEMATA"),
    ("tables", "query INFORMATION_SCHEMA.TABLES"),
    ("columns", "query INFORMATION_SCHEMA.COLUMNS"),
    ("constraints", "query INFORMATION_SCHEMA.TABLE_CONSTRAINTS"),
    ("table", "select ddl from INFORMATION_SCHEMA.TABLES"),
    (
        "external table",
        "select ddl from INFORMATION_SCHEMA.TABLES",
    ),
    (
        "view",
        "select view_definition from INFORMATION_SCHEMA.VIEWS",
    ),
    ("procedures", "query INFORMATION_SCHEMA.ROUTINES"),
    ("grants", "query INFORMATION_SCHEMA.OBJECT_PRIVILEGES"),
];

impl Cx<'_> {
    /// `ALTER SCHEMA s OWNER TO u`: objects of BigQuery have no owners.
    fn only_changes_owner(&self, statement: &Other) -> bool {
        let [clause] = statement.clauses.as_slice() else {
            return false;
        };
        let mut words = self.text(*clause).split_whitespace();
        words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("owner"))
    }

    /// SHOW: the help says where the answer is.
    fn show(&mut self, statement: &Other) -> Vec<target::Statement> {
        let span = self.statement.span;
        let rest = Span::new(statement.kind_span.end, span.end);
        let words = self.text(rest).to_lowercase();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let starts = |name: &str| {
            let rest = words.strip_prefix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        let known = SHOWN.iter().find(|(name, _)| starts(name));
        let help = known.map_or("query INFORMATION_SCHEMA", |(_, help)| help);
        self.refuse(Code::RS1001, span, &["SHOW", help]);
        Vec::new()
    }
}

fn fate(kind: OtherKind) -> Fate {
    const IAM: &str = "principals and their rights live in IAM";
    const CURSOR: &str = "use FOR … IN, or read the query's result";
    const SHARE: &str = "share datasets with Analytics Hub";
    match kind {
        OtherKind::Analyze
        | OtherKind::AnalyzeCompression
        | OtherKind::Vacuum
        | OtherKind::Lock => Fate::Dropped,
        OtherKind::CreateExternalSchema
        | OtherKind::CreateExternalTable
        | OtherKind::CreateFunction
        | OtherKind::CreateExternalFunction
        | OtherKind::CreateModel
        | OtherKind::CreateExternalModel
        | OtherKind::CreateProcedure
        | OtherKind::CreateRlsPolicy
        | OtherKind::CreateMaskingPolicy
        | OtherKind::AlterModel
        | OtherKind::AlterRlsPolicy
        | OtherKind::AlterMaskingPolicy
        | OtherKind::AttachPolicy
        | OtherKind::DetachPolicy
        | OtherKind::DropRlsPolicy
        | OtherKind::DropMaskingPolicy
        | OtherKind::Grant
        | OtherKind::Revoke
        | OtherKind::Prepare
        | OtherKind::Execute
        | OtherKind::Deallocate => Fate::NotYet,
        OtherKind::RefreshMaterializedView => Fate::Refreshed,
        OtherKind::AlterMaterializedView => Fate::Altered,
        OtherKind::CreateUser
        | OtherKind::AlterUser
        | OtherKind::DropUser
        | OtherKind::CreateGroup
        | OtherKind::AlterGroup
        | OtherKind::DropGroup
        | OtherKind::CreateRole
        | OtherKind::AlterRole
        | OtherKind::DropRole
        | OtherKind::CreateIdentityProvider
        | OtherKind::AlterIdentityProvider
        | OtherKind::DropIdentityProvider
        | OtherKind::AlterDefaultPrivileges
        | OtherKind::SetSessionAuthorization => Fate::Refused(IAM),
        OtherKind::Declare | OtherKind::Fetch | OtherKind::Close => Fate::Refused(CURSOR),
        OtherKind::CreateDatashare
        | OtherKind::AlterDatashare
        | OtherKind::DropDatashare
        | OtherKind::Desc => Fate::Refused(SHARE),
        OtherKind::Show => Fate::Shown,
        OtherKind::CreateDatabase | OtherKind::AlterDatabase | OtherKind::DropDatabase => {
            Fate::Refused("a database is a project, which is not made by SQL")
        }
        OtherKind::AlterSchema => Fate::Refused("a dataset is not renamed by SQL"),
        OtherKind::AlterExternalSchema => Fate::Refused("create the external schema anew"),
        OtherKind::CreateExternalView
        | OtherKind::AlterExternalView
        | OtherKind::DropExternalView => Fate::Refused("create a view over the external table"),
        OtherKind::AlterFunction | OtherKind::AlterProcedure | OtherKind::AlterView => {
            Fate::Refused("create the object anew under the new name")
        }
        OtherKind::AlterSystem => Fate::Refused("there is no cluster to configure"),
        OtherKind::CopyJob
        | OtherKind::CreateTemplate
        | OtherKind::AlterTemplate
        | OtherKind::DropTemplate => Fate::Refused("use the BigQuery Data Transfer Service"),
        OtherKind::CreateLibrary | OtherKind::DropLibrary => {
            Fate::Refused("name the packages or the library in the OPTIONS of the function")
        }
        OtherKind::CreateIndex | OtherKind::DropIndex => {
            Fate::Refused("Redshift has no indexes either")
        }
        OtherKind::CreateSequence | OtherKind::DropSequence => {
            Fate::Refused("use GENERATE_UUID() or ROW_NUMBER()")
        }
        OtherKind::CreateTrigger | OtherKind::DropTrigger => {
            Fate::Refused("there are no triggers in either")
        }
        OtherKind::Do => Fate::Refused("write the block as a script"),
        OtherKind::Savepoint => Fate::Refused("there are no savepoints in either"),
        OtherKind::SetSessionCharacteristics => {
            Fate::Refused("transactions have one isolation level")
        }
        OtherKind::Cancel => Fate::Refused("call BQ.JOBS.CANCEL with the job's id"),
        OtherKind::Reset => Fate::Reset,
        OtherKind::Use => {
            Fate::Refused("qualify names with their project, or set @@dataset_project_id")
        }
    }
}
