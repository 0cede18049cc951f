"""Swedish words that make up dates: tables only.

Source: Svenska skrivregler (Språkrådet) for how dates are written, and ordinary Swedish; EDTF codes are those of
ISO 8601-2 (seasons 21–24, quarters 33–36).
"""

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari",
            "februari",
            "mars",
            "april",
            "maj",
            "juni",
            "juli",
            "augusti",
            "september",
            "oktober",
            "november",
            "december",
        ),
        1,
    )
    for name in names.split()
}
SHORT_MONTHS = {
    "jan": 1,
    "feb": 2,
    "febr": 2,
    "mar": 3,
    "apr": 4,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "sept": 9,
    "okt": 10,
    "nov": 11,
    "dec": 12,
}
"""Only beside a day or a year: "jul" alone is Christmas, "mar" nothing."""

DECADES = {
    **{
        f"{word}talet": (1900 + 10 * number, 10)
        for number, word in enumerate("trettio fyrtio femtio sextio sjuttio åttio nittio".split(), 3)
    },
    **{
        f"{word}hundratalet": (100 * number, 100)
        for number, word in enumerate("femton sexton sjutton arton nitton tjugo".split(), 15)
    },
}
"""Decades and centuries in words: the first year, and how many years."""

PARTS_OF_DAY = tuple(
    part + end
    for part, ends in (
        ("natt", ("", "en")),
        ("kväll", ("", "en")),
        ("morgon", ("", "en")),
        ("förmiddag", ("", "en")),
        ("eftermiddag", ("", "en")),
    )
    for end in ends
)

WEEKDAYS = {
    form: number
    for number, stem in enumerate(("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"))
    for form in (stem, stem + "en", *(f"{stem}s{part}" for part in PARTS_OF_DAY))
}
SHORT_WEEKDAYS = {
    word: number
    for number, words in enumerate(
        ("mån månd", "tis tisd ti", "ons onsd", "tors torsd tor to", "fre fred", "lör lörd", "sön sönd")
    )
    for word in words.split()
}
"""Only before a date."""

LAST_WEEKDAYS = {
    stem + "s": number
    for number, stem in enumerate(("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"))
}
"""After "i": "i tisdags"."""

TIMES_OF_DAY = frozenset("natt kväll morgon förmiddag eftermiddag middag lunch".split())

SEASONS = {
    "våren": 21,
    "sommaren": 22,
    "hösten": 23,
    "vintern": 24,
    "försommaren": 22,
    "högsommaren": 22,
    "sensommaren": 22,
    "senvåren": 21,
    "förhösten": 23,
    "senhösten": 23,
    "senvintern": 24,
}
BARE_SEASONS = {"vår": 21, "sommar": 22, "höst": 23, "vinter": 24}
"""Only after "i", "förra", "nästa" or before a year."""

LAST_SEASONS = {"våras": 21, "somras": 22, "höstas": 23, "vintras": 24}
"""After "i"."""

SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
"""First and last month; winter runs into the next year (13, 14)."""

ORDINALS = {
    word: number
    for number, forms in enumerate(
        (
            "första förste",
            "andra andre",
            "tredje",
            "fjärde",
            "femte",
            "sjätte",
            "sjunde",
            "åttonde",
            "nionde",
            "tionde",
            "elfte",
            "tolfte",
            "trettonde",
            "fjortonde",
            "femtonde",
            "sextonde",
            "sjuttonde",
            "artonde",
            "nittonde",
            "tjugonde",
            "tjugoförsta tjugoförste",
            "tjugoandra tjugoandre",
            "tjugotredje",
            "tjugofjärde",
            "tjugofemte",
            "tjugosjätte",
            "tjugosjunde",
            "tjugoåttonde",
            "tjugonionde",
            "trettionde",
            "trettioförsta trettioförste",
        ),
        1,
    )
    for word in forms.split()
}

COUNTS = {
    "en": 1,
    "ett": 1,
    "två": 2,
    "tre": 3,
    "fyra": 4,
    "fem": 5,
    "sex": 6,
    "sju": 7,
    "åtta": 8,
    "nio": 9,
    "tio": 10,
    "elva": 11,
    "tolv": 12,
    "tretton": 13,
    "fjorton": 14,
    "femton": 15,
    "sexton": 16,
    "sjutton": 17,
    "arton": 18,
    "nitton": 19,
    "tjugo": 20,
    "trettio": 30,
}

