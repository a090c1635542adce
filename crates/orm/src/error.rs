//! Why the store could not do what was asked, and which failures of a database pass by themselves.

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr, SqlxError};

/// Why the store could not do what was asked.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// There is no such thing.
    #[error("there is no such thing")]
    NotFound,
    /// It has changed since the state the act was decided on.
    #[error("changed since it was read")]
    Changed,
    /// Another writer holds it, or the database was too busy; the same act may succeed a moment later.
    #[error("held by another writer: {0}")]
    Busy(String),
    /// A frozen version was written by a newer program than this one.
    #[error("written by a newer program")]
    Newer,
    /// A file of a frozen version is no longer what it was when it was frozen.
    #[error("changed behind the program's back")]
    Tampered,
    /// A row breaks a rule of the domain.
    #[error("a row breaks a rule: {0}")]
    Corrupt(String),
    /// The database did not answer as it should.
    #[error("database: {0}")]
    Database(DbErr),
}

/// What the functions of the store answer.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// True where the database cannot be reached, as opposed to refusing one statement.
    pub fn is_lost_connection(&self) -> bool {
        let Self::Database(error) = self else { return false };
        match error {
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => true,
            DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause)) => is_gone(cause),
            _ => false,
        }
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_busy(&error) { Self::Busy(error.to_string()) } else { Self::Database(error) }
    }
}

/// True where the server went away in the middle of a statement, or is being stopped or started.
fn is_gone(cause: &SqlxError) -> bool {
    let code = cause.as_database_error().and_then(sea_orm::sqlx::error::DatabaseError::code);
    matches!(cause, SqlxError::Io(_)) || code.is_some_and(|code| code.starts_with("57P0"))
}

/// What passes by itself: every connection is taken, a lock was waited for too long, two writers waited for each
/// other, or the server ended what had lain idle.
fn is_busy(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)) {
        return true;
    }
    let (DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause)) = error else { return false };
    let RuntimeErr::SqlxError(cause) = cause else { return false };
    let Some(code) = cause.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned)) else {
        return false;
    };
    // PostgreSQL: lock_not_available, deadlock_detected, serialization_failure, query_canceled (statement timeout),
    // idle_in_transaction_session_timeout.
    let is_postgres = matches!(code.as_str(), "55P03" | "40P01" | "40001" | "57014" | "25P03");
    // SQLite: the lowest byte of SQLITE_BUSY, SQLITE_LOCKED and their kinds.
    let is_sqlite = code.len() < 5 && code.parse::<u32>().is_ok_and(|code| matches!(code & 0xff, 5 | 6));
    is_postgres || is_sqlite
}
