//! Text pasted from Word, Excel or a list: several lines become several parts.

use crate::{draft::ActivityDraft, text};

/// The most parts one paste may make.
pub const MAX_PARTS: usize = 500;

/// The paste holds more parts than [`MAX_PARTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Du har indsat {0} linjer. Der kan indsættes højst {MAX_PARTS} ad gangen; del teksten op.")]
pub struct TooManyParts(pub usize);

/// Each line with text as one part, without the bullet it may begin with.
pub fn lines(pasted: &str) -> Result<Vec<String>, TooManyParts> {
    let lines: Vec<String> = text::tidy(pasted).lines().map(without_bullet).filter(|line| !line.is_empty()).collect();
    limit(lines)
}

/// Each row as one activity: the first cell *Hvad*, the second *Hvornår*, the third *Hvem*. Further
/// cells go to *Hvad* as lines of their own, so that nothing is lost.
pub fn activities(pasted: &str) -> Result<Vec<ActivityDraft>, TooManyParts> {
    let rows = cells(pasted).into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty()) && !is_header(row));
    limit(rows.map(activity).collect())
}

fn limit<T>(parts: Vec<T>) -> Result<Vec<T>, TooManyParts> {
    if parts.len() > MAX_PARTS { Err(TooManyParts(parts.len())) } else { Ok(parts) }
}

fn activity(row: Vec<String>) -> ActivityDraft {
    let mut cells = row.into_iter();
    let what = without_bullet(&cells.next().unwrap_or_default());
    let period = text::one_line(&cells.next().unwrap_or_default()).into();
    let owner_text = cells.next().unwrap_or_default();
    let more = cells.filter(|cell| !cell.is_empty());
    let what = std::iter::once(what).filter(|what| !what.is_empty()).chain(more).collect::<Vec<_>>().join("\n");
    ActivityDraft { what, period, owner_text, ..ActivityDraft::default() }
}

fn is_header(row: &[String]) -> bool {
    let word = |at: usize| row.get(at).map(|cell| cell.to_lowercase());
    word(0).as_deref() == Some("hvad") && word(1).as_deref() == Some("hvornår")
}

/// The cells of a block as spreadsheets put it on the clipboard: rows by line, cells by tab, a cell
/// with line breaks in quotation marks.
fn cells(pasted: &str) -> Vec<Vec<String>> {
    let pasted = pasted.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = vec![vec![String::new()]];
    let has_tabs = pasted.contains('\t');
    let mut in_quotes = false;
    let mut chars = pasted.chars().peekable();
    while let Some(char) = chars.next() {
        let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) else { break };
        match char {
            '"' if in_quotes && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if in_quotes => in_quotes = false,
            '"' if cell.is_empty() && has_tabs => in_quotes = true,
            '\t' if !in_quotes => {
                if let Some(row) = rows.last_mut() {
                    row.push(String::new());
                }
            }
            '\n' if !in_quotes => rows.push(vec![String::new()]),
            other => cell.push(other),
        }
    }
    rows.into_iter().map(|row| row.iter().map(|cell| text::tidy(cell)).collect()).collect()
}

/// The text without the sign of a list it may begin with: "•", "-", "–", "*", "1)".
pub fn without_bullet(line: &str) -> String {
    let line = line.trim();
    let rest = line.trim_start_matches(['•', '·', '▪', '◦', '●', '\u{f0b7}']);
    let rest = ["- ", "– ", "— ", "* ", "o "].iter().find_map(|bullet| rest.strip_prefix(bullet)).unwrap_or(rest);
    let rest = rest.trim_start();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match rest[digits..].strip_prefix(") ") {
        Some(text) if (1..=2).contains(&digits) => text.trim_start().to_owned(),
        _ => rest.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_a_part_of_each_line() {
        assert_eq!(
            lines("• Et\r\n\r\n- To\n1) Tre\n2. trivselsmåling").unwrap(),
            ["Et", "To", "Tre", "2. trivselsmåling"]
        );
    }

    #[test]
    fn makes_an_activity_of_each_row_of_cells() {
        let made =
            activities("Hvad\tHvornår\tHvem\n\"Plan \"\"A\"\"\nlinje to\"\tultimo 2021\tLise\tmere\nKun hvad").unwrap();
        assert_eq!(made.len(), 2);
        assert_eq!(made[0].what, "Plan \"A\"\nlinje to\nmere");
        assert_eq!((made[0].period.text.as_str(), made[0].owner_text.as_str()), ("ultimo 2021", "Lise"));
        assert_eq!(made[1].what, "Kun hvad");
    }

    #[test]
    fn refuses_more_than_can_be_meant() {
        assert_eq!(lines(&"x\n".repeat(5_000)), Err(TooManyParts(5_000)));
    }
}
