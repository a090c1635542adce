//! Matches time frames and owners with the activities they belong to, where one cell holds several.
//!
//! The order within each column never changes, and nothing is left out: a line that resembles no
//! activity becomes a line of its own, which stands for the whole cell.

use std::collections::BTreeSet;

use domain::{
    draft::{ActivityDraft, LineDraft},
    words::alphanumeric,
};

/// Beyond this many pairs to compare, lines are matched by their place alone.
const MAX_PAIRS: usize = 10_000;
/// The words of a line that are compared.
const MAX_WORDS: usize = 60;
/// Words as long as this are compared by their beginning; Danish endings change.
const STEM_CHARS: usize = 6;
/// Compounds that end in the same word of this length are a little alike: "trivselssamtaler", "samtaler".
const TAIL_CHARS: usize = 8;
/// Beginnings of words that say nothing of what is done.
const STOP_STEMS: [&str; 51] = [
    "afdeli", "afslut", "afhold", "alle", "april", "august", "borger", "bliver", "blive", "decemb", "deres", "disse",
    "dette", "efter", "eller", "februa", "forbin", "forven", "fremad", "fælles", "gennem", "have", "herund", "hvad",
    "hvor", "hvorda", "igangs", "inden", "januar", "juli", "juni", "kvarta", "ledels", "løbend", "marts", "medarb",
    "medio", "mellem", "novemb", "oktobe", "opstar", "primo", "påbegy", "samt", "septem", "sikres", "sikrer", "skal",
    "start", "udgang", "ultimo",
];

/// Where a line goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// To this activity.
    With(usize),
    /// On its own, after so many activities.
    After(usize),
}

#[derive(Debug, Default)]
struct WordSet {
    stems: BTreeSet<String>,
    tails: BTreeSet<String>,
}

/// The lines of a row: each activity with its period and owner, and what stands for the whole cell.
pub(crate) fn lines(whats: Vec<String>, whens: Vec<String>, whos: Vec<String>) -> Vec<LineDraft> {
    let period_places = places(&whens, &whats);
    let owner_places = places(&whos, &whats);
    let mut loose: Vec<Vec<LineDraft>> = Vec::new();
    loose.resize_with(whats.len() + 1, Vec::new);
    let mut activities: Vec<ActivityDraft> =
        whats.into_iter().map(|what| ActivityDraft { what, ..ActivityDraft::default() }).collect();
    for (text, place) in whens.into_iter().zip(period_places) {
        match place {
            Place::With(at) => activities[at].period = text.into(),
            Place::After(at) => loose[at].push(LineDraft::loose_period(text)),
        }
    }
    for (text, place) in whos.into_iter().zip(owner_places) {
        match place {
            Place::With(at) => activities[at].owner_text = text,
            Place::After(at) => loose[at].push(LineDraft::loose_owner(text)),
        }
    }
    interleaved(activities, loose)
}

fn interleaved(activities: Vec<ActivityDraft>, loose: Vec<Vec<LineDraft>>) -> Vec<LineDraft> {
    let mut loose = loose.into_iter();
    let mut lines = loose.next().unwrap_or_default();
    for (activity, after) in activities.into_iter().zip(loose) {
        lines.push(LineDraft::Activity(activity));
        lines.extend(after);
    }
    lines
}

// A line without an activity goes beside the activity of the same number, as far as the order of its
// own column allows: after the activity of the line before it and before that of the line after it.
fn places(lines: &[String], activities: &[String]) -> Vec<Place> {
    let matches = matches(lines, activities);
    let mut limits = vec![activities.len(); matches.len()];
    let mut limit = activities.len();
    for (slot, found) in limits.iter_mut().zip(&matches).rev() {
        limit = found.unwrap_or(limit);
        *slot = limit;
    }
    let mut first = 0;
    let placed = matches.into_iter().zip(limits).enumerate().map(|(at, (found, limit))| match found {
        Some(activity) => {
            first = activity + 1;
            Place::With(activity)
        }
        None => Place::After((at + 1).clamp(first, limit)),
    });
    placed.collect()
}

