//! What nobody may do is refused by the server, not only left off the page: in closed and sent plans, by files, by the
//! way in, and by those who keep users.

use app::users;
use axum::http::{StatusCode, header};
use domain::{answer::Answer, id::UnitId, plan::PlanStatus, user::UserDetails};
use serde_json::json;

use crate::support::{
    App, PASSPHRASE,
    builders::{Form, first_activity, first_goal},
    field, id_in,
    imports::waiting,
};

const CLOSED: &str = "Planen er afsluttet. Botilbudslederen kan genåbne den under »Forløb og godkendelse«.";

#[tokio::test]
async fn what_waits_to_be_looked_through_holds_no_cpr_number() {
    let app = App::demo().await;
    let (browser, unit) = (app.log_in("afdelingsleder").await, app.unit("Bostedet Ternebakken").await);
    let csv = "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Et emne;Borger 010190-1234 trives;Se 010190 1234\n";
    let shown = browser.upload(unit, "Plan for 010190-1234.csv", csv.as_bytes()).await;
    let preview = browser.get(shown.location()).await;
    let list = browser.get("/import").await;
    for page in [&preview, &list] {
        assert!(page.text().contains("Plan for [CPR-nummer fjernet].csv"), "{}", page.text());
        assert!(!page.body.contains("010190"), "{}", page.text());
    }
    for words in ["Tal, der ligner CPR-numre, er fjernet", "Fund 1, emne 1, mål 1: Et tal, der ligner et CPR-nummer"] {
        assert!(preview.text().contains(words), "{words}: {}", preview.text());
    }
    let stored = waiting(&app).await;
    assert_eq!(stored.len(), 1);
    assert!(stored[0].body.contains("Borger [CPR-nummer fjernet] trives"), "{}", stored[0].body);
    for text in [&stored[0].body, &stored[0].file_name] {
        assert!(!text.contains("010190") && !text.contains("1234"), "{text}");
    }
}

#[tokio::test]
async fn a_file_cannot_make_anybody_else_the_author_nor_tell_of_impossible_days() {
    let app = App::demo().await;
    let (browser, unit) = (app.log_in("afdelingsleder").await, app.unit("Bostedet Ternebakken").await);
    let author = "Birgitte Ravnkær";
    let note = |day: &str, text: &str| json!({ "noted_on": day, "text": text, "status": "started", "author": author });
    let activity = json!({
        "line": "activity", "what": "Kursus", "period_text": "maj 2026", "status": "started",
        "corrected": { "start": "2026-06-01", "end": "2026-01-01", "kind": "range" },
        "follow_ups": [note("2026-03-01", "Vi er begyndt"), note("2099-01-01", "Det er færdigt")],
    });
    let issue = json!({ "text": "Emne", "goals": ["Mål"], "lines": [activity] });
    let plan = json!({ "title": "Plan", "year": 2_147_483_647, "blocks": [{ "text": "Fund", "issues": [issue] }] });
    let file = json!({ "format": "handleplan", "version": 1, "plan": plan }).to_string();
    let shown = browser.upload(unit, "plan.json", file.as_bytes()).await;
    let preview = browser.get(shown.location()).await;
    for words in [
        "Filens år 2147483647 kan ikke være planens og er ikke brugt.",
        "Datoerne for 1 tidsramme i filen kan ikke være rigtige; dens ord er læst i stedet.",
        "1 opfølgning er ikke hentet med ind",
    ] {
        assert!(preview.text().contains(words), "{words}: {}", preview.text());
    }
    let form = Form::on(&preview, shown.location());
    assert_eq!(form.value("year"), "2026");
    let saved = form.send(&browser).await;
    let plan = app.plan(id_in(saved.location())).await;
    assert_eq!(plan.year, 2026);
    let found = first_activity(&plan);
    assert_eq!(found.period.reading.describe(), "1.–31. maj 2026");
    let told: Vec<(&str, &str)> =
        found.follow_ups.iter().map(|note| (note.author.as_str(), note.text.as_str())).collect();
    assert_eq!(told, [("Birgitte Ravnkær (importeret af Kasper Tangmose)", "Vi er begyndt")]);
}

#[tokio::test]
async fn what_one_has_brought_is_neither_read_nor_saved_by_another() {
    let app = App::demo().await;
    let (owner, other) = (app.log_in("afdelingsleder").await, app.log_in("botilbudsleder").await);
    let csv = "Tema;Emne;Mål;Hvad\nSundhed og trivsel;Søvn om natten;Borgerne sover;Gåture\n";
    let shown = owner.upload(app.unit("Bostedet Ternebakken").await, "forrige plan.csv", csv.as_bytes()).await;
    let form = Form::open(&owner, shown.location(), shown.location()).await;
    let read = other.get(shown.location()).await;
    read.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
    let saved = other.post(shown.location(), &[("title", "Min plan"), ("year", "2026")]).await;
    saved.refused(StatusCode::UNPROCESSABLE_ENTITY, "allerede gemt eller slettet");
    for words in ["Søvn om natten", "Borgerne sover", "Gåture", "forrige plan"] {
        assert!(!read.body.contains(words) && !saved.body.contains(words), "»{words}« is told");
    }
    assert_eq!(waiting(&app).await.len(), 1, "it still waits");
    form.save(&owner).await;
}

