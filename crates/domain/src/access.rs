//! Who may do what: roles on units reach down the tree.

use crate::{id::UnitId, role::Ability, unit::UnitTree, user::User};

/// True where `user` may do `ability` in the unit.
pub fn may(user: &User, ability: Ability, unit_id: UnitId, units: &UnitTree) -> bool {
    user.is_active
        && user.grants.iter().any(|grant| grant.role.allows(ability) && units.is_within(unit_id, grant.unit_id))
}

/// The units in which `user` may do `ability`, in the order of the tree.
pub fn units_where(user: &User, ability: Ability, units: &UnitTree) -> Vec<UnitId> {
    units.iter().map(|unit| unit.id).filter(|&id| may(user, ability, id, units)).collect()
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
        user.is_active = false;
        assert!(units_where(&user, Ability::Read, &tree).is_empty());
    }
}
