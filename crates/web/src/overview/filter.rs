//! The form that narrows an overview, and the addresses of its numbers.

use app::overview::Choices;
use domain::{plan::PlanStatus, role::Ability};
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
        let own = [
            ("enhed", self.unit.as_str()),
            ("tilsyn", &self.inspectorate),
            ("aar", &self.year),
            ("plan", &self.plan),
            ("ansvarlig", &self.owner),
        ];
        format!("{}?{}", paths::OverviewActivities, Self::with(&own, more))
    }

    /// The address of another page of the same.
    pub(super) fn page_address(&self, address: impl std::fmt::Display, page: u64) -> String {
        let own = [
            ("enhed", self.unit.as_str()),
            ("tilsyn", &self.inspectorate),
            ("aar", &self.year),
            ("plan", &self.plan),
            ("ansvarlig", &self.owner),
            ("status", &self.status),
            ("maerke", &self.flag),
        ];
        let page = page.to_string();
        // A theme may be asked for by its empty key: those without one.
        let theme = self.theme.as_deref().map(|key| ("tema", key));
        let more: Vec<(&str, &str)> = theme.into_iter().chain([("side", page.as_str())]).collect();
        format!("{address}?{}", Self::with(&own, &more))
    }

    fn with(own: &[(&str, &str)], more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in own {
            if !value.is_empty() && !more.iter().any(|(other, _)| other == name) {
                query.append_pair(name, value);
            }
        }
        query.extend_pairs(more);
        query.finish()
    }
}

/// The form that narrows the overview.
pub(super) fn form(ctx: &Context, query: &OverviewQuery, choices: &Choices) -> Markup {
    let all = |words: &str| std::iter::once((String::new(), words.to_owned()));
    let organisation = &ctx.desk.organisation;
    let seen = ctx.desk.units_where(Ability::Read);
    let units = seen.iter().filter_map(|&id| organisation.units.get(id));
    let units = units.map(|unit| link::unit_option(unit, organisation));
    let inspectorates = organisation.inspectorates.iter().map(|found| (found.id.clone(), found.name.clone()));
    let years = choices.years.iter().map(|year| (year.to_string(), year.to_string()));
    let statuses = PlanStatus::ALL.into_iter().map(|status| (status.key().to_owned(), status.label().to_owned()));
    html! {
        form.filter method="get" action=(paths::Overview) role="search" aria-label="Afgræns overblikket" {
            (select("enhed", "Enhed", &query.unit, all("Alle mine enheder").chain(units)))
            (select("tilsyn", "Tilsyn", &query.inspectorate, all("Alle").chain(inspectorates)))
            (select("aar", "År", &query.year, all("Alle").chain(years)))
            (select("plan", "Planens status", &query.plan, all("Alle").chain(statuses)))
            div.form-group {
                label.form-label for="ansvarlig" { "Ansvarlig" }
                input.form-input #ansvarlig name="ansvarlig" list="ansvarlige" value=(query.owner)
                    autocomplete="off";
                datalist #ansvarlige { @for name in &choices.owners { option value=(name) {} } }
            }
            div.filter-knapper {
                button.button.button-primary type="submit" { "Vis" }
                a.button.button-tertiary href=(paths::Overview) { "Nulstil" }
            }
        }
    }
}
