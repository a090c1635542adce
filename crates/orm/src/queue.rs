//! Writers of one thing wait for each other here, in the order they came, before they take a connection: however
//! many want to write in one plan, they hold one connection between them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{Mutex as Turn, OwnedMutexGuard};
use uuid::Uuid;

/// How long a writer waits for what another holds before the person is asked to try again, in seconds. An instance
/// that stops in the middle of a write holds its plan no longer than that either.
pub const MAX_WAIT_SECONDS: u64 = 5;

/// Queues kept before those that nobody stands in are swept away.
const MANY: usize = 1_000;

/// The queues of this instance, one for each thing that somebody is writing in.
#[derive(Debug, Default)]
pub(crate) struct Queues(Mutex<HashMap<Uuid, Weak<Turn<()>>>>);

impl Queues {
    /// Waits for one's turn to write in the thing. It lasts until it is dropped.
    pub(crate) async fn turn(&self, id: Uuid) -> OwnedMutexGuard<()> {
        self.queue(id).lock_owned().await
    }

    fn queue(&self, id: Uuid) -> Arc<Turn<()>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = queues.get(&id).and_then(Weak::upgrade) {
            return queue;
        }
        if queues.len() >= MANY {
            queues.retain(|_, queue| queue.strong_count() > 0);
        }
        let queue = Arc::new(Turn::new(()));
        queues.insert(id, Arc::downgrade(&queue));
        queue
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::timeout;

    use super::*;

    #[tokio::test]
    async fn writers_of_one_thing_wait_and_of_another_do_not() {
        let queues = Queues::default();
        let (one, other) = (Uuid::now_v7(), Uuid::now_v7());
        let held = queues.turn(one).await;
        queues.turn(other).await;
        assert!(timeout(Duration::from_millis(20), queues.turn(one)).await.is_err());
        drop(held);
        queues.turn(one).await;
    }
}
