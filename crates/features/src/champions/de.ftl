champions-nav = Champions
champions-title = Champions und Fürsprecher
champions-lead = Champions sind geschult, anderen zu helfen. Fürsprecher erzählen vom eigenen Erfolg, am besten die, die erst nicht daran glaubten.
champions-mine = Dein Teil
champions-invite = Jemanden einladen
champions-nominate = Jemanden vorschlagen
champions-not-counted = Die Zahlen werden gerade gezählt. Sieh gleich noch einmal nach.
champions-aside = Über die beiden Rollen
champions-roles = Die beiden Rollen
champions-role-champion = Champion
champions-role-advocate = Fürsprecher
champions-is-champion = Champions sind geschult, anderen mit dem Netzwerk zu helfen, für eine vereinbarte Zeit.
champions-is-advocate = Fürsprecher erzählen vom eigenen Erfolg, wenn ein anderes Team fragt.
champions-public = Beide Rollen sieht jeder, deshalb stehen auch kleine Zahlen da. Jede und jeder sagt erst Ja und kann jeden Tag aufhören.
champions-offer = Vom eigenen Erfolg erzählen
champions-asks-champion = { $name } fragt, ob du Champion sein möchtest
champions-asks-advocate = { $name } fragt, ob du von deinem Erfolg erzählen möchtest
champions-open-until = offen bis { $day }
champions-open-till = Du kannst bis { $day } antworten.
champions-no-is-fine = Ein Nein ist in Ordnung: Niemand erfährt es, und es wird nirgends festgehalten.
champions-answer = Lesen und antworten
champions-stat-champions = { $n ->
    [one] Champion
   *[other] Champions
}
champions-stat-advocates = { $n ->
    [one] Fürsprecher
   *[other] Fürsprecher
}
champions-stat-sceptics = { $n ->
    [0] niemand davon war erst dagegen
    [one] davon war einer erst dagegen
   *[other] davon waren { $count } erst dagegen
}
champions-stat-share = von { $people } Kolleginnen und Kollegen sind dabei; in Netzwerken, die bleiben, sind es 10 bis 20 %
champions-stat-without = { $n ->
    [one] Standort ohne Champion
   *[other] Standorte ohne Champion
}
champions-percent = { $n } %
champions-by-level = Champions und Fürsprecher nach Ebene und Land
champions-by-level-text = Champions und Fürsprecher jeder Ebene, jede Person einmal. Genug sind { $n } von 100 oder mehr, „wächst“ ist die Hälfte davon. Ein Anteil steht da ab zehn Personen. Bei Standorten: alle haben einen Champion, mindestens die Hälfte, weniger.
champions-largest = Das sind die { $n } Länder mit den meisten Kolleginnen und Kollegen.
champions-enough = genug
champions-growing = wächst
champions-gap = Lücke
champions-where = Wo
champions-everywhere = Überall
champions-level-all = Alle Ebenen
champions-level-leader = Oberste Leitung
champions-level-manager = Führungskräfte
champions-level-staff = Beschäftigte
champions-sites-with = Standorte mit Champion
champions-two = { $champions ->
    [one] ein Champion
   *[other] { $champions } Champions
}, { $advocates ->
    [one] ein Fürsprecher
   *[other] { $advocates } Fürsprecher
}
champions-under-ten = weniger als zehn Personen
champions-of = von { $people }
champions-x-of-y = { $x } von { $y }
champions-n-without = { $n ->
    [0] keiner ohne
   *[other] { $n } ohne
}
champions-gaps = Die nächsten Lücken
champions-gap-sites = { $n ->
    [one] Ein Standort hat keinen Champion
   *[other] { $count } Standorte haben keinen Champion
}
champions-gap-sites-text = Die größten: { $names }
champions-see-sites = Diese Standorte ansehen
champions-gap-leader = { $n ->
    [0] Niemand
   *[other] { $n }
} von { $people } aus der obersten Leitung dabei
champions-gap-manager = { $n ->
    [0] Niemand
   *[other] { $n }
} von { $people } Führungskräften dabei
champions-gap-level-text = Andere machen mit, wo die mitmachen, die leiten.
champions-gap-ending = { $name } ist Champion bis { $day }
champions-follow-on-found = Nachfolge genannt
champions-follow-on-name = Nachfolge nennen
champions-who = Wer dabei ist
champions-everyone = Alle
champions-sceptics = Erst dagegen
champions-any-site = Alle Standorte
champions-any-topic = Jedes Thema
champions-site = Standort
champions-topic = Hilft bei
champions-show = Zeigen
champions-show-all = Alle zeigen
champions-none-fits = Dazu passt niemand
champions-none-fits-text = Wähle einen anderen Standort oder ein anderes Thema. Wenn du jemanden kennst, der dort helfen könnte, schlag ihn vor.
champions-none = Noch ist niemand dabei
champions-none-text = Beginne mit dem, der dir diese Woche geholfen hat. Jeder wird erst gefragt, und ein Nein ist in Ordnung.
champions-no-site = Ohne Standort
champions-more = Weitere zeigen
champions-order = Nach Standort geordnet, nie nach Aktivität. „Erst dagegen“ sagt jeder nur selbst von sich.
champions-nominated = Vorgeschlagen
champions-nominated-text = Das lesen die, die einladen dürfen, und sonst niemand.
champions-says = Das sagt { $name }
champions-says-champion = Das sagt { $name }, selbst Champion
champions-ask-them = Einladen
champions-set-aside = Weglegen
champions-early-access = Probiert Neues zuerst
champions-new = Neu
champions-sceptic = Erst dagegen
champions-helps = Hilft bei: { $what }
champions-tells = Erzählt: { $what }

