//! Packages of Debian's, by apt-get.

use std::process::Command;

use anyhow::{Result, bail, ensure};

use crate::{
    host::{find_program, has_program, is_root},
    step::run,
};

/// Installs all of them in one go; none is no work.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if packages.is_empty() {
        return Ok(());
    }
    let names = packages.join(" ");
    ensure!(has_program("apt-get"), "missing here, and there is no apt-get to install it with: {names}");
    run(&mut apt_get("update")?)?;
    run(&mut apt_get(&format!("install --yes --no-install-recommends {names}"))?)
}

fn apt_get(arguments: &str) -> Result<Command> {
    let mut command = if is_root() {
        Command::new("env")
    } else if let Some(sudo) = find_program("sudo") {
        let mut command = Command::new(sudo);
        command.arg("env");
        command
    } else {
        bail!("`apt-get {arguments}` must run as root, and there is no sudo: run it as root, then try again");
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(arguments.split_whitespace());
    Ok(command)
}
