use-cases-title = Anwendungsfälle
use-cases-kind = Anwendungsfall
use-cases-library = Anwendungsfälle und Geschichten
use-cases-library-text = Arbeitsweisen und was aus ihnen wurde. Nimm eine, ändere sie, sag, wie es ging.
use-cases-library-parts = Teile der Bibliothek
use-cases-tab-you = Für dich
use-cases-tab-stories = Geschichten
use-cases-tab-mine = Meine
use-cases-tell = Geschichte erzählen
use-cases-tell-tried = Erzählen, wie du es gemacht hast
use-cases-new = Anwendungsfall beschreiben
use-cases-new-lead = Eine Arbeitsweise, die ein anderes Team nach dem Lesen wiederholen kann. Sie hängt an einer Kennzahl.
use-cases-change = Anwendungsfall ändern
use-cases-change-it = Ändern
use-cases-save = Änderungen speichern
use-cases-describe = In die Bibliothek stellen
use-cases-described = Er steht jetzt in der Bibliothek.
use-cases-changed = Der Anwendungsfall ist geändert.
use-cases-you-own = Du kümmerst dich um ihn, und dein Name steht daneben. Niemand wird benachrichtigt.
use-cases-not-yet = Etwas fehlt. Was es ist, steht unten an den Feldern.
use-cases-what = Was es ist
use-cases-name = Name
use-cases-name-hint = Was man tut, in wenigen Worten: Abholregal nach Nachnamen, drei Zonen
use-cases-purpose = Wofür es gut ist
use-cases-purpose-hint = Ein oder zwei Sätze, die jemand an der Theke versteht.
use-cases-moves = Die Kennzahl, die es bewegen soll
use-cases-moves-hint = Nur eine, damit man sagen kann, ob sie sich bewegt hat.
use-cases-choose = Bitte wählen
use-cases-roles = Wessen Arbeit ist es?
use-cases-role-frontline = Verkaufsfläche und andere Arbeit vor Ort
use-cases-role-office = Büro
use-cases-role-manager = Führungskräfte
use-cases-role-leader = Leitung
use-cases-role-champion = Champions
use-cases-where = Wo funktioniert es?
use-cases-site-any = An jeder Art von Standort
use-cases-site-frontline = Filialen, Lager und andere Standorte vor Ort
use-cases-site-office = Büros
use-cases-how = Wie es geht
use-cases-how-hint = Ein Schritt je Zeile, höchstens zwölf. Der erste Satz sagt was, der Rest sagt wie.
use-cases-gets = Was ein Team bekommt
use-cases-gets-text = Wer es wiederholt, beginnt damit und muss es sich nicht neu ausdenken. Alles davon darf leer bleiben.
use-cases-room = Community
use-cases-room-open = Offene Community
use-cases-room-open-text = Alle dürfen lesen, wie das Team vorankommt.
use-cases-room-closed = Geschlossene Community
use-cases-room-closed-text = Nur das Team liest, was darin gesagt wird.
use-cases-room-purpose = Wofür die Community da ist
use-cases-room-purpose-hint = Zum Beispiel: Sagen, was am Regal fehlt, und wer es behoben hat.
use-cases-posts = Erste Beiträge
use-cases-post-n = Beitrag { $n }
use-cases-post-title = Titel
use-cases-post-text = Text
use-cases-posts-more = Bis zu { $n } Beiträge. Mehr Platz erscheint, wenn diese gespeichert sind.
use-cases-checklist = Checkliste
use-cases-checklist-hint = Ein Punkt je Zeile.
use-cases-training = Schulung
use-cases-training-hint = Was jemand vor dem ersten Tag lesen sollte.
use-cases-takes = Was es braucht
use-cases-hours = Stunden für den Anfang
use-cases-hours-hint = Alle Beteiligten zusammen. Leer lassen, wenn es noch niemand weiß.
use-cases-hours-unit = { $n ->
    [one] Stunde
   *[other] Stunden
}
use-cases-n-hours = { $n ->
    [one] { $shown } Stunde
   *[other] { $shown } Stunden
}
use-cases-hours-unknown = noch hat niemand gesagt, was es braucht
use-cases-to-begin = für den Anfang
use-cases-effort = In Worten
use-cases-effort-hint = Zum Beispiel: eine Nacht, vier Personen
use-cases-known-idea = Idee
use-cases-known-idea-text = Noch hat niemand erzählt, wie es ging; über die Wirkung ist also nichts bekannt.
use-cases-known-tried = Ausprobiert
use-cases-known-tried-text = Kolleginnen und Kollegen haben es gemacht und erzählen unten davon. Ihre Messwerte sind noch nicht bestätigt, und über die Wirkung ist nichts bekannt.
use-cases-known-checked = Messwerte bestätigt
use-cases-known-checked-text = Kolleginnen und Kollegen haben es gemacht, und wer die Kennzahl verantwortet, hat die Messwerte mindestens einer Geschichte bestätigt. Das beweist noch nicht, dass diese Arbeitsweise die Ursache war.
use-cases-told = { $n ->
    [one] Geschichte darüber
   *[other] Geschichten darüber
}
use-cases-untold = Noch hat niemand davon erzählt
use-cases-of = von { $n }
use-cases-confirmed = mit bestätigten Messwerten
use-cases-looks-after = kümmert sich darum
use-cases-ask = Frag nach
use-cases-what-it-moves = Was es bewegen soll
use-cases-belongs = Was dazugehört
use-cases-look = Ansehen
use-cases-n-posts = { $n ->
    [0] keine vorbereiteten Beiträge
    [one] ein vorbereiteter Beitrag
   *[other] { $n } vorbereitete Beiträge
}
use-cases-n-points = { $n ->
    [0] noch keine Punkte
    [one] ein Punkt
   *[other] { $n } Punkte
}
use-cases-no-training = noch nichts zu lesen
use-cases-to-read = vor dem ersten Tag zu lesen
use-cases-aside = Über diesen Anwendungsfall
use-cases-would-it = Ginge es auch bei dir?
use-cases-same = wie bei dir
use-cases-other = anders als bei dir
use-cases-yours = deine
use-cases-filters = Filter
use-cases-for-role = Für meine Rolle
use-cases-site-kind = Meine Art von Standort
use-cases-indicator = Kennzahl
use-cases-any = Alle
use-cases-filter = Anzeigen
use-cases-filter-clear = Filter zurücksetzen
use-cases-none = Noch ist keine Arbeitsweise beschrieben
use-cases-none-text = Was macht dein Team, das andere auch tun sollten? Beschreibe es in zehn Zeilen; andere können es von da an wiederholen.
use-cases-none-fits = Kein Anwendungsfall passt zu diesen Filtern
use-cases-none-fits-text = Wähle weniger davon, oder beschreibe den, den du gesucht hast.
use-cases-more = Ältere Anwendungsfälle
use-cases-no-indicator = Zuerst eine Kennzahl
use-cases-no-indicator-text = Ein Anwendungsfall hängt an der Zahl, die er bewegen soll, und noch gibt es keine.
use-cases-new-indicator = Mit einer Kennzahl beginnen
use-cases-that-move-it = Anwendungsfälle, die sie bewegen sollen
use-cases-none-here = Für sie ist noch keine Arbeitsweise beschrieben.
use-cases-all = Alle

error-too_many_lines = Das sind mehr als { $limit } Zeilen.
error-line_too_long = Eine Zeile darf höchstens { $limit } Zeichen haben.
error-no_indicator = Wähle die Kennzahl, die es bewegen soll.
error-no_role = Wähle mindestens eine Rolle.
error-hours = Das ist keine Stundenzahl über 0.
error-too_many_posts = Das sind mehr als { $limit } Beiträge.
error-use_case_taken = Einen Anwendungsfall dieses Namens gibt es schon. Erzähle eine Geschichte darüber, oder ändere den Namen.
