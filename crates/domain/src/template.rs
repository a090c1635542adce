//! Kinds of plan (*skabeloner*): which columns a plan is printed in, and the question under each.

use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKey {
    /// References and the finding (*Tema*).
    Theme,
    /// *Emne*.
    Issue,
    /// *Mål*.
    Goal,
    /// *Hvad*.
    Activity,
    /// *Hvornår*.
    Period,
    /// *Dokumentation*.
    Monitoring,
    /// *Hvem*.
    Owner,
    /// *Forventede effekt*.
    Effect,
}

impl ColumnKey {
    /// Every column, in the order of the first kind of plan.
    pub const ALL: [Self; 8] = [
        Self::Theme,
        Self::Issue,
        Self::Goal,
        Self::Activity,
        Self::Period,
        Self::Monitoring,
        Self::Owner,
        Self::Effect,
    ];
}

/// A column of a plan's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it holds.
    pub key: ColumnKey,
    /// Its heading.
    pub name: String,
    /// The guiding question under it.
    pub question: String,
    /// Other headings that mean the same in files people bring.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Its share of the page's width, in hundredths.
    pub width: u32,
}

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
    /// The column that holds `key`, where the template has it.
    pub fn column(&self, key: ColumnKey) -> Option<&Column> {
        self.columns.iter().find(|column| column.key == key)
    }
}
