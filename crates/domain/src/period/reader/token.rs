//! The terms words are cut into before they are read.

/// One term of the text, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word. The short name of a month keeps its stop ("jul." is July where "jul" is Christmas).
    Word(String),
    /// A plain number of at most four digits.
    Number(u32),
    /// A number with a stop: "1."
    Ordinal(u32),
    /// Four digits that can be a year.
    Year(i32),
    /// Two years written as one: "2024/25".
    Years(i32, i32),
    /// A date in figures, with its year where written.
    Date {
        /// The day of the month.
        day: u32,
        /// The month, from 1.
        month: u32,
        /// The year, where written.
        year: Option<i32>,
    },
    /// Figures that can be no part of a date: decimals, times of day, case numbers.
    Figures,
    /// A dash of any length.
    Dash,
    /// A comma.
    Comma,
    /// A slash between words or numbers.
    Slash,
    /// A colon.
    Colon,
    /// Any other symbol, or an empty line.
    Mark,
}

/// The tokens of a text, read without fear of running off either end.
#[derive(Debug, Default)]
pub(super) struct Tokens(Vec<Token>);

impl Tokens {
    /// Adds a token at the end.
    pub(super) fn push(&mut self, token: Token) {
        self.0.push(token);
    }

    /// Adds a word at the end.
    pub(super) fn push_word(&mut self, word: &str) {
        self.push(Token::Word(word.to_owned()));
    }

    /// Takes the last token away.
    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The token at `at`.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.0.get(at)
    }

    /// The token `back` places before `at`.
    pub(super) fn back(&self, at: usize, back: usize) -> Option<&Token> {
        self.0.get(at.checked_sub(back)?)
    }

    /// The word at `at`; empty where there is none.
    pub(super) fn word(&self, at: usize) -> &str {
        word(self.get(at))
    }

    /// The word `back` places before `at`; empty where there is none.
    pub(super) fn word_back(&self, at: usize, back: usize) -> &str {
        word(self.back(at, back))
    }

    /// True where exactly these words stand from `at`.
    pub(super) fn says(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(at + offset) == *word)
    }

    /// True where exactly these words end just before `at`.
    pub(super) fn said(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(words.len()).is_some_and(|from| self.says(from, words))
    }
}

fn word(token: Option<&Token>) -> &str {
    match token {
        Some(Token::Word(word)) => word,
        _ => "",
    }
}
