"""Typefaces of the renderings by ReportLab, and one whose boxes have private-use codes as Wingdings has them."""

from functools import cache
from io import BytesIO
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

BODY, STRONG, SIGNS, PRIVATE = "Benchmark", "BenchmarkStrong", "BenchmarkSigns", "BenchmarkPrivate"
LIBERATION = Path("/usr/share/fonts/truetype/liberation")
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")

AS_WINGDINGS = {0x2610: 0xF0A8, 0x2612: 0xF0FD, 0x2611: 0xF0FE, 0x25CB: 0xF0A1, 0x25C9: 0xF0A4, 0x25A1: 0xF06F}
"""Code of the sign in DejaVu and the private-use code that Word writes for its counterpart in Wingdings."""


@cache
def register() -> None:
    """Make the typefaces known to ReportLab, and its streams binary."""
    rl_config.useA85 = 0
    pdfmetrics.registerFont(TTFont(BODY, str(LIBERATION / "LiberationSans-Regular.ttf"), asciiReadable=0))
    pdfmetrics.registerFont(TTFont(STRONG, str(LIBERATION / "LiberationSans-Bold.ttf"), asciiReadable=0))
    pdfmetrics.registerFont(TTFont(SIGNS, str(DEJAVU), asciiReadable=0))


@cache
def register_private() -> None:
    """Make the typeface with private-use codes known: DejaVu's boxes under the code points of AS_WINGDINGS.

    The text layer then has U+F0A8 where the page shows an empty box.
    """
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415 - fontTools is only where renderings are made
    from fontTools.ttLib import TTFont as Face  # noqa: PLC0415

    face = Face(DEJAVU)
    options = Options(drop_tables=["GSUB", "GPOS", "GDEF", "kern", "FFTM"], glyph_names=False)
    subset = Subsetter(options)
    subset.populate(unicodes=AS_WINGDINGS)
    subset.subset(face)
    for table in face["cmap"].tables:
        table.cmap = {AS_WINGDINGS[code]: name for code, name in table.cmap.items() if code in AS_WINGDINGS}
    # ReportLab knows a typeface by its own name.
    for record in face["name"].names:
        record.string = PRIVATE
    out = BytesIO()
    face.save(out)
    out.seek(0)
    pdfmetrics.registerFont(TTFont(PRIVATE, out, asciiReadable=0))
