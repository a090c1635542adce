//! Clauses: what each is about, the amounts it gives and the way it wants them to go.

use std::rc::Rc;

use super::{
    amount::{self, Amount, Role, Unit},
    token::{self, Token, number, word},
    words::{self, Direction},
};
use crate::check::wording::is_same_word;

/// The most amounts, and the most years, of one clause; more are a table, not something said.
const MAX_NUMBERS: usize = 8;

/// What one clause says.
#[derive(Debug)]
pub(super) struct Clause {
    /// Its words of weight; the first is what it is about. Clauses that go on with it share them.
    content: Rc<[String]>,
    /// Its amounts.
    pub(super) amounts: Vec<Amount>,
    /// The way it goes, where it says one way only.
    pub(super) direction: Option<Direction>,
    /// The years it names.
    years: Vec<i64>,
}

/// The clauses of a text that say of something how much or which way. One that has nothing of its own to
/// be about goes on with the one before: "falder til 8 procent og siden til 5 procent".
pub(super) fn read(text: &str) -> Vec<Clause> {
    let tokens = token::read(text);
    let mut content: Rc<[String]> = Rc::default();
    let mut clauses = Vec::new();
    for part in parts(&tokens) {
        let words: Vec<&str> = (0..part.len()).map(|at| word(part, at)).filter(|word| !word.is_empty()).collect();
        let own: Rc<[String]> = words.iter().filter(|word| is_content(word)).map(|word| (*word).to_owned()).collect();
        if !own.is_empty() {
            content = own;
        }
        let clause = Clause::of(part, &words, Rc::clone(&content));
        if clause.is_telling() {
            clauses.push(clause);
        }
    }
    clauses
}

fn is_content(word: &str) -> bool {
    words::direction(word).is_none() && !words::is_filler(word)
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
    fn of(tokens: &[Token], words: &[&str], content: Rc<[String]>) -> Self {
        let year = |token: &Token| match token {
            Token::Year(year) => Some(*year),
            _ => None,
        };
        Self {
            content,
            amounts: amount::read(tokens),
            direction: direction(words),
            years: tokens.iter().filter_map(year).collect(),
        }
    }

    /// True where it says anything that another clause can contradict.
    fn is_telling(&self) -> bool {
        let says_something = !self.amounts.is_empty() || self.direction.is_some();
        let is_table = self.amounts.len() > MAX_NUMBERS || self.years.len() > MAX_NUMBERS;
        says_something && !is_table && !self.content.is_empty()
    }

    /// How much it holds to be compared.
    pub(super) fn size(&self) -> usize {
        self.content.len() + self.amounts.len() + self.years.len()
    }

    /// True where the first word of weight is the same.
    pub(super) fn has_same_subject(&self, other: &Self) -> bool {
        let is_same = |(one, two): (&String, &String)| is_same_word(one, two);
        self.content.first().zip(other.content.first()).is_some_and(is_same)
    }

    /// True where both are about the same thing, though one may tell more of it.
    pub(super) fn is_about(&self, other: &Self) -> bool {
        self.has_same_subject(other) && (self.is_within(other) || other.is_within(self))
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
