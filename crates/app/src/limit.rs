//! Work that takes a core and memory: a few at a time, one and one waiting for each person, away from the threads that
//! answer requests, and given up when nobody waits for it any more.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicUsize, Ordering},
    },
};

use documents::Stop;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::{Error, Result};

/// Works that one person may have under way and waiting, of one kind.
const MAX_OF_ONE: usize = 2;

/// How much of each kind is done at one time.
#[derive(Debug)]
pub struct Limits {
    /// Documents that take a core for long: PDF, and archives of many.
    pub slow: Limit,
    /// Documents, previews and checks that are done in a moment.
    pub quick: Limit,
    /// What is printed to be sent: never behind what is only read.
    pub sending: Limit,
    /// Files that are read.
    pub reading: Limit,
    /// Passphrases, each of which takes 19 MiB.
    pub hashing: Limit,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            slow: Limit::new(2, 20),
            quick: Limit::new(2, 200),
            sending: Limit::new(1, 20),
            reading: Limit::new(2, 20),
            hashing: Limit::new(2, 200),
        }
    }
}

/// One kind of work.
#[derive(Debug)]
pub struct Limit {
    at_once: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
    max_waiting: usize,
    people: Mutex<HashMap<Uuid, Weak<Person>>>,
}

/// Whose turns they are: one at a time.
#[derive(Debug)]
struct Person {
    turn: Arc<Semaphore>,
    count: Arc<AtomicUsize>,
}

impl Limit {
    fn new(at_once: usize, max_waiting: usize) -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(at_once)),
            waiting: Arc::default(),
            max_waiting,
            people: Mutex::default(),
        }
    }

    /// Does the work on a thread of its own once it is the person's turn. Whoever no longer waits leaves the queue;
    /// work under way is told by the [`Stop`] it is handed.
    pub async fn run_for<T: Send + 'static>(
        &self,
        person: Uuid,
        work: impl FnOnce(&Stop) -> T + Send + 'static,
    ) -> Result<T> {
        let person = self.person(person);
        let counted = Counted::up_to(&person.count, MAX_OF_ONE)
            .ok_or_else(|| Error::Busy("one person wants more at once than is done for one".into()))?;
        let turn = Arc::clone(&person.turn).acquire_owned().await.ok();
        // The person's turn lasts as long as the work, also where they no longer wait for it.
        let work = move |stop: &Stop| {
            let done = work(stop);
            drop((turn, counted, person));
            done
        };
        self.run(work).await
    }

    /// The same for work that is nobody's in particular.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Stop) -> T + Send + 'static) -> Result<T> {
        let _counted = Counted::up_to(&self.waiting, self.max_waiting)
            .ok_or_else(|| Error::Busy("too many wait for the same kind of work".into()))?;
        // The semaphores are never closed; were one, its work would go on without turns.
        let turn = Arc::clone(&self.at_once).acquire_owned().await.ok();
        let stop = Stop::default();
        let given_up = StopOnDrop(stop.clone());
        let done = tokio::task::spawn_blocking(move || {
            let done = work(&stop);
            drop(turn);
            done
        });
        let done = done.await?;
        drop(given_up);
        Ok(done)
    }

    fn person(&self, id: Uuid) -> Arc<Person> {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(person) = people.get(&id).and_then(Weak::upgrade) {
            return person;
        }
        people.retain(|_, person| person.strong_count() > 0);
        let person = Arc::new(Person { turn: Arc::new(Semaphore::new(1)), count: Arc::default() });
        people.insert(id, Arc::downgrade(&person));
        person
    }
}

/// One more under way, for as long as it lives.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn up_to(count: &Arc<AtomicUsize>, max: usize) -> Option<Self> {
        let counted = Self(Arc::clone(count));
        // Counted before it is judged; where there is no room the drop takes it back.
        (count.fetch_add(1, Ordering::AcqRel) < max).then_some(counted)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// Tells the work to stop when the one who waits for it is gone.
struct StopOnDrop(Stop);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.set();
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn one_person_has_one_under_way_and_one_waiting() {
        let limit = Arc::new(Limit::new(4, 100));
        let (me, other) = (Uuid::now_v7(), Uuid::now_v7());
        let sleep = |_: &Stop| std::thread::sleep(Duration::from_millis(200));
        let busy: Vec<_> = (0..2)
            .map(|_| {
                let limit = Arc::clone(&limit);
                tokio::spawn(async move { limit.run_for(me, sleep).await })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert!(matches!(limit.run_for(me, sleep).await, Err(Error::Busy(_))));
        assert!(limit.run_for(other, |_| 1).await.is_ok());
        for done in busy {
            assert!(done.await.unwrap().is_ok());
        }
        assert!(limit.run_for(me, |_| 1).await.is_ok());
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_told_to_stop() {
        let limit = Limit::new(1, 100);
        let (tell, told) = std::sync::mpsc::channel();
        let work = move |stop: &Stop| {
            while !stop.is_set() {
                std::thread::sleep(Duration::from_millis(5));
            }
            tell.send(()).unwrap();
        };
        assert!(tokio::time::timeout(Duration::from_millis(50), limit.run(work)).await.is_err());
        let heard = tokio::task::spawn_blocking(move || told.recv_timeout(Duration::from_secs(5)));
        assert!(heard.await.unwrap().is_ok());
        assert!(limit.run(|_| ()).await.is_ok());
    }
}
