//! What is wrong with a form: which field, and a sentence a person can act on.

use validator::ValidationErrors;

/// The faults found in one form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(String, String)>);

impl FieldErrors {
    /// Notes that `field` is wrong and how.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<String>) {
        self.0.push((field.into(), message.into()));
    }

    /// Takes every fault that a derived check found.
    pub fn add_all(&mut self, errors: &ValidationErrors) {
        let mut found: Vec<_> = errors
            .field_errors()
            .into_iter()
            .flat_map(|(field, faults)| {
                faults.iter().map(move |fault| {
                    let message = fault.message.clone().unwrap_or_else(|| "Feltet er ikke udfyldt rigtigt.".into());
                    (field.to_string(), message.into_owned())
                })
            })
            .collect();
        found.sort();
        self.0.extend(found);
    }

    /// The first fault of `field`.
    pub fn get(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, message)| message.as_str())
    }

    /// Every fault as field and message.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, message)| (field.as_str(), message.as_str()))
    }

    /// True where nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
