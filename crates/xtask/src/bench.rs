//! `cargo xtask bench`: fills a database with 20 homes × 5 plans × 50 activities through the command line, serves it
//! in release, and prints how many pages a second come out, how soon the first, and in how much memory.

#![expect(clippy::print_stdout, reason = "the figures are the answer")]

use std::{
    env, fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, ensure};

use crate::{setup, step};

const HOMES: usize = 20;
const PLANS: usize = 5;
const ACTIVITIES: usize = 50;
const CONNECTIONS: usize = 8;
const ADDRESS: &str = "127.0.0.1:3999";
const EMAIL: &str = "bench@handleplan.example";
const PASSPHRASE: &str = "fire små grønne stole";

/// The references of the plans' findings, one a plan.
const REFERENCES: [&str; PLANS] = [
    "Organisation og ledelse, kriterium 9, indikator 9.b og 9.c",
    "Målgruppe, metoder og resultater, kriterium 3, indikator 3.b",
    "Sundhed og trivsel, kriterium 5, indikator 5.a",
    "Kompetencer, kriterium 10, indikator 10.b",
    "Fysiske rammer, kriterium 14, indikator 14.a",
];

pub(crate) fn run() -> Result<()> {
    setup::wrk()?;
    step::run(&mut step::cargo("build --release --workspace --locked"))?;
    let program = fs::canonicalize("target/release/handleplan")?;
    let folder = env::temp_dir().join(format!("handleplan-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let measured = measure(&program, &folder);
    fs::remove_dir_all(&folder)?;
    measured
}

fn measure(program: &Path, folder: &Path) -> Result<()> {
    let started = Instant::now();
    let plans = fill(program, folder)?;
    eprintln!(
        "\nfilled {HOMES} homes × {PLANS} plans × {ACTIVITIES} activities in {:.1} s",
        started.elapsed().as_secs_f64()
    );

    let started = Instant::now();
    let mut server = Server(
        handleplan(program, folder)
            .args(["serve", "--listen", ADDRESS])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?,
    );
    while get("/log-ind", "").is_err() {
        ensure!(started.elapsed() < Duration::from_secs(30), "the server did not answer within 30 s");
        thread::sleep(Duration::from_millis(2));
    }
    println!("start to first page          {:>8.0} ms", started.elapsed().as_secs_f64() * 1000.0);
    let cookie = log_in()?;
    let started = Instant::now();
    get("/overblik", &cookie)?;
    println!("first overview, from disk    {:>8.0} ms", started.elapsed().as_secs_f64() * 1000.0);
    println!("memory before load           {:>8.0} MiB", server.memory("VmRSS")?);

    let script = folder.join("pages.lua");
    let addresses: Vec<String> = plans.iter().map(|id| format!("\"/handleplaner/{id}\"")).collect();
    let rotate = format!(
        "local pages = {{{}}}\nlocal at = 0\nrequest = function() at = at % #pages + 1 return wrk.format(nil, pages[at]) end\n",
        addresses.join(",")
    );
    fs::write(&script, rotate)?;
    println!("plan pages ({} plans)        {:>8.0} /s", plans.len(), wrk("/", &cookie, Some(&script))?);
    println!("one plan page                {:>8.0} /s", wrk(&format!("/handleplaner/{}", plans[0]), &cookie, None)?);
    println!("theme overviews              {:>8.0} /s", wrk("/overblik", &cookie, None)?);
    println!("my work                      {:>8.0} /s", wrk("/", &cookie, None)?);
    println!("memory after load            {:>8.0} MiB (peak {:.0})", server.memory("VmRSS")?, server.memory("VmHWM")?);
    documents(&server, &cookie, program, folder)?;
    server.0.kill()?;
    Ok(())
}

/// How long each document takes, and how much memory ten at once.
fn documents(server: &Server, cookie: &str, program: &Path, folder: &Path) -> Result<()> {
    let unit = output(handleplan(program, folder).args(["unit", "list"]))?;
    let unit = unit.split_whitespace().next().context("no unit")?;
    for rows in [60, 300] {
        let file = folder.join(format!("{rows}.json"));
        fs::write(&file, plan_json(&format!("Plan med {rows} rækker"), REFERENCES[0], rows))?;
        let plan = output(handleplan(program, folder).arg("import").arg(&file).args(["--unit", unit]))?;
        for format in ["pdf", "docx", "xlsx", "csv"] {
            let address = format!("/handleplaner/{plan}/eksport.{format}");
            println!("{:<29}{:>8.1} ms", format!("{rows} rows as {format}"), median(&address, cookie)?);
        }
        let address = format!("/handleplaner/{plan}/eksport.pdf");
        let started = Instant::now();
        thread::scope(|scope| {
            let asked: Vec<_> = (0..10).map(|_| scope.spawn(|| get(&address, cookie))).collect();
            asked.into_iter().try_for_each(|answer| match answer.join() {
                Ok(page) => page.map(drop),
                Err(_) => anyhow::bail!("a request ended without an answer"),
            })
        })?;
        println!(
            "{:<29}{:>8.0} ms",
            format!("ten PDFs of {rows} rows at once"),
            started.elapsed().as_secs_f64() * 1000.0
        );
    }
    let started = Instant::now();
    get(&format!("/enheder/{unit}/handleplaner.zip"), cookie)?;
    println!("all plans as one ZIP         {:>8.1} s", started.elapsed().as_secs_f64());
    println!("memory after documents       {:>8.0} MiB (peak {:.0})", server.memory("VmRSS")?, server.memory("VmHWM")?);
    Ok(())
}

/// The middle one of nine times, in milliseconds.
fn median(address: &str, cookie: &str) -> Result<f64> {
    let mut times = Vec::new();
    for _ in 0..9 {
        let started = Instant::now();
        get(address, cookie)?;
        times.push(started.elapsed().as_secs_f64() * 1000.0);
    }
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().context("no times")
}

/// The server, ended with the measurement however that ends.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

impl Server {
    fn memory(&self, line: &str) -> Result<f64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id()))?;
        let found = status.lines().find(|text| text.starts_with(line)).context("no such line in /proc")?;
        let kib: f64 = found.split_whitespace().nth(1).context("no number in /proc")?.parse()?;
        Ok(kib / 1024.0)
    }
}

