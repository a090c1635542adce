//! What is told of a file: each sentence once, and no more of them than anybody reads.

use std::collections::HashSet;

use domain::{draft::MAX_NOTES, text};

/// The most that is told in one sentence: a file may have any heading.
const MAX_CHARS: usize = 300;

/// Sentences in the order in which they were told.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    kept: Vec<String>,
    told: HashSet<String>,
}

impl Notes {
    /// Tells something, once.
    pub(crate) fn add(&mut self, note: impl Into<String>) {
        let note: String = note.into();
        let note = text::shortened(&note, MAX_CHARS).into_owned();
        if self.told.contains(&note) {
            return;
        }
        if self.kept.len() < MAX_NOTES {
            self.kept.push(note.clone());
        }
        self.told.insert(note);
    }

    /// The sentences; of those beyond all measure, how many they are.
    pub(crate) fn finish(self) -> Vec<String> {
        let mut notes = self.kept;
        let more = self.told.len() - notes.len();
        if more > 0 {
            notes.push(format!("… og {more} til."));
        }
        notes
    }
}

impl Extend<String> for Notes {
    fn extend<T: IntoIterator<Item = String>>(&mut self, notes: T) {
        for note in notes {
            self.add(note);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_each_thing_once_and_counts_what_is_too_much() {
        let mut notes = Notes::default();
        notes.extend((0..MAX_NOTES + 20).map(|number| format!("Arket »{number}« er ikke læst.")));
        notes.add("Arket »0« er ikke læst.");
        notes.add(format!("Arket »{}« er ikke læst.", MAX_NOTES + 1));
        let told = notes.finish();
        assert_eq!((told.len(), told[MAX_NOTES].as_str()), (MAX_NOTES + 1, "… og 20 til."));
    }

    #[test]
    fn a_sentence_is_no_longer_than_one() {
        let mut notes = Notes::default();
        notes.add("æ".repeat(10_000));
        assert_eq!(notes.finish()[0].chars().count(), MAX_CHARS);
    }
}
