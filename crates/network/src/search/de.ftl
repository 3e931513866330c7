# Suche.
search-title = Suche
search-title-of = Suche: { $q }
search-intro = Beiträge, Antworten, Communitys und Menschen, soweit du sie sehen darfst.
search-label = Wörter oder Namen
search-submit = Suchen
search-hint-words = Alle Wörter müssen vorkommen, in jeder Form: Paket findet auch Pakete.
search-hint-quotes = Wörter in Anführungszeichen stehen nebeneinander: "ohne Code".
search-hint-names = Namen dürfen ein wenig falsch geschrieben sein.
search-quoted = „{ $q }“
search-results =
    { $count ->
        [one] { $n } Ergebnis in dem, was du sehen darfst
       *[other] { $n } Ergebnisse in dem, was du sehen darfst
    }
search-more-than = Mehr als { $n } Ergebnisse in dem, was du sehen darfst
search-kinds = Art des Ergebnisses
search-all = Alles
search-answers = Antworten
search-questions = Fragen
search-posts = Beiträge
search-communities = Communitys
search-people-tab = Menschen
search-use-cases = Anwendungsfälle
search-stories = Geschichten
search-courses = Kurse
search-filters = Filter
search-when = Wann
search-week = Letzte Woche
search-month = Letzter Monat
search-year = Letztes Jahr
search-any-time = Irgendwann
search-place = Community
search-any-place = Alle
search-apply = Anzeigen
search-by = Von { $name }
search-by-anyone = Von allen
search-found = Was gefunden wurde
search-people = Menschen
search-people-all =
    { $count ->
        [one] { $n } Person
       *[other] { $n } Personen
    }
search-more = Weitere Ergebnisse
search-answered = hat eine angenommene Antwort
search-kind-question = Frage
search-kind-post = Beitrag
search-kind-praise = Lob
search-kind-reply = Antwort
search-kind-community = Community
search-nothing = Noch nichts über „{ $q }“
search-nothing-text = Niemand hat darüber geschrieben, jedenfalls nicht dort, wo du lesen kannst. Du könntest den Anfang machen.
search-without-filters = Ohne Filter suchen
search-ask = Kolleginnen und Kollegen fragen
search-for = Nach „{ $q }“ suchen
search-searched = Gesucht wurde in Beiträgen, Antworten, Communitys und Menschen. Weniger oder andere Wörter finden mehr.
search-unavailable = Die Suche ist nicht bereit
search-opening-text = Sie wird gerade geöffnet. Alles andere geht wie gewohnt; versuche es gleich noch einmal.
search-making-text = Was zu finden ist, wird neu zusammengetragen: { $n } bisher. Alles andere geht wie gewohnt.
search-in-use-text = Ein anderes Programm arbeitet an dem, was zu finden ist. Alles andere geht wie gewohnt.
search-again = Noch einmal versuchen

error-search_opening = Die Suche wird gerade geöffnet. Versuche es gleich noch einmal.
error-search_making = Was zu finden ist, wird neu zusammengetragen. Versuche es gleich noch einmal.
error-search_in_use = Ein anderes Programm arbeitet an dem, was zu finden ist. Versuche es gleich noch einmal.
error-index_in_use = Ein anderes folkmoot arbeitet an diesem Verzeichnis der Wörter; beende zuerst dieses.
