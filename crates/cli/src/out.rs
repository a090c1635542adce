//! What commands print.
//!
//! Whoever reads may have heard enough (`handleplan user list | head`): then nothing more is printed, and the command
//! goes on to its own end.

use std::{
    fmt::Display,
    io::{self, BufWriter, ErrorKind, Write},
};

use anyhow::Context;

/// Where a command's answer goes.
pub(crate) struct Out {
    to: Box<dyn Write>,
    is_closed: bool,
}

impl Out {
    /// To standard output.
    pub(crate) fn standard() -> Self {
        Self::new(BufWriter::new(io::stdout()))
    }

    fn new(to: impl Write + 'static) -> Self {
        Self { to: Box::new(to), is_closed: false }
    }

    /// Prints a line.
    pub(crate) fn line(&mut self, line: impl Display) -> anyhow::Result<()> {
        self.write(|to| writeln!(to, "{line}"))
    }

    /// Prints bytes as they are.
    pub(crate) fn bytes(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.write(|to| to.write_all(bytes))
    }

    /// Sends on what waits to be printed.
    pub(crate) fn flush(&mut self) -> anyhow::Result<()> {
        self.write(Write::flush)
    }

    /// True where nobody reads any more.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn write(&mut self, write: impl FnOnce(&mut Box<dyn Write>) -> io::Result<()>) -> anyhow::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        match write(&mut self.to) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(())
            }
            written => written.context("Svaret kan ikke skrives"),
        }
    }
}

/// Says on standard error what went wrong; where nobody hears it, nothing can be done.
pub(crate) fn complain(words: impl Display) {
    let _unheard = writeln!(io::stderr(), "{words}");
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails in one way.
    struct Failing(ErrorKind);

    impl Write for Failing {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_who_has_heard_enough_is_no_fault() {
        let mut out = Out::new(Failing(ErrorKind::BrokenPipe));
        assert!(!out.is_closed());
        out.line("en linje").unwrap();
        assert!(out.is_closed());
        out.bytes(b"mere").unwrap();
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let error = Out::new(Failing(ErrorKind::StorageFull)).line("en linje").unwrap_err();
        assert_eq!(error.to_string(), "Svaret kan ikke skrives");
    }
}
