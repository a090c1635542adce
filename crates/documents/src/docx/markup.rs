//! Words as the XML of Word: nothing a person wrote can become markup.

use crate::style::Style;

/// Text as XML text or an attribute's value. Signs that XML 1.0 cannot hold are left out.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\t' | '\n' => escaped.push(sign),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if sign.is_control() => {}
            _ => escaped.push(sign),
        }
    }
    escaped
}

/// A paragraph; a line break in the text is one in the paragraph.
pub(super) fn paragraph(style: Style, text: &str) -> String {
    let properties = format!(r#"<w:pPr><w:pStyle w:val="{}"/></w:pPr>"#, style.id());
    if text.is_empty() {
        return format!("<w:p>{properties}</w:p>");
    }
    let lines: Vec<String> = text.split('\n').map(line).collect();
    format!("<w:p>{properties}<w:r>{}</w:r></w:p>", lines.join("<w:br/>"))
}

/// Each line of a text as a paragraph.
pub(super) fn paragraphs(style: Style, text: &str) -> String {
    text.lines().map(|line| paragraph(style, line)).collect()
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
        let made = paragraph(Style::Part, "a\nb");
        assert_eq!(made.matches("<w:br/>").count(), 1);
        assert_eq!(paragraphs(Style::Text, "a\nb").matches("<w:p>").count(), 2);
    }
}
