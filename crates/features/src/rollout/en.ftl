rollout-title = Roll-out
rollout-lead = Four levels have to move, not one. A level that lags holds the others back.
rollout-counted-to = Counted up to { $day }.
rollout-none-title = The first week is not counted yet
rollout-none-text = Figures are counted once a week, in the night to Monday, and begin with the first whole week in which somebody writes.
rollout-none-action = To the home page
rollout-sites = Sites
rollout-by-site = Coverage by site
rollout-all-sites = All sites
rollout-stages = Stages
rollout-stage-aware = Aware
rollout-stage-trained = Trained
rollout-stage-active = Active
rollout-stage-answering = Giving answers
rollout-stage-leading = Leading others
rollout-stage-adopted = Begun
rollout-means-aware = Has signed in at least once, or has written.
rollout-means-trained = Has completed at least one course, at any time up to the Sunday.
rollout-means-active = Made at least one post, reply or reaction in the 28 days up to the Sunday. Reading does not count.
rollout-means-answering = Replied to a question of somebody else in the 28 days up to the Sunday.
rollout-means-leading = Wrote something in the 28 days up to the Sunday to which three or more others replied.
rollout-means-adopted = Has made a first post, reply or reaction, at any time up to the Sunday. This is what the curve of adoption counts.
rollout-colleagues = Colleagues
rollout-means-colleagues = Everyone who belonged for at least seven days on that Sunday, without guests and bots. Each counts once: as a senior leader, else as a manager, else as a champion, else as staff. Weeks end on Sunday at midnight, UTC.
rollout-withheld = Withheld
rollout-means-withheld = Figures are rounded to five. Nothing is shown of fewer than ten people who are or are not at a stage, and sometimes a further figure is held back so that the first cannot be worked out. “Over 90 %” counts as 90 where it is compared. A week is counted once and never changed. Whoever comes, leaves or moves is counted in the new place once ten do the same, so that two weeks do not differ by one person; with more than fifty sites this is looked at every quarter.
rollout-how-counted = How this is counted
rollout-level = Level
rollout-levels = Where each level is
rollout-level-leader = Senior leaders
rollout-level-manager = Managers and communications
rollout-level-champion = Champions
rollout-level-staff = Frontline and office staff
rollout-everyone = Everyone
rollout-done = reached
rollout-planned = planned
rollout-later = no plan yet
rollout-people = { $n ->
    [one] { $count } person
   *[other] { $count } people
}
rollout-percent = { $n } %
rollout-over-90 = over 90 %
rollout-of-people = { $n } of { $of } colleagues
rollout-almost-all-of = almost all of { $of } colleagues
rollout-not-counted = not counted
rollout-fewer-than-ten = fewer than ten people
rollout-withheld-of = { $of } colleagues; not shown, it would tell of few people
rollout-wants = { $n } % by { $day }
rollout-plan-short = (plan: { $n } %)
rollout-stat-adopted = have begun
rollout-stat-active = active in 28 days
rollout-stat-answering = give answers
rollout-stat-leading = lead others
rollout-where = Where and what
rollout-adoption = Adoption
rollout-chart = Chart
rollout-no-curve = No week of this is shown. That is so where fewer than ten people are, or are not, at this stage.
rollout-curve-later = The line begins with the second week that is shown.
rollout-curve-says = From { $first } on { $from } to { $last } on { $to }.
rollout-legend-seen = Share of colleagues, %
rollout-legend-plan = Plan
rollout-legend-forecast = Forecast, 8 of 10 futures within the band
rollout-marks = The numbered marks are the weeks in which plays for this stage began, oldest first.
rollout-forecast-says = If it goes on as it has, between { $low } and { $high } will have begun by { $day }, most likely about { $middle }.
rollout-forecast-sure = If it goes on as it has, about { $middle } will have begun by { $day }.
rollout-forecast-plan = The plan wants { $n } % by then.
rollout-forecast-limits = Eight of ten such forecasts come true. It knows how many begin when others have, and nothing of plans, seasons or a new manager.
rollout-forecast-weeks = { $n ->
    [one] No forecast yet: one more week of figures is needed, eight in all.
   *[other] No forecast yet: { $n } more weeks of figures are needed, eight in all.
}
rollout-forecast-adopters = No forecast yet: { $n } colleagues must have begun, so that there is something to go by.
rollout-forecast-nothing = No forecast: there is nobody left here who has not begun, as far as was counted.
rollout-forecast-almost-all = No forecast is needed: over 90 % have begun.
rollout-forecast-withheld = No forecast, because the figure itself is not shown.
rollout-forecast-row = forecast, { $low } to { $high } %
rollout-as-table = The same as a table
rollout-week-to = Week to
rollout-share = Share
rollout-download = Download as a table
rollout-steps = Next steps
rollout-no-steps = Everything that was planned is reached, and at every level half of the people are at each stage that can be shown.
rollout-due = due { $day }
rollout-until = until { $day }
rollout-suggested = suggested by the board
rollout-plan-it = Plan it
rollout-suggest-leader-aware = Sit down with each senior leader for ten minutes and sign in together
rollout-suggest-leader-trained = Take each senior leader through one course, with a story from the floor
rollout-suggest-leader-active = Ask each senior leader for one post or thank-you in the open every fortnight
rollout-suggest-leader-answering = Each senior leader answers one question from a shop in public every week
rollout-suggest-leader-leading = Let each senior leader ask the network one real question and reply to what comes
rollout-suggest-manager-aware = Sign managers in at their next regional meeting
rollout-suggest-manager-trained = Let managers take a course before their teams do
rollout-suggest-manager-active = Move the managers' weekly mail into a post
rollout-suggest-manager-answering = Managers reply to questions of their people within a day
rollout-suggest-manager-leading = Each manager asks the team one question about the indicator they own
rollout-suggest-champion-aware = Call the champions who have not signed in yet
rollout-suggest-champion-trained = Train the champions first, in one course, together
rollout-suggest-champion-active = Give champions one small task a week, in their own community
rollout-suggest-champion-answering = Champions take turns to look after open questions
rollout-suggest-champion-leading = Each champion starts one thread on what works at their site
rollout-suggest-staff-aware = Hand out access codes at the start of a shift
rollout-suggest-staff-trained = Make room for a twelve-minute course in the next two shifts
rollout-suggest-staff-active = Do the shift hand-over in the network
rollout-suggest-staff-answering = Send each open question to the three colleagues most likely to know
rollout-suggest-staff-leading = Ask those whose answers helped to tell how they do it
rollout-reached = Reached
rollout-on-track = On track
rollout-behind = Behind
rollout-overdue = Overdue
rollout-unknown = Not shown
rollout-gap = Early sites and the rest
rollout-gap-ahead = { $n ->
    [one] The sites that began first are { $n } point ahead of the others
   *[other] The sites that began first are { $n } points ahead of the others
}
rollout-gap-behind = { $n ->
    [one] The sites that began first are { $n } point behind the others
   *[other] The sites that began first are { $n } points behind the others
}
rollout-gap-closed = The others have caught up with the sites that began first
rollout-gap-early = { $n ->
    [one] First { $n } site
   *[other] First { $n } sites
}
rollout-gap-other = { $n ->
    [one] Other { $n } site
   *[other] Other { $n } sites
}
rollout-gap-before = On { $day } the first sites stood at { $early } % and the others at { $other } %.
rollout-gap-means = The quarter of the sites in which one in four had begun first, beside all others whose figures are shown.
rollout-gap-none = Told once eight sites have figures and in a quarter of them one in four has begun.
rollout-plays = Plays
rollout-play = This play
rollout-all-plays = All plays
rollout-no-plays = No play has been started.
rollout-no-plays-text = A play is something one site tries for some weeks: inviting everyone by name, asking the first question, doing the shift hand-over here. Look for a site that could be helped.
rollout-plays-lead = Something one site tries for some weeks. What came of it is told beside sites that began at the same share and had no play.
rollout-plays-here = Plays here
rollout-start-play = Start a play
rollout-play-planned = Planned
rollout-play-runs = Going on
rollout-play-ended = Over
rollout-countries = Active by country
rollout-sites-shown = { $n ->
    [one] { $n } of { $all } sites has a figure
   *[other] { $n } of { $all } sites have figures
}
rollout-sites-withheld = The others have fewer than ten people who have begun, or fewer than ten who have not.
rollout-sites-order = Up to { $day }. Those that could be helped most come first; sites whose figures are not shown come last.
rollout-find-site = Find a site
rollout-find = Find
rollout-no-sites-title = No site is listed yet
rollout-no-sites-text = A site stands here after the first Sunday on which colleagues work there. Who works where comes from the list of people.
rollout-no-site-title = No site is called “{ $q }”
rollout-no-site-text = Only sites where somebody works are listed. Look at all of them.
rollout-more-sites = More sites
rollout-up-to = up to { $day }
rollout-plan = Plan
rollout-target = Target
rollout-owner = Owner
rollout-owner-hint = Name, mail address or employee number of a colleague.
rollout-began = Began at
rollout-began-at = { $n } % on { $day }
rollout-now-wanted = Wanted by now
rollout-no-plan = No plan yet
rollout-could = What helps:
rollout-who-plans = Administrators plan, and whoever owns a plan.
rollout-change-plan = Change the plan
rollout-target-percent = Share wanted, in percent
rollout-target-hint = Of the colleagues here, from 1 to 90: of more the board only says “over 90 %”.
rollout-by = By
rollout-next-step = Next step
rollout-save-plan = Save the plan
rollout-planned-said = The plan is saved.
rollout-saved-said = Saved.
rollout-started-said = The play is started.
rollout-result = What came of it
rollout-result-says = From { $from } % to { $to } % ({ $points } points) by { $day }.
rollout-result-so-far = The play is not over; this is how it stands so far.
rollout-result-like = { $n } sites that began within five points of it and had no play for this changed by { $mean } points on average, from { $least } to { $most }.
rollout-result-wrong = What could make this wrong
rollout-result-wrong-text = It is one site. Whoever wanted to try may have done better without the play as well, and figures rounded to five people move in steps at a small site.
rollout-result-alone = Nothing to compare it with
rollout-result-alone-text = { $n ->
    [one] Only one site began near it and had no play; { $needed } are needed.
   *[other] Only { $n } sites began near it and had no play; { $needed } are needed.
} Sites that are picked because they are low rise by themselves, so the line alone does not show that the play did it.
rollout-result-early = Nothing to tell yet: the week before the play began and at least one since must be counted.
rollout-result-withheld = The figures of this site are not shown for these weeks, because fewer than ten people are, or are not, at the stage.
rollout-mark-play = The mark is the week in which the play began.
rollout-how-it-goes = How it goes
rollout-kind = What kind
rollout-begins = Begins
rollout-ends = Ends
rollout-ends-hint = The result of this day's week is kept as the result. Four weeks are a good length.
rollout-dated-afterwards = Entered after it began
rollout-change-play = Change the play
rollout-save = Save
rollout-what = What you do
rollout-what-hint = One sentence that a colleague understands.
rollout-site = Site
rollout-site-hint = As it is called in the directory.
rollout-moves = What it shall move
rollout-moves-hint = The result is told by this.
rollout-judged = The start counts from the week before it begins and cannot be changed later.
rollout-play-invite = Invite by name
rollout-play-invite-text = A champion goes to each colleague, helps to sign in and shows one thing worth reading today. Two minutes each, at the start of a shift.
rollout-play-first_question = First question
rollout-play-first_question-text = Everyone writes down what they last had to ring somebody about. The best three are asked in the network, and the answers are read out in the next huddle.
rollout-play-leader_answers = A leader answers in public
rollout-play-leader_answers-text = For one hour on a fixed day a leader answers questions of this site in the open. What cannot be answered gets a name and a day.
rollout-play-shift_handover = Shift hand-over here
rollout-play-shift_handover-text = What the next shift must know is written in the site's community instead of on paper. Who comes reacts when it is read, and asks there.
rollout-play-other = Something else
rollout-play-other-text = What you try is in its name. Keep it small enough that another site could do the same.
error-not_planner = Only administrators and the owner of a plan may plan here.
error-percent = Please give a whole number from 1 to 90: of more the board only says “over 90 %”.
error-rollout_past = This day should be still to come.
error-rollout_backwards = It should end after it begins.
error-rollout_too_long = At most { $limit } days; what takes longer is not a play.
error-rollout_site = We know no site by that name. Look at how it is called in the directory.
