//! The templates of the long tail, as they stand in the files of `templates/`.

use serde::Deserialize;

use features::posts::Kind;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// Communities by name, `stores` for those of every store, `storyline` for none.
    #[serde(rename = "in")]
    pub places: Vec<String>,
    /// What kind of person says it.
    #[serde(default = "store")]
    pub by: String,
    /// Compared with others; what is said in few ways is better said seldom.
    #[serde(default = "as_often")]
    pub often: f64,
    #[serde(default)]
    pub title: String,
    pub text: String,
    /// What kind of person is praised, where it is not a colleague of the same store.
    #[serde(default = "store")]
    pub whom: String,
    /// How many are praised.
    #[serde(default = "one")]
    pub people: usize,
    #[serde(default)]
    pub replies: Vec<Reply>,
    #[serde(skip)]
    pub kind: Option<Kind>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    pub by: String,
    /// One of these is said.
    pub text: Vec<String>,
    /// The answer to the question.
    #[serde(default)]
    pub best: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    update: Vec<Template>,
    #[serde(default)]
    question: Vec<Template>,
    #[serde(default)]
    praise: Vec<Template>,
}

const FILES: [&str; 6] = [
    include_str!("templates/stores_updates.toml"),
    include_str!("templates/stores_questions.toml"),
    include_str!("templates/stores_praise.toml"),
    include_str!("templates/trade.toml"),
    include_str!("templates/operations.toml"),
    include_str!("templates/life.toml"),
];

pub const STORES: &str = "stores";
pub const STORYLINE: &str = "storyline";

fn store() -> String {
    "store".to_owned()
}

fn as_often() -> f64 {
    1.0
}

fn one() -> usize {
    1
}

pub fn all() -> Vec<Template> {
    let mut all = Vec::new();
    for file in FILES {
        let file: File = toml::from_str(file).expect("the templates are well-formed");
        let kinds = [
            (Kind::Update, file.update),
            (Kind::Question, file.question),
            (Kind::Praise, file.praise),
        ];
        for (kind, templates) in kinds {
            all.extend(templates.into_iter().map(|template| Template {
                kind: Some(kind),
                ..template
            }));
        }
    }
    all
}

impl Template {
    pub fn kind(&self) -> Kind {
        self.kind.unwrap_or(Kind::Update)
    }

    /// Index of the reply that answers the question.
    pub fn best(&self) -> Option<usize> {
        self.replies.iter().position(|reply| reply.best)
    }
}
