"""Rich Text Format (.rtf): body, headers, notes and comments; boxes and fields of forms included."""

from lexsarah.limits import Limits
from lexsarah.parse.flowing import document_of, says_invented
from lexsarah.parse.word.rtf_reader import RtfReader
from lexsarah.parse.word.rtf_tokens import tokens
from lexsarah.parse.word.story import Told
from lexsarah.parse.word.story_lines import lines_of
from lexsarah.records import ParsedDocument, Producer, SourceFile

PARSER = Producer("rule", "parse.rtf", "1")


def parse_rtf(source: SourceFile, limits: Limits) -> ParsedDocument:
    """Read a Rich Text file. Pictures and embedded objects are stepped over.

    Raises
    ------
    UnsafeFile
        Groups nested deeper than any writer nests them.
    EmptyFile
        No text.
    FileTooLarge
        More characters than the limit.
    """
    reader = RtfReader()
    for token in tokens(source.content):
        reader.take(token)
    body = reader.finished()
    told = Told(body, tuple(reader.headers), tuple(reader.footers), tuple(reader.comments))
    return document_of(lines_of(told), limits, PARSER, synthetic=says_invented(reader.keywords))