#[tokio::test]
async fn the_name_of_a_unit_one_may_not_read_is_told_nowhere() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder-hasselkrogen").await;
    let page = async |unit: UnitId| browser.get(&format!("/overblik/aktiviteter?enhed={unit}")).await.text();
    let own = page(app.unit("Bostedet Hasselkrogen").await).await;
    assert!(own.contains("Hasselkrogen"), "{own}");
    let unknown = page(UnitId::new()).await;
    for name in ["Bostedet Ternebakken", "Bocenter Stenkløveren"] {
        assert_eq!(page(app.unit(name).await).await, unknown, "{name} is as unknown as one that is not there");
    }
    for above in ["Område Bo og Støtte", "Åløse Kommune"] {
        let text = page(app.unit(above).await).await;
        assert!(!text.contains(above), "{text}");
    }
}

#[tokio::test]
async fn a_closed_plan_is_changed_by_nobody() {
    let app = App::demo().await;
    let (leader, manager) = (app.log_in("afdelingsleder-hasselkrogen").await, app.log_in("botilbudsleder").await);
    let plan = app.plan_of("Bostedet Hasselkrogen").await;
    assert_eq!(plan.status, PlanStatus::Closed);
    let address = format!("/handleplaner/{}", plan.id);
    let (goal, activity) = (first_goal(&plan), first_activity(&plan).id);
    let issue = plan.blocks[0].issues[0].id.to_string();
    let (issue, revision) = (issue.as_str(), plan.revision.to_string());
    let version = first_activity(&plan).version.to_string();
    let edits: [(String, Vec<(&str, &str)>); 8] = [
        (field(plan.id, goal, "text"), vec![("version", "1"), ("text", "Et andet mål")]),
        (format!("{address}/dele"), vec![("kind", "goal"), ("parent", issue), ("text", "Et nyt mål")]),
        (format!("{address}/dele/{goal}/slet"), vec![]),
        (format!("{address}/dele/{goal}/kopier"), vec![]),
        (format!("{address}/dele/{goal}/flyt"), vec![("way", "down")]),
        (format!("{address}/dele/{goal}/gendan"), vec![]),
        (
            format!("{address}/oplysninger"),
            vec![("version", revision.as_str()), ("title", "En anden titel"), ("year", "2026")],
        ),
        (
            format!("{address}/dele/{activity}/opfoelgning"),
            vec![
                ("version", version.as_str()),
                ("status", "started"),
                ("noted_on", "12-03-2026"),
                ("text", "Vi er begyndt igen"),
            ],
        ),
    ];
    for browser in [&leader, &manager] {
        for (to, form) in &edits {
            let page = browser.post(to, form).await;
            page.refused(StatusCode::UNPROCESSABLE_ENTITY, CLOSED);
        }
    }
    let finding = plan.blocks[0].finding.id;
    let form = Form::at(&leader, &format!("/fund/{finding}")).await.with("text", "Et andet fund");
    form.send(&leader).await.refused(StatusCode::UNPROCESSABLE_ENTITY, CLOSED);
    let remark = format!("{address}/dele/{activity}/bemaerkninger/text");
    let page = manager.post(&remark, &[("text", "Hvem gør det?")]).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Planen er »Afsluttet«. Bemærkninger skrives, mens en plan er til");
    assert_eq!(app.plan(plan.id).await, plan, "nothing has changed");
}

