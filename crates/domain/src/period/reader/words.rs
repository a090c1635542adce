//! The words of time: what each means by itself.

use super::holiday::Holiday;
use super::range::Unit;
use crate::danish;

/// Stands for "sidste" where a number is asked for; no figures reach it.
pub(super) const LAST: u32 = u32::MAX;

/// Words that may stand before a time without changing it.
pub(super) fn is_filler(word: &str) -> bool {
    is_weekday(word)
        || matches!(
            word,
            "i" | "d"
                | "den"
                | "dato"
                | "ca"
                | "cirka"
                | "omkring"
                | "ved"
                | "hele"
                | "igen"
                | "år"
                | "året"
                | "årene"
                | "kalenderåret"
                | "dette"
                | "næste"
                | "sidste"
                | "kommende"
                | "indeværende"
        )
}

/// The days of the week, in the singular and the plural.
pub(super) fn is_weekday(word: &str) -> bool {
    let stem = word.trim_end_matches('e');
    matches!(stem, "mandag" | "tirsdag" | "onsdag" | "torsdag" | "fredag" | "lørdag" | "søndag")
}

/// The month a word names, in full or cut short.
pub(super) fn month(word: &str) -> Option<u32> {
    danish::month_number(word)
}

/// True for short names that are more than a month: the name Jan, the unit mark, Christmas.
pub(super) fn is_doubtful_month(word: &str) -> bool {
    matches!(word, "jan" | "mar" | "jul" | "jul.")
}

/// The season a word names, in its inflections.
pub(super) fn season(word: &str) -> Option<Unit> {
    let first = match word {
        "forår" | "foråret" | "forårets" => 3,
        "sommer" | "sommeren" | "sommerens" => 6,
        "efterår" | "efteråret" | "efterårets" => 9,
        "vinter" | "vinteren" | "vinterens" => 12,
        _ => return None,
    };
    Some(Unit::Months { first, count: 3 })
}

/// The holiday a word names.
pub(super) fn holiday(word: &str) -> Option<Holiday> {
    Some(match word {
        "jul" | "jul." | "julen" | "juledagene" | "juleferien" => Holiday::Christmas,
        "nytår" | "nytåret" | "årsskifte" | "årsskiftet" => Holiday::NewYear,
        "påske" | "påsken" | "påskeferien" => Holiday::Easter,
        "vinterferien" => Holiday::WinterBreak,
        "sommerferien" => Holiday::SummerBreak,
        "efterårsferien" => Holiday::AutumnBreak,
        _ => return None,
    })
}

/// The number of an ordinal word.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    Some(match word {
        "første" => 1,
        "anden" | "andet" => 2,
        "tredje" | "tredie" => 3,
        "fjerde" => 4,
        "sidste" => LAST,
        _ => return None,
    })
}

/// The number of a counting word; "many" counts as two.
pub(super) fn count(word: &str) -> Option<u32> {
    Some(match word {
        "en" | "et" => 1,
        "to" | "begge" | "par" | "flere" | "mange" | "nogle" | "adskillige" => 2,
        "tre" => 3,
        "fire" => 4,
        "fem" => 5,
        "seks" => 6,
        "syv" => 7,
        "otte" => 8,
        "ni" => 9,
        "ti" => 10,
        "elleve" => 11,
        "tolv" => 12,
        _ => return None,
    })
}

/// The length of time that things are repeated by: "hver **uge**", "pr. **år**".
pub(super) fn is_interval(word: &str) -> bool {
    is_weekday(word)
        || season(word).is_some()
        || matches!(
            word,
            "dag"
                | "hverdag"
                | "døgn"
                | "morgen"
                | "aften"
                | "uge"
                | "måned"
                | "md"
                | "mdr"
                | "kvartal"
                | "halvår"
                | "år"
        )
}

/// The same with the article: "om **året**", "1 gang i **kvartalet**".
pub(super) fn is_the_interval(word: &str) -> bool {
    matches!(word, "dagen" | "døgnet" | "ugen" | "måneden" | "kvartalet" | "halvåret" | "året" | "md" | "mdr")
}

/// What is counted, not dated: "1/2 **dag**", "2024 **kr**".
pub(super) fn is_measure(word: &str) -> bool {
    const STEMS: [&str; 6] = ["time", "stilling", "årsværk", "kron", "minut", "procent"];
    matches!(word, "dag" | "dage" | "år" | "kr" | "mio" | "mia" | "tkr" | "stk" | "pct" | "af")
        || STEMS.iter().any(|stem| word.starts_with(stem))
}

/// What is spent rather than done so often: "20 **timer** om ugen".
pub(super) fn is_amount(word: &str) -> bool {
    const STEMS: [&str; 3] = ["time", "minut", "kron"];
    word == "kr" || STEMS.iter().any(|stem| word.starts_with(stem))
}

/// "Each so often" as one word: "månedlige", "kvartalsvis", with the misprints seen.
pub(super) fn is_rhythm(word: &str) -> bool {
    let stem = word.trim_end_matches(['e', 't']);
    matches!(
        stem,
        "årlig"
            | "helårlig"
            | "halvårlig"
            | "halvårsvis"
            | "kvartårlig"
            | "kvartalsvis"
            | "kvartalvis"
            | "kvartalsmæssig"
            | "månedlig"
            | "månedig"
            | "månedsvis"
            | "ugentlig"
            | "ugenlig"
            | "daglig"
            | "jævnlig"
            | "regelmæssig"
            | "periodisk"
            | "periodevis"
    ) || word.starts_with("tilbagevendende")
}

/// "All the time" as one word. "Fremadrettede" only tells what sort of effort is meant.
pub(super) fn is_ongoing(word: &str) -> bool {
    const STEMS: [&str; 4] = ["kontinuer", "vedvarende", "fortløbende", "permanent"];
    matches!(
        word,
        "løbende"
            | "løbene"
            | "fremadrettet"
            | "fremover"
            | "gradvis"
            | "gradvist"
            | "konstant"
            | "altid"
            | "stadighed"
    ) || STEMS.iter().any(|stem| word.starts_with(stem))
}
