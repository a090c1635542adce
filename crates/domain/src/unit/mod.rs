//! Units (*enheder*): the tree that decides who may see what.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::id::UnitId;

mod details;

pub use details::{NewUnit, UnitDetails};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// The owner-operator: a kommune, a region, a private provider (*driftsherre*).
    Provider,
    /// Several homes under one leader (*område*).
    Area,
    /// A residential home (*botilbud*).
    Facility,
    /// A part of a home (*afdeling*).
    Department,
}

impl UnitKind {
    /// Every kind, from the top of the tree down.
    pub const ALL: [Self; 4] = [Self::Provider, Self::Area, Self::Facility, Self::Department];

    /// The Danish word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Provider => "Driftsherre",
            Self::Area => "Område",
            Self::Facility => "Botilbud",
            Self::Department => "Afdeling",
        }
    }

    /// The word used on the command line and in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Area => "area",
            Self::Facility => "facility",
            Self::Department => "department",
        }
    }

    /// The kind whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// A unit (*enhed*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its identity.
    pub id: UnitId,
    /// The unit above it; none at the top.
    pub parent_id: Option<UnitId>,
    /// What it is.
    pub kind: UnitKind,
    /// Its name.
    pub name: String,
    /// Rises with each save.
    pub version: i64,
}

/// All units in the order of the tree, each followed by all that lie below it.
#[derive(Debug, Clone, Default)]
pub struct UnitTree {
    units: Vec<Unit>,
    index: HashMap<UnitId, usize>,
    /// Where what lies below each unit ends.
    ends: Vec<usize>,
}

impl UnitTree {
    /// A tree of units that stand in the order they shall be listed in among their siblings.
    pub fn new(units: &[Unit]) -> Self {
        let known: HashSet<UnitId> = units.iter().map(|unit| unit.id).collect();
        let mut below: HashMap<UnitId, Vec<&Unit>> = HashMap::new();
        for unit in units {
            if let Some(parent) = unit.parent_id {
                below.entry(parent).or_default().push(unit);
            }
        }
        let mut tree = Self::default();
        for top in units.iter().filter(|unit| unit.parent_id.is_none_or(|id| !known.contains(&id))) {
            tree.place(top, &below);
        }
        tree
    }

    /// A unit in a loop of units lies below no top, and is never placed.
    fn place(&mut self, unit: &Unit, below: &HashMap<UnitId, Vec<&Unit>>) {
        let at = self.units.len();
        self.index.insert(unit.id, at);
        self.units.push(unit.clone());
        self.ends.push(at);
        for child in below.get(&unit.id).into_iter().flatten() {
            self.place(child, below);
        }
        self.ends[at] = self.units.len();
    }

    /// The unit, if there is one.
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.index.get(&id).map(|&at| &self.units[at])
    }

    /// Every unit, each after the one above it.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }

    /// How many units there are.
    pub const fn len(&self) -> usize {
        self.units.len()
    }

    /// True where there is none.
    pub const fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// The units with none above them.
    pub fn tops(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| unit.parent_id.is_none_or(|above| self.get(above).is_none()))
    }

    /// The unit and all that lie below it, in the order of the tree.
    pub fn within(&self, top: UnitId) -> &[Unit] {
        self.index.get(&top).map_or(&[], |&at| &self.units[at..self.ends[at]])
    }

    /// The units right below this one.
    pub fn children(&self, id: UnitId) -> impl Iterator<Item = &Unit> {
        let mut next = self.index.get(&id).map_or(0, |&at| at + 1);
        let end = self.index.get(&id).map_or(0, |&at| self.ends[at]);
        std::iter::from_fn(move || {
            let child = (next < end).then(|| &self.units[next])?;
            next = self.ends[next];
            Some(child)
        })
    }

    /// The unit and those above it, nearest first.
    pub fn line_up(&self, id: UnitId) -> impl Iterator<Item = &Unit> {
        std::iter::successors(self.get(id), |unit| unit.parent_id.and_then(|parent| self.get(parent)))
            .take(self.units.len())
    }

    /// True where `id` is `top` or lies below it.
    pub fn is_within(&self, id: UnitId, top: UnitId) -> bool {
        let (Some(&at), Some(&top)) = (self.index.get(&id), self.index.get(&top)) else { return false };
        (top..self.ends[top]).contains(&at)
    }

    /// The topmost of these units, in the order of the tree: those that lie below none of the others.
    pub fn topmost(&self, ids: impl IntoIterator<Item = UnitId>) -> Vec<UnitId> {
        let mut places: Vec<usize> = ids.into_iter().filter_map(|id| self.index.get(&id).copied()).collect();
        places.sort_unstable();
        let mut covered = 0;
        places.retain(|&at| {
            let is_free = at >= covered;
            if is_free {
                covered = self.ends[at];
            }
            is_free
        });
        places.into_iter().map(|at| self.units[at].id).collect()
    }

    /// How many units lie above this one.
    pub fn depth(&self, id: UnitId) -> usize {
        self.line_up(id).count().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(name: &str, parent: Option<&Unit>) -> Unit {
        Unit {
            id: UnitId::new(),
            parent_id: parent.map(|unit| unit.id),
            kind: UnitKind::Area,
            name: name.into(),
            version: 1,
        }
    }

    #[test]
    fn lists_each_unit_after_the_one_above_it() {
        let top = unit("top", None);
        let left = unit("left", Some(&top));
        let right = unit("right", Some(&top));
        let leaf = unit("leaf", Some(&left));
        let tree = UnitTree::new(&[leaf.clone(), left.clone(), right.clone(), top.clone()]);
        let names: Vec<&str> = tree.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(names, ["top", "left", "leaf", "right"]);
        assert!(tree.is_within(leaf.id, top.id) && !tree.is_within(leaf.id, right.id));
        assert_eq!(tree.depth(leaf.id), 2);
        let children: Vec<UnitId> = tree.children(top.id).map(|unit| unit.id).collect();
        assert_eq!(children, [left.id, right.id]);
        assert_eq!(tree.within(left.id).len(), 2);
        assert_eq!(tree.topmost([leaf.id, right.id, left.id, right.id]), [left.id, right.id]);
    }

    #[test]
    fn survives_a_loop() {
        let mut a = unit("a", None);
        let b = unit("b", Some(&a));
        a.parent_id = Some(b.id);
        let tree = UnitTree::new(&[a.clone(), b]);
        assert!(!tree.is_within(a.id, UnitId::new()));
    }
}
