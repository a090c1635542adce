//! What the form of an open field sends, as a value: also when it moves, copies or removes the part it stands in.

use domain::{
    danish,
    edit::{PartEdit, PartText},
    id::PartId,
    part::Field,
    paste,
    period::Days,
    text::{self, MAX_CHARS},
};
use serde::Deserialize;

use crate::{error::Result, typed};

/// What the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct FieldForm {
    pub(super) text: String,
    pub(super) version: String,
    pub(super) field: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) split: String,
    pub(super) way: String,
    pub(super) to: String,
}

/// Asks for a field as it is read instead of the form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ShowQuery {
    pub(super) show: String,
}

/// A field that is to be saved, and the lines that are split off it.
#[derive(Debug, Clone)]
pub(super) struct Typed {
    pub(super) edit: PartEdit,
    pub(super) rest: Vec<String>,
}

impl FieldForm {
    /// What is meant, or a sentence that says what is wrong with it.
    pub(super) fn parse(&self, part_id: PartId, field: Field) -> Result<std::result::Result<Typed, String>> {
        let version = typed::version(&self.version)?;
        let parsed = self.days(field).and_then(|days| Ok((days, self.texts(field)?)));
        Ok(parsed.map(|(days, texts)| {
            let mut texts = texts.into_iter();
            let value = PartText { field, text: texts.next().unwrap_or_default(), days };
            Typed { edit: PartEdit { part_id, version, value }, rest: texts.collect() }
        }))
    }

    /// The texts the form means: one, or one a line where asked for.
    fn texts(&self, field: Field) -> std::result::Result<Vec<String>, String> {
        let texts = if self.split.is_empty() || field != Field::Text {
            vec![self.text.clone()]
        } else {
            paste::lines(&self.text).map_err(|error| error.to_string())?
        };
        texts.iter().map(|text| text::optional(text, MAX_CHARS).map_err(|error| error.to_string())).collect()
    }

    /// The days set by hand, as the form of a time frame has them.
    fn days(&self, field: Field) -> std::result::Result<Option<Days>, String> {
        if field != Field::Period {
            return Ok(None);
        }
        let read = |text: &str| match danish::parse_date(text) {
            None if !text.trim().is_empty() => Err("Datoen findes ikke. Skriv den som 12-03-2026.".to_owned()),
            day => Ok(day),
        };
        let days = Days { start: read(&self.start)?, end: read(&self.end)? };
        if days.are_in_order() { Ok(Some(days)) } else { Err("Sidste dag ligger før første dag.".to_owned()) }
    }
}
