health-nav = Gesundheit
health-title = Gesundheit des Netzwerks
health-lead = Fünf Elemente, die ein Netzwerk braucht, auf vier Ebenen. Offen für alle Kolleginnen und Kollegen, mit der Formel und der Zahl der Menschen hinter jedem Wert.
health-numbers = Zahlen
health-of = Gesundheit von { $name }
health-period = 28 Tage bis { $day }
health-measures = Messwerte
health-measure = Messwert
health-mark-is = der dunkle Strich ist das Übliche
health-aside = Zu diesen Zahlen
health-none-title = Noch keine Zahlen
health-none-text = Communitys ab zehn Personen werden jeden Montag gezählt, ab ihrer ersten vollen Woche. Einen Schritt könnt ihr schon beginnen.
health-never-title = Die erste Zählung kommt
health-never-text = Das Netzwerk wird einmal in der Woche gezählt, für die 28 Tage bis Sonntag. Die ersten Zahlen stehen hier, sobald sie gezählt sind.
health-minutes = { $n } min
health-hours = { $n } h
health-days = { $n ->
    [one] ein Tag
   *[other] { $n } Tage
}
health-over-90 = über 90 %
health-meets = Gesund
health-close = Knapp
health-missing = Fehlt
health-no-mark = Kein Vergleich
health-reached = erreicht
health-withheld = zurückgehalten
health-not-shown = nicht gezeigt
health-state-shown = Gezeigt
health-state-almost_all = Über 90 %
health-state-withheld = Nicht gezeigt, es würde von wenigen erzählen
health-state-reveals = Nicht gezeigt, es würde von wenigen erzählen
health-state-nothing = Noch nichts zu zählen
health-ring = { $met } von { $all } Messwerten sind gesund
health-met = { $met } von { $all } Messwerten erreichen, was in Communitys wie dieser üblich ist.
health-lacks = { $n ->
    [one] Es fehlt: { $names }.
   *[other] Es fehlen: { $names }.
}
health-too-early = Zu früh für ein Urteil
health-too-early-text = Zu wenige haben mitgemacht für Zahlen, die nichts über Einzelne sagen. Am Anfang ist das üblich.
health-all-well = Gesund und bereit, andere mitzunehmen
health-mostly-well = Gesund, mit etwas zu tun
health-half-well = Auf dem Weg
health-weak = Hier hilft eine Hand
health-sample-people = von { $n } Personen
health-sample-posts = { $n ->
    [one] ein Beitrag
   *[other] { $n } Beiträge
}
health-sample-questions = { $n ->
    [one] eine Frage
   *[other] { $n } Fragen
}
health-sample-messages = { $n ->
    [one] eine Nachricht
   *[other] { $n } Nachrichten
}
health-sample-ties = { $n ->
    [one] eine Verbindung
   *[other] { $n } Verbindungen
}
health-usual-purpose_size = üblich sind { $value }, in { $n } Communitys von gleichem Zweck und ähnlicher Größe
health-usual-size = üblich sind { $value }, in { $n } Communitys ähnlicher Größe
health-usual-all = üblich sind { $value }, in allen { $n } Communitys mit dieser Zahl
health-usual-known = { $value } ist gut in anderen Netzwerken
health-usual-none = kein Vergleich
health-small-print = Nur Summen über zehn Personen oder mehr, gerundet, einmal in der Woche gezählt. Niemand hat hier eine Note, und keine Liste ordnet Menschen.
health-marks-ours = Die Marken sind unsere, für den Anfang; für Ebenen hat niemand solche Zahlen veröffentlicht.
health-formulas = Alle Formeln
health-formulas-lead = Wie jede Zahl gezählt wird, womit sie verglichen wird, und was noch nicht gezählt wird.
health-formula = Wie gezählt wird
health-known = Bekannt aus anderen Netzwerken
health-rules = Was für alle gilt
health-rule-1 = Der Zeitraum sind 28 Tage, die an einem Sonntag enden, in UTC. Verbindungen werden über 90 Tage betrachtet.
health-rule-2 = Gezählt werden Kolleginnen und Kollegen, die da sind und es seit einer Woche sind. Gäste und Bots nicht.
health-rule-3 = Mitmachen heißt: einen Beitrag oder eine Antwort schreiben oder reagieren. Sich an jemanden wenden heißt: antworten, reagieren oder erwähnen. Eine Verbindung haben zwei, von denen eine Person sich an die andere gewandt hat.
health-rule-4 = Eine Zahl über Personen braucht zehn, die an ihr Anteil haben, und zehn, die keinen haben; eine über Beiträge, Antworten oder Verbindungen braucht zehn, von denen sie stammen, zehn, von denen die gezählten stammen, und zehn, von denen die übrigen stammen. Sind die übrigen wenige unter vielen, steht dort „über 90 %“. Niemand macht von irgendetwas davon mehr als die Hälfte aus. Anzahlen sind auf 5 gerundet.
health-rule-5 = In den Tabellen nach Ebene und nach Einheit werden weitere Felder zurückgehalten, damit sich aus den übrigen nichts ausrechnen lässt; die zwei Wochen davor zählen mit. Wer im Netzwerk oder in einer Community kommt, geht oder die Ebene wechselt, wird erst mit neun anderen zusammen so gezählt.
health-rule-6 = Eine Woche wird einmal gezählt und nie wieder. Was später gelöscht wird, bleibt gezählt.
health-rule-7 = Wer mit wem spricht, wird jede vierte Woche gezeigt, damit es jedes Mal um andere Tage geht.
health-needs = Noch nicht gemessen: braucht { $what }
health-needs-articles = Artikel
health-needs-briefings = Briefings
health-needs-must_reads = Pflichtlektüre
health-needs-stories = Geschichten
health-stage = Stufe
health-stage-gathering = Sammeln
health-stage-gathering-text = man weiß, wo man hingeht
health-stage-answering = Antworten
health-stage-answering-text = Beiträge finden Antworten
health-stage-keeping = Behalten
health-stage-keeping-text = Antworten werden angenommen und wiedergefunden
health-stage-multiplying = Weitergeben
health-stage-multiplying-text = andere übernehmen, was wirkt
health-stage-self_running = Von selbst
health-stage-self_running-text = sie hängt nicht an wenigen
health-purpose = Wofür sie da ist
health-purpose-is = Diese Community ist da für
health-purpose-save = So festhalten
health-purpose-broadcast = Nachrichten an viele
health-purpose-questions = Fragen und Antworten
health-purpose-practice = Leute eines Fachs
health-purpose-team = ein Team
health-purpose-unsaid = Noch hat niemand gesagt, was für eine Community das ist. Wer sie leitet, kann es tun; dann wird sie mit ähnlichen verglichen.
health-purpose-said = Sie soll da sein für: { $purpose }.
health-purpose-unseen = Es geschah zu wenig, um zu sagen, ob sie so genutzt wird.
health-purpose-agrees = Gesagt und getan stimmen überein
health-purpose-agrees-text = Sie ist da für { $purpose } und wird so genutzt.
health-purpose-differs = Gesagt und getan gehen auseinander
health-purpose-differs-text = Sie soll da sein für { $said } und wird genutzt für { $used }. Beides ist gut; haltet fest, was ihr wollt, oder wählt einen Schritt dorthin.
health-works-as-broadcast = Drei Personen oder weniger schrieben die meisten Beiträge, und es gibt weniger Antworten als Beiträge.
health-works-as-questions = Zwei von fünf Beiträgen oder mehr sind Fragen.
health-works-as-practice = Viele beginnen Beiträge, nicht nur Fragen.
health-works-as-team = Sie ist klein, und mindestens die Hälfte macht mit.
health-choose = Wählt den nächsten Schritt
health-choose-network = Was fehlt und was als Nächstes hilft
health-one-at-a-time = Einer nach dem anderen wirkt am besten
health-chosen = Gewählt
health-suggested = Vorschlag
health-kept = Beibehalten
health-stopped = Beendet
health-taken = Bisherige Schritte
health-weeks = { $n ->
    [one] eine Woche
   *[other] { $n } Wochen
}
health-joined = { $n ->
    [one] eine Person
   *[other] { $n } Personen
}
health-open = Öffnen
health-take = Wählen
health-assign = Übertragen an …
health-change-first = Erst anpassen
health-else = Hilft etwas anderes mehr?
health-own = Eigenen Schritt schreiben
health-new = Ein neuer Schritt
health-new-lead = Etwas Kleines, das Leute einige Wochen lang tun, und eine Zahl, die sich bewegen soll. Dazu beginnt ein Beitrag, in dem darüber gesprochen wird.
health-moves = Welche Zahl soll sich bewegen?
health-level = Auf welcher Ebene?
health-step-title = Was wird getan?
health-step-how = Wie, und warum sollte es helfen?
health-step-how-hint = Zwei oder drei Sätze. So beginnt auch der Beitrag dazu.
health-step-weeks = Wie viele Wochen lang?
health-step-owner = Wer kümmert sich?
health-step-owner-hint = E-Mail, Personalnummer oder voller Name. Leer: du. Wer sonst gemeint ist, erfährt es im Beitrag.
health-begin = Schritt beginnen
health-cancel = Zurück, ohne etwas zu ändern
health-begun = Der Schritt hat begonnen, der Beitrag dazu auch.
health-saved = Gespeichert.
health-pledged = Du machst mit.
health-left = Du machst nicht mehr mit.
health-ended = Der Schritt ist beendet.
health-owner = es kümmert sich { $name }
health-owns = kümmert sich
health-because = Warum: { $reason }
health-talk = { $n ->
    [0] Darüber sprechen
    [one] Darüber sprechen, eine Antwort
   *[other] Darüber sprechen, { $n } Antworten
}
health-together = { $n ->
    [one] Eine Person macht mit
   *[other] { $n } Personen machen mit
}
health-done-of = { $done } von { $n } haben ihren Teil getan
health-done = Getan
health-and-more = { $n ->
    [one] und eine weitere
   *[other] und { $n } weitere
}
health-aside-step = Den Schritt beenden
health-careful = Vorher und nachher
health-careful-text = Zahlen, die man wählt, weil sie niedrig sind, steigen auch von selbst. Eine Änderung nach einem Schritt beweist nicht, dass er die Ursache war.
health-before = Als er begann
health-after = Als er endete
health-now = Jetzt
health-pledge = Was du tun wirst
health-pledge-hint = Wenn du magst, in eigenen Worten: „Ich beantworte eine offene Frage in der Woche.“
health-join = Mitmachen
health-pledge-again = Ändern, was du tun wirst
health-mine-done = Mein Teil ist getan
health-undone = Mein Teil ist doch nicht getan
health-leave = Nicht mehr mitmachen
health-end = Wie ging es aus?
health-outcome = Der Schritt
health-outcome-kept = wird beibehalten: so machen wir weiter
health-outcome-stopped = wird beendet
health-reason = Warum?
health-reason-hint = Nötig, wenn er beendet wird. Es hilft denen, die an denselben Schritt denken.
health-end-save = Schritt abschließen
health-element = Element
health-element-brokerage = Vermittlung
health-element-brokerage-asks = Wandern Ideen von einer Einheit zur anderen?
health-element-integration = Zusammenhalt
health-element-integration-asks = Antworten die Leute einander?
health-element-trust = Vertrauen
health-element-trust-asks = Findet jemanden, wer fragt?
health-element-incentives = Anerkennung
health-element-incentives-asks = Wird Hilfe gesehen und bedankt?
health-element-leadership = Führung
health-element-leadership-asks = Antworten die, die es können?
health-level-leader = Oberste Leitung
health-level-manager = Führungskräfte
health-level-champion = Champions
health-level-staff = Alle anderen
health-at-level = { $element }, { $level }
health-matrix = Fünf Elemente, vier Ebenen
health-matrix-by = Elemente nach Ebene
health-cell-meets = erreicht die Marke
health-cell-close = knapp
health-cell-missing = fehlt
health-cell-mark = Marke { $value }
health-net-ring = { $met } von { $all } Feldern erreichen die Marke
health-net-all-well = Stark auf jeder Ebene
health-net-mostly = Stark, mit Lücken
health-net-weak = An vielen Stellen dünn
health-net-met = { $met } von { $all } Feldern mit einer Zahl erreichen ihre Marke.
health-net-lacks = Am weitesten darunter: { $names }.
health-whole = Das ganze Netzwerk
health-web = Das Netz der Verbindungen
health-web-text = Wie die Leute zusammenhängen, als Zahlen über den Graphen der Verbindungen. Sie sagen, wie es ist, nicht wie gut.
health-known-interactive_share = gut: über { $value }
health-known-reading_only = etwa { $value } sind üblich, Beobachtende sind willkommen
health-known-public_share = etwa { $value } sind normal
health-known-response_rate = das beste Fünftel hat { $value }
health-known-replies_per_post = etwa { $value } sind üblich
health-known-key_player_share = im Mittel { $value }, mehr ist sicherer
health-origin = Woher das kommt
health-origin-text = Die fünf Elemente folgen der öffentlichen BITIL-Beschreibung von Digital Infusions. Messwerte, Formeln und Marken sind unsere.
health-talks = Wer mit wem spricht
health-talks-of-department = von 100 Verbindungen einer Abteilung
health-talks-of-country = von 100 Verbindungen eines Landes
health-talks-of-site = von 100 Verbindungen eines Standorts
health-talks-by-department = Verbindungen zwischen Abteilungen
health-talks-by-country = Verbindungen zwischen Ländern
health-talks-by-site = Verbindungen zwischen Standorten
health-talks-lead = Von 100 Verbindungen von { $name } bleiben { $share } im Haus. Das ist der höchste Anteil von allen.
health-talks-text = Grau: innerhalb. Gestreift: zurückgehalten, weil weniger als zehn Personen dahinter oder hinter dem Rest stehen, eine mehr als die Hälfte ausmacht oder andere Zahlen eine solche verraten würden. Eine Verbindung haben zwei, von denen eine Person der anderen in 90 Tagen geantwortet, auf sie reagiert oder sie erwähnt hat. Lesen zählt nicht.
health-map = Wer mit wem spricht
health-map-lead = Welche Teile der Organisation miteinander verbunden sind und welche einander kaum kennen.
health-map-of = Karte des Netzwerks
health-map-period = 90 Tage bis { $day }
health-map-open = Genauer ansehen
health-map-by = Nach
health-map-hint = Ziehen verschiebt, Rollen oder Plus und Minus vergrößern. Zeig auf einen Kreis, um seine Verbindungen zu sehen.
health-map-ties = Verbindungen, je dicker, desto mehr
health-map-people = { $n ->
    [one] { $people } Person
   *[other] { $people } Personen
}
health-map-title = { $n ->
    [one] Karte einer Einheit
   *[other] Karte der Verbindungen zwischen { $n } Einheiten
}
health-map-described = Die meisten Verbindungen bestehen zwischen { $one } und { $other }. Die Tabellen darunter enthalten dieselben Zahlen.
health-map-no-ties = Noch können keine Verbindungen zwischen Einheiten gezeigt werden: Zu wenige haben sich an Kolleginnen und Kollegen anderswo gewandt.
health-map-small-print = Die Kreise sind Einheiten von zehn und mehr Personen, nie einzelne; je größer, desto mehr Personen. Einheiten mit vielen Verbindungen stehen nahe beieinander. Die Karte wird jede vierte Woche neu gezeichnet.
health-map-none-title = Noch keine Karte
health-map-none-text = Die Karte entsteht mit der ersten Zählung einer Woche, in der zwei Abteilungen, Standorte oder Länder von zehn und mehr Personen Verbindungen haben. Sie wird jede vierte Woche neu gezeichnet.
health-cut-department = Abteilungen
health-cut-country = Länder
health-cut-site = Standorte
health-lines = Die Linien der Karte
health-lines-between = Zwischen
health-lines-and = und
health-lines-ties = Verbindungen
health-lines-share = Von der ersten
health-lines-back = Von der zweiten
health-from-to = Von, nach
health-others = Alle anderen
health-measure-answer_rate = Fragen beantwortet
health-measure-first_reply = Zeit bis zur ersten Antwort
health-measure-response_rate = Beiträge mit Echo
health-measure-active_share = Mitglieder, die mitmachen
health-measure-two_way_share = Gegenseitige Verbindungen
health-measure-key_player_share = Verteilt auf viele
health-measure-cross_unit_share = Verbindungen zwischen Standorten
health-measure-replies_per_post = Antworten je Beitrag
health-measure-health_index = Noch dabei
health-measure-interactive_share = Personen, die mitmachen
health-measure-reading_only = Nur lesend
health-measure-public_share = Öffentlicher Anteil
health-measure-reciprocity = Erwidert
health-measure-clustering = Verdichtung
health-measure-transitivity = Freunde von Freunden
health-measure-largest_component = In einem Netz
health-measure-betweenness = Zwischen anderen
health-measure-modularity = In Standorte abgeschlossen
health-measure-other_units = Verbindungen zu anderen Standorten
health-measure-both_ways = Gegenseitig verbunden
health-measure-answered = Bekam ein Echo
health-measure-thanked = Dank in diesem Monat
health-measure-gives_answers = Beantwortet Fragen
health-measure-openness = Offenheit
health-measure-head_start = Vorsprung
health-measure-must_read = Pflichtlektüre gelesen
health-measure-stories_told = Erzählte Geschichten
health-hint-answer_rate = mit bester Antwort
health-hint-first_reply = Median, kürzer ist besser
health-hint-response_rate = Antwort oder Reaktion von anderen
health-hint-active_share = schreiben, antworten oder reagieren
health-hint-two_way_share = beide haben sich aneinander gewandt
health-hint-key_player_share = von uns halten die Hälfte aller Verbindungen; mehr ist sicherer
health-hint-cross_unit_share = von allen Verbindungen hier
health-hint-replies_per_post = in 28 Tagen
health-hint-health_index = in diesem Monat, von denen des letzten Jahres
health-hint-stories_told = mit einem Indikator verbunden
health-hint-openness = was alle lesen dürfen
health-formula-answer_rate = Fragen des Zeitraums mit bester Antwort / Fragen des Zeitraums.
health-formula-first_reply = Median der Zeit vom Beitrag bis zur ersten Antwort von jemand anderem. Was noch wartet, zählt als wartend (Kaplan–Meier); solange mehr als die Hälfte wartet, gibt es keinen Median.
health-formula-response_rate = Beiträge des Zeitraums mit Antwort oder Reaktion von jemand anderem / Beiträge des Zeitraums.
health-formula-active_share = Mitglieder, die im Zeitraum mitgemacht haben / Mitglieder.
health-formula-two_way_share = Paare, die sich aneinander gewandt haben / Paare, von denen eine Person sich an die andere gewandt hat, in 90 Tagen.
health-formula-key_player_share = Die kleinste Zahl von Personen, die die Hälfte aller Verbindungsenden halten / Personen.
health-formula-cross_unit_share = Verbindungen zwischen Personen verschiedener Standorte (ohne Standort: Abteilungen) / Verbindungen.
health-formula-replies_per_post = Antworten des Zeitraums / Beiträge des Zeitraums.
health-formula-health_index = Personen, die im Zeitraum mitgemacht haben / Personen, die es in 12 Monaten mindestens einmal taten.
health-formula-interactive_share = Personen, die im Zeitraum mitgemacht haben / Personen.
health-formula-reading_only = Personen, die einen Beitrag des Zeitraums gesehen und in 12 Monaten nicht mitgemacht haben / Personen.
health-formula-public_share = Beiträge und Antworten in offenen Communitys und auf Storylines / alle Beiträge und Antworten des Zeitraums.
health-formula-reciprocity = Wie oft es erwidert wird, wenn sich jemand an jemanden wendet.
health-formula-clustering = Das Mittel über alle Personen: welcher Anteil der Paare ihrer Verbindungen selbst verbunden ist.
health-formula-transitivity = Von allen Fällen, in denen zwei mit derselben dritten Person verbunden sind: wie viele selbst verbunden sind.
health-formula-largest_component = Personen im größten Netz, in dem man alle über Verbindungen erreicht / Personen.
health-formula-betweenness = Der Anteil kürzester Wege zwischen anderen, die durch jemanden führen, im Mittel der zehn höchsten zusammen. Genau bis 3.000 Personen; darüber von zufällig gezogenen Personen aus gesehen (2.000 in einem Netzwerk von 10.000, 73 in einem von 2,1 Millionen) und mit 95 % Sicherheit dort nicht weiter entfernt als 6 Punkte, hier 36. Von niemandem allein wird es gezeigt.
health-formula-modularity = Wie viel mehr Verbindungen in Standorten bleiben als durch Zufall: 0 wie durch Zufall, 1 ganz.
health-formula-other_units = Personen mit einer Verbindung zu einem anderen Standort in 90 Tagen / Personen.
health-formula-both_ways = Personen mit einer gegenseitigen Verbindung in 90 Tagen / Personen.
health-formula-answered = Personen, deren Beitrag im Zeitraum eine Antwort oder Reaktion von jemand anderem bekam / Personen mit einem Beitrag.
health-formula-thanked = Personen, die im Zeitraum gelobt wurden oder deren Beitrag oder Antwort Dank bekam / Personen.
health-formula-gives_answers = Personen, die im Zeitraum auf die Frage von jemand anderem geantwortet haben / Personen.
health-formula-openness = Was alle Mitglieder lesen dürfen / alles.
health-formula-head_start = Zeit nach außen minus der Median der Zeit, zu der innen gelesen wurde.
health-formula-must_read = Bestätigt / Publikum.
health-formula-stories_told = Geschichten der Community, die mit einem Indikator verbunden sind.
health-play-answer_hosts = Zwei Antwortgeber am Tag
health-play-answer_hosts-how = Zwei Mitglieder am Tag suchen nach Fragen ohne Antwort. Sie antworten oder fragen jemanden, der es weiß. So lernt man, dass keine Frage liegen bleibt.
health-play-answer_hour = Eine feste Stunde am Tag für Antworten
health-play-answer_hour-how = Wer leitet, schaut jeden Tag zur selben Stunde herein und antwortet auf das Neue. An einen schnellen Ort kommt man wieder.
health-play-nobody_waits = Niemand bleibt ohne Echo
health-play-nobody_waits-how = Jede und jeder von uns antwortet am Tag auf einen Beitrag, auf den noch niemand reagiert hat. Wer einmal kein Echo bekam, schreibt selten wieder.
health-play-easy_question = Eine Frage, die alle beantworten können
health-play-easy_question-how = Einmal in der Woche fragt jemand von uns etwas, das in zehn Sekunden beantwortet ist. Nach der ersten kleinen Antwort fällt die nächste leichter.
health-play-reply_to_reply = Denen antworten, die geantwortet haben
health-play-reply_to_reply-how = Wer eine Antwort bekommt, sagt wenigstens, was daraus wurde. Gespräche gehen in beide Richtungen, und wer half, sieht, dass es half.
health-play-pair_sites = Standorte verbinden, die sich nicht kennen
health-play-pair_sites-how = Zwei Standorte stellen einander jede Woche eine Frage. Auf solchen Wegen wandern Ideen, und wenige genügen.
health-play-new_voices = Fünf neue Stimmen einladen
health-play-new_voices-how = Jede und jeder von uns bittet jemanden, der noch nie geschrieben hat, zu zeigen, wie er etwas macht. Ein Ort, der an wenigen hängt, ist still, wenn sie fehlen.
health-play-end_with_question = Jeden Beitrag mit einer Frage beenden
health-play-end_with_question-how = Wer oft schreibt, fragt am Ende, was andere tun würden. Ein Beitrag, der fragt, bekommt Antworten.
health-play-monthly_rhythm = Ein fester Termin im Monat
health-play-monthly_rhythm-how = Jeden Monat am selben Tag gibt es etwas, für das sich das Wiederkommen lohnt: Zahlen, ein Blick hinter die Kulissen, eine Fragerunde.
health-play-thanks_at_start = Zum Schichtbeginn einen Dank vorlesen
health-play-thanks_at_start-how = Wer die Schicht eröffnet, liest einen Dank aus dem Netzwerk oder von Kundinnen und Kunden vor und dankt dort jemandem. Hilfe, die gesehen wird, gibt es wieder.
health-play-leaders_answer = Jede Woche eine Frage öffentlich beantworten
health-play-leaders_answer-how = Jede und jeder von uns beantwortet in der Woche eine offene Frage in der Community, in der sie gestellt wurde, nicht per E-Mail. Andere sehen, dass Fragen willkommen sind.
error-unknown_measure = Wähle eine der Zahlen, die hier gezählt werden.
error-weeks = Ein Schritt dauert 1 bis { $limit } Wochen.
error-assign = Nur wer leitet, kann jemand anderem einen Schritt übertragen. Selbst übernehmen kannst du ihn.
error-open_steps = Hier sind schon { $limit } Schritte offen. Schließt erst einen ab; einer nach dem anderen wirkt am besten.
error-step_ended = Dieser Schritt ist beendet.
error-step_owner = Nur wer sich um den Schritt kümmert oder hier leitet, kann ihn beenden.
error-step_owner_stays = Du kümmerst dich um diesen Schritt. Schließe ihn stattdessen ab.
error-not_in_step = Mach zuerst bei dem Schritt mit.
error-cut_off = Bitte gib eine ganze Zahl von 5 bis 90 an.

