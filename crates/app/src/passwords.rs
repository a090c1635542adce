//! Passphrases: hashed with Argon2id, slow on purpose, and only a few at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use rand::Rng;
use uuid::Uuid;

use crate::{App, Error, Result};

/// The hash of a passphrase. Whoever is known has one hashed at a time.
pub async fn hash(app: &App, person: Option<Uuid>, passphrase: String) -> Result<String> {
    in_turn(app, person, move || hash_now(&passphrase)).await?
}

/// True where the passphrase is the one that was hashed. Without a hash the same time is spent, so
/// that the answer does not tell whether there is such a user.
pub async fn is_right(app: &App, person: Option<Uuid>, passphrase: String, hash: Option<String>) -> Result<bool> {
    in_turn(app, person, move || is_right_now(&passphrase, hash)).await
}

async fn in_turn<T: Send + 'static>(
    app: &App,
    person: Option<Uuid>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T> {
    match person {
        Some(person) => app.limits.hashing.run_for(person, move |_| work()).await,
        None => app.limits.hashing.run(move |_| work()).await,
    }
}

fn is_right_now(passphrase: &str, hash: Option<String>) -> bool {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("den rigtige adgangssætning").unwrap_or_default());
    let is_known = hash.is_some();
    let hash = hash.unwrap_or_else(|| NOBODY.clone());
    let fits = PasswordHash::new(&hash)
        .is_ok_and(|hash| Argon2::default().verify_password(passphrase.as_bytes(), &hash).is_ok());
    fits && is_known
}

fn hash_now(passphrase: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(passphrase.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Internal(error.to_string()))
}

/// Four groups of characters that are not mistaken for each other, from the computer's own source of chance.
pub fn random_passphrase() -> String {
    const CHARS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    let mut group = || -> String { (0..4).map(|_| char::from(CHARS[random.random_range(0..CHARS.len())])).collect() };
    (0..4).map(|_| group()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_passphrase_is_right() {
        let hashed = hash_now("fire små grønne stole").unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(is_right_now("fire små grønne stole", Some(hashed.clone())));
        assert!(!is_right_now("fem små grønne stole", Some(hashed)));
        assert!(!is_right_now("den rigtige adgangssætning", None));
    }
}
