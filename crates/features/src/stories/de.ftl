stories-nav = Geschichten
stories-title = Titel
stories-kind = Geschichte
stories-told-only = Erzählt, nicht gemessen
stories-unchecked = Messwerte noch nicht angesehen
stories-confirmed = Messwerte bestätigt
stories-not-confirmed = Messwerte nicht bestätigt
stories-state-draft = Entwurf
stories-state-told = Erzählt
stories-state-withdrawn = Zurückgezogen
stories-tells = erzählt sie
stories-told-by = Erzählt von { $name }
stories-told-by-at = Erzählt von { $name }, { $site }
stories-told-by-line = Erzählt von
stories-and-more = { $n ->
    [one] und eine weitere Person
   *[other] und { $n } weitere
}
stories-because = Wird gezeigt, weil { $what }.
stories-because-both = Wird gezeigt, weil { $role } und { $kind }.
stories-because-owns = Wird gezeigt, weil du „{ $name }“ verantwortest.
stories-because-works-on = Wird gezeigt, weil du dabei bist, „{ $name }“ zu bewegen.
stories-because-site = Wird gezeigt, weil es dort geschah, wo du arbeitest: { $name }.
stories-because-role-frontline = auch du auf der Fläche arbeitest
stories-because-role-office = auch du im Büro arbeitest
stories-because-role-manager = auch du ein Team führst
stories-because-role-leader = auch du zur Leitung gehörst
stories-because-role-champion = auch du Champion bist
stories-because-kind-frontline = du an einem Standort wie einer Filiale oder einem Lager bist
stories-because-kind-office = dein Standort ein Büro ist
stories-waiting = Wartet auf dich
stories-wants-to-name = { $name } möchte dich darin nennen
stories-wants-a-check = Sieh dir die Messwerte an: du verantwortest „{ $name }“
stories-none = Noch hat niemand eine Geschichte erzählt
stories-none-text = Was ging besser als vorher, und was habt ihr getan? Zehn Zeilen genügen; andere wiederholen, was sie verstehen.
stories-none-for-you = Noch hat hier nichts viel mit deiner Arbeit gemeinsam
stories-none-for-you-text = Geschichten und Anwendungsfälle stehen hier, wenn sie zu deiner Rolle, deiner Art von Standort oder einer Kennzahl passen, die du verantwortest.
stories-see-all = Alle Geschichten ansehen
stories-of-use-case = Diese Geschichten erzählen von
stories-none-fits = Keine Geschichte passt zu diesen Filtern
stories-none-fits-text = Wähle weniger davon, oder erzähle die erste.
stories-more = Ältere Geschichten
stories-none-mine = Du hast noch keine Geschichte erzählt
stories-none-mine-text = Ein Entwurf gehört dir allein, bis du ihn erzählst. Fang also ruhig mit einem Titel an.
stories-none-here = Noch hat niemand davon erzählt.
stories-all = Alle
stories-about-indicator = Geschichten
stories-about-use-case = Wer es gemacht hat, und was daraus wurde
stories-with-them = Geschichten, zu denen diese Person gehört

