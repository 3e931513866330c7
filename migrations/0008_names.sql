-- Names of communities, unique without telling that a secret one exists.

-- What is unique is the key: the folded name, and for a secret community its id after two blanks, which
-- no folded name contains. So who founds a community never meets the name of a secret one; keys keep the
-- order of names.
alter table communities rename column name_fold to name_key;
alter table communities add column name_fold text not null default '';
update communities set name_fold = name_key;
update communities set name_key = name_fold || '  ' || cast(id as text) where kind = 'secret';
create index communities_name on communities (name_fold);
