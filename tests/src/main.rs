//! The product from outside: every address as every persona, on the database the environment names.
#![cfg(test)]

mod access;
mod approval;
mod bounds;
mod cases;
mod checking;
mod conflicts;
mod database;
mod documents;
mod findings;
mod follow_ups;
mod given_back;
mod headers;
mod history;
mod imports;
mod inspections;
mod instances;
mod kept_pages;
mod log_in;
mod other_columns;
mod overview;
mod plan_conflicts;
mod plans;
mod queries;
mod races;
mod read_model;
mod refusals;
mod support;
mod ui_components;
mod unsent;
mod users;
