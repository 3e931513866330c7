replications-kind = Wiederholt
replications-title-of = { $name }: { $place }
replications-where-it-runs = Wo es läuft
replications-where-name = Wo „{ $name }“ läuft
replications-where-lead = Jedes Team, das damit angefangen hat, was es anders macht und ob es das noch tut. Wer aufhört, sagt warum: Das hilft dem nächsten Team.
replications-all = Alle Teams
replications-every = Jedes Team
replications-older = Teams, die früher angefangen haben
replications-lineage = Von wo nach wo
replications-as-described = Wie beschrieben
replications-more-below = { $n ->
    [one] und ein weiteres Team
   *[other] und { $n } weitere Teams
}
replications-none = Noch kein Team hat damit angefangen
replications-none-text = Noch kein Team hat damit angefangen. Wer beginnt, bekommt eine Community mit vorbereiteten Beiträgen und die Checkliste.
replications-rules = Erstes Ergebnis: das Ende des ersten Zeitraums nach dem Beginn, dessen Messwert besser ist als der beste der vier davor, wenn es innerhalb von 26 Wochen und vor einem Ende kam. Die Veränderung vergleicht das Mittel der neuesten vier Zeiträume nach dem Beginn mit dem Mittel der vier davor; weniger als drei Messwerte werden nicht verglichen. Beides sagt nicht, dass diese Arbeitsweise die Ursache war.
replications-col-place = Ort
replications-col-since = Seit
replications-col-changed = Was anders ist
replications-col-reading = Veränderung ({ $unit })
replications-col-first = Erstes Ergebnis
replications-col-now = Jetzt
replications-nothing = nichts
replications-same = unverändert
replications-n-days = { $n ->
    [one] 1 Tag
   *[other] { $n } Tage
}
replications-since = seit { $day }
replications-begins = beginnt am { $day }
replications-stopped-why = Beendet: { $why }
replications-lasts = Wie lange es hält
replications-n-begun = { $n ->
    [one] Ein Team hat angefangen
   *[other] { $n } Teams haben angefangen
}
replications-after-days = Nach { $n } Tagen
replications-kept-of = { $kept } von { $n }
replications-no-answer = { $n ->
    [one] ein Team hat noch nicht geantwortet
   *[other] { $n } Teams haben noch nicht geantwortet
}
replications-none-30 = Noch kein Team macht es seit 30 Tagen.
replications-survival-text = Teams, die dabei bleiben, von allen, die es so lange kennen.

replications-stage-asked = Wartet auf die Leitung
replications-stage-declined = Niemand leitet es
replications-stage-planned = Geplant
replications-stage-trying = Im Versuch, Tag { $day }
replications-stage-kept-30 = Nach 30 Tagen beibehalten
replications-stage-kept-90 = Nach 90 Tagen beibehalten
replications-stage-stopped = Beendet
replications-stage-never-began = Nie begonnen
replications-now-asked = Es beginnt, wenn die Leitung zusagt
replications-now-declined = Wer gefragt wurde, leitet es nicht
replications-now-planned = Es beginnt am { $day }
replications-now-trying = Im Versuch seit { $day }
replications-now-kept-30 = Das Team blieb nach 30 Tagen dabei
replications-now-kept-90 = Das Team blieb nach 90 Tagen dabei
replications-now-stopped = Das Team hat es beendet
replications-now-never-began = Es wurde vor dem Beginn abgesagt

