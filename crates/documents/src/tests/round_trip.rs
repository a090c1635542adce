//! What is written comes back the same, whatever is in it.

use chrono::NaiveDate;
use domain::{
    activity::ActivityStatus,
    draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft},
    period::Reading,
    text,
};
use proptest::prelude::*;

use super::sample;
use crate::{Document, Format, Import, ReadContext, Stop};

fn again(draft: &PlanDraft, format: Format, with_questions: bool) -> Import {
    let (plan, model, template) = (sample::plan_of(draft), sample::model(), sample::template());
    let input = crate::PrintInput { with_questions, ..sample::print_input(&plan, &template) };
    let bytes = Document::Plan.write(format, &input, &Stop::default()).unwrap();
    format.read(&bytes, &ReadContext { model: &model, template: &template }).unwrap()
}

fn some_text() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        "[a-zæøåA-ZÆØÅ0-9 &<>\"'=+@;,.:…–/()\\-🙂\\n\\t]{1,40}",
        prop::sample::select(vec![
            "=1+1", "'", "''=", "-", "• a", "a;b\"c", "]]>", "</w:t>", "Tema", "Emne", "&amp;", "\u{a0}x", "2022"
        ])
        .prop_map(str::to_owned),
    ];
    words.prop_map(|words| text::tidy(&words)).prop_map(|text| if text.is_empty() { "x".to_owned() } else { text })
}

fn maybe_text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), some_text()]
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(some_text(), 0..3)
}

fn correction() -> impl Strategy<Value = Option<Reading>> {
    prop::option::of((1u32..28).prop_map(|day| Reading::from_days(None, NaiveDate::from_ymd_opt(2026, 2, day))))
}

fn line() -> impl Strategy<Value = LineDraft> {
    let status = prop::sample::select(ActivityStatus::ALL.to_vec());
    let activity = (some_text(), maybe_text(), correction(), maybe_text(), status);
    let activity = activity.prop_map(|(what, period_text, corrected, owner_text, status)| {
        LineDraft::Activity(ActivityDraft { what, period_text, corrected, owner_text, status, follow_ups: vec![] })
    });
    let period =
        (some_text(), correction()).prop_map(|(period_text, corrected)| LineDraft::Period { period_text, corrected });
    prop_oneof![3 => activity, 1 => period, 1 => some_text().prop_map(|owner_text| LineDraft::Owner { owner_text })]
}

fn issue() -> impl Strategy<Value = IssueDraft> {
    (maybe_text(), texts(), prop::collection::vec(line(), 0..4), texts(), texts())
        .prop_map(|(text, goals, lines, monitoring, effects)| IssueDraft { text, goals, lines, monitoring, effects })
}

fn block() -> impl Strategy<Value = BlockDraft> {
    (maybe_text(), maybe_text(), prop::collection::vec(issue(), 0..4))
        .prop_map(|(reference_text, text, issues)| BlockDraft { reference_text, text, issues, ..BlockDraft::default() })
}

pub(super) fn draft() -> impl Strategy<Value = PlanDraft> {
    (some_text(), maybe_text(), maybe_text(), prop::collection::vec(block(), 0..4)).prop_map(
        |(title, introduction, closing, blocks)| PlanDraft {
            title: text::one_line(&title),
            year: Some(2026),
            introduction,
            closing,
            blocks,
        },
    )
}

proptest! {
    #[test]
    fn word_brings_back_the_plan(draft in draft(), with_questions in any::<bool>()) {
        let import = again(&draft, Format::Docx, with_questions);
        prop_assert_eq!(&import.draft.title, &draft.title);
        prop_assert_eq!(&import.draft.introduction, &draft.introduction);
        prop_assert_eq!(&import.draft.closing, &draft.closing);
        prop_assert_eq!(sample::without_status(import.draft.blocks), sample::without_status(draft.blocks));
        prop_assert!(import.notes.is_empty());
    }

    #[test]
    fn csv_brings_back_the_table(draft in draft()) {
        let import = again(&draft, Format::Csv, false);
        prop_assert_eq!(sample::comparable(import.draft.blocks), sample::comparable(draft.blocks));
        prop_assert!(import.notes.is_empty());
    }

    #[test]
    fn excel_brings_back_the_plan(draft in draft()) {
        let import = again(&draft, Format::Xlsx, false);
        prop_assert_eq!(&import.draft.title, &draft.title);
        prop_assert_eq!(&import.draft.introduction, &draft.introduction);
        prop_assert_eq!(&import.draft.closing, &draft.closing);
        prop_assert_eq!(sample::comparable(import.draft.blocks), sample::comparable(draft.blocks));
    }

    #[test]
    fn json_brings_back_everything(draft in draft()) {
        prop_assert_eq!(again(&draft, Format::Json, false).draft, draft);
    }
}