/// For each line the activity it belongs to; the numbers rise.
fn matches(lines: &[String], activities: &[String]) -> Vec<Option<usize>> {
    match (lines.len(), activities.len()) {
        (1, 1) => vec![Some(0)],
        // One line for several activities stands for the whole cell.
        (1, _) => vec![None],
        (count, 0) => vec![None; count],
        (count, others) if count.saturating_mul(others) > MAX_PAIRS => by_number(count, others),
        (count, others) => by_similarity(&similarities(lines, activities)).unwrap_or_else(|| by_number(count, others)),
    }
}

fn by_number(count: usize, others: usize) -> Vec<Option<usize>> {
    if count == others { (0..count).map(Some).collect() } else { vec![None; count] }
}

fn similarities(lines: &[String], activities: &[String]) -> Vec<Vec<usize>> {
    let activities: Vec<WordSet> = activities.iter().map(|text| WordSet::of(text, text)).collect();
    lines
        .iter()
        .map(|line| {
            let words = WordSet::of(label(line), line);
            clear_ones(activities.iter().map(|activity| words.similarity(activity)).collect())
        })
        .collect()
}

// A faint similarity counts for nothing beside a strong one.
fn clear_ones(mut similarities: Vec<usize>) -> Vec<usize> {
    let most = similarities.iter().copied().max().unwrap_or(0);
    for similarity in &mut similarities {
        if *similarity * 2 < most {
            *similarity = 0;
        }
    }
    similarities
}

/// The matches of greatest similarity that keep the order; none where the number of each line is as good a guide.
fn by_similarity(similarities: &[Vec<usize>]) -> Option<Vec<Option<usize>>> {
    let width = similarities.first()?.len();
    let is_own_best = |(at, row): (usize, &Vec<usize>)| row.iter().all(|similarity| *similarity <= row[at]);
    if similarities.len() == width && similarities.iter().enumerate().all(is_own_best) {
        return None;
    }
    let best = best_sums(similarities, width);
    let mut matches = vec![None; similarities.len()];
    let (mut line, mut activity) = (0, 0);
    while line < similarities.len() && activity < width {
        let similarity = similarities[line][activity];
        if similarity > 0 && best[line][activity] == similarity + best[line + 1][activity + 1] {
            matches[line] = Some(activity);
            line += 1;
            activity += 1;
        } else if best[line][activity] == best[line][activity + 1] {
            activity += 1;
        } else {
            line += 1;
        }
    }
    Some(matches)
}

// best[i][j] is the greatest sum that lines from i on and activities from j on can reach.
fn best_sums(similarities: &[Vec<usize>], width: usize) -> Vec<Vec<usize>> {
    let mut best = vec![vec![0; width + 1]; similarities.len() + 1];
    for line in (0..similarities.len()).rev() {
        for activity in (0..width).rev() {
            let matched = similarities[line][activity] + best[line + 1][activity + 1];
            best[line][activity] = matched.max(best[line + 1][activity]).max(best[line][activity + 1]);
        }
    }
    best
}

// "Interne trivselssamtaler: afdelingsledelse": the label before the colon names the work.
fn label(line: &str) -> &str {
    match line.split_once(": ") {
        Some((label, _)) if !label.trim().is_empty() => label,
        _ => line,
    }
}

impl WordSet {
    fn of(text: &str, whole: &str) -> Self {
        let mut words = Self::default();
        // Short words in capitals ("LMU", "MUS") are names, unless everything is in capitals.
        let has_small = whole.chars().any(char::is_lowercase);
        for word in alphanumeric(text).take(MAX_WORDS) {
            let is_name = has_small && word.chars().count() >= 2 && !word.chars().any(char::is_lowercase);
            words.add(&word.to_lowercase(), is_name);
        }
        words
    }

