# Der Eingang.
sign-in-page = Anmelden
sign-in-title = Schön, dich zu sehen. Komm rein.
sign-in-login = Personalnummer oder Mailadresse
sign-in-password = Passwort
sign-in-submit = Anmelden
sign-in-shared-device =
    { $minutes ->
        [one] Das ist eine gemeinsame Kasse oder ein gemeinsames Tablet. Melde mich nach { $minutes } Minute ohne Nutzung ab.
       *[other] Das ist eine gemeinsame Kasse oder ein gemeinsames Tablet. Melde mich nach { $minutes } Minuten ohne Nutzung ab.
    }
sign-in-or = zum ersten Mal hier?
sign-in-to-claim = Mit Zugangscode beginnen
sign-in-to-sign-in = Ich habe schon ein Passwort
sign-in-help = Ich kann mich nicht anmelden
sign-in-help-text = Bitte die Ansprechperson an deinem Standort oder die Administration um einen Zugangscode. Damit wählst du ein neues Passwort. Eine Mailadresse brauchst du dafür nicht.
sign-in-languages = Sprache
sign-in-claim = Hier trifft sich das ganze Unternehmen.
sign-in-claim-more = Vor Ort, in der Schicht oder unterwegs: Frag, was du brauchst, teile, was funktioniert, und sieh, was es verändert hat.
sign-in-claim-title = Deine erste Anmeldung
sign-in-claim-text = Du hast einen Zugangscode bekommen, auf Papier oder mündlich. Damit wählst du dein eigenes Passwort.
sign-in-code = Zugangscode
sign-in-code-hint = Zehn Buchstaben und Ziffern, zum Beispiel 7K2MP-9TQ4X
sign-in-new-password = Neues Passwort
sign-in-password-hint = Mindestens 8 Zeichen. Drei oder vier Wörter merkst du dir leicht, und sie sind schwer zu erraten.
sign-in-claim-submit = Passwort festlegen und anmelden
sign-in-setup-title = Starte euer Netzwerk
sign-in-setup-text = Du bist als Erste oder Erster hier. Du wirst Administratorin oder Administrator und holst dann die anderen dazu.
sign-in-setup-network = Name des Netzwerks
sign-in-setup-network-hint = Meist der Name eures Unternehmens
sign-in-setup-name = Dein Name
sign-in-setup-mail = Deine Mailadresse
sign-in-setup-submit = Netzwerk starten
sign-in-out-title = Abmelden?
sign-in-out-text = Nichts von dem, was zu sehen war, bleibt auf diesem Gerät.
sign-in-out-submit = Abmelden
sign-in-out-stay = Angemeldet bleiben
sign-in-out-done = Du bist abgemeldet.

# Wo man angemeldet ist.
sign-in-sessions = Wo du angemeldet bist
sign-in-end-others = Überall sonst abmelden
sign-in-device-unknown = Unbekanntes Gerät
sign-in-session-since = seit { $at }
sign-in-session-shared =
    { $minutes ->
        [one] gemeinsam genutzt, meldet nach { $minutes } Minute ohne Nutzung ab
       *[other] gemeinsam genutzt, meldet nach { $minutes } Minuten ohne Nutzung ab
    }
sign-in-session-this = dieses Gerät
sign-in-session-end = Abmelden
sign-in-session-end-named = { $device } abmelden
sign-in-session-ended = Das Gerät ist abgemeldet.
sign-in-sessions-ended = Du bist überall sonst abgemeldet.
sign-in-sessions-note = Ein Gerät, das 30 Tage nicht benutzt wird, meldet sich von selbst ab, jedes Gerät nach 90 Tagen.

# Passwort.
sign-in-password-title = Passwort ändern
sign-in-password-text = Wenn du es änderst, werden deine anderen Geräte abgemeldet.
sign-in-old-password = Dein bisheriges Passwort
sign-in-password-submit = Passwort ändern
sign-in-password-changed = Dein Passwort ist geändert. Deine anderen Geräte sind abgemeldet.

# Tokens.
sign-in-tokens = Tokens
sign-in-tokens-api = Was Programme können
sign-in-tokens-text = Mit einem Token handelt ein Programm in deinem Namen. Es darf nie mehr als du, und ein hier angelegtes endet spätestens nach einem Jahr.
sign-in-token-new = Neues Token
sign-in-token-name = Wofür ist es?
sign-in-token-name-hint = Zum Beispiel: Etikettendrucker, Theke
sign-in-token-scopes = Es darf
sign-in-scope-read = lesen, was du lesen darfst
sign-in-scope-write = in deinem Namen schreiben, antworten, reagieren, beitreten und ändern
sign-in-scope-admin = deine Rolle nutzen
sign-in-token-days = Es endet nach
sign-in-days =
    { $n ->
        [one] { $n } Tag
       *[other] { $n } Tagen
    }
sign-in-token-submit = Token erstellen
sign-in-token-made = Dein neues Token
sign-in-token-once = Kopiere es jetzt: Es wird nicht noch einmal gezeigt.
sign-in-token-used = benutzt: { $at }
sign-in-token-unused = nie benutzt
sign-in-token-ends = endet am { $at }
sign-in-token-over = beendet am { $at }
sign-in-token-end = Beenden
sign-in-token-end-named = { $name } beenden
sign-in-token-ended = Das Token gilt nicht mehr.

# Ein Zugangscode, einmal gezeigt.
sign-in-code-for = Zugangscode für { $name }
sign-in-code-until = Gültig bis
sign-in-code-how =
    { $tries ->
        [one] Auf der Anmeldeseite „Mit Zugangscode beginnen“ wählen. Nach { $tries } falschen Versuch ist der Code ungültig.
       *[other] Auf der Anmeldeseite „Mit Zugangscode beginnen“ wählen. Nach { $tries } falschen Versuchen ist der Code ungültig.
    }
sign-in-code-once = Der Code wird nicht noch einmal gezeigt. Ein neuer macht diesen ungültig.
sign-in-code-back = Fertig

# Was hier abgelehnt wird.
error-credentials = Name oder Passwort stimmt nicht. Prüfe beides und versuche es noch einmal.
error-access_code = Nummer oder Code stimmt nicht, oder der Code gilt nicht mehr. Bitte um einen neuen, wenn er älter als drei Tage ist.
error-password_short = Ein Passwort hat mindestens { $limit } Zeichen.
error-password_long = Ein Passwort hat höchstens { $limit } Zeichen.
error-password_common = Dieses Passwort benutzen zu viele. Nimm drei oder vier eigene Wörter.
error-old_password = Das ist nicht dein jetziges Passwort.
error-access_code_forbidden = Du kannst Zugangscodes an Kolleginnen und Kollegen deines Standorts geben, die keine besondere Rolle haben und sich noch nie angemeldet haben. Für andere frag die Administration.
error-session_needed = Mit einem Token geht das nicht. Melde dich mit deinem Passwort an.
error-scope_missing = Wähle mindestens eines aus, was das Token darf.
error-scope_admin = Du hast keine Rolle, die ein Token nutzen könnte.
error-token_days = Ein Token gilt 1 bis { $limit } Tage.
error-busy = Gerade melden sich viele an. Bitte versuche es in ein paar Sekunden noch einmal.
