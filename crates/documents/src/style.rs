//! Paragraph styles: what a paragraph is, as far as its style tells.
//!
//! Word keeps a style when a file is edited and saved, so our own styles carry what the look of a
//! table cannot: which lines are references, which column a statement is of, and where a finding has no issue yet.

use std::borrow::Cow;

use domain::template::ColumnKey;
use serde::Serialize;

/// What the names of the styles of statements begin with. Programs drop all but letters and digits from the name of a
/// style, so the underscores of a key are written as a letter that no key has.
const STATEMENT: &str = "HandleplanDel";
const UNDERSCORE: &str = "X";

/// The style of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// Any style that says nothing here.
    #[default]
    Plain,
    /// A heading or title.
    Title,
    /// Unit, status and date under the title of our own files.
    Subtitle,
    /// Text before and after the table of our own files.
    Text,
    /// The heading of a section.
    Heading,
    /// The heading of a column.
    Column,
    /// The guiding question of a column.
    Question,
    /// A reference line of a finding.
    Reference,
    /// A part of the plan.
    Part,
    /// A text of this column of statements.
    Statement(ColumnKey),
    /// A period or owner that stands for the whole cell, not for the activity beside it.
    Shared,
    /// Nothing, where a finding has no issue.
    NoIssue,
}

impl Style {
    const OWN: [Self; 8] = [
        Self::Subtitle,
        Self::Text,
        Self::Column,
        Self::Question,
        Self::Reference,
        Self::Part,
        Self::Shared,
        Self::NoIssue,
    ];

    /// Its name in a Word file.
    pub(crate) fn id(self) -> Cow<'static, str> {
        let name = match self {
            Self::Plain => "Normal",
            Self::Title => "Heading1",
            Self::Subtitle => "HandleplanUndertitel",
            Self::Text => "HandleplanTekst",
            Self::Heading => "Heading2",
            Self::Column => "HandleplanKolonne",
            Self::Question => "HandleplanSpoergsmaal",
            Self::Reference => "HandleplanTema",
            Self::Part => "HandleplanDel",
            Self::Shared => "HandleplanFaelles",
            Self::NoIssue => "HandleplanTom",
            Self::Statement(key) => {
                return Cow::Owned(format!("{STATEMENT}{}", key.as_str().replace('_', UNDERSCORE)));
            }
        };
        Cow::Borrowed(name)
    }

    /// The style called `id`; headings go by other names in a Danish Word.
    pub(crate) fn from_id(id: &str) -> Self {
        let lower = id.to_lowercase();
        if ["heading", "overskrift", "title", "titel"].iter().any(|name| lower.starts_with(name)) {
            return Self::Title;
        }
        let own = Self::OWN.into_iter().find(|style| style.id() == id);
        let statement = || ColumnKey::parse(&id.strip_prefix(STATEMENT)?.replace(UNDERSCORE, "_"));
        own.or_else(|| statement().map(Self::Statement)).unwrap_or_default()
    }

    /// True for a style that only the table of our own files has.
    pub(crate) const fn is_of_native_table(self) -> bool {
        !matches!(self, Self::Plain | Self::Title | Self::Subtitle | Self::Text | Self::Heading)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_known_by_its_own_name() {
        for style in Style::OWN {
            assert_eq!(Style::from_id(&style.id()), style);
        }
        assert_eq!(Style::from_id("Overskrift1"), Style::Title);
        assert_eq!(Style::from_id("TableGrid"), Style::Plain);
    }

    #[test]
    fn a_statement_knows_its_column() {
        for key in ["goal", "risk_2", "a__b_"] {
            let style = Style::Statement(ColumnKey::parse(key).unwrap());
            assert!(style.id().chars().all(|sign| sign.is_ascii_alphanumeric()), "{}", style.id());
            assert_eq!(Style::from_id(&style.id()), style);
            assert!(style.is_of_native_table());
        }
        assert_eq!(Style::from_id("HandleplanDel1"), Style::Plain);
    }
}
