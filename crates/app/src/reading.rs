//! Files that people bring are read in turn, and each for a limited time.

use std::time::Duration;

use documents::Stop;
use tokio::{sync::oneshot, time};
use uuid::Uuid;

use crate::{Error, Result, limit::Limit};

/// How long somebody waits for the turn to have a file read: with the time that the reading may take, less than a
/// request may take.
const MAX_WAITING: Duration = Duration::from_secs(25);

/// What the work makes of a file; none where it takes longer than `max`. Only the work is timed, for a queue is no
/// fault of the file.
pub(crate) async fn in_time<T: Send + 'static>(
    limit: &Limit,
    person: Uuid,
    max: Duration,
    work: impl FnOnce(&Stop) -> T + Send + 'static,
) -> Result<Option<T>> {
    let (tell, told) = oneshot::channel();
    let reading = limit.run_for(person, move |stop| {
        // Nobody hears it who has stopped waiting.
        let _ = tell.send(());
        work(stop)
    });
    tokio::select! {
        biased;
        done = reading => done.map(Some),
        late = too_late(told, max) => late.map(|()| None),
    }
}

/// Ends when the work has taken too long; fails when its turn does not come.
async fn too_late(begun: oneshot::Receiver<()>, max: Duration) -> Result<()> {
    match time::timeout(MAX_WAITING, begun).await {
        Ok(Ok(())) => {
            time::sleep(max).await;
            Ok(())
        }
        // The work came to nothing before it began, which it tells itself.
        Ok(Err(_)) => std::future::pending().await,
        Err(_) => Err(Error::Busy("the turn to read a file did not come".into())),
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use super::*;
    use crate::limit::Limits;

    #[tokio::test]
    async fn a_file_that_takes_too_long_is_given_up() {
        let work = |stop: &Stop| {
            while !stop.is_set() {
                thread::sleep(Duration::from_millis(5));
            }
        };
        let limits = Limits::default();
        let read = in_time(&limits.reading, Uuid::now_v7(), Duration::from_millis(50), work).await;
        assert!(matches!(read, Ok(None)));
    }

    #[tokio::test]
    async fn waiting_for_a_turn_is_no_fault_of_the_file() {
        let limits = Arc::new(Limits::default());
        for _ in 0..2 {
            let limits = Arc::clone(&limits);
            tokio::spawn(async move { limits.reading.run(|_| thread::sleep(Duration::from_millis(400))).await });
        }
        tokio::task::yield_now().await;
        let read = in_time(&limits.reading, Uuid::now_v7(), Duration::from_millis(200), |_| 7).await;
        assert!(matches!(read, Ok(Some(7))));
    }
}
