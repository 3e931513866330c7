//! The SQL by which posts and replies become documents of the search.

use network::PersonId;
use network::communities::CommunityId;

use crate::posts::post::{Kind, PostId, ReplyId};

store::row! {
    pub struct PostText {
        pub id: PostId,
        pub community_id: Option<CommunityId>,
        pub author_id: PersonId,
        pub author: String,
        pub language: String,
        pub kind: Kind,
        pub title: String,
        pub plain: String,
        pub answer_id: Option<ReplyId>,
    }

    pub struct ReplyText {
        pub id: ReplyId,
        pub post_id: PostId,
        pub community_id: Option<CommunityId>,
        pub author_id: PersonId,
        pub author: String,
        pub language: String,
        pub kind: Kind,
        pub plain: String,
        pub answer_id: Option<ReplyId>,
    }
}

store::statements! {
    pub fn posts(ids: &[PostId]) -> Vec<PostText> =
        "select p.id, p.community_id, p.author_id, a.name as author, a.language, p.kind, p.title, p.plain, p.answer_id
        from posts p join people a on a.id = p.author_id where p.id in ($1) and p.deleted_at is null";
    pub fn replies(ids: &[ReplyId]) -> Vec<ReplyText> =
        "select r.id, r.post_id, p.community_id, r.author_id, a.name as author, a.language, p.kind, r.plain, p.answer_id
        from replies r join posts p on p.id = r.post_id join people a on a.id = r.author_id
        where r.id in ($1) and r.deleted_at is null and p.deleted_at is null";
    pub fn topics(posts: &[PostId]) -> Vec<(PostId, String)> =
        "select post_id, topic from post_topics where post_id in ($1) order by post_id, topic";

    pub fn posts_after(after: PostId, limit: i64) -> Vec<PostId> =
        "select id from posts where id > $1 order by id limit $2";
    pub fn posts_in(community: CommunityId, after: PostId, limit: i64) -> Vec<PostId> =
        "select id from posts where community_id = $1 and id > $2 and deleted_at is null order by id limit $3";
    pub fn posts_on(author: PersonId, after: PostId, limit: i64) -> Vec<PostId> =
        "select id from posts where author_id = $1 and community_id is null and id > $2 and deleted_at is null order by id limit $3";
    pub fn posts_by(author: PersonId, after: PostId, limit: i64) -> Vec<PostId> =
        "select id from posts where author_id = $1 and id > $2 and deleted_at is null order by id limit $3";

    pub fn replies_after(after: ReplyId, limit: i64) -> Vec<ReplyId> =
        "select id from replies where id > $1 order by id limit $2";
    pub fn replies_to(posts: &[PostId]) -> Vec<ReplyId> =
        "select id from replies where post_id in ($1) and deleted_at is null order by id limit 100000";
    pub fn replies_by(author: PersonId, after: ReplyId, limit: i64) -> Vec<ReplyId> =
        "select id from replies where author_id = $1 and id > $2 and deleted_at is null order by id limit $3";
}
