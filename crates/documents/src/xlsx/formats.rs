//! How the sheets look: formats, the printed page, and how high a row must be.

use domain::text;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Worksheet};

use crate::{PrintInput, plan_paper};

/// Days read the same whatever language Excel speaks.
const DAY: &str = "dd-mm-yyyy";
/// Cells of this format keep what is typed as text: "1/3" becomes no day, and "=a" computes nothing.
const TEXT: &str = "@";
const INK: Color = Color::RGB(0x001f_3864);
const RULE: Color = Color::RGB(0x00bf_bfbf);
/// Grey on white of contrast 5.7 : 1.
const MUTED: Color = Color::RGB(0x0066_6666);
const A4: u8 = 9;
/// A sheet twice as large.
pub(super) const A3: u8 = 8;
/// What one line of the cells' letters takes, and what the cell takes besides, in points.
const LINE_POINTS: f64 = 13.5;
const CELL_POINTS: f64 = 3.0;
/// The highest row that Excel draws, in points.
const MAX_POINTS: f64 = 409.0;
/// The header and the footer together take few characters; half of one may be a name.
const MAX_NAME_CHARS: usize = 90;

/// The formats of the cells.
#[derive(Debug)]
pub(super) struct Formats {
    /// The heading of a column.
    pub(super) heading: Format,
    /// Text.
    pub(super) text: Format,
    /// Text that repeats what stands above.
    pub(super) muted_text: Format,
    /// A day.
    pub(super) day: Format,
    /// A day that repeats the one above.
    pub(super) muted_day: Format,
    /// Text below the table.
    pub(super) spare_text: Format,
    /// A day below the table.
    pub(super) spare_day: Format,
    /// An identity.
    pub(super) id: Format,
    /// What a line about the plan is called.
    pub(super) label: Format,
    /// Text outside tables.
    pub(super) note: Format,
}

impl Formats {
    /// The formats.
    pub(super) fn new() -> Self {
        let plain = Format::new().set_font_size(10).set_align(FormatAlign::Top).set_text_wrap();
        let text = plain.clone().set_num_format(TEXT);
        let day = plain.clone().set_num_format(DAY).set_align(FormatAlign::Left);
        Self {
            heading: ruled(&plain).set_bold().set_font_color(Color::White).set_background_color(INK),
            text: ruled(&text),
            muted_text: ruled(&text).set_font_color(MUTED),
            day: ruled(&day),
            muted_day: ruled(&day).set_font_color(MUTED),
            spare_text: text.clone(),
            spare_day: day.clone(),
            id: Format::new().set_font_size(8).set_font_color(MUTED).set_align(FormatAlign::Top).set_num_format(TEXT),
            label: plain.clone().set_bold(),
            note: text,
        }
    }
}

fn ruled(format: &Format) -> Format {
    format.clone().set_border(FormatBorder::Thin).set_border_color(RULE)
}

/// The printed page: A4 across, one page wide, with title, unit and page number on each.
pub(super) fn set_page(worksheet: &mut Worksheet, input: &PrintInput<'_>) {
    let title = shown(&plan_paper::title(input));
    let unit = shown(input.unit_name);
    worksheet
        .set_landscape()
        .set_paper_size(A4)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.7, 0.7, 0.3, 0.3)
        .set_header(format!("&L{title}"))
        .set_footer(format!("&L{unit}&RSide &P af &N"));
}

// "&" begins a command there, unless it is written twice.
fn shown(name: &str) -> String {
    let short: String = text::one_line(name).chars().take(MAX_NAME_CHARS).collect();
    short.replace('&', "&&")
}

/// How high a row must be for its texts, each with the width of its column. Nobody computes it when the
/// file is opened, and without it wrapped text lies line upon line.
pub(super) fn height<'t>(texts: impl IntoIterator<Item = (&'t str, u16)>) -> f64 {
    let lines = texts.into_iter().map(|(text, width)| line_count(text, width)).max().unwrap_or(1);
    let lines = u16::try_from(lines.max(1)).unwrap_or(u16::MAX);
    (f64::from(lines) * LINE_POINTS + CELL_POINTS).min(MAX_POINTS)
}

// A width is told in digits of eleven points; of letters of ten a line holds more, and as words are not
// broken, a little less than that.
fn line_count(text: &str, width: u16) -> usize {
    let width = (usize::from(width) * 21 / 20).max(4);
    text.lines().map(|line| line.chars().count().div_ceil(width).max(1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_as_high_as_its_longest_text() {
        let one = height([("", 10), ("ord", 10)]);
        assert!((one - 16.5).abs() < f64::EPSILON);
        assert!(height([("ord", 10), ("to\nlinjer", 10)]) > one);
        assert!(height([("tolv tegn og mere", 10)]) > one);
        assert!((height([("x".repeat(20_000).as_str(), 10)]) - MAX_POINTS).abs() < f64::EPSILON);
    }

    #[test]
    fn names_hold_no_commands() {
        assert_eq!(shown("Bo & Co"), "Bo && Co");
        assert!(shown(&"&".repeat(500)).len() <= 2 * MAX_NAME_CHARS);
    }
}
