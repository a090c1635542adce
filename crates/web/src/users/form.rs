//! The form of a user.

use app::Desk;
use domain::{
    answer::Refusal,
    change::ChangedField,
    conflict::{Conflict, Record},
    id::UserId,
    organisation::Organisation,
    role::Grant,
    text::{self, MAX_CHARS},
    user::UserDetails,
    validation::FieldErrors,
};
use maud::{Markup, html};

use super::roles::Roles;
use crate::{
    context::Context,
    error::Result,
    layout, paths, typed,
    ui::{
        self,
        conflict::conflict,
        field::{submit, text_field},
    },
};

/// The form with what is wrong, and what somebody else has written meanwhile.
#[derive(Default)]
pub(super) struct UserForm {
    id: Option<UserId>,
    version: String,
    name: String,
    email: String,
    titles: String,
    passphrase: String,
    own_passphrase: String,
    is_closed: bool,
    roles: Roles,
    errors: FieldErrors,
    conflict: Option<Conflict<UserDetails>>,
}

impl UserForm {
    /// The form as it was sent, of a new user or of one that is changed.
    pub(super) fn sent(id: Option<UserId>, fields: Vec<(String, String)>) -> Self {
        let mut form = Self { id, roles: Roles::sent(&fields), ..Self::default() };
        for (name, value) in fields {
            match name.as_str() {
                "version" => form.version = value,
                "name" => form.name = value,
                "email" => form.email = value,
                "titles" => form.titles = value,
                "password" => form.passphrase = value,
                "old" => form.own_passphrase = value,
                "closed" => form.is_closed = !value.is_empty(),
                _ => {}
            }
        }
        form
    }

    /// The form as it opens on a user.
    pub(super) fn of(id: UserId, details: &UserDetails, version: i64) -> Self {
        Self {
            id: Some(id),
            version: version.to_string(),
            name: details.name.clone(),
            email: details.email.clone(),
            titles: details.titles_text.clone(),
            is_closed: !details.is_active,
            roles: Roles::of(&details.grants),
            ..Self::default()
        }
    }

    /// The form that has met a newer version: it holds what was typed and starts from there.
    pub(super) fn of_conflict(id: UserId, conflict: Conflict<UserDetails>) -> Self {
        let form = Self::of(id, &conflict.ours, conflict.version);
        Self { conflict: Some(conflict), ..form }
    }

    /// The version it was opened at.
    pub(super) fn opened_at(&self) -> Result<i64> {
        typed::version(&self.version)
    }

    /// The passphrase typed for a new user.
    pub(super) fn passphrase(&self) -> String {
        self.passphrase.clone()
    }

    /// One's own passphrase, typed to change one's own address.
    pub(super) fn own_passphrase(&self) -> String {
        self.own_passphrase.clone()
    }

    /// Takes over why the act was refused.
    pub(super) fn refuse(&mut self, refusal: Refusal) {
        self.errors = refusal.0;
    }

    /// What is meant, or none with every fault noted.
    pub(super) fn parse(&mut self, desk: &Desk) -> Option<UserDetails> {
        let errors = &mut self.errors;
        let name = text::title(&self.name).map_err(|error| errors.add("name", error.to_string())).unwrap_or_default();
        let email = app::users::parse_email(&self.email, errors);
        let titles_text = text::optional(&text::one_line(&self.titles), MAX_CHARS)
            .map_err(|error| errors.add("titles", error.to_string()))
            .unwrap_or_default();
        let grants = self.roles.parse(errors);
        let details = UserDetails { email, name, titles_text, grants, is_active: !self.is_closed };
        let passphrase = self.id.is_none().then_some(self.passphrase.as_str());
        for (field, why) in app::users::faults(desk, &details, passphrase).iter() {
            errors.add(field, why);
        }
        errors.is_empty().then_some(details)
    }
}

/// What stands in a field, as a person reads it.
fn words(organisation: &Organisation, details: &UserDetails, field: ChangedField) -> String {
    match field {
        ChangedField::Roles => {
            let line = |grant: &Grant| format!("{} i {}", grant.role.label(), organisation.unit_name(grant.unit_id));
            let mut lines: Vec<String> = details.grants.iter().map(line).collect();
            lines.sort();
            lines.dedup();
            lines.join("\n")
        }
        ChangedField::Active => if details.is_active { "Åbent" } else { "Lukket" }.to_owned(),
        _ => details.text(field),
    }
}

/// Where a field stands in the form, and what the form calls it.
const fn place(field: ChangedField) -> (&'static str, &'static str) {
    let id = match field {
        ChangedField::Roles => "role",
        ChangedField::Active => "closed",
        _ => field.key(),
    };
    (id, field.label())
}

