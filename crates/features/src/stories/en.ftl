stories-nav = Stories
stories-title = Title
stories-kind = Story
stories-told-only = Told, not measured
stories-unchecked = Readings not looked at yet
stories-confirmed = Readings confirmed
stories-not-confirmed = Readings not confirmed
stories-state-draft = Draft
stories-state-told = Told
stories-state-withdrawn = Withdrawn
stories-tells = tells it
stories-told-by = Told by { $name }
stories-told-by-at = Told by { $name }, { $site }
stories-told-by-line = Told by
stories-and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
stories-because = Shown because { $what }.
stories-because-both = Shown because { $role } and { $kind }.
stories-because-owns = Shown because you own “{ $name }”.
stories-because-works-on = Shown because you take part in moving “{ $name }”.
stories-because-site = Shown because it happened where you work, in { $name }.
stories-because-role-frontline = you work on the shop floor too
stories-because-role-office = you work in an office too
stories-because-role-manager = you lead a team too
stories-because-role-leader = you are one of the leaders too
stories-because-role-champion = you are a champion too
stories-because-kind-frontline = yours is a shop, depot or other frontline site
stories-because-kind-office = yours is an office
stories-waiting = Waiting for you
stories-wants-to-name = { $name } would like to name you in it
stories-wants-a-check = Look at its readings: you own “{ $name }”
stories-none = Nobody has told a story yet
stories-none-text = What went better than before, and what did you do? Ten lines are enough; others repeat what they understand.
stories-none-for-you = Nothing here has much in common with your work yet
stories-none-for-you-text = Stories and use cases are put here when they fit your role, your kind of site or an indicator you own.
stories-see-all = See all stories
stories-of-use-case = These stories tell of
stories-none-fits = No story fits these filters
stories-none-fits-text = Choose fewer of them, or tell the first one.
stories-more = Older stories
stories-none-mine = You have not told a story yet
stories-none-mine-text = A draft is yours alone until you tell it, so you can begin with a title.
stories-none-here = Nobody has told of it yet.
stories-all = All
stories-about-indicator = Stories
stories-about-use-case = Who did it, and what became of it
stories-with-them = Stories they are part of

stories-new = Tell a story
stories-new-lead = What you did, what you had before, what changed. You save a draft first; only you and those you name in it see it.
stories-change = Change the story
stories-save = Save the draft
stories-save-text = Nobody is notified. On the next page you read it once more, and tell it to everyone.
stories-saved = Saved. Read it once more; everyone sees it when you tell it.
stories-not-yet = It is not saved yet. What is wrong stands at the fields below.
stories-what = What happened
stories-title-hint = As you would say it at the counter: One shelf, three letters, and the line is half as long
stories-use-case = Is it about a use case from the library?
stories-no-use-case = No, or not yet
stories-why = Why it mattered to you
stories-had = What you had before
stories-had-hint = How it was done, what it cost, what was annoying about it.
stories-did = What you did
stories-did-hint = One step a line. The first sentence says what, the rest says how.
stories-changed = What changed
stories-changed-hint = Also what did not work, so that others need not find out again.
stories-context = Where it was
stories-context-text = Others look here first, to see whether it would work where they are.
stories-role = Whose work is it?
stories-industry = Industry
stories-industry-hint = For example: retail, hospital, public office
stories-site = Site
stories-team-size = People in the team
stories-checkable = What can be checked
stories-checkable-text = Link the readings of your unit before and after, and the thread where you talked about it. The owner of the indicator then looks at the readings. All of it may stay empty.
stories-indicator = Indicator
stories-no-indicator = None
stories-unit = Unit
stories-unit-hint = The site, department or team, as it is called on the page of the indicator's numbers.
stories-periods = Periods are written as in the numbers of the indicator: 2026-W14, 2026-04, 2026-Q2, or any day in them.
stories-before-from = Before: from
stories-before-to = Before: to
stories-after-from = After: from
stories-after-to = After: to
stories-thread = Thread
stories-thread-hint = The address of a post. Only who may read the post sees it here.
stories-people = Who did it
stories-people-text = Full name, mail address or employee number. Each is asked first. A name is shown when its owner agrees, and goes away when they think otherwise.
stories-person = Colleague { $n }
stories-part = What colleague { $n } did
stories-worth = What it is worth
stories-worth-text = If you know. It stands in the story as your claim, apart from what others have checked.
stories-claimed = Number
stories-claimed-unit = Unit
stories-claimed-unit-hint = For example: £ a year, hours a week
stories-claimed-how = How you reckoned
stories-claimed-how-hint = So that somebody else comes to the same number.

