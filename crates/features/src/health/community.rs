//! The numbers of one community in a week, from the tally.

use statistics::survival::{Case, Median, State as Waiting, median};

use super::gate::{Figure, Made, of_things, percent, share, share_of_things};
use super::graph::Web;
use super::measure::{Measure, Purpose};
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

/// `members` are those counted as such, `here` the places of those of them who are counted at all, rising;
/// `place` is that of the community.
pub fn numbers(tally: &Tally, week: Week, place: u32, members: u64, here: &[u32]) -> Numbers {
    let active = belonging(tally.active_in(place), here);
    let active_in_year = belonging(tally.active_in_year_in(place), here);
    let posts = tally.posts_in(place);
    let replies = tally.replies_in(place);
    let web = web(tally, place, here);
    let mut figures = vec![
        (Measure::ActiveShare, share(members, active)),
        (Measure::HealthIndex, share(active_in_year, active)),
    ];
    figures.extend(of_posts(posts, replies, week));
    figures.extend(web);
    Numbers {
        members,
        works_as: works_as(posts, replies.len(), members as usize, active as usize),
        figures,
    }
}

/// How many of those at a place are members.
fn belonging(pairs: &[(u32, u32)], members: &[u32]) -> u64 {
    let is_member = |(_, person): &&(u32, u32)| members.binary_search(person).is_ok();
    pairs.iter().filter(is_member).count() as u64
}

/// Those that ask what became of posts; `replies` with their places and authors.
pub fn of_posts(posts: &[Post], replies: &[(u32, u32)], week: Week) -> Vec<(Measure, Figure)> {
    let authors = |of: &dyn Fn(&Post) -> bool| {
        let of = posts.iter().filter(|post| of(post));
        Made::by(of.map(|post| post.author))
    };
    let (all, asked) = (authors(&|_| true), authors(&|post| post.question));
    let touched = authors(&|post| post.touched_by.is_some());
    let answered = authors(&|post| post.question && post.answered);
    let responses = [
        touched,
        Made::by(posts.iter().filter_map(|post| post.touched_by)),
    ];
    let answers = posts.iter().filter(|post| post.question && post.answered);
    let answers = [answered, Made::by(answers.filter_map(|post| post.best_by))];
    let response_rate = share_of_things(
        &all,
        &responses,
        &authors(&|post| post.touched_by.is_none()),
    );
    let answer_rate = share_of_things(
        &asked,
        &answers,
        &authors(&|post| post.question && !post.answered),
    );
    let cases: Vec<Case> = posts.iter().map(|post| case(post, week)).collect();
    let replied = Made::by(posts.iter().filter_map(|post| post.replied_by));
    let first_reply = match median(&cases) {
        Ok(Median::At(minutes)) => Figure::told(
            of_things(&all, &[replied]),
            minutes.round().max(1.0),
            all.sum,
        ),
        // More than half still wait: there is no median yet.
        Ok(Median::Above(_)) | Err(_) => Figure::NOTHING,
    };
    let per_post = (replies.len() as f64 / posts.len().max(1) as f64 * 10.0).round() / 10.0;
    let made = Made::by(replies.iter().map(|(_, author)| *author));
    vec![
        (
            Measure::ResponseRate,
            Figure::told(
                response_rate,
                percent(touched.sum as f64, all.sum as f64),
                all.sum,
            ),
        ),
        (Measure::FirstReply, first_reply),
        (
            Measure::RepliesPerPost,
            Figure::told(of_things(&all, &[made]), per_post, all.sum),
        ),
        (
            Measure::AnswerRate,
            Figure::told(
                answer_rate,
                percent(answered.sum as f64, asked.sum as f64),
                asked.sum,
            ),
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
fn works_as(posts: &[Post], replies: usize, members: usize, active: usize) -> Option<Purpose> {
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
