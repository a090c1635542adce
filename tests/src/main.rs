//! The product from outside: every address as every persona, on the database the environment names.
#![cfg(test)]

mod access;
mod cases;
mod database;
mod findings;
mod headers;
mod imports;
mod inspections;
mod log_in;
mod overview;
mod plans;
mod support;
mod users;
