//! Those who ask: with or without a log-in, on connections that stay open or for one answer.

use std::{
    io::{BufReader, Write},
    net::{SocketAddr, TcpStream},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use super::{answer::Answer, data::PASSPHRASE, request::Request};

/// How long an answer is waited for where nothing else is said: twice the program's own limit.
const PATIENCE: Duration = Duration::from_mins(2);
/// No socket waits for no time at all.
const SHORTEST: Duration = Duration::from_millis(1);

/// Somebody who asks.
#[derive(Debug, Clone)]
pub(super) struct Client {
    address: SocketAddr,
    cookie: String,
    deadline: Option<Instant>,
}

/// A connection that stays open from request to request.
#[derive(Debug)]
pub(super) struct Connection(BufReader<TcpStream>);

impl Client {
    /// Somebody who has not logged in.
    pub(super) const fn new(address: SocketAddr) -> Self {
        Self { address, cookie: String::new(), deadline: None }
    }

    /// The same person, who waits for nothing beyond the deadline.
    pub(super) fn until(&self, deadline: Instant) -> Self {
        Self { deadline: Some(deadline), ..self.clone() }
    }

    /// The user with this address.
    pub(super) fn log_in(&self, email: &str) -> Result<Self> {
        let answer = self.ask(&Request::form("/log-ind", &[("email", email), ("password", PASSPHRASE)]))?;
        ensure!(answer.status == 303, "{email} could not log in: status {}", answer.status);
        let cookie = answer.header("set-cookie").context("nobody was logged in")?;
        Ok(Self { cookie: cookie.split(';').next().unwrap_or_default().to_owned(), ..self.clone() })
    }

    /// The same person, still logged in, at the server another asks.
    pub(super) fn at(&self, other: &Self) -> Self {
        Self { address: other.address, ..self.clone() }
    }

    /// The cookie of the log-in.
    pub(super) fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The whole address of a page.
    pub(super) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Opens a connection.
    pub(super) fn connect(&self) -> Result<Connection> {
        let stream = TcpStream::connect_timeout(&self.address, left(self.deadline()))?;
        stream.set_nodelay(true)?;
        Ok(Connection(BufReader::new(stream)))
    }

    /// Sends a request on a connection that is open, without waiting for what comes.
    pub(super) fn send(&self, connection: &mut Connection, request: &Request) -> Result<()> {
        let stream = connection.0.get_mut();
        stream.set_write_timeout(Some(left(self.deadline())))?;
        Ok(stream.write_all(&request.bytes(self.address, &self.cookie))?)
    }

    /// The answer on a connection that is open.
    pub(super) fn ask_on(&self, connection: &mut Connection, request: &Request) -> Result<Answer> {
        let deadline = self.deadline();
        self.send(connection, request)?;
        connection.0.get_ref().set_read_timeout(Some(left(deadline)))?;
        Answer::read(&mut connection.0, deadline)
    }

    /// The answer on a connection of its own.
    pub(super) fn ask(&self, request: &Request) -> Result<Answer> {
        self.ask_on(&mut self.connect()?, request)
    }

    /// A page, and nothing but a page.
    pub(super) fn get(&self, path: &str) -> Result<Answer> {
        let answer = self.ask(&Request::get(path))?;
        ensure!(matches!(answer.status, 200 | 303), "{path} was answered with status {}", answer.status);
        Ok(answer)
    }

    fn deadline(&self) -> Instant {
        self.deadline.unwrap_or_else(|| Instant::now() + PATIENCE)
    }
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now()).max(SHORTEST)
}
