//! What a quality model holds, made ready to be asked once for each word of a plan's references.

use std::collections::HashSet;

use crate::{
    quality_model::{Level, QualityModel},
    reference::words,
};

/// The items of a quality model by number and by title.
pub(super) struct Known<'a> {
    /// The name of the model.
    pub(super) model_name: &'a str,
    /// The titles of the themes and their other spellings, in lower case.
    titles: Vec<String>,
    numbers: HashSet<(Level, &'a str)>,
    /// The numbers of the indicators without their mark: "9b".
    indicators: HashSet<String>,
}

impl<'a> Known<'a> {
    /// The items of `model`.
    pub(super) fn of(model: &'a QualityModel) -> Self {
        let titles = model.themes().flat_map(|theme| std::iter::once(&theme.title).chain(&theme.aliases));
        let indicators = model.items.iter().filter(|item| item.level == Level::Indicator);
        Self {
            model_name: &model.name,
            titles: titles.map(|title| title.to_lowercase()).collect(),
            numbers: model.items.iter().map(|item| (item.level, item.number.as_str())).collect(),
            indicators: indicators.map(|item| item.number.replace('.', "")).collect(),
        }
    }

    /// True where an item of this level has this number.
    pub(super) fn has(&self, level: Level, number: &str) -> bool {
        self.numbers.contains(&(level, number))
    }

    /// True where a text in lower case holds the title of a theme.
    pub(super) fn has_title_in(&self, text: &str) -> bool {
        self.titles.iter().any(|title| text.contains(title.as_str()))
    }

    /// True where a text names anything at all, as [`parse`](crate::reference::parse) reads it.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        if self.has_title_in(&text.to_lowercase()) {
            return true;
        }
        let mut level = None;
        words(text).iter().any(|word| {
            level = head(word).or_else(|| level.filter(|_| goes_on(word)));
            self.indicators.contains(word) || level.is_some_and(|level| self.has(level, word))
        })
    }
}

fn head(word: &str) -> Option<Level> {
    match word {
        "tema" => Some(Level::Theme),
        "kriterium" | "kriterie" | "kriterier" => Some(Level::Criterion),
        _ => None,
    }
}

/// True within a list of numbers: "kriterium 8 og 9".
fn goes_on(word: &str) -> bool {
    matches!(word, "og" | "samt") || word.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::sample, reference};

    #[test]
    fn a_text_names_something_where_its_references_are_read() {
        let model = sample::model();
        let known = Known::of(&model);
        let mut counts = [0, 0];
        for text in [
            "",
            "Det pædagogiske arbejde",
            "SUNDHED OG TRIVSEL",
            "Tema 5",
            "Temaet 5",
            "Tema 4 og 17",
            "Tema 17 og 4",
            "Tema nr. 4",
            "tema kriterium 8",
            "Kriterium 8, 9 og 17",
            "kriterier 17\n8",
            "Kriteriet 9",
            "Kriterium om ledelse, 9",
            "Sygefraværet er 9 procent",
            "Indikator 09.b.",
            "9 b",
            "9.z",
            "side 9b i rapporten",
        ] {
            let is_named = !reference::parse(text, &model).is_empty();
            assert_eq!(known.is_named_in(text), is_named, "{text}");
            counts[usize::from(is_named)] += 1;
        }
        assert!(counts.iter().all(|count| *count >= 5), "{counts:?}");
    }
}
