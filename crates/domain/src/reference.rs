//! References (*henvisninger*): which themes, criteria and indicators a text names.

use serde::{Deserialize, Serialize};

use crate::{
    danish,
    quality_model::{Item, Level, QualityModel},
    words::alphanumeric,
};

/// What a text refers to: its words as they are written, and the items of the quality model that they name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct References {
    /// The words that name themes, criteria and indicators, one reference line a line, kept as written.
    #[serde(rename = "reference_text")]
    pub text: String,
    /// The items of the quality model those words name, by identity, in the order of the model.
    #[serde(rename = "references", default)]
    pub items: Vec<String>,
}

impl References {
    /// What a text refers to in a version of the model.
    pub fn parse(text: impl Into<String>, model: &QualityModel) -> Self {
        let text = text.into();
        Self { items: parse(&text, model), text }
    }

    /// Words that nobody has looked up in a model yet.
    pub fn written(text: impl Into<String>) -> Self {
        Self { text: text.into(), items: Vec::new() }
    }

    /// References to items of a model, in words.
    pub fn of_items(items: Vec<String>, model: &QualityModel) -> Self {
        Self { text: describe(&items, model), items }
    }

    /// True where nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The identities of the items a text names, in the order of the model: the most exact ones only, so
/// that "kriterium 9, indikator 9.b" is 9.b.
pub(crate) fn parse(text: &str, model: &QualityModel) -> Vec<String> {
    let words = words(text);
    let text = text.to_lowercase();
    let named: Vec<&Item> = model.items.iter().filter(|item| names(item, &text, &words)).collect();
    named
        .iter()
        .filter(|item| !named.iter().any(|other| lies_below(other, item, model)))
        .map(|item| item.id.clone())
        .collect()
}

/// True for a line that holds references and nothing else.
pub fn is_reference_line(text: &str, model: &QualityModel) -> bool {
    if parse(text, model).is_empty() {
        return false;
    }
    let mut rest = text.to_lowercase();
    let mut titles: Vec<String> = model.themes().flat_map(titles_of).collect();
    titles.sort_by_key(|title| std::cmp::Reverse(title.len()));
    for title in titles {
        rest = rest.replace(&title, " ");
    }
    words(&rest).iter().all(|word| {
        matches!(
            word.as_str(),
            "tema"
                | "temaer"
                | "kriterium"
                | "kriterie"
                | "kriterier"
                | "indikator"
                | "indikatorer"
                | "og"
                | "samt"
                | "nr"
        ) || word.starts_with(|c: char| c.is_ascii_digit())
            || word.chars().count() == 1
    })
}

/// The words for a set of items, one line a criterion: "Organisation og ledelse, kriterium 9, indikator 9.b og 9.c".
pub fn describe(ids: &[String], model: &QualityModel) -> String {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for item in model.items.iter().filter(|item| ids.contains(&item.id)) {
        let theme = model.theme_of(&item.id).map_or("", |theme| theme.title.as_str());
        let (head, number) = match item.level {
            Level::Theme => (theme.to_owned(), None),
            Level::Criterion => (format!("{theme}, kriterium {}", item.number), None),
            Level::Indicator => {
                let criterion =
                    item.parent_id.as_deref().and_then(|id| model.get(id)).map_or("", |item| item.number.as_str());
                (format!("{theme}, kriterium {criterion}, indikator "), Some(item.number.clone()))
            }
        };
        match lines.last_mut() {
            Some((last, numbers)) if *last == head && number.is_some() => numbers.extend(number),
            _ => lines.push((head, number.into_iter().collect())),
        }
    }
    let lines: Vec<String> = lines.into_iter().map(|(head, numbers)| head + &danish::and_list(&numbers)).collect();
    lines.join("\n")
}

/// The words that a form's references become: what is written, with numbers alone in full, and then what is ticked.
pub fn in_full(written: &str, ticked: &[String], model: &QualityModel) -> String {
    let written = shorthand(written, model).unwrap_or_else(|| written.to_owned());
    let lines = [written, describe(ticked, model)];
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// "9.b 9c 5" in full words, where nothing but numbers of criteria and indicators is written: the quick way in.
pub fn shorthand(written: &str, model: &QualityModel) -> Option<String> {
    let words = written.split([' ', ',', '\n']).filter(|word| !word.is_empty() && *word != "og");
    let ids: Option<Vec<String>> = words.map(|word| numbered(word, model)).collect();
    ids.filter(|ids| !ids.is_empty()).map(|ids| describe(&ids, model))
}

/// The criterion or indicator with this number; an indicator's may be written without its dot.
fn numbered(word: &str, model: &QualityModel) -> Option<String> {
    let number = word.trim_end_matches('.').to_lowercase();
    let is_it = |item: &&Item| match item.level {
        Level::Theme => false,
        Level::Criterion => item.number == number,
        Level::Indicator => item.number == number || item.number.replace('.', "") == number,
    };
    model.items.iter().find(is_it).map(|item| item.id.clone())
}

fn titles_of(theme: &Item) -> Vec<String> {
    std::iter::once(&theme.title).chain(&theme.aliases).map(|title| title.to_lowercase()).collect()
}

fn names(item: &Item, text: &str, words: &[String]) -> bool {
    match item.level {
        Level::Theme => {
            titles_of(item).iter().any(|title| text.contains(title.as_str())) || follows(words, &["tema"], &item.number)
        }
        Level::Criterion => follows(words, &["kriterium", "kriterie", "kriterier"], &item.number),
        Level::Indicator => words.contains(&item.number.replace('.', "")),
    }
}

/// True where `number` stands after one of `heads`, perhaps in a list: "kriterium 8 og 9".
fn follows(words: &[String], heads: &[&str], number: &str) -> bool {
    !number.is_empty()
        && words.iter().enumerate().any(|(at, word)| {
            heads.contains(&word.as_str())
                && words[at + 1..]
                    .iter()
                    .take_while(|next| *next == "og" || *next == "samt" || next.chars().all(|c| c.is_ascii_digit()))
                    .any(|next| next == number)
        })
}

fn lies_below(item: &Item, above: &Item, model: &QualityModel) -> bool {
    std::iter::successors(item.parent_id.as_deref(), |id| model.get(id).and_then(|item| item.parent_id.as_deref()))
        .any(|id| id == above.id)
}

/// Words in lower case; numbers without leading zeros, "09.b.", "9 b" and "9b" all as "9b".
pub(crate) fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace('.', "");
    let mut words: Vec<String> = Vec::new();
    for word in alphanumeric(&text) {
        let word = if word.starts_with(|c: char| c.is_ascii_digit()) { word.trim_start_matches('0') } else { word };
        match words.last_mut() {
            Some(number) if is_letter(word) && number.chars().all(|c| c.is_ascii_digit()) => number.push_str(word),
            _ if word.is_empty() => {}
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// True for the letter of an indicator: "b".
pub(crate) fn is_letter(word: &str) -> bool {
    matches!(word.as_bytes(), [b'a'..=b'f'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quality_model::Wording;

    fn model() -> QualityModel {
        let item = |id: &str, parent: Option<&str>, level, number: &str, title: &str| Item {
            id: id.into(),
            parent_id: parent.map(Into::into),
            level,
            number: number.into(),
            title: title.into(),
            aliases: if id == "t3" { vec!["Målgrupper, metoder og resultater".into()] } else { vec![] },
            applies_to: String::new(),
            source: String::new(),
            wording: Wording::Verified,
            is_scored: true,
        };
        let items = vec![
            item("t3", None, Level::Theme, "3", "Målgruppe, metoder og resultater"),
            item("k3", Some("t3"), Level::Criterion, "3", ""),
            item("3.b", Some("k3"), Level::Indicator, "3.b", ""),
            item("t5", None, Level::Theme, "5", "Organisation og ledelse"),
            item("k8", Some("t5"), Level::Criterion, "8", ""),
            item("k9", Some("t5"), Level::Criterion, "9", ""),
            item("9.b", Some("k9"), Level::Indicator, "9.b", ""),
            item("9.c", Some("k9"), Level::Indicator, "9.c", ""),
        ];
        QualityModel {
            id: "m".into(),
            name: String::new(),
            source: String::new(),
            valid_from: None,
            valid_to: None,
            items,
        }
    }

    #[test]
    fn reads_the_ways_references_are_written() {
        let read = |text| parse(text, &model()).join(" ");
        assert_eq!(read("Organisation og ledelse, Kriterium 9, indikator 9.b. og 9.c"), "9.b 9.c");
        assert_eq!(read("Målgrupper, metoder og resultater, indikator 03.b."), "3.b");
        assert_eq!(read("tema 5, kriterium 8 og 9"), "k8 k9");
        assert_eq!(read("Organisation og ledelse"), "t5");
        assert_eq!(read("Kriterium 9 indikator 9 b"), "9.b");
        assert_eq!(read("Sygefraværet er 9 procent"), "");
    }

    #[test]
    fn tells_a_reference_line_from_a_sentence() {
        let is = |text| is_reference_line(text, &model());
        assert!(is("Organisation og ledelse, Kriterium 9, indikator 9.b. og 9.c"));
        assert!(!is("Henstilling om at arbejde med organisation og ledelse"));
        assert!(!is("Kultur"));
    }

    #[test]
    fn numbers_alone_are_a_quick_way_to_write_references() {
        let full = |text| shorthand(text, &model());
        assert_eq!(full("9.b 9c"), Some("Organisation og ledelse, kriterium 9, indikator 9.b og 9.c".into()));
        assert_eq!(full("8 og 9.B."), full("8, 9b"));
        assert_eq!(full("5"), None, "the number of a theme may be that of a criterion");
        assert_eq!(full("9.b om ledelse"), None);
        assert_eq!(full(""), None);
    }

    #[test]
    fn what_is_ticked_stands_below_what_is_written() {
        let ticked = ["t3", "ukendt"].map(String::from);
        let full = |text| in_full(text, &ticked, &model());
        assert_eq!(full("8"), "Organisation og ledelse, kriterium 8\nMålgruppe, metoder og resultater");
        assert_eq!(full("Kultur"), "Kultur\nMålgruppe, metoder og resultater");
        assert_eq!(in_full("", &[], &model()), "");
    }

    #[test]
    fn describes_what_it_reads_back() {
        let ids = ["t3", "9.b", "9.c"].map(String::from);
        let text = describe(&ids, &model());
        assert_eq!(
            text,
            "Målgruppe, metoder og resultater\nOrganisation og ledelse, kriterium 9, indikator 9.b og 9.c"
        );
        assert_eq!(parse(&text, &model()), ids);
    }

    #[test]
    fn words_and_items_stand_together() {
        let read = References::parse("Kriterium 9, indikator 9.b", &model());
        assert_eq!(read, References { text: "Kriterium 9, indikator 9.b".into(), items: vec!["9.b".into()] });
        let named = References::of_items(read.items.clone(), &model());
        assert_eq!(References::parse(named.text.as_str(), &model()), named);
        assert!(References::default().is_empty() && References::written("Kultur").items.is_empty());
        let json = serde_json::to_value(&read).unwrap();
        assert_eq!(json["reference_text"], "Kriterium 9, indikator 9.b");
        assert_eq!(json["references"][0], "9.b");
    }
}