health-persona = Wie du dich beteiligst
health-persona-lead = Was du anderen gibst und was du von ihnen bekommst: Antworten, Reaktionen und Erwähnungen.
health-only-you = Das siehst nur du
health-only-you-text = Niemand sonst kann diese Seite öffnen, auch deine Führungskraft und die Administration nicht. Sie wird berechnet, wenn du sie öffnest, und nirgends aufbewahrt.
health-persona-way = Was du anderen gibst und von ihnen bekommst. Niemand sonst kann es öffnen, auch nicht deine Führungskraft oder die Administration.
health-at-least = mindestens { $n }
health-persona-none = Noch nicht genug
health-persona-none-text = In diesen 28 Tagen war zu wenig zwischen dir und anderen, um ein Muster darin zu sehen. Schau in ein paar Wochen wieder nach.
health-persona-engager = Geben und Nehmen
health-persona-engager-text = Du gibst etwa so viel, wie du bekommst.
health-persona-engager-is = Gibt etwa so viel, wie zurückkommt: Gegeben ÷ Bekommen liegt zwischen { $low } und { $high }.
health-persona-catalyst = Anstoß
health-persona-catalyst-text = Andere greifen auf, was du beginnst: Du bekommst deutlich mehr, als du gibst.
health-persona-catalyst-is = Bekommt deutlich mehr, als gegeben wird: Gegeben ÷ Bekommen liegt unter { $low }.
health-persona-responder = Antwort
health-persona-responder-text = Du gibst deutlich mehr, als du bekommst, meist als Antwort auf andere.
health-persona-responder-is = Gibt deutlich mehr, als zurückkommt (über { $high }), und antwortet mindestens so oft, wie neue Beiträge entstehen.
health-persona-broadcaster = Sendung
health-persona-broadcaster-text = Du gibst deutlich mehr, als du bekommst, und schreibst öfter neue Beiträge als Antworten.
health-persona-broadcaster-is = Gibt deutlich mehr, als zurückkommt (über { $high }), und schreibt öfter neue Beiträge als Antworten.
health-persona-observer = Beobachtung
health-persona-observer-text = Du liest mit und meldest dich ab und zu. Das tun etwa drei von fünf; du gehörst genauso dazu wie alle anderen.
health-persona-observer-is = Trägt seltener als alle zwei Wochen bei: weniger als zwei Beiträge, Antworten oder Reaktionen in 28 Tagen.
health-persona-you = Du
health-personas = Die fünf Muster
health-personas-text = Keines ist besser als ein anderes; ein Netzwerk braucht alle. Deines kann nächste Woche ein anderes sein.
health-given = Anderen gegeben
health-received = Von anderen bekommen
health-made = Deine Beiträge
health-made-text = { $posts ->
    [one] ein Beitrag
   *[other] { $posts } Beiträge
}, { $replies ->
    [one] eine Antwort
   *[other] { $replies } Antworten
}, { $reactions ->
    [one] eine Reaktion
   *[other] { $reactions } Reaktionen
}
health-persona-sum = { $given } gegeben ÷ { $received } bekommen = { $share }
health-persona-cut = Es gibt mehr, als hier angesehen wird. Gezählt wurde das Neueste, die Zahlen sind Untergrenzen.
health-persona-rules = Wie gezählt wird
health-persona-rule-given = Gegeben: deine Antworten und Reaktionen an andere und deine Erwähnungen von ihnen, in den 28 Tagen bis zum letzten Sonntag (UTC).
health-persona-rule-received = Bekommen: dasselbe von anderen an dich, überall dort, wo du heute lesen kannst.
health-persona-rule-people = Mit allen, die an diesem Sonntag da waren und eine Woche davor schon. Gäste, Bots und Gelöschtes zählen nicht.
health-persona-rule-cut = Etwa gleich heißt: Gegeben ÷ Bekommen liegt bei 1 ± { $percent } %. Die Administration legt das für alle fest.
health-persona-rule-few = Bei weniger als { $n } gegebenen und bekommenen zusammen und in deiner ersten Woche wird kein Muster genannt.
health-cut-off = Für alle: etwa gleich
health-cut-off-text = Du legst nur fest, wo „etwa gleich“ endet. Du siehst kein Muster außer deinem eigenen.
health-cut-off-percent = Grenze in Prozent
health-cut-off-hint = Von { $least } bis { $most }; üblich sind 33.
health-cut-off-save = Für alle speichern
