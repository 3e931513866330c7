//! Every measure of a network in one table: what it is of, where it stands, what is known of other
//! networks, or what it lacks to be measured. The formulas in words are texts: `health-formula-…`.

use network::people::Level;

store::text_enum! {
    pub enum Measure {
        // Of a community and of the network.
        AnswerRate = "answer_rate",
        FirstReply = "first_reply",
        ResponseRate = "response_rate",
        ActiveShare = "active_share",
        TwoWayShare = "two_way_share",
        KeyPlayerShare = "key_player_share",
        CrossUnitShare = "cross_unit_share",
        RepliesPerPost = "replies_per_post",
        HealthIndex = "health_index",
        // Of the network alone.
        InteractiveShare = "interactive_share",
        ReadingOnly = "reading_only",
        PublicShare = "public_share",
        Reciprocity = "reciprocity",
        Clustering = "clustering",
        Transitivity = "transitivity",
        LargestComponent = "largest_component",
        Betweenness = "betweenness",
        Modularity = "modularity",
        // Of a level.
        OtherUnits = "other_units",
        BothWays = "both_ways",
        Answered = "answered",
        Thanked = "thanked",
        GivesAnswers = "gives_answers",
        // Not yet.
        Openness = "openness",
        HeadStart = "head_start",
        MustRead = "must_read",
        StoriesTold = "stories_told",
    }

    /// What a network needs; one row of the matrix each.
    pub enum Element {
        Brokerage = "brokerage",
        Integration = "integration",
        Trust = "trust",
        Incentives = "incentives",
        Leadership = "leadership",
    }

    /// One column of the matrix. A person counts once: leader, else manager, else champion, else staff.
    pub enum Column { Leader = "leader", Manager = "manager", Champion = "champion", Staff = "staff" }

    /// What a community is for, as it is said and as it is used.
    pub enum Purpose {
        /// Few tell many.
        Broadcast = "broadcast",
        Questions = "questions",
        /// Those of one craft.
        Practice = "practice",
        /// Few who work together daily.
        Team = "team",
    }

    /// Whether there is a number, and if not, why.
    pub enum State {
        Shown = "shown",
        /// "Over 90 %": the few who did not would stand out.
        AlmostAll = "almost_all",
        /// Fewer than ten people, or one who makes more than half.
        Withheld = "withheld",
        /// It would tell what is withheld elsewhere.
        Reveals = "reveals",
        /// Nothing to count.
        Nothing = "nothing",
    }
}

impl Column {
    pub fn of(level: Level, champion: bool) -> Column {
        match level {
            Level::Leader => Column::Leader,
            Level::Manager => Column::Manager,
            Level::Staff if champion => Column::Champion,
            Level::Staff => Column::Staff,
        }
    }
}

/// How a value is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Percent,
    Minutes,
    Number,
}

/// What is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    More,
    Less,
    /// It tells how things are, not how well.
    Neither,
}

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The weekly count.
    Counted,
    /// Nobody can count it yet; the word says what it needs: `health-needs-…`.
    Needs(&'static str),
}

pub struct Row {
    pub measure: Measure,
    pub unit: Unit,
    pub better: Better,
    pub source: Source,
    /// What is known of other networks.
    pub known: Option<f64>,
    /// Of the directed or the undirected graph, and the call that gives the same.
    pub networkx: Option<&'static str>,
}

const fn row(measure: Measure, unit: Unit, better: Better, known: Option<f64>) -> Row {
    Row {
        measure,
        unit,
        better,
        source: Source::Counted,
        known,
        networkx: None,
    }
}

const fn graph(measure: Measure, better: Better, known: Option<f64>, call: &'static str) -> Row {
    Row {
        networkx: Some(call),
        ..row(measure, Unit::Percent, better, known)
    }
}

const fn lacking(measure: Measure, needs: &'static str) -> Row {
    Row {
        source: Source::Needs(needs),
        ..row(measure, Unit::Percent, Better::More, None)
    }
}

use Better::{Less, More, Neither};
use Measure::{
    ActiveShare, AnswerRate, Answered, Betweenness, BothWays, Clustering, CrossUnitShare,
    FirstReply, GivesAnswers, HeadStart, HealthIndex, InteractiveShare, KeyPlayerShare,
    LargestComponent, Modularity, MustRead, Openness, OtherUnits, PublicShare, ReadingOnly,
    Reciprocity, RepliesPerPost, ResponseRate, StoriesTold, Thanked, Transitivity, TwoWayShare,
};

