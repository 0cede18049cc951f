"""Make the scans of the benchmark: ``python -m training.parsing.scans`` writes what is missing.

Paper is printed from the gold (prose as letters and reports, forms with empty boxes that a pen then marks, some with
printed marks), signed and stamped where there is room, and put through a scanner. A scanner is a ``Profile``: its
resolution, whether it keeps black and white (CCITT G4) or greys (JPEG), and what it does to a sheet. ``worn``, a copy
of a copy, is set aside for the end. Needs fontTools, as the other renderings do. Lists: corpus/parsing/scans.csv and
aside/scans.csv.
"""

import csv
import io
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pdfplumber
import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageFilter, PngImagePlugin
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from training.parsing.drawn import Style, form
from training.parsing.gold import FOLDER, Gold, State, golds
from training.parsing.ink import STAMP_SIZE, mark, signature, stamp
from training.parsing.marks import SIDE, vector
from training.parsing.pages import KEYWORDS
from training.parsing.platypus import prose
from training.parsing.renderings import ASIDE, COLUMNS
from training.parsing.typefaces import BODY, LIBERATION, STRONG, register

Random = np.random.Generator
Grey = npt.NDArray[np.float64]

PAGE_HEIGHT = 841.89
"""Points of an A4 page, as ReportLab has it."""

DARK = 140
"""Grey value, of 255, below which a spot is black in a black-and-white scan."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A scanner: greys are kept with JPEG at ``quality``, None is black and white. Sizes in points, shades of 255."""

    name: str
    dpi: int
    quality: int | None
    skew: float = 1.2
    blur: float = 0.12
    noise: float = 3.0
    shade: float = 12.0
    """How much darker one side of a sheet is at most."""

    dust: float = 1.0
    """Specks in 40,000 pixels."""

    fade: float = 1.0
    """Share of the ink's blackness that is kept."""

    copies: int = 1
    """Times that the sheet goes through."""