    fn add(&mut self, word: &str, is_name: bool) {
        let count = word.chars().count();
        if !word.chars().any(char::is_alphabetic) || (count < 4 && !is_name) {
            return;
        }
        let stem: String = word.chars().take(STEM_CHARS).collect();
        if STOP_STEMS.contains(&stem.as_str()) {
            return;
        }
        self.stems.insert(stem);
        if count >= TAIL_CHARS {
            self.tails.insert(word.chars().skip(count - TAIL_CHARS).collect());
        }
    }

    fn similarity(&self, other: &Self) -> usize {
        2 * self.stems.intersection(&other.stems).count() + self.tails.intersection(&other.tails).count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    fn matched(lines: &[&str], activities: &[&str]) -> Vec<Option<usize>> {
        matches(&owned(lines), &owned(activities))
    }

    #[test]
    fn matches_by_words_without_changing_the_order() {
        let activities = [
            "Der er nedsat en Forstærket Indsats, som gør tiltag til understøttelse af arbejdsmiljøet for ledelse.",
            "Der gennemføres interne og eksterne trivselssamtaler med henblik på at få indsigt i status",
            "MUS/GRUS-samtaler gennemføres i henhold til personalepolitikken",
            "Trio-samarbejde genetableres",
            "LMU, jf. gældende aftaler i NK’s MED aftale.",
        ];
        let periods = [
            "Interne trivselssamtaler er opstartet og forventes gennemført inden udgangen af 2021",
            "Eksterne trivselssamtaler gennemføres første gang i 1. kvartal 2022",
            "TRIO opstartes inden udgangen af 1. kvartal 2022",
            "MUS/GRUS gennemføres start 2022",
            "LMU start december 2021",
        ];
        assert_eq!(matched(&periods, &activities), [None, Some(1), None, Some(2), Some(4)]);
        let owners = [
            "Interne trivselssamtaler: afdelingsledelse",
            "Eksterne trivselssamtaler: Konstitueret aftaleholder og socialchef",
            "Afholdelse af TRIO/LMU: Konst. Aftaleholder, afdelingsledelse og tillidsvalgte",
        ];
        assert_eq!(matched(&owners, &activities), [None, Some(1), Some(3)]);
    }

    #[test]
    fn matches_by_number_where_no_word_speaks_against_it() {
        assert_eq!(matched(&["ultimo 2021", "2022"], &["Kursus", "Supervision"]), [Some(0), Some(1)]);
        assert_eq!(matched(&["ultimo 2021"], &["Kursus"]), [Some(0)]);
    }

    #[test]
    fn one_line_for_several_activities_stands_for_the_cell() {
        assert_eq!(matched(&["Ledelse"], &["Kursus", "Supervision"]), [None]);
        let made = lines(owned(&["Kursus", "Supervision"]), vec![], owned(&["Ledelse"]));
        assert_eq!(made[1], LineDraft::loose_owner("Ledelse"));
    }

    #[test]
    fn too_many_to_compare_are_matched_by_number() {
        let many = ["Kursus"; 200];
        assert_eq!(matched(&many, &many)[199], Some(199));
        assert_eq!(matched(&many[1..], &many), [None; 199]);
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        let word = prop::sample::select(vec![
            "kursus",
            "trivsel",
            "TRIO",
            "LMU",
            "supervision",
            "arbejdsplan",
            "2022",
            "ledelse",
        ]);
        let text = prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "));
        prop::collection::vec(text, 0..7)
    }

    proptest! {
        #[test]
        fn every_text_comes_out_once_and_in_order(whats in texts(), whens in texts(), whos in texts()) {
            let made = lines(whats.clone(), whens.clone(), whos.clone());
            let [mut seen_whats, mut seen_whens, mut seen_whos] = [const { Vec::<String>::new() }; 3];
            for line in &made {
                seen_whats.extend(line.what().map(str::to_owned));
                seen_whens.extend(line.period_text().map(str::to_owned));
                seen_whos.extend(line.owner_text().map(str::to_owned));
            }
            seen_whens.retain(|text| !text.is_empty());
            seen_whos.retain(|text| !text.is_empty());
            prop_assert_eq!((seen_whats, seen_whens, seen_whos), (whats, whens, whos));
        }
    }
}
