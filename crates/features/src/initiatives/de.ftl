initiatives-card = Was wir ändern, um sie zu bewegen
initiatives-judged-many = { $n } Vorhaben zu dieser Kennzahl sind beurteilt. Von zwanzig, die nichts ändern, sieht etwa eines durch bloßen Zufall so aus, als täte es das.
initiatives-new = Vorhaben beginnen
initiatives-new-title = Neues Vorhaben
initiatives-none = Noch hat niemand gesagt, was getan wird, damit sich diese Zahl bewegt. Ein Vorhaben sagt, was sich ändert, wo es begann und wann; dann können die Werte sagen, ob es gewirkt hat.
initiatives-nobody = Noch hat niemand begonnen.
initiatives-started = { $units } begonnen
initiatives-started-dropped = { $units } begonnen, { $n } davon aufgegeben
initiatives-units-site = { $n ->
    [one] ein Standort
   *[other] { $n } Standorte
}
initiatives-units-department = { $n ->
    [one] eine Abteilung
   *[other] { $n } Abteilungen
}
initiatives-units-team = { $n ->
    [one] ein Team
   *[other] { $n } Teams
}
initiatives-more-site = { $n ->
    [one] ein weiterer Standort
   *[other] { $n } weitere Standorte
}
initiatives-more-department = { $n ->
    [one] eine weitere Abteilung
   *[other] { $n } weitere Abteilungen
}
initiatives-more-team = { $n ->
    [one] ein weiteres Team
   *[other] { $n } weitere Teams
}
initiatives-periods-week = { $n ->
    [one] eine Woche
   *[other] { $n } Wochen
}
initiatives-periods-month = { $n ->
    [one] ein Monat
   *[other] { $n } Monate
}
initiatives-periods-quarter = { $n ->
    [one] ein Quartal
   *[other] { $n } Quartale
}
initiatives-longer-week = { $n ->
    [one] eine weitere Woche
   *[other] { $n } weitere Wochen
}
initiatives-longer-month = { $n ->
    [one] ein weiterer Monat
   *[other] { $n } weitere Monate
}
initiatives-longer-quarter = { $n ->
    [one] ein weiteres Quartal
   *[other] { $n } weitere Quartale
}
initiatives-mark-waiting = Noch nicht beurteilt
initiatives-mark-too-few = Zu wenige
initiatives-mark-cannot = Nicht zu sagen
initiatives-mark-yes = Wahrscheinlich ja
initiatives-mark-worse = Wahrscheinlich schlechter
initiatives-mark-unsure = Nicht klar
initiatives-mark-moved = Zu dieser Zeit bewegt
initiatives-mark-not-moved = Keine klare Bewegung
initiatives-points = Prozentpunkte
initiatives-better = { $amount } besser
initiatives-worse = { $amount } schlechter
initiatives-waits = Beurteilt wird nach den Werten bis { $until }. Bis dahin gibt es Linien und kein Urteil: wer jede Woche hinsieht, sieht zwei- bis dreimal so oft eine Wirkung, die es nicht gibt.
initiatives-waits-late = Beurteilt wird nach den Werten bis { $until }. Die Zeit ist um, aber nach { $last } fehlt mehr als ein Fünftel der Werte: das Urteil kommt, sobald sie da sind.
initiatives-needs = Für ein Urteil braucht es noch: { $missing }.
initiatives-too-few = Zu wenige, um es zu sagen. Es braucht noch: { $missing }.
initiatives-missing-adopting = { $units }, die begonnen haben
initiatives-missing-others = { $units } zum Vergleich, die nicht begonnen haben
initiatives-missing-before = { $periods } mit Werten vor dem Beginn
initiatives-missing-after = { $periods } mit Werten seit dem Beginn
initiatives-missing-readings = { $n ->
    [one] einen der fehlenden Werte
   *[other] { $n } der fehlenden Werte
}
initiatives-and = { $first } und { $last }
initiatives-effect = Wo es begann ({ $adopting }), wurde es { $amount } als bei den { $others } anderen in derselben Zeit (95-%-Intervall: { $worst } bis { $best }).
initiatives-effect-unsure = Wo es begann ({ $adopting }), wurde es { $amount } als bei den { $others } anderen in derselben Zeit, aber zu den Werten passt alles von { $worst } bis { $best }: vielleicht ist es nichts.
initiatives-moved = Alle begannen in { $start }. Der Mittelwert von { $units }, die stetig melden, bewegte sich zu dieser Zeit: { $amount } als nach den Werten davor ({ $before }) zu erwarten, über { $after } (95-%-Intervall: { $worst } bis { $best }). Nichts trennt das von allem anderen, was sich damals änderte.
initiatives-not-moved = Alle begannen in { $start }. Der Mittelwert von { $units }, die stetig melden, bewegte sich zu dieser Zeit nicht klar: { $amount } als nach den Werten davor ({ $before }) zu erwarten, über { $after }, und zu den Werten passt alles von { $worst } bis { $best }.
initiatives-rank = Bisher wurden sie { $amount }. Von allen { $choices } Arten, { $adopting } aus { $units } zu wählen, zeigen { $rank } eine mindestens so gute Änderung.
initiatives-rank-sampled = Bisher wurden sie { $amount }. Von { $choices } zufällig gezogenen Arten, { $adopting } aus { $units } zu wählen, zeigen { $rank } eine mindestens so gute Änderung.
initiatives-cannot-not-identified = Die fehlenden Werte liegen so, dass sich eine Wirkung nicht von den eigenen Niveaus unterscheiden lässt.
initiatives-cannot-no-variation = Die Werte unterscheiden sich zu wenig, um zu sagen, wie sicher eine Wirkung ist. Sind sie voneinander abgeschrieben?
initiatives-cannot-alone = Zu viele begannen allein, jeder zu seiner Zeit. Lasst mehrere gemeinsam beginnen, oder lest die Zahl in längeren Zeiträumen ab.
initiatives-cannot-degrees = Zu wenige, um zu sagen, wie sicher es ist: der Vergleich ruht auf sehr wenigen.
initiatives-cannot-numbers = Mit diesen Werten lässt sich nicht rechnen.
initiatives-extent = Begonnen: { $adopting }, andere: { $others }; Zeitraum: { $periods }, { $first } bis { $last }.
initiatives-verdict-of = Urteil von { $period }, es bleibt.
initiatives-later = Späterer Blick, { $period }
initiatives-doubts = Was daran falsch sein könnte
initiatives-doubt-chosen = Wer begann, hat es selbst gewählt: die Eifrigen waren vielleicht zuerst da und wären ohnehin besser geworden.
initiatives-doubt-past = Dass sich beide vorher gleich bewegten, beweist nicht, dass sie es danach getan hätten.
initiatives-doubt-few = { $units } sind wenige: das Intervall ist weit, und ein Ausreißer zählt viel.
initiatives-doubt-last = Am Ende haben alle begonnen. Mit den letzten, in { $last }, werden die anderen verglichen; sie selbst haben keine eigene Wirkung.
initiatives-doubt-left-out = { $units } ohne Aussage: keine Werte auf beiden Seiten des Beginns.
initiatives-doubt-silent = { $units } von denen, die begonnen haben: mehr als ein Fünftel der Werte seitdem fehlt. Wo es nicht half, wurde vielleicht nicht weiter gezählt.
initiatives-doubt-moved = Alles andere, was sich in { $start } änderte, steckt mit darin: Preise, Saison, Personal, eine andere Aktion.
initiatives-doubt-season = Es gibt keine zwei Jahre mit Werten, darum ist die Saison nicht herausgerechnet.
initiatives-doubt-together = Dieselben begannen etwa zur selben Zeit auch { $names }. Was davon wirkte, lässt sich nicht trennen.
initiatives-doubt-afterwards = { $n ->
    [one] Ein Beginn wurde nachträglich datiert, als Werte der Zeit danach bekannt waren.
   *[other] { $n } Anfänge wurden nachträglich datiert, als Werte der Zeit danach bekannt waren.
}
initiatives-doubt-flaw = Die Zahl ist schlecht gemessen: { $flaw }
initiatives-together = Zusammen geschätzt mit { $names }.
initiatives-edit = Bearbeiten
initiatives-start = Beginn festhalten
initiatives-aside = Über dieses Vorhaben
initiatives-question = Hat es gewirkt?
initiatives-no-answer = Noch nicht bekannt. Die Werte können etwas sagen, sobald jemand begonnen hat, von dem es Werte gibt.
initiatives-minimums = Eine Schätzung braucht fünf, die begonnen haben, und fünf, die es nicht haben, sechs Zeiträume mit Werten davor und vier seitdem, und vier Fünftel aller Werte.
initiatives-lines-title = Wo es begann und die anderen
initiatives-lines = { $name }: wo es begann und die anderen
initiatives-lines-label = Linien derer, die begonnen haben, und der anderen
initiatives-line-adopting = begonnen: { $units }
initiatives-line-others = { $n ->
    [one] ein anderer
   *[other] { $n } andere
}
initiatives-line-says = { $name }: von { $first } auf { $last } { $unit }.
initiatives-legend-starts = Eine nummerierte Marke ist eine Zeit, zu der einige begannen
initiatives-estimate-label = Die Schätzung neben der Null
initiatives-estimate-says = { $value } { $unit }, 95-%-Intervall von { $low } bis { $high }
initiatives-estimate-axis = Unterschied zu den anderen in { $unit }; null ist kein Unterschied
initiatives-since = Vor dem Beginn und seitdem
initiatives-since-says = Wie weit die, die begonnen haben, von den anderen weg waren, Zeitraum für Zeitraum, jeweils mit 95-%-Intervall.
initiatives-since-start = Beginn
initiatives-since-axis-week = Wochen seit dem Beginn; Unterschied zu den anderen in { $unit }
initiatives-since-axis-month = Monate seit dem Beginn; Unterschied zu den anderen in { $unit }
initiatives-since-axis-quarter = Quartale seit dem Beginn; Unterschied zu den anderen in { $unit }
initiatives-since-flat = Links vom Beginn sollte es keinen Unterschied geben. Eine flache Vergangenheit beweist keine parallele Zukunft, und die Intervalle gelten für jeden Zeitraum allein, nicht für alle zusammen.
initiatives-levers = Was sich ändert
initiatives-levers-why = Menschen arbeiten anders, wenn sich mehr als eines davon ändert. Was bleibt, wie es ist, bleibt leer.
initiatives-no-levers = Noch hat niemand beschrieben, was sich an Führung, Arbeitsweise, Können, Stellenbeschreibungen und Technik ändert.
initiatives-lever-leadership = Führung
initiatives-lever-leadership-hint = Was Führungskräfte jetzt tun, verlangen oder ansehen
initiatives-lever-organisation = Organisation und Arbeitsweise
initiatives-lever-organisation-hint = Wer was mit wem tut, und in welcher Reihenfolge
initiatives-lever-skills = Können
initiatives-lever-skills-hint = Was man können muss, und wie man es lernt
initiatives-lever-jobs = Stellenbeschreibungen
initiatives-lever-jobs-hint = Was in wessen Stelle geschrieben wird
initiatives-lever-technology = Technik
initiatives-lever-technology-hint = Welches Werkzeug hilft, und seit wann
initiatives-lever-what = Was sich ändert
initiatives-lever-state = Wie weit es ist
initiatives-lever-evidence = Wo man es sehen kann
initiatives-state-planned = Geplant
initiatives-state-agreed = Vereinbart
initiatives-state-in_place = Eingeführt
initiatives-starts = Wer begonnen hat
initiatives-starts-why = Wer begonnen hat, zählt für immer dazu, auch wenn er es aufgibt: sonst fielen die heraus, bei denen es nicht gewirkt hat.
initiatives-since-when = Seit
initiatives-goes-on = Läuft weiter
initiatives-change = Ändern
initiatives-yes = Ja
initiatives-afterwards = nachträglich datiert
initiatives-dropped = Aufgegeben am { $day }: { $why }
initiatives-more-starts = { $n } weitere haben begonnen.
initiatives-drop = Aufgegeben
initiatives-drop-title = { $unit } macht es nicht mehr
initiatives-drop-why-counts = Es zählt weiter zu denen, die begonnen haben. Woraus andere lernen, ist der Grund.
initiatives-drop-day = Seit
initiatives-drop-why = Warum
initiatives-drop-why-hint = Was nicht passte, in einem Satz
initiatives-drop-save = Speichern
initiatives-drop-done = Gespeichert. Es zählt weiter zu denen, die begonnen haben.
initiatives-mistake = Zurücknehmen
initiatives-mistake-title = { $unit } hat nicht begonnen?
initiatives-mistake-text = Ein Beginn, der aus Versehen festgehalten wurde, lässt sich einen Tag lang zurücknehmen, zwei Wochen lang, wenn das Team ihn selbst gemeldet hat. Danach zählt er für immer.
initiatives-mistake-yes = Zurücknehmen
initiatives-mistake-done = Der Beginn ist zurückgenommen.
initiatives-start-day = Begonnen am
initiatives-start-save = Beginn festhalten
initiatives-start-many = Viele auf einmal festhalten
initiatives-table-hint = Die erste Zeile nennt die Spalten: unit, start. Dann zum Beispiel: Leeds Briggate, { $day }
initiatives-recorded = { $new } neu, { $changed } mit anderem Tag, { $same } schon da.
initiatives-when = Wann es beurteilt wird
initiatives-when-week = Wenn die Hälfte derer, die beginnen, { $n } Wochen hatte.
initiatives-when-month = Wenn die Hälfte derer, die beginnen, { $n } Monate hatte.
initiatives-when-quarter = Wenn die Hälfte derer, die beginnen, { $n } Quartale hatte.
initiatives-when-why = Das wurde am Anfang gesagt, damit niemand den Tag wählt, während er die Werte ansieht.
initiatives-how = Wie geschätzt wird
initiatives-how-text = Wer begonnen hat, wird mit denen verglichen, die nicht oder noch nicht begonnen haben, über dieselbe Zeit und jeder mit seinem eigenen Niveau davor (Differenz der Differenzen, die auch stimmt, wenn nicht alle zugleich beginnen; Fehler je Einheit).
initiatives-form-lead = Was sich ändert, damit sich „{ $indicator }“ bewegt.
initiatives-name = Name
initiatives-name-hint = Wie Kollegen davon sprechen werden: Fachtafel, Ein Verantwortlicher je Angebot
initiatives-what = Was anders gemacht wird
initiatives-what-hint = So, dass ein anderes Team es danach tun könnte
initiatives-judged-week = Beurteilt nach so vielen Wochen
initiatives-judged-month = Beurteilt nach so vielen Monaten
initiatives-judged-quarter = Beurteilt nach so vielen Quartalen
initiatives-judged-hint = Gezählt ab da, wo die Hälfte derer, die beginnen, begonnen hat. { $least } bis { $most }; sobald jemand begonnen hat, bleibt es dabei.
initiatives-create = Vorhaben beginnen
error-initiative_taken = Diese Kennzahl hat schon ein Vorhaben dieses Namens.
error-too_many_initiatives = Diese Kennzahl hat schon { $limit } Vorhaben.
error-judged_after = Bitte eine Zahl von 4 bis 208.
error-judged_after_fixed = Es hat schon jemand begonnen, darum bleibt der Tag der Beurteilung, wie er ist.
error-day_to_come = Dieser Tag kommt erst noch.
error-before_start = Das ist vor dem Beginn.
error-start_counts = Dieser Beginn wurde vor zu langer Zeit festgehalten, um ein Versehen zu sein, und zählt für immer. Sag stattdessen, dass es aufgegeben wurde.
error-unit_twice = Diese Einheit steht zweimal da.
error-lever_twice = Dieser Hebel steht zweimal da.
initiatives-people = Wer mitmacht
initiatives-people-none = Noch hat es niemand von sich gesagt.
initiatives-people-more = und { $n } weitere
initiatives-take-part = Ich mache mit
initiatives-leave = Ich mache nicht mehr mit
initiatives-you-take-part = Du machst mit.
initiatives-you-left = Du machst nicht mehr mit.
initiatives-talked-about = Wo darüber gesprochen wird
initiatives-community = Community
initiatives-link = Hinzufügen
initiatives-unlink = { $name } entfernen
initiatives-community-works-on = Woran sie arbeitet
initiatives-person-takes-part = Macht mit bei
error-too_many_communities = Es sind schon { $limit } Communitys.
initiatives-mark-afterwards = Nachträglich datiert
error-initiative_judged = Dieses Vorhaben hat sein Urteil, darum bleiben Name und Beschreibung, wie sie sind.
initiatives-doubt-changed = { $n ->
    [one] Ein Messwert wurde geändert, nachdem er eingetragen war.
   *[other] { $n } Messwerte wurden geändert, nachdem sie eingetragen waren.
}
initiatives-next = Damit andere daraus lernen
initiatives-next-text = Beschreib die Arbeitsweise so, dass ein anderes Team sie übernehmen kann, und erzähl, wie es war: auch wenn es nicht geholfen hat.
initiatives-next-use-case = Anwendungsfall beschreiben
initiatives-next-story = Geschichte erzählen
