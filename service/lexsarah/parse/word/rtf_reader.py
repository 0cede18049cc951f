r"""Reads the signs of Rich Text one after the other, with the state that groups keep (RTF 1.9.1).

A group inherits the state around it and gives it back at its end. Some control words at the start of a group make it a
*destination*, whose words go elsewhere or nowhere; of those marked with ``\*`` only the ones listed here are read.
"""

from collections.abc import Callable
from copy import copy
from functools import partial

from lexsarah.errors import UnsafeFile
from lexsarah.parse.symbols import from_symbol_font
from lexsarah.parse.word.rtf_state import CODE_PAGES, SYMBOL_SET, Field, Font, State
from lexsarah.parse.word.rtf_story import StoryBuilder
from lexsarah.parse.word.rtf_tokens import Kind, Token
from lexsarah.parse.word.story import Paragraph, Story
from lexsarah.records import BlockKind

DEFAULT_HALF_POINTS = 24
"""Size of words in half points where nothing is said."""

BODY_LEVEL = 9
"""Outline level of body text; headings have those below."""

MAX_DEPTH = 500
"""Groups inside groups; Word writes some tens."""

SKIPPED = frozenset(
    "colortbl pict objdata objclass objname nonshppict shprslt sp nonesttables bkmkstart bkmkend xe tc rxe template "
    "filetbl revtbl listtable listoverridetable rsidtbl generator themedata colorschememapping datastore "
    "latentstyles xmlnstbl pn atnid atnauthor atntime atnicn atndate atnref atnparent atrfstart atrfend ftnsep "
    "ftnsepc ftncn aftnsep aftnsepc aftncn ffname ffdeftext ffformat ffhelptext ffstattext ffentrymcr ffexitmcr "
    "private ud falt panose background pgdsctbl operator author company manager category doccomm hlinkbase creatim "
    "revtim printim buptim subject comment title nextfile txe blipuid picprop".split()
)
"""Destinations without words of the text."""

READ_THOUGH_MARKED = frozenset(
    "shpinst shptxt dptxbxtext do annotation formfield ffl fldinst nesttableprops listtext pntext footnote "
    "keywords result".split()
)
r"""Destinations that are read though ``\*`` says that a reader may leave them out."""

HEADERS = {"headerf": 0, "header": 1, "headerr": 1, "headerl": 2}
FOOTERS = {"footerf": 0, "footer": 1, "footerr": 1, "footerl": 2}
"""Headers and footers by the order they are told in: that of the first page, the others, those of left pages."""

ASIDE = frozenset({"shptxt", "dptxbxtext", "footnote"})

TABLES = {"fonttbl": "fonts", "stylesheet": "styles"}

SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}"}

UNSURE = "⍰"


