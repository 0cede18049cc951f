"""What a person reads when something went wrong: a Swedish message for every error code, with what to do."""

ERRORS = {
    # errors.py
    "error": "Något gick fel.",
    "unreadable_file": "Filen går inte att läsa.",
    "file_not_found": "Filen finns inte eller får inte öppnas.",
    "empty_file": "Filen är tom eller saknar text.",
    "file_too_large": "Filen är större än vad tjänsten tar emot. Dela upp den, eller be om en högre gräns.",
    "unsupported_format": "Filformatet läses inte. Spara som PDF, Word (.docx) eller text och försök igen.",
    "encrypted_file": "Filen är skyddad med lösenord. Spara en kopia utan lösenord och försök igen.",
    "corrupt_file": "Filen är skadad eller ofullständig. Hämta den på nytt från källan och försök igen.",
    "unsafe_file": "Filen packar upp till orimligt mycket innehåll och öppnades därför inte.",
    "no_text_layer": "Filen är en bild utan läsbar text, och textigenkänning är avstängd eller fann inga ord i den.",
    "ocr_unavailable": "Filen är inskannad, och den här datorn saknar textigenkänning (Tesseract med svenska). "
    "Be den som sköter tjänsten att installera den, och läs sedan om dokumentet.",
    "reading_timed_out": "Läsningen tog för lång tid och avbröts. Dela upp dokumentet och försök igen.",
    "reading_failed": "Läsningen misslyckades av ett skäl som är vårt att rätta. Originalet är oskadat.",
    "synthetic_not_allowed": "Det här är ett påhittat exempel och kan bara läggas in i en demonstration.",
    "configuration": "En inställning är felaktig. Den som sköter tjänsten ser vilken i loggen.",
    "too_few_documents": "För få rättade dokument att lära av. Meddelandet säger hur många som behövs.",
    "gold_unusable": "De märkta fallen går inte att mäta mot. Meddelandet säger vilken fil det gäller och varför.",
    "store": "Databasen svarar inte. Försök igen om en stund. Den som sköter tjänsten kan köra ”lexsarah doctor”.",
    "corrected_by_person": "Någon har rättat det som lästes i dokumentet. Det läses därför inte om.",
    "not_found": "Det du söker finns inte här, eller så har du inte rätt att se det.",
    "model": "En av läsningens modeller saknas eller är skadad. Den som sköter tjänsten behöver installera om.",
    # web.py
    "not_signed_in": "Du är inte inloggad, eller så har inloggningen gått ut.",
    "forbidden": "Det här får du inte göra. Ladda om sidan och försök igen; hjälper det inte saknar du behörighet.",
    "wrong_host": "Tjänsten svarar inte på den här adressen.",
    "wrong_origin": "Begäran kom från en annan webbplats och stoppades.",
    # store/accounts.py
    "name_taken": "Namnet är upptaget.",
    "weak_password": "Lösenordet är för kort.",
    # what a request itself can get wrong
    "method_not_allowed": "Så kan sidan inte användas.",
    "http_error": "Begäran gick inte att besvara.",
    "unknown_filter": "Det urvalet finns inte.",
    # search/similar.py
    "bad_weight": "En vikt är fel. Gå tillbaka och välj bland vikterna i formuläret.",
    "invalid_request": "Något i formuläret eller adressen stämmer inte. Gå tillbaka, rätta och försök igen.",
    "internal_error": "Något gick fel hos oss. Inget du har lagt in har gått förlorat.",
}

TITLES = {
    400: "Det gick inte att förstå",
    401: "Logga in",
    403: "Inte tillåtet",
    404: "Finns inte",
    413: "För stor fil",
    422: "Det gick inte att förstå",
    503: "Tjänsten är inte redo",
}
"""Heading of the error page by HTTP status."""


def error_text(code: str) -> str:
    """Return the message for an error code; an unknown one gets that of the root."""
    return ERRORS.get(code, ERRORS["error"])


def error_title(status: int) -> str:
    """Return the heading for an HTTP status."""
    return TITLES.get(status, "Något gick fel")
