//! What a comparison amounts to: whether and where anything differs, in numbers and in short.

use serde::Serialize;

use super::{BlockDiff, ChangeKind, Comparison, IssueDiff, LineDiff, PartDiff, TextDiff};
use crate::template::ColumnKey;

/// How many parts of a plan differ. Every part counts for itself: an added issue with two activities
/// is three added parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// *Tilføjet*.
    pub added: usize,
    /// *Slettet*.
    pub removed: usize,
    /// *Flyttet*.
    pub moved: usize,
    /// Parts of both states whose words differ, moved or not.
    pub changed: usize,
    /// Activities with another status or new follow-up (*opfølgning*).
    pub followed_up: usize,
}

impl Counts {
    fn add(&mut self, change_kind: ChangeKind, is_reworded: bool) {
        match change_kind {
            ChangeKind::Added => self.added += 1,
            ChangeKind::Removed => self.removed += 1,
            ChangeKind::Moved => self.moved += 1,
            ChangeKind::Kept => {}
        }
        self.changed += usize::from(is_reworded && matches!(change_kind, ChangeKind::Kept | ChangeKind::Moved));
    }
}

impl Comparison {
    /// The numbers of parts that differ; the plan's own fields (title, year …) are no parts.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for block in &self.blocks {
            counts.add(block.change_kind, block.is_reworded());
            for issue in &block.issues {
                counts.add(issue.change_kind, issue.text.is_changed());
                for part in issue.parts() {
                    counts.add(part.change_kind, part.text.is_changed());
                }
                for line in &issue.lines {
                    counts.add(line.change_kind, line.is_reworded());
                    counts.followed_up += usize::from(line.is_followed_up());
                }
            }
        }
        counts
    }

    /// True where nothing differs at all.
    pub fn is_same(&self) -> bool {
        !self.is_reworded() && self.counts() == Counts::default()
    }

    /// The comparison without the findings, issues and parts in which nothing differs. What is itself
    /// unchanged stays as a frame around what is not.
    #[must_use]
    pub fn only_changed(&self) -> Self {
        let mut changed = self.clone();
        changed.blocks.retain(BlockDiff::is_changed);
        for block in &mut changed.blocks {
            block.issues.retain(IssueDiff::is_changed);
            for issue in &mut block.issues {
                issue.lines.retain(LineDiff::is_changed);
                issue.statements.iter_mut().for_each(|(_, parts)| parts.retain(PartDiff::is_changed));
            }
        }
        changed
    }

    /// True where anything differs, in the plan's own fields or its parts.
    pub fn is_changed(&self) -> bool {
        !self.is_same()
    }

    fn is_reworded(&self) -> bool {
        let texts = [&self.title, &self.year, &self.due_on, &self.introduction, &self.closing];
        texts.into_iter().any(TextDiff::is_changed)
    }
}

impl BlockDiff {
    /// True where the finding or anything that answers it differs.
    pub fn is_changed(&self) -> bool {
        self.change_kind != ChangeKind::Kept || self.is_reworded() || self.issues.iter().any(IssueDiff::is_changed)
    }

    fn is_reworded(&self) -> bool {
        [&self.references, &self.text, &self.kind, &self.deadline].into_iter().any(TextDiff::is_changed)
    }
}

impl IssueDiff {
    /// True where the issue or anything below it differs.
    pub fn is_changed(&self) -> bool {
        self.change_kind != ChangeKind::Kept
            || self.text.is_changed()
            || self.parts().any(PartDiff::is_changed)
            || self.lines.iter().any(LineDiff::is_changed)
    }

    /// What stands in a column of statements.
    pub fn of(&self, column: ColumnKey) -> &[PartDiff] {
        let found = self.statements.iter().find(|(key, _)| *key == column);
        found.map(|(_, parts)| parts.as_slice()).unwrap_or_default()
    }

    fn parts(&self) -> impl Iterator<Item = &PartDiff> {
        self.statements.iter().flat_map(|(_, parts)| parts)
    }
}

impl PartDiff {
    /// True where its place or its words differ.
    pub fn is_changed(&self) -> bool {
        self.change_kind != ChangeKind::Kept || self.text.is_changed()
    }
}

impl LineDiff {
    /// True where its place, its words, its status or its follow-up differ.
    pub fn is_changed(&self) -> bool {
        self.change_kind != ChangeKind::Kept || self.is_reworded() || self.is_followed_up()
    }

    fn is_reworded(&self) -> bool {
        [&self.what, &self.period, &self.owner].into_iter().any(TextDiff::is_changed)
    }

    fn is_followed_up(&self) -> bool {
        self.status.is_some() || !self.notes.is_empty()
    }
}
