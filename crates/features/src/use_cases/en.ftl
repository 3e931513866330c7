use-cases-title = Use cases
use-cases-kind = Use case
use-cases-library = Use cases and stories
use-cases-library-text = Ways of working, and what became of them. Take one, change it, say how it went.
use-cases-library-parts = Parts of the library
use-cases-tab-you = For you
use-cases-tab-stories = Stories
use-cases-tab-mine = Mine
use-cases-tell = Tell a story
use-cases-tell-tried = Tell how you did it
use-cases-new = Describe a use case
use-cases-new-lead = A way of working that another team can repeat from reading it. It hangs on one indicator.
use-cases-change = Change the use case
use-cases-change-it = Change
use-cases-save = Save the changes
use-cases-describe = Put it into the library
use-cases-described = It is in the library now.
use-cases-changed = The use case is changed.
use-cases-you-own = You look after it, and your name stands beside it. Nobody is notified.
use-cases-not-yet = Something is missing. What it is stands at the fields below.
use-cases-what = What it is
use-cases-name = Name
use-cases-name-hint = What one does, in a few words: Collection shelf by surname, three zones
use-cases-purpose = What it is good for
use-cases-purpose-hint = One or two sentences that somebody at the counter understands.
use-cases-moves = The indicator it should move
use-cases-moves-hint = Only one, so that one can say whether it moved.
use-cases-choose = Choose one
use-cases-roles = Whose work is it?
use-cases-role-frontline = Shop floor and other frontline
use-cases-role-office = Office
use-cases-role-manager = Managers
use-cases-role-leader = Leaders
use-cases-role-champion = Champions
use-cases-where = Where does it work?
use-cases-site-any = At any kind of site
use-cases-site-frontline = Shops, depots and other frontline sites
use-cases-site-office = Offices
use-cases-how = How it works
use-cases-how-hint = One step a line, at most twelve. The first sentence says what, the rest says how.
use-cases-gets = What a team gets
use-cases-gets-text = Whoever repeats it begins with this and need not think it up again. All of it may stay empty.
use-cases-room = Community
use-cases-room-open = Open community
use-cases-room-open-text = Everyone may read how the team gets on.
use-cases-room-closed = Closed community
use-cases-room-closed-text = Only the team reads what is said in it.
use-cases-room-purpose = What the community is for
use-cases-room-purpose-hint = For example: Say what is missing at the shelf, and who put it right.
use-cases-posts = First posts
use-cases-post-n = Post { $n }
use-cases-post-title = Title
use-cases-post-text = Text
use-cases-posts-more = Up to { $n } posts. More room appears when these are saved.
use-cases-checklist = Checklist
use-cases-checklist-hint = One point a line.
use-cases-training = Training
use-cases-training-hint = What somebody should read before the first day.
use-cases-takes = What it takes
use-cases-hours = Hours to begin with it
use-cases-hours-hint = All people together. Leave it empty if nobody knows yet.
use-cases-hours-unit = { $n ->
    [one] hour
   *[other] hours
}
use-cases-n-hours = { $n ->
    [one] { $shown } hour
   *[other] { $shown } hours
}
use-cases-hours-unknown = nobody has said yet what it takes
use-cases-to-begin = to begin with it
use-cases-effort = In words
use-cases-effort-hint = For example: one night, four people
use-cases-known-idea = Idea
use-cases-known-idea-text = Nobody has told yet how it went, so nothing is known about its effect.
use-cases-known-tried = Tried
use-cases-known-tried-text = Colleagues did it and tell of it below. Their readings are not confirmed yet, and nothing is known about its effect.
use-cases-known-checked = Readings confirmed
use-cases-known-checked-text = Colleagues did it, and the owner of the indicator confirmed the readings of at least one story. That is not yet a proof that this way of working was the cause.
use-cases-told = { $n ->
    [one] story about it
   *[other] stories about it
}
use-cases-untold = Nobody has told of it yet
use-cases-of = of { $n }
use-cases-confirmed = with confirmed readings
use-cases-looks-after = looks after it
use-cases-ask = Ask
use-cases-what-it-moves = What it should move
use-cases-belongs = What belongs to it
use-cases-look = Look
use-cases-n-posts = { $n ->
    [0] no prepared posts
    [one] one prepared post
   *[other] { $n } prepared posts
}
use-cases-n-points = { $n ->
    [0] no points yet
    [one] one point
   *[other] { $n } points
}
use-cases-no-training = nothing to read yet
use-cases-to-read = to read before the first day
use-cases-aside = About this use case
use-cases-would-it = Would it work where you are?
use-cases-same = like you
use-cases-other = not like you
use-cases-yours = yours
use-cases-filters = Filters
use-cases-for-role = For my role
use-cases-site-kind = My kind of site
use-cases-indicator = Indicator
use-cases-any = Any
use-cases-filter = Show
use-cases-filter-clear = Clear filters
use-cases-none = No way of working is described yet
use-cases-none-text = What does your team do that others should? Describe it in ten lines; others can repeat it from there.
use-cases-none-fits = No use case fits these filters
use-cases-none-fits-text = Choose fewer of them, or describe the one you were looking for.
use-cases-more = Older use cases
use-cases-no-indicator = First an indicator
use-cases-no-indicator-text = A use case hangs on the number it should move, and there is none yet.
use-cases-new-indicator = Begin with an indicator
use-cases-that-move-it = Use cases that should move it
use-cases-none-here = No way of working is described for it yet.
use-cases-all = All

error-too_many_lines = These are more than { $limit } lines.
error-line_too_long = A line may have at most { $limit } characters.
error-no_indicator = Choose the indicator it should move.
error-no_role = Choose at least one role.
error-hours = This is not a number of hours above 0.
error-too_many_posts = These are more than { $limit } posts.
error-use_case_taken = There is a use case of this name already. Tell a story about it, or change the name.
