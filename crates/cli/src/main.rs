//! The program `handleplan`: configuration, commands, and the start of the web.

use std::process::ExitCode;

use clap::Parser;
use mimalloc::MiMalloc;

mod answer;
mod arguments;
mod check;
mod configuration;
mod database_file;
mod export;
mod import;
mod out;
mod period;
mod serve;
mod sweep;
mod unit;
mod user;

use arguments::{Arguments, Command};
use configuration::Configuration;
use out::{Out, complain};

/// What the system's own allocator keeps for each thread after a passphrase is hashed or a PDF is made, this one gives
/// back: what is large is taken by whichever thread has the turn.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Who stands in the history for what the commands do.
const NAME: &str = "Kommandolinjen";

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return arguments::explain(&error),
    };
    let mut out = Out::standard();
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(run(arguments, &mut out)));
    // What was printed before a fault stands before the fault.
    match done.and(out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&error);
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments, out: &mut Out) -> anyhow::Result<()> {
    let command = match arguments.command {
        Some(command) => command,
        None => Command::Serve(arguments::Serve::from_environment()),
    };
    if let Command::Period(asked) = &command {
        return period::run(asked, out);
    }
    let configuration = Configuration::read(arguments.config.as_deref(), arguments.database_url, arguments.templates)?;
    if matches!(command, Command::Serve(_)) {
        serve::open_log();
    }
    let work = configuration.with_app(async |app| match command {
        Command::Serve(asked) => Box::pin(serve::run(app, &asked, configuration.listen, out)).await,
        Command::Import(asked) => import::run(app, &asked, out).await,
        Command::Export(asked) => export::run(app, &asked, out).await,
        Command::Unit(asked) => unit::run(app, asked, out).await,
        Command::User(asked) => user::run(app, asked, out).await,
        Command::Check(asked) => check::run(app, &asked, out).await,
        Command::Period(_) => Ok(()),
    });
    Box::pin(work).await
}

/// One sentence for people. The causes are for the log, and only when one asks for it.
fn tell(error: &anyhow::Error) {
    let causes: Vec<&str> =
        error.chain().filter_map(|error| error.downcast_ref::<app::Error>()).filter_map(app::Error::cause).collect();
    if std::env::var("HANDLEPLAN_LOG").is_ok_and(|level| level.contains("debug")) {
        complain(error);
        complain(format!("{error:?}"));
        causes.into_iter().for_each(complain);
    } else if causes.is_empty() {
        complain(error);
    } else {
        complain(format!("{error} HANDLEPLAN_LOG=debug viser årsagen."));
    }
}
