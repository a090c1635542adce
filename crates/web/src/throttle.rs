//! How often one address may be tried.

use std::{num::NonZeroU32, sync::Arc};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

// Ten tries at once, then one every half minute: slow for a machine, no bother for a person.
const AT_ONCE: NonZeroU32 = NonZeroU32::new(10).unwrap();
const PER_MINUTE: NonZeroU32 = NonZeroU32::new(2).unwrap();
const MAX_KEYS: usize = 10_000;

/// Counts the tries to log in, by address.
#[derive(Debug, Clone)]
pub(crate) struct Throttle(Arc<DefaultKeyedRateLimiter<String>>);

impl Default for Throttle {
    fn default() -> Self {
        Self(Arc::new(RateLimiter::keyed(Quota::per_minute(PER_MINUTE).allow_burst(AT_ONCE))))
    }
}

impl Throttle {
    /// True where the address may be tried once more.
    pub(crate) fn allows(&self, address: &str) -> bool {
        if self.0.len() > MAX_KEYS {
            self.0.retain_recent();
        }
        let key = address.chars().take(domain::text::MAX_TITLE_CHARS).collect();
        self.0.check_key(&key).is_ok()
    }
}
