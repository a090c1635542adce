//! The parts within a Word or Excel file, unpacked without trusting what the file says of its own size.

use std::io::{Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use crate::ReadError;

/// The largest file read, in megabytes.
const MAX_FILE_MB: usize = 20;
const MB: usize = 1024 * 1024;
/// The most that all parts may fill, unpacked.
const MAX_UNPACKED: usize = 60 * MB;
/// How files of the old formats begin, and those locked with a password.
const OLE_MAGIC: [u8; 4] = [0xd0, 0xcf, 0x11, 0xe0];

/// A packed file.
pub(crate) struct Packed<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes more may be unpacked.
    left: usize,
}

impl<'a> Packed<'a> {
    /// Opens a file; one that is not packed at all is refused as `other`.
    pub(crate) fn open(bytes: &'a [u8], other: ReadError) -> Result<Self, ReadError> {
        if bytes.len() > MAX_FILE_MB * MB {
            return Err(ReadError::TooBig { max_mb: MAX_FILE_MB });
        }
        if bytes.starts_with(&OLE_MAGIC) {
            return Err(ReadError::OldOrLocked);
        }
        if !bytes.starts_with(b"PK") {
            return Err(other);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadError::Broken)?;
        Ok(Self { archive, left: MAX_UNPACKED })
    }

    /// The names of its parts.
    pub(crate) fn names(&self) -> Vec<String> {
        self.archive.file_names().map(str::to_owned).collect()
    }

    /// The text of a part; none where there is no part of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(ReadError::OldOrLocked),
            Err(_) => return Err(ReadError::Broken),
        };
        let mut bytes = Vec::new();
        file.take(self.left as u64 + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Broken)?;
        self.left = self.left.checked_sub(bytes.len()).ok_or(ReadError::ExpandsTooMuch)?;
        String::from_utf8(bytes).map(Some).map_err(|_| ReadError::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn tells_what_is_not_packed() {
        let open = |bytes: &[u8]| Packed::open(bytes, ReadError::NotWord).map(|_| ()).unwrap_err();
        assert_eq!(open(b"%PDF-1.7"), ReadError::NotWord);
        assert_eq!(open(&OLE_MAGIC), ReadError::OldOrLocked);
        assert_eq!(open(b"PK\x03\x04 cut off"), ReadError::Broken);
        assert_eq!(open(&vec![0; MAX_FILE_MB * MB + 1]), ReadError::TooBig { max_mb: MAX_FILE_MB });
    }

    #[test]
    fn counts_what_it_unpacks_itself() {
        let text = "x".repeat(600);
        let file = sample::zip(&[("a.xml", text.as_str()), ("b.xml", text.as_str())]);
        let read = |left: usize| {
            let mut packed = Packed { left, ..Packed::open(&file, ReadError::NotWord).unwrap() };
            packed.names().iter().map(|name| packed.part(name)).collect::<Result<Vec<_>, _>>()
        };
        assert_eq!(read(599).unwrap_err(), ReadError::ExpandsTooMuch);
        assert_eq!(read(1_199).unwrap_err(), ReadError::ExpandsTooMuch);
        assert_eq!(read(1_200).unwrap().len(), 2);
    }
}