champions-sites-title = Standorte ohne Champion
champions-sites-lead = Die größten zuerst, weil dort den meisten geholfen wäre.
champions-no-sites = Noch gibt es keinen Standort
champions-no-sites-text = Ein Standort kommt mit den ersten Kolleginnen und Kollegen, die mit ihm angelegt werden.
champions-sites-none = Jeder Standort hat einen Champion
champions-sites-none-text = Sieh von Zeit zu Zeit nach, wessen Zeit endet.
champions-colleagues = { $n ->
    [one] eine Person
   *[other] { $count } Kolleginnen und Kollegen
}
champions-see-people = Ansehen, wer dort arbeitet
champions-more-sites = Weitere Standorte

champions-mine-lead = Was man dich fragt, was du von dir sagst, wen du gefragt hast.
champions-mine-none = Du hast keine der beiden Rollen
champions-mine-none-text = Wer dich einlädt, steht hier. Um dich selbst als Fürsprecher anzubieten, erzähle zuerst von deinem Erfolg, oder stimme zu, in einer Geschichte genannt zu werden.
champions-tell-story = Eine Geschichte erzählen
champions-offer-title = Möchtest du von deinem Erfolg erzählen?
champions-offer-text = Du kommst in einer Geschichte vor, die alle lesen können. Als Fürsprecher fragen dich Teams, die es auch so machen wollen.
champions-offer-save = Fürsprecher werden
champions-until = Es ist auf Zeit: bis { $day }.
champions-no-end = Ein Ende ist nicht vereinbart.
champions-yes = Ja, gern
champions-no = Nein, danke
champions-no-story = Keine
champions-field-tells = Was du erzählst
champions-field-tells-hint = In einer Zeile, wie du es sagen würdest: warum ich gegen das Regal war
champions-field-story = Deine Geschichte
champions-field-topics = Wobei du hilfst
champions-field-topics-hint = Eins pro Zeile, höchstens acht: Regalpläne, Sortieren in der Nacht, Polnisch
champions-field-sceptic = Ich habe erst nicht daran geglaubt. Das darf bei mir stehen.
champions-you-are = Du bist dabei
champions-save = Speichern
champions-trained = Geschult in: { $what }
champions-leave-text = Bevor du aufhörst:
champions-end-champion = Nicht mehr Champion sein
champions-end-advocate = Nicht mehr Fürsprecher sein
champions-end-champion-ask = Ab heute nicht mehr Champion sein?
champions-end-advocate-ask = Ab heute nicht mehr Fürsprecher sein?
champions-end-text = Die Rolle steht dann nicht mehr bei dir. Was du im Netzwerk geschrieben hast, bleibt.
champions-stay = Dabeibleiben
champions-you-asked = Wen du gefragt hast
champions-you-asked-text = Ein Ja sieht man bei den Champions und Fürsprechern. Eine Einladung ohne Antwort und eine abgelehnte sehen gleich aus, bis beide enden.
champions-withdraw = Zurücknehmen
champions-accepted = Danke. Kolleginnen und Kollegen finden dich jetzt hier.
champions-declined = In Ordnung. Niemand erfährt es, und es wird nichts davon festgehalten.
champions-saved = Gespeichert.
champions-ended = Heute ist Schluss. Danke für das, was du getan hast.
champions-withdrawn = Die Einladung ist zurückgenommen.
champions-laid-aside = Der Vorschlag ist weggelegt.

