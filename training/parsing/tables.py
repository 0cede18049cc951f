"""The tables of docs/benchmarks.md, from what every tool gave of every file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from lexsarah.evaluation.intervals import Value
from training.parsing.reading import Result
from training.parsing.renderings import Rendering
from training.parsing.score import Score, figure

BEGIN, END = "<!-- bench-parse: begin -->", "<!-- bench-parse: end -->"
OURS = "lexsarah"
CONTAINED = "lexsarah contained"

SHARES = frozenset({"pairs", "pairs_near", "boxes"})
"""Figures that are an F1, shown as such; the rest are per cent."""

TRIALS = frozenset({"cases", "needlessly_split"})
"""Figures of which a document is right or wrong."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file, whether it is a form, its pages, what a tool gave of it and what that is worth."""

    file: Rendering
    form: bool
    pages: int
    result: Result
    score: Score


Reads = Sequence[Read]
Chosen = Callable[[Read], bool]


@dataclass(frozen=True, slots=True)
class Bar:
    """What a figure has to reach, over some of the files."""

    title: str
    figure: str
    of: Chosen
    least: float | None = None
    most: float | None = None

    def met(self, value: float) -> bool:
        """Whether a value is good enough."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    @property
    def words(self) -> str:
        """The bar as it is printed."""
        sign, limit = ("≥", self.least) if self.least is not None else ("≤", self.most)
        return f"{sign} {shown(self.figure, limit or 0.0)}"


def born(read: Read) -> bool:
    """Whether a file is no scan."""
    return not read.file.scanned


def at(dpi: int) -> Chosen:
    """Return a test for scans at a resolution, the last part of a profile's name."""
    return lambda read: read.file.profile.endswith(f"-{dpi}")


def both(*tests: Chosen) -> Chosen:
    """Files of which every test holds."""
    return lambda read: all(test(read) for test in tests)


def prose(read: Read) -> bool:
    """Whether a document is no form."""
    return not read.form


def form(read: Read) -> bool:
    """Whether a document is a form."""
    return read.form


def scan(read: Read) -> bool:
    """Whether a file is a scan."""
    return read.file.scanned


BARS = (
    Bar("words in order, born digital, prose", "words", both(born, prose), least=0.995),
    Bar("words in order, born digital, forms", "words", both(born, form), least=0.995),
    Bar("words in order, 300 dpi, prose", "words", both(at(300), prose), least=0.975),
    Bar("words in order, 300 dpi, forms", "words", both(at(300), form), least=0.975),
    Bar("words in order, 200 dpi, prose", "words", both(at(200), prose), least=0.96),
    Bar("words in order, 200 dpi, forms", "words", both(at(200), form), least=0.96),
    Bar("words with å ä ö lost, born digital", "swedish_lost", born, most=0.005),
    Bar("letters å ä ö lost, born digital", "letters_lost", born, most=0.005),
    Bar("letters å ä ö lost, 300 dpi", "letters_lost", at(300), most=0.005),
    Bar("letters å ä ö lost, 200 dpi", "letters_lost", at(200), most=0.005),
    Bar("field pairs F1, forms, born digital", "pairs", both(born, form), least=0.97),
    Bar("boxes F1, born digital", "boxes", both(born, form), least=0.98),
    Bar("boxes F1, scans", "boxes", both(scan, form), least=0.93),
    Bar("boxes invented", "invented", lambda _: True, most=0.0),
    Bar("multi-case documents split right", "cases", lambda _: True, least=0.90),
)


def value_of(reads: Iterable[Read], name: str) -> Value:
    """Sum a figure up over files."""
    counts = [(read.file.gold, read.score.counts[name]) for read in reads if name in read.score.counts]
    return figure(counts, trials=name in TRIALS)


def shown(name: str, value: float) -> str:
    """Print a figure: an F1 with three decimals, else per cent."""
    return f"{value:.3f}" if name in SHARES else f"{100 * value:.2f} %"


