//! States: of activities, plans, findings, wordings and time frames.

use chrono::{Datelike, Days, NaiveDate};
use domain::{
    activity::ActivityStatus,
    finding::{Finding, FindingKind},
    period::{self, Period},
    plan::PlanStatus,
    progress::{Flag, Tally},
    quality_model::Wording,
    reference::References,
};

use super::{
    example::{Example, example},
    sample,
};
use crate::ui::state;

pub(super) fn examples(today: NaiveDate) -> Vec<Example> {
    let mut found = Vec::new();
    found.extend(ActivityStatus::ALL.map(|status| example!(status.label(), state::status(status))));
    found.extend(ActivityStatus::ALL.map(|status| example!(status.label(), state::sign(status))));
    found.extend(PlanStatus::ALL.map(|status| example!(status.label(), state::plan_status(status))));
    found.extend(FindingKind::ALL.map(|kind| example!(kind.label(), state::finding_kind(Some(kind)))));
    found.push(example!("Ukendt art", state::finding_kind(None)));
    found.extend(Flag::ALL.map(|flag| example!(flag.label(), state::flag(flag))));
    let wordings = [Wording::Verified, Wording::Partly, Wording::Unverified];
    found.extend(wordings.map(|wording| example!(wording.label(), state::wording(wording))));
    found.extend(deadlines(today));
    found.extend(readings(today));
    found.push(example!("Med overskredne", state::progress(&sample::tally())));
    found.push(example!("Uden overskredne", state::progress(&Tally { overdue: 0, ..sample::tally() })));
    found
}

fn deadlines(today: NaiveDate) -> Vec<Example> {
    let none = Finding {
        id: sample::id(1),
        version: 1,
        inspection_id: None,
        kind: None,
        text: "Henstilling om bemandingen".into(),
        references: References::default(),
        due_on: None,
        extension_requested_on: None,
        extended_to: None,
    };
    let coming = Finding { due_on: Some(today + Days::new(20)), ..none.clone() };
    let passed = Finding { due_on: Some(today - Days::new(20)), ..none.clone() };
    let asked = Finding { extension_requested_on: Some(today - Days::new(2)), ..coming.clone() };
    let extended = Finding { extended_to: Some(today + Days::new(60)), ..asked.clone() };
    vec![
        example!("Uden frist", state::due(&none, today)),
        example!("Fristen kommer", state::due(&coming, today)),
        example!("Fristen er passeret", state::due(&passed, today)),
        example!("Forlængelse søgt", state::due(&asked, today)),
        example!("Forlænget", state::due(&extended, today)),
    ]
}

fn readings(today: NaiveDate) -> Vec<Example> {
    let begun = ActivityStatus::Started;
    let next_year = today.year() + 1;
    let read = |words: &str| Period::read(words, next_year);
    let passed = Period::read("ultimo januar", today.year() - 1);
    let days = period::Days { start: Some(today), end: Some(today + Days::new(30)) };
    let corrected = read("når haven er klar").set_by_hand(days, next_year);
    vec![
        example!("Intet skrevet", state::reading(&read(""), begun, today)),
        example!("En dag", state::reading(&read("12. marts"), begun, today)),
        example!("Fra dag til dag", state::reading(&read("uge 45"), begun, today)),
        example!("Senest en dag", state::reading(&read("inden udgangen af året"), begun, today)),
        example!("Fra en dag", state::reading(&read("fra august"), begun, today)),
        example!("Hele tiden", state::reading(&read("løbende"), begun, today)),
        example!("Igen og igen", state::reading(&read("4 gange årligt"), begun, today)),
        example!("Ingen dato", state::reading(&read("når haven er klar"), begun, today)),
        example!("Sat i hånden", state::reading(&corrected, begun, today)),
        example!("Overskredet", state::reading(&passed, begun, today)),
        example!("Passeret og gennemført", state::reading(&passed, ActivityStatus::Done, today)),
    ]
}
