//! The people one signs in as: one of each level, and an administrator.

use serde::{Deserialize, Serialize};

use super::company::Company;

/// Everybody's; the network is for trying things out on one's own machine.
pub const PASSWORD: &str = "northgate demo 2026";

/// Key in the cast, the level it stands for, and what the person says of themselves.
pub(super) const PEOPLE: [(&str, &str, &str); 5] = [
    (
        "ingrid",
        "leader",
        "Chief Executive since spring. I answer in Ask Ingrid on Tuesdays, myself.",
    ),
    (
        "priya",
        "manager",
        "Store manager in Leeds. Rotas two weeks ahead, huddle in five minutes, tea at ten.",
    ),
    (
        "sofia",
        "champion",
        "Fitting shoes for eleven years. Ask me about insoles, split orders and half sizes.",
    ),
    (
        "amara",
        "staff",
        "Sales and collections in Leeds. Champion for whoever is too shy to ask.",
    ),
    (
        "ada",
        "administrator",
        "I keep the network running. Sign-in, codes, tokens: Ask IT, please, so all can read it.",
    ),
];

/// What tests and the table read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SignIn {
    pub name: String,
    /// What to type: the mail address, or the employee number of those who have none.
    pub login: String,
    pub mail: Option<String>,
    pub employee_number: String,
    pub password: String,
    pub role: String,
    pub level: String,
}

pub(super) fn list(company: &Company) -> Vec<SignIn> {
    let sign_in = |(key, level, _): &(&str, &str, &str)| {
        let person = &company.people[company.by_key(key)];
        SignIn {
            name: person.name.clone(),
            login: person.mail.clone().unwrap_or_else(|| person.number.clone()),
            mail: person.mail.clone(),
            employee_number: person.number.clone(),
            password: PASSWORD.to_owned(),
            role: person.role.to_string(),
            level: (*level).to_owned(),
        }
    };
    PEOPLE.iter().map(sign_in).collect()
}

/// A short table for people.
pub fn table(sign_ins: &[SignIn]) -> String {
    let width = |of: fn(&SignIn) -> &str| {
        sign_ins
            .iter()
            .map(|one| of(one).chars().count())
            .max()
            .unwrap_or(0)
    };
    let (level, name, login) = (
        width(|one| &one.level),
        width(|one| &one.name),
        width(|one| &one.login),
    );
    let mut table =
        String::from("Sign in as one of these people. The password of all of them is:\n\n");
    table.push_str(&format!("    {PASSWORD}\n\n"));
    for one in sign_ins {
        table.push_str(&format!(
            "    {:level$}  {:name$}  {:login$}\n",
            one.level, one.name, one.login
        ));
    }
    let mut table: String = table
        .lines()
        .flat_map(|line| [line.trim_end(), "\n"])
        .collect();
    table.push_str("\nWho has no mail address signs in with the employee number.\n");
    table
}
