//! The installed engines.

#![allow(dead_code, clippy::panic)]

use std::path::PathBuf;

use rs2bq::verify::googlesql::Engine;

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

/// A file of an installed engine.
pub fn module(path: &str) -> PathBuf {
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
