//! How a clause of a goal and one of an effect about the same thing can fail to agree.

use super::{
    amount::{Amount, Role},
    clause::Clause,
};

/// A clause of a goal and one of an effect about the same thing.
pub(super) struct Pair<'a> {
    goal: &'a Clause,
    effect: &'a Clause,
    /// True where both tell the same of it, of the same time.
    is_alike: bool,
}

impl<'a> Pair<'a> {
    /// The two, compared word by word once.
    pub(super) fn of(goal: &'a Clause, effect: &'a Clause) -> Self {
        Self { goal, effect, is_alike: goal.is_alike(effect) && goal.is_of_same_time(effect) }
    }

    /// How the two go opposite ways, where they do.
    pub(super) fn opposed(&self) -> Option<String> {
        let (wanted, expected) = self.goal.direction.zip(self.effect.direction)?;
        (wanted != expected && self.is_alike).then(|| "det ene siger op, det andet ned".to_owned())
    }

    /// How one of the amounts that no goal gives contradicts an amount of this goal.
    pub(super) fn unequal(&self, doubtful: &[&Amount]) -> Option<String> {
        doubtful.iter().find_map(|amount| {
            self.goal.amounts.iter().find_map(|given| {
                if is_swapped(given, amount) && !self.effect.has_change(given) {
                    return Some(swapped(given));
                }
                let is_other = self.is_alike && is_other_amount(given, amount);
                is_other.then(|| format!("målet siger {}, effekten {}", given.describe(), amount.describe()))
            })
        })
    }
}

/// "Til 5 procent" against "med 5 procent".
fn is_swapped(given: &Amount, amount: &Amount) -> bool {
    let is_other_role = matches!((given.role, amount.role), (Role::Level, Role::Change) | (Role::Change, Role::Level));
    is_other_role && given.unit == amount.unit && given.is_number_of(amount)
}

fn swapped(given: &Amount) -> String {
    let amount = given.describe();
    if given.role == Role::Level {
        format!("i målet er {amount} det, der skal nås (»til«), i effekten det, der ændres (»med«)")
    } else {
        format!("i målet er {amount} det, der ændres (»med«), i effekten det, der skal nås (»til«)")
    }
}

/// "Til 5 procent" against "til 7 procent" or "til 5 dage".
fn is_other_amount(given: &Amount, amount: &Amount) -> bool {
    let is_told = matches!(given.role, Role::Level | Role::Change) && given.role == amount.role;
    let is_other_unit = given.unit != amount.unit && given.is_number_of(amount);
    let is_other_number = given.unit == amount.unit && given.bound == amount.bound && !given.meets(amount);
    is_told && (is_other_unit || is_other_number)
}
