//! What a column of statements is called in addresses, files and the database.

use std::{borrow::Borrow, fmt};

use arrayvec::ArrayString;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most characters of a key.
const MAX_CHARS: usize = 24;

/// Words that mean something else where a key may stand: the other columns and kinds of parts, and what stands beside
/// the lists of an issue in a file.
const RESERVED: [&str; 14] = [
    "theme",
    "issue",
    "activity",
    "period",
    "owner",
    "block",
    "loose_period",
    "loose_owner",
    "id",
    "version",
    "text",
    "lines",
    "goals",
    "effects",
];

/// The key of a column of statements, such as "goal", "monitoring" and "effect" of the first kind of plan. What a
/// column can do is told by its [ability](crate::template::ColumnAbility) and never by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ColumnKey(ArrayString<MAX_CHARS>);

impl ColumnKey {
    /// The key, where the text can be one: small letters, digits and underscores, and a letter first.
    pub fn parse(text: &str) -> Option<Self> {
        let is_sign = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_');
        let is_word = text.starts_with(|letter: char| letter.is_ascii_lowercase()) && text.bytes().all(is_sign);
        if !is_word || RESERVED.contains(&text) {
            return None;
        }
        ArrayString::from(text).ok().map(Self)
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ColumnKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl AsRef<str> for ColumnKey {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for ColumnKey {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl Serialize for ColumnKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for ColumnKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format_args!("»{text}« kan ikke være nøgle for en kolonne")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_a_short_plain_word_that_means_nothing_else() {
        for text in ["goal", "effect", "a", "risk_2", &"x".repeat(MAX_CHARS)] {
            assert_eq!(ColumnKey::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "Goal", "2nd", "_goal", "mål", "a-b", "a b", "issue", "loose_owner", "goals", "text"] {
            assert_eq!(ColumnKey::parse(text), None, "{text}");
        }
        assert_eq!(ColumnKey::parse(&"x".repeat(MAX_CHARS + 1)), None);
    }

    #[test]
    fn a_key_is_a_string_in_files() {
        let key = ColumnKey::parse("goal").unwrap();
        assert_eq!(serde_json::to_string(&key).unwrap(), "\"goal\"");
        assert_eq!(serde_json::from_str::<ColumnKey>("\"goal\"").unwrap(), key);
        assert!(serde_json::from_str::<ColumnKey>("\"Goal\"").is_err());
        assert_eq!(format!("{key:>6}"), "  goal");
    }
}
