//! The paths that a source names.

use super::source::is_of_word;

/// The names of a path, in order.
type Path<'a> = Vec<&'a str>;

/// Each path after `use`, and each of more than one name anywhere else; groups are written out, so that
/// `use a::{b, c::d}` gives `a::b` and `a::c::d`.
pub(super) fn paths<'a>(tokens: &[&'a str]) -> Vec<Path<'a>> {
    let mut reader = Reader { tokens, at: 0, found: Vec::new() };
    while let Some(token) = reader.peek() {
        if token == "use" {
            reader.at += 1;
            reader.path(&[]);
        } else if is_word(token) && tokens.get(reader.at + 1) == Some(&"::") {
            reader.path(&[]);
        } else {
            reader.at += 1;
        }
    }
    reader.found
}

struct Reader<'a, 't> {
    tokens: &'t [&'a str],
    at: usize,
    found: Vec<Path<'a>>,
}

impl<'a> Reader<'a, '_> {
    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    /// Reads a path that goes on from the names before it.
    fn path(&mut self, before: &[&'a str]) {
        let mut path = before.to_vec();
        while let Some(token) = self.peek() {
            if token == "{" {
                return self.group(&path);
            }
            if !is_word(token) {
                break;
            }
            path.push(token);
            self.at += 1;
            if self.peek() != Some("::") {
                break;
            }
            self.at += 1;
        }
        if !path.is_empty() {
            self.found.push(path);
        }
    }

    /// Reads the paths between braces, each of which goes on from the names before.
    fn group(&mut self, before: &[&'a str]) {
        self.at += 1;
        while let Some(token) = self.peek() {
            match token {
                "}" => {
                    self.at += 1;
                    return;
                }
                // A new name for what has just been read.
                "as" => self.at += 2,
                _ if token == "{" || is_word(token) => self.path(before),
                _ => self.at += 1,
            }
        }
    }
}

fn is_word(token: &str) -> bool {
    token.chars().all(is_of_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imports::source::Source;

    fn read(text: &str) -> Vec<String> {
        paths(&Source::read(text).tokens).iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn writes_groups_out() {
        assert_eq!(
            read("use crate::{a, b::{self, c as d, e}, super::f}; pub use g::*;"),
            ["crate::a", "crate::b::self", "crate::b::c", "crate::b::e", "crate::super::f", "g"]
        );
    }

    #[test]
    fn sees_paths_between_other_words() {
        assert_eq!(
            read("fn x(y: crate::a::B) -> Vec<super::C> { use d::E; z.f(self::g::h(1)) }"),
            ["crate::a::B", "super::C", "d::E", "self::g::h"]
        );
        assert_eq!(read("fn x() -> impl Iterator + use<'_> { Vec::<u8>::new() }"), ["Vec"]);
    }
}
