//! The small installation that is attacked.

use anyhow::Result;

use crate::bench::{
    data,
    installation::{Installation, Subject},
};

/// Two homes, each with somebody who writes there and somebody who reads.
pub(super) struct Target {
    pub(super) installation: Installation,
    pub(super) homes: [String; 2],
}

/// Who writes in the first home.
pub(super) const WRITER: &str = "skriver@handleplan.example";
/// Who reads in the first home.
pub(super) const READER: &str = "nysgerrig@handleplan.example";
/// Who reads in the second home, and has nothing to do with the attack.
pub(super) const BYSTANDER: &str = "uskyldig@handleplan.example";

impl Target {
    /// A new installation on a database of this name.
    pub(super) fn new(subject: &Subject<'_>, name: &str) -> Result<Self> {
        let installation = subject.on_sqlite(name);
        let area = installation.output(&["unit", "add", "Området", "--kind", "area"])?;
        let home = |name: &str| data::unit(&installation, name, &area);
        let homes = [home("Bosted 1")?, home("Bosted 2")?];
        data::user(&installation, WRITER, "afdelingsleder", &homes[0])?;
        data::user(&installation, READER, "læser", &homes[0])?;
        data::user(&installation, BYSTANDER, "læser", &homes[1])?;
        Ok(Self { installation, homes })
    }
}