UNITS = {
    "dag": "day",
    "dagar": "day",
    "dygn": "day",
    "vecka": "week",
    "veckor": "week",
    "månad": "month",
    "månader": "month",
    "halvår": "half-year",
    "år": "year",
}

DEFINITE_UNITS = {
    "dagen": "day",
    "dagarna": "day",
    "dygnet": "day",
    "dygnen": "day",
    "veckan": "week",
    "veckorna": "week",
    "månaden": "month",
    "månaderna": "month",
    "halvåret": "half-year",
    "året": "year",
    "åren": "year",
}

STARTS = frozenset("början inledningen upptakten".split())
MIDDLES = frozenset("mitten".split())
ENDS = frozenset("slutet".split())

YEAR_WORDS: tuple[tuple[tuple[str, ...], int], ...] = (
    (("i", "år"), 0),
    (("detta", "år"), 0),
    (("innevarande", "år"), 0),
    (("i", "fjol"), -1),
    (("ifjol",), -1),
    (("förra", "året"), -1),
    (("föregående", "år"), -1),
    (("i", "förfjol"), -2),
    (("förrförra", "året"), -2),
    (("nästa", "år"), 1),
    (("kommande", "år"), 1),
)
"""Years counted from that of the publication."""

RELATIVE: tuple[tuple[tuple[str, ...], str, int], ...] = (
    (("i", "dag"), "day", 0),
    (("idag",), "day", 0),
    (("i", "går"), "day", -1),
    (("igår",), "day", -1),
    (("i", "förrgår"), "day", -2),
    (("i", "morgon"), "day", 1),
    (("imorgon",), "day", 1),
    (("i", "morse"), "day", 0),
    (("i", "natt"), "day", 0),
    (("i", "övermorgon"), "day", 2),
    (("i", "veckan", "som", "gick"), "week", -1),
    (("i", "veckan"), "week", 0),
    (("veckan", "som", "gick"), "week", -1),
    (("gångna", "veckan"), "week", -1),
    (("kommande", "veckan"), "week", 1),
    (("förrförra", "veckan"), "week", -2),
    (("i", "förra", "veckan"), "week", -1),
    (("förra", "veckan"), "week", -1),
    (("föregående", "vecka"), "week", -1),
    (("nästa", "vecka"), "week", 1),
    (("denna", "vecka"), "week", 0),
    (("den", "här", "veckan"), "week", 0),
    (("i", "förra", "månaden"), "month", -1),
    (("förra", "månaden"), "month", -1),
    (("nästa", "månad"), "month", 1),
    (("denna", "månad"), "month", 0),
    (("den", "här", "månaden"), "month", 0),
    (("gångna", "månaden"), "month", -1),
    (("kommande", "månaden"), "month", 1),
    (("i", "helgen"), "weekend", 0),
    (("i", "helgas"), "weekend", -1),
    (("gångna", "helgen"), "weekend", -1),
    (("förra", "helgen"), "weekend", -1),
    (("nästa", "helg"), "weekend", 1),
    (("denna", "helg"), "weekend", 0),
    (("den", "här", "helgen"), "weekend", 0),
    (("nästa", "kvartal"), "quarter", 1),
    (("förra", "kvartalet"), "quarter", -1),
    (("detta", "kvartal"), "quarter", 0),
    *((words, "year", shift) for words, shift in YEAR_WORDS),
)
"""Expressions that hang on the date of publication alone. "i dag" mostly means "nowadays": ``find`` sorts."""

SPOKEN: tuple[tuple[tuple[str, ...], str, int], ...] = (
    (("i", "kväll"), "day", 0),
    (("ikväll",), "day", 0),
    (("inatt",), "day", 0),
    (("imorse",), "day", 0),
    (("i", "förmiddag"), "day", 0),
    (("i", "förmiddags"), "day", 0),
    (("i", "eftermiddag"), "day", 0),
    (("i", "eftermiddags"), "day", 0),
    (("i", "middags"), "day", 0),
    (("denna", "dag"), "day", 0),
    (("i", "morron"), "day", 1),
    (("imorron",), "day", 1),
    (("imorrn",), "day", 1),
    (("övermorgon",), "day", 2),
    (("iövermorgon",), "day", 2),
    (("iförrgår",), "day", -2),
    (("förrgår",), "day", -2),
    (("nu", "i", "helgen"), "weekend", 0),
    (("det", "här", "året"), "year", 0),
    (("kommande", "vecka"), "week", 1),
    (("nästkommande", "vecka"), "week", 1),
    (("innevarande", "vecka"), "week", 0),
    (("innevarande", "månad"), "month", 0),
    (("föregående", "månad"), "month", -1),
    (("kommande", "månad"), "month", 1),
    (("nästkommande", "månad"), "month", 1),
    (("föregående", "kvartal"), "quarter", -1),
    (("kommande", "helg"), "weekend", 0),
)
"""What the general reading adds: parts of the day on which it is said, spellings of chat, and what routines say of any
week or month.
"""

