//! The quality model (*kvalitetsmodellen*): versioned data, since law changes it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How sure the wording of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wording {
    /// Seen word for word in the source given.
    Verified,
    /// The source has the sense or the number, not every word.
    Partly,
    /// From general knowledge; never to be shown as official text.
    Unverified,
}

impl Wording {
    /// The Danish words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Verified => "Ordlyd bekræftet",
            Self::Partly => "Ordlyd delvist bekræftet",
            Self::Unverified => "Ordlyd ikke bekræftet",
        }
    }

    /// The word in the seeds and the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Partly => "partly",
            Self::Unverified => "unverified",
        }
    }

    /// The wording whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Verified, Self::Partly, Self::Unverified].into_iter().find(|wording| wording.key() == key)
    }
}

/// The level of an item in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// *Tema*.
    Theme,
    /// *Kriterium*.
    Criterion,
    /// *Indikator*.
    Indicator,
}

impl Level {
    /// The Danish word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Theme => "Tema",
            Self::Criterion => "Kriterium",
            Self::Indicator => "Indikator",
        }
    }

    /// The word in the database.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Criterion => "criterion",
            Self::Indicator => "indicator",
        }
    }

    /// The level whose [`key`](Self::key) is `key`.
    pub fn from_key(key: &str) -> Option<Self> {
        [Self::Theme, Self::Criterion, Self::Indicator].into_iter().find(|level| level.key() == key)
    }
}

/// One theme, criterion or indicator (*tema*, *kriterium*, *indikator*) of one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable identity across releases, such as "sociale-tilbud-2020/9.b".
    pub id: String,
    /// The item above it; none for a theme.
    pub parent_id: Option<String>,
    /// Theme, criterion or indicator.
    pub level: Level,
    /// Its number as reports print it: "5", "9", "9.b"; empty for a theme without one.
    pub number: String,
    /// Its wording.
    pub title: String,
    /// Other spellings of the title that reports and plans use.
    pub aliases: Vec<String>,
    /// Whom it is for, where it is not for all; empty otherwise.
    pub applies_to: String,
    /// Where the wording was seen.
    pub source: String,
    /// How sure the wording is.
    pub wording: Wording,
    /// False for a theme that is never scored (Økonomi).
    pub is_scored: bool,
}

/// One version of a quality model (*kvalitetsmodel*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualityModel {
    /// Stable identity, such as "sociale-tilbud-2020".
    pub id: String,
    /// Its name.
    pub name: String,
    /// The law or order it stands in, and what is known of it.
    pub source: String,
    /// First day it was in force, where known.
    pub valid_from: Option<NaiveDate>,
    /// Last day it was in force, where known.
    pub valid_to: Option<NaiveDate>,
    /// Themes, criteria and indicators in the order of the model, each after its parent.
    pub items: Vec<Item>,
}

impl QualityModel {
    /// The item with this identity.
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The themes in order.
    pub fn themes(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.level == Level::Theme)
    }

    /// What stands right below an item.
    pub fn children<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.parent_id.as_deref() == Some(id))
    }

    /// The theme an item belongs to: itself, its parent or its parent's parent.
    pub fn theme_of(&self, id: &str) -> Option<&Item> {
        let item = self.get(id)?;
        match &item.parent_id {
            None => Some(item),
            Some(parent) => self.theme_of(parent),
        }
    }
}
