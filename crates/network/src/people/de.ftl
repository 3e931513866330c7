# Das Verzeichnis.
nav-people = Personen
people-directory = Personen
people-directory-text = Alle, die hier sind, nach Name, Standort und Abteilung.
people-find = Personen finden
people-find-label = Nach Namen suchen
people-find-submit = Finden
people-filters = Filter
people-filter-all = Alle
people-filter-submit = Anzeigen
people-filter-clear = Filter entfernen
people-results = Gefundene Personen
people-more = Mehr Personen
people-nobody = Hier heißt niemand „{ $q }“
people-nobody-text = Gesucht wurde in den Vor- und Nachnamen aller, die du sehen darfst. Weniger Buchstaben finden mehr.
people-nobody-filtered = Zu diesen Filtern passt niemand
people-nobody-filtered-text = Nimm einen Filter weg oder sieh unter allen nach.
people-nobody-all = Alle anzeigen
people-empty = Du bist noch in keiner Community
people-empty-text = Als Gast siehst du hier die Personen deiner Communitys. Frag die Person, die dich eingeladen hat.

# Eine Person.
people-about = Über mich
people-facts = Bei der Arbeit
people-site = Standort
people-department = Abteilung
people-level = Ebene
people-level-leader = Leitung
people-level-manager = Führungskraft
people-level-staff = Team
people-mail = Mail
people-employee-number = Personalnummer
people-language = Sprache
people-since = Hier seit
people-works-with = Arbeitet mit
people-champion = Champion
people-bot = Bot
people-role-administrator = Administration
people-role = Rolle
people-role-member = Mitglied
people-role-hint = Mit einer anderen Rolle meldet sich die Person auf jedem Gerät neu an.
people-role-submit = Rolle ändern
people-role-changed = Das ist geregelt.
people-may = Was die Person darf
people-coordinates = Gibt Zugangscodes aus
people-coordinates-hint = An Kolleginnen und Kollegen dieses Standorts, die sich noch nie angemeldet haben.
people-coordinates-submit = Hier Codes ausgeben lassen
people-coordinates-end = Keine Codes mehr für { $site }
people-role-community_manager = Community-Management
people-role-guest = Gast
people-tab-profile = Profil
people-tab-posts = Beiträge
people-followers =
    { $n ->
        [one] { $n } Person folgt diesen Beiträgen
       *[other] { $n } Personen folgen diesen Beiträgen
    }
people-follow = Folgen
people-unfollow = Du folgst
people-edit = Profil bearbeiten
people-followed = Du folgst jetzt diesen Beiträgen.
people-unfollowed = Du folgst diesen Beiträgen nicht mehr.
people-account = Konto
people-claimed = Das Konto wird benutzt.
people-unclaimed = Mit diesem Konto hat sich noch niemand angemeldet.
people-code = Zugangscode ausgeben
people-code-claimed = Das Konto wird benutzt: Ein neuer Code meldet es überall ab.
people-code-out = Ein Zugangscode ist ausgegeben, gültig bis { $at }.
people-code-over = Der letzte Zugangscode wurde nicht rechtzeitig benutzt.
people-code-void = Der letzte Zugangscode ist ungültig: zu viele falsche Versuche.
people-is-deactivated = Dieses Konto ist deaktiviert
people-is-deactivated-text = Niemand kann sich damit anmelden. Was geschrieben wurde, bleibt.
people-deactivate = Deaktivieren
people-deactivate-title = { $name } deaktivieren?
people-deactivate-text = Jeder Zugang endet sofort, auf allen Geräten. Was die Person geschrieben hat, bleibt. Du kannst es zurücknehmen.
people-deactivate-yes = Konto deaktivieren
people-deactivate-no = Behalten
people-reactivate = Reaktivieren
people-deactivated-done = Das Konto ist deaktiviert.
people-reactivated-done = Das Konto ist wieder aktiv.

# Einstellungen.
people-settings = Einstellungen
people-settings-text = Was andere sehen, wie es sich für dich liest, und wo du angemeldet bist.
people-settings-profile = Profil
people-settings-sessions = Wo du angemeldet bist
people-settings-password = Passwort
people-settings-tokens = Tokens
people-profile-source = Name, Titel und Standort kommen von deinem Arbeitgeber. Sag der Administration, wenn etwas nicht stimmt.
people-profile-open = Meine Seite öffnen
people-about-hint = Was du machst, was man dich fragen kann, woher du kommst. Markdown geht.
people-time-zone = Zeitzone
people-photo = Foto
people-photo-choose = Ein Bild von dir
people-photo-hint = JPEG, PNG oder WebP, bis 10 MB. Wir behalten davon nur ein kleines Quadrat.
people-photo-submit = Dieses Foto nehmen
people-photo-remove = Mein Foto entfernen
people-photo-saved = Dein Foto ist ab jetzt zu sehen.
people-photo-removed = Dein Foto ist entfernt.
people-theme = Helligkeit
people-theme-auto = Wie das Gerät
people-theme-light = Hell
people-theme-dark = Dunkel
people-profile-submit = Profil speichern
people-profile-saved = Dein Profil ist gespeichert.

# Was hier abgelehnt wird.
error-mail = Das ist keine Mailadresse.
error-mail_taken = Diese Mailadresse gehört schon jemandem.
error-employee_number_taken = Diese Personalnummer gehört schon jemandem.
error-time_zone = Diese Zeitzone kennen wir nicht.
error-last_administrator = Das ist die letzte Person mit Administrationsrechten. Gib sie zuerst jemand anderem.
error-follow_self = Deine eigenen Beiträge siehst du immer.
error-empty = Da ist nichts drin. Wähle eine Datei.
error-type_mismatch = Das ist kein Bild, das wir lesen können. JPEG, PNG und WebP gehen.
error-image_too_large = Dieses Bild hat mehr als { $limit } Megapixel. Verkleinere es zuerst.
error-photo_too_large = Diese Datei ist größer als { $limit } MB.
error-role_guest = Gäste haben keine Rolle. Lege die Person als Kollegin oder Kollegen neu an.
