//! A client of GoogleSQL's own server: BigQuery's parser, analyzer and reference evaluator, offline.
//!
//! The server is the program `remote_server.so` of the npm package `@fivetrandevelopers/zetasql`. It is a little more
//! lenient than BigQuery (it has functions that BigQuery has not) and does not run DDL; everything else is BigQuery's.
//!
//! ```no_run
//! use rs2bq::verify::googlesql::{Catalog, Engine};
//!
//! let mut engine = Engine::spawn("node_modules/@fivetrandevelopers/zetasql/lib/zetasql/remote_server.so")?;
//! let mut catalog = Catalog::new();
//! catalog.add_table("sales.orders", [("id", "INT64"), ("total", "NUMERIC")])?;
//! let analysis = engine.analyze("SELECT id, total / 2 AS half FROM sales.orders", &catalog)?;
//! assert_eq!(analysis.columns[1].1.to_string(), "NUMERIC");
//! assert_eq!(engine.evaluate("SELECT 7 / 2")?.rows[0][0].to_string(), "3.5");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod catalog;
mod client;
mod error;
mod options;
#[allow(missing_docs)] // the engine's messages, documented there
mod proto;
mod resolved;
mod script;
pub mod server;
mod types;
mod value;
mod wire;

use std::path::Path;

pub use catalog::{Catalog, Column};
pub use error::{EngineError, Location};
pub use script::ScriptStatement;
pub use types::{Type, TypeError};
pub use value::Value;

use client::{Client, Origin};
use proto::{AnalyzerOptions, LanguageOptions, ValueProto};

/// A GoogleSQL server, set up as BigQuery. Calls wait for the answer. A server that was started here is started again
/// when a statement killed it.
pub struct Engine {
    client: Client,
    language: LanguageOptions,
    analyzer: AnalyzerOptions,
}

/// What the analyzer says about a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Analysis {
    /// The columns of a query's result, or of what a CREATE, LOAD DATA or EXPORT DATA makes.
    pub columns: Vec<Column>,
    /// The resolved statement without locations and without copies of its text: equal bytes are equal meanings.
    pub meaning: Vec<u8>,
}

/// The result of a query.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The names and types of the columns.
    pub columns: Vec<Column>,
    /// The values, row by row.
    pub rows: Vec<Vec<Value>>,
}

impl Analysis {
    fn new(resolved: &[u8]) -> Analysis {
        Analysis {
            columns: resolved::columns(resolved),
            meaning: resolved::meaning(resolved),
        }
    }
}

/// How often a server is started again that dies before it has answered once, as it does now and then on a busy machine.
const RESTARTS: usize = 3;

impl Engine {
    /// Starts the server program on a free port. It ends with the engine, or when this process dies.
    ///
    /// # Errors
    ///
    /// When the program cannot be started or does not answer.
    pub fn spawn(program: impl AsRef<Path>) -> Result<Engine, EngineError> {
        Engine::new(Origin::Program(program.as_ref().to_owned()))
    }

    /// Uses a server that runs already, at `host:port`.
    ///
    /// # Errors
    ///
    /// When there is no server.
    pub fn connect(address: &str) -> Result<Engine, EngineError> {
        Engine::new(Origin::Address(address.to_owned()))
    }

    /// Checks the grammar of one statement.
    ///
    /// # Errors
    ///
    /// The syntax error, or that the engine failed.
    pub fn parse(&mut self, sql: &str) -> Result<(), EngineError> {
        self.syntax_tree(sql, false).map(|_| ())
    }

    /// Checks the grammar of a script: any number of statements, with variables and control statements.
    ///
    /// # Errors
    ///
    /// The syntax error, or that the engine failed.
    pub fn parse_script(&mut self, sql: &str) -> Result<(), EngineError> {
        self.syntax_tree(sql, true).map(|_| ())
    }

    /// Analyzes one statement: names, types, options.
    ///
    /// # Errors
    ///
    /// The analyzer's error, or that the engine failed.
    pub fn analyze(&mut self, sql: &str, catalog: &Catalog) -> Result<Analysis, EngineError> {
        self.resolve(sql, catalog, None)
            .map(|resolved| Analysis::new(&resolved))
    }

    /// Analyzes the statements of a script in order, and does to the catalog what they do: CREATE, ALTER, DROP, LOAD
    /// DATA and DECLARE. The bodies of blocks and procedures are analyzed too.
    ///
    /// # Errors
    ///
    /// That the script does not parse, or that the engine failed; errors of statements are in the result.
    pub fn analyze_script(
        &mut self,
        sql: &str,
        catalog: &mut Catalog,
    ) -> Result<Vec<ScriptStatement>, EngineError> {
        let tree = self.syntax_tree(sql, true)?;
        Ok(script::analyze(self, sql, &tree, catalog))
    }

