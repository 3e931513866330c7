-- Nobody asks which threads a person follows, and people are not deleted. It lay on another page for each
-- author, written with each post and each reply.
drop index thread_follows_person;
