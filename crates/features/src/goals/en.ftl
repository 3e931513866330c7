goals-title = Goals
goals-lead = Who is asked to move which indicator, which way and how far. What you are asked for stands here too.
goals-of = Goals for { $name }
goals-all-of-them = All goals
goals-which = Which goals
goals-which-all = All
goals-which-mine = Asked of me
goals-none-title = Nobody is asked for anything yet
goals-none-text = A goal says who moves which indicator, how far and until when. Two goals that cannot both be reached are found as soon as they stand here.
goals-none-of-mine = None of these goals is asked of you.
goals-cut = Only the first 500 are shown. The download has all.
goals-who-sees = A goal of one person is seen by that person, by who set it and by the owner of the indicator. All others are seen by every colleague.
goals-download = Download
goals-conflicts-link = { $n ->
    [0] Conflicts
    [one] Conflicts: one open
   *[other] Conflicts: { $n } open
}
goals-you = You
goals-end = End
goals-head-indicator = Indicator
goals-head-way = Way
goals-head-who = Who is asked
goals-head-when = When
goals-head-weight = Weight
goals-head-end = End the goal
goals-from-to = { $from } to { $to }
goals-up-to = up to { $value }
goals-down-to = down to { $value }
goals-holder-role = A role
goals-holder-role-text = Everyone with this job title
goals-holder-site = A site
goals-holder-site-text = Everyone who works there
goals-holder-department = A department
goals-holder-department-text = Everyone in it
goals-holder-person = One person
goals-holder-person-text = Yourself, or somebody who reports to you
goals-new = Set a goal
goals-new-lead = Say whom you ask to move which indicator. If somebody asks the same people for the opposite, both owners will see it.
goals-no-indicator = First an indicator
goals-no-indicator-text = A goal says how far a number should move, and there is none yet.
goals-no-two-indicators-text = Two numbers can pull apart, and there are not two yet.
goals-new-indicator = Begin with an indicator
goals-not-yet = The goal was not set. What is missing is said below.
goals-step-what = What
goals-step-who = Who
goals-step-when = When and how much
goals-indicator = Indicator
goals-direction = It should go
goals-up = up
goals-down = down
goals-target = Target
goals-said = What it means for those who are asked
goals-said-hint = One sentence they could act on tomorrow morning.
goals-holder = Who is asked
goals-held-by = Name
goals-held-by-hint = The job title, site or department as the employer writes it, or a person's mail or full name. Left empty with “one person”: yourself.
goals-from = From
goals-to = Until
goals-weight = Weight in percent
goals-weight-hint = Of all they are asked for, 1 to 100
goals-set = Set the goal
goals-was-set = The goal is set. Those who are asked see it here.
goals-was-ended = The goal has ended.
goals-all = All goals for it
goals-asked-of-nobody = No role, site or department is asked for it.
goals-more = { $n ->
    [one] One more goal
   *[other] { $n } more goals
}
goals-owned-by = { $name } owns the number

