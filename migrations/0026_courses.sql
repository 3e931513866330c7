-- Courses: training of a few steps with stories inside, what people say to it, and what they want to try.

create table courses (
  id bigint primary key,
  owner_id bigint not null references people (id),
  title text not null,
  purpose text not null,
  use_case_id bigint references use_cases (id),
  indicator_id bigint references indicators (id),
  -- Open; where answers for everyone are posted and talked about.
  community_id bigint references communities (id),
  created_at bigint not null,
  changed_at bigint not null,
  -- Null for a draft, also for one that was published before.
  published_at bigint
);
create index courses_owner on courses (owner_id, id);
create index courses_use_case on courses (use_case_id, id);
create index courses_indicator on courses (indicator_id, id);

create table course_steps (
  id bigint primary key,
  course_id bigint not null references courses (id),
  place bigint not null,
  title text not null,
  minutes bigint not null,
  -- Markdown, and what was made of it.
  body text not null,
  html text not null,
  story_id bigint references stories (id),
  -- A question; empty when nothing is asked.
  prompt text not null
);
create index course_steps_course on course_steps (course_id, place, id);

create table course_done (
  step_id bigint not null references course_steps (id),
  person_id bigint not null references people (id),
  at bigint not null,
  primary key (person_id, step_id)
);
create index course_done_step on course_done (step_id);

-- Kept for good, also when the course gets another step.
create table course_completions (
  course_id bigint not null references courses (id),
  person_id bigint not null references people (id),
  at bigint not null,
  primary key (course_id, person_id)
);

-- What somebody says to the prompt of a step.
create table course_answers (
  step_id bigint not null references course_steps (id),
  person_id bigint not null references people (id),
  audience text not null check (audience in ('me', 'site', 'everyone')),
  -- The person's when they wrote it.
  site_id bigint references sites (id),
  -- Both empty for everyone: then it is the post.
  body text not null,
  html text not null,
  post_id bigint references posts (id),
  at bigint not null,
  primary key (step_id, person_id)
);
create index course_answers_site on course_answers (step_id, site_id) where audience = 'site';
create index course_answers_post on course_answers (step_id, post_id) where post_id is not null;

create table course_commitments (
  course_id bigint not null references courses (id),
  person_id bigint not null references people (id),
  kind text not null check (kind in ('try', 'not_for_me')),
  -- What they will try, or why it is not for them.
  said text not null,
  -- As 2026-11-30; null where nothing is tried.
  due text,
  made_at bigint not null,
  -- How it went, asked once after the day.
  outcome text check (outcome in ('done', 'partly', 'not_done', 'unsaid')),
  outcome_note text not null,
  primary key (course_id, person_id)
);
create index course_commitments_open on course_commitments (person_id, due) where outcome is null;

-- With whom.
create table course_companions (
  course_id bigint not null references courses (id),
  person_id bigint not null references people (id),
  companion_id bigint not null references people (id),
  primary key (course_id, person_id, companion_id)
);
create index course_companions_companion on course_companions (companion_id);

-- The week that is counted (0 for none), the course after which to go on, the last week that is shown.
create table course_counting (
  id bigint primary key check (id = 1),
  week bigint not null,
  after_id bigint not null,
  shown_week bigint not null
);
insert into course_counting (id, week, after_id, shown_week) values (1, 0, 0, 0);

-- People of each level in the week that is counted.
create table course_headcounts (
  level text primary key check (level in ('leader', 'manager', 'champion', 'staff')),
  people bigint not null
);

-- What is shown of a week, for good.
create table course_figures (
  course_id bigint not null references courses (id),
  week bigint not null,
  -- Completed, of all or of a level; of those who completed, who want to try it.
  scope text not null check (scope in ('all', 'leader', 'manager', 'champion', 'staff', 'trying')),
  people bigint not null,
  value bigint not null,
  state text not null check (state in ('shown', 'almost_all', 'withheld')),
  -- Never shown: whether it is withheld for its own sake, and not for others.
  secret bigint not null check (secret in (0, 1)),
  primary key (course_id, week, scope)
);
