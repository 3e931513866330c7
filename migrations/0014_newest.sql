-- What a feed asks of each community stands in one index.

-- The newest of a community are read with all that their order hangs on. From the rows themselves that
-- was a page of the disk for each post and one for its author: thousands for the first feed of somebody
-- in a large network.
create index posts_newest on posts (community_id, id, author_id, kind, answer_id, replies, deleted_at)
  where deleted_at is null;
drop index posts_community;

-- With the columns they are asked by, or SQLite takes the larger one above for them.
drop index posts_open_questions;
create index posts_open_questions on posts (community_id, id, kind, answer_id, deleted_at)
  where kind = 'question' and answer_id is null and deleted_at is null;
drop index posts_questions;
create index posts_questions on posts (community_id, id, kind, deleted_at)
  where kind = 'question' and deleted_at is null;

-- They are few, and whether an author is one of them is asked for each post.
create index people_bots on people (bot, id) where bot = 1;
