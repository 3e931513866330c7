# The shell and the small words of every page.
skip-to-content = Skip to content
shell-workspace = Workspace
shell-main = Main
shell-main-mobile = Main, mobile
shell-home = { $name } home
shell-more = More
shell-more-about-me = Settings and sign out
shell-new = new
shell-new-posts = new posts
shell-new-post = New post
shell-sign-out = Sign out
shell-notifications =
    { $n ->
        [0] Notifications
       *[other] Notifications, { $n } new
    }
breadcrumb = Breadcrumb
loading = Loading
count-new = { $n } new
action-home = Go to the home page
action-sign-in = Sign in

# What the front end says by itself.
script-gone = This has been removed.
script-offline = You are offline. What you write stays on this device until you are back.
script-failed = That was not saved. Please try again.
script-copied = Link copied

# Times.
time-now = now
time-minutes = { $n } min
time-hours = { $n } h
time-yesterday = yesterday
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-short = { $day } { $month }
date-long = { $day } { $month } { $year }

# Without a connection.
offline-title = You are offline
offline-text = This page needs a connection. What you had written is still on this device; try again when you are back online.
offline-again = Try again

# Pages for what went wrong.
error-page-missing = This page is not here
error-page-forbidden = You cannot do this
error-page-signin = Please sign in
error-page-slower = A little slower, please
error-page-broken = Something broke on our side
error-page-later = Not right now
error-page-conflict = Something changed in the meantime
error-page-host = This address is not ours
error-page-refused = We could not take this
error-page-safe = Your text is safe on this device: go back and it is still there.
error-page-reference = Reference

# What a status means.
status-400 = The request cannot be read
status-401 = Not signed in
status-403 = Not allowed
status-404 = Not found
status-405 = Method not allowed
status-408 = Too slow
status-409 = Conflict
status-413 = Too large
status-414 = Address too long
status-415 = Content type not supported
status-421 = Not our host
status-422 = Not acceptable
status-429 = Too many requests
status-431 = Headers too large
status-500 = Internal error
status-503 = Not available right now
status-507 = No room left

# What went wrong, by code.
error-unknown = This was refused ({ $code }).
error-internal = Something went wrong on our side. It has been written down; please try again.
error-not_found = It does not exist, or you may not see it. It may have been moved or deleted.
error-forbidden = You may see this, but you may not do that here.
error-unauthenticated = Please sign in first.
error-method_not_allowed = This address exists, but not with this method.
error-conflict = Somebody else was faster. Load the page again and look.
error-malformed = The request could not be read.
error-invalid = Something in the request cannot be accepted.
error-unavailable = The network is busy. Please try again in a few seconds.
error-too_many = Too many tries. Please wait a moment.
error-cross_origin = This request did not come from a page of this network. Open the network's own page and try there.
error-unknown_host = This server does not answer to that name. Use the network's usual address.
error-base_url = A base URL is a scheme and a host, such as https://moot.example.org.
error-uri_too_long = The address is longer than { $limit } bytes.
error-headers_too_large = The headers are larger than { $limit } bytes.
error-bad_encoding = The address or form is not encoded correctly.
error-body_too_large = The body is larger than allowed ({ $limit } bytes for most requests).
error-incomplete_body = The body broke off before its end.
error-slow_body = The body came too slowly.
error-content_encoding = This form of compression is not taken. Send it without.
error-content_type = This content type is not read here.
error-empty_body = The body is empty.
error-invalid_json = The JSON is not valid at byte { $limit }.
error-invalid_utf8 = The text is not UTF-8 at byte { $limit }.
error-too_deep = The JSON is nested more than { $limit } levels deep.
error-duplicate_key = This is given twice.
error-unknown_field = There is no such field.
error-type = This is not of the right type.
error-out_of_range = This number is out of range.
error-required = This is needed.
error-choice = This is not one of the choices.
error-nul = This holds a character that cannot be stored.
error-blank = Please write something here.
error-too_long = This is longer than { $limit } characters.
error-too_short = This needs at least { $limit } characters.
error-too_many_fields = There are more than { $limit } fields.
error-invalid_cursor = This position in the list is no longer valid. Start again from the top.
error-invalid_idempotency_key = An Idempotency-Key is 1 to 128 visible ASCII characters.

# What went wrong in the store.
error-unique = Somebody else has taken this already.
error-unknown_value = This refers to something that does not exist.
error-in_use = This is still needed elsewhere.
error-disk_full = There is no room left to write. Reading and deleting still work; please tell an administrator.
error-database_busy = The network is busy. Please try again in a few seconds.
error-database_unreachable = The network cannot reach its database. Please try again in a moment.
error-storage_failed = The storage reported an error, so nothing was written. Please tell an administrator.
error-store_closed = The network is shutting down. Please try again in a moment.
error-no_node_free = All places for further nodes are taken. Stop one first.
error-outcome_unknown = It is not known whether this was saved. Look before you try again.
error-node_in_use = Another process already runs on this data.
error-idempotency_mismatch = This Idempotency-Key was used for another request.
error-idempotency_in_progress = The same request is being worked on. Please wait a moment.