stories-new = Geschichte erzählen
stories-new-lead = Was ihr getan habt, was ihr vorher hattet, was sich geändert hat. Zuerst speicherst du einen Entwurf; ihn sehen nur du und wer darin genannt werden soll.
stories-change = Geschichte ändern
stories-save = Entwurf speichern
stories-save-text = Niemand wird benachrichtigt. Auf der nächsten Seite liest du sie noch einmal und erzählst sie allen.
stories-saved = Gespeichert. Lies sie noch einmal; alle sehen sie, wenn du sie erzählst.
stories-not-yet = Noch ist nichts gespeichert. Was nicht stimmt, steht unten an den Feldern.
stories-what = Was geschah
stories-title-hint = Wie du es an der Theke sagen würdest: Ein Regal, drei Buchstaben, und die Schlange ist halb so lang
stories-use-case = Geht es um einen Anwendungsfall aus der Bibliothek?
stories-no-use-case = Nein, oder noch nicht
stories-why = Warum es euch wichtig war
stories-had = Was ihr vorher hattet
stories-had-hint = Wie es gemacht wurde, was es kostete, was daran störte.
stories-did = Was ihr getan habt
stories-did-hint = Ein Schritt je Zeile. Der erste Satz sagt was, der Rest sagt wie.
stories-changed = Was sich geändert hat
stories-changed-hint = Auch was nicht ging, damit andere es nicht noch einmal herausfinden müssen.
stories-context = Wo es war
stories-context-text = Hier sehen andere zuerst nach, ob es auch bei ihnen ginge.
stories-role = Wessen Arbeit ist es?
stories-industry = Branche
stories-industry-hint = Zum Beispiel: Handel, Krankenhaus, Behörde
stories-site = Standort
stories-team-size = Personen im Team
stories-checkable = Was man prüfen kann
stories-checkable-text = Verknüpfe die Messwerte eurer Einheit vorher und nachher und den Beitrag, unter dem ihr darüber gesprochen habt. Wer die Kennzahl verantwortet, sieht sich dann die Messwerte an. Alles davon darf leer bleiben.
stories-indicator = Kennzahl
stories-no-indicator = Keine
stories-unit = Einheit
stories-unit-hint = Standort, Abteilung oder Team, wie es auf der Seite mit den Zahlen der Kennzahl heißt.
stories-periods = Zeiträume werden geschrieben wie in den Zahlen der Kennzahl: 2026-W14, 2026-04, 2026-Q2, oder irgendein Tag darin.
stories-before-from = Vorher: von
stories-before-to = Vorher: bis
stories-after-from = Nachher: von
stories-after-to = Nachher: bis
stories-thread = Beitrag
stories-thread-hint = Die Adresse eines Beitrags. Hier sieht ihn nur, wer ihn lesen darf.
stories-people = Wer es gemacht hat
stories-people-text = Voller Name, Mailadresse oder Personalnummer. Alle werden zuerst gefragt. Ein Name wird gezeigt, wenn die Person zustimmt, und verschwindet, wenn sie es sich anders überlegt.
stories-person = Person { $n }
stories-part = Was Person { $n } getan hat
stories-worth = Was es wert ist
stories-worth-text = Falls du es weißt. Es steht als deine Angabe in der Geschichte, getrennt von dem, was andere geprüft haben.
stories-claimed = Zahl
stories-claimed-unit = Einheit der Zahl
stories-claimed-unit-hint = Zum Beispiel: € im Jahr, Stunden in der Woche
stories-claimed-how = Wie du gerechnet hast
stories-claimed-how-hint = So, dass jemand anderes auf dieselbe Zahl kommt.

stories-is-draft = Das ist ein Entwurf
stories-is-draft-text = Ihn sehen nur du und wer darin genannt werden soll.
stories-is-withdrawn = Du hast diese Geschichte zurückgezogen
stories-is-withdrawn-text = Nur du siehst sie. Du kannst sie ändern und neu erzählen.
stories-missing = Bevor sie erzählt werden kann, fehlt noch:
stories-publish = Allen bei { $name } erzählen
stories-edit = Ändern
stories-discard = Entwurf löschen
stories-discard-ask = Diesen Entwurf löschen?
stories-discard-text = Er ist dann für immer weg. Wen du nennen wolltest, wird nicht mehr gefragt.
stories-discard-not = Behalten
stories-discarded = Der Entwurf ist gelöscht.
stories-published = Jetzt können alle sie lesen.
stories-yours-told = Das ist deine Geschichte
stories-withdraw = Zurückziehen
stories-withdraw-text = Dann siehst nur du sie. Was zu den Messwerten gesagt wurde, verschwindet, und du kannst sie ändern und neu erzählen.
stories-withdrawn = Die Geschichte ist zurückgezogen.
stories-asked = Darf dein Name hier stehen?
stories-asked-text = { $name } möchte über dich sagen: „{ $part }“. Bis du zustimmst, sehen nur ihr beide deinen Namen.
stories-asked-text-plain = { $name } möchte dich darin nennen. Bis du zustimmst, sehen nur ihr beide deinen Namen.
stories-agree = Ja, nenne mich
stories-decline = Lieber nicht
stories-agreed = Du wirst in dieser Geschichte genannt.
stories-take-back = Meinen Namen entfernen
stories-declined = Du wirst in dieser Geschichte nicht genannt.
stories-agree-now = Nenne mich doch
stories-answer-asked-done = Du hast dich noch nicht entschieden.
stories-answer-agreed-done = Dein Name steht jetzt in der Geschichte.
stories-answer-declined-done = Dein Name wird nicht gezeigt.