def cell(reads: Iterable[Read], name: str) -> str:
    """Print a figure over files with its interval."""
    value = value_of(reads, name)
    if value.value is None:
        return "–"
    point = shown(name, value.value)
    if value.low is None or value.high is None:
        return point
    return f"{point} [{shown(name, value.low).removesuffix(' %')}, {shown(name, value.high).removesuffix(' %')}]"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a Markdown table; numbers stand to the right."""
    line = "|" + "|".join(["---"] + ["---:"] * (len(head) - 1)) + "|"
    return "\n".join(["| " + " | ".join(head) + " |", line, *("| " + " | ".join(row) + " |" for row in rows)])


def bars(reads: Reads) -> str:
    """Hold every bar of the issue against its figure."""
    rows = []
    for bar in BARS:
        some = [read for read in reads if bar.of(read)]
        value = value_of(some, bar.figure)
        if value.value is not None:
            verdict = "met" if bar.met(value.value) else "**not met**"
            files = sum(bar.figure in read.score.counts for read in some)
            rows.append([bar.title, bar.words, cell(some, bar.figure), f"{value.n}", f"{files}", verdict])
    return table(("figure", "bar", "value", "n", "files", ""), rows)


def kinds(reads: Reads) -> list[tuple[str, Reads]]:
    """Part files by how they were made: format, producer, layout and marks, scans by profile and resolution."""
    groups: dict[str, list[Read]] = {}
    for read in reads:
        one = read.file
        made = f"scan, {one.profile}" if one.scanned else f"{one.format}, {one.producer}, {one.layout}"
        if one.layout.startswith("searchable"):
            made = f"scan with a text layer, {one.layout.partition('-')[2]}"
        if one.marks not in ("none", ""):
            made += f", {one.marks}"
        groups.setdefault(made, []).append(read)
    return sorted(groups.items())


def of_prose(reads: Reads) -> str:
    """Words of prose by how it was made."""
    names = ("words", "words_any", "extra", "swedish_lost", "letters_lost")
    rows = [
        [made, f"{len(some)}", *(cell(some, name) for name in names)]
        for made, some in kinds([read for read in reads if not read.form])
    ]
    head = ("prose", "files", "words in order", "words at all", "not in the gold", "å ä ö words lost", "letters lost")
    return table(head, rows)


def of_forms(reads: Reads) -> str:
    """Words, pairs and boxes of forms by how they were made."""
    names = ("words", "pairs", "boxes", "unsure", "lost_as_unsure", "groups", "invented")
    rows = [
        [made, f"{len(some)}", *(cell(some, name) for name in names)]
        for made, some in kinds([read for read in reads if read.form])
    ]
    head = ("forms", "files", "words in order", "pairs F1", "boxes F1", "unsure", "lost marks unsure", "right group",
            "invented")  # fmt: skip
    return table(head, rows)


def of_cases(reads: Reads) -> str:
    """Documents with several cases, and those with one that must stay whole."""
    rows = [
        [
            made,
            f"{sum('cases' in read.score.counts for read in some)}",
            cell(some, "cases"),
            cell(some, "needlessly_split"),
        ]
        for made, some in kinds([read for read in reads if not read.form])
        if any("cases" in read.score.counts for read in some)
    ]
    return table(("multi-case documents", "files", "split right", "single cases split"), rows)


def side_by_side(reads: Mapping[str, Reads]) -> str:
    """All tools on the same files: each format that a tool reads; lexsarah on the same."""
    rows = []
    for title, of in (
        ("pdf", both(born, lambda read: read.file.format == "pdf")),
        ("docx", lambda read: read.file.format == "docx"),
        ("html", lambda read: read.file.format == "html"),
        ("scans", scan),
    ):
        for tool, every in reads.items():
            some = [read for read in every if of(read)]
            if some and tool != CONTAINED:
                forms, texts = [one for one in some if one.form], [one for one in some if not one.form]
                figures = (cell(texts, "words"), cell(texts, "words_any"), cell(forms, "words"), cell(forms, "pairs"),
                           cell(forms, "boxes"), cell(forms, "invented"))  # fmt: skip
                rows.append([f"{title}: {tool}", f"{len(some)}", *figures])
    head = ("files and tool", "files", "prose: in order", "prose: at all", "forms: in order", "pairs F1", "boxes F1",
            "boxes not in the gold")  # fmt: skip
    return table(head, rows)


def cost(reads: Mapping[str, Reads]) -> str:
    """Say what reading a born-digital PDF costs with each tool, and how many times as much as with others."""
    rows = []
    pdfs = {
        tool: {one.file.file: one for one in every if born(one) and one.file.format == "pdf" and not one.result.error}
        for tool, every in reads.items()
    }
    for tool, found in pdfs.items():
        if not found:
            continue
        times = [one.result.cpu / one.pages for one in found.values()]
        row = [tool, f"{len(found)}", f"{1000 * median(times):.0f} ms", f"{sum(times) / len(times) * 1000:.0f} ms"]
        row += [f"{max(one.result.peak for one in found.values()):.0f} MiB"]
        row += [_ratio(found, pdfs.get(other, {})) for other in ("pdfplumber", "unstructured")]
        rows.append(row)
    head = ("born-digital PDFs", "files", "a page (median)", "a page (mean)", "peak memory", "times pdfplumber",
            "times unstructured")  # fmt: skip
    return table(head, rows)


def _ratio(ours: Mapping[str, Read], theirs: Mapping[str, Read]) -> str:
    ratios = ratios_of(ours, theirs)
    return f"{median(ratios):.2f}" if ratios else "–"


def ratios_of(ours: Mapping[str, Read], theirs: Mapping[str, Read]) -> list[float]:
    """Processor time of files read by one tool as a multiple of the other's."""
    return [
        one.result.cpu / theirs[name].result.cpu
        for name, one in ours.items()
        if name in theirs and theirs[name].result.cpu > 0
    ]


