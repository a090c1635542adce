//! Amounts with a unit, and whether an amount is reached or is the change.

use super::{
    token::{Token, number, word},
    words,
};

/// What an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// *Procent*.
    Percent,
    /// *Procentpoint*.
    PercentPoint,
    /// *Dage*.
    Days,
    /// *Timer*.
    Hours,
    /// *Gange*.
    Times,
}

/// The part an amount plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What is reached: "til", "på", "er", "højst".
    Level,
    /// How much is changed: "med".
    Change,
    /// Where it begins: "fra".
    Start,
    /// None that the words tell.
    Open,
}

/// A limit on one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// *Højst*.
    AtMost,
    /// *Mindst*.
    AtLeast,
}

/// An amount: one number or a range, in hundredths, with its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) low: i64,
    pub(super) high: i64,
    pub(super) unit: Unit,
    pub(super) role: Role,
    pub(super) bound: Option<Bound>,
}

impl Amount {
    /// True where both can be meant: same unit, no other part played, and a number in common.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let is_open = self.role == Role::Open || other.role == Role::Open;
        self.unit == other.unit && (is_open || self.role == other.role) && self.meets(other)
    }

    /// True where the numbers are the same, whatever they count.
    pub(super) fn is_number_of(&self, other: &Self) -> bool {
        (self.low, self.high) == (other.low, other.high)
    }

    /// True where the ranges have a number in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// "5-6 procent".
    pub(super) fn describe(&self) -> String {
        let unit = match self.unit {
            Unit::Percent => "procent",
            Unit::PercentPoint => "procentpoint",
            Unit::Days => "dage",
            Unit::Hours => "timer",
            Unit::Times => "gange",
        };
        if self.low == self.high {
            format!("{} {unit}", figures(self.low))
        } else {
            format!("{}-{} {unit}", figures(self.low), figures(self.high))
        }
    }
}

/// The amounts of a clause in order. Numbers without a unit are none.
pub(super) fn read(tokens: &[Token]) -> Vec<Amount> {
    let mut amounts = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((amount, next)) = amount(tokens, at) {
            amounts.push(amount);
            at = next;
        } else {
            at += 1;
        }
    }
    amounts
}

fn amount(tokens: &[Token], at: usize) -> Option<(Amount, usize)> {
    let first = number(tokens, at)?;
    let (mut role, bound) = qualifier(tokens, at);
    let last = number(tokens, at + 2).filter(|_| is_range(tokens, at, role));
    let after = if last.is_some() { at + 3 } else { at + 1 };
    // "Fra 9 til 6 procent": the first number borrows the unit of the second.
    let lent = || number(tokens, after + 1).and_then(|_| unit(tokens, after + 2)).map(|(unit, _)| (unit, after));
    let (unit, next) = unit(tokens, after).or_else(|| if role == Role::Start { lent() } else { None })?;
    if role == Role::Open && word(tokens, next) == "til" && number(tokens, next + 1).is_some() {
        role = Role::Start;
    }
    if is_comparison(word(tokens, next)) {
        role = Role::Change;
    }
    let last = last.unwrap_or(first);
    Some((Amount { low: first.min(last), high: first.max(last), unit, role, bound }, next))
}

/// True where a second number ends the range: "5-6", "5 til 6", "mellem 5 og 6".
fn is_range(tokens: &[Token], at: usize, role: Role) -> bool {
    match tokens.get(at + 1) {
        Some(Token::Dash) => true,
        Some(Token::Word(joint)) => match joint.as_str() {
            "til" => role != Role::Start,
            "og" => at > 0 && word(tokens, at - 1) == "mellem",
            _ => false,
        },
        _ => false,
    }
}

/// The unit at `at`, and where the text goes on.
fn unit(tokens: &[Token], at: usize) -> Option<(Unit, usize)> {
    let is_point = |place| word(tokens, place).starts_with("point");
    match word(tokens, at) {
        "%" | "procent" | "pct" if is_point(at + 1) => Some((Unit::PercentPoint, at + 2)),
        "%" | "procent" | "pct" if tokens.get(at + 1) == Some(&Token::Dash) && is_point(at + 2) => {
            Some((Unit::PercentPoint, at + 3))
        }
        "%" | "procent" | "pct" => Some((Unit::Percent, at + 1)),
        "procentpoint" | "procent-point" | "procentpoints" => Some((Unit::PercentPoint, at + 1)),
        "dag" | "dage" => Some((Unit::Days, at + 1)),
        "time" | "timer" => Some((Unit::Hours, at + 1)),
        "gang" | "gange" => Some((Unit::Times, at + 1)),
        _ => None,
    }
}

/// "5 procent lavere": the change, whatever stands before it.
fn is_comparison(word: &str) -> bool {
    matches!(word, "lavere" | "højere" | "mindre" | "færre" | "flere" | "større" | "bedre")
}

/// What the words before a number make of it.
fn qualifier(tokens: &[Token], at: usize) -> (Role, Option<Bound>) {
    let mut at = at;
    let mut bound = None;
    loop {
        let (before, last) = (back(tokens, at, 2), back(tokens, at, 1));
        let (step, limit) = match (before, last) {
            ("op", "til") | ("mindre", "end") => (2, Some(Bound::AtMost)),
            ("mere", "end") => (2, Some(Bound::AtLeast)),
            (_, "højst" | "maks" | "maksimalt" | "max" | "under") => (1, Some(Bound::AtMost)),
            (_, "mindst" | "minimum" | "over") => (1, Some(Bound::AtLeast)),
            (_, "ca" | "cirka" | "omkring") => (1, None),
            _ => break,
        };
        at -= step;
        bound = bound.or(limit);
    }
    let role = match back(tokens, at, 1) {
        "til" | "på" | "er" | "være" | "bliver" | "blive" | "mellem" => Role::Level,
        "med" => Role::Change,
        "fra" => Role::Start,
        word if words::direction(word).is_some() => Role::Change,
        _ if bound.is_some() => Role::Level,
        _ => Role::Open,
    };
    (role, bound)
}

fn back(tokens: &[Token], at: usize, count: usize) -> &str {
    at.checked_sub(count).map_or("", |at| word(tokens, at))
}

/// A number of hundredths with a Danish comma and no idle noughts.
fn figures(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match (rest / 10, rest % 10) {
        (0, 0) => whole.to_string(),
        (tenths, 0) => format!("{whole},{tenths}"),
        _ => format!("{whole},{rest:02}"),
    }
}
