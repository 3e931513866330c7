health-nav = Health
health-title = Network health
health-lead = Five elements a network needs, at four levels. Open to every colleague, with the formula and the number of people behind each figure.
health-numbers = Numbers
health-of = Health of { $name }
health-period = 28 days to { $day }
health-measures = Measures
health-measure = Measure
health-mark-is = the dark mark is what is usual
health-aside = About these numbers
health-none-title = No numbers yet
health-none-text = Communities of ten people or more are counted every Monday, from their first full week on. You can begin a step already.
health-never-title = The first count is on its way
health-never-text = The network is counted once a week, for the 28 days to Sunday. The first numbers appear here as soon as they are counted.
health-minutes = { $n } min
health-hours = { $n } h
health-days = { $n ->
    [one] one day
   *[other] { $n } days
}
health-over-90 = over 90 %
health-meets = Healthy
health-close = Close
health-missing = Missing
health-no-mark = Nothing to compare
health-reached = reached
health-withheld = withheld
health-not-shown = not shown
health-state-shown = Shown
health-state-almost_all = Over 90 %
health-state-withheld = Not shown, it would tell of few people
health-state-reveals = Not shown, it would tell of few people
health-state-nothing = Nothing to count yet
health-ring = { $met } of { $all } measures are healthy
health-met = { $met } of { $all } measures reach what is usual in communities like this one.
health-lacks = { $n ->
    [one] Missing: { $names }.
   *[other] Missing: { $names }.
}
health-too-early = Too early to say
health-too-early-text = Too few people took part for numbers that tell of nobody in particular. That is common at the start.
health-all-well = Healthy, and ready to carry others
health-mostly-well = Healthy, with something left to do
health-half-well = On the way
health-weak = It needs a hand
health-sample-people = of { $n } people
health-sample-posts = { $n ->
    [one] one post
   *[other] { $n } posts
}
health-sample-questions = { $n ->
    [one] one question
   *[other] { $n } questions
}
health-sample-messages = { $n ->
    [one] one message
   *[other] { $n } messages
}
health-sample-ties = { $n ->
    [one] one tie
   *[other] { $n } ties
}
health-usual-purpose_size = usual is { $value }, in { $n } communities of like purpose and size
health-usual-size = usual is { $value }, in { $n } communities of like size
health-usual-all = usual is { $value }, in all { $n } communities with this number
health-usual-known = { $value } is good in other networks
health-usual-none = nothing to compare with
health-small-print = Only sums over ten people or more, rounded, counted once a week. No person has a score here, and no list ranks people.
health-marks-ours = The marks are ours, to begin with; nobody has published such numbers for levels.
health-formulas = All formulas
health-formulas-lead = How every number is counted, what it is compared with, and what is not counted yet.
health-formula = How it is counted
health-known = Known from other networks
health-rules = What holds for all of them
health-rule-1 = The period is 28 days that end on a Sunday, in UTC. Ties are looked at over 90 days.
health-rule-2 = Counted are colleagues who are here and have been for a week. Guests and bots are not.
health-rule-3 = A contribution is a post, a reply or a reaction. Turning to somebody is replying to them, reacting to them or mentioning them. A tie joins two people one of whom turned to the other.
health-rule-4 = A number about people needs ten who had a part in it and ten who had not; one about posts, answers or ties needs ten who made them, ten who made those it counts and ten who made the rest. If the rest are few among many, it says “over 90 %”. Nobody makes more than half of any of them. Counts are rounded to 5.
health-rule-5 = In the tables by level and by unit further cells are withheld, so that nothing can be worked out from the others; the two weeks before are looked at too. Who comes, goes or changes level, in the network or in a community, is counted so together with nine others.
health-rule-6 = A week is counted once and never again. What is deleted afterwards stays counted.
health-rule-7 = Who talks with whom is told every fourth week, so that each time it is about other days.
health-needs = Not measured yet: needs { $what }
health-needs-articles = articles
health-needs-briefings = briefings
health-needs-must_reads = must-reads
health-needs-stories = stories
health-stage = Stage
health-stage-gathering = Gathering
health-stage-gathering-text = people know where to go
health-stage-answering = Answering
health-stage-answering-text = posts find answers
health-stage-keeping = Keeping
health-stage-keeping-text = answers are accepted and found again
health-stage-multiplying = Multiplying
health-stage-multiplying-text = others copy what works
health-stage-self_running = Self-running
health-stage-self_running-text = it does not hang on a few people
health-purpose = What it is for
health-purpose-is = This community is for
health-purpose-save = Say so
health-purpose-broadcast = telling many
health-purpose-questions = questions and answers
health-purpose-practice = people of one craft
health-purpose-team = a team
health-purpose-unsaid = Nobody has said yet what kind of community this is. Those who lead it can, so that it is compared with communities like it.
health-purpose-said = It is said to be for: { $purpose }.
health-purpose-unseen = Too little happened to say whether it is used that way.
health-purpose-agrees = Said and done agree
health-purpose-agrees-text = It is for { $purpose }, and it is used that way.
health-purpose-differs = Said and done differ
health-purpose-differs-text = It is said to be for { $said }, and is used for { $used }. Both are fine; say the one you want, or choose a step towards it.
health-works-as-broadcast = Three people or fewer wrote most posts, and there are fewer replies than posts.
health-works-as-questions = Two of five posts or more are questions.
health-works-as-practice = Many people start posts, about more than questions.
health-works-as-team = It is small, and half of its members or more take part.
health-choose = Choose the next step
health-choose-network = What is missing, and what to do next
health-one-at-a-time = One at a time works best
health-chosen = Chosen
health-suggested = Suggested
health-kept = Kept
health-stopped = Stopped
health-taken = Steps already taken
health-weeks = { $n ->
    [one] one week
   *[other] { $n } weeks
}
health-joined = { $n ->
    [one] one person
   *[other] { $n } people
}
health-open = Open
health-take = Choose
health-assign = Assign to…
health-change-first = Change it first
health-else = Something else would help more?
health-own = Write your own step
health-new = A new step
health-new-lead = Something small that people do for some weeks, and a number that should move. A thread to talk about it is started with it.
health-moves = Which number should move?
health-level = At which level?
health-step-title = What will be done?
health-step-how = How, and why should it help?
health-step-how-hint = Two or three sentences. This is also how the thread begins.
health-step-weeks = For how many weeks?
health-step-owner = Who looks after it?
health-step-owner-hint = Mail, employee number or full name. Empty: you. Somebody else is told in the thread.
health-begin = Begin the step
health-cancel = Back, without changing anything
health-begun = The step has begun, and so has its thread.
health-saved = Saved.
health-pledged = You take part.
health-left = You take part no longer.
health-ended = The step has ended.
health-owner = looked after by { $name }
health-owns = looks after it
health-because = Why: { $reason }
health-talk = { $n ->
    [0] Talk about it
    [one] Talk about it, one reply
   *[other] Talk about it, { $n } replies
}
health-together = { $n ->
    [one] One person takes part
   *[other] { $n } people take part
}
health-done-of = { $done } of { $n } have done their part
health-done = Done
health-and-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
health-aside-step = Ending the step
health-careful = Before and after
health-careful-text = Numbers that were picked because they were low rise by themselves, too. A change after a step does not prove that the step was the cause.
health-before = When it began
health-after = When it ended
health-now = Now
health-pledge = What you will do
health-pledge-hint = If you like, in your own words: “I answer one open question a week.”
health-join = Join
health-pledge-again = Change what you will do
health-mine-done = My part is done
health-undone = My part is not done after all
health-leave = Leave the step
health-end = How did it end?
health-outcome = The step
health-outcome-kept = is kept: we go on like this
health-outcome-stopped = is stopped
health-reason = Why?
health-reason-hint = Needed when it is stopped. It helps those who think of the same step.
health-end-save = End the step
health-element = Element
health-element-brokerage = Brokerage
health-element-brokerage-asks = Do ideas cross from one unit to another?
health-element-integration = Integration
health-element-integration-asks = Do people answer each other?
health-element-trust = Trust
health-element-trust-asks = Does who asks find someone?
health-element-incentives = Incentives
health-element-incentives-asks = Is help seen and thanked?
health-element-leadership = Leadership
health-element-leadership-asks = Do people who can, answer?
health-level-leader = Senior leaders
health-level-manager = Managers
health-level-champion = Champions
health-level-staff = All other staff
health-at-level = { $element }, { $level }
health-matrix = Five elements, four levels
health-matrix-by = Elements by level
health-cell-meets = reaches the mark
health-cell-close = close
health-cell-missing = missing
health-cell-mark = mark { $value }
health-net-ring = { $met } of { $all } cells reach the mark
health-net-all-well = Strong at every level
health-net-mostly = Strong, with gaps to close
health-net-weak = Thin in many places
health-net-met = { $met } of the { $all } cells that have a number reach their mark.
health-net-lacks = Furthest below: { $names }.
health-whole = The whole network
health-web = The web of ties
health-web-text = How people hang together, as figures over the graph of ties. They tell how things are, not how good.
health-known-interactive_share = good: over { $value }
health-known-reading_only = about { $value } is common, observers are welcome
health-known-public_share = about { $value } is normal
health-known-response_rate = the best fifth has { $value }
health-known-replies_per_post = about { $value } is common
health-known-key_player_share = mean { $value }, higher is safer
health-origin = Where this comes from
health-origin-text = The five elements follow Digital Infusions’ public BITIL description. The measures, formulas and marks are ours.
health-talks = Who talks with whom
health-talks-of-department = of 100 ties of a department
health-talks-of-country = of 100 ties of a country
health-talks-of-site = of 100 ties of a site
health-talks-by-department = Ties between departments
health-talks-by-country = Ties between countries
health-talks-by-site = Ties between sites
health-talks-lead = Of 100 ties of { $name }, { $share } stay inside. That is the highest share of all.
health-talks-text = Grey: inside. Striped: withheld, because fewer than ten people are behind it or behind the rest, one makes more than half, or others would give such a number away. A tie joins two people one of whom replied to the other, reacted or mentioned them in 90 days. Reading does not count.
health-map = Who talks with whom
health-map-lead = Which parts of the organisation are tied to each other, and which hardly know each other.
health-map-of = Map of the network
health-map-period = 90 days to { $day }
health-map-open = Look closer
health-map-by = By
health-map-hint = Drag to move, scroll or press plus and minus to come nearer. Point at a circle to see its ties.
health-map-ties = ties, the thicker the more
health-map-people = { $n ->
    [one] { $people } person
   *[other] { $people } people
}
health-map-title = { $n ->
    [one] Map of one unit
   *[other] Map of the ties between { $n } units
}
health-map-described = Most ties are between { $one } and { $other }. The tables below have the same figures.
health-map-no-ties = No ties between units can be shown yet: too few people have turned to colleagues elsewhere.
health-map-small-print = The circles are units of ten people and more, never persons; the larger, the more people. Units with many ties stand near each other. It is drawn anew every fourth week.
health-map-none-title = No map yet
health-map-none-text = The map is drawn with the first count of a week in which two departments, sites or countries of ten people and more have ties. It is drawn anew every fourth week.
health-cut-department = Departments
health-cut-country = Countries
health-cut-site = Sites
health-lines = The lines of the map
health-lines-between = Between
health-lines-and = and
health-lines-ties = Ties
health-lines-share = Of the first
health-lines-back = Of the second
health-from-to = From, to
health-others = All others
health-measure-answer_rate = Questions answered
health-measure-first_reply = Time to first reply
health-measure-response_rate = Posts with a response
health-measure-active_share = Members who take part
health-measure-two_way_share = Two-way ties
health-measure-key_player_share = Spread over people
health-measure-cross_unit_share = Ties between sites
health-measure-replies_per_post = Replies per post
health-measure-health_index = Still here
health-measure-interactive_share = People who take part
health-measure-reading_only = Reading only
health-measure-public_share = Public share
health-measure-reciprocity = Given back
health-measure-clustering = Clustering
health-measure-transitivity = Friends of friends
health-measure-largest_component = In one web
health-measure-betweenness = Between others
health-measure-modularity = Closed into sites
health-measure-other_units = Ties to other sites
health-measure-both_ways = Ties both ways
health-measure-answered = Got a response
health-measure-thanked = Thanked this month
health-measure-gives_answers = Answers questions
health-measure-openness = Openness
health-measure-head_start = Head start
health-measure-must_read = Must-reads read
health-measure-stories_told = Stories told
health-hint-answer_rate = with a best answer
health-hint-first_reply = median, shorter is better
health-hint-response_rate = a reply or reaction of somebody else
health-hint-active_share = post, reply or react
health-hint-two_way_share = both have turned to each other
health-hint-key_player_share = of us hold half of all ties; higher is safer
health-hint-cross_unit_share = of all ties here
health-hint-replies_per_post = in 28 days
health-hint-health_index = this month, of those of the last year
health-hint-stories_told = linked to an indicator
health-hint-openness = what every colleague may read
health-formula-answer_rate = Questions of the period with a best answer / questions of the period.
health-formula-first_reply = Median time from a post to the first reply of somebody else. Posts that still wait count as waiting (Kaplan–Meier); there is no median while more than half wait.
health-formula-response_rate = Posts of the period with a reply or reaction of somebody else / posts of the period.
health-formula-active_share = Members who contributed in the period / members.
health-formula-two_way_share = Pairs who turned to each other / pairs one of whom turned to the other, in 90 days.
health-formula-key_player_share = The smallest number of people who hold half of all ends of ties / people.
health-formula-cross_unit_share = Ties between people of different sites (departments where there is no site) / ties.
health-formula-replies_per_post = Replies of the period / posts of the period.
health-formula-health_index = People who contributed in the period / people who did at least once in 12 months.
health-formula-interactive_share = People who contributed in the period / people.
health-formula-reading_only = People who saw a post of the period and did not contribute in 12 months / people.
health-formula-public_share = Posts and replies in open communities and on storylines / all posts and replies of the period.
health-formula-reciprocity = Of all cases of somebody turning to somebody, how many are given back.
health-formula-clustering = The mean over people of the share of pairs of their ties who are tied themselves.
health-formula-transitivity = Of all cases in which two people have a tie to the same third, how many are tied themselves.
health-formula-largest_component = People in the largest web in which everyone is reached over ties / people.
health-formula-betweenness = The share of shortest ways between others that pass through somebody, the mean of the ten highest together. Exact up to 3,000 people; beyond, seen from some people drawn at random (2,000 in a network of 10,000, 73 in one of 2.1 million), and with 95 % certainty no further off than 6 points there, 36 points here. Of no person alone is it shown.
health-formula-modularity = How much more ties stay within sites than they would by chance: 0 as by chance, 1 entirely.
health-formula-other_units = People with a tie to another site in 90 days / people.
health-formula-both_ways = People with a tie both ways in 90 days / people.
health-formula-answered = People whose post got a reply or reaction of somebody else in the period / people who posted.
health-formula-thanked = People who were praised, or whose post or reply was thanked, in the period / people.
health-formula-gives_answers = People who replied to somebody else’s question in the period / people.
health-formula-openness = Items that every member may read / all items.
health-formula-head_start = External time minus the median time at which the audience read.
health-formula-must_read = Acknowledged / audience.
health-formula-stories_told = Stories of the community that are linked to an indicator.
health-play-answer_hosts = Two answer hosts a day
health-play-answer_hosts-how = Two members a day look for questions without an answer. They answer, or ask somebody who knows. Askers learn that a question is never left lying.
health-play-answer_hour = One fixed hour a day for replies
health-play-answer_hour-how = Those who lead look in at the same hour each day and reply to what is new. People come back to a place that is quick.
health-play-nobody_waits = Nobody is left without a response
health-play-nobody_waits-how = Each of us responds to one post a day that nobody has responded to. Who gets no response once seldom posts twice.
health-play-easy_question = Ask one question that everyone can answer
health-play-easy_question-how = Once a week one of us asks something that takes ten seconds to answer. A first small reply makes the next one easier.
health-play-reply_to_reply = Answer those who answer you
health-play-reply_to_reply-how = Whoever gets a reply says at least what came of it. Talks go both ways, and helpers see that it helped.
health-play-pair_sites = Pair sites that do not know each other
health-play-pair_sites-how = Two sites each ask the other one question a week. Ideas travel along such ties, and few are enough.
health-play-new_voices = Invite five new voices
health-play-new_voices-how = Each of us asks one colleague who has never posted to show how they do something. A place that hangs on a few is quiet when they are away.
health-play-end_with_question = End each post with a question
health-play-end_with_question-how = Those who post often ask at the end what others would do. A post that asks gets replies.
health-play-monthly_rhythm = One fixed date a month
health-play-monthly_rhythm-how = On the same day each month there is something that is worth coming back for: numbers, a look behind the scenes, a round of questions.
health-play-thanks_at_start = Read out one thank-you at the start of the shift
health-play-thanks_at_start-how = Whoever opens the shift reads one thank-you from the network or from a customer, and thanks one colleague there. Help that is seen is given again.
health-play-leaders_answer = Answer one question a week in public
health-play-leaders_answer-how = Each of us answers one open question a week in the community where it was asked, not by mail. Others see that asking is welcome.
error-unknown_measure = Choose one of the numbers that are counted here.
error-weeks = A step lasts 1 to { $limit } weeks.
error-assign = Only those who lead can give a step to somebody else. You can take it on yourself.
error-open_steps = { $limit } steps are open here already. End one first; one at a time works best.
error-step_ended = This step has ended.
error-step_owner = Only who looks after the step, or who leads here, can end it.
error-step_owner_stays = You look after this step. End it instead.
error-not_in_step = Join the step first.
error-cut_off = Please give a whole number from 5 to 90.

