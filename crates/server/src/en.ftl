# The page about the API.
api-title = API
api-parts = Parts of the API
api-first = A first request
api-first-text = A program needs a token, which everyone makes for themselves.
api-first-token = Your tokens
api-takes = Takes
api-required = required
api-answers = Answers
api-refusals = Refusals
api-refusals-text = Whatever cannot be done is answered with one and the same shape.
api-shapes = Shapes
api-extends = All of

# What the program itself refuses.
error-streams_full = There are as many live connections as this server can hold. Please try again in a minute.
error-nobody_has_it = Nobody has this mail address or employee number.
error-not_a_slack_export = This is not a Slack export: it has no users.json and channels.json.
error-not_a_zulip_archive = This is not a zulip-archive folder.
error-archive_not_found = There is no such file or folder.
error-unreadable_archive = The archive cannot be read.
error-unsafe_archive = The archive is not safe to read, so nothing of it was read.
error-half_made = Only half of this network was generated. Delete its data folder, or its database, and generate it again.
api-body = body
api-field = Field
api-meaning = Meaning
api-schemas = What is sent and answered
api-type = Type
api-where = Where
