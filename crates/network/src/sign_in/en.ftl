# The entrance.
sign-in-page = Sign in
sign-in-title = Good to see you. Come on in.
sign-in-login = Employee number or mail address
sign-in-password = Password
sign-in-submit = Sign in
sign-in-shared-device =
    { $minutes ->
        [one] This is a shared till or tablet. Sign me out after { $minutes } minute without use.
       *[other] This is a shared till or tablet. Sign me out after { $minutes } minutes without use.
    }
sign-in-or = first time here?
sign-in-to-claim = Use your access code
sign-in-to-sign-in = I already have a password
sign-in-help = I cannot sign in
sign-in-help-text = Ask the coordinator of your site or an administrator for an access code. With it you choose a new password. Nobody needs a mail address for this.
sign-in-languages = Language
sign-in-claim = Where the whole company meets.
sign-in-claim-more = On site, on shift or on the road: ask what you need, share what works, and see what it changed.
sign-in-claim-title = Your first sign-in
sign-in-claim-text = You were given an access code, on paper or by word. Choose your own password with it.
sign-in-code = Access code
sign-in-code-hint = Ten letters and digits, such as 7K2MP-9TQ4X
sign-in-new-password = New password
sign-in-password-hint = At least 8 characters. Three or four words are easy to keep in mind and hard to guess.
sign-in-claim-submit = Set password and sign in
sign-in-setup-title = Start your network
sign-in-setup-text = You are the first one here. You become the administrator and can then bring in your colleagues.
sign-in-setup-network = Name of the network
sign-in-setup-network-hint = Usually the name of your company
sign-in-setup-name = Your name
sign-in-setup-mail = Your mail address
sign-in-setup-submit = Start the network
sign-in-out-title = Sign out?
sign-in-out-text = Nothing that was shown stays on this device.
sign-in-out-submit = Sign out
sign-in-out-stay = Stay signed in
sign-in-out-done = You are signed out.

# Where one is signed in.
sign-in-sessions = Where you are signed in
sign-in-end-others = Sign out everywhere else
sign-in-device-unknown = Unknown device
sign-in-session-since = since { $at }
sign-in-session-shared =
    { $minutes ->
        [one] shared, signs out after { $minutes } minute without use
       *[other] shared, signs out after { $minutes } minutes without use
    }
sign-in-session-this = this device
sign-in-session-end = Sign out
sign-in-session-end-named = Sign out { $device }
sign-in-session-ended = That device is signed out.
sign-in-sessions-ended = You are signed out everywhere else.
sign-in-sessions-note = A device that is not used for 30 days is signed out by itself, every device after 90.

# Password.
sign-in-password-title = Change your password
sign-in-password-text = Your other devices are signed out when you change it.
sign-in-old-password = Your password until now
sign-in-password-submit = Change password
sign-in-password-changed = Your password is changed. Your other devices are signed out.

# Tokens.
sign-in-tokens = Tokens
sign-in-tokens-api = What programs can do
sign-in-tokens-text = A token lets a program act as you. It never may do more than you may, and one made here ends after a year at the latest.
sign-in-token-new = New token
sign-in-token-name = What is it for?
sign-in-token-name-hint = For example: label printer, counter
sign-in-token-scopes = It may
sign-in-scope-read = read what you may read
sign-in-scope-write = post, reply, react, join and change as you
sign-in-scope-admin = use your role
sign-in-token-days = It ends after
sign-in-days =
    { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
sign-in-token-submit = Make the token
sign-in-token-made = Your new token
sign-in-token-once = Copy it now: it is not shown again.
sign-in-token-used = used { $at }
sign-in-token-unused = never used
sign-in-token-ends = ends { $at }
sign-in-token-over = ended { $at }
sign-in-token-end = Stop it
sign-in-token-end-named = Stop { $name }
sign-in-token-ended = The token no longer works.

# An access code, shown once.
sign-in-code-for = Access code for { $name }
sign-in-code-until = Valid until
sign-in-code-how =
    { $tries ->
        [one] On the sign-in page, choose “Use your access code”. After { $tries } wrong try the code is void.
       *[other] On the sign-in page, choose “Use your access code”. After { $tries } wrong tries the code is void.
    }
sign-in-code-once = The code is not shown again. A new one makes this one void.
sign-in-code-back = Done

# What is refused here.
error-credentials = Name or password is not right. Check both and try again.
error-access_code = Number or code is not right, or the code is no longer valid. Ask for a new one if it is older than three days.
error-password_short = A password has at least { $limit } characters.
error-password_long = A password has at most { $limit } characters.
error-password_common = Too many people use this password. Take three or four words of your own.
error-old_password = This is not your present password.
error-access_code_forbidden = You can give access codes to colleagues of your own site who have no special role and have not signed in yet. For others, ask an administrator.
error-session_needed = A token cannot do this. Sign in with your password.
error-scope_missing = Choose at least one thing that the token may do.
error-scope_admin = You have no role that a token could use.
error-token_days = A token lives for 1 to { $limit } days.
error-busy = Many people are signing in right now. Please try again in a few seconds.
