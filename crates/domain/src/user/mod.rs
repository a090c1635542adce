//! People with a log-in (*brugere*).

use serde::{Deserialize, Serialize};

use crate::{
    cpr,
    id::UserId,
    role::{Grant, Role},
};

mod details;

pub use details::UserDetails;

/// The shortest passphrase that is taken, in characters.
pub const MIN_PASSPHRASE_CHARS: usize = 14;
/// The longest passphrase that is taken, in characters; hashing longer ones only costs time.
pub const MAX_PASSPHRASE_CHARS: usize = 200;

/// A person with a log-in (*bruger*).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Their identity.
    pub id: UserId,
    /// The address they log in with, in lower case.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The roles they answer to in plans, as written there, such as "Afdelingsleder, KRAP-ambassadør".
    pub titles_text: String,
    /// What they may do where.
    pub grants: Vec<Grant>,
    /// False where the log-in is closed.
    pub is_active: bool,
    /// Rises when they log out everywhere; a session of a lower generation is over.
    pub session_generation: i64,
    /// Rises with each save.
    pub version: i64,
}

impl User {
    /// True where the user has `role` anywhere.
    pub fn has_role(&self, role: Role) -> bool {
        self.grants.iter().any(|grant| grant.role == role)
    }
}

/// Why a passphrase was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// Shorter than [`MIN_PASSPHRASE_CHARS`].
    #[error("Adgangssætningen skal være på mindst {MIN_PASSPHRASE_CHARS} tegn. Brug gerne fire-fem tilfældige ord.")]
    TooShort,
    /// Longer than [`MAX_PASSPHRASE_CHARS`].
    #[error("Adgangssætningen må højst være på {MAX_PASSPHRASE_CHARS} tegn.")]
    TooLong,
    /// One character over and over, or the person's own address.
    #[error("Adgangssætningen er for let at gætte. Brug fire-fem tilfældige ord.")]
    TooSimple,
}

/// Checks a new passphrase: long, not the person's address, not one character over and over. No other
/// rules of composition, since they make people choose worse ones.
pub fn check_passphrase(passphrase: &str, email: &str) -> Result<(), PassphraseError> {
    let count = passphrase.chars().count();
    if count < MIN_PASSPHRASE_CHARS {
        return Err(PassphraseError::TooShort);
    }
    if count > MAX_PASSPHRASE_CHARS {
        return Err(PassphraseError::TooLong);
    }
    let mut chars: Vec<char> = passphrase.chars().collect();
    chars.sort_unstable();
    chars.dedup();
    if chars.len() < 4 || passphrase.trim().eq_ignore_ascii_case(email) {
        return Err(PassphraseError::TooSimple);
    }
    Ok(())
}

/// An address in lower case, if it has the shape of one and holds no civil registration number
/// (*CPR-nummer*): addresses stand in lists, histories and logs.
pub fn parse_email(text: &str) -> Option<String> {
    use validator::ValidateEmail;
    let email = text.trim().to_lowercase();
    let is_taken = email.chars().count() <= 200 && email.validate_email() && cpr::find(&email).is_none();
    is_taken.then_some(email)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asks_for_length_and_nothing_else() {
        let check = |text| check_passphrase(text, "lise.krogh@solbakken.example");
        assert_eq!(check("fire små grønne stole"), Ok(()));
        assert_eq!(check("kort"), Err(PassphraseError::TooShort));
        assert_eq!(check("aaaaaaaaaaaaaaaaaaaa"), Err(PassphraseError::TooSimple));
        assert_eq!(check("Lise.Krogh@solbakken.example"), Err(PassphraseError::TooSimple));
        assert_eq!(check(&"æ ø å x".repeat(50)), Err(PassphraseError::TooLong));
    }

    #[test]
    fn an_address_holds_no_cpr_number() {
        assert_eq!(parse_email(" Lise.Krogh@Solbakken.example "), Some("lise.krogh@solbakken.example".into()));
        assert_eq!(parse_email("vagt24@solbakken.example"), Some("vagt24@solbakken.example".into()));
        for text in
            ["010190-1234@solbakken.example", "0101901234@solbakken.example", "lise-010190-1234@solbakken.example"]
        {
            assert_eq!(parse_email(text), None, "{text}");
        }
    }
}
