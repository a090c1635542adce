//! Every text of a plan with the place it stands in, for the rules that look at texts one by one.

use crate::{
    id::PartId,
    part::Field,
    plan::{Place, Plan, Text},
    template::{Column, ColumnAbility, PlanTemplate},
};

/// A text and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Passage<'a> {
    /// The part it stands in; none for the plan's own texts.
    pub(super) part_id: Option<PartId>,
    /// Where it stands.
    pub(super) place: Place,
    /// The column it stands in; none for what does not stand in the table.
    column: Option<&'a Column>,
    /// The number of its finding, from 1; 0 for the plan's own texts.
    pub(super) finding_number: usize,
    /// The text, never empty.
    pub(super) text: &'a str,
    /// The text below it in the same column of the same issue.
    pub(super) next: Option<&'a str>,
}

impl<'a> Passage<'a> {
    fn of(text: &Text<'a>, template: &'a PlanTemplate, next: Option<&'a str>) -> Self {
        Self {
            part_id: text.id,
            place: text.place,
            column: text.place.column().and_then(|column| template.column(column)),
            finding_number: text.block,
            text: text.words,
            next,
        }
    }

    /// The field of its part.
    pub(super) const fn field(&self) -> Option<Field> {
        self.place.field()
    }

    /// What its column can do.
    pub(super) fn ability(&self) -> ColumnAbility {
        self.column.map(|column| column.ability).unwrap_or_default()
    }

    /// The Danish words for the place, to stand after the text: "under Mål".
    pub(super) fn whereabouts(&self) -> String {
        let outside = match self.place {
            Place::Title => "i planens titel",
            Place::Introduction => "i indledningen",
            Place::Closing => "i afslutningen",
            Place::References => "i henvisningen",
            Place::Finding => "i fundet",
            Place::FollowUp | Place::FollowUpAuthor => "i opfølgningen",
            _ => {
                return format!(
                    "under {}",
                    self.column.map_or("en kolonne, planen ikke viser", |column| column.name.as_str())
                );
            }
        };
        outside.to_owned()
    }
}

/// Every text of the plan but its closing, in the order of the plan.
pub(super) fn all<'a>(plan: &'a Plan, template: &'a PlanTemplate) -> Vec<Passage<'a>> {
    let mut texts: Vec<Text<'a>> = written(plan).filter(|text| text.place != Place::Closing).collect();
    texts.sort_by_cached_key(|text| (text.block, text.issue, rank(text.place, template)));
    let next = |at: usize| texts.get(at + 1).filter(|next| goes_on(&texts[at], next)).map(|next| next.words);
    texts.iter().enumerate().map(|(at, text)| Passage::of(text, template, next(at))).collect()
}

/// The plan's closing, where it has one.
pub(super) fn closing<'a>(plan: &'a Plan, template: &'a PlanTemplate) -> Vec<Passage<'a>> {
    let texts = written(plan).filter(|text| text.place == Place::Closing);
    texts.map(|text| Passage::of(&text, template, None)).collect()
}

/// The texts that say anything; who wrote a line of follow-up is no text.
fn written(plan: &Plan) -> impl Iterator<Item = Text<'_>> {
    plan.texts().filter(|text| text.place != Place::FollowUpAuthor && !text.words.trim().is_empty())
}

/// Where among the texts of its issue a text stands: column by column, and the follow-up after them.
fn rank(place: Place, template: &PlanTemplate) -> usize {
    place.column().map_or(usize::MAX, |column| template.column_position(column))
}

/// True where the next text stands below the text in one cell of the home's own answer.
fn goes_on(text: &Text<'_>, next: &Text<'_>) -> bool {
    let cell = |text: &Text<'_>| (text.block, text.issue, text.place.column());
    text.place.is_answer() && cell(text) == cell(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::sample::{self, Built},
        template,
    };

    #[test]
    fn walks_the_plan_in_order_and_knows_what_stands_below() {
        let issue = sample::issue("Fravær").goal("Ned").goal("Væk").activity("Møde", "maj 2022", "Leder").owner("TRIO");
        let mut plan = sample::plan(vec![sample::block("Henstilling", vec![issue])]);
        plan.closing = "Underskrift:".into();
        let template = template::sample::template();
        let passages = all(&plan, &template);
        let texts: Vec<&str> = passages.iter().map(|passage| passage.text).collect();
        assert_eq!(texts, ["Handleplan", "Henstilling", "Fravær", "Ned", "Væk", "Møde", "maj 2022", "Leder", "TRIO"]);
        assert_eq!((passages[3].next, passages[4].next, passages[7].next), (Some("Væk"), None, Some("TRIO")));
        assert_eq!(
            (passages[0].part_id, passages[1].field(), passages[1].finding_number),
            (None, Some(Field::Text), 1)
        );
        assert_eq!(closing(&plan, &template).len(), 1);
    }

    #[test]
    fn follows_the_columns_of_the_kind_of_plan_and_names_them() {
        let issue = sample::issue("Fravær").goal("Ned").effect("Ro").activity("Møde", "maj", "Leder").period("juni");
        let plan = sample::plan_of(issue);
        let mut template = template::sample::template();
        template.columns.swap(2, 7);
        template.columns[2].name = "Virkning".into();
        let passages = all(&plan, &template);
        let texts: Vec<&str> = passages.iter().skip(2).map(|passage| passage.text).collect();
        assert_eq!(texts, ["Fravær", "Ro", "Møde", "maj", "juni", "Leder", "Ned"]);
        assert_eq!((passages[3].whereabouts().as_str(), passages[5].next), ("under Virkning", Some("juni")));
        assert_eq!((passages[3].ability(), passages[2].ability()), (ColumnAbility::Effect, ColumnAbility::Plain));
        template.columns.truncate(7);
        assert!(all(&plan, &template)[8].whereabouts().contains("ikke viser"), "nothing is left out");
    }
}
