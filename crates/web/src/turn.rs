//! Work that takes a core and memory, done by a few at a time.

use tokio::{sync::Semaphore, task::JoinError};

/// Does the work on a thread of its own once it is its turn. The turn lasts as long as the work, also where
/// nobody waits for it any more.
pub(crate) async fn take<T: Send + 'static>(
    turns: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, JoinError> {
    // The semaphores are never closed; were one, its work would go on without turns.
    let turn = turns.acquire().await.ok();
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    done.await
}
