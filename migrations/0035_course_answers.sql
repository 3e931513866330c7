-- Courses: the question that an answer answers, and indexes for the lists of who completed what.

-- The question as it was when somebody answered it.
alter table course_answers add column prompt text not null default '';
update course_answers set prompt = (select s.prompt from course_steps s where s.id = course_answers.step_id);
alter table courses drop column changed_at;

create index course_completions_last on course_completions (course_id, at, person_id);
create index course_commitments_last on course_commitments (course_id, made_at, person_id);
drop index course_answers_site;
create index course_answers_site on course_answers (step_id, site_id, at, person_id) where audience = 'site';
