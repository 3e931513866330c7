initiatives-card = What we change to move it
initiatives-judged-many = { $n } initiatives of this indicator have been judged. Of twenty that change nothing, about one looks as if it did, by chance alone.
initiatives-new = Start an initiative
initiatives-new-title = New initiative
initiatives-none = Nobody has said yet what is done to move this number. An initiative says what changes, where it started and when; then the readings can say whether it worked.
initiatives-nobody = Nobody has started yet.
initiatives-started = { $units } started
initiatives-started-dropped = { $units } started, { $n } dropped it
initiatives-units-site = { $n ->
    [one] one site
   *[other] { $n } sites
}
initiatives-units-department = { $n ->
    [one] one department
   *[other] { $n } departments
}
initiatives-units-team = { $n ->
    [one] one team
   *[other] { $n } teams
}
initiatives-more-site = { $n ->
    [one] one more site
   *[other] { $n } more sites
}
initiatives-more-department = { $n ->
    [one] one more department
   *[other] { $n } more departments
}
initiatives-more-team = { $n ->
    [one] one more team
   *[other] { $n } more teams
}
initiatives-periods-week = { $n ->
    [one] one week
   *[other] { $n } weeks
}
initiatives-periods-month = { $n ->
    [one] one month
   *[other] { $n } months
}
initiatives-periods-quarter = { $n ->
    [one] one quarter
   *[other] { $n } quarters
}
initiatives-longer-week = { $n ->
    [one] one more week
   *[other] { $n } more weeks
}
initiatives-longer-month = { $n ->
    [one] one more month
   *[other] { $n } more months
}
initiatives-longer-quarter = { $n ->
    [one] one more quarter
   *[other] { $n } more quarters
}
initiatives-mark-waiting = Not judged yet
initiatives-mark-too-few = Too few to tell
initiatives-mark-cannot = Cannot be told
initiatives-mark-yes = Likely yes
initiatives-mark-worse = Likely worse
initiatives-mark-unsure = Not clear
initiatives-mark-moved = Moved at that time
initiatives-mark-not-moved = No clear move
initiatives-points = percentage points
initiatives-better = { $amount } better
initiatives-worse = { $amount } worse
initiatives-waits = It is judged by the readings up to { $until }. Until then there are lines and no verdict: who looks every week sees an effect that is not there two or three times as often.
initiatives-waits-late = It is judged by the readings up to { $until }. That time is over, but after { $last } more than a fifth of the readings are missing: it is judged as soon as they are there.
initiatives-needs = For a verdict it needs { $missing }.
initiatives-too-few = Too few to tell: { $missing } needed.
initiatives-missing-adopting = { $units } that started
initiatives-missing-others = { $units } that did not
initiatives-missing-before = { $periods } of readings before the start
initiatives-missing-after = { $periods } of readings since the start
initiatives-missing-readings = { $n ->
    [one] one of the missing readings
   *[other] { $n } of the missing readings
}
initiatives-and = { $first } and { $last }
initiatives-effect = The { $adopting } that started became { $amount } than the { $others } others did over the same time (95 % interval: { $worst } to { $best }).
initiatives-effect-unsure = The { $adopting } that started became { $amount } than the { $others } others did over the same time, but the readings fit everything from { $worst } to { $best }: it may be nothing.
initiatives-moved = Everybody started in { $start }. The mean of { $units } that report steadily moved at that time: { $amount } than the { $before } before let expect, over { $after } (95 % interval: { $worst } to { $best }). Nothing separates it from whatever else changed then.
initiatives-not-moved = Everybody started in { $start }. The mean of { $units } that report steadily did not clearly move at that time: { $amount } than the { $before } before let expect, over { $after }, and the readings fit everything from { $worst } to { $best }.
initiatives-rank = So far they became { $amount }. Of all { $choices } ways to choose { $adopting } of { $units }, { $rank } show a change at least as good.
initiatives-rank-sampled = So far they became { $amount }. Of { $choices } ways, drawn by chance, to choose { $adopting } of { $units }, { $rank } show a change at least as good.
initiatives-cannot-not-identified = The missing readings lie so that an effect cannot be told from the units' own levels.
initiatives-cannot-no-variation = The readings do not differ enough to say how sure an effect is. Are they copied from one another?
initiatives-cannot-alone = Too many started alone, each at a time of its own. Let several start together, or read the number in longer periods.
initiatives-cannot-degrees = Too few to tell how sure it is: the comparison rests on very few of them.
initiatives-cannot-numbers = The readings cannot be computed with.
initiatives-extent = { $adopting } started, { $others } others; { $periods }, { $first } to { $last }.
initiatives-verdict-of = Verdict of { $period }, kept.
initiatives-later = Later look, { $period }
initiatives-doubts = What could make this wrong
initiatives-doubt-chosen = Those that started chose to: the keen ones may have come first, and might have improved anyway.
initiatives-doubt-past = That both moved alike before does not prove that they would have afterwards.
initiatives-doubt-few = { $units } are few: the interval is wide, and one odd unit counts for much.
initiatives-doubt-last = In the end all started. Those that came last, in { $last }, are what the others are compared with and have no effect of their own.
initiatives-doubt-left-out = { $units } say nothing about it: they have no readings on both sides of their start.
initiatives-doubt-silent = { $units } of those that started: more than a fifth of the readings since are missing. Where it did not help, counting may have stopped.
initiatives-doubt-moved = Everything else that changed in { $start } is in it too: prices, season, staff, another campaign.
initiatives-doubt-season = There are not two years of readings, so the season is not taken out.
initiatives-doubt-together = The same units started { $names } at about the same time. What each of them did cannot be told apart.
initiatives-doubt-afterwards = { $n ->
    [one] One start was dated afterwards, when readings of the time since were known.
   *[other] { $n } starts were dated afterwards, when readings of the time since were known.
}
initiatives-doubt-flaw = The number is badly measured: { $flaw }
initiatives-together = Estimated together with { $names }.
initiatives-edit = Edit
initiatives-start = Record a start
initiatives-aside = About this initiative
initiatives-question = Did it work?
initiatives-no-answer = Not yet known. The readings can say something as soon as units that have readings started.
initiatives-minimums = An estimate needs five that started and five that did not, six periods of readings before and four since, and four fifths of all readings.
initiatives-lines-title = Those that started and the others
initiatives-lines = { $name }: those that started and the others
initiatives-lines-label = Lines of those that started and of the others
initiatives-line-adopting = { $units } that started
initiatives-line-others = { $n ->
    [one] one other
   *[other] { $n } others
}
initiatives-line-says = { $name }: from { $first } to { $last } { $unit }.
initiatives-legend-starts = A numbered mark is a time when some started
initiatives-estimate-label = The estimate beside zero
initiatives-estimate-says = { $value } { $unit }, 95 % interval from { $low } to { $high }
initiatives-estimate-axis = Difference to the others in { $unit }; zero is no difference
initiatives-since = Before and since the start
initiatives-since-says = How far those that started were from the others, period by period, each with its 95 % interval.
initiatives-since-start = Start
initiatives-since-axis-week = Weeks since the start; difference to the others in { $unit }
initiatives-since-axis-month = Months since the start; difference to the others in { $unit }
initiatives-since-axis-quarter = Quarters since the start; difference to the others in { $unit }
initiatives-since-flat = Left of the start both should differ by nothing. A flat past does not prove a parallel future, and the intervals hold for each period by itself, not for all together.
initiatives-levers = What is changed
initiatives-levers-why = People work differently when more than one of these changes. Leave out what stays as it is.
initiatives-no-levers = Nobody has described yet what is changed of leadership, work practices, skills, job descriptions and technology.
initiatives-lever-leadership = Leadership
initiatives-lever-leadership-hint = What leaders do, ask for or look at now
initiatives-lever-organisation = Organisation and work practices
initiatives-lever-organisation-hint = Who does what with whom, and in which order
initiatives-lever-skills = Skills
initiatives-lever-skills-hint = What people must be able to do, and how they learn it
initiatives-lever-jobs = Job descriptions
initiatives-lever-jobs-hint = What is written into whose job
initiatives-lever-technology = Technology
initiatives-lever-technology-hint = Which tool helps, and since when
initiatives-lever-what = What changes
initiatives-lever-state = How far it is
initiatives-lever-evidence = Where one can see it
initiatives-state-planned = Planned
initiatives-state-agreed = Agreed
initiatives-state-in_place = In place
initiatives-starts = Who started
initiatives-starts-why = Whoever started counts as a starter for good, also after dropping it: otherwise those for whom it did not work would leave the count.
initiatives-since-when = Since
initiatives-goes-on = Goes on
initiatives-change = Change
initiatives-yes = Yes
initiatives-afterwards = dated afterwards
initiatives-dropped = Dropped on { $day }: { $why }
initiatives-more-starts = { $n } more started.
initiatives-drop = Dropped it
initiatives-drop-title = { $unit } no longer does it
initiatives-drop-why-counts = It still counts as one that started. What others can learn from is the reason.
initiatives-drop-day = Since
initiatives-drop-why = Why
initiatives-drop-why-hint = What did not fit, in a sentence
initiatives-drop-save = Save
initiatives-drop-done = Saved. It still counts as one that started.
initiatives-mistake = Take back
initiatives-mistake-title = { $unit } did not start?
initiatives-mistake-text = A start that was recorded by mistake can be taken back for a day, or for two weeks where a team told it itself. After that it counts for good.
initiatives-mistake-yes = Take it back
initiatives-mistake-done = The start is taken back.
initiatives-start-day = Started on
initiatives-start-save = Record the start
initiatives-start-many = Record many at once
initiatives-table-hint = The first line names the columns: unit, start. Then for example: Leeds Briggate, { $day }
initiatives-recorded = { $new } new, { $changed } with another day, { $same } already there.
initiatives-when = When it is judged
initiatives-when-week = When half of those that start have had { $n } weeks.
initiatives-when-month = When half of those that start have had { $n } months.
initiatives-when-quarter = When half of those that start have had { $n } quarters.
initiatives-when-why = It was said at the beginning, so that nobody chooses the date by looking at the readings.
initiatives-how = How it is estimated
initiatives-how-text = Those that started are compared with those that did not, or not yet, over the same time and each with its own level before (difference in differences that stays right when not all start at once; errors by unit).
initiatives-form-lead = What is changed so that “{ $indicator }” moves.
initiatives-name = Name
initiatives-name-hint = As colleagues will speak of it: Bay board, One owner per offer
initiatives-what = What is done differently
initiatives-what-hint = So that another team could do it from this alone
initiatives-judged-week = Judged after so many weeks
initiatives-judged-month = Judged after so many months
initiatives-judged-quarter = Judged after so many quarters
initiatives-judged-hint = Counted from when half of those that start have started. { $least } to { $most }; it cannot be changed once somebody started.
initiatives-create = Start the initiative
error-initiative_taken = This indicator has an initiative of this name already.
error-too_many_initiatives = This indicator has { $limit } initiatives already.
error-judged_after = Say a number from 4 to 208.
error-judged_after_fixed = Somebody has started, so the date when it is judged stays as it is.
error-day_to_come = This day is still to come.
error-before_start = This is before it started.
error-start_counts = This start was recorded too long ago to be a mistake and counts for good. Say that it was dropped instead.
error-unit_twice = This unit stands there twice.
error-lever_twice = This lever stands there twice.
initiatives-people = Who takes part
initiatives-people-none = Nobody has said so yet.
initiatives-people-more = and { $n } more
initiatives-take-part = I take part
initiatives-leave = I no longer take part
initiatives-you-take-part = You take part.
initiatives-you-left = You no longer take part.
initiatives-talked-about = Where it is talked about
initiatives-community = Community
initiatives-link = Add
initiatives-unlink = Remove { $name }
initiatives-community-works-on = What it works on
initiatives-person-takes-part = Takes part in
error-too_many_communities = There are { $limit } communities already.
initiatives-mark-afterwards = Dated afterwards
error-initiative_judged = This initiative has its verdict, so its name and what it says stay as they are.
initiatives-doubt-changed = { $n ->
    [one] One reading was changed after it had been given.
   *[other] { $n } readings were changed after they had been given.
}
initiatives-next = So that others learn from it
initiatives-next-text = Describe the way of working so that another team could do it, and tell what it was like: also when it did not help.
initiatives-next-use-case = Describe the use case
initiatives-next-story = Tell the story