/// All measures there are.
pub const TABLE: &[Row] = &[
    row(AnswerRate, Unit::Percent, More, None),
    row(FirstReply, Unit::Minutes, Less, None),
    row(ResponseRate, Unit::Percent, More, Some(58.0)),
    row(ActiveShare, Unit::Percent, More, Some(25.0)),
    graph(
        TwoWayShare,
        More,
        None,
        "directed: r / (2 - r) with r = nx.overall_reciprocity(G)",
    ),
    graph(
        KeyPlayerShare,
        More,
        Some(6.4),
        "undirected: counted from sorted(dict(G.degree()).values(), reverse=True)",
    ),
    graph(
        CrossUnitShare,
        More,
        None,
        "undirected: nx.cut_size(G, unit) summed over units / 2 / G.number_of_edges()",
    ),
    row(RepliesPerPost, Unit::Number, More, Some(2.0)),
    row(HealthIndex, Unit::Percent, More, None),
    row(InteractiveShare, Unit::Percent, More, Some(38.0)),
    row(ReadingOnly, Unit::Percent, Neither, Some(60.0)),
    row(PublicShare, Unit::Percent, Neither, Some(80.0)),
    graph(
        Reciprocity,
        Neither,
        None,
        "directed: nx.overall_reciprocity(G)",
    ),
    graph(
        Clustering,
        Neither,
        None,
        "undirected: nx.average_clustering(G)",
    ),
    graph(
        Transitivity,
        Neither,
        None,
        "undirected: nx.transitivity(G)",
    ),
    graph(
        LargestComponent,
        More,
        None,
        "undirected: max(map(len, nx.connected_components(G))) / len(G)",
    ),
    graph(
        Betweenness,
        Neither,
        None,
        "undirected: mean of sorted(nx.betweenness_centrality(G).values())[-10:]",
    ),
    Row {
        unit: Unit::Number,
        ..graph(
            Modularity,
            Neither,
            None,
            "undirected: nx.community.modularity(G, units, weight=None)",
        )
    },
    row(OtherUnits, Unit::Percent, More, None),
    row(BothWays, Unit::Percent, More, None),
    row(Answered, Unit::Percent, More, None),
    row(Thanked, Unit::Percent, More, None),
    row(GivesAnswers, Unit::Percent, More, None),
    lacking(Openness, "articles"),
    lacking(HeadStart, "briefings"),
    lacking(MustRead, "must_reads"),
    lacking(StoriesTold, "stories"),
];

/// On the page of a community, in this order.
pub const OF_COMMUNITY: [Measure; 9] = [
    AnswerRate,
    FirstReply,
    ResponseRate,
    ActiveShare,
    TwoWayShare,
    CrossUnitShare,
    KeyPlayerShare,
    RepliesPerPost,
    HealthIndex,
];

/// Beside the matrix, in this order.
pub const OF_NETWORK: [Measure; 17] = [
    InteractiveShare,
    ReadingOnly,
    PublicShare,
    ResponseRate,
    FirstReply,
    AnswerRate,
    RepliesPerPost,
    HealthIndex,
    TwoWayShare,
    CrossUnitShare,
    KeyPlayerShare,
    Reciprocity,
    Clustering,
    Transitivity,
    LargestComponent,
    Betweenness,
    Modularity,
];

/// What a community lacks to be measured whole.
pub const LACKING_OF_COMMUNITY: [Measure; 2] = [StoriesTold, Openness];

impl Measure {
    pub fn row(self) -> &'static Row {
        let found = TABLE.iter().find(|row| row.measure == self);
        found.expect("every measure has a row; a test counts them")
    }

    pub fn is_counted(self) -> bool {
        self.row().source == Source::Counted
    }
}

impl Element {
    /// The one that stands for it in the matrix.
    pub fn measure(self) -> Measure {
        match self {
            Element::Brokerage => OtherUnits,
            Element::Integration => BothWays,
            Element::Trust => Answered,
            Element::Incentives => Thanked,
            Element::Leadership => GivesAnswers,
        }
    }

    pub fn icon(self) -> &'static str {
        match self {
            Element::Brokerage => "share-2",
            Element::Integration => "repeat",
            Element::Trust => "hand-heart",
            Element::Incentives => "award",
            Element::Leadership => "crown",
        }
    }

    /// Where we begin to call it enough, in percent. Nobody has published such marks; they are ours, and
    /// the page says so.
    pub fn mark(self, column: Column) -> f64 {
        let marks: [f64; 4] = match self {
            Element::Brokerage => [50.0, 35.0, 40.0, 15.0],
            Element::Integration => [45.0, 45.0, 60.0, 40.0],
            Element::Trust => [60.0, 60.0, 70.0, 60.0],
            Element::Incentives => [30.0, 30.0, 40.0, 30.0],
            Element::Leadership => [60.0, 50.0, 60.0, 20.0],
        };
        marks[column as usize]
    }
}

/// How a value stands to what is usual.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Meets,
    Close,
    Missing,
}

/// Of what is usual, from where on it is close.
const CLOSE: f64 = 0.85;

impl Verdict {
    /// `None` where more is not better than less.
    pub fn of(better: Better, value: f64, usual: f64) -> Option<Verdict> {
        let (value, needed) = match better {
            Better::More => (value, usual),
            // The shorter of the two, so that the same rule does.
            Better::Less => (usual, value),
            Better::Neither => return None,
        };
        Some(match value {
            _ if value >= needed => Verdict::Meets,
            _ if value >= needed * CLOSE => Verdict::Close,
            _ => Verdict::Missing,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_stands_in_the_table_once() {
        for measure in Measure::ALL {
            let rows = TABLE.iter().filter(|row| row.measure == *measure).count();
            assert_eq!(rows, 1, "{measure}");
        }
        let shown = OF_COMMUNITY.iter().chain(&OF_NETWORK);
        assert!(shown.clone().all(|measure| measure.is_counted()));
        assert!(!Measure::Openness.is_counted());
    }

    #[test]
    fn a_shorter_wait_is_better() {
        assert_eq!(Verdict::of(Less, 10.0, 20.0), Some(Verdict::Meets));
        assert_eq!(Verdict::of(Less, 21.0, 20.0), Some(Verdict::Close));
        assert_eq!(Verdict::of(Less, 40.0, 20.0), Some(Verdict::Missing));
        assert_eq!(Verdict::of(More, 58.0, 58.0), Some(Verdict::Meets));
        assert_eq!(Verdict::of(More, 50.0, 58.0), Some(Verdict::Close));
        assert_eq!(Verdict::of(More, 20.0, 58.0), Some(Verdict::Missing));
        assert_eq!(Verdict::of(Neither, 20.0, 58.0), None);
    }
}