champions-invite-title = Jemanden einladen
champions-invite-lead = Sag in eigenen Worten, warum du gerade diese Person fragst. Sie liest es, und sonst niemand.
champions-invite-text = Die Einladung wartet vier Wochen unter „Champions“ und auf der eigenen Seite; es geht keine Nachricht hinaus, sag es also, wenn ihr euch seht. Ein Ja sieht man hier. Von einem Nein erfährst du nichts.
champions-field-who = Wen
champions-field-who-hint = Voller Name, Mailadresse oder Personalnummer
champions-field-role = Wofür?
champions-field-why-invite = Warum du fragst
champions-field-why-invite-hint = Zum Beispiel: Du hast im Oktober sechs Filialen gesagt, was am Lager ist. Würdest du zwei neuen Filialen zeigen, wie du das machst?
champions-field-until = Letzter Tag als Champion
champions-field-until-hint = Darf leer bleiben. Ein Jahr ist eine gute Zeit.
champions-send = Einladung abschicken
champions-invited = Die Einladung wartet jetzt. Sag es, wenn ihr euch seht.
champions-nominate-lead = Jemand hat dir geholfen? Sag es denen, die einladen können.
champions-nominate-text = Das lesen die, die den Standort leiten, und wer das Netzwerk verwaltet. Die vorgeschlagene Person sieht es nicht und wird gefragt, bevor etwas gezeigt wird. Nach 90 Tagen ist es weg.
champions-field-why-nominate = Warum sie oder er dafür gut wäre
champions-field-why-nominate-hint = Was getan wurde, und wann.
champions-nominate-save = Vorschlagen
champions-nominated-done = Danke. Wer einladen kann, liest es jetzt.
champions-training-title = Schulung von { $name }
champions-field-training = Geschult in
champions-field-training-hint = Zum Beispiel: Champion in zwei Stunden, Oktober 2026
champions-field-early = Probiert Neues vor allen anderen
champions-on-bench = Champion und Fürsprecher
champions-since = Champion seit { $day }
champions-to = bis { $day }
champions-change-own = Ändern, was du sagst
champions-training-edit = Schulung und früher Zugang
champions-ask-onto = Als Champion oder Fürsprecher einladen
champions-who-can-tell = Wer davon erzählen kann
champions-nobody-tells = Noch erzählt kein Fürsprecher davon.
champions-without = Noch kein Fürsprecher in { $names }.
champions-without-more = Noch kein Fürsprecher in { $names } und weiteren Standorten.
champions-see-bench = Champions und Fürsprecher ansehen

champions-toolkit = Werkzeugkasten
champions-toolkit-lead = Was du mitnimmst, wenn du einem anderen Team hilfst. Druck es aus oder öffne es neben ihnen auf dem Telefon.
champions-toolkit-talk = Ein Gespräch in drei Minuten
champions-toolkit-ask = Frag, was sie ärgert
champions-toolkit-ask-text = Fang mit ihrer Arbeit an und nicht mit dem Netzwerk: Was suchst du zweimal am Tag?
champions-toolkit-show = Zeig eine Geschichte
champions-toolkit-show-text = Eine von einem Standort wie ihrem. Sag, was behauptet und was geprüft ist, und was nicht geklappt hat.
champions-toolkit-start = Fangt gemeinsam mit einer Sache an
champions-toolkit-start-text = Heute, auf ihrem Gerät: die Frage, die sie haben, dort gestellt, wo jemand die Antwort kennt.
champions-toolkit-return = Komm nach 30 Tagen wieder
champions-toolkit-return-text = Frag, ob es geblieben ist. Dass es aufgegeben wurde, und warum, hilft dem nächsten Team.
champions-toolkit-stories = Geschichten zum Zeigen
champions-toolkit-ways = Arbeitsweisen zum Wiederholen
champions-toolkit-courses = Kurse zum Empfehlen
champions-toolkit-minutes = { $n ->
    [one] eine Minute
   *[other] { $n } Minuten
}
champions-toolkit-none = Noch gibt es keine Geschichte zum Zeigen
champions-toolkit-none-text = Erzähl zuerst deine eigene: was ihr vorher hattet, was ihr getan habt, was sich geändert hat.
champions-toolkit-words = Worte für den Anfang
champions-toolkit-invite = An eine Kollegin oder einen Kollegen
champions-toolkit-invite-text = Ich habe letzte Woche in { $network } etwas gefragt und binnen einer Stunde eine Antwort von einem anderen Standort bekommen. Darf ich dir in deiner nächsten Pause zeigen, wie?
champions-toolkit-first = Der erste Beitrag eines Teams
champions-toolkit-first-text = Ab Montag probieren wir etwas Neues. Was steht euch bei der Arbeit am häufigsten im Weg? Eine Zeile genügt; wir fangen mit dem an, was die meisten nennen.
champions-toolkit-own = Noch besser in deinen eigenen Worten.

error-may_not_invite = Diese Person kannst du nicht einladen. Verwaltung und oberste Leitung laden alle ein, Führungskräfte die Leute ihres Standorts und die, die an sie berichten. Schlag sie stattdessen vor.
error-on_the_bench = Diese Rolle ist schon vergeben an diese Person.
error-asked_already = Du hast schon gefragt. Du kannst es wieder tun, wenn die Einladung zu Ende ist.
error-too_many_topics = Das sind mehr als { $limit } Themen.
error-not_your_story = Wähle eine Geschichte, die alle lesen können und die dich nennt.
error-story_needed = Wähle die Geschichte, von der du erzählst.
error-not_on_the_bench = Diese Rolle hast du nicht.
error-no_champion = Eine Schulung steht nur bei Champions.
error-day_past = Dieser Tag ist vorbei.

champions-first = Zuerst für dich
champions-first-text = Für Champions offen, bevor es alle sehen. Probier es aus, sag denen, die es gemacht haben, was fehlt, und gib es noch nicht weiter.
champions-first-until = Alle ab { $day }
