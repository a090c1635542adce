//! Kinds of plan (*skabeloner*): which columns a plan is printed in, what they hold and can do, and the question under
//! each.

use serde::{Deserialize, Serialize};

use crate::part::PartKind;

mod check;
mod column;
#[cfg(test)]
pub(crate) mod sample;

pub use crate::column_key::ColumnKey;
pub use check::{MAX_COLUMNS, MIN_WIDTH};
pub use column::{Column, ColumnAbility, Holds};

/// A kind of plan (*skabelon*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanTemplate {
    /// Stable identity, such as "handleplan".
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where the form was seen, and how sure it is.
    pub source: String,
    /// Its columns in the order they are printed.
    pub columns: Vec<Column>,
}

impl PlanTemplate {
    /// The column that holds this, where the template has it.
    pub fn column(&self, holds: Holds) -> Option<&Column> {
        self.columns.iter().find(|column| column.holds == holds)
    }

    /// The name of the column that holds this; empty where the template has none.
    pub fn column_name(&self, holds: Holds) -> &str {
        self.column(holds).map_or("", |column| column.name.as_str())
    }

    /// Where among the columns that column stands; last where the template does not have it.
    pub fn column_position(&self, holds: Holds) -> usize {
        self.columns.iter().position(|column| column.holds == holds).unwrap_or(self.columns.len())
    }

    /// The columns of statements, in their order.
    pub fn statement_columns(&self) -> impl Iterator<Item = (ColumnKey, &Column)> {
        self.columns.iter().filter_map(|column| match column.holds {
            Holds::Statements(key) => Some((key, column)),
            _ => None,
        })
    }

    /// The columns of statements that can do this, in their order.
    pub fn with_ability(&self, ability: ColumnAbility) -> impl Iterator<Item = ColumnKey> {
        self.statement_columns().filter(move |(_, column)| column.ability == ability).map(|(key, _)| key)
    }

    /// What a column of statements can do.
    pub fn ability_of(&self, key: ColumnKey) -> ColumnAbility {
        self.column(Holds::Statements(key)).map(|column| column.ability).unwrap_or_default()
    }

    /// The kinds of parts a plan can have, in the order of its columns.
    pub fn kinds(&self) -> Vec<PartKind> {
        self.columns.iter().map(|column| column.holds.kind()).collect()
    }

    /// True where a plan can have parts of this kind.
    pub fn has(&self, kind: PartKind) -> bool {
        match kind {
            PartKind::Statement(key) => self.column(Holds::Statements(key)).is_some(),
            _ => true,
        }
    }

    /// The Danish word for one part of this kind.
    pub fn label(&self, kind: PartKind) -> &str {
        match kind {
            PartKind::Block => "Fund",
            PartKind::Issue => "Emne",
            PartKind::Activity => "Aktivitet",
            PartKind::LoosePeriod => "Tidsramme",
            PartKind::LooseOwner => "Ansvarlig",
            PartKind::Statement(key) => {
                self.column(Holds::Statements(key)).map_or("Tekst", |column| column.one.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_knows_its_columns_by_what_they_hold_and_can_do() {
        let template = sample::template();
        let key = sample::key;
        let keys: Vec<&str> = template.columns.iter().map(|column| column.holds.key()).collect();
        assert_eq!(keys, ["theme", "issue", "goal", "activity", "period", "monitoring", "owner", "effect"]);
        assert!(template.statement_columns().map(|(key, _)| key).eq(["goal", "monitoring", "effect"].map(key)));
        assert!(template.with_ability(ColumnAbility::Effect).eq([key("effect")]));
        assert_eq!(template.ability_of(key("risk")), ColumnAbility::Plain);
        assert_eq!(template.column_name(Holds::Period), "Hvornår");
        assert_eq!(template.column_position(Holds::Statements(key("risk"))), 8);
    }

    #[test]
    fn a_part_is_called_by_the_word_of_its_column() {
        let template = sample::template();
        let labels: Vec<&str> = template.kinds().into_iter().map(|kind| template.label(kind)).collect();
        assert_eq!(
            labels,
            ["Fund", "Emne", "Mål", "Aktivitet", "Tidsramme", "Dokumentation", "Ansvarlig", "Forventet effekt"]
        );
        let risk = PartKind::Statement(sample::key("risk"));
        assert_eq!((template.has(risk), template.label(risk)), (false, "Tekst"));
    }
}
