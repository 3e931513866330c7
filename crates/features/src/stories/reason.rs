//! Why a story or use case is shown to somebody: what they have in common with it.

use kernel::Time;
use network::people::SiteKind;
use network::{PersonId, Viewer};
use web::{Lang, t};

use super::story::Story;
use crate::indicators::{Indicator, IndicatorId};
use crate::use_cases::{SiteFit, UseCase, WorkRole};

/// The viewer, as far as something can be meant for them.
pub struct Own {
    person: PersonId,
    site: Option<(network::people::SiteId, String)>,
    kind: Option<SiteKind>,
    roles: Vec<WorkRole>,
    /// Indicators they own.
    indicators: Vec<IndicatorId>,
}

/// The strongest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    Owns { indicator: String },
    Site { site: String },
    RoleAndKind { role: WorkRole, kind: SiteKind },
    Role(WorkRole),
    Kind(SiteKind),
}

impl Own {
    pub fn of(viewer: &Viewer, indicators: &[Indicator], now: Time) -> Own {
        let person = &viewer.person;
        let owned = indicators.iter().filter(|it| it.owner_id == viewer.id);
        Own {
            person: viewer.id,
            site: person.site_id.zip(person.site.clone()),
            kind: person.site_kind,
            roles: WorkRole::of(person, now),
            indicators: owned.map(|it| it.id).collect(),
        }
    }

    /// Nobody is shown their own story.
    pub fn story(&self, it: &Story) -> Option<Reason> {
        if it.teller_id == self.person {
            return None;
        }
        let owned = it.indicator_id.filter(|id| self.indicators.contains(id));
        if let Some((_, indicator)) = owned.zip(it.indicator.clone()) {
            return Some(Reason::Owns { indicator });
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
        if self.indicators.contains(&it.indicator_id) {
            let indicator = it.indicator.clone();
            return Some(Reason::Owns { indicator });
        }
        // What is for any kind of site is for none in particular.
        let kind = self
            .kind
            .filter(|kind| it.fits != SiteFit::Any && it.fits.is_for(*kind));
        self.common(roles, kind)
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
            Reason::Site { .. } => 1,
            Reason::RoleAndKind { .. } => 2,
            Reason::Role(_) => 3,
            Reason::Kind(_) => 4,
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