OFFICE_300 = Profile("office-300", 300, None, skew=1.5)
OFFICE_200 = Profile("office-200", 200, 40, skew=1.5, noise=2.0)
PHONE_200 = Profile("phone-200", 200, 42, skew=2.0, blur=0.26, noise=4.0, shade=85.0, dust=0.0)
FAX_150 = Profile("fax-150", 150, None, skew=1.0, blur=0.16, dust=1.5)
FINE_400 = Profile("fine-400", 400, None, skew=0.8, noise=2.0, shade=6.0, dust=0.3)
WORN_300 = Profile("worn", 300, None, skew=1.0, blur=0.2, noise=9.0, shade=30.0, dust=4.0, fade=0.78, copies=2)
WORN_200 = replace(WORN_300, dpi=200, quality=30)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet to be scanned. ``turned`` are degrees by which its pages lie wrongly; the last holds for the rest."""

    gold: str
    profile: Profile
    ending: str = "pdf"
    layout: str = "letter"
    marks: str = "none"
    typeface: str = "Sans"
    turned: tuple[int, ...] = (0,)
    layer: str | None = None
    """A text layer under the image: "good", "mojibake" or "shifted"."""


def papers() -> Iterator[Paper]:
    """Yield what is scanned for the open benchmark."""
    faces = ("Sans", "Serif", "Sans", "Serif", "Mono", "Sans", "Serif", "SansNarrow")
    turns = ((0,), (180,), (0,), (90,), (0,), (0, 180), (270,), (0,))
    single = iter(PAGES)
    for number, profile in enumerate((OFFICE_300, OFFICE_200, PHONE_200, FAX_150, FINE_400)):
        for at in range(8):
            ending = ENDINGS[profile.name][at]
            name = next(single) if ending in ("jpg", "png") else PROSE[(3 * number + at) % len(PROSE)]
            yield Paper(name, profile, ending, typeface=faces[at], turned=turns[(at + number) % 8])
    forms = iter(f"f{number:03}" for number in range(1, 29))
    for number, (profile, count) in enumerate(
        ((OFFICE_300, 8), (OFFICE_200, 8), (PHONE_200, 4), (FAX_150, 4), (FINE_400, 4))
    ):
        for at in range(count):
            layout = ("grid", "lines", "plain")[(at + number) % 3]
            turned = (180,) if at == 2 else (90,) if at == 5 else (0,)
            yield Paper(next(forms), profile, "pdf", layout, "ink", faces[(at + number) % 3], turned)
    for profile, names in ((OFFICE_300, ("f009", "f012")), (OFFICE_200, ("f001", "f004"))):
        for layout, name in zip(("grid", "lines"), names, strict=True):
            yield Paper(name, profile, "pdf", layout, "vector")
    for name, layer in (("p020", "good"), ("p024", "good"), ("p023", "mojibake"), ("p030", "shifted")):
        yield Paper(name, OFFICE_200, "pdf", layer=layer)


def worn() -> Iterator[Paper]:
    """Yield what is scanned for the end."""
    for at, name in enumerate(("p003", "p006", "p011", "p012", "p019", "p022", "p024", "p028")):
        yield Paper(
            name,
            (WORN_300, WORN_200)[at % 2],
            typeface=("Sans", "Serif", "Serif")[at % 3],
            turned=((0,), (180,))[at == 4],
        )
    for at, name in enumerate(("f005", "f010", "f015", "f020")):
        yield Paper(name, (WORN_300, WORN_200)[at % 2], "pdf", ("plain", "grid", "lines", "grid")[at], "ink", "Serif")


ENDINGS = {
    "office-300": ("pdf", "pdf", "pdf", "tif", "pdf", "png", "png", "tif"),
    "office-200": ("pdf", "jpg", "pdf", "pdf", "jpg", "pdf", "pdf", "pdf"),
    "phone-200": ("jpg", "pdf", "jpg", "pdf", "pdf", "jpg", "pdf", "jpg"),
    "fax-150": ("tif", "pdf", "pdf", "tif", "pdf", "pdf", "pdf", "pdf"),
    "fine-400": ("pdf", "png", "pdf", "tif", "png", "pdf", "png", "pdf"),
}
"""What each scanner makes of its eight texts; an image file holds one page, a tif any number."""

PROSE = ("p020", "p019", "p030", "p023", "p021", "p008", "p024", "p025", "p012", "p028", "p007", "p022", "p006", "p011",
         "p003")  # fmt: skip
"""Documents of one or two pages."""

PAGES = ("m003", "m007", "m008", "m011", "m013", "m015", "m016", "m018", "m019", "m021", "m023")
"""Documents of one page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A box on paper: page (from 0), its left and upper edge and side in points, and whether it is to be marked."""

    page: int
    left: float
    top: float
    side: float
    checked: bool


def printed(paper: Paper, gold: Gold) -> tuple[bytes, list[Spot]]:
    """Print a paper: its PDF and the boxes that a pen has to mark."""
    register()
    for name, weight in ((BODY, "Regular"), (STRONG, "Bold")):
        pdfmetrics.registerFont(
            TTFont(name, str(LIBERATION / f"Liberation{paper.typeface}-{weight}.ttf"), asciiReadable=0)
        )
    if paper.marks == "none":
        return prose(gold), []
    shape = vector(zlib.crc32(gold.name.encode()) % 4)
    if paper.marks == "vector":
        return form(gold, Style(paper.layout, shape)), []
    seen: dict[int, list[Spot]] = {}

    def empty(canvas: Canvas, x: float, y: float, state: State, radio: bool) -> None:  # noqa: FBT001
        spot = Spot(canvas.getPageNumber() - 1, x, PAGE_HEIGHT - y - SIDE, SIDE, state is State.CHECKED)
        seen.setdefault(id(canvas), []).append(spot)
        canvases.append(canvas)
        shape(canvas, x, y, State.UNCHECKED, radio)

    canvases: list[Canvas] = []  # kept, so that no id is given twice
    pdf = form(gold, Style(paper.layout, empty))
    return pdf, seen[id(canvases[-1])] if canvases else []


def sheets(paper: Paper, gold: Gold, random: Random) -> list[Image.Image]:
    """Return the pages of a paper with ink on them, before they are scanned."""
    pdf, spots = printed(paper, gold)
    dpi = paper.profile.dpi
    scale = dpi / 72
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=scale).to_pil().convert("L") for page in document]
    for spot in spots:
        if spot.checked:
            mark(pages[spot.page], (spot.left * scale, spot.top * scale), spot.side * scale, dpi, random)
    taken = _taken(pdf, spots)
    if place := room(taken[0], *STAMP_SIZE, random):
        day = f"20{int(random.integers(15, 25))}-{int(random.integers(1, 13)):02}-{int(random.integers(1, 29)):02}"
        lines = ("INKOM", day, f"Dnr {int(random.integers(10, 990))}/{day[2:4]}")
        stamp(pages[0], (place[0] * scale, place[1] * scale), lines, dpi, random)
        taken[0].append((place[0], place[1], place[0] + STAMP_SIZE[0], place[1] + STAMP_SIZE[1] + 12))
    for _ in range(int(random.integers(1, 3))):
        width, height = float(random.uniform(90, 150)), float(random.uniform(26, 40))
        if place := room(taken[-1], width, height, random, low=0.35):
            signature(pages[-1], (place[0] * scale, place[1] * scale), width * scale, height * scale, random)
            taken[-1].append((*place, place[0] + width, place[1] + height))
    return pages


Area = tuple[float, float, float, float]


def _taken(pdf: bytes, spots: Sequence[Spot]) -> list[list[Area]]:
    """Areas (left, top, right, bottom; points) of words and boxes, page by page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        found = [[(w["x0"], w["top"], w["x1"], w["bottom"]) for w in page.extract_words()] for page in document.pages]
    for spot in spots:
        found[spot.page].append((spot.left - 5, spot.top - 5, spot.left + spot.side + 5, spot.top + spot.side + 5))
    return found


