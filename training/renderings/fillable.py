"""The fillable PDF (AcroForm): labels are printed, values stand in text fields and boxes in check boxes."""

import io
import re

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from training.render_samples import FONT_FOLDER, FONTS, KEYWORDS
from training.renderings.lines import TICKED, UNTICKED, Kind, Line

MARGIN = 56.0
WIDTH = A4[0] - 2 * MARGIN
SIZE, LEADING = 9.0, 12.0
LABEL_SHARE = 0.35
"""Share of the width that a label has before its field."""

PLAIN = str.maketrans({"–": "-", "—": "-", "”": '"', "“": '"', "’": "'", "…": "...", "•": "·"})
"""Signs that Latin-1 lacks, and what is drawn for them."""

LONGEST = 4000
"""Characters that a field holds."""


def fillable(title: str, content: tuple[Line, ...]) -> bytes:
    """Lay lines out as a filled form; the same lines give the same bytes."""
    for name, file in FONTS.items():
        pdfmetrics.registerFont(TTFont(name, str(FONT_FOLDER / file)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor("lexsarah")
    canvas.setSubject("Påhittat exempel")
    canvas.setKeywords(KEYWORDS)
    form = _Form(canvas)
    for line in content:
        form.add(line)
    canvas.save()
    return out.getvalue()


class _Form:
    """A pen that goes down the page and turns it."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = A4[1] - MARGIN
        self.fields = 0

    def add(self, line: Line) -> None:
        match line.kind:
            case Kind.HEADING:
                self._printed(line.cells[0], font="Strong", before=8.0)
            case Kind.ROW if len(line.cells) % 2 == 0:
                for at in range(0, len(line.cells), 2):
                    self._row(*line.cells[at : at + 2])
            case Kind.BOXES:
                for cell in line.cells:
                    self._boxes(cell)
            case _:
                self._field(" ".join(line.cells), MARGIN, WIDTH)

    def _room(self, height: float) -> None:
        if self.y - height < MARGIN:
            self.canvas.showPage()
            # A page of fields alone has no content, and reportlab leaves such a page out.
            self.canvas.setLineWidth(0.5)
            self.y = A4[1] - MARGIN

    def _printed(self, words: str, font: str, before: float = 0.0) -> None:
        printed = simpleSplit(words, font, SIZE, WIDTH)
        self._room(before + len(printed) * LEADING)
        self.y -= before
        self.canvas.setFont(font, SIZE)
        for line in printed:
            self.y -= LEADING
            self.canvas.drawString(MARGIN, self.y, line)
        self.y -= 4

    def _row(self, label: str, value: str) -> None:
        left = MARGIN + LABEL_SHARE * WIDTH
        printed = simpleSplit(label, "Strong", SIZE, LABEL_SHARE * WIDTH - 6)
        self._room(max(len(printed), 2) * LEADING + 6)
        top = self.y
        self.canvas.setFont("Strong", SIZE)
        for at, line in enumerate(printed):
            self.canvas.drawString(MARGIN, top - LEADING * (at + 1), line)
        self._field(value, left, (1 - LABEL_SHARE) * WIDTH)
        self.y = min(self.y, top - LEADING * len(printed) - 4)

    def _field(self, words: str, left: float, width: float) -> None:
        drawn = simpleSplit(_drawable(words), "Helvetica", SIZE, width - 10)
        height = 1.2 * SIZE * len(drawn) + 10
        self._room(height)
        self.y -= height
        self.fields += 1
        self.canvas.acroForm.textfield(
            name=f"text{self.fields}",
            value="\n".join(drawn),
            x=left,
            y=self.y,
            width=width,
            height=height - 2,
            fontName="Helvetica",
            fontSize=SIZE,
            fieldFlags="multiline",
            borderWidth=0.5,
            maxlen=LONGEST,
        )
        # reportlab breaks no lines in a field and draws Latin-1 alone: what is drawn is not what the field holds.
        field = self.canvas._doc.idToObject[self.canvas.acroForm.fields[-1].name]  # noqa: SLF001
        field.dict["V"] = field.dict["DV"] = PDFString(words)
        self.y -= 4

    def _boxes(self, cell: str) -> None:
        parts = [part.strip() for part in re.split(f"([{TICKED}{UNTICKED}])", cell)]
        if parts[0]:
            self._printed(parts[0], font="Body")
        for glyph, label in zip(parts[1::2], parts[2::2], strict=True):
            printed = simpleSplit(label, "Body", SIZE, WIDTH - 20) or [""]
            self._room(len(printed) * LEADING + 4)
            self.fields += 1
            self.canvas.acroForm.checkbox(
                name=f"box{self.fields}",
                checked=glyph == TICKED,
                x=MARGIN,
                y=self.y - LEADING,
                size=10,
                buttonStyle="cross",
                borderWidth=0.5,
            )
            self.canvas.setFont("Body", SIZE)
            for line in printed:
                self.y -= LEADING
                self.canvas.drawString(MARGIN + 18, self.y + 2, line)
            self.y -= 4


def _drawable(words: str) -> str:
    """Return words in Latin-1, dashes and quotation marks made plain."""
    plain = words.translate(PLAIN)
    return plain.encode("latin-1", "replace").decode("latin-1")
