//! Who may do what: roles on units reach down the tree.

use crate::{id::UnitId, role::Ability, unit::UnitTree, user::User};

/// True where `user` may do `ability` in the unit.
pub fn may(user: &User, ability: Ability, unit_id: UnitId, units: &UnitTree) -> bool {
    user.is_active
        && user.grants.iter().any(|grant| grant.role.allows(ability) && units.is_within(unit_id, grant.unit_id))
}

/// The units in which `user` may do `ability`, in the order of the tree.
pub fn units_where(user: &User, ability: Ability, units: &UnitTree) -> Vec<UnitId> {
    let tops = tops_where(user, ability, units);
    tops.into_iter().flat_map(|top| units.within(top)).map(|unit| unit.id).collect()
}

/// The topmost units in which `user` may do `ability`: they may do it in all that lies below these, and nowhere else.
pub fn tops_where(user: &User, ability: Ability, units: &UnitTree) -> Vec<UnitId> {
    let grants = user.grants.iter().filter(|grant| user.is_active && grant.role.allows(ability));
    units.topmost(grants.map(|grant| grant.unit_id))
}

/// The units that a question is about (*rækkevidde*), and no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The topmost of them.
    pub tops: Vec<UnitId>,
    /// All of them, in the order of the tree.
    pub unit_ids: Vec<UnitId>,
    /// True where there are no others.
    pub is_everywhere: bool,
}

impl Reach {
    /// These topmost units and all below them.
    pub fn of(tops: Vec<UnitId>, units: &UnitTree) -> Self {
        let unit_ids: Vec<UnitId> = tops.iter().flat_map(|&top| units.within(top)).map(|unit| unit.id).collect();
        let is_everywhere = !units.is_empty() && unit_ids.len() == units.len();
        Self { tops, unit_ids, is_everywhere }
    }

    /// What of it lies in or below `chosen`.
    #[must_use]
    pub fn narrowed_to(&self, chosen: UnitId, units: &UnitTree) -> Self {
        let tops = if self.tops.iter().any(|&top| units.is_within(chosen, top)) {
            vec![chosen]
        } else {
            self.tops.iter().copied().filter(|&top| units.is_within(top, chosen)).collect()
        };
        Self::of(tops, units)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::UserId,
        role::{Grant, Role},
        unit::{Unit, UnitKind},
    };

    #[test]
    fn a_role_reaches_down_and_never_up_or_sideways() {
        let unit = |parent: Option<&Unit>| Unit {
            id: UnitId::new(),
            parent_id: parent.map(|unit| unit.id),
            kind: UnitKind::Facility,
            name: "x".into(),
            version: 1,
        };
        let top = unit(None);
        let home = unit(Some(&top));
        let other = unit(Some(&top));
        let department = unit(Some(&home));
        let tree = UnitTree::new(&[top.clone(), home.clone(), other.clone(), department.clone()]);
        let mut user = User {
            id: UserId::new(),
            email: String::new(),
            name: String::new(),
            titles_text: String::new(),
            grants: vec![Grant { role: Role::DepartmentManager, unit_id: home.id }],
            is_active: true,
            session_generation: 0,
            version: 1,
        };
        assert_eq!(units_where(&user, Ability::Write, &tree), [home.id, department.id]);
        assert!(!may(&user, Ability::Approve, home.id, &tree));
        let reach = Reach::of(tops_where(&user, Ability::Write, &tree), &tree);
        assert_eq!((&reach.tops[..], reach.is_everywhere), (&[home.id][..], false));
        assert_eq!(reach.narrowed_to(department.id, &tree).unit_ids, [department.id]);
        assert_eq!(reach.narrowed_to(top.id, &tree), reach);
        assert!(reach.narrowed_to(other.id, &tree).unit_ids.is_empty());
        user.is_active = false;
        assert!(units_where(&user, Ability::Read, &tree).is_empty());
    }
}
