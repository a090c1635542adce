//! The roles of a user as a form has them: rows of a role and a unit, each of whose inputs bears the number of its row,
//! so that what is missing in one row never moves what stands in another.

use std::collections::BTreeMap;

use app::Desk;
use domain::{
    role::{Ability, Grant, Role},
    unit::Unit,
    validation::FieldErrors,
};
use maud::{Markup, html};

use crate::ui::link;

/// Rows beyond those a user has.
const SPARE_ROWS: usize = 2;
/// The most roles one user is given; nobody needs as many.
const MAX_ROWS: usize = 100;

/// The rows in their order.
#[derive(Debug, Default)]
pub(super) struct Roles(Vec<Row>);

/// A role and the unit it is held in, as chosen in one row.
#[derive(Debug, Clone, Default)]
struct Row {
    role: String,
    unit: String,
}

impl Roles {
    /// The rows among the fields of a form: `role.0` and `unit.0`, `role.1` and `unit.1`.
    pub(super) fn sent(fields: &[(String, String)]) -> Self {
        let mut rows: BTreeMap<usize, Row> = BTreeMap::new();
        for (name, value) in fields {
            let Some((column, at)) = name.split_once('.') else { continue };
            let Ok(at) = at.parse::<usize>() else { continue };
            match column {
                "role" => rows.entry(at).or_default().role.clone_from(value),
                "unit" => rows.entry(at).or_default().unit.clone_from(value),
                _ => {}
            }
        }
        // One more than there may be is enough to refuse them.
        Self(rows.into_values().take(MAX_ROWS + 1).collect())
    }

    /// The roles that a user has.
    pub(super) fn of(grants: &[Grant]) -> Self {
        let row = |grant: &Grant| Row { role: grant.role.key().into(), unit: grant.unit_id.to_string() };
        Self(grants.iter().map(row).collect())
    }

    /// The roles chosen, at least one.
    pub(super) fn parse(&self, errors: &mut FieldErrors) -> Vec<Grant> {
        let grant = |row: &Row| Some(Grant { role: Role::from_word(&row.role)?, unit_id: row.unit.parse().ok()? });
        let chosen = self.0.iter().filter(|row| !row.role.is_empty());
        let grants: Option<Vec<Grant>> = chosen.map(grant).collect();
        match grants {
            _ if self.0.len() > MAX_ROWS => errors.add("role", format!("Giv brugeren højst {MAX_ROWS} roller.")),
            Some(grants) if !grants.is_empty() => return grants,
            Some(_) => errors.add("role", "Giv brugeren mindst én rolle."),
            None => errors.add("role", "Vælg både en rolle og en enhed i hver række."),
        }
        Vec::new()
    }

    /// The rows to choose in, and some more.
    pub(super) fn show(&self, desk: &Desk, error: Option<&str>) -> Markup {
        let units = &desk.organisation.units;
        let kept = desk.units_where(Ability::Administer).into_iter().filter_map(|id| units.get(id));
        let kept: Vec<(&Unit, String)> =
            kept.map(|unit| (unit, link::unit_option(unit, &desk.organisation).1)).collect();
        // A unit that is another's to keep stays named, so that its role does not move to the first in the list.
        let of_others = |row: &Row| {
            let chosen = row.unit.parse().ok().and_then(|id| units.get(id));
            chosen.filter(|unit| !desk.may(Ability::Administer, unit.id))
        };
        let spare = Row::default();
        let shown = self.0.iter().take(MAX_ROWS).chain(std::iter::repeat_n(&spare, SPARE_ROWS));
        html! {
            fieldset #role tabindex="-1" class={ "form-group" @if error.is_some() { " form-error" } } {
                legend.form-label { "Adgang" }
                span.form-hint { "En rolle gælder enheden og alt under den." }
                @if let Some(error) = error { span.form-error-message { span.sr-only { "Fejl: " } (error) } }
                @for (at, row) in shown.enumerate() {
                    div.rolle {
                        label { span { "Rolle" } select.form-select name={ "role." (at) } {
                            option value="" { "Ingen" }
                            @for role in Role::ALL {
                                option value=(role.key()) selected[row.role == role.key()] { (role.label()) }
                            }
                        } }
                        label { span { "Enhed" } select.form-select name={ "unit." (at) } {
                            @if let Some(unit) = of_others(row) {
                                option value=(unit.id) selected { (unit.name) }
                            }
                            @for (unit, name) in &kept {
                                option value=(unit.id) selected[row.unit == unit.id.to_string()] { (name) }
                            }
                        } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::UnitId;

    use super::*;

    fn parse(fields: &[(&str, &str)]) -> (Vec<Grant>, String) {
        let fields: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut errors = FieldErrors::default();
        let grants = Roles::sent(&fields).parse(&mut errors);
        (grants, errors.get("role").unwrap_or_default().to_owned())
    }

    #[test]
    fn what_is_missing_in_one_row_never_moves_what_stands_in_another() {
        let home = UnitId::new();
        let (home_text, other_text) = (home.to_string(), UnitId::new().to_string());
        let (grants, fault) =
            parse(&[("unit.0", &other_text), ("role.1", "staff"), ("unit.1", &home_text), ("unit.2", &other_text)]);
        assert_eq!(grants, [Grant { role: Role::Staff, unit_id: home }]);
        assert_eq!(fault, "");
        let (grants, fault) = parse(&[("role.0", "administrator"), ("role.1", "staff"), ("unit.1", &home_text)]);
        assert!(grants.is_empty());
        assert_eq!(fault, "Vælg både en rolle og en enhed i hver række.");
    }

    #[test]
    fn a_user_has_at_least_one_role_and_no_more_than_a_page_holds() {
        let (_, fault) = parse(&[("role.0", ""), ("role.x", "staff"), ("role", "staff")]);
        assert_eq!(fault, "Giv brugeren mindst én rolle.");
        let names: Vec<String> = (0..5_000).map(|at| format!("role.{at}")).collect();
        let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "staff")).collect();
        assert_eq!(parse(&many).1, "Giv brugeren højst 100 roller.");
    }
}