DAY_PARTS = {
    **dict.fromkeys(("natten", "natt"), "night"),
    **dict.fromkeys(("morgonen", "morgon", "morse", "bitti", "förmiddagen", "förmiddag"), "morning"),
    **dict.fromkeys(("eftermiddagen", "eftermiddag", "eftermiddags"), "afternoon"),
    **dict.fromkeys(("kvällen", "kväll"), "evening"),
}
"""Parts of a day that tell what half of it a clock shows."""

FEASTS = {
    "julafton": "julafton",
    "juldagen": "juldagen",
    "julen": "julen",
    "julhelgen": "julen",
    "mellandagarna": "mellandagarna",
    "nyårsafton": "nyårsafton",
    "nyårsdagen": "nyårsdagen",
    "nyår": "nyår",
    "nyårshelgen": "nyår",
    "nyårsnatten": "nyår",
    "midsommarnatten": "midsommarnatten",
    "julnatten": "julnatten",
    "trettondagen": "trettondagen",
    "trettondedagen": "trettondagen",
    "trettondagsafton": "trettondagsafton",
    "skärtorsdagen": "skärtorsdagen",
    "långfredagen": "långfredagen",
    "påskafton": "påskafton",
    "påskdagen": "påskdagen",
    "påsken": "påsken",
    "påskhelgen": "påsken",
    "valborg": "valborg",
    "valborgsmässoafton": "valborg",
    "nationaldagen": "nationaldagen",
    "pingsten": "pingsten",
    "pingsthelgen": "pingsten",
    "pingstdagen": "pingstdagen",
    "midsommar": "midsommar",
    "midsommarhelgen": "midsommar",
    "midsommarafton": "midsommarafton",
    "midsommardagen": "midsommardagen",
    "allhelgonahelgen": "allhelgona",
    "luciadagen": "lucia",
    "luciamorgonen": "lucia",
    "halloween": "halloween",
    "valborgsnatten": "valborgsnatten",
    "fettisdagen": "fettisdagen",
    "askonsdagen": "askonsdagen",
    "palmsöndagen": "palmsöndagen",
    "pingstafton": "pingstafton",
    "jullovet": "jullovet",
    "sportlovet": "sportlovet",
    "påsklovet": "påsklovet",
    "sommarlovet": "sommarlovet",
    "höstlovet": "höstlovet",
}
"""Feasts and school holidays by the name that ``resolve`` knows."""

FEAST_PHRASES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("annandag", "jul"), "annandag jul"),
    (("annandag", "påsk"), "annandag påsk"),
    (("annandag", "pingst"), "annandag pingst"),
    (("alla", "hjärtans", "dag"), "alla hjärtans dag"),
    (("alla", "helgons", "dag"), "alla helgons dag"),
    (("mors", "dag"), "mors dag"),
    (("fars", "dag"), "fars dag"),
    (("första", "advent"), "första advent"),
    (("andra", "advent"), "andra advent"),
    (("tredje", "advent"), "tredje advent"),
    (("fjärde", "advent"), "fjärde advent"),
    (("internationella", "kvinnodagen"), "kvinnodagen"),
    (("svenska", "flaggans", "dag"), "nationaldagen"),
    (("sveriges", "nationaldag"), "nationaldagen"),
    (("mellan", "jul", "och", "nyår"), "mellandagarna"),
    (("trettondag", "jul"), "trettondagen"),
    (("trettondedag", "jul"), "trettondagen"),
    (("tjugondag", "knut"), "tjugondag knut"),
    (("tjugondedag", "knut"), "tjugondag knut"),
)
