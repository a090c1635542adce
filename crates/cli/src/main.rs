//! The program `handleplan`: configuration, commands, and the start of the web.

use std::process::ExitCode;

use clap::Parser;

mod arguments;
mod check;
mod configuration;
mod demo;
mod export;
mod import;
mod period;
mod serve;
mod unit;
mod user;

use arguments::{Arguments, Command};
use configuration::Configuration;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return arguments::explain(&error),
    };
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(run(arguments)));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            // The chain of causes is for the log, and only when one asks for it.
            if std::env::var("HANDLEPLAN_LOG").is_ok_and(|level| level.contains("debug")) {
                eprintln!("{error:?}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> anyhow::Result<()> {
    let command = match arguments.command {
        Some(command) => command,
        None => Command::Serve(arguments::Serve::from_environment()),
    };
    if let Command::Period(asked) = &command {
        return period::run(asked);
    }
    let configuration = Configuration::read(arguments.config.as_deref(), arguments.database_url)?;
    match command {
        Command::Serve(asked) => serve::run(&configuration, &asked).await,
        Command::Import(asked) => import::run(&configuration, &asked).await,
        Command::Export(asked) => export::run(&configuration, &asked).await,
        Command::Unit(asked) => unit::run(&configuration, asked).await,
        Command::User(asked) => user::run(&configuration, asked).await,
        Command::Check => check::run(&configuration).await,
        Command::Period(_) => Ok(()),
    }
}
