//! The crate from outside: what goes out comes back, and what people bring is read.

mod hostile;
mod round_trip;
mod same_text;
pub(crate) mod sample;
mod third_party;
