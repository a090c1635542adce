//! What pages show of kinds of plan: the choice between them, and which columns stand above the lines of an issue and
//! which below.

use domain::{
    part::Field,
    template::{Column, ColumnKey, Holds, PlanTemplate},
    validation::FieldErrors,
};
use maud::{Markup, html};

use crate::{
    context::Context,
    ui::field::{select, select_with},
};

/// The choice of a kind of plan; nothing where there is only one.
pub(crate) fn choice(ctx: &Context, chosen: &str, errors: &FieldErrors) -> Markup {
    let templates = ctx.desk.app.templates.list();
    let options = templates.iter().map(|template| (&template.id, &template.name));
    html! { @if templates.len() > 1 { (select_with("template", "Slags plan", chosen, options, errors)) } }
}

/// The choice for a file, which may name its own kind of plan; nothing where there is only one.
pub(crate) fn choice_for_file(ctx: &Context, chosen: &str) -> Markup {
    let templates = ctx.desk.app.templates.list();
    let named = templates.iter().map(|template| (template.id.as_str(), template.name.as_str()));
    let options = std::iter::once(("", "Læses af filen")).chain(named);
    html! { @if templates.len() > 1 { (select("template", "Slags plan", chosen, options)) } }
}

/// What is said of a choice that is none.
pub(crate) const NO_TEMPLATE: &str = "Vælg slags plan fra listen.";

/// The identity of the kind of plan that was chosen: the usual one where there was nothing to choose from.
pub(crate) fn chosen(ctx: &Context, typed: &str) -> Option<String> {
    let id = if typed.is_empty() { app::templates::DEFAULT } else { typed };
    ctx.desk.template(id).ok().map(|template| template.id.clone())
}

/// The columns of statements that stand before *Hvad*, and those that stand after it.
pub(crate) fn around_lines(template: &PlanTemplate) -> [Vec<(ColumnKey, &Column)>; 2] {
    let lines = template.column_position(Holds::Activity);
    let stands_before = |key: ColumnKey| template.column_position(Holds::Statements(key)) < lines;
    let (above, below) = template.statement_columns().partition(|(key, _)| stands_before(*key));
    [above, below]
}

/// The columns a line goes across, with the field that stands in each: *Hvad* first, whatever the order of the others.
pub(crate) fn of_line(template: &PlanTemplate) -> Vec<(Field, Holds)> {
    let mut found: Vec<(Field, Holds)> = template.columns.iter().filter_map(|column| in_line(column.holds)).collect();
    found.sort_by_key(|(field, _)| *field != Field::Text);
    found
}

const fn in_line(holds: Holds) -> Option<(Field, Holds)> {
    match holds {
        Holds::Activity => Some((Field::Text, holds)),
        Holds::Period => Some((Field::Period, holds)),
        Holds::Owner => Some((Field::Owner, holds)),
        Holds::Theme | Holds::Issue | Holds::Statements(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(order: &[&str]) -> PlanTemplate {
        let column = |key: &&str| Column {
            holds: Holds::from_key(key).unwrap(),
            ability: domain::template::ColumnAbility::Plain,
            name: (*key).into(),
            one: (*key).into(),
            question: String::new(),
            synonyms: Vec::new(),
            width: 10,
        };
        let columns = order.iter().map(column).collect();
        PlanTemplate { id: "other".into(), name: "Anden".into(), source: String::new(), columns }
    }

    #[test]
    fn statements_stand_above_or_below_the_lines_as_the_columns_do() {
        let template = template(&["risk", "owner", "aim", "theme", "activity", "proof", "issue", "period"]);
        let [above, below] = around_lines(&template).map(|found| {
            found.into_iter().map(|(key, column)| (key.to_string(), column.name.clone())).collect::<Vec<_>>()
        });
        let named = |keys: &[&str]| keys.iter().map(|&key| (key.to_owned(), key.to_owned())).collect::<Vec<_>>();
        assert_eq!((above, below), (named(&["risk", "aim"]), named(&["proof"])));
        assert_eq!(
            of_line(&template),
            [(Field::Text, Holds::Activity), (Field::Owner, Holds::Owner), (Field::Period, Holds::Period)]
        );
    }
}
