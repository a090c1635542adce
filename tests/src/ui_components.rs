//! Components: `/ui` shows all of them in all their states, and what each looks like there is kept in
//! `tests/snapshots/components`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use axum::http::StatusCode;
use domain::{
    activity::ActivityStatus, finding::FindingKind, plan::PlanStatus, progress::Flag, quality_model::Wording,
};

use crate::support::{App, Page, html};

const FUNCTIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/web/src/ui");
const SNAPSHOTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/components");

/// A component in one state, as `/ui` shows it.
#[derive(Debug)]
struct Example {
    /// The function with its module: "`state::status`".
    component: String,
    state: String,
    call: String,
    markup: String,
}

async fn page() -> Page {
    let app = App::demo().await;
    let page = app.log_in("laeser").await.get("/ui").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    page
}

fn examples(page: &Page) -> Vec<Example> {
    let example = |element: html::Element<'_>| {
        let component = element.attribute("data-komponent")?;
        let state = element.attribute("data-tilstand").unwrap();
        let call = html::elements(element.inner(), "code")[0].text();
        let markup = without_hashes(html::elements(element.inner(), "div")[0].inner());
        Some(Example { component, state, call, markup })
    };
    html::elements(&page.body, "div").into_iter().filter_map(example).collect()
}

/// Without the hashes in the addresses of files, which change with any file.
fn without_hashes(markup: &str) -> String {
    let mut pieces = markup.split("/assets/");
    let first = pieces.next().unwrap().to_owned();
    pieces.fold(first, |text, piece| format!("{text}/assets/…/{}", piece.split_once('/').unwrap().1))
}

#[tokio::test]
async fn components_look_as_they_did() {
    let mut components = BTreeMap::<String, Vec<String>>::new();
    for Example { component, state, markup, .. } in examples(&page().await) {
        let name = component.replace("::", "_");
        // A tag a line, so that a difference is seen where it is.
        let markup = markup.replace("><", ">\n<");
        components.entry(name).or_default().push(format!("# {state}\n{markup}"));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(SNAPSHOTS);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, looks) in &components {
            insta::assert_snapshot!(name.as_str(), looks.join("\n\n"));
        }
    });
    // What is no longer shown must not stay behind.
    assert_eq!(names_in(SNAPSHOTS, ".snap"), components.into_keys().collect::<BTreeSet<_>>());
}

#[tokio::test]
async fn every_component_and_every_way_to_call_it_is_shown() {
    let examples = examples(&page().await);
    let functions = functions();
    assert!(functions.len() > 35, "only {functions:?}");
    let is_shown = |function: &&String| examples.iter().any(|example| calls(&example.call, function));
    let missing: Vec<&String> = functions.iter().filter(|function| !is_shown(function)).collect();
    assert!(missing.is_empty(), "not on /ui: {missing:?}");
}

#[tokio::test]
async fn every_variant_a_component_takes_is_shown() {
    let examples = examples(&page().await);
    let variants = variants();
    assert!(variants.len() > 8, "only {variants:?}");
    let is_shown = |variant: &&String| examples.iter().any(|example| mentions(&example.call, variant));
    let missing: Vec<&String> = variants.iter().filter(|variant| !is_shown(variant)).collect();
    assert!(missing.is_empty(), "not on /ui: {missing:?}");
}

#[tokio::test]
async fn every_state_is_shown_once() {
    let page = page().await;
    let examples = examples(&page);
    let shown: BTreeSet<(&str, &str)> =
        examples.iter().map(|example| (example.component.as_str(), example.state.as_str())).collect();
    assert_eq!(shown.len(), examples.len(), "two examples have the same name");
    let mut wanted = BTreeSet::new();
    wanted.extend(ActivityStatus::ALL.map(|status| ("state::status", status.label())));
    wanted.extend(ActivityStatus::ALL.map(|status| ("state::sign", status.label())));
    wanted.extend(PlanStatus::ALL.map(|status| ("state::plan_status", status.label())));
    wanted.extend(FindingKind::ALL.map(|kind| ("state::finding_kind", kind.label())));
    wanted.extend(Flag::ALL.map(|flag| ("state::flag", flag.label())));
    let wordings = [Wording::Verified, Wording::Partly, Wording::Unverified];
    wanted.extend(wordings.map(|wording| ("state::wording", wording.label())));
    assert!(wanted.is_subset(&shown), "not on /ui: {:?}", wanted.difference(&shown));
    // What belongs together on the page is joined by identities, so each must be the only one.
    let ids: Vec<&str> = page.body.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
}

