//! What a server answers: heard to its end, kept only in its beginning.

use std::{
    borrow::Cow,
    io::{BufRead, BufReader},
    net::TcpStream,
    time::Instant,
};

use anyhow::{Context, Result, ensure};

/// How much of a body is kept, in bytes: more than any page that is read here, little beside what an attack draws.
const KEPT: usize = 4 * 1024 * 1024;

/// One answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// Its status.
    pub(super) status: u16,
    /// How long its body was, in bytes.
    pub(super) length: usize,
    headers: Vec<(String, String)>,
    kept: Vec<u8>,
}

impl Answer {
    /// Reads one answer and leaves the connection open for the next.
    pub(super) fn read(stream: &mut BufReader<TcpStream>, deadline: Instant) -> Result<Self> {
        let first = read_line(stream)?;
        let status = first.split_whitespace().nth(1).and_then(|status| status.parse().ok());
        let status = status.with_context(|| format!("no status in {first:?}"))?;
        let mut headers = Vec::new();
        loop {
            let line = read_line(stream)?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut answer = Self { status, length: 0, headers, kept: Vec::new() };
        // Such an answer has no body, whatever its headers say.
        if status == 304 {
            return Ok(answer);
        }
        if answer.header("transfer-encoding") == Some("chunked") {
            answer.read_chunks(stream, deadline)?;
        } else {
            let length = answer.header("content-length").context("an answer of unknown length")?.parse()?;
            answer.take(stream, length, deadline)?;
        }
        Ok(answer)
    }

    /// The header of this name, in small letters.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The page.
    pub(super) fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.kept)
    }

    fn read_chunks(&mut self, stream: &mut BufReader<TcpStream>, deadline: Instant) -> Result<()> {
        loop {
            let line = read_line(stream)?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).with_context(|| format!("no size of a chunk: {size:?}"))?;
            self.take(stream, size, deadline)?;
            let mut after = read_line(stream)?;
            if size == 0 {
                while !after.is_empty() {
                    after = read_line(stream)?;
                }
                return Ok(());
            }
        }
    }

    fn take(&mut self, stream: &mut BufReader<TcpStream>, count: usize, deadline: Instant) -> Result<()> {
        let mut left = count;
        while left > 0 {
            ensure!(Instant::now() < deadline, "the answer was not whole in time");
            let buffer = stream.fill_buf()?;
            ensure!(!buffer.is_empty(), "the answer ended half-way");
            let read = buffer.len().min(left);
            let room = KEPT.saturating_sub(self.kept.len());
            self.kept.extend_from_slice(&buffer[..read.min(room)]);
            stream.consume(read);
            self.length += read;
            left -= read;
        }
        Ok(())
    }
}

fn read_line(stream: &mut BufReader<TcpStream>) -> Result<String> {
    let mut line = String::new();
    ensure!(stream.read_line(&mut line)? > 0, "the connection was closed before the answer");
    Ok(line.trim_end().to_owned())
}
