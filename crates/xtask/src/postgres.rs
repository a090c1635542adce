//! A PostgreSQL of the tests' own: new, on loopback, with trust instead of passwords and without fsync; gone
//! afterwards.

use std::{
    fs::{self, File},
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use crate::{
    host::is_root,
    step::{run_quietly, succeeds},
};

const START_SECONDS: u64 = 30;

/// A running server; dropping it stops it and deletes its data.
pub(crate) struct Postgres {
    server: Child,
    port: u16,
    programs: PathBuf,
    folder: Folder,
}

impl Postgres {
    /// Makes an empty cluster and starts it on a free port.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs().context("no PostgreSQL below /usr/lib/postgresql: run `cargo xtask setup`")?;
        let folder = Folder::create()?;
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        eprintln!("\n==> PostgreSQL from {} on port {port}", programs.display());
        run_quietly(unprivileged(&programs.join("initdb"), &folder).args([
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]))?;
        let log = File::create(folder.0.join("log"))?;
        let server = unprivileged(&programs.join("postgres"), &folder)
            .args(["-p", &port.to_string()])
            .args(["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="])
            .args(["-c", "fsync=off", "-c", "full_page_writes=off"])
            .args(["-c", "synchronous_commit=off", "-c", "max_connections=200"])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()
            .context("PostgreSQL could not be started")?;
        let mut postgres = Self { server, port, programs, folder };
        postgres.wait_until_ready()?;
        Ok(postgres)
    }

    /// The address of its one database, as a user who may create others.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let deadline = Instant::now() + Duration::from_secs(START_SECONDS);
        let port = self.port.to_string();
        let mut question = Command::new(self.programs.join("pg_isready"));
        question.args(["--host=127.0.0.1", "--username=postgres", "--dbname=postgres", "--port", &port]);
        while !succeeds(&mut question) {
            if self.server.try_wait()?.is_some() || Instant::now() > deadline {
                let log = fs::read_to_string(self.folder.0.join("log")).unwrap_or_default();
                bail!("PostgreSQL did not start within {START_SECONDS} seconds:\n{log}");
            }
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let mut stop = unprivileged(&self.programs.join("pg_ctl"), &self.folder);
        if let Err(error) = run_quietly(stop.args(["stop", "--wait", "--mode=immediate"])) {
            eprintln!("{error}");
            self.server.kill().ok();
        }
        self.server.wait().ok();
    }
}

/// The folder with the programs of the newest server installed here.
pub(crate) fn programs() -> Option<PathBuf> {
    let version = |folder: &PathBuf| folder.file_name()?.to_str()?.parse::<u32>().ok();
    fs::read_dir("/usr/lib/postgresql")
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join("bin/postgres").is_file())
        .max_by_key(version)
        .map(|folder| folder.join("bin"))
}

/// The program, as a user that PostgreSQL accepts (it refuses root); it ends when this program does, in whatever way.
fn unprivileged(program: &Path, folder: &Folder) -> Command {
    let mut command = Command::new("setpriv");
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]);
    }
    command.arg("--pdeathsig=INT").arg(program).current_dir(&folder.0).env("PGDATA", folder.0.join("data"));
    command
}

/// A new folder that only the server's user may enter, deleted when dropped.
struct Folder(PathBuf);

impl Folder {
    fn create() -> Result<Self> {
        let output = Command::new("mktemp").args(["--directory", "--tmpdir", "handleplan-postgres-XXXXXX"]).output()?;
        ensure!(output.status.success(), "no temporary folder: {}", String::from_utf8_lossy(&output.stderr));
        let folder = Self(String::from_utf8(output.stdout)?.trim_end().into());
        if is_root() {
            run_quietly(Command::new("chown").arg("postgres:").arg(&folder.0))?;
        }
        Ok(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} could not be deleted: {error}", self.0.display());
        }
    }
}
