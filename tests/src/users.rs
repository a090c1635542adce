//! Users and units, kept by administrators.

use axum::http::StatusCode;
use domain::{
    id::UnitId,
    role::{Grant, Role},
    unit::{NewUnit, UnitDetails, UnitKind},
    user::UserDetails,
};
use orm::Subject;

use crate::support::{App, PASSPHRASE, builders::Form};

#[tokio::test]
async fn an_administrator_adds_a_user_who_then_logs_in() {
    let app = App::demo().await;
    let browser = app.log_in("admin").await;
    let unit = app.unit("Bostedet Ternebakken").await.to_string();
    browser.post("/brugere", &[]).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "Giv brugeren mindst én rolle");
    let form = [
        ("name", "Ny Person"),
        ("email", "ny@handleplan.example"),
        ("password", PASSPHRASE),
        ("role.0", "staff"),
        ("unit.0", &unit),
        ("role.1", ""),
        ("unit.1", &unit),
    ];
    assert_eq!(browser.post("/brugere", &form).await.location(), "/brugere?besked=oprettet");
    browser.post("/brugere", &form).await.refused(StatusCode::UNPROCESSABLE_ENTITY, "allerede en bruger med adressen");
    let new = app.log_in("ny").await;
    assert!(new.get("/handleplaner").await.text().contains("Ternebakken"));
    new.get("/brugere").await.refused(StatusCode::FORBIDDEN, "ikke adgang");
}

#[tokio::test]
async fn a_closed_log_in_is_over_at_once() {
    let app = App::demo().await;
    let (admin, reader) = (app.log_in("admin").await, app.log_in("laeser").await);
    let address = format!("/brugere/{}", app.user("laeser").await);
    assert!(admin.get("/brugere").await.links().contains(&address));
    Form::at(&admin, &address).await.ticked("closed", "1").save(&admin).await;
    assert_eq!(reader.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn ones_own_address_is_changed_by_whoever_knows_the_passphrase() {
    let app = App::demo().await;
    let admin = app.log_in("admin").await;
    let address = format!("/brugere/{}", app.user("admin").await);
    let form = Form::at(&admin, &address).await.with("email", "anden@handleplan.example");
    for wrong in ["", "en anden adgangssætning"] {
        let page = form.clone().with("old", wrong).send(&admin).await;
        page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skriv din nuværende adgangssætning");
        assert!(page.body.contains("anden@handleplan.example"), "what was typed is kept");
    }
    form.with("old", PASSPHRASE).save(&admin).await;
    app.log_in("anden").await;
    // Neither another field nor another's address asks for it.
    Form::at(&admin, &address).await.with("titles", "Administrator").save(&admin).await;
    let other = format!("/brugere/{}", app.user("laeser").await);
    Form::at(&admin, &other).await.with("email", "ny@handleplan.example").save(&admin).await;
}

#[tokio::test]
async fn a_unit_is_added_below_another_and_renamed() {
    let app = App::demo().await;
    let browser = app.log_in("admin").await;
    let parent = app.unit("Område Bo og Støtte").await.to_string();
    browser
        .post("/enheder", &[("name", " "), ("kind", "x")])
        .await
        .refused(StatusCode::UNPROCESSABLE_ENTITY, "Vælg, hvad enheden er");
    let made = browser.post("/enheder", &[("name", "Ærøhus"), ("kind", "facility"), ("parent", &parent)]).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let id = app.unit("Ærøhus").await;
    Form::at(&browser, &format!("/enheder/{id}")).await.with("name", "Østerhus").save(&browser).await;
    assert_eq!(app.unit("Østerhus").await, id);
    let text = browser.get("/enheder").await.text();
    assert!(text.find("Bofællesskabet").unwrap() < text.find("Østerhus").unwrap());
}

/// Adds people who take part in a unit and never log in.
async fn add_people(app: &App, unit_id: UnitId, names: impl Iterator<Item = String>) {
    let mut write = app.store.begin(Subject::Organisation, &app.stamp()).await.unwrap();
    for (number, name) in names.enumerate() {
        let details = UserDetails {
            email: format!("person{number}@handleplan.example"),
            name,
            titles_text: String::new(),
            grants: vec![Grant { role: Role::Staff, unit_id }],
            is_active: true,
        };
        orm::users::insert(&mut write, &details, String::new()).await.unwrap();
    }
    write.commit().await.unwrap();
}

#[tokio::test]
async fn a_long_list_of_users_is_paged_and_searched() {
    let app = App::demo().await;
    let browser = app.log_in("admin").await;
    assert!(!browser.get("/brugere").await.text().contains("Find bruger"), "a short list needs no search");
    let unit = app.unit("Bostedet Ternebakken").await;
    add_people(&app, unit, (0..150).map(|number| format!("Åse Ærø {number}."))).await;
    let first = browser.get("/brugere").await;
    let count = app.organisation().await.users.len();
    assert!(first.text().contains(&format!("Viser 1–100 af {count}")), "{}", first.text());
    assert!(first.links().contains(&"/brugere?side=2".to_owned()));
    let both = first.text() + &browser.get("/brugere?side=2").await.text();
    for number in 0..150 {
        assert_eq!(both.matches(&format!("Åse Ærø {number}. ")).count(), 1, "{number}");
    }
    // The words are looked for in the name and in the address, with capitals or without.
    for words in ["%C3%A6r%C3%B8+17.", "PERSON17@"] {
        let found = browser.get(&format!("/brugere?soeg={words}")).await.text();
        assert!(found.contains("Åse Ærø 17. ") && !found.contains("Åse Ærø 18. "), "{words}: {found}");
    }
    let narrowed = browser.get("/brugere?soeg=%C3%A5se").await;
    assert!(narrowed.links().contains(&"/brugere?soeg=%C3%A5se&side=2".to_owned()), "{}", narrowed.text());
    assert!(browser.get("/brugere?soeg=findes-ikke").await.text().contains("Ingen bruger passer"));
}

#[tokio::test]
async fn a_large_tree_of_units_is_paged_and_searched() {
    let app = App::demo().await;
    let browser = app.log_in("admin").await;
    assert!(!browser.get("/enheder").await.text().contains("Find enhed"), "a short list needs no search");
    let parent_id = Some(app.unit("Område Bo og Støtte").await);
    let mut write = app.store.begin(Subject::Organisation, &app.stamp()).await.unwrap();
    for number in 0..210 {
        let details = UnitDetails { name: format!("Ærøhus {number}."), kind: UnitKind::Facility };
        orm::units::insert(&mut write, NewUnit { parent_id, details }).await.unwrap();
    }
    write.commit().await.unwrap();
    // The form for a new unit names them all; the list has the links.
    let units = async |address: &str| {
        let links = browser.get(address).await.links();
        links.into_iter().filter(|link| link.starts_with("/enheder/")).collect::<Vec<_>>()
    };
    let mut seen = units("/enheder").await;
    assert_eq!(seen.len(), 200);
    seen.extend(units("/enheder?side=2").await);
    let organisation = app.organisation().await;
    let wanted: Vec<String> = organisation.units.iter().map(|unit| format!("/enheder/{}", unit.id)).collect();
    assert_eq!(seen, wanted);
    assert!(browser.get("/enheder?side=2").await.text().contains("Under Åløse Kommune"));
    let search = "/enheder?soeg=%C3%A6r%C3%B8hus+209.";
    let text = browser.get(search).await.text();
    assert!(text.contains("Ærøhus 209. Åløse Kommune › Område Bo og Støtte"), "{text}");
    assert_eq!(units(search).await.len(), 1);
}
