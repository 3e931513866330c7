//! All SQL about questions. One community at a time, by index: never a walk over all posts.

use kernel::Result;
use network::{CommunityId, PersonId, Viewer};
use store::Db;

use crate::posts::PostId;

store::text_enum! {
    /// Which questions.
    pub enum Which { Open = "open", All = "all", Mine = "mine" }
}

store::statements! {
    fn open_in(community: CommunityId, below: PostId, limit: i64) -> Vec<PostId> =
        "select id from posts where community_id = $1 and kind = 'question' and answer_id is null and deleted_at is null
            and id < $2 order by id desc limit $3", hot;
    fn all_in(community: CommunityId, below: PostId, limit: i64) -> Vec<PostId> =
        "select id from posts where community_id = $1 and kind = 'question' and deleted_at is null and id < $2 order by id desc limit $3", hot;
    fn by_author(author: PersonId, below: PostId, viewer: PersonId, guest: bool, by_rule: &[CommunityId], limit: i64) -> Vec<PostId> =
        "select p.id from posts p left join communities c on c.id = p.community_id
        where p.author_id = $1 and p.kind = 'question' and p.deleted_at is null and p.id < $2
            and ((p.community_id is null and $4 = 0) or (c.kind = 'open' and $4 = 0)
                or exists (select 1 from memberships m where m.community_id = p.community_id and m.person_id = $3) or p.community_id in ($5))
        order by p.id desc limit $6";
    fn network_wide() -> Option<CommunityId> = "select id from communities where network_wide = 1";
}

/// Questions of the viewer's communities below an id, newest first.
pub fn list(
    db: &Db,
    viewer: &Viewer,
    which: Which,
    below: PostId,
    limit: i64,
) -> Result<Vec<PostId>> {
    if which == Which::Mine {
        return by_author(
            db,
            viewer.id,
            below,
            viewer.id,
            viewer.is_guest(),
            viewer.by_rule(),
            limit,
        );
    }
    let mut communities: Vec<CommunityId> = viewer
        .memberships
        .0
        .iter()
        .map(|m| m.community_id)
        .collect();
    if !viewer.is_guest() {
        communities.extend(network_wide(db)?);
    }
    let mut ids = Vec::new();
    for community in communities {
        ids.extend(match which {
            Which::Open => open_in(db, community, below, limit)?,
            _ => all_in(db, community, below, limit)?,
        });
    }
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    ids.truncate(limit as usize);
    Ok(ids)
}
