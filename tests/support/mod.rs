//! What the tests share: the two engines, started once for a test program and ended with it.
//!
//! A test without its engine fails; it never passes by not running.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm
)] // no test program uses all of it

pub mod cell;
pub mod ebnf;
#[cfg(feature = "googlesql")]
pub mod examples;
pub mod postgres;
pub mod random;
pub mod rows;
pub mod server;

use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use rs2bq::verify::googlesql::Engine;

use postgres::Postgres;
use server::module;
#[allow(unused_imports)] // the command line's tests start the program themselves
pub use server::{googlesql_program, own_googlesql};

/// GoogleSQL's server. The guard is the engine: hold it while it is asked.
pub fn googlesql() -> MutexGuard<'static, Engine> {
    static ENGINE: OnceLock<Mutex<Engine>> = OnceLock::new();
    locked(ENGINE.get_or_init(|| Mutex::new(own_googlesql())))
}

/// PostgreSQL. The guard is the connection: hold it while it is asked.
pub fn postgres() -> MutexGuard<'static, Postgres> {
    static ENGINE: OnceLock<Mutex<Postgres>> = OnceLock::new();
    locked(ENGINE.get_or_init(|| Mutex::new(own_postgres())))
}

/// A PostgreSQL of one's own.
pub fn own_postgres() -> Postgres {
    Postgres::start(&module(
        "@electric-sql/pglite-socket/dist/scripts/server.js",
    ))
}

/// The guard, also after another test failed with it.
fn locked<T>(mutex: &'static Mutex<T>) -> MutexGuard<'static, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
