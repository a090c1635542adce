//! One column of a kind of plan.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::{
    column_key::ColumnKey,
    part::{Field, PartKind},
};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Holds {
    /// References and the finding (*Tema*).
    Theme,
    /// *Emne*.
    Issue,
    /// *Hvad*.
    Activity,
    /// *Hvornår*.
    Period,
    /// *Hvem*.
    Owner,
    /// Statements of this key, such as *Mål*.
    Statements(ColumnKey),
}

impl Holds {
    /// The word in files.
    pub fn key(&self) -> &str {
        match self {
            Self::Theme => "theme",
            Self::Issue => "issue",
            Self::Activity => "activity",
            Self::Period => "period",
            Self::Owner => "owner",
            Self::Statements(key) => key.as_str(),
        }
    }

    /// What the column whose [`key`](Self::key) is `key` holds.
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "theme" => Some(Self::Theme),
            "issue" => Some(Self::Issue),
            "activity" => Some(Self::Activity),
            "period" => Some(Self::Period),
            "owner" => Some(Self::Owner),
            _ => ColumnKey::parse(key).map(Self::Statements),
        }
    }

    /// The column a field of a part is printed in.
    pub const fn of_field(kind: PartKind, field: Field) -> Self {
        match (kind, field) {
            (PartKind::Block, _) => Self::Theme,
            (PartKind::Issue, _) => Self::Issue,
            (PartKind::Statement(key), _) => Self::Statements(key),
            (_, Field::Period | Field::Reading) => Self::Period,
            (_, Field::Owner) => Self::Owner,
            (PartKind::Activity | PartKind::LoosePeriod | PartKind::LooseOwner, _) => Self::Activity,
        }
    }

    /// The kind of part that stands in this column alone.
    pub const fn kind(self) -> PartKind {
        match self {
            Self::Theme => PartKind::Block,
            Self::Issue => PartKind::Issue,
            Self::Activity => PartKind::Activity,
            Self::Period => PartKind::LoosePeriod,
            Self::Owner => PartKind::LooseOwner,
            Self::Statements(key) => PartKind::Statement(key),
        }
    }

    /// True for the three columns a line goes across.
    pub const fn is_of_line(self) -> bool {
        matches!(self, Self::Activity | Self::Period | Self::Owner)
    }
}

impl Serialize for Holds {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

impl<'de> Deserialize<'de> for Holds {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::from_key(&text)
            .ok_or_else(|| de::Error::custom(format_args!("»{text}« kan ikke være nøgle for en kolonne")))
    }
}

/// What a column of statements can do beside being written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnAbility {
    /// Its statements are what is aimed at (*mål*).
    Goal,
    /// Its statements tell how the goals are followed (*dokumentation*).
    Monitoring,
    /// Its statements tell what is expected to come of it (*forventet effekt*).
    Effect,
    /// Nothing else.
    #[default]
    Plain,
}

/// A column of a plan's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "ColumnFile")]
pub struct Column {
    /// What it holds.
    #[serde(rename = "key")]
    pub holds: Holds,
    /// What it can do.
    pub ability: ColumnAbility,
    /// Its heading.
    pub name: String,
    /// The word for one of what it holds: "Forventet effekt".
    pub one: String,
    /// The guiding question under it.
    pub question: String,
    /// Other headings that mean the same in files people bring.
    pub synonyms: Vec<String>,
    /// Its share of the page's width, in hundredths.
    pub width: u32,
}

/// A column as a file has it.
#[derive(Deserialize)]
struct ColumnFile {
    key: Holds,
    ability: Option<ColumnAbility>,
    name: String,
    one: Option<String>,
    question: String,
    #[serde(default)]
    synonyms: Vec<String>,
    width: u32,
}

impl From<ColumnFile> for Column {
    fn from(file: ColumnFile) -> Self {
        Self {
            holds: file.key,
            ability: file.ability.unwrap_or_else(|| unsaid_ability(file.key)),
            one: file.one.unwrap_or_else(|| file.name.clone()),
            name: file.name,
            question: file.question,
            synonyms: file.synonyms,
            width: file.width,
        }
    }
}

/// Versions that were frozen before columns had abilities hold the first kind of plan without a word about them.
fn unsaid_ability(holds: Holds) -> ColumnAbility {
    match holds.key() {
        "goal" => ColumnAbility::Goal,
        "monitoring" => ColumnAbility::Monitoring,
        "effect" => ColumnAbility::Effect,
        _ => ColumnAbility::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample;

    #[test]
    fn a_column_comes_back_from_its_file() {
        for column in sample::template().columns {
            let json = serde_json::to_value(&column).unwrap();
            assert_eq!(json["key"], column.holds.key());
            assert_eq!(serde_json::from_value::<Column>(json).unwrap(), column);
        }
    }

    #[test]
    fn a_column_of_a_frozen_version_has_the_ability_it_always_had() {
        let frozen = |key: &str| format!(r#"{{"key":"{key}","name":"Navn","question":"","synonyms":[],"width":12}}"#);
        let column = |key: &str| serde_json::from_str::<Column>(&frozen(key)).unwrap();
        assert_eq!(column("monitoring").ability, ColumnAbility::Monitoring);
        assert_eq!((column("risk").ability, column("risk").one.as_str()), (ColumnAbility::Plain, "Navn"));
        assert_eq!(column("theme").ability, ColumnAbility::Plain);
    }

    #[test]
    fn a_field_is_printed_in_one_column() {
        let goal = sample::key("goal");
        assert_eq!(Holds::of_field(PartKind::Statement(goal), Field::Text), Holds::Statements(goal));
        assert_eq!(Holds::of_field(PartKind::Block, Field::References), Holds::Theme);
        assert_eq!(Holds::of_field(PartKind::Activity, Field::Status), Holds::Activity);
        assert_eq!(Holds::of_field(PartKind::Activity, Field::Reading), Holds::Period);
        assert_eq!(Holds::of_field(PartKind::LooseOwner, Field::Owner), Holds::Owner);
    }
}
