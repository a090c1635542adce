//! The scores of a report: typed down a list with the keyboard alone, and shown with their averages.

use std::collections::HashMap;

use domain::{
    answer::Refusal,
    conflict::Conflict,
    danish,
    inspection::{Inspection, Score, Scores, average},
    quality_model::{Item, Level, QualityModel},
    validation::FieldErrors,
};
use maud::{Markup, html};

use crate::{
    context::Context,
    error::Result,
    layout, paths, typed,
    ui::{self, conflict::conflict},
};

/// What was typed, what is wrong with it, and what somebody else has typed meanwhile.
#[derive(Debug, Default)]
pub(super) struct ScoresForm {
    version: String,
    /// By the identity of the item.
    typed: HashMap<String, String>,
    errors: FieldErrors,
    conflict: Option<Conflict<Scores>>,
}

impl From<Vec<(String, String)>> for ScoresForm {
    fn from(sent: Vec<(String, String)>) -> Self {
        let mut typed: HashMap<String, String> = sent.into_iter().collect();
        Self { version: typed.remove("version").unwrap_or_default(), typed, ..Self::default() }
    }
}

impl ScoresForm {
    /// The form as it opens.
    pub(super) fn of(scores: &Scores, version: i64) -> Self {
        let typed = scores.iter().map(|(item, score)| (item.clone(), score.value().to_string())).collect();
        Self { version: version.to_string(), typed, ..Self::default() }
    }

    /// The form that has met a newer version: it holds what was typed and starts from there.
    pub(super) fn of_conflict(conflict: Conflict<Scores>) -> Self {
        let form = Self::of(&conflict.ours, conflict.version);
        Self { conflict: Some(conflict), ..form }
    }

    /// The version it was opened at.
    pub(super) fn opened_at(&self) -> Result<i64> {
        typed::version(&self.version)
    }

    /// Takes over why the act was refused.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.errors = refusal.0;
    }

    /// What is meant, or none with every fault noted.
    pub(super) fn parse(&mut self, model: &QualityModel) -> Option<Scores> {
        let mut scores = Scores::new();
        for item in model.items.iter().filter(|item| item.is_scored && item.level != Level::Theme) {
            let text = self.text_of(item).trim();
            match text.parse().ok().and_then(Score::new) {
                Some(score) => drop(scores.insert(item.id.clone(), score)),
                None if text.is_empty() || text == "-" => {}
                None => {
                    let why = format!(
                        "»{text}« ved {} er ikke en bedømmelse. Skriv 1, 2, 3, 4 eller 5, eller lad feltet stå tomt.",
                        item.number
                    );
                    self.errors.add(item.id.as_str(), why);
                }
            }
        }
        self.errors.is_empty().then_some(scores)
    }

    fn text_of(&self, item: &Item) -> &str {
        self.typed.get(&item.id).map_or("", String::as_str)
    }
}

/// The page where scores are typed.
pub(super) fn page(ctx: &Context, inspection: &Inspection, form: &ScoresForm) -> Result<Markup> {
    let model = ctx.desk.model(&inspection.details.model_id)?;
    let back = paths::Inspection { id: inspection.id }.to_string();
    let content = html! {
        h1 { "Bedømmelser" }
        p { (ui::link::inspection(inspection, &ctx.desk.organisation)) }
        @if let Some(met) = &form.conflict {
            @let first = differences(model, met).next().map_or("", |item| item.id.as_str());
            (conflict(met, ctx.user.id, |scores, _| differing(model, scores, met), |field| (first, field.label())))
        }
        (ui::error_summary(&form.errors))
        p #hjaelp {
            "Skriv 1–5 ved hver indikator; markøren springer selv videre. "
            "Lad feltet stå tomt, hvor rapporten ikke har en bedømmelse. Pil op og ned skifter felt."
        }
        form.bedoemmelser method="post" action=(paths::Scores { id: inspection.id }) data-bedoemmelser {
            input type="hidden" name="version" value=(form.version);
            @for theme in model.themes().filter(|theme| theme.is_scored) {
                fieldset {
                    legend { "Tema " (theme.number) ". " (theme.title) }
                    @for criterion in model.children(&theme.id) { (criterion_rows(model, criterion, form)) }
                }
            }
            (ui::conflict::buttons(form.conflict.as_ref(), ctx.user.id, "Gem bedømmelser", &back))
        }
    };
    Ok(layout::page(ctx, "Bedømmelser", &content))
}

/// What stands at the indicators at which the two differ, a line each: "9.b: 3".
fn differing(model: &QualityModel, scores: &Scores, met: &Conflict<Scores>) -> String {
    let line = |item: &Item| match scores.get(&item.id) {
        Some(score) => format!("{}: {}", item.number, score.value()),
        None => format!("{}: ikke bedømt", item.number),
    };
    differences(model, met).map(line).collect::<Vec<_>>().join("\n")
}

/// The indicators at which the two differ.
fn differences<'a>(model: &'a QualityModel, met: &'a Conflict<Scores>) -> impl Iterator<Item = &'a Item> {
    model.items.iter().filter(move |item| met.theirs.get(&item.id) != met.ours.get(&item.id))
}

