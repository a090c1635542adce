//! The load generator: one page, or one after the other, over connections that stay open.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, ensure};

use super::http::Client;

const CONNECTIONS: usize = 8;

/// What a server under load answered.
#[derive(Debug, PartialEq)]
pub(super) struct Load {
    /// Answers a second.
    pub(super) rate: f64,
    /// All answers.
    pub(super) count: usize,
}

/// Asks for eight seconds, with these headers, as the person that the client is; no answer may be a failure.
pub(super) fn load(client: &Client, path: &str, script: Option<&Path>, headers: &[(&str, &str)]) -> Result<Load> {
    let mut command = Command::new("wrk");
    command.args(["-t1", &format!("-c{CONNECTIONS}"), "-d8s", "-H", &format!("Cookie: {}", client.cookie())]);
    for (name, value) in headers {
        command.args(["-H", &format!("{name}: {value}")]);
    }
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    let output = command.arg(client.url(path)).output().context("wrk could not be started")?;
    Load::read(&String::from_utf8(output.stdout)?)
}

impl Load {
    fn read(printed: &str) -> Result<Self> {
        ensure!(!printed.contains("Non-2xx"), "some answers were failures:\n{printed}");
        let rate = printed.lines().find_map(|line| line.strip_prefix("Requests/sec:")).context("wrk told no rate")?;
        let count = printed.lines().find_map(|line| line.split_once(" requests in ")).context("wrk told no count")?.0;
        Ok(Self { rate: rate.trim().parse()?, count: count.trim().parse()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "Running 8s test @ http://127.0.0.1:3000/\n  1 threads and 8 connections\n\
        \x20 23956 requests in 8.01s, 97.41MB read\nRequests/sec:   2990.31\nTransfer/sec:     12.16MB\n";

    #[test]
    fn reads_what_the_generator_prints() {
        assert_eq!(Load::read(PRINTED).unwrap(), Load { rate: 2990.31, count: 23_956 });
    }

    #[test]
    fn a_failure_is_no_page() {
        assert!(Load::read(&format!("{PRINTED}  Non-2xx or 3xx responses: 5\n")).is_err());
    }
}
