champions-nav = Champions
champions-title = Champions and advocates
champions-lead = Champions are trained to help others. Advocates speak from their own success, best of all those who did not believe it at first.
champions-mine = Your part
champions-invite = Invite a colleague
champions-nominate = Nominate a colleague
champions-not-counted = The figures are being counted. Come back in a moment.
champions-aside = About the two roles
champions-roles = The two roles
champions-role-champion = Champion
champions-role-advocate = Advocate
champions-is-champion = A champion is trained to help colleagues with the network, for a time that is agreed.
champions-is-advocate = An advocate speaks from their own success when another team asks.
champions-public = Both are public, so small numbers are shown. Each person says yes first, and can end it on any day.
champions-offer = Offer to speak of your success
champions-asks-champion = { $name } asks whether you would be a champion
champions-asks-advocate = { $name } asks whether you would speak of your success
champions-open-until = open until { $day }
champions-open-till = You can answer until { $day }.
champions-no-is-fine = A no is fine: nobody is told, and it is kept nowhere.
champions-answer = Read it and answer
champions-stat-champions = { $n ->
    [one] champion
   *[other] champions
}
champions-stat-advocates = { $n ->
    [one] advocate
   *[other] advocates
}
champions-stat-sceptics = { $n ->
    [0] no former sceptic yet
    [one] one former sceptic
   *[other] { $count } former sceptics
}
champions-stat-share = of { $people } colleagues are on the bench; networks that last have 10 to 20 %
champions-stat-without = { $n ->
    [one] site without a champion
   *[other] sites without a champion
}
champions-percent = { $n } %
champions-by-level = The bench, by level and country
champions-by-level-text = Champions and advocates of each level, each person once. Enough is { $n } in 100 colleagues or more, growing is half of that. A share is shown of ten people or more. For sites: all have a champion, at least half, fewer.
champions-largest = These are the { $n } countries with most colleagues.
champions-enough = enough
champions-growing = growing
champions-gap = gap
champions-where = Where
champions-everywhere = Everywhere
champions-level-all = All levels
champions-level-leader = Senior leaders
champions-level-manager = Managers
champions-level-staff = Staff
champions-sites-with = Sites with a champion
champions-two = { $champions ->
    [one] one champion
   *[other] { $champions } champions
}, { $advocates ->
    [one] one advocate
   *[other] { $advocates } advocates
}
champions-under-ten = fewer than ten people
champions-of = of { $people }
champions-x-of-y = { $x } of { $y }
champions-n-without = { $n ->
    [0] none without
   *[other] { $n } without
}
champions-gaps = Gaps to close next
champions-gap-sites = { $n ->
    [one] One site has no champion
   *[other] { $count } sites have no champion
}
champions-gap-sites-text = The largest: { $names }
champions-see-sites = See these sites
champions-gap-leader = { $n ->
    [0] None
   *[other] { $n }
} of { $people } senior leaders on the bench
champions-gap-manager = { $n ->
    [0] None
   *[other] { $n }
} of { $people } managers on the bench
champions-gap-level-text = Others take part where those who lead do.
champions-gap-ending = { $name } is a champion until { $day }
champions-follow-on-found = You have named somebody
champions-follow-on-name = Name who could follow you
champions-who = Who is on the bench
champions-everyone = Everyone
champions-sceptics = Former sceptics
champions-any-site = All sites
champions-any-topic = Any topic
champions-site = Site
champions-topic = Helps with
champions-show = Show
champions-show-all = Show the whole bench
champions-none-fits = Nobody on the bench fits this
champions-none-fits-text = Choose another site or topic. If you know somebody who could help there, nominate them.
champions-none = Nobody is on the bench yet
champions-none-text = Begin with whoever helped you this week. They are asked first, and a no is fine.
champions-no-site = Without a site
champions-more = More of the bench
champions-order = Listed by site, never by activity. “Former sceptic” is their own word.
champions-nominated = Nominated by colleagues
champions-nominated-text = Read by those who may invite them, and by nobody else.
champions-says = { $name } says so
champions-says-champion = { $name } says so, who is a champion
champions-ask-them = Invite
champions-set-aside = Lay aside
champions-early-access = Tries new things first
champions-new = New
champions-sceptic = Former sceptic
champions-helps = Helps with: { $what }
champions-tells = Tells: { $what }

champions-sites-title = Sites without a champion
champions-sites-lead = The largest first, because one would help most people there.
champions-no-sites = There is no site yet
champions-no-sites-text = A site comes with the first colleagues who are added with it.
champions-sites-none = Every site has a champion
champions-sites-none-text = Look from time to time at whose term ends.
champions-colleagues = { $n ->
    [one] one colleague
   *[other] { $count } colleagues
}
champions-see-people = See who works there
champions-more-sites = More sites

