//! Finds civil registration numbers (*CPR-numre*), which a plan must never hold.
//!
//! They are written in many ways: Word puts long dashes and hard spaces in, people put dots in the date.
//! What is found is a valid date and four digits after it; a year or a telephone number is let pass.

use chrono::NaiveDate;

/// The most characters between the date and the serial number.
const MAX_BETWEEN: usize = 3;
/// Replacement numbers (*erstatnings-CPR-numre*) have a day so much higher.
const REPLACEMENT_DAYS: u32 = 60;

/// The first run in `text` that reads as a CPR number.
pub fn find(text: &str) -> Option<&str> {
    let chars: Vec<PlainChar> = text.char_indices().filter_map(PlainChar::of).collect();
    (0..chars.len()).filter(|&at| at == 0 || chars[at - 1].digit().is_none()).find_map(|at| {
        let length = length(&chars[at..])?;
        let last = &chars[at + length - 1];
        text.get(chars[at].start..last.end)
    })
}

/// A character that counts, as what it stands for.
#[derive(Debug, Clone, Copy)]
struct PlainChar {
    plain: char,
    start: usize,
    end: usize,
}

impl PlainChar {
    /// The character; none for one that nobody sees.
    fn of((start, char): (usize, char)) -> Option<Self> {
        let plain = match char {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
                return None;
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
            '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(char) - 0xff10, 10)?,
            _ if char.is_whitespace() => ' ',
            _ => char,
        };
        Some(Self { plain, start, end: start + char.len_utf8() })
    }

    fn digit(self) -> Option<u32> {
        self.plain.to_digit(10)
    }
}

/// How many characters the number takes that begins here.
fn length(chars: &[PlainChar]) -> Option<usize> {
    let parting = chars.get(2).map(|char| char.plain).filter(|char| matches!(char, '-' | '.' | '/' | ' '));
    let step = if parting.is_some() { 3 } else { 2 };
    if parting.is_some() && chars.get(5).map(|char| char.plain) != parting {
        return None;
    }
    let (day, month) = (number(chars, 0, 2)?, number(chars, step, 2)?);
    [2, 4].into_iter().find_map(|year_digits| {
        let year = number(chars, 2 * step, year_digits)?;
        let date_end = 2 * step + year_digits;
        let between = chars[date_end..].iter().take_while(|char| matches!(char.plain, '-' | ' ' | '/')).count();
        let serial = number(chars, date_end + between, 4)?;
        let end = date_end + between + 4;
        let is_whole = between <= MAX_BETWEEN && chars.get(end).is_none_or(|char| char.digit().is_none());
        let is_parted = chars[date_end..date_end + between].iter().any(|char| char.plain != ' ');
        let is_likely = match parting {
            None => year_digits == 2 || is_parted,
            // A date in figures may be followed by a year, a time or an amount.
            Some(' ') => between > 0,
            Some(_) => is_parted && !(1900..2100).contains(&serial),
        };
        (is_whole && is_likely && is_date(day, month, year, year_digits, parting.is_none())).then_some(end)
    })
}

/// The century stands in the serial number; a date valid in either century counts.
fn is_date(day: u32, month: u32, year: u32, year_digits: usize, may_replace: bool) -> bool {
    let day = if may_replace && day > REPLACEMENT_DAYS { day - REPLACEMENT_DAYS } else { day };
    let centuries: &[u32] = if year_digits == 4 { &[0] } else { &[1900, 2000] };
    let is_century = year_digits == 2 || (1850..2100).contains(&year);
    let is_valid = |century: &u32| {
        i32::try_from(century + year).is_ok_and(|year| NaiveDate::from_ymd_opt(year, month, day).is_some())
    };
    is_century && centuries.iter().any(is_valid)
}

fn number(chars: &[PlainChar], start: usize, count: usize) -> Option<u32> {
    let run = chars.get(start..start + count)?;
    run.iter().try_fold(0, |value, char| char.digit().map(|digit| value * 10 + digit))
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
    fn finds_a_number_however_it_is_written() {
        for text in [
            "010190–1234",
            "010190 - 1234",
            "010190\u{a0}1234",
            "010190\u{2011}1234",
            "010190  1234",
            "010190\n1234",
            "0101\u{200b}90-1\u{2060}234",
            "01 01 90 1234",
            "01.01.90-1234",
            "01-01-90-1234",
            "010190/1234",
            "01011990-1234",
            "０１０１９０-１２３４",
            "610190-1234",
        ] {
            assert_eq!(find(&format!("æ {text}, ø")), Some(text));
        }
    }

    #[test]
    fn lets_other_numbers_pass() {
        for text in [
            "sag 320190-1234",
            "tlf. 8712 3456",
            "tlf. 20 10 12 34",
            "29-34-00-01-90-1234567",
            "2021-2022",
            "æ0101",
            "20260312-12345",
            "01.01.2026-31.12.2026",
            "01.01.26 - 2027",
            "01-01-2026 - 2028",
            "betalt 01-10-2026 1200 kr.",
            "12-03-2026 1030",
            "EAN 5798001234567",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