def cost_bars(reads: Mapping[str, Reads]) -> str:
    """Hold the two bars on cost against their figures."""
    by_name = {
        tool: {one.file.file: one for one in every if born(one) and one.file.format == "pdf" and not one.result.error}
        for tool, every in reads.items()
    }
    rows = []
    for other, most in (("pdfplumber", 1.5), ("unstructured", 1.0)):
        ratios = ratios_of(by_name.get(OURS, {}), by_name.get(other, {}))
        if ratios:
            middle = median(ratios)
            rows.append([f"times {other}, median of files", f"≤ {most}", f"{middle:.2f}", f"{len(ratios)}",
                         "met" if middle <= most else "**not met**"])  # fmt: skip
    return table(("processor time", "bar", "value", "files", ""), rows)


def cost_of_scans(reads: Reads) -> str:
    """Say what lexsarah's reading of scans costs."""
    rows = []
    for made, some in kinds([read for read in reads if scan(read) and not read.result.error]):
        rows.append([
            made,
            f"{len(some)}",
            f"{median(one.result.wall / one.pages for one in some):.1f} s",
            f"{median(one.result.cpu / one.pages for one in some):.1f} s",
            f"{max(one.result.peak for one in some):.0f} MiB",
        ])  # fmt: skip
    return table(("scans, lexsarah", "files", "wall a page", "processor a page", "peak memory"), rows)


def failures(reads: Mapping[str, Reads]) -> str:
    """Files that a tool gave up on, counted."""
    rows = []
    for tool, every in reads.items():
        wrong = [one for one in every if one.result.error]
        if wrong:
            kinds_of = sorted({(one.result.error or "").partition(":")[0] for one in wrong})
            rows.append([tool, f"{len(wrong)}", ", ".join(kinds_of)])
    return table(("tool", "files not read", "why"), rows) if rows else "Every tool read every file that it was given."


def replaced(text: str, part: str) -> str:
    """Put tables between the markers of a page; what stands around them is kept.

    Raises
    ------
    ValueError
        The page has no markers.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no {BEGIN} and {END} in the page")
    return f"{before}{BEGIN}\n\n{part.strip()}\n\n{END}{after}"
