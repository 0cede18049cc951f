"""Rows in PostgreSQL's binary COPY format (documentation, COPY, "Binary Format"): a million in a minute."""

import struct
from collections.abc import Iterable, Sequence
from uuid import UUID

import numpy as np
import numpy.typing as npt
import psycopg

HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
TRAILER = struct.pack(">h", -1)
AT_ONCE = 2_000
"""Rows that are given to the connection at once."""
TEXT, SMALLINT = 25, 21
"""Types by number, in arrays."""

_length = struct.Struct(">i").pack
_short, _int, _long = (struct.Struct(form).pack for form in (">ih", ">ii", ">iq"))
_array = struct.Struct(">iiiii").pack
_small = np.dtype([("size", ">i4"), ("value", ">i2")])

NULL = _length(-1)


def raw(data: bytes) -> bytes:
    """Return a field of bytea, uuid or text as it is sent."""
    return _length(len(data)) + data


def text(value: str) -> bytes:
    """Return a field of text."""
    return raw(value.encode())


def uuid(value: UUID) -> bytes:
    """Return a field of uuid."""
    return raw(value.bytes)


def integer(value: int) -> bytes:
    """Return a field of int."""
    return _int(4, value)


def short(value: int) -> bytes:
    """Return a field of smallint."""
    return _short(2, value)


def bigint(value: int) -> bytes:
    """Return a field of bigint."""
    return _long(8, value)


def boolean(*, value: bool) -> bytes:
    """Return a field of boolean."""
    return raw(b"\1" if value else b"\0")


def texts(fields: Sequence[bytes]) -> bytes:
    """Return a field of text[]; its elements are fields."""
    data = b"".join(fields)
    return _length(20 + len(data)) + _array(1, 0, TEXT, len(fields), 1) + data if fields else EMPTY_TEXTS


EMPTY_TEXTS = raw(struct.pack(">iii", 0, 0, TEXT))


def smallints(values: npt.NDArray[np.int64]) -> bytes:
    """Return a field of smallint[] with one element at least."""
    data = np.empty(len(values), _small)
    data["size"], data["value"] = 2, values
    return _length(20 + data.nbytes) + _array(1, 0, SMALLINT, len(values), 1) + data.tobytes()


def halfvec(values: npt.NDArray[np.float16]) -> bytes:
    """Return a field of halfvec (pgvector, halfvec_send)."""
    data = values.astype(">f2").tobytes()
    return struct.pack(">ihh", 4 + len(data), len(values), 0) + data


def copy(connection: "psycopg.Connection[object]", table: str, columns: str, rows: Iterable[tuple[bytes, ...]]) -> None:
    """Add rows of fields to a table; ``columns`` are their names, parted by commas."""
    head = struct.pack(">h", columns.count(",") + 1)
    with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)") as stream:
        stream.write(HEADER)
        held: list[bytes] = []
        for row in rows:
            held += (head, *row)
            if len(held) > AT_ONCE * len(row):
                stream.write(b"".join(held))
                held.clear()
        stream.write(b"".join([*held, TRAILER]))
