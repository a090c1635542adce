//! `handleplan user`.

use std::io::stdin;

use anyhow::{Context, anyhow};
use app::{App, Desk, passwords, users};
use domain::{
    organisation::Organisation,
    role::{Grant, Role},
    text,
    user::{self, User, UserDetails},
};

use crate::{NAME, answer::done, arguments::User as Asked, out::Out, unit};

pub(crate) async fn run(app: &App, asked: Asked, out: &mut Out) -> anyhow::Result<()> {
    let desk = app.desk(NAME).await?;
    match asked {
        Asked::Add { email, name, role, unit, password_stdin } => {
            let grant = role.zip(unit).map(|(role, unit)| grant(&desk.organisation, &role, &unit)).transpose()?;
            let details = details(&email, &name, grant)?;
            let passphrase = Passphrase::get(password_stdin)?;
            let id = done(users::create(&desk, details, passphrase.words.clone()).await?)?;
            passphrase.show(out)?;
            out.line(id)
        }
        Asked::List => list(&desk.organisation, out),
        Asked::Passwd { email, password_stdin } => {
            let person = find(&desk.organisation, &email)?;
            let passphrase = Passphrase::get(password_stdin)?;
            done(users::set_passphrase(&desk, person.id, passphrase.words.clone()).await?)?;
            passphrase.show(out)
        }
        Asked::Role { email, role, unit, remove } => {
            let change = grant(&desk.organisation, &role, &unit)?;
            set_role(&desk, find(&desk.organisation, &email)?, change, remove).await
        }
    }
}

fn list(organisation: &Organisation, out: &mut Out) -> anyhow::Result<()> {
    for person in &organisation.users {
        let grants = person
            .grants
            .iter()
            .map(|grant| format!("{} i {}", grant.role.label(), unit::name(organisation, grant.unit_id)));
        out.line(format!("{}\t{}\t{}", person.email, person.name, grants.collect::<Vec<_>>().join(", ")))?;
    }
    Ok(())
}

async fn set_role(desk: &Desk, person: &User, change: Grant, remove: bool) -> anyhow::Result<()> {
    let mut details = UserDetails::from(person);
    details.grants.retain(|grant| *grant != change);
    if !remove {
        details.grants.push(change);
    }
    done(users::update(desk, person.id, person.version, details, String::new()).await?)
}

fn details(email: &str, name: &str, grant: Option<Grant>) -> anyhow::Result<UserDetails> {
    Ok(UserDetails {
        email: user::parse_email(email).ok_or_else(|| anyhow!("»{email}« er ikke en e-mail"))?,
        name: text::title(name).map_err(|error| anyhow!("Navnet: {error}"))?,
        titles_text: String::new(),
        grants: grant.into_iter().collect(),
        is_active: true,
    })
}

fn find<'a>(organisation: &'a Organisation, email: &str) -> anyhow::Result<&'a User> {
    let wanted = email.trim().to_lowercase();
    let found = organisation.users.iter().find(|user| user.email == wanted);
    found.ok_or_else(|| anyhow!("Der er ingen bruger med adressen {email}"))
}

fn grant(organisation: &Organisation, role: &str, unit: &str) -> anyhow::Result<Grant> {
    let known = Role::from_word(role);
    let role = known.ok_or_else(|| {
        anyhow!(
            "Rollen {role} kendes ikke; vælg læser, medarbejder, afdelingsleder, botilbudsleder eller administrator"
        )
    })?;
    Ok(Grant { role, unit_id: unit::called(organisation, unit)?.id })
}

/// A new passphrase.
struct Passphrase {
    words: String,
    /// True where nobody knows it yet.
    is_random: bool,
}

impl Passphrase {
    /// The one given on standard input, or a random one.
    fn get(from_stdin: bool) -> anyhow::Result<Self> {
        if !from_stdin {
            return Ok(Self { words: passwords::random_passphrase(), is_random: true });
        }
        let mut line = String::new();
        stdin().read_line(&mut line).context("Adgangssætningen kan ikke læses")?;
        Ok(Self { words: line.trim_end_matches(['\r', '\n']).to_owned(), is_random: false })
    }

    /// Tells it once it holds, where nobody knows it yet.
    fn show(&self, out: &mut Out) -> anyhow::Result<()> {
        if self.is_random { out.line(format!("Adgangssætning: {}", self.words)) } else { Ok(()) }
    }
}
