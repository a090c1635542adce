//! `handleplan serve`: what it prints, who can log in, and how it ends.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    os::unix::fs::PermissionsExt,
    process::{Child, ChildStdout, Command, Stdio},
};

use crate::support::{Installation, PASSPHRASE, beside, is_a_number};

const ANYWHERE: [&str; 3] = ["serve", "--listen", "127.0.0.1:0"];
const RUNS: &str = "Handleplan kører på http://";

/// A server that runs.
struct Server {
    child: Child,
    out: BufReader<ChildStdout>,
    address: String,
    /// What it printed before it ran.
    told: Vec<String>,
}

impl Server {
    fn start(installation: &Installation, more: &[&str]) -> Self {
        let mut command = installation.command(&[&ANYWHERE[..], more].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut told = Vec::new();
        let address = loop {
            let mut line = String::new();
            out.read_line(&mut line).unwrap();
            assert!(!line.is_empty(), "it has ended with {:?}: {told:?}", child.wait());
            match line.trim_end().strip_prefix(RUNS) {
                Some(address) => break address.to_owned(),
                None => told.push(line.trim_end().to_owned()),
            }
        };
        Self { child, out, address, told }
    }

    /// Asks it to end, and answers what it printed since it ran.
    fn stop(mut self) -> String {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        let mut rest = String::new();
        self.out.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        rest
    }

    /// True where these let one in.
    fn lets_in(&self, email: &str, passphrase: &str) -> bool {
        let encoded = |text: &str| text.replace('@', "%40").replace(' ', "+");
        let form = format!("email={}&password={}", encoded(email), encoded(passphrase));
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "POST /log-ind HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len(),
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer.starts_with(b"HTTP/1.1 303 ")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A test that failed leaves no server behind; one that has ended cannot be ended again.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn the_first_start_tells_the_code_that_lets_the_administrator_in() {
    let installation = Installation::new();
    let server = Server::start(&installation, &[]);
    assert!(server.told.is_empty(), "{:?}", server.told);
    let rest = server.stop();
    assert!(rest.starts_with("Første start: åbn adressen, og opret administratoren med engangskoden "), "{rest}");
    assert!(beside(&installation.database()).is_empty());
}

#[test]
fn the_passphrase_given_last_is_the_one_that_lets_in() {
    let (installation, home) = Installation::with_a_home();
    let email = "lise@handleplan.example";
    let user = ["user", "add", email, "--name", "Lise Krogh", "--role", "læser", "--unit", &home, "--password-stdin"];
    installation.run_with(&user, PASSPHRASE).done();
    let server = Server::start(&installation, &[]);
    assert!(server.lets_in(email, PASSPHRASE) && !server.lets_in(email, "noget helt andet her"));
    assert_eq!(server.stop(), "", "there is a user, so there is no code");

    installation.run_with(&["user", "passwd", email, "--password-stdin"], "fem små grønne stole").done();
    let server = Server::start(&installation, &[]);
    assert!(server.lets_in(email, "fem små grønne stole") && !server.lets_in(email, PASSPHRASE));
    server.stop();
}

#[test]
fn what_lies_beside_the_database_while_it_runs_is_its_owners_alone() {
    let (installation, _) = Installation::with_a_home();
    let server = Server::start(&installation, &[]);
    for path in [vec![installation.database()], beside(&installation.database())].concat() {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", path.display());
    }
    server.stop();
}

#[test]
fn an_address_that_is_taken_is_told() {
    let (one, other) = (Installation::new(), Installation::new());
    let server = Server::start(&one, &[]);
    let mut command = other.command(&["serve", "--listen", &server.address]);
    let output = command.env("HANDLEPLAN_LOG", "error").output().unwrap();
    let told = other.finish(output).refused("kan ikke bruges; måske kører programmet allerede");
    assert!(told.contains(&server.address), "{told}");
}

#[test]
fn the_demo_tells_its_log_ins_and_what_it_has_sent_can_be_checked() {
    let installation = Installation::new();
    let server = Server::start(&installation, &["--demo"]);
    let log_ins: Vec<(&str, &str)> = server.told.iter().filter_map(|line| line.split_once(": ")).collect();
    let (last, log_ins) = log_ins.split_last().unwrap();
    let count = log_ins.len();
    assert_eq!(last.0, "Adgangssætning");
    assert!(count > 5 && log_ins.iter().all(|(_, email)| email.ends_with("@handleplan.example")));
    assert!(server.lets_in(log_ins[0].1, last.1));
    server.stop();
    let server = Server::start(&installation, &["--demo"]);
    assert!(server.told.is_empty(), "it is filled once: {:?}", server.told);
    server.stop();
    assert_eq!(installation.run(&["user", "list"]).done().lines().count(), count);

    assert!(installation.run(&["check"]).done().contains("heraf 0 ændret efter afsendelsen."));
    installation.tamper("Digital Post", "Digital Pest");
    let (told, why) = installation.run(&["check"]).failed();
    assert!(why.contains("Sendte versioner er ændret uden om Handleplan") && why.lines().count() == 1, "{why}");
    let broken = told.lines().find_map(|line| line.strip_prefix("  Plan ")).unwrap();
    let (plan, what) = broken.split_once(", version ").unwrap();
    let number = what.strip_suffix(": indholdet").unwrap();
    assert!(is_a_number(plan), "{told}");
    installation.tamper("Digital Pest", "Digital Post");
    installation.run(&["check"]).done();

    let sent = |format: &str| installation.run(&["export", plan, "--format", format, "--version", number]);
    assert!(sent("docx").bytes().starts_with(b"PK"));
    assert_eq!(sent("pdf").bytes(), sent("pdf").bytes(), "byte for byte as it was sent");
    assert!(sent("json").done().starts_with('{'));
    installation.run(&["export", plan, "--format", "json", "--version", "9"]).refused("Planen har ingen version 9");
}
