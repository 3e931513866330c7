//! Why a story or use case is shown to somebody: what they have in common with it.

use kernel::{Result, Time};
use network::people::{SiteId, SiteKind};
use network::{PersonId, Viewer};
use store::Db;
use web::{Lang, t};

use super::story::{Story, StoryId};
use crate::indicators::{self, IndicatorId};
use crate::initiatives;
use crate::use_cases::{SiteFit, UseCase, WorkRole};

/// The viewer, as far as something can be meant for them.
pub struct Own {
    person: PersonId,
    site: Option<(SiteId, String)>,
    kind: Option<SiteKind>,
    roles: Vec<WorkRole>,
    /// Indicators they own.
    indicators: Vec<IndicatorId>,
    /// Indicators that an initiative should move in which they take part.
    works_on: Vec<IndicatorId>,
}

/// Of one person.
const INDICATORS: i64 = 200;

store::row! {
    /// What of a story somebody can have in common with it.
    pub struct Common {
        pub id: StoryId,
        pub teller_id: PersonId,
        pub role: WorkRole,
        pub site_id: Option<SiteId>,
        pub site_kind: Option<SiteKind>,
        pub indicator_id: Option<IndicatorId>,
        pub indicator: Option<String>,
    }
}

impl Common {
    pub fn of(it: &Story) -> Common {
        Common {
            id: it.id,
            teller_id: it.teller_id,
            role: it.role,
            site_id: it.site_id,
            site_kind: it.site_kind,
            indicator_id: it.indicator_id,
            indicator: it.indicator.clone(),
        }
    }
}

/// The strongest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Owns { indicator: String },
    WorksOn { indicator: String },
    Site { site: String },
    RoleAndKind { role: WorkRole, kind: SiteKind },
    Role(WorkRole),
    Kind(SiteKind),
}

impl Own {
    pub fn read(db: &Db, viewer: &Viewer, now: Time) -> Result<Own> {
        let person = &viewer.person;
        Ok(Own {
            person: viewer.id,
            site: person.site_id.zip(person.site.clone()),
            kind: person.site_kind,
            roles: WorkRole::of(person, now),
            indicators: indicators::queries::owned_by(db, viewer.id, INDICATORS)?,
            works_on: initiatives::queries::worked_on_by(db, viewer.id, INDICATORS)?,
        })
    }

    /// Nobody is shown their own story.
    pub fn story(&self, it: &Common) -> Option<Reason> {
        if it.teller_id == self.person {
            return None;
        }
        if let Some((id, indicator)) = it.indicator_id.zip(it.indicator.clone())
            && let Some(reason) = self.works(id, indicator)
        {
            return Some(reason);
        }
        if let Some((own, site)) = &self.site
            && it.site_id == Some(*own)
        {
            return Some(Reason::Site { site: site.clone() });
        }
        let kind = self.kind.filter(|kind| it.site_kind == Some(*kind));
        self.common(&[it.role], kind)
    }

    pub fn use_case(&self, it: &UseCase, roles: &[WorkRole]) -> Option<Reason> {
        if it.owner_id == self.person {
            return None;
        }
        if let Some(reason) = self.works(it.indicator_id, it.indicator.clone()) {
            return Some(reason);
        }
        // What is for any kind of site is for none in particular.
        let kind = self
            .kind
            .filter(|kind| it.fits != SiteFit::Any && it.fits.is_for(*kind));
        self.common(roles, kind)
    }

    fn works(&self, id: IndicatorId, indicator: String) -> Option<Reason> {
        if self.indicators.contains(&id) {
            return Some(Reason::Owns { indicator });
        }
        let works_on = self.works_on.contains(&id);
        works_on.then_some(Reason::WorksOn { indicator })
    }

    fn common(&self, roles: &[WorkRole], kind: Option<SiteKind>) -> Option<Reason> {
        let role = self.roles.iter().find(|role| roles.contains(role)).copied();
        match (role, kind) {
            (Some(role), Some(kind)) => Some(Reason::RoleAndKind { role, kind }),
            (Some(role), None) => Some(Reason::Role(role)),
            (None, Some(kind)) => Some(Reason::Kind(kind)),
            (None, None) => None,
        }
    }
}

impl Reason {
    /// From 0, the strongest.
    pub fn rank(&self) -> u8 {
        match self {
            Reason::Owns { .. } => 0,
            Reason::WorksOn { .. } => 1,
            Reason::Site { .. } => 2,
            Reason::RoleAndKind { .. } => 3,
            Reason::Role(_) => 4,
            Reason::Kind(_) => 5,
        }
    }

    /// "Shown because …".
    pub fn sentence(&self, lang: Lang) -> String {
        let role = |role: &WorkRole| t!(lang, &format!("stories-because-role-{role}"));
        let kind = |kind: &SiteKind| t!(lang, &format!("stories-because-kind-{kind}"));
        match self {
            Reason::Owns { indicator } => {
                t!(lang, "stories-because-owns", name = indicator.as_str())
            }
            Reason::WorksOn { indicator } => {
                t!(lang, "stories-because-works-on", name = indicator.as_str())
            }
            Reason::Site { site } => t!(lang, "stories-because-site", name = site.as_str()),
            Reason::RoleAndKind { role: of, kind: at } => {
                t!(
                    lang,
                    "stories-because-both",
                    role = role(of),
                    kind = kind(at)
                )
            }
            Reason::Role(of) => t!(lang, "stories-because", what = role(of)),
            Reason::Kind(at) => t!(lang, "stories-because", what = kind(at)),
        }
    }
}
