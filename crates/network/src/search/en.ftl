# Search.
search-title = Search
search-title-of = Search: { $q }
search-intro = Posts, answers, communities and people, as far as you may see them.
search-label = Words or names
search-submit = Search
search-hint-words = All words must be there, in any form: parcel also finds parcels.
search-hint-quotes = Words in quotes stand next to each other: "no code".
search-hint-names = Names may be misspelt a little.
search-quoted = “{ $q }”
search-results =
    { $count ->
        [one] { $n } result in what you may see
       *[other] { $n } results in what you may see
    }
search-more-than = More than { $n } results in what you may see
search-kinds = Kind of result
search-all = All
search-answers = Answers
search-questions = Questions
search-posts = Posts
search-communities = Communities
search-people-tab = People
search-use-cases = Use cases
search-stories = Stories
search-courses = Courses
search-filters = Filters
search-when = When
search-week = Past week
search-month = Past month
search-year = Past year
search-any-time = Any time
search-place = Community
search-any-place = Any
search-apply = Show
search-by = By { $name }
search-by-anyone = By anyone
search-found = What was found
search-people = People
search-people-all =
    { $count ->
        [one] { $n } person
       *[other] { $n } people
    }
search-more = More results
search-answered = has an accepted answer
search-kind-question = Question
search-kind-post = Post
search-kind-praise = Praise
search-kind-reply = Reply
search-kind-community = Community
search-nothing = Nothing about “{ $q }” yet
search-nothing-text = Nobody has written about it, at least not where you can read. You could be the first.
search-without-filters = Search without filters
search-ask = Ask your colleagues
search-for = Search for “{ $q }”
search-searched = Searched posts, answers, communities and people. Fewer or other words find more.
search-unavailable = The search is not ready
search-opening-text = It is being opened. Everything else works as usual; try again in a moment.
search-making-text = What there is to find is being gathered anew: { $n } so far. Everything else works as usual.
search-in-use-text = Another program works on what there is to find. Everything else works as usual.
search-again = Try again

error-search_opening = The search is being opened. Try again in a moment.
error-search_making = What there is to find is being gathered anew. Try again in a moment.
error-search_in_use = Another program works on what there is to find. Try again in a moment.
error-index_in_use = Another folkmoot works on this index; end that one first.
