//! PostgreSQL in a Node process: `pglite-server`, which takes one connection at a time.

use std::path::Path;
use std::time::{Duration, Instant};

use postgres::{Client, NoTls, SimpleQueryMessage};
use rs2bq::verify::googlesql::server::{Server, free_port};

/// A PostgreSQL with an empty database in memory.
pub struct Postgres {
    client: Client,
    _server: Server,
}

/// The rows of a result as PostgreSQL prints them: `None` is NULL.
pub type Rows = Vec<Vec<Option<String>>>;

impl Postgres {
    /// Starts the server by its script and connects.
    pub fn start(script: &Path) -> Postgres {
        let port = free_port().expect("a free port");
        let arguments = [
            script.as_os_str().to_owned(),
            format!("--port={port}").into(),
        ];
        let server = Server::start(Path::new("node"), &arguments).expect("node starts");
        let start = Instant::now();
        loop {
            match Client::connect(
                &format!("host=127.0.0.1 port={port} user=postgres dbname=postgres"),
                NoTls,
            ) {
                Ok(client) => {
                    return Postgres {
                        client,
                        _server: server,
                    };
                }
                Err(error) if start.elapsed() > Duration::from_secs(60) => {
                    panic!("PostgreSQL does not start: {error}")
                }
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    /// The rows of a query, or of the last statement with a result; PostgreSQL's message where it refuses.
    pub fn query(&mut self, sql: &str) -> Result<Rows, String> {
        let message = |error: postgres::Error| {
            error
                .as_db_error()
                .map_or_else(|| error.to_string(), |error| error.message().to_owned())
        };
        let mut rows = Rows::new();
        for answer in self.client.simple_query(sql).map_err(message)? {
            if let SimpleQueryMessage::Row(row) = answer {
                rows.push(
                    (0..row.len())
                        .map(|index| row.get(index).map(str::to_owned))
                        .collect(),
                );
            } else if let SimpleQueryMessage::RowDescription(_) = answer {
                rows.clear();
            }
        }
        Ok(rows)
    }

    /// The message where the text is no statement by the grammar; tables and types are not asked, and nothing runs.
    pub fn syntax_error(&mut self, sql: &str) -> Option<String> {
        let error = self.client.prepare(sql).err()?;
        let message = error.as_db_error()?.message();
        let is_syntax = ["syntax error", "unterminated"]
            .iter()
            .any(|start| message.starts_with(start));
        is_syntax.then(|| message.to_owned())
    }

    /// The only value of a query.
    pub fn value(&mut self, sql: &str) -> Result<Option<String>, String> {
        let rows = self.query(sql)?;
        rows.into_iter()
            .next()
            .and_then(|row| row.into_iter().next())
            .ok_or_else(|| "no row".to_owned())
    }
}