replications-in-your-team = In deinem Team
replications-in-your-team-text = Du bekommst eine Community mit vorbereiteten Beiträgen, die Checkliste und jemanden an die Seite, der es schon gemacht hat.
replications-start = In deinem Team anfangen
replications-start-lead = Ein paar Antworten, zwei Minuten. Du kannst es jeden Tag ändern oder beenden, und ein Ende mit Begründung hilft dem nächsten Team.
replications-not-yet = Es fehlt noch etwas. Was es ist, steht unten bei den Feldern.
replications-copied = Was du bekommst
replications-copied-posts = für deine Community; nichts erscheint, bevor du auf Veröffentlichen drückst
replications-copied-points = { $n ->
    [0] Keine Checkliste
    [one] Checkliste, ein Punkt
   *[other] Checkliste, { $n } Punkte
}
replications-copied-points-text = dein Team übernimmt die Punkte, du legst die Tage fest
replications-copied-indicator = die Messwerte deines Orts vorher und nachher, nichts Neues einzutippen
replications-who-leads = Wer es leitet
replications-leader = Leitung
replications-leader-hint = Leer lassen, wenn du es selbst leitest. Andere werden zuerst gefragt: voller Name oder E-Mail-Adresse.
replications-where = Wo
replications-scope-site = Standort
replications-scope-department = Abteilung
replications-site-of-leader = der Standort der Leitung
replications-department-of-leader = die Abteilung der Leitung
replications-buddy = Wer dich die ersten 30 Tage begleitet
replications-buddy-hint = Sie haben es schon gemacht. Sie werden gefragt und dürfen ablehnen; von ihrem Ort stammt deiner ab.
replications-buddy-none = Noch kann niemand gefragt werden, der es schon gemacht hat. Du beginnst mit der Beschreibung.
replications-buddy-nobody = Niemand
replications-buddy-nobody-text = Mit der Beschreibung beginnen
replications-guide-leads = Leitet es in { $place }.
replications-guide-story = Genannt in „{ $story }“.
replications-guide-busy = { $n ->
    [one] Begleitet gerade ein Team.
   *[other] Begleitet gerade { $n } Teams.
}
replications-when = Wann und wie
replications-starts = Erster Tag
replications-starts-hint = Von vor 14 Tagen bis in { $n } Tagen. Er zählt für immer, auch wenn du später aufhörst.
replications-variant = Was bei dir anders sein wird
replications-variant-hint = Zum Beispiel: nur zwei Zonen. Leer lassen, wenn du es wie beschrieben machst.
replications-initiative = Zu welchem Vorhaben gehört es?
replications-initiative-hint = Aus seinem Verzeichnis der Anfänge wird die Wirkung geschätzt.
replications-initiative-choose = Bitte wählen
replications-initiative-none = Keines davon
replications-room = Deine Community
replications-room-name = Name
replications-room-who = Wer mitliest
replications-today = Wo du heute stehst
replications-before-readings = { $n ->
    [one] dein Ort, ein Messwert der letzten vier Zeiträume
   *[other] dein Ort, Mittel von { $n } Messwerten der letzten vier Zeiträume
}
replications-frozen = Die Messwerte vor deinem ersten Tag werden so festgehalten, wie sie an diesem Tag sind. Niemand kann später sagen, sie seien anders gewesen.
replications-no-readings = Dein Ort hat dafür noch keine Messwerte. Du kannst trotzdem anfangen; es gibt dann nichts zu vergleichen.
replications-start-it = Anfangen
replications-then = Was dann geschieht
replications-then-today = Heute
replications-then-today-text = die Community ist da und gehört dir
replications-then-first = Am ersten Tag
replications-then-first-text = die Messwerte davor werden festgehalten, und der Beginn wird gezählt
replications-then-asked = Nach 30 und 90 Tagen
replications-then-asked-text = wirst du gefragt: beibehalten, geändert beibehalten oder beenden
replications-told = Wer es sieht
replications-told-text = Kolleginnen und Kollegen sehen, wo und seit wann es läuft, was anders ist und was daraus wurde. Namen an den Punkten sieht nur dein Team.
replications-duty = Wer es leitet, steht auf der Liste derer, die nach 30 und 90 Tagen gefragt werden. Wer sich um den Anwendungsfall kümmert und die Administration sehen diese Liste mit Namen.

