//! What nearly every act needs and nearly nobody changes: units, users, models, inspectorates.

use crate::{
    id::{UnitId, UserId},
    inspection::Inspectorate,
    quality_model::QualityModel,
    unit::{Unit, UnitTree},
    user::User,
};

/// Units, users, quality models and inspectorates.
#[derive(Debug)]
pub struct Organisation {
    /// The tree of units, siblings in Danish order.
    pub units: UnitTree,
    /// The users by name.
    pub users: Vec<User>,
    /// The versions of the quality model, the newest last.
    pub models: Vec<QualityModel>,
    /// The inspectorates in the order of the seeds.
    pub inspectorates: Vec<Inspectorate>,
}

/// Why a word does not call one unit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnitWordError {
    /// No unit has it as its identity or its name.
    #[error("Enheden findes ikke.")]
    Unknown,
    /// Several units have the name.
    #[error("Flere enheder har det navn. Brug nummeret på den rigtige.")]
    Ambiguous(Vec<UnitId>),
}

impl Organisation {
    /// The user with this identity.
    pub fn user(&self, id: UserId) -> Option<&User> {
        self.users.iter().find(|user| user.id == id)
    }

    /// The version of the quality model with this identity.
    pub fn model(&self, id: &str) -> Option<&QualityModel> {
        self.models.iter().find(|model| model.id == id)
    }

    /// The inspectorate with this identity.
    pub fn inspectorate(&self, id: &str) -> Option<&Inspectorate> {
        self.inspectorates.iter().find(|inspectorate| inspectorate.id == id)
    }

    /// The name of a unit; empty where there is none.
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.units.get(id).map_or("", |unit| unit.name.as_str())
    }

    /// The units with exactly this name, in the order of the tree.
    pub fn units_named(&self, name: &str) -> impl Iterator<Item = &Unit> {
        self.units.iter().filter(move |unit| unit.name == name)
    }

    /// The unit whose identity or exact name is `word`. A name that several have is not guessed at.
    pub fn unit_called(&self, word: &str) -> Result<&Unit, UnitWordError> {
        if let Some(unit) = word.parse().ok().and_then(|id| self.units.get(id)) {
            return Ok(unit);
        }
        let named: Vec<&Unit> = self.units_named(word).collect();
        match named.as_slice() {
            [] => Err(UnitWordError::Unknown),
            &[only] => Ok(only),
            several => Err(UnitWordError::Ambiguous(several.iter().map(|unit| unit.id).collect())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::UnitKind;

    fn organisation(units: &[Unit]) -> Organisation {
        let units = UnitTree::new(units);
        Organisation { units, users: Vec::new(), models: Vec::new(), inspectorates: Vec::new() }
    }

    fn unit(name: &str, parent: Option<&Unit>) -> Unit {
        let (id, parent_id) = (UnitId::new(), parent.map(|unit| unit.id));
        Unit { id, parent_id, kind: UnitKind::Department, name: name.into(), version: 1 }
    }

    #[test]
    fn a_unit_is_called_by_its_identity_or_by_a_name_that_it_has_alone() {
        let (north, south) = (unit("Nord", None), unit("Syd", None));
        let (one, other) = (unit("Hus A", Some(&north)), unit("Hus A", Some(&south)));
        let organisation = organisation(&[north.clone(), south, one.clone(), other.clone()]);
        let called = |word: &str| organisation.unit_called(word).map(|unit| unit.id);
        assert_eq!(called("Nord"), Ok(north.id));
        assert_eq!(called(&other.id.to_string()), Ok(other.id));
        assert_eq!(called("Hus A"), Err(UnitWordError::Ambiguous(vec![one.id, other.id])));
        assert_eq!(called("hus a"), Err(UnitWordError::Unknown));
        assert_eq!(called(&UnitId::new().to_string()), Err(UnitWordError::Unknown));
    }
}
