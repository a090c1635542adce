//! The two kinds of database: how rows are made in them from outside, and where their words differ.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};

use super::super::installation::Installation;
use crate::postgres;

/// A kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Sqlite,
    Postgres,
}

impl Kind {
    /// What it is called among the figures.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// SQL for the identity of a copy: that of the original, with the number of the copy, in six digits, in the place
    /// of the time it was made. So a copy's rows lie beside each other, as those of a plan do that is written at once.
    pub(super) fn copied(self, id: &str, number: &str) -> String {
        match self {
            Self::Sqlite => format!("CAST(printf('%06d', {number}) || substr({id}, 7) AS BLOB)"),
            Self::Postgres => format!(
                "(encode(convert_to(lpad(({number})::text, 6, '0'), 'UTF8'), 'hex') || \
                 substr(replace(({id})::text, '-', ''), 13))::uuid"
            ),
        }
    }

    /// SQL for the day that lies so many days from today.
    pub(super) fn day(self, days: &str) -> String {
        match self {
            Self::Sqlite => format!("date('now', ({days}) || ' days')"),
            Self::Postgres => format!("(current_date + ({days})::integer)"),
        }
    }

    /// Runs the statements in one transaction.
    pub(super) fn run(self, installation: &Installation, statements: &[String]) -> Result<()> {
        let script = statements.join(";\n");
        let mut command = match self {
            Self::Sqlite => {
                let file = installation.database_url().trim_start_matches("sqlite://");
                let mut command = Command::new("sqlite3");
                command.args(["-bail", file, &format!("BEGIN;\n{script};\nCOMMIT")]);
                command
            }
            Self::Postgres => psql(installation.database_url(), &script)?,
        };
        succeed(&mut command)
    }

    /// Lets PostgreSQL see what it holds, as it does by itself in the course of a day. SQLite gets no such help: in
    /// use it has none.
    pub(super) fn settle(self, installation: &Installation) -> Result<()> {
        match self {
            Self::Sqlite => Ok(()),
            Self::Postgres => succeed(&mut psql(installation.database_url(), "VACUUM (ANALYZE)")?),
        }
    }
}

/// The identity of a copy, as pages write it.
pub(super) fn copied_id(id: &str, number: usize) -> Result<String> {
    let rest = id.get(13..).with_context(|| format!("{id:?} is no identity"))?;
    let digits: Vec<String> = format!("{number:06}").bytes().map(|digit| format!("{digit:02x}")).collect();
    let digits = digits.concat();
    let (first, second) = digits.split_at(8);
    Ok(format!("{first}-{second}{rest}"))
}

fn psql(database_url: &str, script: &str) -> Result<Command> {
    let programs = postgres::programs().context("there is no PostgreSQL here")?;
    let mut command = Command::new(programs.join("psql"));
    command.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--command", script, database_url]);
    Ok(command)
}

fn succeed(command: &mut Command) -> Result<()> {
    let name = Path::new(command.get_program()).to_string_lossy().into_owned();
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("{name} could not be started"))?;
    ensure!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr).trim());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_keeps_all_but_the_time_of_its_original() {
        let copied = copied_id("019ac1de-8a5c-7b3e-9c40-2f6a1c000001", 1).unwrap();
        assert_eq!(copied, "30303030-3031-7b3e-9c40-2f6a1c000001");
        assert!(copied_id("", 1).is_err());
    }
}
