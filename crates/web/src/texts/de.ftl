# Der Rahmen und die kleinen Wörter jeder Seite.
skip-to-content = Zum Inhalt
shell-workspace = Arbeitsbereich
shell-main = Hauptmenü
shell-main-mobile = Hauptmenü, mobil
shell-home = Startseite von { $name }
shell-more = Mehr
shell-more-about-me = Einstellungen und Abmelden
shell-new = neu
shell-new-posts = neue Beiträge
shell-new-post = Neuer Beitrag
shell-sign-out = Abmelden
shell-notifications =
    { $n ->
        [0] Benachrichtigungen
       *[other] Benachrichtigungen, { $n } neu
    }
breadcrumb = Pfad
loading = Wird geladen
count-new = { $n } neu
action-home = Zur Startseite
action-sign-in = Anmelden

# Was das Skript von sich aus sagt.
script-gone = Das wurde entfernt.
script-offline = Du bist offline. Was du schreibst, bleibt auf diesem Gerät, bis du wieder verbunden bist.
script-failed = Das wurde nicht gespeichert. Bitte versuche es noch einmal.
script-copied = Link kopiert

# Zeiten.
time-now = jetzt
time-minutes = { $n } min
time-hours = { $n } h
time-yesterday = gestern
weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
date-short = { $day }. { $month }
date-long = { $day }. { $month } { $year }

# Ohne Verbindung.
offline-title = Keine Verbindung
offline-text = Diese Seite braucht eine Verbindung. Was du geschrieben hast, ist noch auf diesem Gerät; versuch es wieder, wenn du online bist.
offline-again = Noch einmal versuchen

# Seiten für das, was schiefging.
error-page-missing = Diese Seite gibt es nicht
error-page-forbidden = Das darfst du hier nicht
error-page-signin = Bitte melde dich an
error-page-slower = Bitte etwas langsamer
error-page-broken = Bei uns ist etwas kaputtgegangen
error-page-later = Gerade geht es nicht
error-page-conflict = Inzwischen hat sich etwas geändert
error-page-host = Diese Adresse gehört nicht uns
error-page-refused = Das konnten wir nicht annehmen
error-page-safe = Dein Text ist auf diesem Gerät sicher: Geh zurück, er ist noch da.
error-page-reference = Kennung

# Was ein Status bedeutet.
status-400 = Die Anfrage ist nicht lesbar
status-401 = Nicht angemeldet
status-403 = Nicht erlaubt
status-404 = Nicht gefunden
status-405 = Methode nicht erlaubt
status-408 = Zu langsam
status-409 = Konflikt
status-413 = Zu groß
status-414 = Adresse zu lang
status-415 = Inhaltstyp nicht unterstützt
status-421 = Nicht unser Name
status-422 = Nicht annehmbar
status-429 = Zu viele Anfragen
status-431 = Kopfzeilen zu groß
status-500 = Interner Fehler
status-503 = Gerade nicht verfügbar
status-507 = Kein Platz mehr

# Was schiefging, nach Kürzel.
error-unknown = Das wurde abgelehnt ({ $code }).
error-internal = Bei uns ist etwas schiefgegangen. Es ist notiert; bitte versuch es noch einmal.
error-not_found = Das gibt es nicht, oder du darfst es nicht sehen. Vielleicht wurde es verschoben oder gelöscht.
error-forbidden = Sehen darfst du das, aber tun darfst du das hier nicht.
error-unauthenticated = Bitte melde dich zuerst an.
error-method_not_allowed = Diese Adresse gibt es, aber nicht mit dieser Methode.
error-conflict = Jemand war schneller. Lade die Seite neu und sieh nach.
error-malformed = Die Anfrage war nicht lesbar.
error-invalid = Etwas in der Anfrage kann nicht angenommen werden.
error-unavailable = Das Netzwerk ist gerade ausgelastet. Bitte versuch es in ein paar Sekunden noch einmal.
error-too_many = Zu viele Versuche. Bitte warte einen Moment.
error-cross_origin = Diese Anfrage kam nicht von einer Seite dieses Netzwerks. Öffne die Seite des Netzwerks und versuch es dort.
error-unknown_host = Dieser Server antwortet nicht auf diesen Namen. Nimm die übliche Adresse des Netzwerks.
error-base_url = Eine Basisadresse besteht aus Schema und Name, zum Beispiel https://moot.example.org.
error-uri_too_long = Die Adresse ist länger als { $limit } Bytes.
error-headers_too_large = Die Kopfzeilen sind größer als { $limit } Bytes.
error-bad_encoding = Die Adresse oder das Formular ist nicht richtig kodiert.
error-body_too_large = Der Inhalt ist größer als erlaubt ({ $limit } Bytes bei den meisten Anfragen).
error-incomplete_body = Der Inhalt brach vor dem Ende ab.
error-slow_body = Der Inhalt kam zu langsam.
error-content_encoding = Diese Art der Kompression wird nicht angenommen. Bitte ohne senden.
error-content_type = Dieser Inhaltstyp wird hier nicht gelesen.
error-empty_body = Der Inhalt ist leer.
error-invalid_json = Das JSON ist bei Byte { $limit } ungültig.
error-invalid_utf8 = Der Text ist bei Byte { $limit } kein UTF-8.
error-too_deep = Das JSON ist tiefer als { $limit } Ebenen verschachtelt.
error-duplicate_key = Das ist doppelt angegeben.
error-unknown_field = Dieses Feld gibt es nicht.
error-type = Das hat nicht den richtigen Typ.
error-out_of_range = Diese Zahl liegt außerhalb des Bereichs.
error-required = Das wird gebraucht.
error-choice = Das steht nicht zur Auswahl.
error-nul = Das enthält ein Zeichen, das nicht gespeichert werden kann.
error-blank = Bitte schreib hier etwas.
error-too_long = Das ist länger als { $limit } Zeichen.
error-too_short = Das braucht mindestens { $limit } Zeichen.
error-too_many_fields = Es sind mehr als { $limit } Felder.
error-invalid_cursor = Diese Stelle in der Liste gilt nicht mehr. Fang wieder oben an.
error-invalid_idempotency_key = Ein Idempotency-Key hat 1 bis 128 sichtbare ASCII-Zeichen.

# Was im Speicher schiefging.
error-unique = Das ist schon vergeben.
error-unknown_value = Das verweist auf etwas, das es nicht gibt.
error-in_use = Das wird anderswo noch gebraucht.
error-disk_full = Zum Schreiben ist kein Platz mehr. Lesen und Löschen gehen noch; bitte sag der Verwaltung Bescheid.
error-database_busy = Das Netzwerk ist gerade ausgelastet. Bitte versuch es in ein paar Sekunden noch einmal.
error-database_unreachable = Das Netzwerk erreicht seine Datenbank nicht. Bitte versuch es gleich noch einmal.
error-storage_failed = Der Speicher meldet einen Fehler, darum wurde nichts geschrieben. Bitte sag der Verwaltung Bescheid.
error-store_closed = Das Netzwerk fährt gerade herunter. Bitte versuch es gleich noch einmal.
error-no_node_free = Alle Plätze für weitere Knoten sind belegt. Halte zuerst einen an.
error-outcome_unknown = Es ist nicht bekannt, ob das gespeichert wurde. Sieh nach, bevor du es noch einmal versuchst.
error-node_in_use = Auf diesen Daten läuft schon ein anderer Prozess.
error-idempotency_mismatch = Dieser Idempotency-Key wurde für eine andere Anfrage benutzt.
error-idempotency_in_progress = Dieselbe Anfrage wird gerade bearbeitet. Bitte warte einen Moment.
