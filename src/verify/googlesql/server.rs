//! Server programs that live as long as this process: started here, ended when dropped or when this process dies.

use std::io;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

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

/// A port of this machine that nothing listens on.
///
/// # Errors
///
/// When the system has no port left.
pub fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
