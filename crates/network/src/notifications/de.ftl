notifications-title = Benachrichtigungen
notifications-intro = Eine Zeile je Thema oder Sache, wie viel auch geschieht. Jede Zeile sagt, warum sie hier steht.
notifications-which = Welche Benachrichtigungen
notifications-all = Alle
notifications-new = Neu
notifications-today = Heute
notifications-earlier = Früher
notifications-more = Frühere zeigen
notifications-see-all = Alle ansehen
notifications-count = { $n } neu
notifications-unread = neu
notifications-read-all = Alle als gelesen markieren
notifications-all-read = Alles ist als gelesen markiert.
notifications-read = Als gelesen markieren
notifications-read-said = Als gelesen markiert.
notifications-mute = Dieses Thema stummschalten
notifications-muted = Stumm
notifications-muted-said = Stummgeschaltet. Von diesem Thema hörst du nichts mehr.
notifications-unmute = Diesem Thema wieder folgen
notifications-unmuted-said = Du folgst diesem Thema wieder.
notifications-change = Ändern: { $title }
notifications-empty = Hier ist noch nichts
notifications-empty-text = Wenn dich jemand erwähnt, dir antwortet oder dich lobt, steht es hier.
notifications-nothing-new = Du bist auf dem Laufenden
notifications-nothing-new-text = Es gibt nichts, was du noch nicht gesehen hast.
notifications-mention = { $others ->
    [0] { $actor } hat dich in „{ $title }“ erwähnt
   *[other] { $actor } hat dich in „{ $title }“ erwähnt, und andere haben geschrieben
}
notifications-reply = { $others ->
    [0] { $actor } hat auf „{ $title }“ geantwortet
   *[other] { $actor } und andere haben auf „{ $title }“ geantwortet
}
notifications-answer = { $others ->
    [0] { $actor } hat deine Frage „{ $title }“ beantwortet
   *[other] { $actor } und andere haben deine Frage „{ $title }“ beantwortet
}
notifications-accepted = { $actor } hat deine Antwort auf „{ $title }“ angenommen
notifications-praise = { $actor } hat dich gelobt: „{ $title }“
notifications-why-mention = weil du erwähnt wurdest
notifications-why-reply = weil du diesem Thema folgst
notifications-why-answer = weil du gefragt hast
notifications-why-accepted = weil du geantwortet hast
notifications-why-praise = weil es um dich geht