class RtfReader:
    """Takes signs and gives the stories of the file."""

    def __init__(self) -> None:
        self.comments: list[str] = []
        self.keywords = ""
        self._margins: dict[tuple[str, int, int], Story] = {}
        self._body = StoryBuilder()
        self._state = State(self._body)
        self._waiting: list[State] = []
        self._fonts: dict[int, Font] = {}
        self._styles: dict[int, str] = {}
        self._default_font = 0
        self._code_page = "cp1252"
        self._raw = b""
        self._high = ""
        self._to_skip = 0
        self._fresh = False
        self._marked = False
        self._cells: list[bool] = []
        self._continues = False
        self._over = False

    @property
    def headers(self) -> list[Story]:
        """Headers, those of first pages first."""
        return [story for key, story in sorted(self._margins.items(), key=lambda pair: pair[0]) if key[0] == "header"]

    @property
    def footers(self) -> list[Story]:
        """Footers, those of first pages first."""
        return [story for key, story in sorted(self._margins.items(), key=lambda pair: pair[0]) if key[0] == "footer"]

    def finished(self) -> Story:
        """Return the body once all signs have been taken."""
        self._flush()
        while self._waiting:
            self._close()
        return self._body.finished()

    def take(self, token: Token) -> None:
        """Take the next sign.

        Raises
        ------
        UnsafeFile
            Groups nested deeper than ``MAX_DEPTH``.
        """
        if self._over:
            return
        if token.kind in {Kind.PLAIN, Kind.CODE}:
            self._characters(token.raw)
            self._fresh = self._marked = False
            return
        self._flush()
        if token.kind is Kind.OPEN:
            self._to_skip = 0
            self._open()
        elif token.kind is Kind.CLOSE:
            self._to_skip = 0
            self._close()
        elif token.kind is Kind.WORD:
            self._to_skip = 0
            self._word(token.words, token.number)
        elif self._to_skip:
            self._to_skip -= 1
        else:
            self._symbol(token.words)

    # Groups

    def _open(self) -> None:
        if len(self._waiting) >= MAX_DEPTH:
            raise UnsafeFile("the file nests its parts deeper than any writer does")
        self._waiting.append(self._state)
        self._state = copy(self._state)
        self._state.at_end = None
        self._fresh, self._marked = True, False

    def _close(self) -> None:
        if not self._waiting:
            self._over = True
            return
        ended, self._state = self._state, self._waiting.pop()
        self._fresh = self._marked = False
        if ended.at_end is not None:
            ended.at_end()
        # What stands after the last brace is no part of the file.
        self._over = not self._waiting

    # Characters

    def _characters(self, raw: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(raw))
            self._to_skip -= skipped
            raw = raw[skipped:]
        if not self._state.skipped:
            self._raw += raw

    def _flush(self) -> None:
        """Add the bytes gathered so far, in the code page of their font."""
        if not self._raw:
            return
        raw, self._raw = self._raw, b""
        if self._state.table is not None:
            self._name(raw.decode("cp1252", errors="replace"))
            return
        font = self._fonts.get(self._state.font, Font())
        if font.charset == SYMBOL_SET or "dings" in font.name.lower():
            known = font.name if font.name.lower() not in {"", "symbol"} else "symbol"
            self._say("".join(from_symbol_font(chr(one), known) for one in raw))
        else:
            self._say(raw.decode(CODE_PAGES.get(font.charset, self._code_page), errors="replace"))

    def _name(self, words: str) -> None:
        """Add to the name of the font or style that is being told of; a semicolon ends it."""
        state, words = self._state, words.split(";", maxsplit=1)[0]
        if state.table == "fonts":
            self._fonts.setdefault(state.font, Font()).name += words
        else:
            self._styles[state.style] = self._styles.get(state.style, "") + words

    def _say(self, words: str) -> None:
        state = self._state
        if state.skipped or state.hidden or state.deleted or state.table is not None:
            return
        if state.catch is not None:
            state.catch.append(words)
        else:
            state.builder.told.say(words, entry=state.entry, bold=state.bold, size=state.half_points / 2)

    def _unicode(self, number: int) -> None:
        self._to_skip = self._state.fallback
        code = number % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high = chr(code)
            return
        mark = chr(code)
        if self._high and 0xDC00 <= code < 0xE000:
            mark = (self._high + mark).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._high = ""
        if len(mark) == 1:
            mark = from_symbol_font(mark, self._fonts.get(self._state.font, Font()).name)
        self._say(mark)

    def _symbol(self, sign: str) -> None:
        if sign == "*" and self._fresh:
            self._marked = True
            return
        self._fresh = self._marked = False
        if sign in "\r\n":
            self._end_paragraph()
        elif sign in SYMBOLS:
            self._say(SYMBOLS[sign])

    # Control words

    def _word(self, word: str, number: int | None) -> None:
        fresh, marked = self._fresh, self._marked
        self._fresh = self._marked = False
        if fresh and self._destination(word, marked=marked):
            return
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in SIGNS:
            self._say(SIGNS[word])
        elif not self._state.skipped:
            known = self._ends(word) or self._character_format(word, number) or self._paragraph_format(word, number)
            if not known and not self._row_format(word):
                self._head(word, number)

    def _ends(self, word: str) -> bool:
        """End a paragraph, a cell or a row; False for any other word."""
        state = self._state
        if state.catch is not None or state.table is not None:
            return False
        if word in {"par", "page", "sect", "column"}:
            self._end_paragraph()
        elif word in {"cell", "nestcell"}:
            state.builder.end_cell(self._hint(), max(2, state.level) if word == "nestcell" else 1)
        elif word in {"row", "nestrow"}:
            state.builder.end_row(max(2, state.level) if word == "nestrow" else 1, self._cells)
        else:
            return False
        return True

    def _end_paragraph(self) -> None:
        state = self._state
        if state.catch is None and state.table is None and not state.skipped:
            state.builder.end_paragraph(self._hint(), max(state.level, int(state.in_table)))

    def _hint(self) -> BlockKind | None:
        state = self._state
        name = self._styles.get(state.style, "").lower()
        if name in {"title", "rubrik"}:
            return BlockKind.TITLE
        if state.outline or name.startswith(("heading", "rubrik")):
            return BlockKind.HEADING
        if name.startswith(("toc ", "innehåll ")):
            return BlockKind.BOILERPLATE
        return BlockKind.LIST_ITEM if state.listed or state.builder.number is not None else None

    def _character_format(self, word: str, number: int | None) -> bool:
        """Change how the next words look or whether they are shown; False for any other word."""
        state = self._state
        on = number != 0
        match word:
            case "plain":
                state.bold = state.hidden = state.deleted = False
                state.font, state.half_points = self._default_font, DEFAULT_HALF_POINTS
            case "b":
                state.bold = on
            case "v":
                state.hidden = on
            case "deleted" | "mvf":
                state.deleted = on
            case "fs":
                state.half_points = number or DEFAULT_HALF_POINTS
            case "f":
                state.font = number or 0
            case "uc":
                state.fallback = max(0, min(number if number is not None else 1, 8))
            case _:
                return False
        return True

    def _paragraph_format(self, word: str, number: int | None) -> bool:
        """Change what the paragraph is and where it stands; False for any other word."""
        state = self._state
        match word:
            case "pard":
                state.style, state.level, state.outline, state.listed, state.in_table = 0, 0, False, False, False
            case "s":
                state.style = number or 0
            case "outlinelevel":
                state.outline = number is not None and 0 <= number < BODY_LEVEL
            case "ls":
                state.listed = bool(number)
            case "intbl":
                state.in_table = True
            case "itap":
                state.level = max(0, number or 0)
            case _:
                return False
        return True

    def _row_format(self, word: str) -> bool:
        """Note which cells of the row only go on from another; False for any other word."""
        match word:
            case "trowd":
                self._cells, self._continues = [], False
            case "clvmrg" | "clmrg":
                self._continues = True
            case "cellx":
                self._cells.append(self._continues)
                self._continues = False
            case _:
                return False
        return True

    def _head(self, word: str, number: int | None) -> None:
        """Take words about fonts, code pages and what a form holds."""
        state = self._state
        match word:
            case "deff":
                self._default_font = state.font = number or 0
            case "ansicpg":
                self._code_page = _code_page(number or 0)
            case "mac" | "pc" | "pca":
                self._code_page = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}[word]
            case "fcharset":
                self._fonts.setdefault(state.font, Font()).charset = number or 0
            case "ffres" if state.field is not None:
                state.field.result = number
            case "ffdefres" if state.field is not None:
                state.field.default = number

    # Destinations

    def _destination(self, word: str, *, marked: bool) -> bool:
        """Send the words of a new group elsewhere; False for a word that makes no destination."""
        state = self._state
        if state.skipped:
            return True
        if word in SKIPPED or (marked and word not in READ_THOUGH_MARKED):
            state.skipped = True
        elif word in TABLES:
            state.table = TABLES[word]
        elif word in HEADERS or word in FOOTERS:
            self._margin(word)
        elif word in ASIDE:
            self._apart(state.builder.aside.append)
        elif word == "annotation":
            self._apart(self._comment)
        elif word in {"listtext", "pntext"}:
            self._caught(partial(_set_number, state.builder))
        elif word == "keywords":
            self._caught(self._keep_keywords)
        elif word == "info":
            state.catch = []
        else:
            return self._field_part(word)
        return True

    def _field_part(self, word: str) -> bool:
        state = self._state
        if word == "field":
            state.field = Field()
            state.at_end = partial(self._tell_field, state.field)
        elif word == "fldinst" and state.field is not None:
            self._caught(partial(_set_code, state.field))
        elif word == "formfield" and state.field is not None:
            state.field.form = True
            state.catch = []
        elif word == "ffl" and state.field is not None:
            self._caught(state.field.entries.append)
        elif word == "fldrslt" and state.field is not None:
            self._result(state.field)
        else:
            return False
        return True

    def _caught(self, keep: Callable[[str], None]) -> None:
        """Gather the words of the group and hand them on at its end."""
        words: list[str] = []
        self._state.catch = words
        self._state.at_end = lambda: keep("".join(words))

    def _apart(self, keep: Callable[[Story], None]) -> None:
        """Make a story of its own of the group and hand it on at its end."""
        builder = StoryBuilder()
        state = self._state
        state.builder, state.catch, state.field, state.entry = builder, None, None, False
        state.level, state.in_table = 0, False
        state.at_end = lambda: keep(builder.finished())

    def _margin(self, word: str) -> None:
        which, order = ("header", HEADERS[word]) if word in HEADERS else ("footer", FOOTERS[word])
        key = (which, order, len(self._margins))
        self._apart(lambda story: self._margins.__setitem__(key, story))

    def _comment(self, story: Story) -> None:
        words = " ".join(" ".join(item.words for item in story if isinstance(item, Paragraph)).split())
        if words:
            self.comments.append(words)

    def _keep_keywords(self, words: str) -> None:
        self.keywords = words

    # Fields

    def _result(self, field: Field) -> None:
        """Read a field's result as what it is: words filled in, or nothing where the state is written elsewhere."""
        if field.kind in {"FORMCHECKBOX", "FORMDROPDOWN", "SYMBOL"}:
            self._tell_field(field)
            self._state.skipped = True
            return
        field.told = True
        if field.kind == "FORMTEXT":
            self._state.builder.told.control()
            self._state.entry = True

    def _tell_field(self, field: Field) -> None:
        """Add a box, a symbol or what was chosen in a list, where its result has not been told."""
        if field.told or self._state.skipped or self._state.catch is not None:
            return
        field.told = True
        told = self._state.builder.told
        if field.kind == "SYMBOL":
            self._say(field.symbol())
        elif field.kind == "FORMCHECKBOX" and field.form:
            told.sign(ticked=bool(field.state))
        elif field.kind == "FORMCHECKBOX":
            # LibreOffice writes no state.
            told.say(UNSURE)
        elif field.kind == "FORMDROPDOWN":
            told.control()
            told.say("".join(field.entries[field.state : field.state + 1]), entry=True)


def _set_number(builder: StoryBuilder, words: str) -> None:
    number = words.strip()
    builder.number = number if any(mark.isalnum() for mark in number) else ""


def _set_code(field: Field, words: str) -> None:
    field.code = words


def _code_page(number: int) -> str:
    name = {10000: "mac-roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
