//! Reads the product's own pages: elements with their attributes and words, and forms as a browser would send them.
//!
//! It knows the markup this product writes (attributes in quotation marks, characters escaped, elements closed) and no
//! other. The crates that read any HTML by selectors are built on code under the MPL, which `deny.toml` does not allow.

/// Elements that have no end.
const VOID: [&str; 6] = ["br", "hr", "img", "input", "link", "meta"];

/// An element of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    name: &'a str,
    attributes: &'a str,
    /// The page after its start tag.
    rest: &'a str,
}

/// A tag of a page.
struct Tag<'a> {
    element: Element<'a>,
    is_end: bool,
    /// Where it begins.
    at: usize,
}

/// Every element called `name`, in the order they begin.
pub(crate) fn elements<'a>(html: &'a str, name: &str) -> Vec<Element<'a>> {
    starts(html).filter(|element| element.name == name).collect()
}

/// The value of the first field called `name`.
pub(crate) fn value(html: &str, name: &str) -> Option<String> {
    starts(html).find(|element| element.attribute("name").as_deref() == Some(name))?.value()
}

/// The fields of a form, as a browser sends them where nobody has typed anything.
pub(crate) fn fields(form: &Element<'_>) -> Vec<(String, String)> {
    let named = starts(form.inner()).filter_map(|element| Some((element.attribute("name")?, element)));
    named.filter_map(|(name, element)| Some((name, element.value()?))).collect()
}

/// Fields as a browser of the tests takes them.
pub(crate) fn pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

impl<'a> Element<'a> {
    /// What stands between its tags.
    pub(crate) fn inner(&self) -> &'a str {
        if VOID.contains(&self.name) {
            return "";
        }
        let mut depth = 1;
        let end = tags(self.rest).find(|tag| {
            if tag.element.name == self.name {
                depth += if tag.is_end { -1 } else { 1 };
            }
            depth == 0
        });
        &self.rest[..end.map_or(self.rest.len(), |tag| tag.at)]
    }

    /// Its words, without the tags among them.
    pub(crate) fn text(&self) -> String {
        let inner = self.inner();
        let mut text = String::new();
        let mut from = 0;
        for tag in tags(inner) {
            text.push_str(&inner[from..tag.at]);
            text.push(' ');
            from = inner.len() - tag.element.rest.len();
        }
        text.push_str(&inner[from..]);
        unescaped(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let (_, after) = self.attributes.split_once(&format!(" {name}=\""))?;
        after.split_once('"').map(|(value, _)| unescaped(value))
    }

    /// True where an attribute without a value stands there: "checked".
    fn has(&self, name: &str) -> bool {
        // Every second piece stands in quotation marks.
        self.attributes.split('"').step_by(2).flat_map(str::split_whitespace).any(|word| word == name)
    }

    /// What it sends as a field; nothing for a box that is not ticked, and for what is no field.
    fn value(&self) -> Option<String> {
        match self.name {
            "input" => {
                let is_box = matches!(self.attribute("type").as_deref(), Some("checkbox" | "radio"));
                (!is_box || self.has("checked")).then(|| self.attribute("value").unwrap_or_default())
            }
            // The first line break after the tag is none of the text.
            "textarea" => Some(unescaped(self.inner().strip_prefix('\n').unwrap_or(self.inner()))),
            "select" => {
                let options = elements(self.inner(), "option");
                let chosen = options.iter().find(|option| option.has("selected")).or(options.first())?;
                Some(chosen.attribute("value").unwrap_or_else(|| chosen.text()))
            }
            _ => None,
        }
    }
}

fn starts(html: &str) -> impl Iterator<Item = Element<'_>> {
    tags(html).filter(|tag| !tag.is_end).map(|tag| tag.element)
}

/// The tags of a page, in order.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let at = next + html[next..].find('<')?;
        let end = at + end_of_tag(&html[at..])?;
        next = end + 1;
        let inside = &html[at + 1..end];
        let opened = inside.strip_prefix('/').unwrap_or(inside);
        let (name, attributes) = opened.split_at(opened.find(' ').unwrap_or(opened.len()));
        Some(Tag { element: Element { name, attributes, rest: &html[next..] }, is_end: opened != inside, at })
    })
}

/// Where a tag ends: at the first `>` outside quotation marks.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut is_quoted = false;
    tag.find(|letter: char| {
        is_quoted ^= letter == '"';
        letter == '>' && !is_quoted
    })
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn an_element_knows_its_attributes_and_words() {
    let page =
        r#"<div class="a b"><p>Et <b>&lt;ord&gt;</b><br>og to</p><div hidden>x</div></div><p title="a &gt; b">y</p>"#;
    let [first, second] = elements(page, "p")[..] else { panic!("not two paragraphs") };
    assert_eq!((first.text().as_str(), second.attribute("title").as_deref()), ("Et <ord> og to", Some("a > b")));
    let outer = elements(page, "div")[0];
    assert_eq!((outer.attribute("class").as_deref(), outer.has("hidden")), (Some("a b"), false));
    assert!(outer.inner().ends_with("x</div>") && elements(page, "div")[1].has("hidden"));
}

#[test]
fn a_form_sends_what_a_browser_would() {
    let page = concat!(
        r#"<form action="/a"><input type="hidden" name="rule" value="&quot;x&quot;"><input name="title">"#,
        r#"<input type="checkbox" name="off" value="1"><input type="checkbox" name="on" value="1" checked>"#,
        "<textarea name=\"text\">\n\nlinje &amp; linje</textarea><button name=\"way\" value=\"up\">Op</button>",
        r#"<select name="kind"><option value="a">A</option><option value="b" selected>B</option></select>"#,
        r#"<select name="none"><option value="">Ingen</option><option value="c">C</option></select></form>"#,
    );
    let fields = fields(&elements(page, "form")[0]);
    let wanted =
        [("rule", "\"x\""), ("title", ""), ("on", "1"), ("text", "\nlinje & linje"), ("kind", "b"), ("none", "")];
    assert_eq!(pairs(&fields), wanted);
    assert_eq!(value(page, "kind").as_deref(), Some("b"));
}