health-persona = How you take part
health-persona-lead = What you give to others and what you receive from them: replies, reactions and mentions.
health-only-you = Only you see this
health-only-you-text = Nobody else can open this page, not your manager and no administrator. It is worked out when you open it and kept nowhere.
health-persona-way = What you give to others and receive from them. Nobody else can open it, not even your manager or an administrator.
health-at-least = at least { $n }
health-persona-none = Not enough yet
health-persona-none-text = There is too little between you and others in these 28 days to see a pattern in. Look again in a few weeks.
health-persona-engager = Engager
health-persona-engager-text = You give about as much as you receive.
health-persona-engager-is = Gives about as much as they receive: given ÷ received is from { $low } to { $high }.
health-persona-catalyst = Catalyst
health-persona-catalyst-text = Others take up what you begin: you receive well more than you give.
health-persona-catalyst-is = Receives well more than they give: given ÷ received is below { $low }.
health-persona-responder = Responder
health-persona-responder-text = You give well more than you receive, most of it in answer to others.
health-persona-responder-is = Gives well more than they receive (above { $high }), and replies at least as often as they post.
health-persona-broadcaster = Broadcaster
health-persona-broadcaster-text = You give well more than you receive, and post more often than you reply.
health-persona-broadcaster-is = Gives well more than they receive (above { $high }), and posts more often than they reply.
health-persona-observer = Observer
health-persona-observer-text = You read, and speak up now and then. About three in five people do; you belong as much as anybody.
health-persona-observer-is = Contributes less than once in two weeks: fewer than two posts, replies or reactions in 28 days.
health-persona-you = You
health-personas = The five patterns
health-personas-text = None is better than another; a network needs all of them. Yours may be another one next week.
health-given = Given to others
health-received = Received from others
health-made = Your contributions
health-made-text = { $posts ->
    [one] one post
   *[other] { $posts } posts
}, { $replies ->
    [one] one reply
   *[other] { $replies } replies
}, { $reactions ->
    [one] one reaction
   *[other] { $reactions } reactions
}
health-persona-sum = { $given } given ÷ { $received } received = { $share }
health-persona-cut = There is more than is looked at here. The newest was counted, so the numbers are lower bounds.
health-persona-rules = How it is counted
health-persona-rule-given = Given: your replies and reactions to others and your mentions of them, in the 28 days to last Sunday (UTC).
health-persona-rule-received = Received: the same from others to you, wherever you can read today.
health-persona-rule-people = With colleagues who were here on that Sunday and for a week before it. Guests, bots and what was deleted are left out.
health-persona-rule-cut = About equal means that given ÷ received is within 1 ± { $percent } %. Administrators set this for everybody.
health-persona-rule-few = Of fewer than { $n } given and received together, or in your first week, no pattern is named.
health-cut-off = For everybody: about equal
health-cut-off-text = You set only where “about equal” ends. You see nobody’s pattern but your own.
health-cut-off-percent = Cut-off, in percent
health-cut-off-hint = From { $least } to { $most }; 33 is usual.
health-cut-off-save = Save for everybody