replications-begun = Es ist angefangen. Deine Community ist bereit, und noch ist nichts erschienen.
replications-noted = Es ist vermerkt.
replications-posted = Der Beitrag ist erschienen.
replications-answered = Danke. Es steht jetzt auf der Seite des Anwendungsfalls.
replications-declined = Du leitest es nicht. Es wurde nichts angelegt.
replications-open-room = Zur Community
replications-differs = Hier anders: { $text }
replications-aside = Über dieses Team
replications-waits-for = { $name } wird gefragt, ob sie oder er es leitet. Vorher beginnt nichts.
replications-lead-asked = Leitest du es?
replications-lead-text = Es würde am { $day } beginnen, mit einer eigenen Community.
replications-lead-yes = Ja, ich leite es
replications-lead-no = Nein, ich nicht
replications-buddy-asked = Begleitest du dieses Team?
replications-buddy-text = { $name } fängt in { $place } damit an und möchte dich in den ersten 30 Tagen fragen dürfen, wenn etwas nicht klappt.
replications-buddy-yes = Ja, ich begleite sie
replications-buddy-no = Nein, jetzt nicht
replications-buddy-is-asked = ist gefragt, ob sie oder er dich begleitet
replications-buddy-is-agreed = begleitet dich
replications-buddy-is-declined = kann dich nicht begleiten
replications-question = { $n } Tage: beibehalten, ändern oder beenden?
replications-question-text = Alle drei Antworten sind gut. Was du sagst, hilft dem nächsten Team bei der Entscheidung.
replications-you-choose = Deine Antwort
replications-choice-kept = Beibehalten
replications-choice-kept-text = so wie es jetzt läuft
replications-choice-changed = Geändert beibehalten
replications-choice-changed-text = deine Variante kommt in den Stammbaum
replications-choice-stopped = Beenden
replications-choice-stopped-text = mit Begründung; ohne dass jemand schuld ist
replications-why = Was geändert wurde, oder warum
replications-why-hint = Nötig, wenn es geändert oder beendet wird. Alle lesen es; nenne keine Namen.
replications-answer = Antworten
replications-answer-it = Antworten
replications-day-of = Tag { $day } von { $n }
replications-from-to = Vorher { $before }, jetzt { $now }
replications-from-to-stop = { $before } davor, { $now } bis zum Ende
replications-few-before = { $n ->
    [one] Vor dem ersten Tag gab es einen Messwert dieses Ortes. Mit weniger als { $needed } wird nichts verglichen.
   *[other] Vor dem ersten Tag gab es { $n } Messwerte dieses Ortes. Mit weniger als { $needed } wird nichts verglichen.
}
replications-readings-after = { $n ->
    [one] Ein Messwert seit dem ersten Tag.
   *[other] Die neuesten { $n } Messwerte seit dem ersten Tag.
}
replications-first-after = { $n ->
    [one] Erstes Ergebnis nach 1 Tag.
   *[other] Erstes Ergebnis nach { $n } Tagen.
}
replications-no-first = Keiner innerhalb von 26 Wochen war besser als der beste davor.
replications-before-only = { $before } vor dem ersten Tag. Einen Messwert für einen ganzen Zeitraum danach gibt es noch nicht.
replications-frozen-then = Die Messwerte vor dem ersten Tag werden festgehalten, wenn er kommt.
replications-nothing-before = Vor dem ersten Tag gab es hier keine Messwerte, also gibt es nichts zu vergleichen.
replications-no-cause = Das sagt nicht, dass die Arbeitsweise die Ursache war. Das wird über alle Orte zusammen geschätzt.
replications-counted = Gezählt seit { $day } in
replications-counted-then = Der Beginn wird an seinem ersten Tag gezählt in
replications-not-counted = Das Verzeichnis konnte diesen Beginn nicht aufnehmen (zu wenige Menschen oder keine solche Einheit):
replications-taken-back = Wer für die Initiative verantwortlich ist, hat den Beginn aus ihrem Verzeichnis genommen:
replications-done-of = { $done } von { $n } erledigt
replications-no-points = Der Anwendungsfall hat keine Checkliste.
replications-nobody-yet = noch niemand
replications-due = bis { $day }
replications-done = erledigt
replications-point-take = Übernehmen
replications-point-leave = Zurückgeben
replications-point-done = Erledigt
replications-point-not-done = Noch nicht erledigt
replications-point-day = Tag festlegen
replications-point-by = Bis wann: { $text }
replications-save = Speichern
replications-posts-text = Vorbereitet für deine Community. Ändere sie nach Belieben; jeder erscheint, wenn die Leitung auf Veröffentlichen drückt.
replications-post-it = Veröffentlichen
replications-posted-one = Veröffentlicht
replications-reach = Etwa { $seen } von { $members } Mitgliedern haben mindestens einen davon gesehen.
replications-reach-most = Über 90 % der Mitglieder haben mindestens einen davon gesehen.
replications-reach-weekly = Einmal in der Woche gezählt.
replications-what-changed = Was hast du geändert?
replications-what-they-changed = Was das Team geändert hat
replications-as-copied = Es läuft wie übernommen.
replications-change-label = Die Änderung
replications-change-hint = Zum Beispiel: Hohe Pakete stehen am Boden. Alle lesen es; nenne keine Namen.
replications-change-save = Änderung aufschreiben
replications-answers = Was das Team gesagt hat
replications-kept-as-is = Nach { $n } Tagen beibehalten
replications-kept-changed = Nach { $n } Tagen geändert beibehalten
replications-from-here = { $n ->
    [one] Ein Team hat es von hier übernommen
   *[other] { $n } Teams haben es von hier übernommen
}
replications-stop = Beenden
replications-stop-text = Die Begründung hilft dem nächsten Team. Der erste Tag bleibt gezählt, damit die Schätzung nicht weglässt, was nicht geklappt hat.
replications-stop-why = Warum du aufhörst
replications-stop-it = Hier beenden
replications-ask-another = Jemanden bitten, euch zu begleiten
replications-ask-another-text = Jemand, der es schon gemacht hat, für die ersten 30 Tage. Wer nein gesagt hat, wird nicht noch einmal gefragt; woher eure Weise kommt, bleibt, wie es ist.
replications-ask-them = Fragen
replications-asked = Die Frage ist gestellt. Die Antwort siehst du hier.
replications-another-day = Einen anderen ersten Tag wählen
replications-another-day-text = Bis er kommt, lässt sich der erste Tag verschieben. Dann zählt er für immer.
replications-leads = Leitet es
replications-leads-it = fragt und antwortet für das Team
replications-with-you = Begleitet das Team
replications-facts = In Kürze
replications-from = Kommt von
replications-ahead = Nach 30 und 90 Tagen

