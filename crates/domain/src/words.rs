//! Text cut into words, numbers and marks: the one way in which every rule takes apart what people write.
//!
//! The cut is as fine as any reader needs, and each joins what it takes as one: "9.b" is a number, a mark and a word,
//! "1.-3." two numbers and three marks, "KRAP-forløb" two words and a mark. Unicode's own word boundaries do not serve:
//! they part "9.b" but leave "12.03.2026" and "m.v" whole.

use std::ops::Range;

/// What a [`Word`] is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// The digits 0 to 9.
    Number,
    /// One sign of any other sort.
    Mark,
}

/// A word, a number or a mark, where it stands in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// What it is made of.
    pub kind: Kind,
    /// The white space before it.
    pub space: &'a str,
    /// As it is written.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
}

/// The words, numbers and marks of `text` in order: all of it but the white space.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut end = 0;
    std::iter::from_fn(move || {
        let rest = &text[end..];
        let written = rest.trim_start();
        let kind = Kind::of(written.chars().next()?);
        let space = &rest[..rest.len() - written.len()];
        let start = end + space.len();
        end = start + kind.length(written);
        Some(Word { kind, space, text: &text[start..end], start })
    })
}

/// The runs of letters and numbers of any sort in `text`, without the marks between them: "9b", "uge", "m²".
pub fn alphanumeric(text: &str) -> impl Iterator<Item = &str> {
    let mut words = words(text).filter(Word::is_alphanumeric).peekable();
    std::iter::from_fn(move || {
        let first = words.next()?;
        let mut end = first.end();
        while let Some(next) = words.next_if(|next| next.start == end) {
            end = next.end();
        }
        Some(&text[first.start..end])
    })
}

impl Kind {
    fn of(first: char) -> Self {
        match first {
            '0'..='9' => Self::Number,
            _ if first.is_alphabetic() => Self::Word,
            _ => Self::Mark,
        }
    }

    /// How many bytes at the beginning of `text` are of this kind and one.
    fn length(self, text: &str) -> usize {
        let end = match self {
            Self::Word => text.find(|letter: char| !letter.is_alphabetic()),
            Self::Number => text.find(|digit: char| !digit.is_ascii_digit()),
            Self::Mark => text.char_indices().nth(1).map(|(at, _)| at),
        };
        end.unwrap_or(text.len())
    }
}

impl Word<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its place in the text, in bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// True where no white space stands before it.
    pub fn is_joined(&self) -> bool {
        self.space.is_empty()
    }

    /// True for letters and numbers, those that are marks among them: "½", "²".
    pub fn is_alphanumeric(&self) -> bool {
        self.text.starts_with(char::is_alphanumeric)
    }

    /// The sign, where it is a mark.
    pub fn mark(&self) -> Option<char> {
        self.text.chars().next().filter(|_| self.kind == Kind::Mark)
    }

    /// The sign, where it is a mark that follows what stands before it without white space.
    pub fn joined_mark(&self) -> Option<char> {
        self.mark().filter(|_| self.is_joined())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cut(text: &str) -> String {
        words(text).map(|word| word.text).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cuts_as_finely_as_any_reader_needs() {
        for (text, parts) in [
            ("", ""),
            (" \n", ""),
            ("indikator 9.b.", "indikator 9 . b ."),
            ("9b og uge12", "9 b og uge 12"),
            ("24/7", "24 / 7"),
            ("1.-3. maj", "1 . - 3 . maj"),
            ("12.03.2026", "12 . 03 . 2026"),
            ("KRAP-forløb, m.v.…", "KRAP - forløb , m . v . …"),
            ("»Årets«\n\t7,8 %", "» Årets « 7 , 8 %"),
            ("1½ m²", "1 ½ m ²"),
        ] {
            assert_eq!(cut(text), parts, "{text}");
        }
    }

    #[test]
    fn tells_what_each_is_and_what_stands_before_it() {
        let cut: Vec<_> = words("ø 5%").map(|word| (word.kind, word.space, word.range(), word.mark())).collect();
        assert_eq!(
            cut,
            [(Kind::Word, "", 0..2, None), (Kind::Number, " ", 3..4, None), (Kind::Mark, "", 4..5, Some('%'))]
        );
        assert!(words("5 %").all(|word| word.joined_mark().is_none()));
    }

    #[test]
    fn letters_and_numbers_that_touch_are_one_run() {
        assert_eq!(
            alphanumeric("(9b, uge12: ½m² og 1.000)").collect::<Vec<_>>(),
            ["9b", "uge12", "½m²", "og", "1", "000"]
        );
    }

    proptest! {
        #[test]
        fn cover_all_but_the_white_space_in_order(text in "(?s).{0,200}") {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.start >= end && word.end() > word.start);
                prop_assert_eq!(&text[word.range()], word.text);
                prop_assert_eq!(&text[end..word.start], word.space);
                prop_assert!(word.space.chars().all(char::is_whitespace) && !word.text.contains(char::is_whitespace));
                end = word.end();
            }
            prop_assert!(text[end..].trim().is_empty());
            let rebuilt: String = words(&text).flat_map(|word| [word.space, word.text]).collect();
            prop_assert_eq!(rebuilt + &text[end..], text);
        }

        #[test]
        fn runs_are_what_other_signs_part(text in "[a-cæ0-3½²Ⅳ.\\- \n]{0,40}|(?s).{0,200}") {
            let parted: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).collect();
            prop_assert_eq!(alphanumeric(&text).collect::<Vec<_>>(), parted);
        }
    }
}
