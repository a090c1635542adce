//! Nobody sees a unit they have no role in: every address as people of every role.

use std::collections::BTreeSet;

use axum::{
    body::Body,
    http::{Method, StatusCode},
};
use domain::{id::InspectionId, role::Role};

use crate::support::{App, Browser};

/// What an address asks of one who comes to it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Needs {
    /// Nothing.
    Nothing,
    /// A log-in.
    LogIn,
    /// A role in the unit that allows reading.
    Read,
    /// A role in the unit that allows follow-up.
    FollowUp,
    /// A role in the unit that allows writing.
    Write,
    /// A role somewhere that allows writing.
    WriteSomewhere,
    /// A role in the unit that allows approval.
    Approve,
    /// A role that administers.
    Administer,
}

/// Every address with each of its methods, and what it needs. What is not here fails the test.
const TABLE: &[(&str, Method, Needs)] = &[
    ("/", Method::GET, Needs::LogIn),
    ("/log-ind", Method::GET, Needs::Nothing),
    ("/log-ind", Method::POST, Needs::Nothing),
    ("/foerste-start", Method::GET, Needs::Nothing),
    ("/foerste-start", Method::POST, Needs::Nothing),
    ("/log-ud", Method::POST, Needs::Nothing),
    ("/min-konto", Method::GET, Needs::LogIn),
    ("/min-konto/adgangssaetning", Method::POST, Needs::LogIn),
    ("/min-konto/log-ud-overalt", Method::POST, Needs::LogIn),
    ("/overblik", Method::GET, Needs::LogIn),
    ("/overblik/aktiviteter", Method::GET, Needs::LogIn),
    ("/tilsyn", Method::GET, Needs::LogIn),
    ("/tilsyn", Method::POST, Needs::WriteSomewhere),
    ("/tilsyn/nyt", Method::GET, Needs::WriteSomewhere),
    ("/tilsyn/{id}", Method::GET, Needs::Read),
    ("/tilsyn/{id}/rediger", Method::GET, Needs::Write),
    ("/tilsyn/{id}/rediger", Method::POST, Needs::Write),
    ("/tilsyn/{id}/bedoemmelser", Method::GET, Needs::Write),
    ("/tilsyn/{id}/bedoemmelser", Method::POST, Needs::Write),
    ("/tilsyn/{id}/fund", Method::POST, Needs::Write),
    ("/fund/{id}", Method::GET, Needs::Write),
    ("/fund/{id}", Method::POST, Needs::Write),
    ("/fund/{id}/slet", Method::POST, Needs::Write),
    ("/fund/{id}/gendan", Method::POST, Needs::Write),
    ("/handleplaner", Method::GET, Needs::LogIn),
    ("/handleplaner", Method::POST, Needs::WriteSomewhere),
    ("/handleplaner/ny", Method::GET, Needs::WriteSomewhere),
    ("/handleplaner/{id}", Method::GET, Needs::Read),
    ("/handleplaner/{id}/oplysninger", Method::GET, Needs::Write),
    ("/handleplaner/{id}/oplysninger", Method::POST, Needs::Write),
    ("/handleplaner/{id}/forloeb", Method::GET, Needs::Read),
    ("/handleplaner/{id}/forloeb", Method::POST, Needs::Write),
    ("/handleplaner/{id}/kontrol", Method::GET, Needs::Read),
    ("/handleplaner/{id}/fravigelser", Method::POST, Needs::Write),
    ("/handleplaner/{id}/fravigelser/{waiver}/fjern", Method::POST, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/bemaerkninger/{field}", Method::GET, Needs::Approve),
    ("/handleplaner/{id}/dele/{part}/bemaerkninger/{field}", Method::POST, Needs::Approve),
    ("/handleplaner/{id}/bemaerkninger/{remark}/rettet", Method::POST, Needs::Write),
    ("/handleplaner/{id}/versioner", Method::GET, Needs::Read),
    ("/handleplaner/{id}/versioner/{number}", Method::GET, Needs::Read),
    ("/handleplaner/{id}/versioner/{number}/filer/{file}", Method::GET, Needs::Read),
    ("/handleplaner/{id}/sammenlign", Method::GET, Needs::Read),
    ("/handleplaner/{id}/eksport", Method::GET, Needs::Read),
    ("/handleplaner/{id}/eksport.pdf", Method::GET, Needs::Read),
    ("/handleplaner/{id}/eksport.xlsx", Method::GET, Needs::Read),
    ("/handleplaner/{id}/regneark", Method::GET, Needs::Write),
    ("/handleplaner/{id}/regneark", Method::POST, Needs::Write),
    ("/handleplaner/{id}/regneark/overtag", Method::POST, Needs::Write),
    ("/handleplaner/{id}/slet", Method::POST, Needs::Approve),
    ("/handleplaner/{id}/gendan", Method::POST, Needs::Approve),
    ("/handleplaner/{id}/historik", Method::GET, Needs::Read),
    ("/handleplaner/{id}/slettet", Method::GET, Needs::Write),
    ("/handleplaner/{id}/eksport.docx", Method::GET, Needs::Read),
    ("/handleplaner/{id}/eksport.csv", Method::GET, Needs::Read),
    ("/handleplaner/{id}/eksport.json", Method::GET, Needs::Read),
    ("/handleplaner/{id}/dele", Method::GET, Needs::Write),
    ("/handleplaner/{id}/dele", Method::POST, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/felt/{field}", Method::GET, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/felt/{field}", Method::POST, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/flyt", Method::POST, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/kopier", Method::POST, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/slet", Method::POST, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/gendan", Method::POST, Needs::Write),
    ("/handleplaner/{id}/dele/{part}/historik", Method::GET, Needs::Read),
    ("/handleplaner/{id}/dele/{part}/opfoelgning", Method::GET, Needs::FollowUp),
    ("/handleplaner/{id}/dele/{part}/opfoelgning", Method::POST, Needs::FollowUp),
    ("/tidsramme", Method::GET, Needs::LogIn),
    ("/import", Method::GET, Needs::WriteSomewhere),
    ("/import", Method::POST, Needs::WriteSomewhere),
    ("/import/{id}", Method::GET, Needs::Write),
    // Whoever presses twice is told that the import is saved already, and not that there is no such page.
    ("/import/{id}", Method::POST, Needs::WriteSomewhere),
    ("/import/{id}/slet", Method::POST, Needs::WriteSomewhere),
    ("/kvalitetsmodel", Method::GET, Needs::LogIn),
    ("/enheder", Method::GET, Needs::Administer),
    ("/enheder", Method::POST, Needs::Administer),
    ("/enheder/{id}", Method::GET, Needs::Administer),
    ("/enheder/{id}", Method::POST, Needs::Administer),
    ("/enheder/{id}/handleplaner.zip", Method::GET, Needs::Read),
    ("/brugere", Method::GET, Needs::Administer),
    ("/brugere", Method::POST, Needs::Administer),
    ("/brugere/ny", Method::GET, Needs::Administer),
    ("/brugere/{id}", Method::GET, Needs::Administer),
    ("/brugere/{id}", Method::POST, Needs::Administer),
    ("/brugere/{id}/adgangssaetning", Method::POST, Needs::Administer),
    ("/om", Method::GET, Needs::Nothing),
    ("/ui", Method::GET, Needs::LogIn),
    ("/sundhed", Method::GET, Needs::Nothing),
];

impl Needs {
    fn is_met_by(self, role: Role, is_at_home: bool) -> bool {
        use domain::role::Ability;
        match self {
            Self::Nothing | Self::LogIn => true,
            Self::Read => is_at_home && role.allows(Ability::Read),
            Self::FollowUp => is_at_home && role.allows(Ability::FollowUp),
            Self::Write => is_at_home && role.allows(Ability::Write),
            Self::WriteSomewhere => role.allows(Ability::Write),
            Self::Approve => is_at_home && role.allows(Ability::Approve),
            Self::Administer => role.allows(Ability::Administer),
        }
    }
}

/// The addresses of one home's things.
struct Home {
    inspection: String,
    finding: String,
    plan: String,
    part: String,
    unit: String,
    user: String,
    waiver: String,
    remark: String,
}

impl Home {
    async fn ternebakken(app: &App) -> Self {
        let plan = app.draft_plan().await;
        let inspection: InspectionId = plan.inspection_id.unwrap();
        let organisation = app.organisation().await;
        let user = organisation.users.iter().find(|user| user.email.starts_with("afdelingsleder@")).unwrap();
        let record = app.accompanied(&plan).await;
        Self {
            inspection: inspection.to_string(),
            finding: plan.blocks[0].finding.id.to_string(),
            plan: plan.id.to_string(),
            part: plan.activities().next().unwrap().2.id.to_string(),
            unit: plan.unit_id.to_string(),
            user: user.id.to_string(),
            waiver: record.waivers[0].id.to_string(),
            remark: record.remarks[0].id.to_string(),
        }
    }

    fn fill(&self, address: &str) -> String {
        let id = match address.split('/').nth(1).unwrap() {
            "tilsyn" => &self.inspection,
            "fund" => &self.finding,
            "handleplaner" => &self.plan,
            "enheder" => &self.unit,
            "brugere" => &self.user,
            // An import belongs to the one who brought it, and nobody here has brought one.
            _ => "01930000-0000-7000-8000-000000000000",
        };
        let filled = address.replace("{id}", id).replace("{part}", &self.part).replace("{field}", "text");
        let filled = filled.replace("{waiver}", &self.waiver).replace("{remark}", &self.remark);
        let filled = filled.replace("{number}", "1").replace("{file}", "0");
        if address.ends_with("/dele") { format!("{filled}?kind=block") } else { filled }
    }
}

async fn ask(browser: &Browser<'_>, method: &Method, address: &str) -> StatusCode {
    let page = if method == Method::GET {
        browser.get(address).await
    } else {
        browser.post(address, &[("kind", "block")]).await
    };
    assert!(!page.status.is_server_error(), "{method} {address}: {}", page.text());
    page.status
}

fn named(method: &Method, path: &str) -> String {
    format!("{method} {path}")
}

#[test]
fn the_table_holds_every_address_with_each_of_its_methods() {
    let known: BTreeSet<String> = TABLE.iter().map(|(path, method, _)| named(method, path)).collect();
    let listed: BTreeSet<String> = web::paths::ALL
        .iter()
        .flat_map(|address| address.methods.iter().map(move |method| named(method, address.path)))
        .collect();
    let missing: Vec<_> = listed.difference(&known).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    let gone: Vec<_> = known.difference(&listed).collect();
    assert!(gone.is_empty(), "no longer an address: {gone:?}");
    assert_eq!(known.len(), TABLE.len(), "the table names something twice");
}

/// The path with something in place of each identity: which methods are answered does not hang on what it is.
fn with_anything(path: &str) -> String {
    path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn the_router_answers_the_methods_listed_and_no_others() {
    let app = App::empty().await;
    let stranger = app.stranger();
    for address in web::paths::ALL {
        let path = with_anything(address.path);
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let is_listed = address.methods.contains(&method);
            let request = stranger.request(method.clone(), &path).body(Body::empty()).unwrap();
            let status = stranger.send(request).await.status;
            assert_eq!(status != StatusCode::METHOD_NOT_ALLOWED, is_listed, "{method} {}: {status}", address.path);
        }
    }
}

#[tokio::test]
async fn a_stranger_is_shown_to_the_log_in() {
    let app = App::demo().await;
    let home = Home::ternebakken(&app).await;
    for (address, method, needs) in TABLE {
        let status = ask(&app.stranger(), method, &home.fill(address)).await;
        match needs {
            // A form without words is refused by what is missing, not by who asks.
            Needs::Nothing => assert!(
                status.is_success() || status.is_redirection() || status == StatusCode::UNPROCESSABLE_ENTITY,
                "{method} {address}: {status}"
            ),
            _ if method == Method::GET => assert_eq!(status, StatusCode::SEE_OTHER, "{address}"),
            _ => assert_eq!(status, StatusCode::UNAUTHORIZED, "{method} {address}"),
        }
    }
}

#[tokio::test]
async fn each_persona_gets_what_the_role_allows_and_nothing_else() {
    let app = App::demo().await;
    let home = Home::ternebakken(&app).await;
    let personas = [
        ("laeser", Role::Reader, true),
        ("medarbejder", Role::Staff, true),
        ("afdelingsleder", Role::DepartmentManager, true),
        ("afdelingsleder-hasselkrogen", Role::DepartmentManager, false),
        ("medarbejder-stenkloeveren", Role::Staff, false),
        ("botilbudsleder", Role::AreaManager, true),
        ("admin", Role::Administrator, true),
    ];
    for (persona, role, is_at_home) in personas {
        for (address, method, needs) in TABLE.iter().filter(|(address, ..)| *address != "/log-ud") {
            // Some addresses end the session: each is asked by a browser whose session still holds.
            let browser = app.log_in_cheaply(persona).await;
            let status = ask(&browser, method, &home.fill(address)).await;
            let is_refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND);
            let is_own_import = address.starts_with("/import/");
            if needs.is_met_by(role, is_at_home) {
                assert!(!is_refused || is_own_import, "{persona} {method} {address}: {status}");
            } else {
                assert!(is_refused, "{persona} {method} {address}: {status}");
                let knows_of_it =
                    is_at_home || !address.contains("{id}") || *needs == Needs::Administer || is_own_import;
                assert!(knows_of_it || status == StatusCode::NOT_FOUND, "{persona} learns of {address}: {status}");
            }
        }
    }
}

#[tokio::test]
async fn lists_hold_only_what_lies_in_ones_units() {
    let app = App::demo().await;
    let browser = app.log_in("afdelingsleder-hasselkrogen").await;
    for address in [
        "/",
        "/?vis=alle",
        "/overblik",
        "/overblik/aktiviteter",
        "/handleplaner",
        "/tilsyn",
        "/handleplaner/ny",
        "/import",
        "/tilsyn/nyt",
    ] {
        let page = browser.get(address).await;
        assert_eq!(page.status, StatusCode::OK);
        for other in ["Ternebakken", "Stenkløveren", "Lærkespor", "Fyrlunden"] {
            assert!(!page.text().contains(other), "{address} tells of {other}");
        }
    }
    assert!(browser.get("/handleplaner").await.text().contains("Hasselkrogen"));
}
