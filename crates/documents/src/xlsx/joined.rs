//! Several texts in one cell, with a blank line between them.

use std::mem;

use domain::{draft::MAX_PARTS, text};

/// The most that a cell of Excel holds, in UTF-16 units.
pub(super) const MAX_UNITS: usize = 32_767;

/// The length of a text as Excel counts it.
pub(super) fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// How many of the texts, from the first on, go into one cell with room left for a remark.
pub(super) fn fitting(texts: &[String], between: &str, room: usize) -> usize {
    let mut used = room;
    let fits = |text: &&String| {
        used += units(text) + units(between);
        used <= MAX_UNITS
    };
    texts.iter().take_while(fits).count()
}

/// The texts of a cell, tidied; of more than a plan may have, enough to see it.
pub(super) fn split(cell: &str) -> Vec<String> {
    let cell = cell.replace("\r\n", "\n").replace('\r', "\n");
    let (mut texts, mut begun) = (Vec::new(), String::new());
    for line in cell.lines().chain([""]) {
        if line.trim().is_empty() {
            texts.extend(Some(text::tidy(&mem::take(&mut begun))).filter(|text| !text.is_empty()));
        } else {
            begun.push_str(line);
            begun.push('\n');
        }
        if texts.len() > MAX_PARTS {
            break;
        }
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::grid::BETWEEN;

    #[test]
    fn blank_lines_part_texts() {
        assert_eq!(split("Et\nto\n\nTre\r\n \r\n\r\nFire "), ["Et\nto", "Tre", "Fire"]);
        assert!(split(" \n\n").is_empty());
        assert_eq!(split(&"x\n\n".repeat(100_000)).len(), MAX_PARTS + 1);
    }

    #[test]
    fn counts_as_excel_does() {
        assert_eq!(units("æ🙂"), 3);
        let texts = vec!["x".repeat(10_000); 5];
        assert_eq!(fitting(&texts, BETWEEN, 200), 3);
        assert_eq!(fitting(&texts[..2], BETWEEN, 200), 2);
    }
}
