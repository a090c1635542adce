//! Kinds of plan as files have them. Whoever writes one is told of a fault by file, column and field: a word that is
//! spelt wrong is no less a fault than one that is missing.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use domain::template::{ColumnAbility, Holds, PlanTemplate};
use toml::{Table, Value};

use super::Templates;
use crate::{Error, Result};

/// Every kind of plan in a folder, by the names of its files, if a plan can be made of each and each has an identity of
/// its own, beside those that are built in.
pub fn read_folder(folder: &Path) -> Result<Vec<PlanTemplate>> {
    let (mut known, mut own) = (Templates::built_in()?, Vec::new());
    for path in files_in(folder)? {
        let of_file = |fault: String| Error::Refused(format!("Filen {}: {fault}", path.display()));
        let text = fs::read_to_string(&path).map_err(|_| of_file("Den kan ikke læses som tekst.".to_owned()))?;
        let template = parse(&text).map_err(of_file)?;
        known = known.with(vec![template.clone()]).map_err(|error| of_file(error.to_string()))?;
        own.push(template);
    }
    Ok(own)
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let refuse = |_: io::Error| Error::Refused(format!("Mappen {} med skabeloner kan ikke læses.", folder.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(refuse)? {
        let path = entry.map_err(refuse)?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    paths.sort_unstable();
    Ok(paths)
}

/// The kind of plan that a text tells of, or what is wrong with the text.
pub(super) fn parse(text: &str) -> std::result::Result<PlanTemplate, String> {
    let mut file: Table = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
    if let Some(fault) = TEMPLATE.fault(&file) {
        return Err(format!("{fault}."));
    }
    let columns = file.get("columns").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
    if let Some(fault) = columns.zip(1..).find_map(|(column, number)| fault_of_column(column, number)) {
        return Err(fault);
    }
    file.entry("source").or_insert_with(|| Value::String(String::new()));
    Value::Table(file).try_into().map_err(|error| format!("Skabelonen kan ikke læses: {}.", error.message()))
}

fn unreadable(text: &str, error: &toml::de::Error) -> String {
    match error.span().and_then(|span| text.get(..span.start)) {
        Some(before) => format!("Linje {} kan ikke læses.", before.matches('\n').count() + 1),
        None => "Den kan ikke læses som TOML.".to_owned(),
    }
}

fn fault_of_column(column: &Table, number: usize) -> Option<String> {
    let fault = COLUMN.fault(column).or_else(|| fault_of_words(column))?;
    Some(match column.get("key").and_then(Value::as_str) {
        Some(key) => format!("Kolonnen »{key}«: {fault}."),
        None => format!("Kolonne nummer {number}: {fault}."),
    })
}

/// What is wrong with the words that mean something to the program.
fn fault_of_words(column: &Table) -> Option<String> {
    let key = column.get("key").and_then(Value::as_str).unwrap_or_default();
    if Holds::from_key(key).is_none() {
        let why = "»key« skal være højst 24 små bogstaver (a-z), cifre og understreger, begynde med et bogstav og ikke \
                   være et af de ord, programmet selv bruger";
        return Some(why.to_owned());
    }
    let ability = column.get("ability").cloned()?;
    let is_unknown = ability.try_into::<ColumnAbility>().is_err();
    is_unknown.then(|| "»ability« skal være goal, monitoring, effect eller plain".to_owned())
}

/// What a field of a file holds.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Text,
    Number,
    Texts,
    Tables,
}

impl Shape {
    fn fits(self, value: &Value) -> bool {
        let is_list_of = |fits: fn(&Value) -> bool| value.as_array().is_some_and(|list| list.iter().all(fits));
        match self {
            Self::Text => value.is_str(),
            Self::Number => value.as_integer().is_some_and(|number| u32::try_from(number).is_ok()),
            Self::Texts => is_list_of(Value::is_str),
            Self::Tables => is_list_of(Value::is_table),
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Text => "en tekst",
            Self::Number => "et helt tal",
            Self::Texts => "en liste af tekster",
            Self::Tables => "skrevet som [[columns]]",
        }
    }
}

/// The fields of a table in a file.
struct Fields {
    needed: &'static [(&'static str, Shape)],
    optional: &'static [(&'static str, Shape)],
}

