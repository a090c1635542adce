//! Logging in, and the first start.

use std::sync::{Arc, Mutex, PoisonError};

use domain::{
    answer::{Answer, Refusal},
    change::{Author, Stamp},
    id::UserId,
    role::{Grant, Role},
    text,
    unit::{NewUnit, UnitDetails, UnitKind},
    user::{self, UserDetails},
    validation::FieldErrors,
};
use orm::{Subject, units, users};

use crate::{App, Result, passwords, users::parse_email};

/// The user whose address and passphrase these are, and the generation of their sessions.
pub async fn log_in(app: &App, email: &str, passphrase: String) -> Result<Option<(UserId, i64)>> {
    // No address holds a control character, and PostgreSQL takes no text with a NUL in it.
    let found = if email.contains(char::is_control) { None } else { users::find_by_email(&app.store, email).await? };
    let hash = found.as_ref().map(|(_, hash, _)| hash.clone());
    let is_right = passwords::is_right(app, None, passphrase, hash).await?;
    // The generation is the hash's own: a passphrase that is taken away meanwhile opens no session.
    Ok(found.filter(|_| is_right).map(|(id, _, generation)| (id, generation)))
}

/// The one-time code that lets the first administrator in. It is worth nothing once it has been used.
#[derive(Debug, Clone, Default)]
pub struct SetupCode(Arc<Mutex<Option<String>>>);

impl SetupCode {
    /// A code that has not been used.
    pub fn new(code: impl Into<String>) -> Self {
        Self(Arc::new(Mutex::new(Some(code.into()))))
    }

    /// Compares the letters and digits alone: people copy a code with spaces, in capitals, or without its hyphens.
    fn is(&self, typed: &str) -> bool {
        let chars = |code: &str| -> String {
            code.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let code = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        code.is_some_and(|code| !chars(&code).is_empty() && chars(&code) == chars(typed))
    }

    fn use_up(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What the first administrator tells, as typed.
#[derive(Clone, Default)]
pub struct FirstStart {
    /// The one-time code.
    pub code: String,
    /// The organisation behind the homes.
    pub organisation: String,
    /// The administrator's name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their passphrase.
    pub passphrase: String,
}

impl FirstStart {
    /// The organisation, and its administrator who has no role there yet; or every fault.
    fn parse(&self, code: &SetupCode) -> std::result::Result<(UnitDetails, UserDetails), Refusal> {
        let mut errors = FieldErrors::default();
        if !code.is(&self.code) {
            errors.add("code", "Koden passer ikke. Se den i vinduet, hvor programmet er startet.");
        }
        let mut title = |field: &str, typed: &str| {
            text::title(typed).map_err(|error| errors.add(field, error.to_string())).unwrap_or_default()
        };
        let (organisation, name) = (title("organisation", &self.organisation), title("name", &self.name));
        let email = parse_email(&self.email, &mut errors);
        if let Err(error) = user::check_passphrase(&self.passphrase, &email) {
            errors.add("password", error.to_string());
        }
        if !errors.is_empty() {
            return Err(Refusal(errors));
        }
        let unit = UnitDetails { name: organisation, kind: UnitKind::Provider };
        Ok((unit, UserDetails { email, name, titles_text: String::new(), grants: Vec::new(), is_active: true }))
    }
}

/// Makes the organisation and its administrator, once: whoever comes second is told so.
pub async fn first_start(app: &App, code: &SetupCode, told: FirstStart) -> Result<Answer<UserId>> {
    let (unit, mut administrator) = match told.parse(code) {
        Ok(parsed) => parsed,
        Err(refusal) => return Ok(Answer::Refused(refusal)),
    };
    let hash = passwords::hash(app, None, told.passphrase).await?;
    let stamp = Stamp { author: Author { user_id: None, name: administrator.name.clone() }, at: app.clock.now() };
    let mut write = app.store.begin(Subject::Organisation, &stamp).await?;
    if !users::is_empty_in(&write).await? {
        return Ok(Answer::refused("code", "Der er allerede en administrator. Log ind i stedet."));
    }
    let unit_id = units::insert(&mut write, NewUnit { parent_id: None, details: unit }).await?;
    administrator.grants = vec![Grant { role: Role::Administrator, unit_id }];
    let id = users::insert(&mut write, &administrator, hash).await?;
    write.commit().await?;
    code.use_up();
    Ok(Answer::Done(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(code: &str) -> FirstStart {
        FirstStart {
            code: code.into(),
            organisation: "Åløse Kommune".into(),
            name: "Anna Å".into(),
            email: "Anna@aaloese.example".into(),
            passphrase: "fire små grønne stole".into(),
        }
    }

    #[test]
    fn the_first_start_tells_every_fault_at_once() {
        let code = SetupCode::new("kode-1234");
        let Refusal(errors) = FirstStart::default().parse(&code).unwrap_err();
        let fields: Vec<&str> = errors.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["code", "organisation", "name", "email", "password"]);
        let (unit, administrator) = told(" kode-1234 ").parse(&code).unwrap();
        assert_eq!((unit.name.as_str(), administrator.email.as_str()), ("Åløse Kommune", "anna@aaloese.example"));
    }

    #[test]
    fn a_code_is_known_by_its_letters_and_digits() {
        let code = SetupCode::new("kode-1234");
        for typed in ["KODE-1234", " kode 1234 ", "Kode1234", "kode–1234"] {
            assert!(told(typed).parse(&code).is_ok(), "{typed}");
        }
        for typed in ["kode-123", "kode-12345", "", "-"] {
            assert!(told(typed).parse(&code).is_err(), "{typed}");
        }
        assert!(told("-").parse(&SetupCode::new("-")).is_err());
    }

    #[test]
    fn a_code_is_worth_nothing_once_it_has_been_used_or_where_there_is_none() {
        let code = SetupCode::new("kode-1234");
        assert!(told("kode-1234").parse(&code).is_ok());
        code.use_up();
        assert!(told("kode-1234").parse(&code).is_err());
        assert!(told("").parse(&SetupCode::default()).is_err());
    }
}
