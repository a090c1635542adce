//! Owners (*ansvarlige*, the column *Hvem*): roles in words, told apart and compared.

/// More words than this are a sentence ("Afdelingsledelse sikrer, at …"): one owner told in prose, not a
/// list of roles.
const MAX_LIST_WORDS: usize = 8;

/// The owners named in a text: "Konst. aftaleholder og afdelingsledelse" is two. A label before a
/// colon ("Interne samtaler: afdelingsledelse") names the work, not an owner.
pub fn split(text: &str) -> Vec<String> {
    names(text).map(ToOwned::to_owned).collect()
}

/// The owners of [`split`] one at a time, as they stand in the text.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(without_label)
        .flat_map(|line| line.split([',', ';', '&', '/']))
        .flat_map(split_at_and)
        .map(|name| name.trim().trim_end_matches('.').trim())
        .filter(|name| !name.is_empty())
}

fn without_label(line: &str) -> &str {
    match line.split_once(": ") {
        Some((_, owners)) if !owners.trim().is_empty() => owners,
        _ => line,
    }
}

fn split_at_and(text: &str) -> impl Iterator<Item = &str> {
    let is_prose = text.split_whitespace().nth(MAX_LIST_WORDS).is_some();
    let (prose, list) = if is_prose { (Some(text), None) } else { (None, Some(text)) };
    let listed = list.into_iter().flat_map(|list| list.split(" og ")).flat_map(|part| part.split(" samt "));
    prose.into_iter().chain(listed)
}

/// An owner's name in the form in which two spellings of it are equal.
pub fn normal(name: &str) -> String {
    let name = name.to_lowercase();
    let mut normal = String::with_capacity(name.len());
    for (at, word) in name.split_whitespace().enumerate() {
        if at > 0 {
            normal.push(' ');
        }
        normal.push_str(match word.trim_end_matches('.') {
            "konst" | "konstit" | "kst" => "konstitueret",
            "afd" => "afdelings",
            word => word,
        });
    }
    normal
}

/// What a person is called as an owner, in the form that compares: by name, by first name alone, or by a role they
/// answer to.
pub fn names_of_person(name: &str, titles_text: &str) -> Vec<String> {
    let name = normal(name);
    let first = name.split(' ').next().unwrap_or_default().to_owned();
    let mut names = vec![name, first];
    names.extend(self::names(titles_text).map(normal));
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_owners_apart() {
        assert_eq!(split("Konst. aftaleholder og afdelingsledelse"), ["Konst. aftaleholder", "afdelingsledelse"]);
        assert_eq!(
            split("Afholdelse af TRIO: Konst. Aftaleholder, afdelingsledelse og tillidsvalgte"),
            ["Konst. Aftaleholder", "afdelingsledelse", "tillidsvalgte"]
        );
        assert_eq!(split("Leder samt TRIO & LMU; HR/løn"), ["Leder", "TRIO", "LMU", "HR", "løn"]);
        assert_eq!(
            split("Leder og TRIO sikrer, at alle kender planen"),
            ["Leder", "TRIO sikrer", "at alle kender planen"]
        );
        let prose = "Leder og TRIO sikrer i fællesskab at alle kender planen";
        assert_eq!(split(prose), [prose]);
        assert!(split(" \n ").is_empty());
    }

    #[test]
    fn spellings_of_one_role_are_equal() {
        assert_eq!(normal("Konst. Aftaleholder"), normal("konstitueret  aftaleholder"));
    }

    #[test]
    fn a_person_answers_to_name_and_titles() {
        let names = names_of_person("Lise Krogh", "Afdelingsleder, KRAP-ambassadør");
        assert_eq!(names, ["afdelingsleder", "krap-ambassadør", "lise", "lise krogh"]);
        assert!(names_of_person("", "").is_empty());
    }
}
