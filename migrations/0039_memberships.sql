-- Whatever somebody changes, their memberships are read first. In the table those of one person lie on
-- as many pages of the disk as they have communities; with the role in it, the index is all it takes.
drop index memberships_person;
create index memberships_person on memberships (person_id, community_id, role);
