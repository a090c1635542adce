//! Users (*brugere*): added, changed, given a new passphrase.

use domain::{
    answer::{Answer, Refusal},
    cpr,
    id::{UnitId, UserId},
    organisation::Organisation,
    role::{Ability, Grant, Role},
    text,
    user::{self, User, UserDetails},
    validation::FieldErrors,
};
use orm::{Subject, Write, users};

use crate::{App, Desk, Error, Result, join::join, passwords};

/// Users that are shown at once.
pub const ROWS: u64 = 100;

/// True where nobody has a log-in yet.
pub async fn is_empty(app: &App) -> Result<bool> {
    Ok(users::is_empty(&app.store).await?)
}

/// True where every role the user has lies within what one keeps: only then may one change the user. A user without
/// roles is kept by those who administer a top of the tree.
pub fn may_keep(desk: &Desk, user: &User) -> bool {
    let keeps = |grant: &Grant| desk.may(Ability::Administer, grant.unit_id);
    let mut tops = desk.organisation.units.tops();
    let mut keeps_a_top = || desk.user().is_none() || tops.any(|unit| desk.may(Ability::Administer, unit.id));
    desk.may_somewhere(Ability::Administer)
        && user.grants.iter().all(keeps)
        && (!user.grants.is_empty() || keeps_a_top())
}

/// The users that one may change, by name.
pub fn list(desk: &Desk) -> Result<Vec<&User>> {
    desk.require_somewhere(Ability::Administer)?;
    Ok(desk.organisation.users.iter().filter(|user| may_keep(desk, user)).collect())
}

/// Those of the users whose name or address has these words in it.
pub fn named<'a>(users: Vec<&'a User>, words: &str) -> Vec<&'a User> {
    let is_meant = |user: &&User| text::has_words(&format!("{} {}", user.name, user.email), words);
    users.into_iter().filter(is_meant).collect()
}

/// The user, if one may change them.
pub fn find(desk: &Desk, id: UserId) -> Result<&User> {
    desk.require_somewhere(Ability::Administer)?;
    desk.organisation.user(id).filter(|user| may_keep(desk, user)).ok_or(Error::NotFound)
}

/// The address typed, or the fault noted.
pub fn parse_email(typed: &str, errors: &mut FieldErrors) -> String {
    let email = user::parse_email(typed);
    if email.is_none() {
        let why = match cpr::find(typed) {
            Some(_) => "E-mailen ser ud til at indeholde et CPR-nummer. Brug en adresse uden.",
            None => "Skriv en e-mail, fx navn@kommune.dk.",
        };
        errors.add("email", why);
    }
    email.unwrap_or_default()
}

/// What forbids these roles and, where one is given, this passphrase, whoever else there is.
pub fn faults(desk: &Desk, details: &UserDetails, passphrase: Option<&str>) -> FieldErrors {
    let mut faults = FieldErrors::default();
    if let Some(Err(error)) = passphrase.map(|passphrase| user::check_passphrase(passphrase, &details.email)) {
        faults.add("password", error.to_string());
    }
    if !details.grants.iter().all(|grant| desk.may(Ability::Administer, grant.unit_id)) {
        faults.add("role", "Du kan kun give roller i de enheder, du administrerer.");
    }
    faults
}

/// Adds a user.
pub async fn create(desk: &Desk, details: UserDetails, passphrase: String) -> Result<Answer<UserId>> {
    desk.require_somewhere(Ability::Administer)?;
    let faults = faults(desk, &details, Some(&passphrase));
    if !faults.is_empty() {
        return Ok(Answer::Refused(Refusal(faults)));
    }
    let hash = passwords::hash(&desk.app, Some(desk.person()), passphrase).await?;
    create_hashed(desk, &details, hash).await
}

/// Adds a user whose passphrase has been hashed already, as the program does where many have the same.
pub(crate) async fn create_hashed(desk: &Desk, details: &UserDetails, hash: String) -> Result<Answer<UserId>> {
    let mut write = desk.begin(Subject::Organisation).await?;
    if users::is_taken(&write, &details.email, None).await? {
        return Ok(Answer::refused("email", taken(&details.email)));
    }
    let id = users::insert(&mut write, details, hash).await?;
    write.commit().await?;
    Ok(Answer::Done(id))
}

