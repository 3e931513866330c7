-- What the planner is told about the tables.

-- postgres:
-- Without statistics of its own the id of a post says nothing about where the row lies. With them
-- PostgreSQL prefers to walk all posts from the newest and to drop those of other communities, where it
-- should read the newest of one community from that community's index: a hundred times dearer for a
-- large one in which nobody has written for a while.
alter table posts alter column id set statistics 0;
-- end
