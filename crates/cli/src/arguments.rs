//! The words of the command line.

use std::{io, net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand, error::ErrorKind};

use crate::out::complain;

/// The command line.
#[derive(Debug, Parser)]
#[command(
    name = "handleplan",
    version,
    about = "Handleplaner efter tilsyn i botilbud",
    long_about = None,
    disable_help_subcommand = true
)]
pub(crate) struct Arguments {
    /// Hvad der skal gøres; uden kommando startes webserveren.
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    /// Filen med indstillinger (handleplan.toml).
    #[arg(long, global = true, env = "HANDLEPLAN_CONFIG", value_name = "FIL")]
    pub(crate) config: Option<PathBuf>,
    /// Databasen: `sqlite://sti` eller `postgres://bruger@vært/navn`.
    #[arg(long, global = true, env = "HANDLEPLAN_DATABASE_URL", value_name = "URL", hide_env_values = true)]
    pub(crate) database_url: Option<String>,
    /// Mappen med jeres egne skabeloner (*.toml).
    #[arg(long, global = true, env = "HANDLEPLAN_TEMPLATES", value_name = "MAPPE")]
    pub(crate) templates: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starter webserveren.
    Serve(Serve),
    /// Henter en handleplan ind fra en fil.
    Import(Import),
    /// Skriver en handleplan til en fil.
    Export(Export),
    /// Viser, hvordan en tidsramme læses.
    Period(Period),
    /// Enheder.
    #[command(subcommand)]
    Unit(Unit),
    /// Brugere.
    #[command(subcommand)]
    User(User),
    /// Ser efter, om alt er, som det skal være.
    Check(Check),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// Adressen, der lyttes på; 127.0.0.1:3000, hvis intet er sagt.
    #[arg(long, env = "HANDLEPLAN_LISTEN", value_name = "ADRESSE")]
    pub(crate) listen: Option<SocketAddr>,
    /// Fylder en tom database med et opdigtet eksempel.
    #[arg(long)]
    pub(crate) demo: bool,
}

impl Serve {
    /// What the environment says where no command is given.
    pub(crate) fn from_environment() -> Self {
        let words = ["handleplan", "serve"];
        match Arguments::try_parse_from(words).ok().and_then(|arguments| arguments.command) {
            Some(Command::Serve(serve)) => serve,
            _ => Self { listen: None, demo: false },
        }
    }
}

#[derive(Debug, clap::Args)]
pub(crate) struct Import {
    /// Filen: .docx, .xlsx, .csv eller .json.
    pub(crate) file: PathBuf,
    /// Enheden, ved navn eller nummer.
    #[arg(long, value_name = "ENHED")]
    pub(crate) unit: String,
    /// Skabelonen, ved nøgle; ellers den, filen nævner, eller den sædvanlige.
    #[arg(long, value_name = "SKABELON")]
    pub(crate) template: Option<String>,
    /// Året, tidsrammer uden årstal gælder.
    #[arg(long, value_name = "ÅR")]
    pub(crate) year: Option<i32>,
    /// Læs filen, men gem intet.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// Planens nummer.
    #[arg(required_unless_present = "unit", conflicts_with = "unit")]
    pub(crate) plan: Option<String>,
    /// Formatet: docx, pdf, xlsx, csv eller json.
    #[arg(long, required_unless_present = "unit")]
    pub(crate) format: Option<String>,
    /// Alle planer for en enhed, ved navn eller nummer, som én ZIP-fil.
    #[arg(long, value_name = "ENHED", requires = "output")]
    pub(crate) unit: Option<String>,
    /// Dokumentet: handleplan, siden-sidst eller resume.
    #[arg(long, default_value = "handleplan", value_name = "DOKUMENT")]
    pub(crate) document: String,
    /// Versionen, som den blev sendt; ellers planen i dag.
    #[arg(long, value_name = "NUMMER")]
    pub(crate) version: Option<u32>,
    /// Sæt ledespørgsmålene under overskrifterne (docx og pdf).
    #[arg(long)]
    pub(crate) questions: bool,
    /// Filen, der skrives; ellers skrives til standard output.
    #[arg(short, long, value_name = "FIL")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Period {
    /// Tidsrammen; »-« læser linjer med »TEKST, tabulator, ÅR« fra standard input.
    #[arg(allow_hyphen_values = true)]
    pub(crate) text: String,
    /// Året, hvor teksten ikke selv nævner et.
    #[arg(long, value_name = "ÅR")]
    pub(crate) year: Option<i32>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Lav overblikket på ny af planerne. Ingen må skrive imens.
    #[arg(long)]
    pub(crate) rebuild: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Unit {
    /// Opretter en enhed og skriver dens nummer.
    Add {
        /// Navnet.
        name: String,
        /// Enheden over den, ved navn eller nummer.
        #[arg(long, value_name = "ENHED")]
        parent: Option<String>,
        /// Hvad den er: provider, area, facility eller department.
        #[arg(long, default_value = "facility")]
        kind: String,
    },
    /// Viser enhederne.
    List,
}

#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Opretter en bruger.
    Add {
        /// E-mail.
        email: String,
        /// Navnet.
        #[arg(long)]
        name: String,
        /// Rollen: læser, medarbejder, afdelingsleder, botilbudsleder eller administrator.
        #[arg(long, requires = "unit")]
        role: Option<String>,
        /// Enheden, rollen gælder.
        #[arg(long, requires = "role")]
        unit: Option<String>,
        /// Læs adgangssætningen fra standard input; ellers laves en tilfældig.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Viser brugerne.
    List,
    /// Giver en bruger en ny adgangssætning.
    Passwd {
        /// E-mail.
        email: String,
        /// Læs den fra standard input; ellers laves en tilfældig.
        #[arg(long)]
        password_stdin: bool,
    },
    /// Giver en bruger en rolle, eller tager den fra brugeren.
    Role {
        /// E-mail.
        email: String,
        /// Rollen.
        role: String,
        /// Enheden, rollen gælder.
        #[arg(long)]
        unit: String,
        /// Fjern rollen i stedet.
        #[arg(long)]
        remove: bool,
    },
}

/// Help and version as they are; anything else in one Danish sentence.
pub(crate) fn explain(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match error.print() {
            Err(fault) if fault.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
            _ => ExitCode::SUCCESS,
        };
    }
    let about = error.context().find_map(|(_, value)| match value {
        clap::error::ContextValue::String(text) => Some(text.clone()),
        clap::error::ContextValue::Strings(texts) => Some(texts.join(", ")),
        _ => None,
    });
    let about = about.map(|about| format!(" ved {about}")).unwrap_or_default();
    complain(format!("Kommandoen kunne ikke forstås{about}; se »handleplan --help«."));
    ExitCode::from(2)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_words_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_server_is_started() {
        assert!(Arguments::try_parse_from(["handleplan"]).unwrap().command.is_none());
        assert!(!Serve::from_environment().demo);
    }
}
