//! What the tests share: the two engines, started once for a test program and ended with it.
//!
//! A test without its engine fails; it never passes by not running.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)] // no test program uses all of it

pub mod ebnf;
pub mod postgres;
pub mod random;

use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rs2bq::verify::googlesql::Engine;

use postgres::Postgres;

/// GoogleSQL's server. The guard is the engine: hold it while it is asked.
pub fn googlesql() -> MutexGuard<'static, Engine> {
    static ENGINE: OnceLock<Mutex<Engine>> = OnceLock::new();
    locked(ENGINE.get_or_init(|| Mutex::new(own_googlesql())))
}

/// A GoogleSQL server of one's own, for tests that ask a great deal at once.
pub fn own_googlesql() -> Engine {
    let program = googlesql_program();
    Engine::spawn(program).unwrap_or_else(|error| panic!("GoogleSQL does not start: {error}"))
}

/// The program of GoogleSQL's server.
pub fn googlesql_program() -> PathBuf {
    let program = match std::env::consts::ARCH {
        "aarch64" if cfg!(target_os = "macos") => "remote_server_arm",
        "aarch64" => "remote_server_arm.so",
        _ if cfg!(target_os = "macos") => "remote_server",
        _ => "remote_server.so",
    };
    module(&format!(
        "@fivetrandevelopers/zetasql/lib/zetasql/{program}"
    ))
}

/// PostgreSQL. The guard is the connection: hold it while it is asked.
pub fn postgres() -> MutexGuard<'static, Postgres> {
    static ENGINE: OnceLock<Mutex<Postgres>> = OnceLock::new();
    locked(ENGINE.get_or_init(|| {
        Mutex::new(Postgres::start(&module(
            "@electric-sql/pglite-socket/dist/scripts/server.js",
        )))
    }))
}

/// A file of an installed engine.
fn module(path: &str) -> PathBuf {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/engines/node_modules")
        .join(path);
    assert!(
        file.exists(),
        "{} is missing: run `npm ci` in tests/engines (./test does it)",
        file.display()
    );
    file
}

/// The guard, also after another test failed with it.
fn locked<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
