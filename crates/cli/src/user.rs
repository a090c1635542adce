//! `handleplan user`.
#![expect(clippy::print_stdout, reason = "scripts read what the command prints")]

use std::io::stdin;

use anyhow::{Context, anyhow};
use domain::{
    access::{Grant, Role},
    change::{Author, Stamp},
    text,
    user::{self, User as Person},
};
use orm::{
    Store,
    organisation::Organisation,
    passwords, units,
    users::{self, UserFacts},
};
use rand::Rng;
use web::Clock;

use crate::{arguments::User, configuration::Configuration};

pub(crate) async fn run(configuration: &Configuration, asked: User) -> anyhow::Result<()> {
    let store = configuration.store().await?;
    let organisation = orm::organisation::get(&store.view().await?).await?;
    match asked {
        User::Add { email, name, role, unit, password_stdin } => {
            let email = user::parse_email(&email).ok_or_else(|| anyhow!("»{email}« er ikke en e-mail"))?;
            let name = text::title(&name).map_err(|error| anyhow!("Navnet: {error}"))?;
            let grants = match (role, unit) {
                (Some(role), Some(unit)) => vec![grant(&organisation, &role, &unit)?],
                _ => Vec::new(),
            };
            let hash = passwords::hash(passphrase(password_stdin, &email)?).await?;
            let facts = UserFacts { email, name, titles_text: String::new(), grants, is_active: true };
            println!("{}", refused(users::insert(&store, facts, Some(hash), &stamp()).await)?);
        }
        User::List => list(&organisation),
        User::Passwd { email, password_stdin } => {
            let person = find(&organisation, &email)?;
            let hash = passwords::hash(passphrase(password_stdin, &person.email)?).await?;
            users::set_password(&store, person.id, hash, &stamp()).await?;
        }
        User::Role { email, role, unit, remove } => {
            let change = grant(&organisation, &role, &unit)?;
            set_role(&store, find(&organisation, &email)?, change, remove).await?;
        }
    }
    Ok(())
}

fn list(organisation: &Organisation) {
    for person in &organisation.users {
        let grants = person
            .grants
            .iter()
            .map(|grant| format!("{} i {}", grant.role.label(), organisation.unit_name(grant.unit_id)));
        println!("{}\t{}\t{}", person.email, person.name, grants.collect::<Vec<_>>().join(", "));
    }
}

async fn set_role(store: &Store, person: &Person, change: Grant, remove: bool) -> anyhow::Result<()> {
    let mut grants = person.grants.clone();
    grants.retain(|grant| *grant != change);
    if !remove {
        grants.push(change);
    }
    let facts = UserFacts {
        email: person.email.clone(),
        name: person.name.clone(),
        titles_text: person.titles_text.clone(),
        grants,
        is_active: person.is_active,
    };
    refused(users::update(store, person.id, facts, &stamp()).await)
}

fn find<'a>(organisation: &'a Organisation, email: &str) -> anyhow::Result<&'a Person> {
    let wanted = email.trim().to_lowercase();
    organisation
        .users
        .iter()
        .find(|user| user.email == wanted)
        .ok_or_else(|| anyhow!("Der er ingen bruger med adressen {email}"))
}

fn grant(organisation: &Organisation, role: &str, unit: &str) -> anyhow::Result<Grant> {
    let known = Role::from_word(role);
    let role = known.ok_or_else(|| {
        anyhow!(
            "Rollen {role} kendes ikke; vælg læser, medarbejder, afdelingsleder, botilbudsleder eller administrator"
        )
    })?;
    let unit = units::named(&organisation.units, unit)
        .map_err(|_| anyhow!("Enheden {unit} findes ikke; se »handleplan unit list«"))?;
    Ok(Grant { role, unit_id: unit.id })
}

/// The passphrase given on standard input, or a random one that is printed.
fn passphrase(from_stdin: bool, email: &str) -> anyhow::Result<String> {
    if !from_stdin {
        let made = random_words();
        println!("Adgangssætning: {made}");
        return Ok(made);
    }
    let mut line = String::new();
    stdin().read_line(&mut line).context("Adgangssætningen kan ikke læses")?;
    let line = line.trim_end_matches(['\r', '\n']).to_owned();
    user::check_passphrase(&line, email).map_err(|error| anyhow!("{error}"))?;
    Ok(line)
}

/// Four groups of signs that are not mistaken for each other.
pub(crate) fn random_words() -> String {
    const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    let group = |random: &mut rand::rngs::ThreadRng| -> String {
        (0..4).map(|_| char::from(SIGNS[random.random_range(0..SIGNS.len())])).collect()
    };
    (0..4).map(|_| group(&mut random)).collect::<Vec<_>>().join("-")
}

fn refused<T>(done: orm::Result<T>) -> anyhow::Result<T> {
    done.map_err(|error| anyhow!("{error}"))
}

fn stamp() -> Stamp {
    Stamp { author: Author { user_id: None, name: "Kommandolinjen".into() }, at: Clock::System.now() }
}
