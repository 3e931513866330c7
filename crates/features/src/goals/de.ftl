goals-title = Ziele
goals-lead = Wer welche Kennzahl bewegen soll, wohin und wie weit. Auch was von dir erwartet wird, steht hier.
goals-of = Ziele für { $name }
goals-all-of-them = Alle Ziele
goals-which = Welche Ziele
goals-which-all = Alle
goals-which-mine = Von mir erwartet
goals-none-title = Noch wird von niemandem etwas erwartet
goals-none-text = Ein Ziel sagt, wer welche Kennzahl bewegt, wie weit und bis wann. Zwei Ziele, die sich nicht beide erreichen lassen, werden gefunden, sobald sie hier stehen.
goals-none-of-mine = Keines dieser Ziele wird von dir erwartet.
goals-cut = Nur die ersten 500 werden gezeigt. Die Datei enthält alle.
goals-who-sees = Das Ziel einer einzelnen Person sehen diese Person, wer es gesetzt hat und wem die Kennzahl gehört. Alle anderen sehen alle Kolleginnen und Kollegen.
goals-download = Herunterladen
goals-conflicts-link = { $n ->
    [0] Konflikte
    [one] Konflikte: einer offen
   *[other] Konflikte: { $n } offen
}
goals-you = Du
goals-end = Beenden
goals-head-indicator = Kennzahl
goals-head-way = Richtung
goals-head-who = Von wem erwartet
goals-head-when = Wann
goals-head-weight = Gewicht
goals-head-end = Ziel beenden
goals-from-to = { $from } bis { $to }
goals-up-to = hinauf auf { $value }
goals-down-to = hinunter auf { $value }
goals-holder-role = Eine Rolle
goals-holder-role-text = Alle mit dieser Stellenbezeichnung
goals-holder-site = Ein Standort
goals-holder-site-text = Alle, die dort arbeiten
goals-holder-department = Eine Abteilung
goals-holder-department-text = Alle, die dazugehören
goals-holder-person = Eine Person
goals-holder-person-text = Du selbst oder jemand, der an dich berichtet
goals-new = Ziel setzen
goals-new-lead = Sag, wer welche Kennzahl bewegen soll. Wird von denselben Menschen das Gegenteil erwartet, sehen es beide Verantwortlichen.
goals-no-indicator = Zuerst eine Kennzahl
goals-no-indicator-text = Ein Ziel sagt, wie weit sich eine Zahl bewegen soll, und noch gibt es keine.
goals-no-two-indicators-text = Auseinanderziehen können zwei Zahlen, und noch gibt es keine zwei.
goals-new-indicator = Mit einer Kennzahl beginnen
goals-not-yet = Das Ziel wurde nicht gesetzt. Was fehlt, steht unten.
goals-step-what = Was
goals-step-who = Wer
goals-step-when = Wann und wie viel
goals-indicator = Kennzahl
goals-direction = Sie soll
goals-up = steigen
goals-down = sinken
goals-target = Zielwert
goals-said = Was es für die bedeutet, von denen es erwartet wird
goals-said-hint = Ein Satz, nach dem man morgen früh handeln kann.
goals-holder = Von wem es erwartet wird
goals-held-by = Name
goals-held-by-hint = Stellenbezeichnung, Standort oder Abteilung, wie der Arbeitgeber sie schreibt, oder E-Mail oder voller Name einer Person. Leer bei „Eine Person“: Sie selbst.
goals-from = Ab
goals-to = Bis
goals-weight = Gewicht in Prozent
goals-weight-hint = Von allem, was erwartet wird, 1 bis 100
goals-set = Ziel setzen
goals-was-set = Das Ziel ist gesetzt. Die es betrifft, sehen es hier.
goals-was-ended = Das Ziel ist beendet.
goals-all = Alle Ziele dazu
goals-asked-of-nobody = Von keiner Rolle, keinem Standort und keiner Abteilung wird das verlangt.
goals-more = { $n ->
    [one] Ein weiteres Ziel
   *[other] { $n } weitere Ziele
}
goals-owned-by = Die Zahl gehört { $name }

