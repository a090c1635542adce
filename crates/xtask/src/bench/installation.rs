//! A program with its database and a folder for its files.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

/// What a part measures: a program, an empty folder, and how large the database shall be where that matters.
pub(super) struct Subject<'a> {
    pub(super) program: &'a Path,
    pub(super) folder: &'a Path,
    pub(super) activities: usize,
    /// The activities of each database in which growth is measured.
    pub(super) sizes: &'a [usize],
}

/// A program with its database.
pub(super) struct Installation {
    program: PathBuf,
    folder: PathBuf,
    database_url: String,
}

impl Subject<'_> {
    /// The program with a new SQLite file of this name.
    pub(super) fn on_sqlite(&self, name: &str) -> Installation {
        self.on(format!("sqlite://{}/{name}.db", self.folder.display()))
    }

    /// The program with the database at this address.
    pub(super) fn on(&self, database_url: String) -> Installation {
        Installation { program: self.program.to_owned(), folder: self.folder.to_owned(), database_url }
    }
}

impl Installation {
    /// The folder its files lie in.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The address of its database.
    pub(super) fn database_url(&self) -> &str {
        &self.database_url
    }

    /// The program, ready for its arguments.
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.folder)
            .env("HANDLEPLAN_DATABASE_URL", &self.database_url)
            .env("HANDLEPLAN_LOG", "error")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command of the program; answers the first line it prints.
    pub(super) fn output(&self, arguments: &[&str]) -> Result<String> {
        let output = self.command().args(arguments).output()?;
        ensure!(output.status.success(), "{}: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr).trim());
        Ok(String::from_utf8(output.stdout)?.lines().next().unwrap_or_default().to_owned())
    }

    /// Runs a command of the program that reads a line.
    pub(super) fn feed(&self, arguments: &[&str], line: &str) -> Result<()> {
        let mut running =
            self.command().args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        running.stdin.take().context("no standard input")?.write_all(line.as_bytes())?;
        ensure!(running.wait()?.success(), "the command failed: {}", arguments.join(" "));
        Ok(())
    }

    /// Takes in a plan written as JSON; answers its identity.
    pub(super) fn import(&self, name: &str, json: &str, unit: &str) -> Result<String> {
        let file = self.folder.join(format!("{name}.json"));
        fs::write(&file, json)?;
        let plan = self.output(&["import", &file.to_string_lossy(), "--unit", unit]);
        fs::remove_file(&file)?;
        plan
    }
}
