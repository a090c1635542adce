//! Every format says the same: all that is in the plan, and nothing that is not.

use domain::{
    activity::ActivityStatus,
    draft::{FindingDraft, IssueDraft, PlanDraft},
    template::PlanTemplate,
};
use lopdf::Document as Pdf;
use proptest::prelude::*;

use super::{round_trip::draft, sample};
use crate::{Document, Format, PrintInput, Stop};

/// What a person wrote, line by line.
fn pieces(draft: &PlanDraft) -> Vec<String> {
    let lines = draft.texts().flat_map(|text| text.words.lines()).map(bare);
    lines.filter(|line| !line.is_empty()).collect()
}

/// Words without what a line break may add or take away.
fn bare(words: &str) -> String {
    words
        .chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, '-' | '\u{ad}' | '\u{200b}' | '\u{2066}' | '\u{2069}'))
        .collect()
}

fn pdf_text(bytes: &[u8]) -> String {
    let pdf = Pdf::load_mem(bytes).unwrap();
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    pdf.extract_text(&pages).unwrap()
}

/// The text of a file's parts, without its markup.
fn xml_text(file: &[u8], names: &[&str]) -> String {
    let mut text = String::new();
    for name in names {
        let xml = sample::part(file, name);
        let mut is_markup = false;
        for char in xml.chars() {
            match char {
                '<' => is_markup = true,
                '>' => is_markup = false,
                _ if !is_markup => text.push(char),
                _ => {}
            }
        }
    }
    ["&lt;<", "&gt;>", "&quot;\"", "&#39;'", "&apos;'", "&amp;&"]
        .iter()
        .fold(text, |text, pair| text.replace(&pair[..pair.len() - 1], &pair[pair.len() - 1..]))
}

fn all(draft: &PlanDraft, template: &PlanTemplate) -> [(Format, String); 4] {
    let plan = sample::plan_of(draft);
    let input = PrintInput { with_questions: false, ..sample::print_input(&plan, template) };
    [Format::Docx, Format::Pdf, Format::Xlsx, Format::Csv].map(|format| {
        let file = Document::Plan.write(format, &input, &Stop::default()).unwrap();
        let text = match format {
            Format::Docx => xml_text(&file, &["word/document.xml"]),
            Format::Xlsx => xml_text(&file, &["xl/sharedStrings.xml"]),
            Format::Pdf => pdf_text(&file),
            _ => String::from_utf8(file).unwrap().replace("\"\"", "\""),
        };
        (format, bare(&text))
    })
}

/// What of a plan is in none of its files, and in which.
fn missing(draft: &PlanDraft, template: &PlanTemplate) -> Option<String> {
    // CSV is the table alone.
    let outside = [&draft.title, &draft.introduction, &draft.closing];
    let outside: Vec<String> = outside.iter().flat_map(|words| words.lines().map(bare)).collect();
    all(draft, template).into_iter().find_map(|(format, text)| {
        let is_there = |piece: &String| match format {
            Format::Pdf => text.contains(&piece.replace('🙂', "[U+1F642]")),
            Format::Csv => text.contains(piece) || outside.contains(piece),
            _ => text.contains(piece),
        };
        let piece = pieces(draft).into_iter().find(|piece| !is_there(piece))?;
        Some(format!("{piece} is not in {format:?}: {text}"))
    })
}

proptest! {
    // A PDF takes its time without optimisation; the other properties have the usual number of cases.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_of_the_plan_is_missing(draft in draft()) {
        prop_assert_eq!(missing(&draft, &sample::template()), None);
    }
}

#[test]
fn nothing_of_columns_nobody_has_seen_is_missing() {
    assert_eq!(missing(&PlanDraft::from(&sample::other_plan()), &sample::other_template()), None);
}

#[test]
fn nothing_stands_in_word_and_pdf_that_is_not_in_the_plan() {
    let frame = "Bostedet<X>·Kladde·arbejdsudgave1·udskrevet12.marts2026";
    let plans = [(sample::plan(), sample::template()), (sample::other_plan(), sample::other_template())];
    for (plan, template) in plans {
        let draft = PlanDraft::from(&plan);
        for (format, mut text) in all(&draft, &template).into_iter().take(2) {
            let mut known = pieces(&draft);
            known.extend(template.columns.iter().map(|column| bare(&column.name)));
            known.extend([bare(frame), bare("Bostedet <X>"), "Side1af1".to_owned()]);
            // The longest first, so that no piece takes a part of another.
            known.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
            for piece in &known {
                text = text.replacen(piece, "", if piece == "Mål" { 1 } else { usize::MAX });
            }
            assert_eq!(text, "", "{format:?} of {}", template.name);
        }
    }
}

/// A plan of one finding, one issue and three short activities.
fn short() -> PlanDraft {
    let lines = ["Et", "To", "Tre"].map(|what| sample::activity(what, "", "", ActivityStatus::NotStarted)).into();
    let issue = IssueDraft { text: "Emne".into(), lines, ..IssueDraft::default() };
    let finding = FindingDraft { text: "Fund".into(), ..FindingDraft::default() };
    PlanDraft { title: "Plan".into(), blocks: vec![sample::block(finding, vec![issue])], ..PlanDraft::default() }
}

#[test]
fn a_text_higher_than_a_page_is_printed_to_its_end_in_every_cell() {
    let words: String = (0..1_400).map(|number| format!("ord{number}")).collect::<Vec<_>>().join(" ");
    let lines: String = (0..120).map(|number| format!("linje{number}")).collect::<Vec<_>>().join("\n");
    for long in [words.as_str(), lines.as_str()] {
        for place in 0..6 {
            let mut draft = short();
            let block = &mut draft.blocks[0];
            let issue = &mut block.issues[0];
            match place {
                0 => block.finding.text = long.into(),
                1 => issue.text = long.into(),
                2 => issue.statements.extend(sample::key("goal"), [long, "Mål"]),
                3 => issue.statements.extend(sample::key("effect"), ["Effekt", long]),
                4 => {
                    let goals = (0..14).map(|number| format!("Mål {number} {}", "ord ".repeat(130)));
                    issue.statements.extend(sample::key("goal"), goals);
                }
                _ => issue.lines[1].activity_mut().unwrap().what = long.into(),
            }
            let text =
                all(&draft, &sample::template()).into_iter().find(|(format, _)| *format == Format::Pdf).unwrap().1;
            for piece in
                pieces(&draft).iter().flat_map(|piece| piece.split_inclusive(|letter: char| letter.is_ascii_digit()))
            {
                assert!(text.contains(piece), "{piece} of place {place}");
            }
            assert!(text.contains("Tre"), "the last activity, place {place}");
            assert_eq!(text.matches("ord").count(), long_count(&draft), "place {place}");
        }
    }
}

fn long_count(draft: &PlanDraft) -> usize {
    pieces(draft).iter().map(|piece| piece.matches("ord").count()).sum::<usize>()
}
