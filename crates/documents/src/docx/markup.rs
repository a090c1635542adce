//! Words as the XML of Word: nothing a person wrote can become markup.

use domain::comparison::{Mark, Run};

use crate::{paper::Paragraph, style::Style};

/// Text as XML text or an attribute's value. Characters that XML 1.0 cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(char),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if char.is_control() => {}
            _ => escaped.push(char),
        }
    }
    escaped
}

/// A paragraph; a line break in the text is one in the paragraph. What is new is underlined and bold,
/// what is gone is struck out: neither hangs on its colour.
pub(super) fn paragraph(paragraph: &Paragraph) -> String {
    let properties = format!(r#"<w:pPr><w:pStyle w:val="{}"/></w:pPr>"#, paragraph.style.id());
    let runs: String = paragraph.runs.iter().filter(|run| !run.text.is_empty()).map(run).collect();
    format!("<w:p>{properties}{runs}</w:p>")
}

/// A paragraph without marks.
pub(super) fn plain(style: Style, text: &str) -> String {
    paragraph(&Paragraph::plain(style, text))
}

fn run(run: &Run) -> String {
    let properties = match run.mark {
        Mark::Same => "",
        Mark::Added => r#"<w:rPr><w:b/><w:color w:val="0B5E2B"/><w:u w:val="single"/></w:rPr>"#,
        Mark::Removed => r#"<w:rPr><w:strike/><w:color w:val="9B1C1C"/></w:rPr>"#,
    };
    let lines: Vec<String> = run.text.split('\n').map(line).collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

fn line(text: &str) -> String {
    format!(r#"<w:t xml:space="preserve">{}</w:t>"#, escape(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_stays_text() {
        assert_eq!(escape("</w:t>\"'&\u{1}\u{fffe}æ🙂"), "&lt;/w:t&gt;&quot;&#39;&amp;æ🙂");
    }

    #[test]
    fn a_line_break_stays_within_its_paragraph() {
        assert_eq!(plain(Style::Part, "a\nb").matches("<w:br/>").count(), 1);
    }
}
