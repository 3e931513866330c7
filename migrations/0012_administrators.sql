-- How many administrators there are is asked at every start and at the setup link. Without this it
-- walks through all people.
create index people_administrators on people (role) where role = 'administrator' and deactivated_at is null;
