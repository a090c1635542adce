//! Finds civil registration numbers (*CPR-numre*), which a plan must never hold.

use chrono::NaiveDate;

/// The first run in `text` that reads as a CPR number: six digits that are a valid date, an
/// optional hyphen or space, four digits, and no digit on either side.
pub fn find(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    (0..bytes.len()).find_map(|start| {
        let end = number_end(bytes, start)?;
        let digit_before = start > 0 && bytes[start - 1].is_ascii_digit();
        let digit_after = bytes.get(end).is_some_and(u8::is_ascii_digit);
        (!digit_before && !digit_after).then(|| &text[start..end])
    })
}

fn number_end(bytes: &[u8], start: usize) -> Option<usize> {
    let date = digits(bytes, start, 6)?;
    let mut serial_start = start + 6;
    if matches!(bytes.get(serial_start), Some(b'-' | b' ')) {
        serial_start += 1;
    }
    digits(bytes, serial_start, 4)?;
    let (day, month, year) = (date / 10_000, date / 100 % 100, date % 100);
    // The century stands in the serial number; a date valid in either century counts.
    let is_date = [1900, 2000]
        .iter()
        .any(|century| i32::try_from(year).is_ok_and(|y| NaiveDate::from_ymd_opt(century + y, month, day).is_some()));
    is_date.then_some(serial_start + 4)
}

fn digits(bytes: &[u8], start: usize, count: usize) -> Option<u32> {
    let run = bytes.get(start..start + count)?;
    run.iter().try_fold(0, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_number_with_and_without_hyphen() {
        assert_eq!(find("borger 010190-1234 og"), Some("010190-1234"));
        assert_eq!(find("2902001234"), Some("2902001234"));
    }

    #[test]
    fn lets_other_numbers_pass() {
        for text in
            ["sag 320190-1234", "tlf. 8712 3456", "29-34-00-01-90-1234567", "2021-2022", "æ0101", "20260312-12345"]
        {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
