-- Early access: a course may be open to champions before everybody reads it.

-- The day from which everybody reads it, as 2027-05-03; null where it was for everybody at once.
alter table courses add column opens_on text;
