# The page about the API.
api-title = API
api-parts = Parts
api-takes = Takes
api-where = Where
api-meaning = Meaning
api-body = body
api-field = Field
api-type = Type
api-schemas = What is sent and answered

# What the program itself refuses.
error-streams_full = There are as many live connections as this server can hold. Please try again in a minute.
error-nobody_has_it = Nobody has this mail address or employee number.
