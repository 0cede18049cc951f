"""Splits compounds: "läkemedelshantering" into "läkemedel" and "hantering", "sjukvårdsnämnd" down to "vård".

Every place where a word could be cut is weighed against the others and against not cutting (a conditional logit,
McFadden 1974), by how many words begin with the first part, how many end with the last, how common they and the whole
are (Koehn and Knight, "Empirical Methods for Compound Splitting", EACL 2003, weigh frequencies alone). Frequencies and
weights are in ``reference/word_parts.tsv.gz``, made by ``training.compounds``; what is decided by hand is in
``reference/compounds.csv``.
"""

import gzip
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from lexsarah.index.stems import term
from lexsarah.reference import rows

TABLE = "word_parts.tsv.gz"
EXCEPTIONS = "compounds.csv"

SHORTEST_PART = 2
SHORTEST_COMPOUND = 5
LONGEST_COMPOUND = 60
"""Code points; a longer word is not split: work grows with the square of the length."""
DEEPEST = 4
"""How often parts are split again: no word of the corpus needs more than three."""

VOWELS = frozenset("aeiouyåäöé")

FIRST_NEVER = frozenset(
    """
    all alle an anti av bakom be bort de dem den der des dess det din då e efter ej ett fast fram för förbi före
    genom ha hade han har hen hi hon hop hos hän här i igen ihop in inne inom inter isär jag ju kan kring man med
    men miss mono mot ned nedan ner ni non nu när o och om ovan på re sam samm samma samman sin ska som så till
    tillkänna tills und undan unde under upp ur ut utan ute utom van var vi vid än är åsido åt åter över
    """.split()
)
"""Prefixes, particles and function words: what begins with one is no compound that its last part would find, and none
ends with one."""

ENDINGS = frozenset(
    """
    a ad ade ades ande andes ar are aren arens ares arna arnas ars as at ats bar bara bart bas de den dens det dets
    e el else elsen elsens elser elserna elsernas en ende ens enten entens er erna ernas ers es et ets gen get givet
    givit givits givna gjord gjorda gjort gjorts gör göra göras görs handa het heten heter heterna heters hets ig
    iga igt ing ingar ingarna ingen ings isk iska iskt ism ist isten ister kap kapet kar kas kat ken ker känd kända
    känn känna känns känt la lad lade lades lagt lar las lat len ler lig liga ligare ligen lighet ligheten ligt lös
    lösa löshet löst mans mar mas mat mer män mäns mässig mässiga mässighet mässigt na nar nas nat ner ning ningar
    ningarna ningarnas ningen ningens nings or orna par pas per ra rad rade rades ran rar ras rat re ren rens rer
    res ring ringar ringarna ringen s sam samhet samma samt sar sen ser skap skapet slös son sson sta ste sten
    ställa ställas ställd ställda ställdes ställt t ta tagande tar tas tat te tel telse telsen ten tens ter terna
    tion tionen tioner uell vad van var vara varande vis vist ägande ör ören örer
    """.split()
)
"""Inflections, suffixes and verbs of particles ("ställningstagande"): no last parts of compounds."""
VERB_ENDING = re.compile(
    r"\w{0,3}er(?:a|ad|ade|ades|ande|ar|arna|as|at|ats|ing|ingar|ingarna|ingen)|\w{0,2}[ae]nde(?:s|n|t|ns|ts)?"
)
"""Verbs on -era and participles: "kontrollerade" is not "kontroll" and a rest, nor is "placerande" "place" and one."""

RARE = 8
"""Occurrences below which a form may be a slip of the pen."""
LEAST_HEAD = 20
"""Occurrences of a word that ends no known compound, from which it may end one all the same."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a compound: where it stands, its link with it, and the word that it is ("kvinno" is "kvinna")."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A place to cut a word.

    ``first`` is the word that the first part is a form of, ``form`` the part as it begins other compounds, ``features``
    what is known of the two (``FEATURES``).
    """

    at: int
    first: str
    form: str
    features: tuple[float, ...]


