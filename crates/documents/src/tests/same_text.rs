//! Every format says the same: all that is in the plan, and nothing that is not.

use domain::draft::{ActivityDraft, BlockDraft, IssueDraft, LineDraft, PlanDraft};
use lopdf::Document as Pdf;
use proptest::prelude::*;

use super::{round_trip::draft, sample};
use crate::{Document, Format, PrintInput, Stop};

/// What a person wrote, piece by piece, as the table has it.
fn pieces(draft: &PlanDraft) -> Vec<String> {
    let mut pieces = vec![draft.title.clone()];
    for block in &draft.blocks {
        pieces.extend([block.reference_text.clone(), block.text.clone()]);
        for issue in &block.issues {
            pieces.push(issue.text.clone());
            pieces.extend(issue.goals.iter().chain(&issue.monitoring).chain(&issue.effects).cloned());
            for line in &issue.lines {
                match line {
                    LineDraft::Activity(activity) => {
                        pieces.extend([&activity.what, &activity.period_text, &activity.owner_text].map(Clone::clone));
                    }
                    LineDraft::Period { period_text, .. } => pieces.push(period_text.clone()),
                    LineDraft::Owner { owner_text } => pieces.push(owner_text.clone()),
                }
            }
        }
    }
    pieces.extend([draft.introduction.clone(), draft.closing.clone()]);
    pieces
        .iter()
        .flat_map(|piece| piece.lines().map(bare).collect::<Vec<_>>())
        .filter(|line| !line.is_empty())
        .collect()
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

fn all(draft: &PlanDraft) -> [(Format, String); 4] {
    let (plan, template) = (sample::plan_of(draft), sample::template());
    let input = PrintInput { with_questions: false, ..sample::print_input(&plan, &template) };
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

proptest! {
    // A PDF takes its time without optimisation; the other properties have the usual number of cases.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_of_the_plan_is_missing(draft in draft()) {
        for (format, text) in all(&draft) {
            // CSV is the table alone.
            let is_table = format == Format::Csv;
            let outside = [&draft.title, &draft.introduction, &draft.closing];
            let outside: Vec<String> = outside.iter().flat_map(|words| words.lines().map(bare)).collect();
            for piece in pieces(&draft) {
                let printed = if format == Format::Pdf { piece.replace('🙂', "[U+1F642]") } else { piece.clone() };
                prop_assert!(
                    text.contains(&printed) || is_table && outside.contains(&piece),
                    "{printed} is not in {format:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn nothing_stands_in_word_and_pdf_that_is_not_in_the_plan() {
    let plan = sample::plan();
    let draft = PlanDraft::from(&plan);
    let frame = "Bostedet<X>·Kladde·arbejdsudgave1·udskrevet12.marts2026";
    for (format, mut text) in all(&draft).into_iter().take(2) {
        let mut known = pieces(&draft);
        known.extend(sample::template().columns.iter().map(|column| bare(&column.name)));
        known.extend([bare(frame), bare("Bostedet <X>"), "Side1af1".to_owned()]);
        // The longest first, so that no piece takes a part of another.
        known.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
        for piece in &known {
            text = text.replacen(piece, "", if piece == "Mål" { 1 } else { usize::MAX });
        }
        assert_eq!(text, "", "{format:?}");
    }
}

/// A plan of one finding, one issue and three short activities.
fn short() -> PlanDraft {
    let activity = |what: &str| LineDraft::Activity(ActivityDraft { what: what.into(), ..ActivityDraft::default() });
    let issue =
        IssueDraft { text: "Emne".into(), lines: ["Et", "To", "Tre"].map(activity).into(), ..IssueDraft::default() };
    let block = BlockDraft { text: "Fund".into(), issues: vec![issue], ..BlockDraft::default() };
    PlanDraft { title: "Plan".into(), blocks: vec![block], ..PlanDraft::default() }
}

#[test]
fn a_text_higher_than_a_page_is_printed_to_its_end_in_every_cell() {
    let words: String = (0..1_400).map(|number| format!("ord{number}")).collect::<Vec<_>>().join(" ");
    let lines: String = (0..120).map(|number| format!("linje{number}")).collect::<Vec<_>>().join("\n");
    for long in [words.as_str(), lines.as_str()] {
        for place in 0..6 {
            let mut draft = short();
            let block = &mut draft.blocks[0];
            match place {
                0 => block.text = long.into(),
                1 => block.issues[0].text = long.into(),
                2 => block.issues[0].goals = vec![long.into(), "Mål".into()],
                3 => block.issues[0].effects = vec!["Effekt".into(), long.into()],
                4 => {
                    block.issues[0].goals =
                        (0..14).map(|number| format!("Mål {number} {}", "ord ".repeat(130))).collect();
                }
                _ => {
                    if let LineDraft::Activity(activity) = &mut block.issues[0].lines[1] {
                        activity.what = long.into();
                    }
                }
            }
            let text = all(&draft).into_iter().find(|(format, _)| *format == Format::Pdf).unwrap().1;
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
