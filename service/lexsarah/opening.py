"""From a file to the documents in it: an archive, or a mail with attachments, is opened, at any depth within limits."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lexsarah.errors import UnreadableFile, UnsafeFile
from lexsarah.ingest import from_bytes, load
from lexsarah.limits import Limits
from lexsarah.parse import expand_safely
from lexsarah.parse.containers import CONTAINERS, HAS_WORDS
from lexsarah.records import SourceFile


@dataclass(frozen=True, slots=True)
class Part:
    """A document to read, or why there is none.

    ``origin`` is its path as given, and after each ``!/`` its name in the container before; ``name`` the last of these.
    """

    origin: str
    name: str
    found: SourceFile | UnreadableFile

    def source(self) -> SourceFile:
        """Return the document, or raise why there is none."""
        if isinstance(self.found, UnreadableFile):
            raise self.found
        return self.found


def parts_of_file(path: Path, limits: Limits) -> Iterator[Part]:
    """Yield the documents in a file; one that cannot be opened is yielded with its error, so that the others go on."""
    try:
        source = load(path, limits)
    except UnreadableFile as error:
        yield Part(str(path), path.name, error)
    else:
        yield from parts(source, limits)


def parts(source: SourceFile, limits: Limits) -> Iterator[Part]:
    """Yield the documents in a source: itself, and what is in it where it is a container.

    The limits on members and unpacked bytes hold for all that is opened together, however deep it lies.
    """
    yield from _Opening(limits).parts(source, depth=0)


class _Opening:
    """Counts what has been opened."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def parts(self, source: SourceFile, depth: int) -> Iterator[Part]:
        if source.media_type not in CONTAINERS:
            yield Part(source.origin, source.name, source)
            return
        if source.media_type in HAS_WORDS:
            yield Part(source.origin, source.name, source)
        if depth == self.limits.max_nesting:
            too_deep = UnsafeFile(f"more than {self.limits.max_nesting} archives inside each other: unpack it first")
            yield Part(source.origin, source.name, too_deep)
            return
        try:
            members = expand_safely(source, self.limits)
        except UnreadableFile as error:
            yield Part(source.origin, source.name, error)
            return
        self.limits = replace(
            self.limits,
            max_members=self.limits.max_members - len(members),
            max_unpacked_bytes=self.limits.max_unpacked_bytes - sum(len(member.content) for member in members),
        )
        for member in members:
            origin = f"{source.origin}!/{member.name}"
            try:
                inside = from_bytes(member.content, member.name, origin, self.limits)
            except UnreadableFile as error:
                yield Part(origin, member.name, error)
            else:
                yield from self.parts(inside, depth + 1)
