//! The product from outside: every address as every persona, on the database the environment names.
#![cfg(test)]

mod access;
mod approval;
mod cases;
mod checking;
mod database;
mod documents;
mod findings;
mod headers;
mod imports;
mod inspections;
mod log_in;
mod overview;
mod plans;
mod support;
mod users;
