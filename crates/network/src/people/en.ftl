# The directory.
nav-people = People
people-directory = People
people-directory-text = Everyone who is here, by name, site and department.
people-find = Find people
people-find-label = Search by name
people-find-submit = Find
people-filters = Filters
people-filter-all = All
people-filter-submit = Show
people-filter-clear = Clear filters
people-results = People found
people-more = More people
people-nobody = Nobody here is called “{ $q }”
people-nobody-text = We looked at the first and last names of everyone you may see. Fewer letters find more.
people-nobody-filtered = Nobody fits these filters
people-nobody-filtered-text = Take a filter away, or look among everyone.
people-nobody-all = Show everyone
people-empty = You share no community yet
people-empty-text = As a guest you see the people of your communities here. Ask the person who invited you.

# One person.
people-about = About me
people-facts = At work
people-site = Site
people-department = Department
people-level = Level
people-level-leader = Leader
people-level-manager = Manager
people-level-staff = Team
people-mail = Mail
people-employee-number = Employee number
people-language = Language
people-since = Here since
people-works-with = Works with
people-champion = Champion
people-bot = Bot
people-role-administrator = Administrator
people-role = Role
people-role-member = Member
people-role-hint = With another role they sign in again on every device.
people-role-submit = Change role
people-role-changed = That is settled.
people-may = What they may do
people-coordinates = Gives out access codes
people-coordinates-hint = To colleagues of this site who have not signed in yet.
people-coordinates-submit = Let them give out codes here
people-coordinates-end = No more codes for { $site }
people-role-community_manager = Community manager
people-role-guest = Guest
people-tab-profile = Profile
people-tab-posts = Posts
people-followers =
    { $n ->
        [one] { $n } colleague follows these posts
       *[other] { $n } colleagues follow these posts
    }
people-follow = Follow
people-unfollow = Following
people-edit = Edit profile
people-followed = You follow these posts now.
people-unfollowed = You no longer follow these posts.
people-account = Account
people-claimed = The account is in use.
people-unclaimed = Nobody has signed in with this account yet.
people-code = Give an access code
people-code-claimed = The account is in use: a new code signs it out everywhere.
people-code-out = An access code is out, valid until { $at }.
people-code-over = The last access code was not used in time.
people-code-void = The last access code is void: too many wrong tries.
people-is-deactivated = This account is deactivated
people-is-deactivated-text = Nobody can sign in with it. What was written stays.
people-deactivate = Deactivate
people-deactivate-title = Deactivate { $name }?
people-deactivate-text = All access ends at once, on every device. What they wrote stays. You can take this back.
people-deactivate-yes = Deactivate the account
people-deactivate-no = Keep it
people-reactivate = Reactivate
people-deactivated-done = The account is deactivated.
people-reactivated-done = The account works again.

# Settings.
people-settings = Settings
people-settings-text = What others see, how it reads for you, and where you are signed in.
people-settings-profile = Profile
people-settings-sessions = Where you are signed in
people-settings-password = Password
people-settings-tokens = Tokens
people-profile-source = Name, title and site come from your employer. Tell an administrator when they are wrong.
people-profile-open = Open my page
people-about-hint = What you do, what people can ask you, where you come from. Markdown works.
people-time-zone = Time zone
people-photo = Photo
people-photo-choose = A picture of you
people-photo-hint = JPEG, PNG or WebP, up to 10 MB. We keep a small square of it and nothing else.
people-photo-submit = Use this photo
people-photo-remove = Remove my photo
people-photo-saved = Your photo is shown from now on.
people-photo-removed = Your photo is removed.
people-theme = Light
people-theme-auto = As the device
people-theme-light = Light
people-theme-dark = Dark
people-profile-submit = Save profile
people-profile-saved = Your profile is saved.

# What is refused here.
error-mail = This is not a mail address.
error-mail_taken = Somebody else has this mail address.
error-employee_number_taken = Somebody else has this employee number.
error-time_zone = This is not a time zone we know.
error-last_administrator = This is the last administrator. Make somebody else one first.
error-follow_self = You always see your own posts.
error-empty = There is nothing in it. Choose a file.
error-type_mismatch = This is not a picture we can read. JPEG, PNG and WebP work.
error-image_too_large = This picture has more than { $limit } megapixels. Make it smaller first.
error-photo_too_large = This file is larger than { $limit } MB.
error-role_guest = Guests have no role. Add the person again as a colleague.
