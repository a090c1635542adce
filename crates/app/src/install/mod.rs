//! What an installation begins with: the seeds, and on demand an invented organisation with its story.

pub mod demo;
pub mod seeds;
mod story;
