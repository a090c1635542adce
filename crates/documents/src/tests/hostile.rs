//! Broken and hostile files are refused or read, never a panic.

use domain::draft::TooLarge;
use proptest::prelude::*;

use super::sample;
use crate::{Format, Import, ReadContext, ReadError, Stop};

fn read(format: Format, bytes: &[u8]) -> Result<Import, ReadError> {
    let (model, template) = (sample::model(), sample::template());
    format.read(bytes, &ReadContext { model: &model, template: &template })
}

fn written(format: Format) -> Vec<u8> {
    let (plan, template) = (sample::plan(), sample::template());
    crate::Document::Plan.write(format, &sample::print_input(&plan, &template), &Stop::default()).unwrap()
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
            let _ = read(format, &bytes);
        }
        let _ = read(Format::Docx, &[b"PK\x03\x04".as_slice(), &bytes].concat());
    }

    #[test]
    fn bytes_changed_or_cut_off(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
            let mut bytes = written(format);
            for (at, byte) in &changes {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            if is_cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            let _ = read(format, &bytes);
        }
    }

    #[test]
    fn markup_taken_out_or_doubled(
        from in any::<prop::sample::Index>(),
        length in 1usize..300,
        is_doubled in any::<bool>(),
    ) {
        let xml = sample::part(&written(Format::Docx), "word/document.xml");
        let chars: Vec<char> = xml.chars().collect();
        let start = from.index(chars.len());
        let end = (start + length).min(chars.len());
        let middle = if is_doubled { [&chars[start..end], &chars[start..end]].concat() } else { Vec::new() };
        let changed: String = [&chars[..start], &middle, &chars[end..]].concat().into_iter().collect();
        let _ = read(Format::Docx, &sample::zip(&[("word/document.xml", &changed)]));
    }
}

#[test]
fn an_empty_file_is_refused() {
    for format in Format::ALL.into_iter().filter(|format| format.is_read()) {
        assert_eq!(read(format, b""), Err(ReadError::Empty));
    }
}

#[test]
fn elements_without_end_or_bottom_are_refused() {
    let deep = "<w:sdt>".repeat(10_000);
    assert_eq!(read(Format::Docx, &sample::docx(&deep)), Err(ReadError::TooDeep));
    let bomb = sample::zip(&[(
        "word/document.xml",
        "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document>&b;</w:document>",
    )]);
    assert_eq!(read(Format::Docx, &bomb), Err(ReadError::Broken));
}

/// A Word file with one row below its headings, and this within the cell *Hvad*.
fn docx_with(cell: &str) -> Vec<u8> {
    let plain = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: [String; 3]| format!("<w:tr>{}</w:tr>", cells.concat());
    let headings = row(["Emne", "Hvad", "Hvem"].map(plain));
    let below = row([plain("Kultur"), format!("<w:tc>{cell}</w:tc>"), plain("Ledelse")]);
    sample::docx(&format!("<w:tbl>{headings}{below}</w:tbl>"))
}

#[test]
fn what_counts_in_a_word_file_is_what_is_made_of_it() {
    let paragraphs = |count: usize| docx_with(&"<w:p><w:r><w:t>Kursus</w:t></w:r></w:p>".repeat(count));
    let lines =
        |count: usize| docx_with(&format!("<w:p><w:r>{}</w:r></w:p>", "<w:t>Kursus</w:t><w:br/>".repeat(count)));
    for made in [paragraphs(4_000), lines(4_000)] {
        assert_eq!(read(Format::Docx, &made).unwrap().draft.activity_count(), 4_000);
    }
    for made in [paragraphs(6_000), lines(6_000), lines(400_000), docx_with(&"<w:p/>".repeat(400_000))] {
        assert_eq!(read(Format::Docx, &made), Err(ReadError::TooLarge(TooLarge::Parts)));
    }
    let words = docx_with(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "x".repeat(1_000_001)));
    assert_eq!(read(Format::Docx, &words), Err(ReadError::TooLarge(TooLarge::Chars)));
}

#[test]
fn a_draft_around_a_small_table_is_no_larger_than_a_plan() {
    let long = "x".repeat(1_000_001);
    let json = format!(r#"{{"format":"handleplan","version":1,"plan":{{"closing":"{long}"}}}}"#);
    assert_eq!(read(Format::Json, json.as_bytes()), Err(ReadError::TooLarge(TooLarge::Chars)));
}

#[test]
fn every_refusal_is_a_sentence() {
    let refusals = [
        ReadError::TooBig { max_mb: 20 },
        ReadError::TooManyRows,
        ReadError::TooLarge(TooLarge::Parts),
        ReadError::OpenQuote { line: 3 },
        ReadError::Csv { line: 3 },
        ReadError::UnknownVersion { version: 2 },
        ReadError::OldOrLocked,
    ];
    for refusal in refusals {
        let sentence = refusal.to_string();
        assert!(sentence.ends_with('.') && !sentence.contains(['{', '}']), "{sentence}");
    }
}
