//! What is written comes back the same, whatever is in it.

use chrono::NaiveDate;
use domain::{
    activity::ActivityStatus,
    draft::{ActivityDraft, BlockDraft, Draft, FindingDraft, IssueDraft, LineDraft, PeriodDraft, PlanDraft},
    period::Reading,
    plan::Statements,
    template::{ColumnKey, PlanTemplate},
    text,
};
use proptest::prelude::*;

use super::sample;
use crate::{Document, Format, Import, ReadContext, Stop};

/// The kind of plan a draft is of.
fn template_of(draft: &PlanDraft) -> PlanTemplate {
    let known = [sample::template(), sample::other_template()];
    known.into_iter().find(|template| draft.template_id.as_ref() == Some(&template.id)).unwrap()
}

fn again(draft: &PlanDraft, format: Format, with_questions: bool) -> Import {
    let (plan, model, template) = (sample::plan_of(draft), sample::model(), template_of(draft));
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
    let period = |(text, corrected): (String, Option<Reading>)| PeriodDraft { text, corrected };
    let activity = (some_text(), (maybe_text(), correction()).prop_map(period), maybe_text(), status);
    let activity = activity.prop_map(|(what, period, owner_text, status)| {
        LineDraft::Activity(ActivityDraft { what, period, owner_text, status, ..ActivityDraft::default() })
    });
    let loose_period = (some_text(), correction()).prop_map(period).prop_map(LineDraft::loose_period);
    prop_oneof![3 => activity, 1 => loose_period, 1 => some_text().prop_map(LineDraft::loose_owner)]
}

/// Statements of these columns.
fn statements(keys: &[ColumnKey]) -> impl Strategy<Value = Statements<Draft>> + use<> {
    let lists: Vec<_> = keys.iter().map(|key| (Just(*key), texts())).collect();
    lists.prop_map(|lists| {
        let mut statements = Statements::<Draft>::default();
        for (key, texts) in lists {
            statements.extend(key, texts);
        }
        statements
    })
}

fn issue(keys: &[ColumnKey]) -> impl Strategy<Value = IssueDraft> + use<> {
    (maybe_text(), statements(keys), prop::collection::vec(line(), 0..4))
        .prop_map(|(text, statements, lines)| IssueDraft { text, statements, lines, ..IssueDraft::default() })
}

fn block(keys: &[ColumnKey]) -> impl Strategy<Value = BlockDraft> + use<> {
    (maybe_text(), maybe_text(), prop::collection::vec(issue(keys), 0..4)).prop_map(|(reference_text, text, issues)| {
        sample::block(FindingDraft { reference_text, text, ..FindingDraft::default() }, issues)
    })
}

fn draft_of(template: &PlanTemplate) -> impl Strategy<Value = PlanDraft> + use<> {
    let keys: Vec<ColumnKey> = template.statement_columns().map(|(key, _)| key).collect();
    let template_id = Some(template.id.clone());
    (some_text(), maybe_text(), maybe_text(), prop::collection::vec(block(&keys), 0..4)).prop_map(
        move |(title, introduction, closing, blocks)| PlanDraft {
            template_id: template_id.clone(),
            title: text::one_line(&title),
            year: Some(2026),
            introduction,
            closing,
            blocks,
        },
    )
}

/// A plan of the first kind.
pub(super) fn draft() -> impl Strategy<Value = PlanDraft> {
    draft_of(&sample::template())
}

/// A plan of either kind.
fn any_draft() -> impl Strategy<Value = PlanDraft> {
    prop_oneof![2 => draft(), 1 => draft_of(&sample::other_template())]
}

proptest! {
    #[test]
    fn word_brings_back_the_plan(draft in any_draft(), with_questions in any::<bool>()) {
        let import = again(&draft, Format::Docx, with_questions);
        prop_assert_eq!(&import.draft.title, &draft.title);
        prop_assert_eq!(&import.draft.introduction, &draft.introduction);
        prop_assert_eq!(&import.draft.closing, &draft.closing);
        prop_assert_eq!(sample::without_status(import.draft.blocks), sample::without_status(draft.blocks));
        prop_assert!(import.notes.is_empty());
    }

    #[test]
    fn csv_brings_back_the_table(draft in any_draft()) {
        let import = again(&draft, Format::Csv, false);
        prop_assert_eq!(sample::comparable(import.draft.blocks), sample::comparable(draft.blocks));
        prop_assert!(import.notes.is_empty());
    }

    #[test]
    fn excel_brings_back_the_plan(draft in any_draft()) {
        let import = again(&draft, Format::Xlsx, false);
        prop_assert_eq!(&import.draft.title, &draft.title);
        prop_assert_eq!(&import.draft.introduction, &draft.introduction);
        prop_assert_eq!(&import.draft.closing, &draft.closing);
        prop_assert_eq!(sample::comparable(import.draft.blocks), sample::comparable(draft.blocks));
    }

    #[test]
    fn json_brings_back_everything(draft in any_draft()) {
        prop_assert_eq!(again(&draft, Format::Json, false).draft, draft);
    }
}
