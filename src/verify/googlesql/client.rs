//! Calls of the engine's service, one at a time and blocking, over one connection that is made again when the engine dies.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use prost::Message;
use tokio::runtime::{Builder, Runtime};
use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::{Channel, Endpoint};
use tonic::{Code, Request, Status};
use tonic_prost::ProstCodec;

use super::EngineError;
use super::server::{Server, free_port};

/// How long a call may take; the engine answers in milliseconds unless it hangs.
const CALL_TIME: Duration = Duration::from_secs(30);
/// How long the engine may take to start.
const START_TIME: Duration = Duration::from_secs(30);

/// Where the engine is.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// A server that someone else keeps, as `host:port`.
    Address(String),
    /// The program to start.
    Program(PathBuf),
}

/// The connection. It is made at the first call, and again after the engine died.
pub(super) struct Client {
    origin: Origin,
    runtime: Runtime,
    connection: Option<Connection>,
}

struct Connection {
    grpc: Grpc<Channel>,
    /// Held to be ended with the connection.
    _server: Option<Server>,
}

impl Client {
    pub(super) fn new(origin: Origin) -> Result<Client, EngineError> {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|source| EngineError::Start {
                what: "runtime".into(),
                source,
            })?;
        let mut client = Client {
            origin,
            runtime,
            connection: None,
        };
        client.connect()?;
        Ok(client)
    }

    /// Calls a method of the service.
    pub(super) fn call<Q, A>(&mut self, method: &str, request: Q) -> Result<A, EngineError>
    where
        Q: Message + 'static,
        A: Message + Default + 'static,
    {
        self.connect()?;
        let path = PathAndQuery::try_from(format!(
            "/zetasql.local_service.ZetaSqlLocalService/{method}"
        ))
        .map_err(|error| EngineError::Answer(error.to_string()))?;
        let Some(connection) = &mut self.connection else {
            return Err(EngineError::Died);
        };
        let grpc = &mut connection.grpc;
        let call = async {
            grpc.ready()
                .await
                .map_err(|error| Status::unavailable(error.to_string()))?;
            grpc.unary(Request::new(request), path, ProstCodec::<Q, A>::default())
                .await
        };
        let answer = self
            .runtime
            .block_on(async { tokio::time::timeout(CALL_TIME, call).await });
        let status = match answer {
            Ok(Ok(response)) => return Ok(response.into_inner()),
            Ok(Err(status)) => status,
            Err(_) => Status::deadline_exceeded(""),
        };
        let code = status.code();
        if code == Code::DeadlineExceeded {
            self.connection = None;
            return Err(EngineError::TimedOut(CALL_TIME));
        }
        // A connection that breaks in the middle of a call is `Unknown` with the transport's error as its source.
        let broken = code == Code::Unknown && std::error::Error::source(&status).is_some();
        if broken || matches!(code, Code::Unavailable | Code::Cancelled) {
            self.connection = None;
            return Err(EngineError::Died);
        }
        Err(EngineError::refused(status.message()))
    }

    /// Makes the connection where there is none, and starts the engine for it.
    fn connect(&mut self) -> Result<(), EngineError> {
        if self.connection.is_some() {
            return Ok(());
        }
        let (address, server) = match &self.origin {
            Origin::Address(address) => (address.clone(), None),
            Origin::Program(program) => {
                let failed = |source| EngineError::Start {
                    what: program.display().to_string(),
                    source,
                };
                let port = free_port().map_err(failed)?;
                let server = Server::start(program, &["127.0.0.1".to_owned(), port.to_string()])
                    .map_err(failed)?;
                (format!("127.0.0.1:{port}"), Some(server))
            }
        };
        let endpoint = Endpoint::from_shared(format!("http://{address}"))
            .map_err(|error| EngineError::unreachable(&address, &error))?;
        let wait = if server.is_some() {
            START_TIME
        } else {
            Duration::ZERO
        };
        let channel = self
            .runtime
            .block_on(reach(&endpoint, wait))
            .map_err(|error| EngineError::unreachable(&address, &error))?;
        let grpc = Grpc::new(channel).max_decoding_message_size(usize::MAX);
        self.connection = Some(Connection {
            grpc,
            _server: server,
        });
        Ok(())
    }
}

/// Connects, and tries again while a server may still be starting.
async fn reach(endpoint: &Endpoint, wait: Duration) -> Result<Channel, tonic::transport::Error> {
    let start = Instant::now();
    loop {
        match endpoint.connect().await {
            Ok(channel) => return Ok(channel),
            Err(error) if start.elapsed() >= wait => return Err(error),
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    }
}
