//! Files of the project, by the end of their names.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};

/// The text of each file below the folder whose name ends so, by its path from there; nothing that is hidden, built or
/// fetched.
pub(crate) fn read_below(folder: &Path, ending: &str) -> Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    collect(folder, "", ending, &mut found)?;
    Ok(found)
}

fn collect(folder: &Path, before: &str, ending: &str, found: &mut BTreeMap<String, String>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.file_type()?.is_dir() {
            if is_ours(&name) {
                collect(&entry.path(), &format!("{before}{name}/"), ending, found)?;
            }
        } else if name.ends_with(ending) {
            let text = fs::read_to_string(entry.path()).with_context(|| format!("{before}{name} cannot be read"))?;
            found.insert(format!("{before}{name}"), text);
        }
    }
    Ok(())
}

fn is_ours(folder: &str) -> bool {
    !folder.starts_with('.') && !["node_modules", "target"].contains(&folder)
}
