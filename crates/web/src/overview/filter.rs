//! The form that narrows an overview, and the addresses of its numbers.

use std::collections::BTreeSet;

use domain::{plan::PlanStatus, progress::ActivitySummaries, role::Ability};
use maud::{Markup, html};

use super::OverviewQuery;
use crate::{
    context::Context,
    paths,
    ui::{field::select, link},
};

impl OverviewQuery {
    /// The address of the activities behind a number: this filter and what the number adds to it.
    pub(super) fn activities(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let own = [
            ("enhed", self.unit.as_str()),
            ("tilsyn", &self.inspectorate),
            ("aar", &self.year),
            ("plan", &self.plan),
            ("ansvarlig", &self.owner),
        ];
        for (name, value) in own {
            if !value.is_empty() && !more.iter().any(|(other, _)| *other == name) {
                query.append_pair(name, value);
            }
        }
        query.extend_pairs(more);
        format!("{}?{}", paths::OverviewActivities, query.finish())
    }
}

/// The form that narrows the overview.
pub(super) fn form(ctx: &Context, query: &OverviewQuery, summaries: &ActivitySummaries) -> Markup {
    let all = |words: &str| std::iter::once((String::new(), words.to_owned()));
    let seen = ctx.desk.units_where(Ability::Read);
    let units = ctx
        .desk
        .organisation
        .units
        .iter()
        .filter(|unit| seen.contains(&unit.id))
        .map(|unit| link::unit_option(unit, &ctx.desk.organisation));
    let inspectorates = ctx.desk.organisation.inspectorates.iter().map(|found| (found.id.clone(), found.name.clone()));
    let years = summaries.years().iter().rev().map(|year| (year.to_string(), year.to_string()));
    let statuses = PlanStatus::ALL.into_iter().map(|status| (status.key().to_owned(), status.label().to_owned()));
    let seen_owners: BTreeSet<&str> =
        summaries.owners().iter().filter(|(unit, _)| seen.contains(unit)).map(|(_, name)| name.as_str()).collect();
    html! {
        form.filter method="get" action=(paths::Overview) role="search" aria-label="Afgræns overblikket" {
            (select("enhed", "Enhed", &query.unit, all("Alle mine enheder").chain(units)))
            (select("tilsyn", "Tilsyn", &query.inspectorate, all("Alle").chain(inspectorates)))
            (select("aar", "År", &query.year, all("Alle").chain(years)))
            (select("plan", "Planens status", &query.plan, all("Alle").chain(statuses)))
            div.form-group {
                label.form-label for="ansvarlig" { "Ansvarlig" }
                input.form-input #ansvarlig name="ansvarlig" list="ansvarlige" value=(query.owner) autocomplete="off";
                datalist #ansvarlige { @for name in seen_owners { option value=(name) {} } }
            }
            div.filter-knapper {
                button.button.button-primary type="submit" { "Vis" }
                a.button.button-tertiary href=(paths::Overview) { "Nulstil" }
            }
        }
    }
}
