//! Which parts of two lists are the same, and which of them were moved, added or removed.

use std::{
    collections::{HashMap, HashSet},
    iter,
};

use super::{ChangeKind, TextDiff};
use crate::{
    id::PartId,
    plan::{Block, Issue, Line, Plan, Statement},
};

/// A part that can be known again.
pub(super) trait Identified {
    /// The identity it keeps.
    fn part_id(&self) -> PartId;
}

impl Identified for Block {
    fn part_id(&self) -> PartId {
        self.id
    }
}

impl Identified for Issue {
    fn part_id(&self) -> PartId {
        self.id
    }
}

impl Identified for Statement {
    fn part_id(&self) -> PartId {
        self.id
    }
}

impl Identified for Line {
    fn part_id(&self) -> PartId {
        self.id()
    }
}

/// One part in both states.
pub(super) struct Pair<'a, T> {
    pub(super) change_kind: ChangeKind,
    /// The part as it is, or as it last was.
    pub(super) latest: &'a T,
    pub(super) before: Option<&'a T>,
    pub(super) after: Option<&'a T>,
}

impl<'a, T: Identified> Pair<'a, T> {
    fn removed(part: &'a T) -> Self {
        Self { change_kind: ChangeKind::Removed, latest: part, before: Some(part), after: None }
    }

    pub(super) fn id(&self) -> PartId {
        self.latest.part_id()
    }

    /// The same words of both states; none for a state it is not in.
    pub(super) fn text(&self, words: impl Fn(&T) -> String) -> TextDiff {
        TextDiff {
            before: self.before.map(&words).unwrap_or_default(),
            after: self.after.map(&words).unwrap_or_default(),
        }
    }
}

/// All parts of one sort in the two plans, wherever they stand.
pub(super) struct Known<'a, T> {
    before: HashMap<PartId, &'a T>,
    after: HashMap<PartId, &'a T>,
}

impl<'a, T: Identified> Known<'a, T> {
    pub(super) fn new(before: &'a Plan, after: &'a Plan, parts: impl Fn(&'a Plan) -> Vec<&'a T>) -> Self {
        let by_id = |plan: &'a Plan| parts(plan).into_iter().map(|part| (part.part_id(), part)).collect();
        Self { before: by_id(before), after: by_id(after) }
    }

    /// The parts that lie under `parent` in either state.
    pub(super) fn under<P: 'a>(&self, parent: &Pair<'a, P>, list: impl Fn(&'a P) -> &'a [T]) -> Vec<Pair<'a, T>> {
        let before = parent.before.map(&list).unwrap_or_default();
        let after = parent.after.map(&list).unwrap_or_default();
        self.align(before, after)
    }

    /// The parts of two lists in the order of the later; what is gone stands where it stood.
    pub(super) fn align(&self, before: &'a [T], after: &'a [T]) -> Vec<Pair<'a, T>> {
        let steady = steady(before, after);
        let mut gone = self.gone(before, after);
        let mut gone_after =
            |neighbour: Option<PartId>| gone.remove(&neighbour).unwrap_or_default().into_iter().map(Pair::removed);
        let mut pairs: Vec<Pair<'a, T>> = gone_after(None).collect();
        for part in after {
            pairs.push(self.pair(part, &steady));
            pairs.extend(gone_after(Some(part.part_id())));
        }
        pairs
    }

    fn pair(&self, part: &'a T, steady: &HashSet<PartId>) -> Pair<'a, T> {
        let id = part.part_id();
        let before = self.before.get(&id).copied();
        let change_kind = match before {
            None => ChangeKind::Added,
            Some(_) if steady.contains(&id) => ChangeKind::Kept,
            Some(_) => ChangeKind::Moved,
        };
        Pair { change_kind, latest: part, before, after: Some(part) }
    }

    /// What is in no list any more, by the nearest neighbour above it that still stands in this one.
    fn gone(&self, before: &'a [T], after: &[T]) -> HashMap<Option<PartId>, Vec<&'a T>> {
        let here: HashSet<PartId> = after.iter().map(T::part_id).collect();
        let mut gone: HashMap<Option<PartId>, Vec<&'a T>> = HashMap::new();
        let mut neighbour = None;
        for part in before {
            let id = part.part_id();
            if here.contains(&id) {
                neighbour = Some(id);
            } else if !self.after.contains_key(&id) {
                gone.entry(neighbour).or_default().push(part);
            }
        }
        gone
    }
}

/// The parts of both lists that have not moved: as many as can be, so that few are called moved.
fn steady<T: Identified>(before: &[T], after: &[T]) -> HashSet<PartId> {
    let was_at: HashMap<PartId, usize> = before.iter().enumerate().map(|(at, part)| (part.part_id(), at)).collect();
    let common: Vec<usize> = after.iter().filter_map(|part| was_at.get(&part.part_id()).copied()).collect();
    longest_rise(&common).into_iter().map(|at| before[at].part_id()).collect()
}

/// The longest choice of values that rise from first to last, given last first.
fn longest_rise(values: &[usize]) -> Vec<usize> {
    // At each length the place of the smallest value a rise of that length can end with.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(values.len());
    for (at, &value) in values.iter().enumerate() {
        let shorter = ends.partition_point(|&end| values[end] < value);
        previous.push(shorter.checked_sub(1).map(|length| ends[length]));
        if shorter == ends.len() {
            ends.push(at);
        } else {
            ends[shorter] = at;
        }
    }
    iter::successors(ends.last().copied(), |&at| previous[at]).map(|at| values[at]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn leaves_out_what_was_moved() {
        assert_eq!(longest_rise(&[0, 2, 3, 4, 1]), [4, 3, 2, 0]);
        assert_eq!(longest_rise(&[4, 0, 1, 2, 3]), [3, 2, 1, 0]);
        assert!(longest_rise(&[]).is_empty());
    }

    fn longest_by_trying_all(values: &[usize]) -> usize {
        let mut lengths: Vec<usize> = Vec::new();
        for (at, value) in values.iter().enumerate() {
            let shorter = (0..at).filter(|&other| values[other] < *value).map(|other| lengths[other]).max();
            lengths.push(shorter.unwrap_or(0) + 1);
        }
        lengths.into_iter().max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_rise_is_longer(values in prop::collection::vec(0_usize..20, 0..20)) {
            let rise = longest_rise(&values);
            prop_assert!(rise.is_sorted_by(|later, earlier| later > earlier));
            prop_assert_eq!(rise.len(), longest_by_trying_all(&values));
        }
    }
}
