"""Landlock (Linux 5.13 and later): the calling thread, and what it starts, sees no files but those named.

Constants and structures are of ``linux/landlock.h``; the system calls have the same number on every architecture.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION_ASKED = 1
RULE_PATH_BENEATH = 1
PR_SET_NO_NEW_PRIVS = 38

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_FILE, MAKE_SOCKET, TRUNCATE, IOCTL_DEV = 1 << 5, 1 << 9, 1 << 14, 1 << 15

RIGHTS_BY_VERSION = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""Number of file rights (the lowest bits) that each version of the interface knows; later ones know 16."""

NETWORK_FROM, ALL_TCP = 4, 0b11
"""Version from which binding and connecting of TCP can be denied, and the bits of both."""

SCOPES_FROM, ALL_SCOPES = 6, 0b11
"""Version from which abstract Unix sockets and signals end at the fence, and the bits of both."""

RIGHTS_OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
"""Rights that a rule may give on what is no folder."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def version() -> int:
    """Version of the kernel's interface; 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, int(_libc().syscall(CREATE_RULESET, None, ctypes.c_size_t(0), VERSION_ASKED)))


def restrict(readable: Iterable[Path], writable: Iterable[Path] = (), sockets: Iterable[Path] = ()) -> bool:
    """Leave only ``readable`` to read and run, and ``writable`` to do anything in.

    In ``sockets``, Unix sockets may be made and files removed. No TCP either, where the kernel can deny it. Paths that
    do not exist are passed over. Returns whether the kernel has done it; it cannot be undone.
    """
    known = version()
    if not known:
        return False
    libc = _libc()
    rights = (1 << RIGHTS_BY_VERSION.get(known, 16)) - 1
    asked = _Ruleset(rights, ALL_TCP * (known >= NETWORK_FROM), ALL_SCOPES * (known >= SCOPES_FROM))
    ruleset = libc.syscall(CREATE_RULESET, ctypes.byref(asked), ctypes.c_size_t(ctypes.sizeof(asked)), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow(libc, ruleset, path, rights & (EXECUTE | READ_FILE | READ_DIR))
        for path in writable:
            _allow(libc, ruleset, path, rights)
        for path in sockets:
            _allow(libc, ruleset, path, MAKE_SOCKET | REMOVE_FILE)
        libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return bool(libc.syscall(RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow(libc: ctypes.CDLL, ruleset: int, path: Path, rights: int) -> None:
    try:
        descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= RIGHTS_OF_A_FILE
        rule = _PathBeneath(rights, descriptor)
        libc.syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(descriptor)


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
