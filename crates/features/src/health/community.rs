//! The numbers of one community in a week, from the tally.

use statistics::survival::{Case, Median, State as Waiting, median};

use super::gate::{Behind, Figure, number, percent, share};
use super::graph::Web;
use super::measure::{Measure, Purpose};
use super::people::People;
use super::tally::{Post, Tally};
use super::week::Week;

/// Below so many posts nothing is said of what it is used for.
const POSTS_MIN: usize = 5;
/// Active people below whom nothing is said of it either.
const ACTIVE_MIN: usize = 10;

/// What a week made of a community.
pub struct Numbers {
    pub members: u64,
    pub works_as: Option<Purpose>,
    pub figures: Vec<(Measure, Figure)>,
}

/// `members` are places in the list of people, rising; `place` is that of the community.
pub fn numbers(tally: &Tally, week: Week, place: u32, members: &[u32]) -> Numbers {
    let active = belonging(tally.active_in(place), members);
    let active_in_year = belonging(tally.active_in_year_in(place), members);
    let posts = tally.posts_in(place);
    let replies = tally.replies_in(place);
    let web = web(tally, place, members);
    let mut figures = vec![
        (Measure::ActiveShare, share(members.len() as u64, active)),
        (Measure::HealthIndex, share(active_in_year, active)),
    ];
    figures.extend(of_posts(posts, replies, week, &tally.people));
    figures.extend(web);
    Numbers {
        members: members.len() as u64,
        works_as: works_as(posts, replies, members.len(), active as usize),
        figures,
    }
}

/// How many of those at a place are members.
fn belonging(pairs: &[(u32, u32)], members: &[u32]) -> u64 {
    let is_member = |(_, person): &&(u32, u32)| members.binary_search(person).is_ok();
    pairs.iter().filter(is_member).count() as u64
}

/// Those that ask what became of posts.
pub fn of_posts(
    posts: &[Post],
    replies: u64,
    week: Week,
    people: &People,
) -> Vec<(Measure, Figure)> {
    let all = behind(posts.iter(), people);
    let questions = || posts.iter().filter(|post| post.question);
    let asked = behind(questions(), people);
    let count = posts.len() as u64;
    let touched = posts.iter().filter(|post| post.touched).count() as f64;
    let answered = questions().filter(|post| post.answered).count() as f64;
    let cases: Vec<Case> = posts.iter().map(|post| case(post, week)).collect();
    let first_reply = match median(&cases) {
        Ok(Median::At(minutes)) => number(all, minutes.round().max(1.0), count),
        // More than half still wait: there is no median yet.
        Ok(Median::Above(_)) | Err(_) => Figure::NOTHING,
    };
    let per_post = (replies as f64 / posts.len().max(1) as f64 * 10.0).round() / 10.0;
    vec![
        (
            Measure::ResponseRate,
            number(all, percent(touched, posts.len() as f64), count),
        ),
        (Measure::FirstReply, first_reply),
        (Measure::RepliesPerPost, number(all, per_post, count)),
        (
            Measure::AnswerRate,
            number(asked, percent(answered, asked.sum as f64), asked.sum),
        ),
    ]
}

fn case(post: &Post, week: Week) -> Case {
    const MINUTE_US: f64 = 60e6;
    match post.first_reply_us {
        Some(us) => Case {
            waited: us.max(0) as f64 / MINUTE_US,
            state: Waiting::Done,
        },
        None => Case {
            waited: post.age_us(week.end()).max(0) as f64 / MINUTE_US,
            state: Waiting::Open,
        },
    }
}

/// Whose posts these are.
fn behind<'a>(posts: impl Iterator<Item = &'a Post>, people: &People) -> Behind {
    let mut authors: Vec<u32> = posts.map(|post| post.author).collect();
    debug_assert!(
        authors
            .iter()
            .all(|author| (*author as usize) < people.len())
    );
    authors.sort_unstable();
    let mut behind = Behind {
        sum: authors.len() as u64,
        ..Behind::default()
    };
    for posts in authors.chunk_by(|a, b| a == b) {
        behind.people += 1;
        behind.largest = behind.largest.max(posts.len() as u64);
    }
    behind
}

/// Ties among members and those who wrote there without being members.
fn web(tally: &Tally, place: u32, members: &[u32]) -> Vec<(Measure, Figure)> {
    let arcs = tally.arcs_in(place);
    let mut nodes: Vec<u32> = members.to_vec();
    nodes.extend(arcs.iter().flat_map(|arc| [arc.from, arc.to]));
    nodes.sort_unstable();
    nodes.dedup();
    let at = |person: u32| nodes.binary_search(&person).map_or(0, |at| at as u32);
    let arcs: Vec<(u32, u32)> = arcs.iter().map(|arc| (at(arc.from), at(arc.to))).collect();
    let units: Vec<u32> = nodes
        .iter()
        .map(|person| tally.people.units[*person as usize])
        .collect();
    let Ok(web) = Web::of(nodes.len() as u32, &arcs) else {
        return Vec::new();
    };
    vec![
        (Measure::TwoWayShare, web.two_way_share()),
        (Measure::KeyPlayerShare, web.key_player_share()),
        (Measure::CrossUnitShare, web.cross_unit_share(&units)),
    ]
}

/// What the community is used for, whatever it was meant for.
fn works_as(posts: &[Post], replies: u64, members: usize, active: usize) -> Option<Purpose> {
    if posts.len() < POSTS_MIN || active < ACTIVE_MIN {
        return None;
    }
    let all = posts.len() as f64;
    let mut authors: Vec<u32> = posts.iter().map(|post| post.author).collect();
    authors.sort_unstable();
    let mut by_author: Vec<usize> = authors.chunk_by(|a, b| a == b).map(<[u32]>::len).collect();
    by_author.sort_unstable_by(|a, b| b.cmp(a));
    let by_three = by_author.iter().take(3).sum::<usize>() as f64;
    let questions = posts.iter().filter(|post| post.question).count() as f64;
    Some(match () {
        () if by_three >= 0.6 * all && (replies as f64) < all => Purpose::Broadcast,
        () if questions >= 0.4 * all => Purpose::Questions,
        () if members <= TEAM_MAX && active * 2 >= members => Purpose::Team,
        () => Purpose::Practice,
    })
}

/// More do not work together daily.
const TEAM_MAX: usize = 60;