goals-conflicts-title = Goals and conflicts
goals-conflicts-lead = Where we ask people to pull in two directions. Nobody solves that alone at the counter, so the owners of both numbers settle it here.
goals-conflicts-which = Which of them
goals-conflicts-all = All
goals-conflicts-open = Open
goals-conflicts-settled = Settled
goals-conflicts-none-title = Nothing pulls apart, as far as we know
goals-conflicts-none-text = Folkmoot looks for it whenever goals are set and readings come. If you are asked for two things that do not go together, say so.
goals-conflicts-none-of-these = None of them is one of these.
goals-aside = Reviews, and how things come here
goals-stat-open = open
goals-stat-proposed = wait for the other owner
goals-stat-oldest = the oldest has been open
goals-stat-median = half were settled within
goals-stat-due = review has come
goals-days = { $n ->
    [one] day
   *[other] days
}
goals-open-for = { $n ->
    [0] since today
    [one] open for one day
   *[other] open for { $n } days
}
goals-state-due = Review has come
goals-state-proposed = Waits for the other owner
goals-state-gone = No longer seen
goals-title-opposite = { $name }: up and down at once
goals-title-pair = { $first } and { $second }
goals-ground-opposite = Asked to go up and down
goals-ground-opposite-text = one number, one goal up, one down, at the same time
goals-ground-declared = Declared trade-off
goals-ground-declared-text = a colleague says so, with an example
goals-ground-measured = Have moved against each other
goals-ground-measured-text = where one got better than elsewhere, the other got worse: in at least 15 units with 8 changes each, and surer than chance among all pairs that were compared
goals-ground-people = The same people
goals-ground-people-text = told with each of them; being asked for two things is by itself no fault
goals-look = Look at it
goals-settle-it = Settle it
goals-answer = Answer the other owner
goals-people-unknown = How many people are asked for both is being counted.
goals-people-nobody = Nobody is asked for both by a goal.
goals-people-few = Fewer than ten people are asked for both.
goals-people-few-since = Fewer than ten people are asked for both, since { $day }.
goals-people-few-short = under ten
goals-people = { $n } people are asked for both.
goals-people-since = { $n } people are asked for both, since { $day }.
goals-you-too = You are one of them
goals-moved = In { $opposed } of { $units } { $observed ->
    [site] sites
    [department] departments
   *[team] teams
}, { $cadence ->
    [week] weeks
    [month] months
   *[quarter] quarters
} in which one of the two got better were mostly { $cadence ->
    [week] weeks
    [month] months
   *[quarter] quarters
} in which the other got worse, measured against the other { $observed ->
    [site] sites
    [department] departments
   *[team] teams
}. Readings from { $from } to { $to }.
goals-moved-not-found = That is no surer than chance among all pairs that were compared.
goals-not-same-count = They are not compared: both are built from the same count.
goals-not-few-units = They are not compared yet: fewer than 15 units have 8 changes in both.
goals-not-alike = They are not compared: one of them moves alike everywhere.
goals-figures = r = { $r } over { $changes } changes; { $q }.
goals-q = of findings as sure as this among all pairs compared, at most { $q } % are chance
goals-q-small = of findings as sure as this among all pairs compared, less than 0.1 % are chance
goals-q-none = not surer than chance
goals-wrong = What could make this wrong
goals-wrong-cause = They moved at the same time. That does not say that one moves the other.
goals-wrong-else = Something else that happened in the same units at the same time can move both.
goals-wrong-same-count = Numbers that are built from the same count move apart by arithmetic. If these are, both owners can say so below.
goals-wrong-flaw = { $name } is badly measured: { $flaw }
goals-settled = Settled
goals-head-what = What
goals-head-why = Why
goals-head-people = People
goals-head-how = How it was settled
goals-review-on = Looked at again on { $day }.
goals-next-review = Next reviews
goals-how-found = How things come here
goals-what-pulls = What pulls apart
goals-manner-align = Align
goals-manner-align-text = Change one goal so that both can be reached.
goals-manner-align-done = Aligned
goals-manner-prioritise = Prioritise
goals-manner-prioritise-text = Say which one goes first, for whom and until when.
goals-manner-prioritise-done = Prioritised
goals-manner-accept = Accept
goals-manner-accept-text = Live with it, with a reason and a day to look again.
goals-manner-accept-done = Accepted
goals-manner-none = It is no conflict
goals-manner-none-text = The two do not stand in each other's way. Say why not.
goals-manner-none-done = No conflict
goals-how-settle = How do you settle it?
goals-winner = This one goes first
goals-winner-none = Choose one
goals-review = Look at it again on
goals-review-hint = After that day it is open again.
goals-reason = Reason, in words that those who are asked can use
goals-reason-people = Reason, in words that the { $n } people can use
goals-send-to = Send to { $name } to agree
goals-settle-now = Settle it
goals-counts-when = It counts when both owners have agreed.
goals-settled-so = Settled
goals-due = Its review has come
goals-due-text = What was settled held until { $day }. Say again how it is to go on.
goals-proposed = { $name } says how to settle it
goals-agree = I agree
goals-or-other = Or send another way below; the newest counts.
goals-goes-first = { $name } goes first
goals-side-up = The way up
goals-side-down = The way down
goals-by = { $by }.
goals-by-both = { $by } and { $agreed }.
goals-owners-decide = { $first } and { $second } own the two numbers and settle it together.
goals-owner-decides = { $name } owns the number and settles it.
goals-history = What was said before
goals-never-agreed = The other owner did not agree to this.
goals-same-count = Are both built from the same count?
goals-same-count-text = If one is part of the other, or both are divided by the same number, they move apart by arithmetic. When the owners of both say so, they are not compared any more.
goals-same-count-say = They are built from the same count
goals-same-count-other = The other owner has said so.
goals-same-count-waits = You have said so. The other owner has not yet.
goals-same-count-holds = Both owners have said so. The two are not compared.
goals-was-settled = It is kept.
goals-was-agreed = It is settled.
goals-was-same-count = It is kept.
goals-declare = Report a conflict
goals-declare-lead = You are asked for two things that do not go together? Name both and give an example. The owners of both numbers settle it.
goals-declare-first = The one indicator
goals-declare-second = The other indicator
goals-choose = Choose one
goals-declare-said = How they pull apart
goals-declare-hint = What happened, where, to whom. It is shown to every colleague with your name.
goals-declare-send = Report it
goals-was-declared = It is reported. The owners of both numbers see it on their pages.
goals-banner-opposite = People are asked to move this number up and down at once
goals-banner-pulls = This number pulls against { $name }
goals-banner-moved = This number and { $name } have moved against each other
goals-banner-more = { $n ->
    [one] One more like it
   *[other] { $n } more like it
}

error-goal_ends_before = This day lies before the first.
error-goal_weight = A weight is a whole number from 1 to 100.
error-goal_direction = Say whether it should go up or down.
error-goal_indicator = There is no such indicator.
error-goal_holder = You may set a goal for yourself and for those who report to you. For a role, a site or a department the owner of the number, managers and leaders may.
error-goal_holder_missing = Say who is asked.
error-goal_nobody = Nobody is called this. Write it as the employer does.
error-goal_not_yours = Only who set it or the owner of the number may end it.
error-goal_same_indicator = These must be two different indicators.
error-goal_declared = A colleague has reported these two already. It stands under goals and conflicts.
error-goal_not_owner = Only the owners of the two numbers settle this.
error-goal_superseded = There is a newer answer. Look at it first.
error-goal_review_past = This day must lie ahead.
error-goal_review_far = Look at it again within two years.
error-goal_winner = Say which one goes first.
error-goal_manner = Say how it is to be settled.
