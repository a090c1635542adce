//! The typefaces of a PDF: read once, and none of the computer's own.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

macro_rules! face {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

/// The faces, the one for characters the others lack last.
static FACES: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let files: [&'static [u8]; 5] = [
        face!("regular.ttf"),
        face!("italic.ttf"),
        face!("bold.ttf"),
        face!("bold_italic.ttf"),
        face!("other_signs.ttf"),
    ];
    files.into_iter().filter_map(|file| Font::new(Bytes::new(file), 0)).collect()
});

static BOOK: LazyLock<LazyHash<FontBook>> = LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FACES.iter())));

/// What Typst knows of the faces.
pub(super) fn book() -> &'static LazyHash<FontBook> {
    &BOOK
}

/// The face at a place in the book.
pub(super) fn font(index: usize) -> Option<Font> {
    FACES.get(index).cloned()
}

/// Whether some face draws the character.
pub(super) fn draws(letter: char) -> bool {
    let drawing = [FACES.first(), FACES.last()];
    drawing.into_iter().flatten().any(|font| font.info().coverage.contains(u32::from(letter)))
}