stories-page-why = Warum es uns wichtig war
stories-page-had = Was wir vorher hatten
stories-page-did = Was wir getan haben
stories-page-changed = Was sich geändert hat
stories-readings = Messwerte
stories-before = Vorher, { $span }
stories-after = Nachher, { $span }
stories-span = { $from } bis { $to }
stories-n-readings = { $n ->
    [one] ein Messwert
   *[other] Mittel aus { $n } Messwerten
}
stories-of-unit = Messwerte von { $unit }
stories-others = { $n ->
    [one] In denselben Zeiträumen änderte sich das Mittel der anderen Einheit um { $change }.
   *[other] In denselben Zeiträumen änderte sich das Mittel der anderen Einheiten ({ $n } oder mehr) um { $change }.
}
stories-no-others = Es gibt keine zwei anderen Einheiten zum Vergleich.
stories-no-effect = Ob das Getane die Änderung bewirkt hat, sagen diese Zahlen nicht.
stories-who = Wer es gemacht hat
stories-who-asked = Gefragt, noch ohne Antwort. Sie finden die Frage unter Geschichten; nur du siehst das hier.
stories-who-declined = { $n ->
    [one] Eine Person möchte lieber nicht genannt werden.
   *[other] { $n } Personen möchten lieber nicht genannt werden.
}
stories-claimed-and-checked = Was angegeben ist, und was geprüft ist
stories-claimed-title = Angegeben
stories-reckoned = So gerechnet: { $how }
stories-says-teller = Das sagt { $name }. Niemand hat es bestätigt.
stories-nothing-claimed = Die Geschichte nennt keinen Wert.
stories-checked-title = Geprüft
stories-no-readings-linked = Es sind keine Messwerte verknüpft; es gibt also nichts zu prüfen.
stories-unchecked-text = { $name } verantwortet die Kennzahl und hat sie noch nicht angesehen.
stories-confirmed-text = { $before ->
    [one] Der Messwert
   *[other] Die { $before } Messwerte
} vorher und { $after ->
    [one] der eine
   *[other] die { $after }
} nachher sind die von { $unit }, und alle sind auf dieselbe Weise gezählt.
stories-credited = { $n ->
    [one] Der Messwert nachher zählt für diese Geschichte und keine andere.
   *[other] Die { $n } Messwerte nachher zählen für diese Geschichte und keine andere.
}
stories-not-confirmed-text = Die Messwerte zeigen nicht, was die Geschichte sagt.
stories-by-on = { $name }, { $day }
stories-readings-changed = Seitdem wurden Messwerte eingetragen oder berichtigt.
stories-no-verified-value = Kein Wert ist bestätigt: Dafür braucht es eine Schätzung im Vergleich mit Einheiten, die es nicht getan haben.
stories-verified-text = { $n ->
    [one] Bestätigt im Mittel für die eine, die begonnen hat: mindestens so viel. Es kann bis zu { $high } sein; der Wert dazwischen wird nicht gebucht.
   *[other] Bestätigt im Mittel für die { $n }, die begonnen haben: mindestens so viel. Es kann bis zu { $high } sein; der Wert dazwischen wird nicht gebucht.
}
stories-not-verified = Die Schätzung bestätigt keinen Wert: Zu ihr passt alles von { $low } bis { $high }.
stories-of-the-week = Geschichte der Woche
stories-of-the-week-why = Jeden Montag eine andere für { $site }.
stories-verified-by = Geschätzt im Vergleich mit denen, die nicht begonnen haben, für
stories-verified-with = (zusammen mit { $names })
stories-check = Messwerte ansehen
stories-check-text = Du sagst nur, ob diese Messwerte das sind, was die Geschichte sagt: die richtige Einheit, die richtige Zeit, auf dieselbe Weise gezählt. Du sagst nicht, dass es gewirkt hat.
stories-verdict = Was stellst du fest?
stories-verdict-confirmed = Die Messwerte stimmen
stories-verdict-confirmed-text = Einheit, Zeiträume und Zählweise sind so, wie die Geschichte sagt.
stories-verdict-not_confirmed = Sie zeigen das nicht
stories-verdict-not_confirmed-text = Sag, warum. Die Messwerte sind dann frei für eine andere Geschichte.
stories-estimate = Von welcher Initiative erzählt sie?
stories-estimate-none = Von keiner davon
stories-estimate-hint = Nur, wenn die Geschichte von derselben Änderung erzählt. Deren Schätzung spricht dann für sie.
stories-check-why = Anmerkung
stories-check-why-hint = Alle lesen sie neben der Geschichte.
stories-check-save = So festhalten
stories-checked = Es steht jetzt neben der Geschichte.
stories-aside = Wo es war
stories-team-of = { $n ->
    [one] Ein Team aus einer Person
   *[other] Ein Team aus { $n } Personen
}
stories-use-case-of = Der Anwendungsfall
stories-talked-about = Wo darüber gesprochen wurde

