//! The kinds of plan (*skabeloner*) that there are: those that are built in, and the installation's own.

use domain::{danish, template::PlanTemplate, text};

use crate::{Error, Result};

mod file;

pub use file::read_folder;

/// The kind of plan that is made unless another is asked for.
pub const DEFAULT: &str = "handleplan";

/// The most of an identity that is told back to whoever asks for it, in characters.
const MAX_SHOWN: usize = 60;

/// What is built in, each as its file has it.
const SEEDS: &[&str] = include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The kinds of plan that there are, each under an identity of its own.
#[derive(Debug, Clone, Default)]
pub struct Templates(Vec<PlanTemplate>);

impl Templates {
    /// Those that are built in.
    pub fn built_in() -> Result<Self> {
        let read = |text: &&str| file::parse(text).map_err(|fault| Error::Internal(format!("seeds: {fault}")));
        Self::default().with(SEEDS.iter().map(read).collect::<Result<_>>()?)
    }

    /// These and more, if a plan can be made of each and no two have one identity.
    pub fn with(mut self, more: Vec<PlanTemplate>) -> Result<Self> {
        for template in more {
            template.check().map_err(Error::Refused)?;
            if let Some(known) = self.find(&template.id) {
                return Err(Error::Refused(format!(
                    "Skabelonerne »{}« og »{}« har begge nøglen »{}«; giv den ene en anden.",
                    known.name, template.name, template.id
                )));
            }
            self.0.push(template);
        }
        Ok(self)
    }

    /// Every kind of plan, those that are built in first.
    pub fn list(&self) -> &[PlanTemplate] {
        &self.0
    }

    /// The kind of plan with this identity, or a sentence that names those there are.
    pub fn get(&self, id: &str) -> Result<&PlanTemplate> {
        self.find(id).ok_or_else(|| {
            let asked = text::one_line(id);
            let asked = text::shortened(&asked, MAX_SHOWN);
            let ids: Vec<String> = self.0.iter().map(|template| template.id.clone()).collect();
            Error::Refused(format!("Skabelonen »{asked}« findes ikke; der er {}.", danish::and_list(&ids)))
        })
    }

    fn find(&self, id: &str) -> Option<&PlanTemplate> {
        self.0.iter().find(|template| template.id == id)
    }
}

#[cfg(test)]
mod tests {
    use domain::template::{ColumnAbility, ColumnKey, Holds};

    use super::*;

    fn built_in() -> Templates {
        Templates::built_in().unwrap()
    }

    fn own(id: &str) -> PlanTemplate {
        PlanTemplate { id: id.into(), name: "Tilbud".into(), ..built_in().get(DEFAULT).unwrap().clone() }
    }

    #[test]
    fn plans_can_be_made_of_all_that_is_built_in() {
        let templates = built_in();
        assert!(!templates.list().is_empty() && templates.list().len() == SEEDS.len());
        let usual = templates.get(DEFAULT).unwrap();
        let keys: Vec<&str> = usual.columns.iter().map(|column| column.holds.key()).collect();
        assert_eq!(keys, ["theme", "issue", "goal", "activity", "period", "monitoring", "owner", "effect"]);
        let of = |ability| usual.with_ability(ability).map(|key| key.to_string()).collect::<Vec<_>>();
        assert_eq!(of(ColumnAbility::Goal), ["goal"]);
        assert_eq!(of(ColumnAbility::Monitoring), ["monitoring"]);
        assert_eq!(of(ColumnAbility::Effect), ["effect"]);
        let effect = ColumnKey::parse("effect").unwrap();
        assert_eq!(usual.column(Holds::Statements(effect)).unwrap().one, "Forventet effekt");
    }

    #[test]
    fn an_installation_has_its_own_beside_them() {
        let templates = built_in().with(vec![own("tilbud")]).unwrap();
        assert_eq!(templates.get("tilbud").unwrap().name, "Tilbud");
        assert_eq!(
            templates.get("årsplan").unwrap_err().to_string(),
            "Skabelonen »årsplan« findes ikke; der er handleplan og tilbud."
        );
    }

    #[test]
    fn one_that_cannot_be_used_or_is_there_already_is_refused() {
        let refusal = |template| built_in().with(vec![template]).unwrap_err().to_string();
        let name = built_in().get(DEFAULT).unwrap().name.clone();
        assert_eq!(
            refusal(own(DEFAULT)),
            format!("Skabelonerne »{name}« og »Tilbud« har begge nøglen »handleplan«; giv den ene en anden.")
        );
        let mut narrow = own("tilbud");
        narrow.columns[0].width = 1;
        assert!(refusal(narrow).contains("Kolonnen »Tema« er 1 bred"));
    }
}
