//! Passphrases: hashed with Argon2id, slow on purpose, off the async threads.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};

use crate::{Error, Result};

/// The hash of a passphrase.
pub async fn hash(passphrase: String) -> Result<String> {
    in_background(move || hash_now(&passphrase)).await?
}

/// True where the passphrase is the one that was hashed. Without a hash the same time is spent, so
/// that the answer does not tell whether there is such a user.
pub async fn is_right(passphrase: String, hash: Option<String>) -> Result<bool> {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("den rigtige adgangssætning").unwrap_or_default());
    in_background(move || {
        let is_known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let fits = PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(passphrase.as_bytes(), &hash).is_ok());
        fits && is_known
    })
    .await
}

fn hash_now(passphrase: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(passphrase.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Corrupt(error.to_string()))
}

async fn in_background<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::Corrupt(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_same_passphrase_is_right() {
        let hashed = hash("fire små grønne stole".into()).await.unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(is_right("fire små grønne stole".into(), Some(hashed.clone())).await.unwrap());
        assert!(!is_right("fem små grønne stole".into(), Some(hashed)).await.unwrap());
        assert!(!is_right("den rigtige adgangssætning".into(), None).await.unwrap());
    }
}
