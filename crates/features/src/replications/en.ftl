replications-kind = Repeated
replications-title-of = { $name }: { $place }
replications-where-it-runs = Where it runs
replications-where-name = Where “{ $name }” runs
replications-where-lead = Every team that started it, what it does differently, and whether it still does it. Stops are shown with their reasons: they help the next team.
replications-all = All teams
replications-every = Every team
replications-older = Teams that started earlier
replications-lineage = From where to where
replications-as-described = As it is described
replications-more-below = { $n ->
    [one] and one more team
   *[other] and { $n } more teams
}
replications-none = No team has started it yet
replications-none-text = No team has started it yet. Whoever begins gets a community with prepared posts and the checklist.
replications-rules = First result: the end of the first period after the start whose reading is better than the best of the four before the start, if it came within 26 weeks and before a stop. The change compares the mean of the newest four periods after the start with the mean of the four before it; fewer than three readings are not compared. Neither says that this way of working was the cause.
replications-col-place = Place
replications-col-since = Since
replications-col-changed = What is different
replications-col-reading = Change ({ $unit })
replications-col-first = First result
replications-col-now = Now
replications-nothing = nothing
replications-same = no change
replications-n-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
replications-since = since { $day }
replications-begins = begins { $day }
replications-stopped-why = Stopped: { $why }
replications-lasts = How long it lasts
replications-n-begun = { $n ->
    [one] One team started it
   *[other] { $n } teams started it
}
replications-after-days = After { $n } days
replications-kept-of = { $kept } of { $n }
replications-no-answer = { $n ->
    [one] one team has not answered yet
   *[other] { $n } teams have not answered yet
}
replications-none-30 = No team has had 30 days with it yet.
replications-survival-text = Teams that said they keep it, of all that had so many days.

replications-stage-asked = Waits for who leads it
replications-stage-declined = Nobody leads it
replications-stage-planned = Planned
replications-stage-trying = Trying, day { $day }
replications-stage-kept-30 = Kept after 30 days
replications-stage-kept-90 = Kept after 90 days
replications-stage-stopped = Stopped
replications-stage-never-began = Never began
replications-now-asked = It begins when the leader agrees
replications-now-declined = Who was asked does not lead it
replications-now-planned = It begins on { $day }
replications-now-trying = Tried since { $day }
replications-now-kept-30 = They kept it after 30 days
replications-now-kept-90 = They kept it after 90 days
replications-now-stopped = They stopped it
replications-now-never-began = It was called off before it began

replications-in-your-team = In your team
replications-in-your-team-text = You get a community with prepared posts, the checklist, and somebody who has done it beside you.
replications-start = Start in your team
replications-start-lead = A few answers, two minutes. You can change or stop it any day, and a stop with a reason helps the next team.
replications-not-yet = Something is missing. What it is stands at the fields below.
replications-copied = What you get
replications-copied-posts = for your community; none goes out before you press Post
replications-copied-points = { $n ->
    [0] No checklist
    [one] Checklist, one point
   *[other] Checklist, { $n } points
}
replications-copied-points-text = your team takes the points, you set the days
replications-copied-indicator = the readings of your place before and after, nothing new to type
replications-who-leads = Who leads it
replications-leader = Leader
replications-leader-hint = Leave it empty if you lead it yourself. A colleague is asked first: give the full name or mail address.
replications-where = Where
replications-scope-site = Site
replications-scope-department = Department
replications-site-of-leader = the leader’s site
replications-department-of-leader = the leader’s department
replications-buddy = Who goes with you for the first 30 days
replications-buddy-hint = They have done it. They are asked and may say no; their place is where yours comes from.
replications-buddy-none = Nobody who has done it can be asked yet. You begin from the description.
replications-buddy-nobody = Nobody
replications-buddy-nobody-text = Begin from the description
replications-guide-leads = Leads it in { $place }.
replications-guide-story = Named in “{ $story }”.
replications-guide-busy = { $n ->
    [one] Goes with one team now.
   *[other] Goes with { $n } teams now.
}
replications-when = When and how
replications-starts = First day
replications-starts-hint = From 14 days ago to { $n } days ahead. It counts for good, also if you stop later.
replications-variant = What will be different with you
replications-variant-hint = For example: two zones only. Leave it empty if you do it as described.
replications-initiative = Which initiative does it belong to?
replications-initiative-hint = Its record of starts is what the effect is estimated from.
replications-initiative-choose = Choose one
replications-initiative-none = None of these
replications-room = Your community
replications-room-name = Name
replications-room-who = Who reads it
replications-today = Where you are today
replications-before-readings = { $n ->
    [one] your place, one reading of the last four periods
   *[other] your place, mean of { $n } readings of the last four periods
}
replications-frozen = The readings before your first day are kept as they are on that day, so that nobody can say later they were different.
replications-no-readings = Your place has no readings of it yet. You can start all the same; there will be nothing to compare with.
replications-start-it = Start
replications-then = What happens then
replications-then-today = Today
replications-then-today-text = the community is there, and you own it
replications-then-first = On the first day
replications-then-first-text = the readings before it are kept, and the start is counted
replications-then-asked = After 30 and 90 days
replications-then-asked-text = you are asked: keep it, keep it changed, or stop it
replications-told = Who sees it
replications-told-text = Colleagues see where and since when it runs, what is different, and what became of it. Names beside the points are for your team.
replications-duty = Who leads it is on the list of those who are asked after 30 and 90 days. Who looks after the use case and administrators see that list with names.