goals-conflicts-title = Ziele und Konflikte
goals-conflicts-lead = Wo wir von Menschen verlangen, in zwei Richtungen zu ziehen. Das löst niemand allein an der Theke, darum regeln es hier die, denen beide Zahlen gehören.
goals-conflicts-which = Welche davon
goals-conflicts-all = Alle
goals-conflicts-open = Offen
goals-conflicts-settled = Geregelt
goals-conflicts-none-title = Soweit wir wissen, zieht nichts auseinander
goals-conflicts-none-text = Folkmoot sucht danach, sobald Ziele gesetzt werden und Werte kommen. Wird von dir zweierlei verlangt, das nicht zusammenpasst, sag es.
goals-conflicts-none-of-these = Keiner davon gehört hierher.
goals-aside = Nächste Prüfungen, und wie etwas hierher kommt
goals-stat-open = offen
goals-stat-proposed = warten auf die andere Seite
goals-stat-oldest = ist der älteste offen
goals-stat-median = in dieser Zeit war die Hälfte geregelt
goals-stat-due = zur Prüfung fällig
goals-days = { $n ->
    [one] Tag
   *[other] Tage
}
goals-open-for = { $n ->
    [0] seit heute
    [one] seit einem Tag offen
   *[other] seit { $n } Tagen offen
}
goals-state-due = Prüfung fällig
goals-state-proposed = Wartet auf die andere Seite
goals-state-gone = Nicht mehr zu sehen
goals-title-opposite = { $name }: zugleich hinauf und hinunter
goals-title-pair = { $first } und { $second }
goals-ground-opposite = Soll steigen und sinken
goals-ground-opposite-text = eine Zahl, ein Ziel hinauf, eines hinunter, zur selben Zeit
goals-ground-declared = Gemeldeter Zielkonflikt
goals-ground-declared-text = jemand sagt es, mit einem Beispiel
goals-ground-measured = Haben sich gegeneinander bewegt
goals-ground-measured-text = wo das eine besser wurde als anderswo, wurde das andere schlechter: in mindestens 15 Einheiten mit je 8 Änderungen, und sicherer als Zufall unter allen verglichenen Paaren
goals-ground-people = Dieselben Menschen
goals-ground-people-text = steht bei jedem dabei; dass zweierlei erwartet wird, ist für sich kein Fehler
goals-look = Ansehen
goals-settle-it = Regeln
goals-answer = Der anderen Seite antworten
goals-people-unknown = Es wird gezählt, von wie vielen beides verlangt wird.
goals-people-nobody = Von niemandem wird durch ein Ziel beides verlangt.
goals-people-few = Von weniger als zehn Menschen wird beides verlangt.
goals-people-few-since = Von weniger als zehn Menschen wird seit { $day } beides verlangt.
goals-people-few-short = unter zehn
goals-people = Von { $n } Menschen wird beides verlangt.
goals-people-since = Von { $n } Menschen wird seit { $day } beides verlangt.
goals-you-too = Auch von dir
goals-moved = In { $opposed } von { $units } { $observed ->
    [site] Standorten
    [department] Abteilungen
   *[team] Teams
} waren { $cadence ->
    [week] Wochen
    [month] Monate
   *[quarter] Quartale
}, in denen das eine besser wurde, meist { $cadence ->
    [week] Wochen
    [month] Monate
   *[quarter] Quartale
}, in denen das andere schlechter wurde, gemessen an den anderen { $observed ->
    [site] Standorten
    [department] Abteilungen
   *[team] Teams
}. Werte von { $from } bis { $to }.
goals-moved-not-found = Das ist unter allen verglichenen Paaren nicht sicherer als Zufall.
goals-not-same-count = Sie werden nicht verglichen: Beide beruhen auf derselben Zählung.
goals-not-few-units = Sie werden noch nicht verglichen: Weniger als 15 Einheiten haben 8 Änderungen in beiden.
goals-not-alike = Sie werden nicht verglichen: Eines davon bewegt sich überall gleich.
goals-figures = r = { $r } über { $changes } Änderungen; { $q }.
goals-q = von so sicheren Funden unter allen verglichenen Paaren sind höchstens { $q } % Zufall
goals-q-small = von so sicheren Funden unter allen verglichenen Paaren sind weniger als 0,1 % Zufall
goals-q-none = nicht sicherer als Zufall
goals-wrong = Was daran falsch sein könnte
goals-wrong-cause = Sie haben sich zur selben Zeit bewegt. Das sagt nicht, dass das eine das andere bewegt.
goals-wrong-else = Etwas anderes, das zur selben Zeit in denselben Einheiten geschah, kann beides bewegen.
goals-wrong-same-count = Zahlen, die auf derselben Zählung beruhen, bewegen sich rein rechnerisch auseinander. Ist das so, können es beide Verantwortlichen unten sagen.
goals-wrong-flaw = { $name } ist schlecht gemessen: { $flaw }
goals-settled = Geregelt
goals-head-what = Was
goals-head-why = Warum
goals-head-people = Menschen
goals-head-how = Wie es geregelt wurde
goals-review-on = Wird am { $day } wieder angesehen.
goals-next-review = Nächste Prüfungen
goals-how-found = Wie etwas hierher kommt
goals-what-pulls = Was auseinanderzieht
goals-manner-align = Angleichen
goals-manner-align-text = Ein Ziel so ändern, dass beide erreichbar sind.
goals-manner-align-done = Angeglichen
goals-manner-prioritise = Vorrang geben
goals-manner-prioritise-text = Sagen, was vorgeht, für wen und bis wann.
goals-manner-prioritise-done = Vorrang gegeben
goals-manner-accept = Hinnehmen
goals-manner-accept-text = Damit leben, mit einem Grund und einem Tag, an dem man wieder hinsieht.
goals-manner-accept-done = Hingenommen
goals-manner-none = Es ist kein Konflikt
goals-manner-none-text = Die beiden stehen einander nicht im Weg. Sag, warum nicht.
goals-manner-none-done = Kein Konflikt
goals-how-settle = Wie regelst du es?
goals-winner = Das geht vor
goals-winner-none = Eines wählen
goals-review = Wieder ansehen am
goals-review-hint = Danach ist es wieder offen.
goals-reason = Grund, in Worten, die den Betroffenen helfen
goals-reason-people = Grund, in Worten, die den { $n } Menschen helfen
goals-send-to = An { $name } zur Zustimmung senden
goals-settle-now = Regeln
goals-counts-when = Es gilt, wenn beide Verantwortlichen zugestimmt haben.
goals-settled-so = Geregelt
goals-due = Die Prüfung ist fällig
goals-due-text = Die Regelung galt bis { $day }. Sag, wie es weitergeht.
goals-proposed = { $name } schlägt vor, es so zu regeln
goals-agree = Ich stimme zu
goals-or-other = Oder sende unten einen anderen Vorschlag; der neueste gilt.
goals-goes-first = { $name } geht vor
goals-side-up = Der Weg hinauf
goals-side-down = Der Weg hinunter
goals-by = { $by }.
goals-by-both = { $by } und { $agreed }.
goals-owners-decide = { $first } und { $second } gehören die beiden Zahlen; sie regeln es gemeinsam.
goals-owner-decides = { $name } gehört die Zahl und regelt es.
goals-history = Was zuvor gesagt wurde
goals-never-agreed = Die andere Seite hat dem nicht zugestimmt.
goals-same-count = Beruhen beide auf derselben Zählung?
goals-same-count-text = Ist das eine ein Teil des anderen, oder werden beide durch dieselbe Zahl geteilt, bewegen sie sich rein rechnerisch auseinander. Sagen es beide Verantwortlichen, werden sie nicht mehr verglichen.
goals-same-count-say = Sie beruhen auf derselben Zählung
goals-same-count-other = Die andere Seite hat es gesagt.
goals-same-count-waits = Du hast es gesagt. Die andere Seite noch nicht.
goals-same-count-holds = Beide haben es gesagt. Die zwei werden nicht verglichen.
goals-was-settled = Es ist festgehalten.
goals-was-agreed = Es ist geregelt.
goals-was-same-count = Es ist festgehalten.
goals-declare = Konflikt melden
goals-declare-lead = Von dir wird zweierlei verlangt, das nicht zusammenpasst? Nenn beides und ein Beispiel. Die Verantwortlichen beider Zahlen regeln es.
goals-declare-first = Die eine Kennzahl
goals-declare-second = Die andere Kennzahl
goals-choose = Eine wählen
goals-declare-said = Wie sie auseinanderziehen
goals-declare-hint = Was geschah, wo, wem. Alle Kolleginnen und Kollegen sehen es mit deinem Namen.
goals-declare-send = Melden
goals-was-declared = Es ist gemeldet. Die Verantwortlichen sehen es auf den Seiten ihrer Zahlen.
goals-banner-opposite = Diese Zahl soll zugleich steigen und sinken
goals-banner-pulls = Diese Zahl steht gegen { $name }
goals-banner-moved = Diese Zahl und { $name } haben sich gegeneinander bewegt
goals-banner-more = { $n ->
    [one] Ein weiterer Fall
   *[other] { $n } weitere Fälle
}

