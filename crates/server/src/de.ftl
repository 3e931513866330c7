# Die Seite über die Schnittstelle.
api-title = API
api-parts = Teile der API
api-first = Eine erste Anfrage
api-first-text = Ein Programm braucht ein Token, das jede und jeder selbst anlegt.
api-first-token = Deine Tokens
api-takes = Nimmt
api-required = nötig
api-answers = Antwortet
api-refusals = Ablehnungen
api-refusals-text = Was nicht geht, wird immer in derselben Form beantwortet.
api-shapes = Formen
api-extends = Alles aus

# Was das Programm selbst ablehnt.
error-streams_full = Mehr Live-Verbindungen kann dieser Server gerade nicht halten. Bitte versuch es in einer Minute noch einmal.
error-nobody_has_it = Diese Mailadresse oder Personalnummer hat niemand.
error-not_a_slack_export = Das ist kein Slack-Export: users.json und channels.json fehlen.
error-not_a_zulip_archive = Das ist kein Ordner von zulip-archive.
error-archive_not_found = Diese Datei oder diesen Ordner gibt es nicht.
error-unreadable_archive = Das Archiv lässt sich nicht lesen.
error-unsafe_archive = Das Archiv ist nicht sicher zu lesen, darum wurde nichts davon gelesen.
error-half_made = Dieses Netzwerk wurde nur zur Hälfte erzeugt. Lösche seinen Datenordner oder seine Datenbank und erzeuge es neu.
api-body = Inhalt
api-field = Feld
api-meaning = Bedeutung
api-schemas = Was geschickt und geantwortet wird
api-type = Art
api-where = Wo
