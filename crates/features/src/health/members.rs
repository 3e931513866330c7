//! Which members of a community are counted: those who were counted last week, until ten or more have
//! come, or gone.
//!
//! What is told of a community is about what people do in it, which is told nowhere else; so two of its
//! figures have something in common only with each other, in other weeks, and with the sum of all
//! ([`super::totals`]). Of two weeks in sight either the same people are counted or ten and more are
//! others, and ten and more are the same in all of them: then no sum or difference of up to three weeks is
//! about fewer than ten. (Factors that add up to nothing leave the difference of two weeks at the least;
//! all others leave those who are the same.)

use statistics::privacy::PEOPLE_NEEDED;

use roaring::RoaringBitmap;

/// People by number.
pub type Members = RoaringBitmap;

/// Those to be counted of those who belong to it `now`; `before` were counted in the weeks before that are
/// still in sight, the newest first. `None` while they are too few.
pub fn counted(now: Members, before: &[Members]) -> Option<Members> {
    let Some(last) = before.first() else {
        return Some(now).filter(is_enough);
    };
    let members = match may_follow(&now, before) {
        true => now,
        false => last.clone(),
    };
    Some(members).filter(is_enough)
}

fn may_follow(members: &Members, before: &[Members]) -> bool {
    let differs = |week: &Members| {
        let others = members.symmetric_difference_len(week);
        others == 0 || others >= PEOPLE_NEEDED
    };
    let always = before.iter().fold(members.clone(), |all, week| all & week);
    before.iter().all(differs) && always.len() >= PEOPLE_NEEDED
}

fn is_enough(members: &Members) -> bool {
    members.len() >= PEOPLE_NEEDED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(some: impl IntoIterator<Item = u32>) -> Members {
        some.into_iter().collect()
    }

    #[test]
    fn nine_who_join_wait_for_the_tenth() {
        let first = people(0..30);
        assert_eq!(counted(people(0..9), &[]), None);
        assert_eq!(counted(first.clone(), &[]), Some(first.clone()));
        let joined = |n: u32| counted(people(0..30 + n), std::slice::from_ref(&first));
        assert_eq!(joined(9), Some(first.clone()));
        assert_eq!(joined(10), Some(people(0..40)));
        let left = |n: u32| counted(people(n..30), std::slice::from_ref(&first));
        assert_eq!(left(9), Some(first.clone()), "nor is it seen who left");
        assert_eq!(left(10), Some(people(10..30)));
    }

    #[test]
    fn those_who_came_together_do_not_leave_but_for_one() {
        let weeks = [people(0..40), people(0..30)];
        // Nine of those who came last week, and one who was there before.
        let now = people((0..29).chain(39..40));
        assert_eq!(counted(now, &weeks), Some(weeks[0].clone()));
        assert_eq!(counted(people(0..30), &weeks), Some(people(0..30)));
        // Hardly anybody would be the same.
        let others = people((0..6).chain(50..90));
        assert_eq!(counted(others, &weeks), Some(weeks[0].clone()));
    }
}