fn criterion_rows(model: &QualityModel, criterion: &Item, form: &ScoresForm) -> Markup {
    let indicators: Vec<&Item> = model.children(&criterion.id).collect();
    html! {
        p.kriterium { "Kriterium " (criterion.number) ". " (criterion.title) }
        @if indicators.is_empty() { (input(criterion, form)) }
        @for indicator in indicators { (input(indicator, form)) }
    }
}

fn input(item: &Item, form: &ScoresForm) -> Markup {
    let error = form.errors.get(&item.id);
    let described_by = error.map(|_| format!("{}-fejl", item.id));
    let is_met = form.conflict.as_ref().is_some_and(|met| met.theirs.get(&item.id) != met.ours.get(&item.id));
    html! {
        div class={ "bedoemmelse" @if is_met { " uenig" } } {
            label for=(item.id) {
                strong { (item.number) } " " (item.title)
                @if !item.applies_to.is_empty() { " " em { "(" (item.applies_to) ")" } }
            }
            input.form-input id=(item.id) name=(item.id) value=(form.text_of(item)) inputmode="numeric" maxlength="1"
                autocomplete="off" aria-describedby=[&described_by] aria-invalid=[error.map(|_| "true")];
            @if let Some(error) = error {
                span.form-error-message id=[&described_by] { span.sr-only { "Fejl: " } (error) }
            }
        }
    }
}

/// The scores with the averages of criteria and themes.
pub(super) fn table(model: &QualityModel, scores: &Scores) -> Markup {
    let shown = |item: &Item| average(model, scores, &item.id);
    html! {
        div.table--responsive-scroll tabindex="0" role="region" aria-label="Bedømmelser" {
            table.table.table--compact.bedoemt {
                caption {
                    "Kriteriets tal er gennemsnittet af dets indikatorer, temaets er gennemsnittet af dets kriterier."
                }
                thead { tr { th scope="col" { "Tema, kriterium, indikator" } th scope="col" { "Bedømmelse" } } }
                tbody {
                    @for item in model.items.iter().filter(|item| shown(item).is_some()) {
                        tr class=(item.level.key()) {
                            th scope="row" {
                                (item.level.label()) " " (item.number) " " span.weight-normal { (item.title) }
                            }
                            td { @match (item.level, shown(item)) {
                                (Level::Indicator, Some(value)) => (format!("{value:.0}")),
                                (_, value) => (value.map(danish::decimal).unwrap_or_default()),
                            } }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        change::{Author, ChangedField},
        quality_model::Wording,
    };

    use super::*;

    fn model() -> QualityModel {
        let item = |number: &str| Item {
            id: format!("m/{number}"),
            parent_id: Some("m/9".into()),
            level: Level::Indicator,
            number: number.into(),
            title: String::new(),
            aliases: Vec::new(),
            applies_to: String::new(),
            source: String::new(),
            wording: Wording::Verified,
            is_scored: true,
        };
        QualityModel {
            id: "m".into(),
            name: String::new(),
            source: String::new(),
            valid_from: None,
            valid_to: None,
            items: ["9.a", "9.b", "9.c"].map(item).into(),
        }
    }

    fn sent(fields: &[(&str, &str)]) -> ScoresForm {
        let sent: Vec<(String, String)> =
            fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        ScoresForm::from(sent)
    }

    #[test]
    fn every_fault_is_told_at_once_at_its_field_and_what_was_typed_is_kept() {
        let mut form = sent(&[("m/9.a", "6"), ("m/9.b", "3"), ("m/9.c", "x"), ("version", "7")]);
        assert!(form.parse(&model()).is_none());
        let told: Vec<_> = form.errors.iter().collect();
        assert_eq!(told.iter().map(|(field, _)| *field).collect::<Vec<_>>(), ["m/9.a", "m/9.c"]);
        assert!(told[0].1.starts_with("»6« ved 9.a er ikke en bedømmelse.") && told[1].1.contains("»x« ved 9.c"));
        assert_eq!(form.text_of(&model().items[2]), "x");
        assert_eq!(form.opened_at().unwrap(), 7);
    }

    #[test]
    fn of_two_who_score_at_once_only_the_indicators_at_which_they_differ_are_shown() {
        let scores = |fields: &[(&str, &str)]| sent(fields).parse(&model()).unwrap();
        let met = Conflict {
            theirs: scores(&[("m/9.a", "5"), ("m/9.b", "3"), ("m/9.c", "2")]),
            ours: scores(&[("m/9.a", "5"), ("m/9.b", " 4 "), ("m/9.c", "-")]),
            fields: vec![ChangedField::Scores],
            version: 3,
            author: Author { user_id: None, name: String::new() },
            changed_at: "2026-03-12T10:00:00Z".parse().unwrap(),
        };
        assert_eq!(differing(&model(), &met.theirs, &met), "9.b: 3\n9.c: 2");
        assert_eq!(differing(&model(), &met.ours, &met), "9.b: 4\n9.c: ikke bedømt");
    }
}