def room(
    taken: Sequence[Area], width: float, height: float, random: Random, low: float = 0.0
) -> tuple[float, float] | None:
    """Find a place for a rectangle, ``low`` of the page down at least, that covers nothing."""
    for _ in range(400):
        left = float(random.uniform(40, 555 - width))
        top = float(random.uniform(max(22, low * PAGE_HEIGHT), PAGE_HEIGHT - 55 - height))
        if all(left + width + 8 < a or c + 8 < left or top + height + 10 < b or d + 10 < top for a, b, c, d in taken):
            return left, top
    return None


def scanned(page: Image.Image, profile: Profile, random: Random) -> Image.Image:
    """Put a sheet through a scanner, ``copies`` times."""
    for _ in range(profile.copies):
        page = _through(page, profile, random)
    if profile.quality is not None:
        return page
    return page.point(lambda value: 255 if value > DARK else 0).convert("1")


def _through(page: Image.Image, profile: Profile, random: Random) -> Image.Image:
    paper = int(random.integers(236, 252))
    angle = float(random.uniform(0.25, 1.0) * profile.skew * random.choice((-1, 1)))
    askew = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    soft = askew.filter(ImageFilter.GaussianBlur(profile.blur * profile.dpi / 72))
    grey = np.asarray(soft, dtype=np.float64)
    grey = paper - (255 - grey) * profile.fade * paper / 255
    grey = grey - _shadow(grey.shape, profile.shade, random)
    grey += random.normal(0, profile.noise, grey.shape)
    _dusted(grey, profile, random)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _shadow(shape: tuple[int, ...], most: float, random: Random) -> Grey:
    """Return how much darker each spot is: a slope over the sheet, and for a strong one a soft round shadow."""
    down, across = np.mgrid[0 : 1 : shape[0] * 1j, 0 : 1 : shape[1] * 1j]
    angle = random.uniform(0, 2 * np.pi)
    slope = ((across - 0.5) * np.cos(angle) + (down - 0.5) * np.sin(angle) + 0.71) / 1.42
    middle = random.uniform(-0.1, 1.1, 2)
    round_one = np.exp(-((across - middle[0]) ** 2 + (down - middle[1]) ** 2) / 0.12)
    shadow: Grey = random.uniform(0.4, 1.0) * most * (0.55 * slope + 0.45 * round_one)
    return shadow


def _dusted(grey: Grey, profile: Profile, random: Random) -> None:
    specks = int(profile.dust * grey.size / 40_000)
    side = max(1, round(profile.dpi / 150))
    rows = random.integers(grey.shape[0] - side, size=specks)
    columns = random.integers(grey.shape[1] - side, size=specks)
    for down in range(side):
        for across in range(side):
            grey[rows + down, columns + across] = 40


def make(paper: Paper, gold: Gold) -> bytes:
    """Return the scan of a paper; the same paper gives the same image."""
    random = np.random.default_rng(zlib.crc32(file_of(paper).encode()))
    pages = [scanned(page, paper.profile, random) for page in sheets(paper, gold, random)]
    if paper.layer:
        return _searchable(paper, gold, pages)
    turned = [paper.turned[min(at, len(paper.turned) - 1)] for at in range(len(pages))]
    return _saved([page.rotate(by, expand=True) if by else page for page, by in zip(pages, turned, strict=True)], paper)


