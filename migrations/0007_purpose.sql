-- The purpose of a community as it is searched: folded like its name, without case and accents.

alter table communities add column purpose_fold text not null default '';
update communities set purpose_fold = lower(purpose);
