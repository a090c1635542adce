//! Bytes of a CSV file as text, and which character parts its cells.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{MAX_TEXT_MB, ReadError};

/// The text of a file in UTF-8, in UTF-16 with BOM, or as older spreadsheets write it.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.len() > MAX_TEXT_MB * 1024 * 1024 {
        return Err(ReadError::TooBig { max_mb: MAX_TEXT_MB });
    }
    let (named, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let bytes = bytes.get(mark..).unwrap_or_default();
    let is_older = named == UTF_8 && std::str::from_utf8(bytes).is_err();
    let encoding = if is_older { WINDOWS_1252 } else { named };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') { Err(ReadError::NotCsv) } else { Ok(text.into_owned()) }
}

/// The character between cells, and the text without the line by which Excel may name it ("sep=;").
pub(super) fn delimiter(text: &str) -> (u8, &str) {
    let first_line = text.lines().next().unwrap_or_default();
    if let Some(named) = first_line.strip_prefix("sep=") {
        let rest = text.get(first_line.len()..).unwrap_or_default().trim_start_matches(['\r', '\n']);
        let delimiter = named.bytes().next().filter(|byte| matches!(byte, b';' | b',' | b'\t' | b'|')).unwrap_or(b';');
        return (delimiter, rest);
    }
    let count = |char| outside_quotes(text).filter(|found| *found == char).count();
    let counted = [';', '\t', ','].map(|char| (count(char), char));
    let best = counted.into_iter().rev().max_by_key(|(count, _)| *count);
    let delimiter = best.and_then(|(_, char)| u8::try_from(char).ok()).unwrap_or(b';');
    (delimiter, text)
}

// The characters of the first record that are not within quotation marks.
fn outside_quotes(text: &str) -> impl Iterator<Item = char> {
    let mut is_quoted = false;
    let record = text.chars().map(move |char| {
        is_quoted ^= char == '"';
        (char, is_quoted)
    });
    let record = record.take_while(|(char, is_quoted)| *is_quoted || *char != '\n');
    record.filter(|(_, is_quoted)| !is_quoted).map(|(char, _)| char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_danish_letters_however_they_are_kept() {
        assert_eq!(decode("\u{feff}Hvornår".as_bytes()).unwrap(), "Hvornår");
        assert_eq!(decode(b"Hvorn\xe5r \x96 \x93M\xe5l\x94").unwrap(), "Hvornår – “Mål”");
        let utf16: Vec<u8> = "\u{feff}Mål 🙂".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap(), "Mål 🙂");
        let utf16: Vec<u8> = "\u{feff}Mål".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&utf16).unwrap(), "Mål");
        assert_eq!(decode(b"\xef\xbb\xbfM\xe5l").unwrap(), "Mål");
        assert_eq!(decode(b"PK\x03\x04\x00\x00"), Err(ReadError::NotCsv));
    }

    #[test]
    fn finds_the_sign_between_cells() {
        assert_eq!(delimiter("Tema;Emne;\"a,b,c,d\"\nx,y,z,w"), (b';', "Tema;Emne;\"a,b,c,d\"\nx,y,z,w"));
        assert_eq!(delimiter("a\tb").0, b'\t');
        assert_eq!(delimiter("a,b").0, b',');
        assert_eq!(delimiter("ord").0, b';');
        assert_eq!(delimiter("sep=,\r\na,b"), (b',', "a,b"));
    }
}