stories-displays = Auf Bildschirmen in Pausenräumen
stories-displays-text = Ein Bildschirm zeigt Geschichten von Kolleginnen und Kollegen, ohne dass jemand angemeldet ist; auch Besuch kann sie also lesen. Diese wird gezeigt, wenn du und alle, die darin genannt sind, zugestimmt haben.
stories-to-displays = Bildschirme in Pausenräumen verwalten
stories-displays-yes = Ja, mit meinem Namen zeigen
stories-displays-no = Von den Bildschirmen nehmen
stories-displays-waits = Du hast zugestimmt. Sie wird gezeigt, sobald alle Genannten zugestimmt haben.
stories-displays-shown = Alle haben zugestimmt. Die Bildschirme zeigen sie.
stories-displays-untold = Alle haben zugestimmt. Sie wird gezeigt, sobald sie erzählt ist.
stories-displays-show-done = Du hast zugestimmt. Du kannst es jederzeit zurücknehmen.
stories-displays-hide-done = Kein Bildschirm zeigt sie mehr.

stories-praise = Lob
stories-praise-whom = Wem möchtest du danken?
stories-praise-words = Wofür
stories-praise-words-hint = In einem Satz. Die Person liest ihn zuerst und entscheidet, ob er auf ihrer Seite steht.
stories-praise-give = Loben
stories-praise-done = Die Person findet es unter Geschichten. Auf ihrer Seite steht es, wenn sie das will.
stories-praise-team = Alle, die dabei waren ({ $n })
stories-praise-team-done = Jede und jeder findet es unter Geschichten und entscheidet, ob es auf der eigenen Seite steht.
stories-praise-to-you = { $name } sagt dir
stories-praise-of-you = Du hast { $name } gesagt
stories-praise-for = für
stories-praise-yours = Du hast es hierher gestellt. Auf der Seite der Geschichte nimmst du es wieder weg.
stories-praise-show = Auf meiner Seite zeigen
stories-praise-keep = Für mich behalten
stories-praise-delete = Löschen
stories-praise-show-done = Es steht jetzt auf deiner Seite.
stories-praise-keep-done = Nur du liest es und wer es geschrieben hat.
stories-praise-delete-done = Es ist gelöscht.
stories-praises-you = { $name } lobt dich dafür

error-team_size = Das ist keine Personenzahl von 1 bis 100.000.
error-unknown_thread = Unter dieser Adresse gibt es keinen Beitrag, den du lesen kannst.
error-too_many_named = Das sind mehr als { $limit } Personen.
error-no_such_indicator = Wähle die Kennzahl, zu der diese Messwerte gehören.
error-no_such_use_case = Diesen Anwendungsfall gibt es nicht.
error-no_such_site = Es gibt keinen Standort dieses Namens.
error-no_readings_of_unit = Diese Kennzahl hat keine Messwerte einer Einheit dieses Namens.
error-span_backwards = Dieser Zeitraum liegt vor dem, auf den er folgen soll.
error-span_long = Das sind mehr als { $limit } Zeiträume.
error-after_before = Die Zeit nachher muss beginnen, wenn die Zeit vorher zu Ende ist.
error-two_definitions = Die Kennzahl wurde in einem Teil dieser Zeit anders gezählt. Wähle Zeiträume, die gleich gezählt sind.
error-no_readings = Für diese Zeit gibt es keine Messwerte dieser Einheit.
error-readings_taken = Messwerte nachher sind schon einer anderen Geschichte zugerechnet. Wähle andere Zeiträume, oder beteilige dich an jener Geschichte.
error-story_told = Alle lesen diese Geschichte. Zieh sie zurück, bevor du sie änderst.
error-not_told = Diese Geschichte ist nicht erzählt.
error-not_teller = Das darf nur, wer die Geschichte erzählt.
error-not_named = Du wirst zu dieser Geschichte nicht gefragt.
error-no_evidence = Mit dieser Geschichte sind keine Messwerte verknüpft.
error-own_story = Du gehörst zu dieser Geschichte; ihre Messwerte sieht sich jemand anderes an.
error-no_verdict = Wähle, was du feststellst.
error-story_was_told = Diese Geschichte wurde erzählt. Zieh sie zurück; dann siehst nur noch du sie.
error-not_started_there = Die Einheit der Geschichte hatte diese Initiative nicht begonnen.
error-not_in_story = Wähle jemanden, der in der Geschichte genannt ist.
error-praise_state = Sag „shown“ oder „kept“.
stories-tells-one = hat eine Geschichte erzählt
stories-dismiss = Diese Geschichte nicht mehr zeigen
stories-dismissed = Diese Geschichte wird dir nicht mehr gezeigt.
stories-use-case-too = So macht ihr es auch
stories-notice-named = { $actor } möchte dich in „{ $title }“ nennen
stories-notice-displays = { $actor } möchte „{ $title }“ mit deinem Namen auf Bildschirmen in Pausenräumen zeigen
stories-notice-praised = { $actor } hat dich für „{ $title }“ gelobt
notices-why-story-named = weil über deinen Namen nur du entscheidest
notices-why-story-displays = weil dein Name darin steht
notices-why-story-praised = weil es um dich geht