replications-begun = It is started. Your community is ready, and nothing has gone out yet.
replications-noted = It is noted.
replications-posted = The post is out.
replications-answered = Thank you. It stands on the page of the use case now.
replications-declined = You do not lead it. Nothing was made.
replications-open-room = Open the community
replications-differs = Different here: { $text }
replications-aside = About this team
replications-waits-for = { $name } is asked whether they lead it. Nothing begins before.
replications-lead-asked = Will you lead it?
replications-lead-text = It would begin on { $day }, with a community of your own.
replications-lead-yes = Yes, I lead it
replications-lead-no = No, I do not
replications-buddy-asked = Will you go with this team?
replications-buddy-text = { $name } starts it in { $place } and would like to ask you when something does not work, for the first 30 days.
replications-buddy-yes = Yes, I go with them
replications-buddy-no = No, not now
replications-buddy-is-asked = is asked whether they go with you
replications-buddy-is-agreed = goes with you
replications-buddy-is-declined = cannot go with you
replications-question = { $n } days: keep it, change it or stop it?
replications-question-text = All three are good answers. What you say helps the next team to decide.
replications-you-choose = Your answer
replications-choice-kept = Keep it
replications-choice-kept-text = as it runs now
replications-choice-changed = Keep it, changed
replications-choice-changed-text = your variant joins the lineage
replications-choice-stopped = Stop it
replications-choice-stopped-text = with a reason; it is shown without blame
replications-why = What changed, or why
replications-why-hint = Needed when it is changed or stopped. Colleagues read it; name no people.
replications-answer = Answer
replications-answer-it = Answer
replications-day-of = Day { $day } of { $n }
replications-from-to = { $before } before, { $now } now
replications-from-to-stop = { $before } before, { $now } until it was stopped
replications-few-before = { $n ->
    [one] There was one reading of this place before the first day. With fewer than { $needed } nothing is compared.
   *[other] There were { $n } readings of this place before the first day. With fewer than { $needed } nothing is compared.
}
replications-readings-after = { $n ->
    [one] One reading since the first day.
   *[other] The newest { $n } readings since the first day.
}
replications-first-after = { $n ->
    [one] First result after 1 day.
   *[other] First result after { $n } days.
}
replications-no-first = None within 26 weeks was better than the best before.
replications-before-only = { $before } before the first day. There is no reading of a whole period after it yet.
replications-frozen-then = The readings before the first day are kept when it comes.
replications-nothing-before = There were no readings of this place before the first day, so there is nothing to compare with.
replications-no-cause = This does not say that the way of working was the cause. That is estimated over all places together.
replications-counted = Counted since { $day } in
replications-counted-then = The start is counted on its first day in
replications-not-counted = The record could not take this start (too few people, or no such unit):
replications-taken-back = Whoever answers for the initiative took the start out of its record:
replications-done-of = { $done } of { $n } done
replications-no-points = The use case has no checklist.
replications-nobody-yet = nobody yet
replications-due = by { $day }
replications-done = done
replications-point-take = Take it
replications-point-leave = Give it back
replications-point-done = Done
replications-point-not-done = Not done yet
replications-point-day = Set a day
replications-point-by = By when: { $text }
replications-save = Save
replications-posts-text = Prepared for your community. Change them as you like; each goes out when the leader presses Post.
replications-post-it = Post
replications-posted-one = Posted
replications-reach = About { $seen } of { $members } members saw at least one of them.
replications-reach-most = Over 90 % of the members saw at least one of them.
replications-reach-weekly = Counted once a week.
replications-what-changed = What did you change?
replications-what-they-changed = What they changed
replications-as-copied = It runs as it was copied.
replications-change-label = The change
replications-change-hint = For example: tall parcels stand on the floor. Colleagues read it; name no people.
replications-change-save = Write down the change
replications-answers = What they said
replications-kept-as-is = Kept after { $n } days
replications-kept-changed = Kept after { $n } days, changed
replications-from-here = { $n ->
    [one] One team took it from here
   *[other] { $n } teams took it from here
}
replications-stop = Stop it
replications-stop-text = The reason helps the next team. The first day stays counted, so that what did not work is not left out of the estimate.
replications-stop-why = Why you stop
replications-stop-it = Stop it here
replications-ask-another = Ask somebody to go with you
replications-ask-another-text = Somebody who has done it, for the first 30 days. Who said no is not asked again, and from where your way comes stays as it is.
replications-ask-them = Ask them
replications-asked = They are asked. You see here what they say.
replications-another-day = Choose another first day
replications-another-day-text = Until it comes, the first day can be moved. Then it counts for good.
replications-leads = Leads it
replications-leads-it = asks and answers for the team
replications-with-you = Goes with the team
replications-facts = In short
replications-from = Comes from
replications-ahead = After 30 and 90 days