replications-yours = Deine Wiederholungen
replications-yours-lead = Was du leitest, wen du begleitest und was aus dem wurde, was du angefangen hast.
replications-yours-none = Du hast noch nichts angefangen
replications-yours-none-text = Nimm einen Anwendungsfall, der zu deiner Arbeit passt, und fang in deinem Team damit an.
replications-waits = Wartet auf dich
replications-waits-lead = Du wirst gefragt, ob du es leitest.
replications-waits-buddy = Du wirst gefragt, ob du dieses Team begleitest.
replications-waits-30 = 30 Tage: beibehalten, ändern oder beenden?
replications-waits-90 = 90 Tage: beibehalten, ändern oder beenden?
replications-you-lead = Du leitest
replications-you-asked = Du hast andere gefragt
replications-you-go-with = Du begleitest
replications-became = Was daraus wurde
replications-unanswered = Haben noch nicht geantwortet
replications-unanswered-text = Du kümmerst dich um diesen Anwendungsfall. Diese Teams kennen ihn seit 30 oder 90 Tagen und haben noch nicht gesagt, ob sie dabei bleiben; sie wussten, dass sie gefragt werden.
replications-led-since = { $name }, seit { $day }
replications-look = Ansehen

error-start_too_early = Ein erster Tag darf höchstens { $limit } Tage zurückliegen.
error-start_too_late = Ein erster Tag darf höchstens { $limit } Tage voraus liegen.
error-no_such_buddy = Diese Person kann nicht mehr gefragt werden. Wähle jemand anderen.
error-buddy_leads = Wer es leitet, kann das Team nicht auch begleiten. Wähle jemand anderen.
error-no_such_initiative = Dieses Vorhaben gehört nicht zur Kennzahl. Wähle eines aus der Liste.
error-choose_initiative = Wähle das Vorhaben, oder dass es keines davon ist.
error-no_place = Im Profil der Leitung steht kein solcher Ort. Wähle das andere, oder bitte die Administration, ihn einzutragen.
error-replication_goes_on = Hier läuft es schon. Sieh auf der Seite des Anwendungsfalls nach.
error-not_leader = Das darf nur, wer es leitet.
error-replication_begun = Das wurde schon beantwortet.
error-not_buddy = Du bist nicht gefragt, dieses Team zu begleiten.
error-replication_over = Hier läuft es nicht mehr.
error-posted_already = Dieser Beitrag ist schon erschienen.
error-not_in_team = Das macht nur das Team.
error-point_taken = Jemand anderes hat diesen Punkt übernommen.
error-not_own_point = Nur wer diesen Punkt übernommen hat, gibt ihn zurück.
error-too_many_changes = Mehr als { $limit } Änderungen werden nicht aufgehoben. Beschreibe es als eigenen Anwendungsfall.
error-not_asked_yet = Du wirst nach 30 und nach 90 Tagen gefragt. Bis dahin kannst du Änderungen aufschreiben oder es beenden.
error-choose_answer = Wähle eine der drei Antworten.
error-leader_asked = Das hast du schon gefragt, und die Antwort steht noch aus.
error-leader_moved = Du arbeitest jetzt woanders. Sag nein und fang dort neu an, wo du bist.
error-start_came = Der erste Tag ist gekommen und zählt für immer.
error-start_over = Wähle heute oder einen Tag, der noch kommt.
error-buddy_asked = Es ist schon jemand gefragt oder begleitet euch.
error-choose_buddy = Wähle eine Person aus.
replications-notice-begun = Ein Team in { $place } wiederholt „{ $title }“
replications-notice-kept-30 = Das Team in { $place } bleibt nach 30 Tagen bei „{ $title }“
replications-notice-kept-90 = Das Team in { $place } bleibt nach 90 Tagen bei „{ $title }“
replications-notice-stopped = Das Team in { $place } hat „{ $title }“ beendet und sagt, warum
replications-notice-result = Erstes Ergebnis in { $place } mit „{ $title }“: ein Messwert, der besser ist als alle davor
replications-notice-lead = { $actor } bittet dich, „{ $title }“ in { $place } zu leiten
replications-notice-buddy = { $actor } bittet dich, das Team in { $place } zu begleiten, das „{ $title }“ wiederholt
replications-notice-question-30 = 30 Tage „{ $title }“ in { $place }: Bleibt ihr dabei?
replications-notice-question-90 = 90 Tage „{ $title }“ in { $place }: Bleibt ihr dabei?
notices-why-replication = weil es von dir kam
notices-why-replication-result = weil du daran beteiligt bist
notices-why-replication-lead = weil es auf deine Antwort wartet
notices-why-replication-buddy = weil du weißt, wie es geht
notices-why-replication-question-30 = weil du es leitest
notices-why-replication-question-90 = weil du es leitest