#[tokio::test]
async fn remarks_are_for_a_plan_that_awaits_approval() {
    let app = App::demo().await;
    let manager = app.log_in("botilbudsleder").await;
    let remark = async |unit: &str| {
        let plan = app.plan_of(unit).await;
        let address = format!("/handleplaner/{}/dele/{}/bemaerkninger/text", plan.id, first_activity(&plan).id);
        manager.post(&address, &[("text", "Hvem gør det?")]).await
    };
    let draft = remark("Bostedet Ternebakken").await;
    draft.refused(StatusCode::UNPROCESSABLE_ENTITY, "Planen er »Kladde«. Bemærkninger skrives, mens en plan er til");
    assert!(draft.body.contains("Hvem gør det?"), "what was typed is kept");
    assert_eq!(remark("Bofællesskabet Fyrlunden").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_plan_that_was_sent_is_not_removed() {
    let app = App::demo().await;
    let (manager, reader) = (app.log_in("botilbudsleder").await, app.log_in("laeser").await);
    let plan = app.plan_of("Bocenter Stenkløveren").await;
    assert_eq!(plan.status, PlanStatus::Submitted);
    let page = manager.post(&format!("/handleplaner/{}/slet", plan.id), &[]).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Planen er sendt til tilsynet, så den kan ikke slettes");
    assert_eq!(app.plan(plan.id).await, plan, "nothing has changed");
    assert_eq!(reader.get(&format!("/handleplaner/{}/versioner/1", plan.id)).await.status, StatusCode::OK);
    let draft = app.draft_plan().await.id;
    assert_eq!(manager.post(&format!("/handleplaner/{draft}/slet"), &[]).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_log_in_leads_to_no_address_that_hides_another() {
    let app = App::demo().await;
    for hidden in
        ["/%09/evil.example", "/%0a/evil.example", "/%0d%0aevil.example", "/%5cevil.example", "%2f%2fevil.example"]
    {
        let form = Form::open(&app.stranger(), &format!("/log-ind?videre={hidden}"), "/log-ind").await;
        let form = form.with("email", "laeser@handleplan.example").with("password", PASSPHRASE);
        let page = form.send(&app.stranger()).await;
        assert_eq!((page.status, page.location()), (StatusCode::SEE_OTHER, "/"), "{hidden}");
    }
    let form = Form::open(&app.stranger(), "/log-ind?videre=/tilsyn", "/log-ind").await;
    let form = form.with("email", "laeser@handleplan.example").with("password", PASSPHRASE);
    assert_eq!(form.send(&app.stranger()).await.location(), "/tilsyn");
}

#[tokio::test]
async fn an_administrators_own_passphrase_is_changed_where_the_old_one_is_asked_for() {
    let app = App::demo().await;
    let (admin, other) = (app.log_in("admin").await, app.second_administrator().await);
    let address = format!("/brugere/{}/adgangssaetning", app.user("admin").await);
    let form = [("password", "fire små grønne stole")];
    let page = admin.post(&address, &form).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Skift din egen adgangssætning under »Min konto«.");
    let own = format!("/brugere/{}", app.user("admin").await);
    let forms = Form::all_on(&admin.get(&own).await);
    assert!(forms.iter().all(|form| form.action() != address), "the page does not offer it either");
    app.log_in("admin").await;
    assert_eq!(other.post(&address, &form).await.status, StatusCode::SEE_OTHER, "another administrator may");
}

#[tokio::test]
async fn a_user_without_roles_is_kept_by_those_at_the_top_alone() {
    let app = App::demo().await;
    let details = UserDetails {
        email: "uden-roller@handleplan.example".into(),
        name: "Uden Roller".into(),
        titles_text: String::new(),
        grants: Vec::new(),
        is_active: true,
    };
    let made = users::create(&app.desk().await, details, PASSPHRASE.into()).await.unwrap();
    let Answer::Done(id) = made else { panic!("{made:?}") };
    let lower = app.new_user("Lavere Leder", "administrator", app.unit("Område Bo og Støtte").await).await;
    let top = app.log_in("admin").await;
    let address = format!("/brugere/{id}");
    let form = Form::at(&top, &address).await.with("role.0", "reader");
    assert!(lower.get("/brugere").await.text().contains("Kasper Tangmose"));
    assert!(!lower.get("/brugere").await.text().contains("Uden Roller"));
    lower.get(&address).await.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
    form.send(&lower).await.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
    let passphrase = lower.post(&format!("{address}/adgangssaetning"), &[("password", "fire små grønne stole")]).await;
    passphrase.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
    app.log_in("uden-roller").await;
    form.save(&top).await;
}

#[tokio::test]
async fn the_top_of_the_organisation_is_never_left_without_an_administrator() {
    let app = App::demo().await;
    let admin = app.log_in("admin").await;
    let address = format!("/brugere/{}", app.user("admin").await);
    let lower = app.unit("Område Bo og Støtte").await.to_string();
    let form = Form::at(&admin, &address).await.with("unit.0", &lower);
    let page = form.send(&admin).await;
    page.refused(StatusCode::UNPROCESSABLE_ENTITY, "Så er der ingen, der administrerer toppen af organisationen.");
    assert_eq!(Form::on(&page, &address).value("unit.0"), lower, "what was chosen is kept");
    let closing = Form::at(&admin, &address).await.ticked("closed", "1").send(&admin).await;
    closing.refused(StatusCode::UNPROCESSABLE_ENTITY, "Du kan ikke fjerne din egen adgang som administrator.");
    let top = app.unit("Åløse Kommune").await;
    assert_eq!(admin.get(&format!("/enheder/{top}")).await.status, StatusCode::OK);
    app.second_administrator().await;
    form.save(&admin).await;
    admin.get(&format!("/enheder/{top}")).await.refused(StatusCode::NOT_FOUND, "Siden findes ikke");
}

#[tokio::test]
async fn a_file_is_served_under_its_own_hash_and_no_other() {
    let app = App::empty().await;
    let browser = app.stranger();
    let page = browser.get("/foerste-start").await;
    let sheet = page.links().into_iter().find(|link| link.contains(".css")).unwrap();
    assert_eq!(browser.get(&sheet).await.status, StatusCode::OK);
    let hash = sheet.split('/').nth(2).unwrap();
    for other in ["0".repeat(hash.len()).as_str(), &hash[1..], "x", format!("{hash}0").as_str()] {
        let file = browser.get(&sheet.replace(hash, other)).await;
        assert_eq!(file.status, StatusCode::NOT_FOUND, "{other}");
        assert_eq!(file.headers[header::CACHE_CONTROL], "no-store", "{other}");
    }
}
