//! Whether a kind of plan can be used.

use std::collections::HashSet;

use super::{Column, ColumnAbility, Holds, PlanTemplate};

/// The most columns a page has room for.
pub const MAX_COLUMNS: usize = 16;
/// The narrowest a column may be, in hundredths of the page.
pub const MIN_WIDTH: u32 = 5;

/// What every plan is built on.
const NEEDED: [Holds; 5] = [Holds::Theme, Holds::Issue, Holds::Activity, Holds::Period, Holds::Owner];

impl PlanTemplate {
    /// Refuses a kind of plan that no plan can be built on, and says which column is wrong and how.
    pub fn check(&self) -> Result<(), String> {
        if self.id.trim().is_empty() || self.name.trim().is_empty() {
            return Err(format!("Skabelonen »{}{}« mangler navn eller nøgle.", self.id, self.name));
        }
        let fault = self.fault_of_columns().or_else(|| self.columns.iter().find_map(fault));
        fault.map_or(Ok(()), |fault| Err(format!("Skabelonen »{}«: {fault}", self.name)))
    }

    fn fault_of_columns(&self) -> Option<String> {
        let count = self.columns.len();
        if count > MAX_COLUMNS {
            return Some(format!("Der er {count} kolonner, og der er plads til {MAX_COLUMNS}."));
        }
        if let Some(holds) = NEEDED.into_iter().find(|holds| self.column(*holds).is_none()) {
            return Some(format!("Kolonnen »{}« mangler.", holds.key()));
        }
        let mut seen = HashSet::new();
        let twice = self.columns.iter().find(|column| !seen.insert(column.holds))?;
        Some(format!("Kolonnen »{}« står der to gange.", twice.holds.key()))
    }
}

fn fault(column: &Column) -> Option<String> {
    let key = column.holds.key();
    if column.name.trim().is_empty() || column.one.trim().is_empty() {
        return Some(format!("Kolonnen »{key}« har intet navn."));
    }
    if column.width < MIN_WIDTH {
        return Some(format!("Kolonnen »{}« er {} bred, og mindst {MIN_WIDTH} kan læses.", column.name, column.width));
    }
    let can_do = column.ability != ColumnAbility::Plain;
    let is_wrong = can_do && !matches!(column.holds, Holds::Statements(_));
    is_wrong.then(|| format!("Kolonnen »{}« kan ikke have en »ability«.", column.name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::sample;

    fn refusal(change: impl FnOnce(&mut Vec<Column>)) -> String {
        let mut template = sample::template();
        change(&mut template.columns);
        template.check().unwrap_err()
    }

    #[test]
    fn the_first_kind_of_plan_can_be_used() {
        assert_eq!(sample::template().check(), Ok(()));
    }

    #[test]
    fn says_which_column_is_wrong_and_how() {
        assert_eq!(
            refusal(|columns| columns.retain(|column| column.holds != Holds::Period)),
            "Skabelonen »Handleplan«: Kolonnen »period« mangler."
        );
        let repeated = |at: usize| refusal(|columns| columns.push(columns[at].clone()));
        assert!(repeated(0).ends_with("Kolonnen »theme« står der to gange."));
        assert!(repeated(2).ends_with("Kolonnen »goal« står der to gange."));
        assert!(refusal(|columns| columns[2].name = " ".into()).ends_with("Kolonnen »goal« har intet navn."));
        assert!(refusal(|columns| columns[2].one = String::new()).ends_with("Kolonnen »goal« har intet navn."));
        let narrow = refusal(|columns| columns[2].width = 4);
        assert!(narrow.ends_with("Kolonnen »Mål« er 4 bred, og mindst 5 kan læses."), "{narrow}");
        let able = refusal(|columns| columns[0].ability = ColumnAbility::Goal);
        assert!(able.ends_with("Kolonnen »Tema« kan ikke have en »ability«."), "{able}");
    }

    #[test]
    fn a_page_has_room_for_so_many_columns() {
        let more = |count: usize| {
            let mut template = sample::template();
            let plain = |at: usize| {
                let holds = Holds::Statements(sample::key(&format!("extra_{at}")));
                Column { holds, ability: ColumnAbility::Plain, ..sample::template().columns[2].clone() }
            };
            template.columns.extend((0..count).map(plain));
            template.check()
        };
        assert_eq!(more(MAX_COLUMNS - 8), Ok(()));
        assert!(more(MAX_COLUMNS - 7).unwrap_err().contains("Der er 17 kolonner"));
    }
}