champions-mine-lead = What you are asked, what you say of yourself, whom you asked.
champions-mine-none = You are not on the bench
champions-mine-none-text = Whoever invites you is shown here. To offer yourself as an advocate, first tell a story of your success, or agree to be named in one.
champions-tell-story = Tell a story
champions-offer-title = Would you speak of your success?
champions-offer-text = You are part of a story that everyone can read. As an advocate you are asked by teams who want to do it too.
champions-offer-save = Become an advocate
champions-until = It is for a time: until { $day }.
champions-no-end = No end is agreed.
champions-yes = Yes, I will
champions-no = No, thank you
champions-no-story = None
champions-field-tells = What you tell
champions-field-tells-hint = In one line, as you would say it: why I was against the shelf
champions-field-story = Your story
champions-field-topics = What you help with
champions-field-topics-hint = One a line, up to eight: shelf plans, night sorting, Polish
champions-field-sceptic = I did not believe it at first. Show me as a former sceptic.
champions-you-are = You are on the bench
champions-save = Save
champions-trained = Trained in: { $what }
champions-leave-text = Before you leave:
champions-end-champion = Stop being a champion
champions-end-advocate = Stop being an advocate
champions-end-champion-ask = Stop being a champion today?
champions-end-advocate-ask = Stop being an advocate today?
champions-end-text = You are not shown as one any more. What you wrote in the network stays.
champions-stay = Stay
champions-you-asked = Whom you asked
champions-you-asked-text = A yes is seen on the bench. An invitation without an answer and one that was declined look the same, until both end.
champions-withdraw = Take it back
champions-accepted = Thank you. Colleagues find you on the bench now.
champions-declined = All right. Nobody is told, and nothing is kept of it.
champions-saved = Saved.
champions-ended = It ended today. Thank you for what you did.
champions-withdrawn = The invitation is taken back.
champions-laid-aside = The nomination is laid aside.

champions-invite-title = Invite a colleague onto the bench
champions-invite-lead = Say in your own words why you ask this person. They read it, and nobody else.
champions-invite-text = It waits for them under Champions and on their own page for four weeks; no message is sent, so tell them when you see them. You see a yes on the bench. You are not told of a no.
champions-field-who = Who
champions-field-who-hint = Full name, mail address or employee number
champions-field-role = What for?
champions-field-why-invite = Why you ask
champions-field-why-invite-hint = For example: You answered stock calls for six stores in October. Would you show two new stores how you do it?
champions-field-until = Last day as a champion
champions-field-until-hint = May stay empty. A year is a good time.
champions-send = Send the invitation
champions-invited = It waits for them now. Tell them when you see them.
champions-nominate-lead = Someone helped you? Say so to those who can invite them.
champions-nominate-text = Those who lead their site read it, and administrators. Your colleague does not see it and is asked before anything is shown. It ends after 90 days.
champions-field-why-nominate = Why they would be good at it
champions-field-why-nominate-hint = What they did for you, and when.
champions-nominate-save = Nominate
champions-nominated-done = Thank you. Those who can invite them read it now.
champions-training-title = Training of { $name }
champions-field-training = Trained in
champions-field-training-hint = For example: Champion in two hours, October 2026
champions-field-early = Tries new things before all others
champions-on-bench = On the bench
champions-since = Champion since { $day }
champions-to = until { $day }
champions-change-own = Change what you say
champions-training-edit = Training and early access
champions-ask-onto = Invite onto the bench
champions-who-can-tell = Who can tell you
champions-nobody-tells = No advocate tells of it yet.
champions-without = No advocate yet at { $names }.
champions-without-more = No advocate yet at { $names } and further sites.
champions-see-bench = See the bench

champions-toolkit = Toolkit
champions-toolkit-lead = What you take along when you help another team. Print it, or open it on your phone beside them.
champions-toolkit-talk = A conversation in three minutes
champions-toolkit-ask = Ask what annoys them
champions-toolkit-ask-text = Begin with their work and not with the network: what do you look for twice a day?
champions-toolkit-show = Show one story
champions-toolkit-show-text = One from a site like theirs. Say what was claimed and what was checked, and what did not work.
champions-toolkit-start = Start one thing together
champions-toolkit-start-text = Today, on their device: the question they have, asked where somebody knows it.
champions-toolkit-return = Come back after 30 days
champions-toolkit-return-text = Ask whether it was kept. That it was dropped, and why, helps the next team.
champions-toolkit-stories = Stories to show
champions-toolkit-ways = Ways of working to repeat
champions-toolkit-courses = Courses to recommend
champions-toolkit-minutes = { $n ->
    [one] one minute
   *[other] { $n } minutes
}
champions-toolkit-none = There is no story to show yet
champions-toolkit-none-text = Tell your own first: what you had before, what you did, what changed.
champions-toolkit-words = Words to begin with
champions-toolkit-invite = To a colleague
champions-toolkit-invite-text = I asked something in { $network } last week and had an answer from another site within the hour. May I show you how, in your next break?
champions-toolkit-first = The first post of a team
champions-toolkit-first-text = We try something new from Monday on. What gets in your way most often at work? One line is enough; we begin with what most of you name.
champions-toolkit-own = Better still in your own words.

error-may_not_invite = You cannot invite this person. Administrators and leaders invite anybody, managers colleagues of their site and their reports. Nominate them instead.
error-on_the_bench = They have this role already.
error-asked_already = You have asked them already. You can ask again when that invitation has ended.
error-too_many_topics = These are more than { $limit } topics.
error-not_your_story = Choose a story that everyone can read and that names you.
error-story_needed = Choose the story that you will speak of.
error-not_on_the_bench = You do not have this role.
error-no_champion = Training is noted of champions only.
error-day_past = This day is over.

champions-first = Yours first
champions-first-text = Open to champions before everybody else. Try it, tell who made it what is missing, and do not pass it on yet.
champions-first-until = Everybody from { $day }
