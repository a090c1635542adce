//! The program as those who run it and script against it meet it: arguments in; an exit code, lines and files out.
#![cfg(test)]

mod arguments;
mod check;
mod configuration;
mod database;
mod files;
mod period;
mod pipes;
#[cfg(unix)]
mod serve;
mod support;
mod templates;
mod units;
mod users;
