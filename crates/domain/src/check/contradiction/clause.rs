//! Clauses: what each is about, the amounts it gives and the way it wants them to go.

use super::{
    amount::{self, Amount, Role, Unit},
    token::{self, Token, number, word},
    words::{self, Direction},
};
use crate::check::wording::is_same_word;

/// What one clause says.
#[derive(Debug)]
pub(super) struct Clause {
    /// Its words of weight; the first is what it is about.
    content: Vec<String>,
    /// Its amounts.
    pub(super) amounts: Vec<Amount>,
    /// The way it goes, where it says one way only.
    pub(super) direction: Option<Direction>,
    /// The years it names.
    years: Vec<i64>,
}

/// The clauses of a text. One that has nothing of its own to be about goes on with the one before:
/// "falder til 8 procent og siden til 5 procent".
pub(super) fn read(text: &str) -> Vec<Clause> {
    let tokens = token::read(text);
    let mut clauses: Vec<Clause> = Vec::new();
    for part in parts(&tokens) {
        let mut clause = Clause::of(part);
        if clause.content.is_empty()
            && let Some(before) = clauses.last()
        {
            clause.content.clone_from(&before.content);
        }
        clauses.push(clause);
    }
    clauses
}

fn parts(tokens: &[Token]) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let mut from = 0;
    for at in 0..tokens.len() {
        if is_break(tokens, at) {
            parts.push(&tokens[from..at]);
            from = at + 1;
        }
    }
    parts.push(&tokens[from..]);
    parts
}

/// A dash and an "og" between two numbers belong to the amount.
fn is_break(tokens: &[Token], at: usize) -> bool {
    let is_between_numbers = at > 0 && number(tokens, at - 1).is_some() && number(tokens, at + 1).is_some();
    match tokens.get(at) {
        Some(Token::Break) => true,
        Some(Token::Dash) => !is_between_numbers && !word(tokens, at + 1).starts_with("point"),
        Some(Token::Word(joint)) => match joint.as_str() {
            "og" => !is_between_numbers,
            "samt" | "men" | "mens" | "eller" | "så" => true,
            _ => false,
        },
        _ => false,
    }
}

impl Clause {
    fn of(tokens: &[Token]) -> Self {
        let all: Vec<&str> = (0..tokens.len()).map(|at| word(tokens, at)).filter(|word| !word.is_empty()).collect();
        let is_content = |word: &&str| words::direction(word).is_none() && !words::is_filler(word);
        let year = |token: &Token| match token {
            Token::Year(year) => Some(*year),
            _ => None,
        };
        Self {
            content: all.iter().copied().filter(is_content).map(ToOwned::to_owned).collect(),
            amounts: amount::read(tokens),
            direction: direction(&all),
            years: tokens.iter().filter_map(year).collect(),
        }
    }

    /// True where both are about the same thing, though one may tell more of it.
    pub(super) fn is_about(&self, other: &Self) -> bool {
        let is_same = |(one, two): (&String, &String)| is_same_word(one, two);
        let has_same_subject = self.content.first().zip(other.content.first()).is_some_and(is_same);
        has_same_subject && (self.is_within(other) || other.is_within(self))
    }

    /// True where both are about the same thing and tell nothing more of it.
    pub(super) fn is_alike(&self, other: &Self) -> bool {
        self.is_about(other) && self.is_within(other) && other.is_within(self)
    }

    /// False where both name years and none in common.
    pub(super) fn is_of_same_time(&self, other: &Self) -> bool {
        self.years == other.years || self.years.iter().any(|year| other.years.contains(year))
    }

    /// True where "from" and "to" of the clause give this very change.
    pub(super) fn has_change(&self, change: &Amount) -> bool {
        let of_role = |role: Role| self.amounts.iter().filter(move |amount| amount.role == role);
        of_role(Role::Start).any(|start| {
            of_role(Role::Level).any(|level| {
                let steps = [(start.low - level.low).abs(), (start.low - level.high).abs()];
                let is_met = steps.iter().any(|step| (change.low..=change.high).contains(step));
                is_met && is_step_unit(start.unit, change.unit)
            })
        })
    }

    fn is_within(&self, other: &Self) -> bool {
        self.content.iter().all(|word| other.content.iter().any(|known| is_same_word(word, known)))
    }
}

/// A step from one percentage to another is told in points, and by many in percent.
fn is_step_unit(level: Unit, step: Unit) -> bool {
    level == step || (level == Unit::Percent && step == Unit::PercentPoint)
}

/// The one way a clause goes; none where words turn it round or it goes both ways.
fn direction(words: &[&str]) -> Option<Direction> {
    if words.iter().any(|word| words::turns(word)) {
        return None;
    }
    let mut ways = words.iter().filter_map(|word| words::direction(word));
    let first = ways.next()?;
    ways.all(|way| way == first).then_some(first)
}