fn handleplan(program: &Path, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .env("HANDLEPLAN_DATABASE_URL", format!("sqlite://{}/bench.db", folder.display()))
        .env("HANDLEPLAN_LOG", "error")
        .stdin(Stdio::null());
    command
}

fn output(command: &mut Command) -> Result<String> {
    let output = command.output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?.lines().next().unwrap_or_default().to_owned())
}

/// Makes the homes, a leader of them all and the plans; answers the plans' identities.
fn fill(program: &Path, folder: &Path) -> Result<Vec<String>> {
    let area = output(handleplan(program, folder).args(["unit", "add", "Området", "--kind", "area"]))?;
    let mut add = handleplan(program, folder)
        .args([
            "user",
            "add",
            EMAIL,
            "--name",
            "Bente Ch",
            "--role",
            "botilbudsleder",
            "--unit",
            &area,
            "--password-stdin",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()?;
    add.stdin.take().context("no standard input")?.write_all(PASSPHRASE.as_bytes())?;
    ensure!(add.wait()?.success(), "the user could not be added");
    let mut plans = Vec::new();
    for home in 0..HOMES {
        let unit = output(handleplan(program, folder).args([
            "unit",
            "add",
            &format!("Bosted {}", home + 1),
            "--parent",
            &area,
        ]))?;
        for (at, reference) in REFERENCES.iter().enumerate() {
            let file: PathBuf = folder.join(format!("{home}-{at}.json"));
            fs::write(&file, plan_json(&format!("Plan {} for bosted {}", at + 1, home + 1), reference, ACTIVITIES))?;
            plans.push(output(handleplan(program, folder).arg("import").arg(&file).args(["--unit", &unit]))?);
        }
    }
    Ok(plans)
}

fn plan_json(title: &str, reference: &str, count: usize) -> String {
    let statuses = ["not_started", "started", "waiting", "done", "embedded"];
    let periods = ["ultimo 2026", "1. kvartal 2027", "løbende", "inden udgangen af marts 2026", "4 gange årligt"];
    let activity = |at: usize| {
        format!(
            r#"{{"line":"activity","what":"Aktivitet {at}: medarbejderne gennemgår arbejdsgangen og aftaler, hvad der skal ændres","period_text":"{}","owner_text":"Afdelingsleder og teamkoordinator","status":"{}"}}"#,
            periods[at % periods.len()],
            statuses[at % statuses.len()]
        )
    };
    let issue = |first: usize| {
        let lines: Vec<String> = (first..first + 5).map(activity).collect();
        format!(
            r#"{{"text":"Det skal være tydeligt, hvem der gør hvad, og hvornår","goals":["Alle kender aftalen","Aftalen følges"],"lines":[{}],"monitoring":["Status på personalemødet hver måned"],"effects":["Færre misforståelser i hverdagen"]}}"#,
            lines.join(",")
        )
    };
    let issues: Vec<String> = (0..count).step_by(5).map(issue).collect();
    format!(
        r#"{{"format":"handleplan","version":1,"plan":{{"title":"{title}","year":2026,"blocks":[{{"reference_text":"{reference}","text":"Henstilling til, at ledelsen sikrer klare aftaler","kind":"recommendation","issues":[{}]}}]}}}}"#,
        issues.join(",")
    )
}

/// The answer to one request, if it is a page.
fn get(path: &str, cookie: &str) -> Result<String> {
    send(&format!("GET {path} HTTP/1.1\r\nHost: {ADDRESS}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"))
}

fn send(request: &str) -> Result<String> {
    let mut stream = TcpStream::connect(ADDRESS)?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let first = answer.lines().next().unwrap_or_default();
    ensure!(first.contains(" 200 ") || first.contains(" 303 "), "{first}");
    Ok(answer)
}

fn log_in() -> Result<String> {
    let body = format!(
        "email={EMAIL}&password={}",
        PASSPHRASE.replace(' ', "+").replace('å', "%C3%A5").replace('ø', "%C3%B8")
    );
    let request = format!(
        "POST /log-ind HTTP/1.1\r\nHost: {ADDRESS}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    let answer = send(&request)?;
    let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).context("nobody was logged in")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

/// Pages a second, and none of them a failure.
fn wrk(path: &str, cookie: &str, script: Option<&Path>) -> Result<f64> {
    let mut command = Command::new("wrk");
    command.args(["-t1", &format!("-c{CONNECTIONS}"), "-d8s", "-H", &format!("Cookie: {cookie}")]);
    if let Some(script) = script {
        command.arg("-s").arg(script);
    }
    let output = command.arg(format!("http://{ADDRESS}{path}")).output().context("wrk could not be started")?;
    let printed = String::from_utf8(output.stdout)?;
    ensure!(!printed.contains("Non-2xx"), "some answers were failures:\n{printed}");
    let rate = printed.lines().find_map(|line| line.strip_prefix("Requests/sec:")).context("wrk told no rate")?;
    Ok(rate.trim().parse()?)
}
