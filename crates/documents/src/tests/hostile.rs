//! Broken and hostile files are refused or read, never a panic.

use proptest::prelude::*;

use super::sample;
use crate::{Context, Format, Import, ReadError};

fn read(format: Format, bytes: &[u8]) -> Result<Import, ReadError> {
    let (model, template) = (sample::model(), sample::template());
    format.read(bytes, &Context { model: &model, template: &template })
}

fn written(format: Format) -> Vec<u8> {
    let (plan, template) = (sample::plan(), sample::template());
    crate::Document::Plan.write(format, &sample::sheet(&plan, &template)).unwrap()
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
    fn bytes_changed_or_cut_off(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4), cut in any::<prop::sample::Index>(), is_cut in any::<bool>()) {
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
    fn markup_taken_out_or_doubled(from in any::<prop::sample::Index>(), length in 1usize..300, is_doubled in any::<bool>()) {
        let xml = sample::part(&written(Format::Docx), "word/document.xml");
        let signs: Vec<char> = xml.chars().collect();
        let start = from.index(signs.len());
        let end = (start + length).min(signs.len());
        let middle = if is_doubled { [&signs[start..end], &signs[start..end]].concat() } else { Vec::new() };
        let changed: String = [&signs[..start], &middle, &signs[end..]].concat().into_iter().collect();
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

#[test]
fn every_refusal_is_a_sentence() {
    let refusals = [
        ReadError::TooBig { max_mb: 20 },
        ReadError::TooManyRows,
        ReadError::Csv { line: 3 },
        ReadError::UnknownVersion { version: 2 },
        ReadError::OldOrLocked,
    ];
    for refusal in refusals {
        let sentence = refusal.to_string();
        assert!(sentence.ends_with('.') && !sentence.contains(['{', '}']), "{sentence}");
    }
}