replications-yours = Your replications
replications-yours-lead = What you lead, whom you go with, and what became of what you began.
replications-yours-none = You have started nothing yet
replications-yours-none-text = Take a use case that fits where you work and start it in your team.
replications-waits = Waits for you
replications-waits-lead = You are asked whether you lead it.
replications-waits-buddy = You are asked whether you go with this team.
replications-waits-30 = 30 days: keep it, change it or stop it?
replications-waits-90 = 90 days: keep it, change it or stop it?
replications-you-lead = You lead
replications-you-asked = You asked others to lead
replications-you-go-with = You go with
replications-became = What became of it
replications-unanswered = Have not answered yet
replications-unanswered-text = You look after this use case. These teams had 30 or 90 days and have not said whether they keep it; they knew that they would be asked.
replications-led-since = { $name }, since { $day }
replications-look = Look

error-start_too_early = A first day may be at most { $limit } days ago.
error-start_too_late = A first day may be at most { $limit } days ahead.
error-no_such_buddy = This colleague cannot be asked any more. Choose another one.
error-buddy_leads = Whoever leads it cannot go with the team as well. Choose another one.
error-no_such_initiative = This initiative is not one of the indicator’s. Choose one of the list.
error-choose_initiative = Choose the initiative, or that it is none of these.
error-no_place = The leader’s profile names no such place. Choose the other one, or ask an administrator to add it.
error-replication_goes_on = It goes on here already. Look at it on the page of the use case.
error-not_leader = Only who leads it may do this.
error-replication_begun = This was answered already.
error-not_buddy = You are not asked to go with this team.
error-replication_over = It does not go on here any more.
error-posted_already = This post is out already.
error-not_in_team = Only the team does this.
error-point_taken = A colleague has taken this point.
error-not_own_point = Only who took this point gives it back.
error-too_many_changes = More than { $limit } changes are not kept. Describe it as a use case of its own.
error-not_asked_yet = You are asked after 30 and after 90 days. Until then you can write down changes, or stop it.
error-choose_answer = Choose one of the three.
error-leader_asked = You have asked this colleague already, and they have not answered yet.
error-leader_moved = You work elsewhere now. Say no, and start it anew where you are.
error-start_came = The first day has come, and it counts for good.
error-start_over = Choose today or a day to come.
error-buddy_asked = Somebody is asked already or goes with you.
error-choose_buddy = Choose one of them.
replications-notice-begun = A team in { $place } repeats “{ $title }”
replications-notice-kept-30 = The team in { $place } keeps “{ $title }” after 30 days
replications-notice-kept-90 = The team in { $place } keeps “{ $title }” after 90 days
replications-notice-stopped = The team in { $place } stopped “{ $title }” and says why
replications-notice-result = First result in { $place } with “{ $title }”: a reading that is better than all before
replications-notice-lead = { $actor } asks you to lead “{ $title }” in { $place }
replications-notice-buddy = { $actor } asks you to go with the team in { $place } that repeats “{ $title }”
replications-notice-question-30 = 30 days of “{ $title }” in { $place }: do you keep it?
replications-notice-question-90 = 90 days of “{ $title }” in { $place }: do you keep it?
notices-why-replication = because it came from you
notices-why-replication-result = because you are part of it
notices-why-replication-lead = because it needs your answer
notices-why-replication-buddy = because you know how it is done
notices-why-replication-question-30 = because you lead it
notices-why-replication-question-90 = because you lead it
