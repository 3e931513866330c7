# The frame round every page, the feed, and what more than one part of the network refuses.
shell-my-communities = Communities
shell-find-community = Find or start a community
shell-search = Search everything
shell-settings = Settings
nav-communities = Communities
feed-shown-because = Shown because { $why }
feed-why-followed = you follow the author
feed-why-answered = you often answer the author
feed-why-open-question = the question is still open
error-sign_in = Please sign in first.
error-signed_out = You have been signed out. Please sign in again.
error-scope = This token may not be used for that.
error-guest = Guests cannot do this. Ask the person who invited you.
error-administrator = Only administrators can do this.
error-unknown_person = We know nobody here by that.
error-limit = Ask for 1 to { $limit } at a time.
