//! Charts as SVG, drawn by the server. The figures stand in a table beneath them too.

use domain::{activity::ActivityStatus, progress::Tally};
use maud::{Markup, html};

use super::state;

const ROW: usize = 44;
const LABEL: usize = 290;
const WIDTH: usize = 620;
const TOTAL: usize = 90;

/// One bar a row, its length the number of activities, parted by status. The sign of each status
/// stands in its part, so that no colour is needed to read it.
pub(crate) fn status_bars(title: &str, rows: &[(String, &Tally)]) -> Markup {
    let longest = rows.iter().map(|(_, tally)| tally.total()).max().unwrap_or(0).max(1);
    let height = rows.len() * ROW + 8;
    let view = format!("0 0 {} {height}", LABEL + WIDTH + TOTAL);
    html! {
        figure.diagram tabindex="0" {
            svg viewBox=(view) role="img" aria-labelledby="diagram-titel diagram-tekst"
                preserveAspectRatio="xMinYMin meet" {
                title #diagram-titel { (title) }
                desc #diagram-tekst {
                    "En søjle pr. tema, delt efter aktiviteternes status. "
                    "De samme tal står i tabellen under diagrammet."
                }
                @for (at, (name, tally)) in rows.iter().enumerate() {
                    text.akse x=(LABEL - 12) y=(at * ROW + 30) text-anchor="end" { (name) }
                    (bar(tally, longest, at * ROW + 10))
                    text.sum x=(LABEL + tally.total() * WIDTH / longest + 10) y=(at * ROW + 30) {
                        (tally.total())
                        @if tally.overdue > 0 { tspan.sen dx="10" { "! " (tally.overdue) } }
                    }
                }
            }
            figcaption.tegnforklaring {
                @for status in ActivityStatus::ALL {
                    span {
                        span class={ "farve farve-" (status.key()) } aria-hidden="true" { (state::sign(status)) }
                        " " (status.label())
                    }
                }
                span { span.sen aria-hidden="true" { "!" } " Overskredet" }
            }
        }
    }
}

fn bar(tally: &Tally, longest: usize, y: usize) -> Markup {
    let mut x = LABEL;
    let mut parts = Vec::new();
    for status in ActivityStatus::ALL {
        let width = tally.count(status) * WIDTH / longest;
        if width > 0 {
            parts.push((status, x, width));
            x += width;
        }
    }
    html! {
        @for (status, x, width) in parts {
            rect class={ "del del-" (status.key()) } x=(x) y=(y) width=(width) height=(ROW - 14) {}
            @if width > 26 {
                text class={ "tegn-i-del paa-" (status.key()) } x=(x + width / 2) y=(y + 20) text-anchor="middle" {
                    (state::sign(status))
                }
            }
        }
    }
}