FEATURES = (
    "cut",
    "first part as it is",
    "first part with another vowel",
    "first part shortened",
    "words that begin with the first part",
    "words that end with the last",
    "rareness of the whole",
    "first part of two letters",
    "first part of three letters",
    "nothing begins with the first part",
    "nothing ends with the last",
    "last part begins with a vowel",
    "last part in a rare form",
    "length of the first part",
    "length of the last",
)
LONGEST_COUNTED = 8
"""Letters beyond which the length of a part says no more."""


@dataclass(frozen=True, slots=True)
class Splitter:
    """What is known of words, and what it weighs.

    ``forms`` is how often each lower-case form stands in the texts, ``begins`` how many words begin with a first part
    as it is written, ``stems`` and ``ends`` how often a stem stands there and how many words end with it. ``weights``
    are by name (``FEATURES``). ``decided`` gives for stems where a word is cut, 0 for nowhere.
    """

    forms: Mapping[str, int]
    begins: Mapping[str, int]
    stems: Mapping[str, int]
    ends: Mapping[str, int]
    weights: tuple[float, ...]
    decided: Mapping[str, int] = field(default_factory=dict)

    def cuts(self, word: str) -> Iterator[Cut]:
        """Yield the places where a word could be cut."""
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART):
            form, last = word[:at], word[at:]
            if last in ENDINGS or not _may_begin(form):
                continue
            first, count = self.base(form)
            if form[-1] == last[0] and last[0] not in VOWELS:
                # Of three like consonants one is not written: "busstation", "nattågen".
                doubled, more = self.base(form + last[0])
                if more > count:
                    form, first, count = form + last[0], doubled, more
            # Stems cost most: they are looked at last.
            if count and self._may_end(last):
                yield Cut(at, first, form, self._features(word, form, last))

    def base(self, form: str) -> tuple[str, int]:
        """Return the commonest word that a first part can be a form of, and its count: "kvinno" is "kvinna"."""
        best, most = form, self.forms.get(form, 0)
        for word in _bases(form):
            count = self.forms.get(word, 0)
            if count > most:
                best, most = word, count
        return best, most

    def best(self, word: str) -> Cut | None:
        """Return where a word is best cut, None for nowhere."""
        best, most = None, 0.0
        for cut in self.cuts(word):
            weight = math.fsum(a * b for a, b in zip(self.weights, cut.features, strict=True))
            if weight > most:
                best, most = cut, weight
        return best

    def parts(self, word: str) -> tuple[Part, ...]:
        """Return all parts of a lower-case word, smaller ones after those that hold them; none if it is not cut."""
        return tuple(self._parts(word, 0, 0)) if len(word) <= LONGEST_COMPOUND else ()

    def _parts(self, word: str, start: int, depth: int) -> Iterator[Part]:
        if depth == DEEPEST or len(word) < SHORTEST_COMPOUND:
            return
        at, first = self._cut(word, depth)
        if not at:
            return
        yield Part(start, start + at, first)
        # A base differs from the part only at its end, so that places in the one are places in the other.
        for part in self._parts(first, start, depth + 1):
            yield Part(part.start, min(part.end, start + at), part.word)
        yield Part(start + at, start + len(word), word[at:])
        yield from self._parts(word[at:], start + at, depth + 1)

    def _cut(self, word: str, depth: int) -> tuple[int, str]:
        decided = self.decided.get(term(word))
        if decided is not None:
            return (decided, self.base(word[:decided])[0]) if decided else (0, "")
        if cut := self.best(word):
            return cut.at, cut.first
        return self._cut_after_unknown(word, depth)

    def _cut_after_unknown(self, word: str, depth: int) -> tuple[int, str]:
        """Cut a word after a first part that stands nowhere alone but is itself a compound: "länsarbets|nämnden"."""
        if depth + 1 >= DEEPEST:
            return 0, ""
        for at in range(len(word) - SHORTEST_PART - 1, SHORTEST_COMPOUND - 1, -1):
            form, last = word[:at], word[at:]
            if last in self.forms and self.ends.get(term(last), 0) > 2 and self._may_end(last):
                for first in (form[:-1], form) if form[-1] == "s" else (form,):
                    if first not in self.forms and self.best(first):
                        return at, first
        return 0, ""

    def _may_end(self, last: str) -> bool:
        if last in ENDINGS or last in FIRST_NEVER or VERB_ENDING.fullmatch(last) or VOWELS.isdisjoint(last):
            return False
        stemmed = term(last)
        return self.stems.get(stemmed, 0) >= LEAST_HEAD or stemmed in self.ends

    def _features(self, word: str, form: str, last: str) -> tuple[float, ...]:
        begins, ends = self.begins.get(form, 0), self.ends.get(term(last), 0)
        linked = form[-1] == "s" and form[:-1] in self.forms
        whole = not linked and form in self.forms
        vowel = not linked and not whole and form[-1] in "eou"
        return (
            1.0,
            float(whole),
            float(vowel),
            float(not (linked or whole or vowel)),
            math.log1p(begins),
            math.log1p(ends),
            -math.log1p(self.forms.get(word, 0)),
            float(len(form) == 2),
            float(len(form) == 3),
            float(not begins),
            float(not ends),
            float(last[0] in VOWELS),
            float(self.forms.get(last, 0) < RARE),
            float(min(len(form), LONGEST_COUNTED)),
            float(min(len(last), LONGEST_COUNTED)),
        )


