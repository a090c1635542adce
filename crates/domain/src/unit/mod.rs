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

/// All units, each knowing what lies below it.
#[derive(Debug, Clone, Default)]
pub struct UnitTree {
    units: Vec<Unit>,
    index: HashMap<UnitId, usize>,
}

impl UnitTree {
    /// A tree of units that stand in the order they shall be listed in among their siblings.
    pub fn new(units: &[Unit]) -> Self {
        let mut tree = Self { index: HashMap::new(), units: Vec::with_capacity(units.len()) };
        let mut placed = HashSet::new();
        let tops =
            units.iter().filter(|unit| unit.parent_id.is_none_or(|id| !units.iter().any(|other| other.id == id)));
        for top in tops.cloned().collect::<Vec<_>>() {
            tree.place(top, units, &mut placed);
        }
        tree
    }

    fn place(&mut self, unit: Unit, all: &[Unit], placed: &mut HashSet<UnitId>) {
        // A loop in the data must not become an endless one here.
        if !placed.insert(unit.id) {
            return;
        }
        let id = unit.id;
        self.index.insert(id, self.units.len());
        self.units.push(unit);
        for child in all.iter().filter(|child| child.parent_id == Some(id)) {
            self.place(child.clone(), all, placed);
        }
    }

    /// The unit, if there is one.
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.index.get(&id).map(|&at| &self.units[at])
    }

    /// Every unit, each after the one above it.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }

    /// The units with none above them.
    pub fn tops(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(|unit| unit.parent_id.is_none_or(|above| self.get(above).is_none()))
    }

    /// The unit and those above it, nearest first.
    pub fn line_up(&self, id: UnitId) -> impl Iterator<Item = &Unit> {
        std::iter::successors(self.get(id), |unit| unit.parent_id.and_then(|parent| self.get(parent)))
            .take(self.units.len())
    }

    /// True where `id` is `top` or lies below it.
    pub fn is_within(&self, id: UnitId, top: UnitId) -> bool {
        self.line_up(id).any(|unit| unit.id == top)
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
