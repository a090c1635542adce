//! Why an act came to nothing without anybody having refused it.

use documents::WriteError;

/// Why an act came to nothing.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or the person may not know of it.
    #[error("Det findes ikke, eller du har ikke adgang til det.")]
    NotFound,
    /// The person may see the thing but not do this with it.
    #[error("Det har du ikke adgang til.")]
    Forbidden,
    /// It has changed since it was shown, and there is no form to show it in.
    #[error("Det er ændret imens. Intet er gemt; genindlæs siden, og prøv igen.")]
    Changed,
    /// What was asked cannot be done; the Danish sentence says why and what to do.
    #[error("{0}")]
    Refused(String),
    /// Somebody holds what is needed; the same act may succeed a moment later.
    #[error("Der er travlt lige nu. Intet er gemt; prøv igen om lidt.")]
    Busy(String),
    /// The database cannot be reached.
    #[error("Der er ingen forbindelse til databasen. Intet er gemt; prøv igen, når den svarer.")]
    Unreachable(String),
    /// Anything else; the cause is for the log.
    #[error("Der skete en fejl.")]
    Internal(String),
}

/// What acts answer.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// What the log is told, where it is told anything.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::Busy(cause) | Self::Unreachable(cause) | Self::Internal(cause) => Some(cause),
            Self::NotFound | Self::Forbidden | Self::Changed | Self::Refused(_) => None,
        }
    }
}

impl From<orm::Error> for Error {
    fn from(error: orm::Error) -> Self {
        match error {
            orm::Error::NotFound => Self::NotFound,
            orm::Error::Changed => Self::Changed,
            orm::Error::Busy(cause) => Self::Busy(cause),
            orm::Error::Newer => {
                Self::Refused("Versionen er gemt af en nyere udgave af Handleplan. Opdatér programmet.".into())
            }
            orm::Error::Tampered => Self::Refused(
                "Filen er ikke længere, som den blev sendt. Hent den fra jeres journal, og giv besked til den, \
                 der driver systemet."
                    .into(),
            ),
            error if error.is_lost_connection() => Self::Unreachable(error.to_string()),
            orm::Error::Corrupt(_) | orm::Error::Database(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<WriteError> for Error {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::NeverSent | WriteError::NoSuchFormat | WriteError::TooLarge { .. } => {
                Self::Refused(error.to_string())
            }
            WriteError::Stopped => Self::Busy("nobody waits for the document any more".into()),
            error => Self::Internal(format!("{error:?}")),
        }
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::Internal(format!("a thread ended without an answer: {error}"))
    }
}
