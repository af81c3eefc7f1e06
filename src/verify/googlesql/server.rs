//! Server programs that live as long as this process: started here, ended when dropped or when this process dies.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU16, Ordering};

/// Runs the program `$0` with the rest as its arguments until standard input ends, which the death of the parent does
/// however it comes. A signal only ends the waiting, so that the program is ended too.
const KEEPER: &str = r#"trap : INT TERM HUP; "$0" "$@" </dev/null & program=$!; read -r _; kill "$program" 2>/dev/null"#;

/// A running server. Dropping it ends the program.
#[derive(Debug)]
pub struct Server {
    keeper: Child,
}

impl Server {
    /// Starts a program, its output thrown away.
    ///
    /// # Errors
    ///
    /// When the program is not there or the shell that keeps it cannot be started.
    pub fn start<A: AsRef<std::ffi::OsStr>>(program: &Path, arguments: &[A]) -> io::Result<Server> {
        if program.components().count() > 1 && !program.exists() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "no such file"));
        }
        let mut command = Command::new("sh");
        command.arg("-c").arg(KEEPER).arg(program).args(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Ok(Server {
            keeper: command.spawn()?,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// The ports that servers get: below those that systems give to clients, so that a client that tries a port before its server
/// listens is never connected with itself.
const PORTS: std::ops::Range<u16> = 15_000..32_000;

/// A port of this machine that nothing listens on, and that this process has not had yet.
///
/// # Errors
///
/// When no port is left.
pub fn free_port() -> io::Result<u16> {
    static NEXT: OnceLock<AtomicU16> = OnceLock::new();
    let start = || {
        // Processes that start together begin at different ports.
        let random = RandomState::new().hash_one(std::process::id());
        AtomicU16::new(u16::try_from(random % 0x1_0000).unwrap_or_default())
    };
    let next = NEXT.get_or_init(start);
    let mut error = None;
    for _ in PORTS {
        let port = PORTS.start + next.fetch_add(1, Ordering::Relaxed) % (PORTS.end - PORTS.start);
        match TcpListener::bind(("127.0.0.1", port)) {
            Ok(_) => return Ok(port),
            Err(why) => error = Some(why),
        }
    }
    Err(error.unwrap_or_else(|| io::ErrorKind::AddrNotAvailable.into()))
}