stories-is-draft = This is a draft
stories-is-draft-text = Only you and those you name in it see it.
stories-is-withdrawn = You have withdrawn this story
stories-is-withdrawn-text = Only you see it. You can change it and tell it again.
stories-missing = Before it can be told, this is missing:
stories-publish = Tell everyone at { $name }
stories-edit = Change it
stories-discard = Delete the draft
stories-discard-ask = Delete this draft?
stories-discard-text = It is gone for good. Those you wanted to name are not asked any more.
stories-discard-not = Keep it
stories-discarded = The draft is deleted.
stories-published = Everyone can read it now.
stories-yours-told = This is your story
stories-withdraw = Withdraw it
stories-withdraw-text = Then only you see it. What was said of its readings goes away, and you can change it and tell it again.
stories-withdrawn = The story is withdrawn.
stories-asked = May your name stand here?
stories-asked-text = { $name } would like to say that you “{ $part }”. Until you agree, your name is shown to nobody but the two of you.
stories-asked-text-plain = { $name } would like to name you in it. Until you agree, your name is shown to nobody but the two of you.
stories-agree = Yes, name me
stories-decline = Rather not
stories-agreed = You are named in this story.
stories-take-back = Take my name away
stories-declined = You are not named in this story.
stories-agree-now = Name me after all
stories-answer-asked-done = You have not decided yet.
stories-answer-agreed-done = Your name stands in the story now.
stories-answer-declined-done = Your name is not shown.

stories-page-why = Why it mattered to us
stories-page-had = What we had before
stories-page-did = What we did
stories-page-changed = What changed
stories-readings = Readings
stories-before = Before, { $span }
stories-after = After, { $span }
stories-span = { $from } to { $to }
stories-n-readings = { $n ->
    [one] one reading
   *[other] mean of { $n } readings
}
stories-of-unit = Readings of { $unit }
stories-others = { $n ->
    [one] In the same periods the mean of the other unit changed by { $change }.
   *[other] In the same periods the mean of the other units ({ $n } or more) changed by { $change }.
}
stories-no-others = There are no two other units to compare it with.
stories-no-effect = Whether what was done caused the change, these numbers do not say.
stories-who = Who did it
stories-who-asked = Asked, and not answered yet. They find the question under Stories; only you see this.
stories-who-declined = { $n ->
    [one] One colleague would rather not be named.
   *[other] { $n } colleagues would rather not be named.
}
stories-claimed-and-checked = What is claimed, and what is checked
stories-claimed-title = Claimed
stories-reckoned = Reckoned so: { $how }
stories-says-teller = { $name } says so. Nobody has verified it.
stories-nothing-claimed = The story names no value.
stories-checked-title = Checked
stories-no-readings-linked = No readings are linked, so there is nothing to check.
stories-unchecked-text = { $name } owns the indicator and has not looked at it yet.
stories-confirmed-text = { $before ->
    [one] The reading
   *[other] The { $before } readings
} before and { $after ->
    [one] the one
   *[other] the { $after }
} after are those of { $unit }, and all are counted in the same way.
stories-credited = { $n ->
    [one] The reading after it counts for this story and no other.
   *[other] The { $n } readings after it count for this story and no other.
}
stories-not-confirmed-text = The readings do not show what the story says.
stories-by-on = { $name }, { $day }
stories-readings-changed = Readings were entered or put right since then.
stories-no-verified-value = No value is verified: that needs an estimate against units that did not do it.
stories-verified-text = { $n ->
    [one] Verified on average for the one that started: at least this much. It may be up to { $high }; the figure in between is not booked.
   *[other] Verified on average for the { $n } that started: at least this much. It may be up to { $high }; the figure in between is not booked.
}
stories-not-verified = The estimate verifies no value: it fits everything from { $low } to { $high }.
stories-of-the-week = Story of the week
stories-of-the-week-why = Another one each Monday for { $site }.
stories-verified-by = Estimated against those that did not start, for
stories-verified-with = (together with { $names })
stories-check = Look at the readings
stories-check-text = You say only whether these readings are what the story says they are: the right unit, the right time, counted in the same way. You do not say that it worked.
stories-verdict = What do you find?
stories-verdict-confirmed = The readings are right
stories-verdict-confirmed-text = Unit, periods and way of counting are what the story says.
stories-verdict-not_confirmed = They do not show this
stories-verdict-not_confirmed-text = Say why. The readings are free for another story then.
stories-estimate = Which initiative does it tell of?
stories-estimate-none = None of these
stories-estimate-hint = Only if the story tells of the same change. The estimate of that initiative then speaks for it.
stories-check-why = Note
stories-check-why-hint = Everyone reads it beside the story.
stories-check-save = Say so
stories-checked = It stands beside the story now.
stories-aside = Where it was
stories-team-of = { $n ->
    [one] A team of one
   *[other] A team of { $n }
}
stories-use-case-of = The use case
stories-talked-about = Where it was talked about