const TEMPLATE: Fields = Fields {
    needed: &[("id", Shape::Text), ("name", Shape::Text), ("columns", Shape::Tables)],
    optional: &[("source", Shape::Text)],
};

const COLUMN: Fields = Fields {
    needed: &[("key", Shape::Text), ("name", Shape::Text), ("question", Shape::Text), ("width", Shape::Number)],
    optional: &[("ability", Shape::Text), ("one", Shape::Text), ("synonyms", Shape::Texts)],
};

impl Fields {
    /// What is wrong with the fields of a table, if anything is.
    fn fault(&self, table: &Table) -> Option<String> {
        if let Some(unknown) = table.keys().find(|key| !self.all().any(|(name, _)| name == key.as_str())) {
            return Some(format!("»{unknown}« kendes ikke"));
        }
        if let Some((name, _)) = self.needed.iter().find(|(name, _)| !table.contains_key(*name)) {
            return Some(format!("»{name}« mangler"));
        }
        let is_wrong = |(name, shape): &(&str, Shape)| table.get(*name).is_some_and(|value| !shape.fits(value));
        let (name, shape) = self.all().find(is_wrong)?;
        Some(format!("»{name}« skal være {}", shape.label()))
    }

    fn all(&self) -> impl Iterator<Item = (&'static str, Shape)> {
        self.needed.iter().chain(self.optional).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"
id = "tilbud"
name = "Tilbud"
columns = [
  { key = "theme", name = "Tema", question = "", width = 20 },
  { key = "issue", name = "Emne", question = "", width = 20 },
  { key = "activity", name = "Hvad", question = "", width = 20 },
  { key = "risk", name = "Risici", one = "Risiko", question = "Hvad kan gå galt?", synonyms = ["fare"], width = 20 },
  { key = "period", name = "Hvornår", question = "", width = 10 },
  { key = "owner", name = "Hvem", question = "", width = 10 },
]
"#;

    #[test]
    fn a_file_need_not_say_where_the_form_was_seen() {
        let template = parse(FILE).unwrap();
        assert_eq!((template.id.as_str(), template.source.as_str(), template.check()), ("tilbud", "", Ok(())));
        let (key, risk) = template.statement_columns().next().unwrap();
        assert_eq!((key.as_str(), risk.one.as_str(), risk.ability), ("risk", "Risiko", ColumnAbility::Plain));
    }

    #[test]
    fn a_fault_is_told_by_column_and_field() {
        for (from, to, fault) in [
            ("question = \"Hvad kan gå galt?\", ", "", "Kolonnen »risk«: »question« mangler."),
            ("key = \"risk\", ", "", "Kolonne nummer 4: »key« mangler."),
            (
                "synonyms = [\"fare\"]",
                "synonyms = \"fare\"",
                "Kolonnen »risk«: »synonyms« skal være en liste af tekster.",
            ),
            ("synonyms", "sinonyms", "Kolonnen »risk«: »sinonyms« kendes ikke."),
            (
                "one = \"Risiko\"",
                "ability = \"risiko\"",
                "Kolonnen »risk«: »ability« skal være goal, monitoring, effect eller plain.",
            ),
            ("\"Risici\"", "7", "Kolonnen »risk«: »name« skal være en tekst."),
            ("name = \"Tilbud\"\n", "", "»name« mangler."),
            ("name = \"Tilbud\"\n", "id = \"igen\"\n", "Linje 3 kan ikke læses."),
        ] {
            assert!(FILE.contains(from), "{from}");
            assert_eq!(parse(&FILE.replace(from, to)).unwrap_err(), fault);
        }
        let fault = parse(&FILE.replace("\"risk\"", "\"Risiko!\"")).unwrap_err();
        assert!(fault.starts_with("Kolonnen »Risiko!«: »key« skal være"), "{fault}");
        let fault = parse(&FILE.replace("width = 10", "width = -1")).unwrap_err();
        assert_eq!(fault, "Kolonnen »period«: »width« skal være et helt tal.");
    }
}
