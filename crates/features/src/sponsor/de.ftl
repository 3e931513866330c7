sponsor-title = Was daraus wurde
sponsor-lead = Auf einer Seite, Stand { $day }: was bestätigt ist, was nur behauptet wird und was es gekostet hat. Sie lässt sich so drucken.
sponsor-none = Noch ist nichts daraus geworden
sponsor-none-text = Es beginnt mit einer Kennzahl, die jemand verbessern will.
sponsor-begin = Kennzahlen ansehen
sponsor-cut = Von jeder Art werden höchstens { $n } gezeigt.
sponsor-verified = { $n ->
    [one] Geschichte mit bestätigtem Wert
   *[other] Geschichten mit bestätigtem Wert
}
sponsor-claimed = { $n ->
    [one] Geschichte, deren Wert nur behauptet wird
   *[other] Geschichten, deren Wert nur behauptet wird
}
sponsor-begun = { $n ->
    [one] Team hat einen Anwendungsfall begonnen
   *[other] Teams haben einen Anwendungsfall begonnen
}
sponsor-hours = Stunden haben sie gebraucht, nach den Angaben der Anwendungsfälle
sponsor-indicators = Was sich bewegt hat
sponsor-from-to = Ausgangswert { $baseline }, jetzt { $now }, Ziel { $target }
sponsor-no-reading = kein Messwert
sponsor-indicators-why = Das Urteil ist das des Tages, der zu Beginn genannt wurde. Eine Kennzahl bewegt sich aus vielen Gründen; nur der Vergleich mit denen, die nicht begonnen haben, sagt etwas über die Ursache.
sponsor-not-judged = { $n ->
    [0] Niemand hat begonnen.
    [one] Eine Einheit hat begonnen; ihr Tag ist noch nicht gekommen.
   *[other] { $n } haben begonnen; ihr Tag ist noch nicht gekommen.
}
sponsor-open = noch kein Urteil
sponsor-stories = Bestätigt und behauptet
sponsor-story = Geschichte
sponsor-head-verified = Bestätigt
sponsor-head-claimed = Behauptet
sponsor-at-least = mindestens { $amount }
sponsor-no-effect = geschätzt, und kein Gewinn ist bestätigt
sponsor-readings-only = Messwerte bestätigt, keine Schätzung
sponsor-nothing = nichts
sponsor-stories-why = Bestätigt ist das untere Ende des 95-%-Intervalls, im Mittel für die, die begonnen haben. Behauptet ist, was die erzählende Person sagt, in ihrer Einheit. Nichts davon wird zusammengezählt: Mehrere Geschichten können zu einer Schätzung gehören.
sponsor-repeated = Wiederholt und behalten
sponsor-use-case = Anwendungsfall
sponsor-head-begun = Begonnen
sponsor-head-30 = Nach 30 Tagen behalten
sponsor-head-90 = Nach 90 Tagen behalten
sponsor-head-hours = Stunden
sponsor-of = { $n } von { $of }
sponsor-not-yet = niemand hatte so viele Tage
sponsor-repeated-why = Behalten ist, was das Team sagt. Stunden sind die, die der Anwendungsfall für ein Team nennt, mal die Teams, die begonnen haben.
