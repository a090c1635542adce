//! An installation to run commands in, and what they answered.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
    process::{self, Command, Output, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
};

/// A passphrase that is taken.
pub(crate) const PASSPHRASE: &str = "fire små grønne stole";

/// What the environment of whoever runs the tests must not decide.
const SETTINGS: [&str; 5] =
    ["HANDLEPLAN_CONFIG", "HANDLEPLAN_DATABASE_URL", "HANDLEPLAN_LISTEN", "HANDLEPLAN_LOG", "HANDLEPLAN_TEMPLATES"];

/// A folder of its own in which commands run, with a database where the program keeps it unless told otherwise.
pub(crate) struct Installation {
    folder: PathBuf,
}

impl Installation {
    /// A folder with nothing in it.
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("handleplan-commands-{}-{}", process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self { folder }
    }

    /// One with a home in it, and the home's number.
    pub(crate) fn with_a_home() -> (Self, String) {
        let installation = Self::new();
        let id = installation.run(&["unit", "add", "Bostedet Havtornen"]).done();
        (installation, id.trim().to_owned())
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The file with the database.
    pub(crate) fn database(&self) -> PathBuf {
        self.path("data/handleplan.db")
    }

    /// Writes a file into the folder.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).unwrap();
    }

    /// The program, about to run in the folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_handleplan"));
        for setting in SETTINGS {
            command.env_remove(setting);
        }
        command.args(arguments).current_dir(&self.folder).stdin(Stdio::null());
        command
    }

    /// What a command answers.
    pub(crate) fn run(&self, arguments: &[&str]) -> Answer {
        self.finish(self.command(arguments).output().unwrap())
    }

    /// What a command answers that is told something on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Answer {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that refuses before it reads may be gone already.
        drop(child.stdin.take().unwrap().write_all(input.as_bytes()));
        self.finish(child.wait_with_output().unwrap())
    }

    /// A command that has ended has closed the database: nothing of it lies beside the file.
    pub(crate) fn finish(&self, output: Output) -> Answer {
        let left = beside(&self.database());
        assert!(left.is_empty(), "{left:?}");
        let Output { status, stdout, stderr } = output;
        Answer { code: status.code(), out: stdout, err: String::from_utf8(stderr).unwrap() }
    }

    /// Replaces bytes in the database behind the program's back, as many for as many.
    pub(crate) fn tamper(&self, from: &str, to: &str) {
        assert_eq!(from.len(), to.len());
        let mut bytes = fs::read(self.database()).unwrap();
        let found: Vec<usize> = bytes
            .windows(from.len())
            .enumerate()
            .filter(|(_, window)| *window == from.as_bytes())
            .map(|(at, _)| at)
            .collect();
        assert!(!found.is_empty(), "»{from}« is nowhere in the database");
        for at in found {
            bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        }
        fs::write(self.database(), bytes).unwrap();
    }

    /// True where the words lie in the database, whichever table they are in.
    pub(crate) fn holds(&self, words: &str) -> bool {
        fs::read(self.database()).unwrap().windows(words.len()).any(|bytes| bytes == words.as_bytes())
    }
}

impl Drop for Installation {
    fn drop(&mut self) {
        // What cannot be deleted lies among the temporary files.
        drop(fs::remove_dir_all(&self.folder));
    }
}

/// What SQLite has put beside the file of a database.
pub(crate) fn beside(database: &Path) -> Vec<PathBuf> {
    let name = database.display();
    ["-wal", "-shm", "-journal"]
        .map(|ending| PathBuf::from(format!("{name}{ending}")))
        .into_iter()
        .filter(|path| path.exists())
        .collect()
}

/// What a command answered.
#[derive(Debug)]
pub(crate) struct Answer {
    code: Option<i32>,
    out: Vec<u8>,
    err: String,
}

impl Answer {
    /// What it printed: it did what it was told and complained of nothing.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        String::from_utf8(self.bytes()).unwrap()
    }

    /// The same, where it is no text.
    #[track_caller]
    pub(crate) fn bytes(self) -> Vec<u8> {
        assert_eq!((self.code, self.err.as_str()), (Some(0), ""));
        self.out
    }

    /// It did nothing, printed nothing, and said why in one line with these words in it.
    #[track_caller]
    pub(crate) fn refused(self, words: &str) -> String {
        assert_eq!(self.code, Some(1), "{}", self.err);
        self.complaint(words)
    }

    /// It was not understood: the same, with an exit code of its own.
    #[track_caller]
    pub(crate) fn misunderstood(self, words: &str) -> String {
        assert_eq!(self.code, Some(2), "{}", self.err);
        self.complaint(words)
    }

    /// What it printed before it failed, and why it failed.
    #[track_caller]
    pub(crate) fn failed(self) -> (String, String) {
        assert_eq!(self.code, Some(1), "{}", self.err);
        (String::from_utf8(self.out).unwrap(), self.err)
    }

    #[track_caller]
    fn complaint(self, words: &str) -> String {
        assert!(self.out.is_empty(), "{}", String::from_utf8_lossy(&self.out));
        assert_eq!(self.err.lines().count(), 1, "{}", self.err);
        assert!(self.err.contains(words), "»{words}« is not in »{}«", self.err);
        self.err
    }
}

/// True where the text is the number of something.
pub(crate) fn is_a_number(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|char| char == '-' || char.is_ascii_hexdigit())
}
