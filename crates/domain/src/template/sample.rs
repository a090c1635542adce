//! The first kind of plan, for tests.

use super::{Column, ColumnAbility, ColumnKey, Holds, PlanTemplate};

/// A key that is known to be one.
pub(crate) fn key(text: &str) -> ColumnKey {
    ColumnKey::parse(text).unwrap()
}

/// The kind of plan with eight columns.
pub(crate) fn template() -> PlanTemplate {
    let column = |(key, ability, name, one): (&str, ColumnAbility, &str, &str)| Column {
        holds: Holds::from_key(key).unwrap(),
        ability,
        name: name.into(),
        one: one.into(),
        question: String::new(),
        synonyms: Vec::new(),
        width: 12,
    };
    let columns = [
        ("theme", ColumnAbility::Plain, "Tema", "Tema"),
        ("issue", ColumnAbility::Plain, "Emne", "Emne"),
        ("goal", ColumnAbility::Goal, "Mål", "Mål"),
        ("activity", ColumnAbility::Plain, "Hvad", "Hvad"),
        ("period", ColumnAbility::Plain, "Hvornår", "Hvornår"),
        ("monitoring", ColumnAbility::Monitoring, "Dokumentation", "Dokumentation"),
        ("owner", ColumnAbility::Plain, "Hvem", "Hvem"),
        ("effect", ColumnAbility::Effect, "Forventede effekt", "Forventet effekt"),
    ];
    PlanTemplate {
        id: "handleplan".into(),
        name: "Handleplan".into(),
        source: String::new(),
        columns: columns.into_iter().map(column).collect(),
    }
}
