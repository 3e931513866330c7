notifications-title = Notifications
notifications-intro = One line for each thread or thing, however much happens there. Each line says why it is here.
notifications-which = Which notifications
notifications-all = All
notifications-new = New
notifications-today = Today
notifications-earlier = Earlier
notifications-more = Show earlier ones
notifications-see-all = See all
notifications-count = { $n } new
notifications-unread = new
notifications-read-all = Mark all as read
notifications-all-read = All marked as read.
notifications-read = Mark as read
notifications-read-said = Marked as read.
notifications-mute = Mute this thread
notifications-muted = Muted
notifications-muted-said = Muted. You will hear no more of this thread.
notifications-unmute = Follow this thread again
notifications-unmuted-said = You follow this thread again.
notifications-change = Change: { $title }
notifications-empty = Nothing here yet
notifications-empty-text = When somebody mentions you, answers you or praises you, it stands here.
notifications-nothing-new = You are all caught up
notifications-nothing-new-text = There is nothing you have not seen.
notifications-mention = { $others ->
    [0] { $actor } mentioned you in “{ $title }”
   *[other] { $actor } mentioned you, and others wrote, in “{ $title }”
}
notifications-reply = { $others ->
    [0] { $actor } replied to “{ $title }”
   *[other] { $actor } and others replied to “{ $title }”
}
notifications-answer = { $others ->
    [0] { $actor } answered your question “{ $title }”
   *[other] { $actor } and others answered your question “{ $title }”
}
notifications-accepted = { $actor } accepted your answer to “{ $title }”
notifications-praise = { $actor } praised you: “{ $title }”
notifications-why-mention = because you were mentioned
notifications-why-reply = because you follow this thread
notifications-why-answer = because you asked
notifications-why-accepted = because you answered
notifications-why-praise = because it is about you
