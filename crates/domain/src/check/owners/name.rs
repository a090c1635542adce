//! A name made ready to be compared with many others.

use crate::owner;

/// A name with what is needed of it over and over.
#[derive(Debug)]
pub(super) struct Name<'a> {
    /// The name as it stands.
    pub(super) text: &'a str,
    /// The form in which two spellings of it are equal.
    pub(super) normal: String,
    /// The characters of that form.
    pub(super) length: usize,
}

impl<'a> Name<'a> {
    /// The name `text`.
    pub(super) fn of(text: &'a str) -> Self {
        let normal = owner::normal(text);
        let length = normal.chars().count();
        Self { text, normal, length }
    }

    /// True as it is written for people; roles are as often written with a small letter.
    pub(super) fn is_capitalised(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}