error-goal_ends_before = Dieser Tag liegt vor dem ersten.
error-goal_weight = Ein Gewicht ist eine ganze Zahl von 1 bis 100.
error-goal_direction = Sag, ob sie steigen oder sinken soll.
error-goal_indicator = Diese Kennzahl gibt es nicht.
error-goal_holder = Du darfst dir selbst und denen, die an dich berichten, ein Ziel setzen. Für eine Rolle, einen Standort oder eine Abteilung dürfen es die, denen die Zahl gehört, und Führungskräfte.
error-goal_holder_missing = Sag, von wem es erwartet wird.
error-goal_nobody = So heißt niemand. Schreib es wie der Arbeitgeber.
error-goal_not_yours = Beenden darf es nur, wer es gesetzt hat oder wem die Zahl gehört.
error-goal_same_indicator = Es müssen zwei verschiedene Kennzahlen sein.
error-goal_declared = Diese zwei hat schon jemand gemeldet. Es steht unter Ziele und Konflikte.
error-goal_not_owner = Das regeln nur die, denen die beiden Zahlen gehören.
error-goal_superseded = Es gibt eine neuere Antwort. Sieh diese zuerst an.
error-goal_review_past = Dieser Tag muss in der Zukunft liegen.
error-goal_review_far = Sieh es innerhalb von zwei Jahren wieder an.
error-goal_winner = Sag, was vorgeht.
error-goal_manner = Sag, wie es geregelt werden soll.
