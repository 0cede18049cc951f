"""The parts of a message: which of them are its body, which are files, and what each of them holds.

The library is asked for raw headers only (``compat32``): its newer parser of headers takes time that grows with the
square of a hostile one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message

from lexsarah.errors import CorruptFile, EncryptedFile, UnsafeFile
from lexsarah.limits import Limits
from lexsarah.parse.text import decode
from lexsarah.parse.tidy import tidy

MAX_HEADER = 5000
"""Code points of a header that are read: some hundred addresses."""

MAX_PARTS = 5000
"""Parts of a message, those that hold others included."""

MAX_DEPTH = 30
"""Parts inside parts; a message with attachments has three or four levels."""

SHAPED = re.compile(r"<(?:table|input|select|textarea|dl)\b", re.IGNORECASE)
"""Tags that say more than the same words as plain text."""

SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})

Part = Message


@dataclass(frozen=True, slots=True)
class Contents:
    """Parts that are the body, in order, and those that are files."""

    body: tuple[Part, ...]
    files: tuple[Part, ...]


def attachments(content: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file that a message carries; pictures that its text shows are left out.

    Raises
    ------
    UnsafeFile
        More of them, or more bytes, than ``limits`` allow; and as ``parse_message``.
    """
    files = contents_of(opened(content)).files
    if len(files) > limits.max_members:
        raise UnsafeFile(f"the message carries more than {limits.max_members} files")
    total = 0
    for at, part in enumerate(files, 1):
        held = _bytes(part)
        total += len(held)
        if total > limits.max_unpacked_bytes:
            raise UnsafeFile("the files that the message carries are larger than allowed")
        yield _name(part, at), held


def opened(content: bytes) -> Message:
    """Take a message apart. Raises ``UnsafeFile`` for one that nests too deep, ``CorruptFile`` for none."""
    try:
        return message_from_bytes(content, policy=policy.compat32)
    except RecursionError as error:
        raise UnsafeFile("the message nests its parts deeper than any mail program does") from error
    except (MessageError, ValueError, LookupError) as error:
        raise CorruptFile("the message is damaged") from error


def contents_of(message: Message) -> Contents:
    """Part the body from the files, in order."""
    body: list[Part] = []
    files: list[Part] = []
    waiting: list[tuple[Part, int]] = [(message, 0)]
    seen = 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > MAX_PARTS or depth > MAX_DEPTH:
            raise UnsafeFile("the message has more parts than any mail program makes")
        kind = part.get_content_type()
        if kind in SEALED:
            raise EncryptedFile("an encrypted or sealed message: save it without encryption")
        held = part.get_payload()
        if kind == "message/rfc822" or not part.is_multipart():
            (body if _is_body(part) else files).append(part)
        elif isinstance(held, list):
            inner = [one for one in held if isinstance(one, Message)]
            chosen = _chosen(inner) if kind == "multipart/alternative" else inner
            waiting += [(one, depth + 1) for one in reversed(chosen)]
    shown = _shown_pictures(body)
    return Contents(tuple(body), tuple(part for part in files if _is_file(part, shown)))


def _chosen(parts: list[Part]) -> list[Part]:
    """Of the same words in several forms, those in HTML where they are shaped as a form or table, else plain text."""
    leaves = {part.get_content_type(): part for part in reversed(parts) if not part.is_multipart()}
    plain, page = leaves.get("text/plain"), leaves.get("text/html")
    compound = [part for part in parts if part.is_multipart()]
    if page is not None and (plain is None or SHAPED.search(words_of(page)) or not words_of(plain).strip()):
        return [page]
    if plain is not None and words_of(plain).strip():
        # Pictures and files may stand beside the HTML that was not chosen.
        return [plain, *(one for part in compound for one in _files_in(part))]
    return compound or parts[-1:]


def _files_in(part: Part) -> list[Part]:
    held = part.get_payload()
    inner = [one for one in held if isinstance(one, Message)] if isinstance(held, list) else []
    return [one for one in inner if not one.is_multipart() and not _is_body(one)]


def _is_body(part: Part) -> bool:
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return is_text and part.get_content_disposition() != "attachment" and not part.get_filename()


def _shown_pictures(body: list[Part]) -> frozenset[str]:
    """Names by which the body shows pictures that came with it."""
    pages = (words_of(part) for part in body if part.get_content_type() == "text/html")
    return frozenset(found.lower() for page in pages for found in re.findall(r"cid:([^\"'\s>)]{1,300})", page))


def _is_file(part: Part, shown: frozenset[str]) -> bool:
    if part.get_content_type() in SIGNATURES or part.get_content_type() == "message/delivery-status":
        return False
    identity = header(part, "Content-ID").strip("<> ").lower()
    return not (part.get_content_maintype() == "image" and identity and identity in shown)


def header(message: Message, name: str) -> str:
    """Words of a header on one line, in clear text."""
    raw = str(message.get(name) or "")[:MAX_HEADER]
    try:
        parts = decode_header(raw)
    except (HeaderParseError, ValueError):
        return " ".join(tidy(raw).split())
    words = "".join(part if isinstance(part, str) else _decoded(part, charset) for part, charset in parts)
    return " ".join(tidy(words).split())


def words_of(part: Part) -> str:
    """Words of a part of text."""
    return _decoded(_bytes(part), part.get_content_charset())


def _decoded(raw: bytes, charset: str | None) -> str:
    """Decode by the character set that is stated, where it is one and fits, else by what reads as Swedish."""
    if charset and charset.lower() not in {"us-ascii", "ascii"}:
        try:
            return raw.decode("cp1252" if charset.lower() in {"iso-8859-1", "latin1"} else charset)
        except (LookupError, UnicodeError, ValueError):
            pass
    return decode(raw.replace(b"\x00", b""))


def _bytes(part: Part) -> bytes:
    """Bytes that a part carries, out of their wrapping."""
    try:
        held = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(held, list):
            return held[0].as_bytes() if held and isinstance(held[0], Message) else b""
        found = part.get_payload(decode=True)
    except (ValueError, LookupError, MessageError, RecursionError) as error:
        raise CorruptFile("a part of the message is damaged") from error
    return found if isinstance(found, bytes) else b""


def _name(part: Part, at: int) -> str:
    """Name of a file that a message carries; a forwarded message is called by what it is about."""
    try:
        stated = part.get_filename() or ""
    except (ValueError, LookupError):
        stated = ""
    named = "".join(
        one if isinstance(one, str) else _decoded(one, charset) for one, charset in decode_header(stated[:MAX_HEADER])
    )
    held = part.get_payload()
    if not named.strip() and part.get_content_type() == "message/rfc822" and isinstance(held, list) and held:
        named = f"{header(held[0], 'Subject') or 'meddelande'}.eml" if isinstance(held[0], Message) else ""
    return " ".join(tidy(named).split()).replace("\\", "/").rsplit("/", 1)[-1] or f"bilaga {at}"
