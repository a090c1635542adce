//! The model of Handleplan and its rules.
//!
//! What belongs here: the words of the field as types, and every decision that follows from them.
//! What does not: the clock (time is a parameter), the database, HTTP, files.

pub mod access;
pub mod activity;
pub mod answer;
pub mod approval;
pub mod change;
pub mod check;
mod column_key;
pub mod comparison;
pub mod conflict;
pub mod cpr;
pub mod danish;
pub mod draft;
pub mod edit;
pub mod finding;
pub mod id;
pub mod inspection;
pub mod organisation;
pub mod owner;
pub mod part;
pub mod paste;
pub mod period;
pub mod plan;
pub mod progress;
pub mod quality_model;
pub mod reference;
pub mod rights;
pub mod role;
pub mod template;
pub mod text;
pub mod unit;
pub mod user;
pub mod validation;
pub mod version;
pub mod words;
