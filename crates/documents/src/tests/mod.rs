//! The crate from outside: what goes out comes back, and what people bring is read.

mod hostile;
mod other_columns;
mod round_trip;
mod same_text;
pub(crate) mod sample;
mod third_party;