def _saved(pages: Sequence[Image.Image], paper: Paper) -> bytes:
    """Return the file.

    Raises
    ------
    ValueError
        Pages that would be left out.
    """
    out, profile = io.BytesIO(), paper.profile
    if len(pages) > 1 and paper.ending in ("jpg", "png"):
        raise ValueError(f"{paper.gold}: {len(pages)} pages do not go into one image")
    quality = {} if profile.quality is None else {"quality": profile.quality}
    match paper.ending:
        case "pdf":
            pages[0].save(
                out,
                "PDF",
                save_all=True,
                append_images=pages[1:],
                resolution=profile.dpi,
                title="Skannad handling",
                subject="Påhittat exempel",
                keywords=KEYWORDS,
                **quality,
            )
        case "tif":
            more = pages[1:]
            compression = "group4" if profile.quality is None else "jpeg"
            pages[0].save(
                out, "TIFF", save_all=True, append_images=more, compression=compression, description=KEYWORDS,
                dpi=(profile.dpi, profile.dpi),
            )  # fmt: skip
        case "png":
            info = PngImagePlugin.PngInfo()
            info.add_itxt("Keywords", KEYWORDS)
            image = pages[0] if profile.quality is None else pages[0].quantize(16)
            image.save(out, "PNG", pnginfo=info, dpi=(profile.dpi, profile.dpi), optimize=True)
        case _:
            # A telephone says nothing of the size of what it saw.
            known = {} if profile.name.startswith("phone") else {"dpi": (profile.dpi, profile.dpi)}
            pages[0].save(out, "JPEG", comment=KEYWORDS.encode(), **known, **quality)
    return out.getvalue()


def _searchable(paper: Paper, gold: Gold, pages: Sequence[Image.Image]) -> bytes:
    """Return a PDF of images with an invisible text layer, good or spoiled."""
    pdf, _ = printed(paper, gold)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595.28, PAGE_HEIGHT), invariant=1)
    canvas.setTitle("Skannad handling")
    canvas.setSubject("Påhittat exempel")
    canvas.setKeywords(KEYWORDS)
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page, image in zip(document.pages, pages, strict=True):
            jpeg = io.BytesIO()
            image.save(jpeg, "JPEG", quality=paper.profile.quality)
            canvas.drawImage(ImageReader(jpeg), 0, 0, 595.28, PAGE_HEIGHT)
            for word in page.extract_words():
                text = canvas.beginText(word["x0"], PAGE_HEIGHT - word["bottom"] + 2)
                text.setTextRenderMode(3)
                text.setFont(BODY, max(4.0, word["bottom"] - word["top"] - 1))
                text.textOut(LAYERS[paper.layer or "good"](word["text"]))
                canvas.drawText(text)
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def _mojibake(word: str) -> str:
    """UTF-8 read as Windows-1252, twice where it can be."""
    once = word.encode().decode("cp1252", errors="replace")
    return once.encode().decode("cp1252", errors="replace")


def _shifted(word: str) -> str:
    """Every letter another, as from a font whose codes went missing."""
    return "".join(chr(33 + (ord(letter) * 7) % 90) for letter in word)


LAYERS: dict[str, Callable[[str], str]] = {"good": str, "mojibake": _mojibake, "shifted": _shifted}


def file_of(paper: Paper) -> str:
    """Where a scan lies in corpus/parsing."""
    folder = "aside" if paper.profile.name == "worn" else "open"
    what = "".join((f"-{paper.marks}" if paper.marks == "vector" else "", f"-{paper.layer}" if paper.layer else ""))
    return f"{folder}/scan-{paper.profile.name}/{paper.gold}{what}.{paper.ending}"


def _write(chosen: Sequence[Paper], known: dict[str, Gold], listed: Path) -> int:
    size = 0
    for paper in chosen:
        path = FOLDER / file_of(paper)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(make(paper, known[paper.gold]))
        size += path.stat().st_size
    with listed.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        for paper in chosen:
            profile = paper.profile
            name = profile.name if profile.name.endswith(f"-{profile.dpi}") else f"{profile.name}-{profile.dpi}"
            layout = f"searchable-{paper.layer}" if paper.layer else paper.layout
            rows.writerow([file_of(paper), paper.gold, paper.ending, "ours", layout, paper.marks, name])
    return size


def main() -> None:
    """Write what is missing, and the lists."""
    known = golds()
    for chosen, folder in ((list(papers()), FOLDER), (list(worn()), ASIDE)):
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{folder}: {len(chosen)} scans, {_write(chosen, known, folder / 'scans.csv') / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
