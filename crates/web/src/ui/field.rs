//! Fields of forms: label, hint, fault and input belong together.

use domain::validation::FieldErrors;
use maud::{Markup, Render, html};

/// How wide a field is, where it is not as wide as it can be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Width {
    /// A year.
    Xs,
    /// A day, a code.
    S,
    /// A number of a case.
    M,
}

impl Width {
    const fn class(self) -> &'static str {
        match self {
            Self::Xs => "input-width-xs",
            Self::S => "input-width-s",
            Self::M => "input-width-m",
        }
    }
}

/// A field of one line, or of several.
#[must_use]
pub(crate) struct TextField<'a> {
    id: &'a str,
    name: &'a str,
    label: &'a str,
    value: &'a str,
    hint: &'a str,
    error: Option<&'a str>,
    kind: &'a str,
    rows: Option<u32>,
    width: Option<Width>,
    autocomplete: &'a str,
    is_required: bool,
}

/// A field called `name` with its label.
pub(crate) fn text_field<'a>(name: &'a str, label: &'a str) -> TextField<'a> {
    TextField {
        id: name,
        name,
        label,
        value: "",
        hint: "",
        error: None,
        kind: "text",
        rows: None,
        width: None,
        autocomplete: "off",
        is_required: false,
    }
}

impl<'a> TextField<'a> {
    /// What stands in it.
    pub(crate) fn value(mut self, value: &'a str) -> Self {
        self.value = value;
        self
    }

    /// Another identity than its name, where a page has several of that name.
    pub(crate) fn id(mut self, id: &'a str) -> Self {
        self.id = id;
        self
    }

    /// A line of help under the label.
    pub(crate) fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    /// Its fault among those of the form.
    pub(crate) fn errors(mut self, errors: &'a FieldErrors) -> Self {
        self.error = errors.get(self.name);
        self
    }

    /// A day: "12-03-2026" and the other ways people write it.
    pub(crate) fn day(mut self) -> Self {
        self.width = Some(Width::S);
        self.hint = if self.hint.is_empty() { "Fx 12-03-2026" } else { self.hint };
        self
    }

    /// A secret, which the browser may keep as `autocomplete` says.
    pub(crate) fn secret(mut self, autocomplete: &'a str) -> Self {
        self.kind = "password";
        self.autocomplete = autocomplete;
        self
    }

    /// An e-mail address.
    pub(crate) fn email(mut self) -> Self {
        self.kind = "email";
        self.autocomplete = "username";
        self
    }

    /// Several lines.
    pub(crate) fn rows(mut self, rows: u32) -> Self {
        self.rows = Some(rows);
        self
    }

    /// As wide as what is written in it.
    pub(crate) fn width(mut self, width: Width) -> Self {
        self.width = Some(width);
        self
    }

    /// The form cannot do without it.
    pub(crate) fn required(mut self) -> Self {
        self.is_required = true;
        self
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let error = self.error.map(|_| format!("{}-fejl", self.id));
        let ids: Vec<String> = error.into_iter().chain(hint).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}

impl Render for TextField<'_> {
    fn render(&self) -> Markup {
        let described_by = self.described_by();
        let invalid = self.error.map(|_| "true");
        let width = self.width.map_or("", Width::class);
        html! {
            div class={ "form-group" @if self.error.is_some() { " form-error" } } {
                label.form-label for=(self.id) {
                    (self.label)
                    @if !self.is_required { span.weight-normal { " (kan udelades)" } }
                }
                @if !self.hint.is_empty() { span.form-hint id={ (self.id) "-hint" } { (self.hint) } }
                @if let Some(error) = self.error {
                    span.form-error-message id={ (self.id) "-fejl" } { span.sr-only { "Fejl: " } (error) }
                }
                @if let Some(rows) = self.rows {
                    textarea class={ "form-input " (width) } id=(self.id) name=(self.name) rows=(rows)
                        required[self.is_required] aria-describedby=[described_by] aria-invalid=[invalid] {
                        // The first line break after the tag is dropped by browsers.
                        "\n" (self.value)
                    }
                } @else {
                    input class={ "form-input " (width) } id=(self.id) name=(self.name) type=(self.kind)
                        value=(self.value) autocomplete=(self.autocomplete) required[self.is_required]
                        aria-describedby=[described_by] aria-invalid=[invalid];
                }
            }
        }
    }
}

/// A choice among `options`, each a value and its words.
pub(crate) fn select<V: AsRef<str>, L: Render>(
    name: &str,
    label: &str,
    chosen: &str,
    options: impl IntoIterator<Item = (V, L)>,
) -> Markup {
    select_with(name, label, chosen, options, &FieldErrors::default())
}

/// A choice with its fault among those of the form.
pub(crate) fn select_with<V: AsRef<str>, L: Render>(
    name: &str,
    label: &str,
    chosen: &str,
    options: impl IntoIterator<Item = (V, L)>,
    errors: &FieldErrors,
) -> Markup {
    let error = errors.get(name);
    let described_by = error.map(|_| format!("{name}-fejl"));
    let invalid = error.map(|_| "true");
    html! {
        div class={ "form-group" @if error.is_some() { " form-error" } } {
            label.form-label for=(name) { (label) }
            @if let Some(error) = error {
                span.form-error-message id={ (name) "-fejl" } { span.sr-only { "Fejl: " } (error) }
            }
            select.form-select id=(name) name=(name) aria-describedby=[described_by] aria-invalid=[invalid] {
                @for (value, words) in options {
                    option value=(value.as_ref()) selected[value.as_ref() == chosen] { (words) }
                }
            }
        }
    }
}

/// A group of boxes to tick, each a value, its words and whether it is ticked.
pub(crate) fn checkboxes<L: Render>(
    name: &str,
    legend: &str,
    hint: &str,
    options: impl IntoIterator<Item = (String, L, bool)>,
    errors: &FieldErrors,
) -> Markup {
    let error = errors.get(name);
    html! {
        fieldset class={ "form-group" @if error.is_some() { " form-error" } } id=(name) tabindex="-1" {
            legend.form-label { (legend) }
            @if !hint.is_empty() { span.form-hint { (hint) } }
            @if let Some(error) = error { span.form-error-message { span.sr-only { "Fejl: " } (error) } }
            @for (at, (value, words, is_ticked)) in options.into_iter().enumerate() {
                div.form-group-checkbox {
                    input.form-checkbox type="checkbox" id={ (name) "-" (at) } name=(name) value=(value)
                        checked[is_ticked];
                    label for={ (name) "-" (at) } { (words) }
                }
            }
        }
    }
}

/// The buttons under a form.
pub(crate) fn submit(label: &str, cancel: &str) -> Markup {
    buttons(label, cancel, "Fortryd")
}

/// The buttons under a form, where the way out has words of its own.
pub(crate) fn buttons(label: &str, cancel: &str, way_out: &str) -> Markup {
    html! {
        div.knapper {
            button.button.button-primary type="submit" { (label) }
            @if !cancel.is_empty() { a.button.button-secondary href=(cancel) { (way_out) } }
        }
    }
}
