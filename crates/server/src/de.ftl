# Die Seite über die Schnittstelle.
api-title = API
api-parts = Teile
api-takes = Nimmt
api-where = Wo
api-meaning = Bedeutung
api-body = Inhalt
api-field = Feld
api-type = Art
api-schemas = Was geschickt und geantwortet wird

# Was das Programm selbst ablehnt.
error-streams_full = Mehr Live-Verbindungen kann dieser Server gerade nicht halten. Bitte versuch es in einer Minute noch einmal.
error-nobody_has_it = Diese Mailadresse oder Personalnummer hat niemand.