/// The page with the form, and below it the form for another passphrase.
pub(super) fn page(ctx: &Context, form: &UserForm) -> Markup {
    let (title, label) = if form.id.is_some() { ("Ret bruger", "Gem") } else { ("Ny bruger", "Opret bruger") };
    let action = form.id.map_or_else(|| paths::Users.to_string(), |id| paths::User { id }.to_string());
    let content = html! {
        h1 { (title) }
        @if let Some(met) = &form.conflict {
            (conflict(met, ctx.user.id, |details, field| words(&ctx.desk.organisation, details, field), place))
        }
        (ui::error_summary(&form.errors))
        form method="post" action=(action) {
            @if form.id.is_some() { input type="hidden" name="version" value=(form.version); }
            (fields(ctx, form))
            (ui::conflict::buttons(form.conflict.as_ref(), ctx.user.id, label, &paths::Users.to_string()))
        }
        @if let Some(id) = form.id { (new_passphrase(ctx, id, &form.errors)) }
    };
    layout::page(ctx, title, &content)
}

fn fields(ctx: &Context, form: &UserForm) -> Markup {
    let errors = &form.errors;
    let titles = text_field("titles", "Roller i planer")
        .hint("Som de skrives under Hvem, med komma imellem, fx Afdelingsleder, KRAP-ambassadør")
        .value(&form.titles);
    let hint = if errors.is_empty() {
        "Mindst 14 tegn. Giv den videre på en sikker måde; brugeren skifter den selv."
    } else {
        "Adgangssætningen skal skrives igen. \
         Mindst 14 tegn. Giv den videre på en sikker måde; brugeren skifter den selv."
    };
    let passphrase = text_field("password", "Første adgangssætning").secret("new-password").hint(hint);
    let own_passphrase = text_field("old", "Din nuværende adgangssætning")
        .secret("current-password")
        .hint("Kun hvis du skifter din egen e-mail");
    html! {
        (text_field("name", "Navn").value(&form.name).errors(errors).required())
        (text_field("email", "E-mail").email().value(&form.email).errors(errors).required())
        @if form.id == Some(ctx.user.id) { (own_passphrase.errors(errors)) }
        (titles.errors(errors))
        @if form.id.is_none() { (passphrase.errors(errors).required()) }
        (form.roles.show(&ctx.desk, errors.get("role")))
        @if form.id.is_some() {
            div.form-group-checkbox {
                input.form-checkbox #closed type="checkbox" name="closed" value="1" checked[form.is_closed];
                label for="closed" { "Luk brugerens log-ind" }
            }
        }
    }
}

/// One's own is changed where the old one is asked for.
fn new_passphrase(ctx: &Context, id: UserId, errors: &FieldErrors) -> Markup {
    let passphrase = text_field("password", "Ny adgangssætning").secret("new-password").hint("Mindst 14 tegn");
    html! {
        h2 { "Ny adgangssætning" }
        @if id == ctx.user.id {
            p #password tabindex="-1" {
                "Din egen adgangssætning skifter du under " a href=(paths::Account) { "Min konto" } "."
            }
        } @else {
            p { "Brugeren logges ud overalt." }
            form method="post" action=(paths::UserPassword { id }) {
                (passphrase.errors(errors).required())
                (submit("Sæt adgangssætning", ""))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        id::UnitId,
        role::Role,
        unit::{Unit, UnitKind, UnitTree},
    };

    use super::*;

    #[test]
    fn roles_are_told_by_their_words_and_the_names_of_units() {
        let unit =
            Unit { id: UnitId::new(), parent_id: None, kind: UnitKind::Area, name: "Område X".into(), version: 1 };
        let grant = |role| Grant { role, unit_id: unit.id };
        let details = UserDetails {
            email: "lise@solbakken.example".into(),
            name: "Lise Krogh".into(),
            titles_text: String::new(),
            grants: vec![grant(Role::Reader), grant(Role::AreaManager)],
            is_active: false,
        };
        let units = UnitTree::new(&[unit]);
        let organisation = Organisation { units, users: Vec::new(), models: Vec::new(), inspectorates: Vec::new() };
        let told = |field| words(&organisation, &details, field);
        assert_eq!(told(ChangedField::Roles), "Botilbudsleder i Område X\nLæser i Område X");
        assert_eq!((told(ChangedField::Active), told(ChangedField::Name)), ("Lukket".into(), "Lise Krogh".into()));
    }
}
