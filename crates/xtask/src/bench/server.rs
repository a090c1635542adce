//! A server under measurement: started, asked for its memory and processor time, stopped, ended.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::{http::Client, installation::Installation};

const START: Duration = Duration::from_mins(1);
/// The step in which Linux counts the processor time of a process.
const TICK: Duration = Duration::from_millis(10);

/// A running server, ended with the measurement however that ends.
pub(super) struct Server {
    process: Child,
    address: SocketAddr,
}

/// The lines of `/proc` that tell how much memory a process holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Memory {
    /// What it holds now.
    Now,
    /// The most it ever held.
    Peak,
}

impl Server {
    /// Serves on a free port of this machine alone; comes back with the first page.
    pub(super) fn start(installation: &Installation) -> Result<Self> {
        Self::start_until(installation, "/log-ind")
    }

    /// The same, back as soon as this address is answered.
    pub(super) fn start_until(installation: &Installation, answered: &str) -> Result<Self> {
        let address = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?;
        let process = installation
            .command()
            .args(["serve", "--listen", &address.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self { process, address };
        let started = Instant::now();
        while server.client().get(answered).is_err() {
            if let Some(status) = server.process.try_wait()? {
                bail!("the server ended before it answered: {status}");
            }
            ensure!(started.elapsed() < START, "the server did not answer within {} s", START.as_secs());
            thread::sleep(Duration::from_millis(2));
        }
        Ok(server)
    }

    /// Somebody who has not logged in.
    pub(super) fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// Its memory in MiB.
    pub(super) fn memory(&self, memory: Memory) -> Result<f64> {
        let line = match memory {
            Memory::Now => "VmRSS:",
            Memory::Peak => "VmHWM:",
        };
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()))?;
        let found = status.lines().find_map(|text| text.strip_prefix(line)).context("no such line in /proc")?;
        let kib: f64 = found.split_whitespace().next().context("no number in /proc")?.parse()?;
        Ok(kib / 1024.0)
    }

    /// The processor time it has used so far, in all its threads.
    pub(super) fn processor(&self) -> Result<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id()))?;
        // The name in brackets may hold spaces; the times in user mode and in the kernel are words 12 and 13 after it.
        let (_, after) = stat.rsplit_once(')').context("no name in /proc")?;
        let times = after.split_whitespace().skip(11).take(2).map(str::parse::<u32>);
        let ticks: u32 = times.sum::<Result<u32, _>>()?;
        Ok(TICK * ticks)
    }

    /// Sends it a signal, such as `STOP` or `CONT`.
    pub(super) fn signal(&self, name: &str) -> Result<()> {
        let status = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.process.id())]).status()?;
        ensure!(status.success(), "the signal {name} could not be sent");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
