-- What people did is counted in memory, for all weeks at once, and no longer written down between.
drop table rollout_groups;
update rollout_counting set phase = 'show' where phase = 'people' and shown_week = 0;