def _may_begin(form: str) -> bool:
    return form not in FIRST_NEVER and form.removesuffix("s") not in FIRST_NEVER and not VOWELS.isdisjoint(form)


def _bases(form: str) -> Iterator[str]:
    """Yield the words that a first part can be another form of."""
    end, rest = form[-1], form[:-1]
    if end == "s" and len(form) > 3:
        yield from (rest, rest + "e")
    elif end in "eou":
        yield rest + "a"
    elif end == "a":
        yield rest + "e"
    elif end not in VOWELS:
        yield from (form + "a", form + "e")
    if end in "ea" and len(form) > 3:
        yield rest


def read(text: str) -> tuple[dict[str, dict[str, int]], dict[str, float]]:
    """Read the table: counts by kind (form, begins, stem, ends) and word, and the weights by name.

    ``#kind`` stands above the lines of a kind, each a word or name and a number with a tab between.
    """
    counts: dict[str, dict[str, int]] = {"form": {}, "begins": {}, "stem": {}, "ends": {}}
    weights: dict[str, float] = {}
    kind = ""
    for line in text.splitlines():
        name, _, number = line.partition("\t")
        if not number:
            kind = name.removeprefix("#")
        elif kind == "weight":
            weights[name] = float(number)
        else:
            counts[kind][name] = int(number)
    return counts, weights


def written(counts: Mapping[str, Mapping[str, int]], weights: Mapping[str, float]) -> str:
    """Write what ``read`` reads."""
    lines: list[str] = []
    for kind, table in counts.items():
        lines += [f"#{kind}", *(f"{word}\t{count}" for word, count in sorted(table.items()))]
    lines += ["#weight", *(f"{name}\t{weight}" for name, weight in weights.items())]
    return "\n".join(lines) + "\n"


def decisions() -> dict[str, int]:
    """Return where words are cut by hand, by stem; 0 for nowhere."""
    return {term(row["word"]): row["parts"].find("+") if "+" in row["parts"] else 0 for row in rows(EXCEPTIONS)}


@cache
def splitter() -> Splitter:
    """Return what ships with the package, read once."""
    packed = files("lexsarah.reference").joinpath(TABLE).read_bytes()
    counts, weights = read(gzip.decompress(packed).decode())
    return Splitter(
        counts["form"],
        counts["begins"],
        counts["stem"],
        counts["ends"],
        tuple(weights[name] for name in FEATURES),
        decisions(),
    )


def parts(word: str) -> tuple[Part, ...]:
    """Return the parts of a lower-case word, none if it is no compound."""
    return splitter().parts(word)
