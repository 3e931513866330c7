# Der Rahmen um jede Seite, der Feed, und was mehr als ein Teil des Netzes ablehnt.
shell-my-communities = Communitys
shell-find-community = Community finden oder gründen
shell-search = Alles durchsuchen
shell-settings = Einstellungen
nav-communities = Communitys
feed-shown-because = Zu sehen, weil { $why }
feed-why-followed = du der Person folgst
feed-why-answered = du der Person oft antwortest
feed-why-open-question = die Frage noch offen ist
error-sign_in = Bitte melde dich zuerst an.
error-signed_out = Du wurdest abgemeldet. Bitte melde dich wieder an.
error-scope = Mit diesem Token geht das nicht.
error-guest = Gäste können das nicht. Frag die Person, die dich eingeladen hat.
error-administrator = Das können nur Administratoren.
error-unknown_person = Unter dieser Angabe kennen wir hier niemanden.
error-limit = Frag nach 1 bis { $limit } auf einmal.
