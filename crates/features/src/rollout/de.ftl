rollout-title = Einführung
rollout-lead = Vier Ebenen müssen sich bewegen, nicht eine. Eine, die zurückbleibt, hält die anderen auf.
rollout-counted-to = Gezählt bis { $day }.
rollout-none-title = Die erste Woche ist noch nicht gezählt
rollout-none-text = Gezählt wird einmal in der Woche, in der Nacht zum Montag, von der ersten ganzen Woche an, in der jemand schreibt.
rollout-none-action = Zur Startseite
rollout-sites = Standorte
rollout-by-site = Stand an den Standorten
rollout-all-sites = Alle Standorte
rollout-stages = Stufen
rollout-stage-aware = Kennt es
rollout-stage-trained = Geschult
rollout-stage-active = Aktiv
rollout-stage-answering = Gibt Antworten
rollout-stage-leading = Geht voran
rollout-stage-adopted = Hat begonnen
rollout-means-aware = Hat sich wenigstens einmal angemeldet oder etwas geschrieben.
rollout-means-trained = Hat mindestens einen Kurs abgeschlossen, irgendwann bis zum Sonntag.
rollout-means-active = Hat in den 28 Tagen bis zum Sonntag wenigstens einen Beitrag, eine Antwort oder eine Reaktion gemacht. Lesen zählt nicht.
rollout-means-answering = Hat in den 28 Tagen bis zum Sonntag auf eine Frage von jemand anderem geantwortet.
rollout-means-leading = Hat in den 28 Tagen bis zum Sonntag etwas geschrieben, worauf drei oder mehr andere geantwortet haben.
rollout-means-adopted = Hat bis zum Sonntag irgendwann einen ersten Beitrag, eine erste Antwort oder Reaktion gemacht. Das zählt die Kurve der Einführung.
rollout-colleagues = Kolleginnen und Kollegen
rollout-means-colleagues = Alle, die an diesem Sonntag seit wenigstens sieben Tagen dabei waren, ohne Gäste und Bots. Jede und jeder zählt einmal: als Leitung, sonst als Führungskraft, sonst als Champion, sonst als Personal. Wochen enden am Sonntag um Mitternacht, UTC.
rollout-withheld = Zurückgehalten
rollout-means-withheld = Zahlen sind auf fünf gerundet. Nichts wird gezeigt, wo weniger als zehn Menschen auf einer Stufe sind oder nicht sind; manchmal wird noch eine weitere Zahl zurückgehalten, damit die erste nicht zu errechnen ist. „Über 90 %“ zählt als 90, wo verglichen wird. Eine Woche wird einmal gezählt und nie geändert. Wer kommt, geht oder wechselt, zählt am neuen Ort, sobald zehn dasselbe tun, damit sich zwei Wochen nicht um einen Menschen unterscheiden; bei mehr als fünfzig Betrieben wird das jedes Quartal nachgesehen.
rollout-how-counted = Wie gezählt wird
rollout-level = Ebene
rollout-levels = Wo jede Ebene steht
rollout-level-leader = Leitung
rollout-level-manager = Führungskräfte und Kommunikation
rollout-level-champion = Champions
rollout-level-staff = Personal vor Ort und im Büro
rollout-everyone = Alle
rollout-done = erreicht
rollout-planned = geplant
rollout-later = noch kein Plan
rollout-people = { $n ->
    [one] { $count } Mensch
   *[other] { $count } Menschen
}
rollout-percent = { $n } %
rollout-over-90 = über 90 %
rollout-of-people = { $n } von { $of } im Betrieb
rollout-almost-all-of = fast alle von { $of }
rollout-not-counted = nicht gezählt
rollout-fewer-than-ten = weniger als zehn Menschen
rollout-withheld-of = { $of } im Betrieb; nicht gezeigt, es würde von wenigen erzählen
rollout-wants = { $n } % bis { $day }
rollout-plan-short = (Plan: { $n } %)
rollout-stat-adopted = haben begonnen
rollout-stat-active = aktiv in 28 Tagen
rollout-stat-answering = geben Antworten
rollout-stat-leading = gehen voran
rollout-where = Wo und was
rollout-adoption = Verlauf
rollout-chart = Bild
rollout-no-curve = Davon wird keine Woche gezeigt. So ist es, wo weniger als zehn Menschen auf dieser Stufe sind oder nicht sind.
rollout-curve-later = Die Linie beginnt mit der zweiten Woche, die gezeigt wird.
rollout-curve-says = Von { $first } am { $from } auf { $last } am { $to }.
rollout-legend-seen = Anteil der Menschen, %
rollout-legend-plan = Plan
rollout-legend-forecast = Vorhersage, 8 von 10 Verläufen im Band
rollout-marks = Die Nummern stehen bei den Wochen, in denen Spielzüge für diese Stufe begannen, der älteste zuerst.
rollout-forecast-says = Geht es so weiter, haben bis { $day } zwischen { $low } und { $high } begonnen, am ehesten etwa { $middle }.
rollout-forecast-sure = Geht es so weiter, haben bis { $day } etwa { $middle } begonnen.
rollout-forecast-plan = Der Plan will bis dahin { $n } %.
rollout-forecast-limits = Acht von zehn solchen Vorhersagen treffen ein. Sie weiß, wie viele beginnen, wenn andere begonnen haben, und nichts von Plänen, Jahreszeiten oder einer neuen Führungskraft.
rollout-forecast-weeks = { $n ->
    [one] Noch keine Vorhersage: eine weitere Woche mit Zahlen fehlt, acht braucht es.
   *[other] Noch keine Vorhersage: { $n } weitere Wochen mit Zahlen fehlen, acht braucht es.
}
rollout-forecast-adopters = Noch keine Vorhersage: { $n } müssen begonnen haben, damit es einen Anhalt gibt.
rollout-forecast-nothing = Keine Vorhersage: Hier ist, soweit gezählt wurde, niemand mehr, der nicht begonnen hat.
rollout-forecast-almost-all = Eine Vorhersage braucht es nicht: Über 90 % haben begonnen.
rollout-forecast-withheld = Keine Vorhersage, weil die Zahl selbst nicht gezeigt wird.
rollout-forecast-row = Vorhersage, { $low } bis { $high } %
rollout-as-table = Dasselbe als Tabelle
rollout-week-to = Woche bis
rollout-share = Anteil
rollout-download = Als Tabelle herunterladen
rollout-steps = Nächste Schritte
rollout-no-steps = Alles Geplante ist erreicht, und auf jeder Ebene ist die Hälfte auf jeder Stufe, die gezeigt werden kann.
rollout-due = bis { $day }
rollout-until = bis { $day }
rollout-suggested = von der Übersicht vorgeschlagen
rollout-plan-it = Planen
rollout-suggest-leader-aware = Sich mit jeder Leitung zehn Minuten hinsetzen und gemeinsam anmelden
rollout-suggest-leader-trained = Mit jeder Leitung einen Kurs machen, mit einer Geschichte aus dem Laden
rollout-suggest-leader-active = Jede Leitung alle zwei Wochen um einen Beitrag oder Dank vor allen bitten
rollout-suggest-leader-answering = Jede Leitung beantwortet jede Woche eine Frage aus einem Laden vor allen
rollout-suggest-leader-leading = Jede Leitung stellt dem Netzwerk eine echte Frage und antwortet auf das, was kommt
rollout-suggest-manager-aware = Führungskräfte beim nächsten Regionaltreffen anmelden
rollout-suggest-manager-trained = Führungskräfte machen einen Kurs, bevor ihre Teams ihn machen
rollout-suggest-manager-active = Die wöchentliche Mail der Führungskräfte zu einem Beitrag machen
rollout-suggest-manager-answering = Führungskräfte antworten binnen eines Tages auf Fragen ihrer Leute
rollout-suggest-manager-leading = Jede Führungskraft fragt das Team etwas zu der Kennzahl, die ihr gehört
rollout-suggest-champion-aware = Die Champions anrufen, die sich noch nicht angemeldet haben
rollout-suggest-champion-trained = Zuerst die Champions schulen, in einem Kurs, gemeinsam
rollout-suggest-champion-active = Champions jede Woche eine kleine Aufgabe in ihrer eigenen Community geben
rollout-suggest-champion-answering = Champions sehen reihum nach offenen Fragen
rollout-suggest-champion-leading = Jeder Champion schreibt einmal auf, was am eigenen Standort gelingt
rollout-suggest-staff-aware = Zugangscodes zu Beginn einer Schicht austeilen
rollout-suggest-staff-trained = In den nächsten zwei Schichten Zeit für einen Kurs von zwölf Minuten schaffen
rollout-suggest-staff-active = Die Schichtübergabe im Netzwerk machen
rollout-suggest-staff-answering = Jede offene Frage den dreien schicken, die es am ehesten wissen
rollout-suggest-staff-leading = Wessen Antworten halfen, darum bitten zu erzählen, wie es gemacht wird
rollout-reached = Erreicht
rollout-on-track = Auf Kurs
rollout-behind = Zurück
rollout-overdue = Überfällig
rollout-unknown = Nicht gezeigt
rollout-gap = Frühe Standorte und die anderen
rollout-gap-ahead = { $n ->
    [one] Die Standorte, die zuerst begannen, sind den anderen { $n } Punkt voraus
   *[other] Die Standorte, die zuerst begannen, sind den anderen { $n } Punkte voraus
}
rollout-gap-behind = { $n ->
    [one] Die Standorte, die zuerst begannen, liegen { $n } Punkt hinter den anderen
   *[other] Die Standorte, die zuerst begannen, liegen { $n } Punkte hinter den anderen
}
rollout-gap-closed = Die anderen haben die Standorte eingeholt, die zuerst begannen
rollout-gap-early = { $n ->
    [one] Erster { $n } Standort
   *[other] Erste { $n } Standorte
}
rollout-gap-other = { $n ->
    [one] Anderer { $n } Standort
   *[other] Andere { $n } Standorte
}
rollout-gap-before = Am { $day } standen die ersten bei { $early } % und die anderen bei { $other } %.
rollout-gap-means = Das Viertel der Standorte, in dem zuerst eine von vier Personen begonnen hatte, neben allen anderen, deren Zahlen gezeigt werden.
rollout-gap-none = Wird gesagt, sobald acht Standorte Zahlen haben und in einem Viertel davon eine von vier Personen begonnen hat.
rollout-plays = Spielzüge
rollout-play = Dieser Spielzug
rollout-all-plays = Alle Spielzüge
rollout-no-plays = Noch kein Spielzug hat begonnen.
rollout-no-plays-text = Ein Spielzug ist etwas, das ein Standort einige Wochen lang versucht: alle beim Namen einladen, die erste Frage stellen, die Schichtübergabe hier machen. Such einen Standort, dem zu helfen wäre.
rollout-plays-lead = Etwas, das ein Standort einige Wochen lang versucht. Was daraus wurde, steht neben Standorten, die beim selben Anteil begannen und keinen Spielzug hatten.
rollout-plays-here = Spielzüge hier
rollout-start-play = Spielzug beginnen
rollout-play-planned = Geplant
rollout-play-runs = Läuft
rollout-play-ended = Vorbei
rollout-countries = Aktiv nach Land
rollout-sites-shown = { $n ->
    [one] { $n } von { $all } Standorten hat eine Zahl
   *[other] { $n } von { $all } Standorten haben Zahlen
}
rollout-sites-withheld = An den anderen haben weniger als zehn begonnen, oder weniger als zehn nicht.
rollout-sites-order = Bis { $day }. Zuerst kommen die, denen am meisten zu helfen wäre; Standorte, deren Zahlen nicht gezeigt werden, kommen zuletzt.
rollout-find-site = Standort suchen
rollout-find = Suchen
rollout-no-sites-title = Noch steht kein Standort hier
rollout-no-sites-text = Ein Standort steht hier nach dem ersten Sonntag, an dem Kolleginnen und Kollegen dort arbeiten. Wer wo arbeitet, kommt aus der Liste der Personen.
rollout-no-site-title = Kein Standort heißt „{ $q }“
rollout-no-site-text = Nur Standorte, an denen jemand arbeitet, stehen in der Liste. Sieh alle an.
rollout-more-sites = Weitere Standorte
rollout-up-to = bis { $day }
rollout-plan = Plan
rollout-target = Ziel
rollout-owner = Zuständig
rollout-owner-hint = Name, Mailadresse oder Personalnummer.
rollout-began = Begann bei
rollout-began-at = { $n } % am { $day }
rollout-now-wanted = Bis jetzt gewollt
rollout-no-plan = Noch kein Plan
rollout-could = Was hilft:
rollout-who-plans = Es planen die Administratoren und wem ein Plan gehört.
rollout-change-plan = Plan ändern
rollout-target-percent = Gewollter Anteil in Prozent
rollout-target-hint = Von den Menschen hier, von 1 bis 90: von mehr sagt die Übersicht nur „über 90 %“.
rollout-by = Bis
rollout-next-step = Nächster Schritt
rollout-save-plan = Plan speichern
rollout-planned-said = Der Plan ist gespeichert.
rollout-saved-said = Gespeichert.
rollout-started-said = Der Spielzug hat begonnen.
rollout-result = Was daraus wurde
rollout-result-says = Von { $from } % auf { $to } % ({ $points } Punkte) bis { $day }.
rollout-result-so-far = Der Spielzug ist nicht vorbei; so steht es bisher.
rollout-result-like = { $n } Standorte, die höchstens fünf Punkte daneben begannen und dafür keinen Spielzug hatten, veränderten sich im Mittel um { $mean } Punkte, von { $least } bis { $most }.
rollout-result-wrong = Was daran falsch sein könnte
rollout-result-wrong-text = Es ist ein Standort. Wer es versuchen wollte, wäre vielleicht auch ohne den Spielzug vorangekommen, und auf fünf gerundete Zahlen springen an einem kleinen Standort.
rollout-result-alone = Kein Vergleich möglich
rollout-result-alone-text = { $n ->
    [one] Nur ein Standort begann in der Nähe und hatte keinen Spielzug; { $needed } braucht es.
   *[other] Nur { $n } Standorte begannen in der Nähe und hatten keinen Spielzug; { $needed } braucht es.
} Standorte, die ausgesucht werden, weil sie unten stehen, steigen von selbst; die Linie allein zeigt also nicht, dass es der Spielzug war.
rollout-result-early = Noch nichts zu sagen: Die Woche vor dem Beginn und wenigstens eine seither müssen gezählt sein.
rollout-result-withheld = Die Zahlen dieses Standorts werden für diese Wochen nicht gezeigt, weil weniger als zehn Menschen auf der Stufe sind oder nicht sind.
rollout-mark-play = Die Nummer steht bei der Woche, in der der Spielzug begann.
rollout-how-it-goes = Wie es geht
rollout-kind = Welche Art
rollout-begins = Beginnt
rollout-ends = Endet
rollout-ends-hint = Das Ergebnis der Woche dieses Tages bleibt als Ergebnis stehen. Vier Wochen sind eine gute Länge.
rollout-dated-afterwards = Nach Beginn eingetragen
rollout-change-play = Spielzug ändern
rollout-save = Speichern
rollout-what = Was ihr tut
rollout-what-hint = Ein Satz, den alle im Betrieb verstehen.
rollout-site = Standort
rollout-site-hint = So, wie er im Verzeichnis heißt.
rollout-moves = Was er bewegen soll
rollout-moves-hint = Daran wird das Ergebnis gemessen.
rollout-judged = Der Anfang zählt von der Woche vor dem Beginn an und lässt sich später nicht ändern.
rollout-play-invite = Beim Namen einladen
rollout-play-invite-text = Ein Champion geht zu jeder und jedem, hilft beim Anmelden und zeigt etwas, das heute zu lesen lohnt. Zwei Minuten je Person, zu Beginn einer Schicht.
rollout-play-first_question = Erste Frage
rollout-play-first_question-text = Alle schreiben auf, wofür sie zuletzt jemanden anrufen mussten. Die besten drei werden im Netzwerk gefragt, die Antworten beim nächsten Treffen vorgelesen.
rollout-play-leader_answers = Eine Leitung antwortet vor allen
rollout-play-leader_answers-text = Eine Stunde lang an einem festen Tag beantwortet eine Leitung Fragen dieses Standorts vor allen. Was offen bleibt, bekommt einen Namen und einen Tag.
rollout-play-shift_handover = Schichtübergabe hier
rollout-play-shift_handover-text = Was die nächste Schicht wissen muss, steht in der Community des Standorts statt auf Papier. Wer kommt, reagiert nach dem Lesen und fragt dort.
rollout-play-other = Etwas anderes
rollout-play-other-text = Was ihr versucht, steht im Namen. Halt es so klein, dass ein anderer Standort dasselbe tun könnte.
error-not_planner = Hier planen nur Administratoren und wem ein Plan gehört.
error-percent = Gib eine ganze Zahl von 1 bis 90 an: von mehr sagt die Übersicht nur „über 90 %“.
error-rollout_past = Dieser Tag sollte noch kommen.
error-rollout_backwards = Es sollte nach dem Beginn enden.
error-rollout_too_long = Höchstens { $limit } Tage; was länger dauert, ist kein Spielzug.
error-rollout_site = Wir kennen keinen Standort dieses Namens. Sieh im Verzeichnis nach, wie er heißt.
