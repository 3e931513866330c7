sponsor-title = What it came to
sponsor-lead = On one page, as of { $day }: what was verified, what is only claimed, and what it cost. Print it as it is.
sponsor-none = Nothing has come of it yet
sponsor-none-text = It begins with an indicator that somebody wants to improve.
sponsor-begin = See the indicators
sponsor-cut = At most { $n } of each kind are shown.
sponsor-verified = { $n ->
    [one] story with a verified value
   *[other] stories with a verified value
}
sponsor-claimed = { $n ->
    [one] story whose value is only claimed
   *[other] stories whose value is only claimed
}
sponsor-begun = { $n ->
    [one] team started a use case
   *[other] teams started a use case
}
sponsor-hours = hours it took them, by what the use cases say
sponsor-indicators = What moved
sponsor-from-to = Baseline { $baseline }, now { $now }, target { $target }
sponsor-no-reading = no reading
sponsor-indicators-why = The verdict is that of the date which was stated when it began. An indicator moves for many reasons; only the comparison with those that did not start says anything of the cause.
sponsor-not-judged = { $n ->
    [0] Nobody has started.
    [one] One has started; its date has not come.
   *[other] { $n } have started; its date has not come.
}
sponsor-open = not judged yet
sponsor-stories = Verified and claimed
sponsor-story = Story
sponsor-head-verified = Verified
sponsor-head-claimed = Claimed
sponsor-at-least = at least { $amount }
sponsor-no-effect = estimated, and no gain is verified
sponsor-readings-only = readings confirmed, no estimate
sponsor-nothing = nothing
sponsor-stories-why = Verified is the lower end of the 95 % interval, on average for those that started. A claim is what the teller says, in their own unit. Neither is added up: several stories may stand in one estimate.
sponsor-repeated = Repeated, and kept
sponsor-use-case = Use case
sponsor-head-begun = Started
sponsor-head-30 = Kept after 30 days
sponsor-head-90 = Kept after 90 days
sponsor-head-hours = Hours
sponsor-of = { $n } of { $of }
sponsor-not-yet = nobody had so many days
sponsor-repeated-why = Kept is what the team said. Hours are those the use case names for one team, times the teams that started.
