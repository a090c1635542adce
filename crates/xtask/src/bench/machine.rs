//! Where and when a run was made: the day, the commit, and the machine without its name.

use std::{env, fs, process::Command, thread};

use anyhow::Result;

use crate::step;

const KIB_PER_GIB: u64 = 1024 * 1024;

/// Today.
pub(super) fn day() -> Result<String> {
    Ok(step::output(Command::new("date").arg("+%F"))?.trim().to_owned())
}

/// The commit that is measured, with a plus where the files, but for one, are not all as it has them.
pub(super) fn commit(but_for: &str) -> Result<String> {
    let head = step::output(Command::new("git").args(["rev-parse", "--short", "HEAD"]))?;
    let others = format!(":(exclude){but_for}");
    let changed = step::output(Command::new("git").args(["status", "--porcelain", "--", ".", &others]))?;
    let mark = if changed.trim().is_empty() { "" } else { "+" };
    Ok(format!("{}{mark}", head.trim()))
}

/// The processor, how many of them, and the memory.
pub(super) fn described() -> Result<String> {
    let information = fs::read_to_string("/proc/cpuinfo")?;
    let processor = value(&information, "model name").unwrap_or(env::consts::ARCH);
    let memory = fs::read_to_string("/proc/meminfo")?;
    let kib = value(&memory, "MemTotal").and_then(|text| text.split_whitespace().next()?.parse::<u64>().ok());
    let cores = thread::available_parallelism()?;
    Ok(format!("{processor}, {cores} cores, {} GiB", kib.unwrap_or_default().div_ceil(KIB_PER_GIB)))
}

/// What stands after the first line's colon that begins with this name.
fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_the_system_tells() {
        assert_eq!(value("MemFree: 1 kB\nMemTotal:  24683864 kB\n", "MemTotal"), Some("24683864 kB"));
        assert_eq!(value("model name\t: A processor\nmodel name\t: A processor\n", "model name"), Some("A processor"));
        assert_eq!(value("BogoMIPS : 50", "model name"), None);
    }
}