/// Changes what is told of a user, as it was opened at a version. Whoever changes their own address, by which they log
/// in, must know their passphrase: a page left open is not enough.
pub async fn update(
    desk: &Desk,
    id: UserId,
    opened_at: i64,
    details: UserDetails,
    own_passphrase: String,
) -> Result<Answer<(), UserDetails>> {
    find(desk, id)?;
    let mut faults = faults(desk, &details, None);
    if let Some(own) = desk.user().filter(|own| own.id == id && own.email != details.email) {
        let hash = users::password_hash(desk.store(), own.id).await?;
        if !passwords::is_right(&desk.app, Some(own.id.0), own_passphrase, Some(hash)).await? {
            faults.add("old", "Skriv din nuværende adgangssætning for at skifte din egen e-mail.");
        }
    }
    if !faults.is_empty() {
        return Ok(Answer::Refused(Refusal(faults)));
    }
    let mut write = desk.begin(Subject::Organisation).await?;
    let now = still_kept(desk, &write, id).await?;
    let theirs = UserDetails::from(&now);
    let details = match join(&write, id.0, (&theirs, now.version), (details, opened_at)).await? {
        Err(conflict) => return Ok(Answer::Conflict(*conflict)),
        Ok(details) => details,
    };
    if details == theirs {
        return Ok(Answer::Done(()));
    }
    if users::is_taken(&write, &details.email, Some(id)).await? {
        return Ok(Answer::refused("email", taken(&details.email)));
    }
    if desk.user().is_some_and(|own| own.id == id) && !(details.is_active && is_administrator(&details)) {
        return Ok(Answer::refused(
            "role",
            "Du kan ikke fjerne din egen adgang som administrator. Bed en anden administrator om det.",
        ));
    }
    users::update(&mut write, &now, &details).await?;
    if loses_the_top(desk, &write, &theirs).await? {
        return Ok(Answer::refused(
            "role",
            "Så er der ingen, der administrerer toppen af organisationen. \
             Giv først en anden rollen som administrator der.",
        ));
    }
    write.commit().await?;
    Ok(Answer::Done(()))
}

/// Gives a user another passphrase and ends every session of theirs. One's own is changed under »Min konto«, where the
/// old one is asked for.
pub async fn set_passphrase(desk: &Desk, id: UserId, passphrase: String) -> Result<Answer<()>> {
    let user = find(desk, id)?;
    if desk.user().is_some_and(|own| own.id == id) {
        return Ok(Answer::refused("password", "Skift din egen adgangssætning under »Min konto«."));
    }
    if let Err(error) = user::check_passphrase(&passphrase, &user.email) {
        return Ok(Answer::refused("password", error.to_string()));
    }
    let hash = passwords::hash(&desk.app, Some(desk.person()), passphrase).await?;
    let mut write = desk.begin(Subject::Organisation).await?;
    still_kept(desk, &write, id).await?;
    users::end_sessions(&mut write, id, Some(hash)).await?;
    write.commit().await?;
    Ok(Answer::Done(()))
}

/// Changes one's own passphrase; answers the generation a new session must have.
pub async fn change_passphrase(desk: &Desk, old: String, new: String) -> Result<Answer<i64>> {
    let own = desk.user().ok_or(Error::Forbidden)?;
    let checked = users::password_hash(desk.store(), own.id).await?;
    let mut refusal = Refusal::default();
    if !passwords::is_right(&desk.app, Some(own.id.0), old, Some(checked.clone())).await? {
        refusal.0.add("old", "Den nuværende adgangssætning passer ikke.");
    }
    if let Err(error) = user::check_passphrase(&new, &own.email) {
        refusal.0.add("password", error.to_string());
    }
    if !refusal.0.is_empty() {
        return Ok(Answer::Refused(refusal));
    }
    let hash = passwords::hash(&desk.app, Some(own.id.0), new).await?;
    let mut write = desk.begin(Subject::Organisation).await?;
    // Somebody may have been given another passphrase while the old one was looked at.
    if users::password_hash_in(&write, own.id).await? != checked {
        return Err(Error::Changed);
    }
    let generation = users::end_sessions(&mut write, own.id, Some(hash)).await?;
    write.commit().await?;
    Ok(Answer::Done(generation))
}

/// Ends every session of one's own; answers the generation a new session must have.
pub async fn log_out_everywhere(desk: &Desk) -> Result<i64> {
    let own = desk.user().ok_or(Error::Forbidden)?;
    let mut write = desk.begin(Subject::Organisation).await?;
    let generation = users::end_sessions(&mut write, own.id, None).await?;
    write.commit().await?;
    Ok(generation)
}

/// The user as they stand in a write: somebody may have given them a role elsewhere since they were found.
async fn still_kept(desk: &Desk, write: &Write, id: UserId) -> Result<User> {
    let now = users::get_in(write, id).await?;
    if may_keep(desk, &now) { Ok(now) } else { Err(Error::NotFound) }
}

fn taken(email: &str) -> String {
    format!("Der er allerede en bruger med adressen {email}.")
}

fn is_administrator(details: &UserDetails) -> bool {
    details.grants.iter().any(|grant| grant.role == Role::Administrator)
}

/// True where the user administered a top of the tree that nobody administers after the change.
async fn loses_the_top(desk: &Desk, write: &Write, before: &UserDetails) -> Result<bool> {
    let administers = |grants: &[Grant], id: UnitId| {
        grants.iter().any(|grant| grant.role == Role::Administrator && grant.unit_id == id)
    };
    let organisation: &Organisation = &desk.organisation;
    let held: Vec<_> = organisation
        .units
        .tops()
        .map(|unit| unit.id)
        .filter(|&id| before.is_active && administers(&before.grants, id))
        .collect();
    if held.is_empty() {
        return Ok(false);
    }
    let users = users::list_in(write).await?;
    let is_kept = |id| users.iter().any(|user| user.is_active && administers(&user.grants, id));
    Ok(!held.into_iter().all(is_kept))
}
