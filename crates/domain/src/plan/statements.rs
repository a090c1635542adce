//! What stands in the columns of statements of one issue.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    Kept, Stage,
    lists::{self, Others},
};
use crate::template::ColumnKey;

/// One text of a column of statements, or an owner without an activity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound = "")]
pub struct Statement<S: Stage = Kept> {
    /// Its identity.
    pub id: S::Id,
    /// Rises with each save.
    pub version: S::Version,
    /// Its words.
    pub text: String,
}

/// The statements of an issue by their column, in order. A column without any is not kept, so two that say the same
/// are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statements<S: Stage = Kept>(BTreeMap<ColumnKey, Vec<Statement<S>>>);

impl<S: Stage> Default for Statements<S> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<S: Stage> Statements<S> {
    /// Those of a column.
    pub fn of(&self, column: impl AsRef<str>) -> &[Statement<S>] {
        self.0.get(column.as_ref()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Those of a column, to be changed.
    pub fn of_mut(&mut self, column: impl AsRef<str>) -> &mut [Statement<S>] {
        self.0.get_mut(column.as_ref()).map(Vec::as_mut_slice).unwrap_or_default()
    }

    /// The words of those of a column.
    pub fn texts(&self, column: impl AsRef<str>) -> Vec<&str> {
        self.of(column).iter().map(|statement| statement.text.as_str()).collect()
    }

    /// All of them with their columns.
    pub fn iter(&self) -> impl Iterator<Item = (ColumnKey, &Statement<S>)> {
        self.lists().flat_map(|(column, list)| list.iter().map(move |statement| (column, statement)))
    }

    /// All of them with their columns, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (ColumnKey, &mut Statement<S>)> {
        self.lists_mut().flat_map(|(column, list)| list.iter_mut().map(move |statement| (column, statement)))
    }

    /// Each column that has any, with those of it.
    pub fn lists(&self) -> impl Iterator<Item = (ColumnKey, &[Statement<S>])> {
        self.0.iter().map(|(&column, list)| (column, list.as_slice()))
    }

    /// Each column that has any, with those of it, to be changed.
    pub fn lists_mut(&mut self) -> impl Iterator<Item = (ColumnKey, &mut [Statement<S>])> {
        self.0.iter_mut().map(|(&column, list)| (column, list.as_mut_slice()))
    }

    /// Each column that has any, with those of it, taken out.
    pub fn into_lists(self) -> impl Iterator<Item = (ColumnKey, Vec<Statement<S>>)> {
        self.0.into_iter()
    }

    /// The columns that have any.
    pub fn columns(&self) -> impl Iterator<Item = ColumnKey> {
        self.0.keys().copied()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts one last in a column.
    pub fn push(&mut self, column: ColumnKey, statement: impl Into<Statement<S>>) {
        self.0.entry(column).or_default().push(statement.into());
    }

    /// Puts some last in a column.
    pub fn extend(&mut self, column: ColumnKey, statements: impl IntoIterator<Item = impl Into<Statement<S>>>) {
        for statement in statements {
            self.push(column, statement);
        }
    }

    /// Puts these in a column instead of what stands there.
    pub fn set(&mut self, column: ColumnKey, statements: impl IntoIterator<Item = impl Into<Statement<S>>>) {
        self.0.remove(&column);
        self.extend(column, statements);
    }

    /// Takes all out of a column.
    pub fn take(&mut self, column: impl AsRef<str>) -> Vec<Statement<S>> {
        self.0.remove(column.as_ref()).unwrap_or_default()
    }

    /// Keeps those that pass.
    pub fn retain(&mut self, mut passes: impl FnMut(ColumnKey, &Statement<S>) -> bool) {
        for (&column, list) in &mut self.0 {
            list.retain(|statement| passes(column, statement));
        }
        self.0.retain(|_, list| !list.is_empty());
    }
}

impl<S: Stage, T: Into<Statement<S>>> FromIterator<(ColumnKey, T)> for Statements<S> {
    fn from_iter<I: IntoIterator<Item = (ColumnKey, T)>>(found: I) -> Self {
        let mut statements = Self::default();
        for (column, statement) in found {
            statements.push(column, statement);
        }
        statements
    }
}

impl<S: Stage> Serialize for Statements<S> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        lists::write(&self.0, serializer)
    }
}

impl<'de, S: Stage> Deserialize<'de> for Statements<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        lists::read(deserializer, Others::Refused).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        draft::{Draft, IssueDraft, StatementDraft},
        id::PartId,
        plan::Issue,
        template::sample::key,
    };

    #[test]
    fn a_column_without_statements_is_as_if_it_were_not_there() {
        let mut statements: Statements<Draft> = [(key("goal"), "a"), (key("goal"), "b")].into_iter().collect();
        assert_eq!(statements.of("goal"), ["a", "b"]);
        assert_eq!((statements.len(), statements.texts(key("effect")).len()), (2, 0));
        statements.extend(key("effect"), [""; 0]);
        assert!(statements.columns().eq([key("goal")]));
        statements.retain(|_, statement| statement.text == "b");
        statements.of_mut("goal")[0].text.push('c');
        assert_eq!(statements.of("goal"), ["bc"]);
        statements.set(key("goal"), Vec::<StatementDraft>::new());
        assert_eq!((&statements, statements.is_empty()), (&Statements::default(), true));
    }

    #[test]
    fn an_issue_of_a_frozen_version_is_read_and_written_as_ever() {
        let statement = |text: &str| serde_json::json!({ "id": PartId::new(), "version": 2, "text": text });
        let mut json = serde_json::json!({
            "id": PartId::new(), "version": 1, "text": "Emne", "goals": [statement("a"), statement("b")],
            "lines": [], "monitoring": [statement("c")], "effects": [],
        });
        let issue: Issue = serde_json::from_value(json.clone()).unwrap();
        assert_eq!((issue.statements.texts("goal"), issue.statements.texts("monitoring")), (vec!["a", "b"], vec!["c"]));
        assert_eq!(issue.statements.len(), 3);
        assert_eq!(serde_json::to_value(&issue).unwrap(), json);
        json["risks"] = serde_json::json!([statement("d")]);
        json["colour"] = "red".into();
        let issue: Issue = serde_json::from_value(json.clone()).unwrap();
        assert_eq!(issue.statements.texts("risks"), ["d"]);
        assert_eq!(IssueDraft::from(&issue).statements.of("risks"), ["d"]);
        json["risks"] = serde_json::json!(["d"]);
        assert!(serde_json::from_value::<Issue>(json).is_err(), "nothing of a frozen version is left out unseen");
    }
}
