//! Owners (*ansvarlige*, the column *Hvem*): roles in words, told apart and compared.

/// The owners named in a text: "Konst. aftaleholder og afdelingsledelse" is two. A label before a
/// colon ("Interne samtaler: afdelingsledelse") names the work, not an owner.
pub fn split(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| match line.split_once(": ") {
            Some((_, owners)) if !owners.trim().is_empty() => owners,
            _ => line,
        })
        .flat_map(|line| line.split([',', ';', '&', '/']))
        .flat_map(split_at_and)
        .map(|name| name.trim().trim_end_matches('.').trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

fn split_at_and(text: &str) -> Vec<&str> {
    // A sentence ("Afdelingsledelse sikrer, at …") is one owner told in prose, not a list of roles.
    if text.split_whitespace().count() > 8 {
        return vec![text];
    }
    text.split(" og ").flat_map(|part| part.split(" samt ")).collect()
}

/// An owner's name in the form in which two spellings of it are equal.
pub fn normal(name: &str) -> String {
    let words: Vec<String> = name
        .to_lowercase()
        .split_whitespace()
        .map(|word| match word.trim_end_matches('.') {
            "konst" | "konstit" | "kst" => "konstitueret".to_owned(),
            "afd" => "afdelings".to_owned(),
            word => word.to_owned(),
        })
        .collect();
    words.join(" ")
}

/// True where an owner's words name this person: by name, by first name alone, or by a role they answer to.
pub fn is_person(owner: &str, name: &str, titles_text: &str) -> bool {
    let owner = normal(owner);
    let name = normal(name);
    owner == name
        || name.split(' ').next() == Some(owner.as_str())
        || split(titles_text).iter().any(|title| normal(title) == owner)
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
        assert!(split(" \n ").is_empty());
    }

    #[test]
    fn spellings_of_one_role_are_equal() {
        assert_eq!(normal("Konst. Aftaleholder"), normal("konstitueret  aftaleholder"));
    }

    #[test]
    fn a_person_answers_to_name_and_titles() {
        let is = |owner| is_person(owner, "Lise Krogh", "Afdelingsleder, KRAP-ambassadør");
        assert!(is("Lise Krogh") && is("Lise") && is("krap-ambassadør") && !is("Ledelse"));
    }
}