/// The public functions of the components, as they are called: "`state::status`" or, of a builder, ".hint". Those that
/// only answer yes or no show nothing.
fn functions() -> Vec<String> {
    let mut found = Vec::new();
    for (name, source) in sources() {
        let module = if name == "mod" { "ui" } else { name.as_str() };
        for line in source.lines().filter(|line| !line.contains("-> bool")) {
            let Some(rest) = line.trim_start().strip_prefix("pub(crate) ") else { continue };
            let Some(rest) = rest.trim_start_matches("const ").strip_prefix("fn ") else { continue };
            let function = rest.split(['(', '<']).next().unwrap();
            found.push(if line.starts_with(' ') { format!(".{function}") } else { format!("{module}::{function}") });
        }
    }
    found
}

/// The variants of the components' own enums, as they stand in a call: "`Alert::Error`".
fn variants() -> Vec<String> {
    let mut found = Vec::new();
    for source in sources().into_values() {
        for declared in source.split("pub(crate) enum ").skip(1) {
            let (name, rest) = declared.split_once(" {").unwrap();
            let lines = rest.split("\n}").next().unwrap().lines().map(str::trim_start);
            let variants = lines.filter(|line| line.starts_with(char::is_uppercase));
            let variants = variants.map(|line| line.split(|letter: char| !is_of_name(letter)).next().unwrap());
            found.extend(variants.map(|variant| format!("{name}::{variant}")));
        }
    }
    found
}

/// The code of the components, by the name of its file.
fn sources() -> BTreeMap<String, String> {
    let read = |name: &String| fs::read_to_string(Path::new(FUNCTIONS).join(format!("{name}.rs"))).unwrap();
    names_in(FUNCTIONS, ".rs").into_iter().map(|name| (name.clone(), read(&name))).collect()
}

/// True where the call contains one of this function.
fn calls(call: &str, function: &str) -> bool {
    has(call, function, |next| next == Some('('))
}

/// True where the call contains this variant.
fn mentions(call: &str, variant: &str) -> bool {
    has(call, variant, |next| !next.is_some_and(is_of_name))
}

/// True where the name, as a whole, stands in the call, whose texts do not count, before such a letter.
fn has(call: &str, name: &str, is_next: fn(Option<char>) -> bool) -> bool {
    let code: String = call.split('"').step_by(2).collect();
    code.match_indices(name).any(|(at, _)| {
        let begins = !code[..at].ends_with(is_of_name);
        (begins || name.starts_with('.')) && is_next(code[at + name.len()..].chars().next())
    })
}

fn is_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The names of the files with this ending in a folder, without it.
fn names_in(folder: &str, ending: &str) -> BTreeSet<String> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    files.filter_map(|file| Some(file.strip_suffix(ending)?.to_owned())).collect()
}

#[test]
fn a_call_is_known_by_the_whole_name_outside_texts() {
    assert!(calls("field::text_field(\"a\", \"b\").errors(faults).required()", ".errors"));
    assert!(calls("field::text_field(\"a\", \"b\")", "field::text_field"));
    assert!(!calls("field::text_field(\"link::plan(x)\")", "link::plan"));
    assert!(!calls("field::select_with(\"a\")", "field::select") && !calls("a_link::plan(x)", "link::plan"));
    assert!(!calls("link::plan_state(head)", "link::plan"));
    assert!(mentions("ui::alert(Alert::Error, \"\")", "Alert::Error"));
    assert!(!mentions("ui::alert(Alert::Errors, \"Alert::Error\")", "Alert::Error"));
}