stories-displays = On screens in break rooms
stories-displays-text = A screen shows stories of colleagues while nobody is signed in, so visitors may read them too. Yours is shown when you and everybody named in it have agreed.
stories-to-displays = Look after the screens in break rooms
stories-displays-yes = Yes, show it with my name
stories-displays-no = Take it off the screens
stories-displays-waits = You have agreed. It is shown when all have who are named in it.
stories-displays-shown = Everyone has agreed. It is shown on the screens.
stories-displays-untold = Everyone has agreed. It is shown when it is told.
stories-displays-show-done = You have agreed. You can take it back on any day.
stories-displays-hide-done = No screen shows it any more.

stories-praise = Praise
stories-praise-whom = Whom do you want to thank?
stories-praise-words = What for
stories-praise-words-hint = In one sentence. They read it first, and decide whether it stands on their page.
stories-praise-give = Praise them
stories-praise-done = They find it under Stories. It stands on their page when they want that.
stories-praise-team = Everybody who did it ({ $n })
stories-praise-team-done = Each of them finds it under Stories, and decides whether it stands on their page.
stories-praise-to-you = { $name } says to you
stories-praise-of-you = You said to { $name }
stories-praise-for = for
stories-praise-yours = You put it here. On the page of the story you take it off again.
stories-praise-show = Show it on my page
stories-praise-keep = Keep it to myself
stories-praise-delete = Delete it
stories-praise-show-done = It stands on your page now.
stories-praise-keep-done = Only you and who wrote it read it.
stories-praise-delete-done = It is deleted.
stories-praises-you = { $name } praises you for it

error-team_size = This is not a number of people from 1 to 100,000.
error-unknown_thread = There is no post at this address that you can read.
error-too_many_named = These are more than { $limit } people.
error-no_such_indicator = Choose the indicator that these readings belong to.
error-no_such_use_case = This use case does not exist.
error-no_such_site = There is no site of this name.
error-no_readings_of_unit = This indicator has no readings of a unit of this name.
error-span_backwards = This period lies before the one it should follow.
error-span_long = These are more than { $limit } periods.
error-after_before = The time after must begin when the time before has ended.
error-two_definitions = The indicator was counted in another way for a part of this time. Choose periods counted alike.
error-no_readings = There are no readings of this unit in this time.
error-readings_taken = Readings after it are credited to another story already. Choose other periods, or join that story.
error-story_told = Everyone reads this story. Withdraw it before you change it.
error-not_told = This story is not told.
error-not_teller = Only who tells the story may do this.
error-not_named = You are not asked about this story.
error-no_evidence = No readings are linked to this story.
error-own_story = You are part of this story, so somebody else looks at its readings.
error-no_verdict = Choose what you find.
error-story_was_told = This story was told. Withdraw it instead; its draft stays yours alone.
error-not_started_there = The unit of the story had not started this initiative.
error-not_in_story = Choose somebody who is named in the story.
error-praise_state = Say “shown” or “kept”.
stories-tells-one = told a story
stories-dismiss = Do not show me this story again
stories-dismissed = You will not be shown this story again.
stories-use-case-too = How to do it too
stories-notice-named = { $actor } wants to name you in “{ $title }”
stories-notice-displays = { $actor } wants to show “{ $title }”, with your name, on screens in break rooms
stories-notice-praised = { $actor } praised you for “{ $title }”
notices-why-story-named = because only you decide about your name
notices-why-story-displays = because your name stands in it
notices-why-story-praised = because it is about you