    /// Runs a query that reads no tables.
    ///
    /// # Errors
    ///
    /// The error of the analyzer or of the evaluation, or that the engine failed.
    pub fn evaluate(&mut self, sql: &str) -> Result<Rows, EngineError> {
        let mut options = self.options_for(sql);
        options.system_variables.clear(); // they would need values
        let request = proto::PrepareQueryRequest {
            sql: Some(sql.to_owned()),
            options: Some(options),
            simple_catalog: Some(Catalog::new().to_proto(&self.language)),
        };
        let answer: proto::PrepareQueryResponse = self.call("PrepareQuery", request)?;
        let prepared = answer.prepared.unwrap_or_default();
        let id = prepared.prepared_query_id;
        let result = self.call(
            "EvaluateQuery",
            proto::EvaluateQueryRequest {
                prepared_query_id: id,
            },
        );
        if !matches!(result, Err(EngineError::Died | EngineError::TimedOut(_))) {
            let _: proto::Empty = self.call(
                "UnprepareQuery",
                proto::UnprepareQueryRequest {
                    prepared_query_id: id,
                },
            )?;
        }
        let answer: proto::EvaluateQueryResponse = result?;
        read_rows(&prepared.columns, answer)
    }

    fn new(origin: Origin) -> Result<Engine, EngineError> {
        let mut client = Client::new(origin)?;
        let mut ask = || {
            let request = proto::LanguageOptionsRequest {
                maximum_features: Some(true),
            };
            client.call("GetLanguageOptions", request)
        };
        let mut language: Result<LanguageOptions, _> = ask();
        for _ in 0..RESTARTS {
            if matches!(language, Err(EngineError::Died)) {
                language = ask();
            }
        }
        let mut language = language?;
        options::set_language(&mut language);
        let mut analyzer: AnalyzerOptions =
            client.call("GetAnalyzerOptions", proto::AnalyzerOptionsRequest {})?;
        options::set_analyzer(&mut analyzer, &language);
        Ok(Engine {
            client,
            language,
            analyzer,
        })
    }

    /// The bytes of the resolved statement; `target` is the type that a query's only column must have.
    fn resolve(
        &mut self,
        sql: &str,
        catalog: &Catalog,
        target: Option<&Type>,
    ) -> Result<Vec<u8>, EngineError> {
        let mut options = self.options_for(sql);
        options.target_column_types = target.into_iter().map(Type::to_proto).collect();
        let proto = catalog.to_proto(&self.language);
        let request = |options| proto::AnalyzeRequest {
            options: Some(options),
            simple_catalog: Some(proto.clone()),
            sql_statement: Some(sql.to_owned()),
        };
        let mut answer: Result<proto::AnalyzeResponse, _> =
            self.call("Analyze", request(options.clone()));
        if answer
            .as_ref()
            .is_err_and(|error| error.to_string().starts_with(NO_POSITIONS))
        {
            options.parameter_mode = Some(PARAMETER_POSITIONAL);
            answer = self.call("Analyze", request(options));
        }
        if let Some(table) = answer
            .as_ref()
            .err()
            .and_then(|error| missing_target(error, sql))
        {
            let mut with_table = catalog.clone();
            with_table.set_table(&table, Vec::new());
            return self.resolve(sql, &with_table, target);
        }
        answer.map(|answer| answer.resolved_statement.unwrap_or_default())
    }

    fn syntax_tree(&mut self, sql: &str, allow_script: bool) -> Result<Vec<u8>, EngineError> {
        let request = proto::ParseRequest {
            sql_statement: Some(sql.to_owned()),
            options: Some(self.language.clone()),
            allow_script: Some(allow_script),
        };
        let answer: proto::ParseResponse = self.call("Parse", request)?;
        Ok(answer
            .parsed_script
            .or(answer.parsed_statement)
            .unwrap_or_default())
    }

    fn options_for(&self, sql: &str) -> AnalyzerOptions {
        let mut options = self.analyzer.clone();
        options::allowed_options(
            options.allowed_hints_and_options.get_or_insert_default(),
            sql,
        );
        options
    }

    fn call<Q, A>(&mut self, method: &str, request: Q) -> Result<A, EngineError>
    where
        Q: prost::Message + 'static,
        A: prost::Message + Default + 'static,
    {
        self.client.call(method, request)
    }
}

/// How the engine refuses `?` where it expects `@name`; a statement has one kind or the other.
const NO_POSITIONS: &str = "Positional parameters are not supported";
const PARAMETER_POSITIONAL: i32 = 1;

/// The table that a LOAD DATA makes: BigQuery makes it where it is missing, the engine wants it to be there.
fn missing_target(error: &EngineError, sql: &str) -> Option<String> {
    let EngineError::Refused { message, .. } = error else {
        return None;
    };
    let table = message
        .strip_prefix("Table not found: ")?
        .split(';')
        .next()?;
    options::is_statement(sql, "LOAD DATA").then(|| table.to_owned())
}

fn read_rows(
    columns: &[proto::SimpleColumn],
    answer: proto::EvaluateQueryResponse,
) -> Result<Rows, EngineError> {
    let column = |column: &proto::SimpleColumn| {
        let kind = column
            .r#type
            .as_ref()
            .map_or(Type::Other(0), Type::from_proto);
        (column.name.clone().unwrap_or_default(), kind)
    };
    let columns: Vec<Column> = columns.iter().map(column).collect();
    let cell = |(value, (_, kind)): (&ValueProto, &Column)| {
        Value::from_proto(value, kind)
            .ok_or_else(|| EngineError::Answer(format!("a value of type {kind} cannot be read")))
    };
    let rows = answer
        .content
        .and_then(|content| content.table_data)
        .unwrap_or_default()
        .row;
    let rows = rows
        .iter()
        .map(|row| row.cell.iter().zip(&columns).map(cell).collect())
        .collect::<Result<_, _>>()?;
    Ok(Rows { columns, rows })
}
