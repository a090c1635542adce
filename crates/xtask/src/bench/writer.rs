//! Somebody who rewrites the text of one activity again and again.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use super::{
    http::{Client, Connection},
    lanes,
    request::Request,
};

/// A connection that has been idle for longer may have been closed by the server.
const IDLE: Duration = Duration::from_secs(5);

/// A writer, with the field open on a connection that stays open.
pub(super) struct Writer {
    /// Who writes, and how long an answer is waited for.
    pub(super) client: Client,
    address: String,
    saves: usize,
    open: Option<Open>,
}

/// The open field: what its form sends beside the text.
struct Open {
    connection: Connection,
    used_at: Instant,
    hidden: Vec<(String, String)>,
}

impl Writer {
    /// Opens the text of an activity: the plan's first, second and so on.
    pub(super) fn open(client: &Client, plan: &str, at: usize) -> Result<Self> {
        let page = client.get(&format!("/handleplaner/{plan}"))?;
        let page = page.text();
        let activities = activities(&page, plan);
        let activity = activities.get(at).with_context(|| format!("the plan has no activity {at}"))?;
        let address = format!("/handleplaner/{plan}/dele/{activity}/felt/text");
        let mut writer = Self { client: client.clone(), address, saves: 0, open: None };
        writer.open = Some(writer.read()?);
        Ok(writer)
    }

    /// Opens one activity for each client, each in a plan of its own.
    pub(super) fn in_plans(clients: &[Client], plans: &[String]) -> Result<Vec<Self>> {
        lanes::at_once(clients.iter().zip(plans), |(client, plan)| Self::open(client, plan, 0))
    }

    /// Saves a new text; answers the status. Where somebody was first or no answer came, the next save reads the field
    /// anew.
    pub(super) fn save(&mut self) -> Result<u16> {
        let mut open = match self.open.take() {
            Some(open) => open,
            None => self.read()?,
        };
        self.saves += 1;
        let text = format!("Aktivitet: medarbejderne gennemgår arbejdsgangen for {}. gang", self.saves);
        let request = Request::form(&self.address, &open.fields(&text)).fragment();
        if open.used_at.elapsed() > IDLE {
            open.connection = self.client.connect()?;
        }
        let status = self.client.ask_on(&mut open.connection, &request)?.status;
        open.used_at = Instant::now();
        if status == 200 {
            open.raise();
        }
        self.open = (status != 409).then_some(open);
        Ok(status)
    }

    /// Asks for the form of the field.
    fn read(&self) -> Result<Open> {
        let mut connection = self.client.connect()?;
        let answer = self.client.ask_on(&mut connection, &Request::get(&self.address).fragment())?;
        ensure!(answer.status == 200, "the field did not open: status {}", answer.status);
        Ok(Open { connection, used_at: Instant::now(), hidden: hidden(&answer.text()) })
    }
}

impl Open {
    fn fields<'a>(&'a self, text: &'a str) -> Vec<(&'a str, &'a str)> {
        let hidden = self.hidden.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        hidden.chain([("text", text)]).collect()
    }

    /// A save raises the version by one, and nobody else writes here.
    fn raise(&mut self) {
        for (_, value) in self.hidden.iter_mut().filter(|(name, _)| name == "version") {
            if let Ok(version) = value.parse::<u64>() {
                *value = (version + 1).to_string();
            }
        }
    }
}

/// The activities of a page, in order: of all parts only they have an owner.
fn activities<'a>(page: &'a str, plan: &str) -> Vec<&'a str> {
    let start = format!("href=\"/handleplaner/{plan}/dele/");
    let parts = page.split(start.as_str()).skip(1).filter_map(|rest| rest.split_once('/'));
    parts.filter(|(_, field)| field.starts_with("felt/owner\"")).map(|(part, _)| part).collect()
}

/// The hidden fields of a form, which it sends beside what is typed.
fn hidden(form: &str) -> Vec<(String, String)> {
    let inputs = form.split("<input type=\"hidden\" name=\"").skip(1);
    let field = |rest: &str| {
        let (name, rest) = rest.split_once("\" value=\"")?;
        let (value, _) = rest.split_once('"')?;
        Some((name.to_owned(), value.to_owned()))
    };
    inputs.filter_map(field).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_activities_of_a_plan() {
        let page = r#"<a href="/handleplaner/p/dele/1/felt/text">E</a><a href="/handleplaner/p/dele/2/felt/text">A</a>
            <a href="/handleplaner/p/dele/2/felt/owner">L</a><a href="/handleplaner/q/dele/3/felt/owner">L</a>"#;
        assert_eq!(activities(page, "p"), ["2"]);
    }

    #[test]
    fn sends_what_the_form_holds() {
        let form =
            r#"<form><input type="hidden" name="version" value="3"><input type="hidden" name="field" value="text">"#;
        let fields = [("version".to_owned(), "3".to_owned()), ("field".to_owned(), "text".to_owned())];
        assert_eq!(hidden(form), fields);
    }
}
