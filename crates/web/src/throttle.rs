//! How often one may try, and how much one person may have under way.

use std::{
    collections::HashSet,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
};

use domain::id::UserId;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

// Ten tries at once, then one every half minute: slow for a machine, no bother for a person.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(10).unwrap();
const PER_MINUTE: NonZeroU32 = NonZeroU32::new(2).unwrap();
const MAX_KEYS: usize = 10_000;

/// What is tried. Nothing that is typed at one door can spend the tries of another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Door {
    /// To log in with an address.
    LogIn(String),
    /// To become the first administrator.
    FirstStart,
}

/// Counts the tries at each door, and knows whose archive is being fetched.
#[derive(Debug, Clone)]
pub(crate) struct Throttle {
    tries: Arc<DefaultKeyedRateLimiter<Door>>,
    archives: Arc<Mutex<HashSet<UserId>>>,
}

impl Default for Throttle {
    fn default() -> Self {
        let tries = RateLimiter::keyed(Quota::per_minute(PER_MINUTE).allow_burst(AT_ONCE));
        Self { tries: Arc::new(tries), archives: Arc::default() }
    }
}

impl Throttle {
    /// True where one may try once more to log in with the address.
    pub(crate) fn allows_log_in(&self, email: &str) -> bool {
        self.allows(&Door::LogIn(email.chars().take(domain::text::MAX_TITLE_CHARS).collect()))
    }

    /// True where one may try once more to become the first administrator.
    pub(crate) fn allows_first_start(&self) -> bool {
        self.allows(&Door::FirstStart)
    }

    fn allows(&self, door: &Door) -> bool {
        if self.tries.len() > MAX_KEYS {
            self.tries.retain_recent();
        }
        self.tries.check_key(door).is_ok()
    }

    /// The user's archive under way, for as long as what is answered lives; none where they have one already.
    pub(crate) fn archive_of(&self, user_id: UserId) -> Option<ArchiveUnderWay> {
        let is_first = self.archives.lock().unwrap_or_else(PoisonError::into_inner).insert(user_id);
        is_first.then(|| ArchiveUnderWay { archives: Arc::clone(&self.archives), user_id })
    }
}

/// An archive that is being fetched.
#[derive(Debug)]
pub(crate) struct ArchiveUnderWay {
    archives: Arc<Mutex<HashSet<UserId>>>,
    user_id: UserId,
}

impl Drop for ArchiveUnderWay {
    fn drop(&mut self) {
        self.archives.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.user_id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_start_has_tries_that_nobody_spends_by_logging_in() {
        let throttle = Throttle::default();
        for email in ["", "første start", "FirstStart"] {
            while throttle.allows_log_in(email) {}
        }
        assert!(throttle.allows_first_start());
        while throttle.allows_first_start() {}
        assert!(throttle.allows_log_in("lise@solbakken.example"));
    }

    #[test]
    fn one_person_fetches_one_archive_at_a_time() {
        let throttle = Throttle::default();
        let (me, other) = (UserId::new(), UserId::new());
        let mine = throttle.archive_of(me);
        assert!(mine.is_some() && throttle.archive_of(me).is_none() && throttle.archive_of(other).is_some());
        drop(mine);
        assert!(throttle.archive_of(me).is_some());
    }
}
