"""A seccomp filter (Linux, x86_64 and aarch64): system calls that reading a file never needs answer EPERM.

The filter is for the calling thread and what it starts, and cannot be undone. Names and numbers are of the kernel's
``unistd_64.h`` and ``asm-generic/unistd.h``, constants of ``linux/filter.h``, ``seccomp.h``, ``audit.h``, ``sched.h``.
"""

import ctypes
import errno
import platform
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, MODE_FILTER = 38, 22, 2

ALLOW, ERRNO, KILL_PROCESS = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, JUMP_EQUAL, JUMP_FROM, JUMP_ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Offsets in ``struct seccomp_data``; of an argument the low half on a little-endian machine."""

ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""By ``platform.machine()``: the column of the tables below, and the kernel's own code (AUDIT_ARCH_…)."""

X32 = 0x40000000
"""Bit of the second set of numbers on x86_64, by which a filter on the first could be walked around."""

AF_UNIX = 1
NEW_NAMESPACES = 0x7E020000
"""Flags of clone(2) that make a namespace (CLONE_NEWNS, …CGROUP, …UTS, …IPC, …USER, …PID, …NET)."""

OPENS = {"socket": (41, 198), "socketpair": (53, 199)}
SPEAKS = {
    "connect": (42, 203), "accept": (43, 202), "sendmsg": (46, 211), "bind": (49, 200), "listen": (50, 201),
    "accept4": (288, 242), "sendmmsg": (307, 269),
}  # fmt: skip
"""Calls by which a process comes to speak with others; it may go on using the sockets that it was given."""

NEVER = {
    # other processes and their memory
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "kcmp": (312, 272),
    "pidfd_getfd": (438, 438), "process_madvise": (440, 440),
    # namespaces and mounts
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41),
    "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265),
    # the kernel itself: keys, programs in it, modules, another kernel
    "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219), "bpf": (321, 280),
    "perf_event_open": (298, 241), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "userfaultfd": (323, 282), "init_module": (175, 105),
    "finit_module": (313, 273), "delete_module": (176, 106), "kexec_load": (246, 104),
    "kexec_file_load": (320, 294), "personality": (135, 92), "syslog": (103, 116), "lookup_dcookie": (212, 18),
    # the machine: clock, name, swap, power, accounts
    "clock_settime": (227, 112), "settimeofday": (164, 170), "adjtimex": (159, 171), "clock_adjtime": (305, 266),
    "sethostname": (170, 161), "setdomainname": (171, 162), "swapon": (167, 224), "swapoff": (168, 225),
    "reboot": (169, 142), "acct": (163, 89), "quotactl": (179, 60),
}  # fmt: skip

ONLY_X86 = {"iopl": 172, "ioperm": 173, "modify_ldt": 154}
CLONE, CLONE3 = (56, 220), 435
"""clone3 hides its flags behind a pointer; "no such call" makes the C library use clone, whose flags can be seen."""

Instruction = tuple[int, int, int, int]
"""Code, jump if true, jump if false, constant: ``struct sock_filter``."""


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("true", ctypes.c_uint8), ("false", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


def restrict(*, unix_sockets: bool = False) -> bool:
    """Deny what is listed above, and every socket but (if asked) those of this machine. Returns whether it is done."""
    machine = platform.machine()
    if not sys.platform.startswith("linux") or machine not in ARCHITECTURES or sys.byteorder != "little":
        return False
    instructions = program(machine, unix_sockets=unix_sockets)
    array = (_Instruction * len(instructions))(*(_Instruction(*one) for one in instructions))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(_Program(len(array), array)), 0, 0) == 0)


def program(machine: str, *, unix_sockets: bool) -> list[Instruction]:
    """Return the filter for an architecture as BPF instructions."""
    column, code = ARCHITECTURES[machine]
    refuse = (RETURN, 0, 0, ERRNO | errno.EPERM)
    denied = [numbers[column] for numbers in NEVER.values()]
    out: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, code),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, NUMBER),
    ]
    if machine == "x86_64":
        out += [(JUMP_FROM, 0, 1, X32), refuse]
        denied += ONLY_X86.values()
    if not unix_sockets:
        denied += [numbers[column] for numbers in (*OPENS.values(), *SPEAKS.values())]
    for number in denied:
        out += [(JUMP_EQUAL, 0, 1, number), refuse]
    out += [(JUMP_EQUAL, 0, 1, CLONE3), (RETURN, 0, 0, ERRNO | errno.ENOSYS)]
    allow = (RETURN, 0, 0, ALLOW)
    # From here on a branch ends in a verdict: the argument takes the number's place.
    out += [(JUMP_EQUAL, 0, 4, CLONE[column]), (LOAD, 0, 0, FIRST_ARGUMENT), (JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES)]
    out += [refuse, allow]
    if unix_sockets:
        for numbers in OPENS.values():
            out += [(JUMP_EQUAL, 0, 4, numbers[column]), (LOAD, 0, 0, FIRST_ARGUMENT), (JUMP_EQUAL, 1, 0, AF_UNIX)]
            out += [refuse, allow]
    return [*out, allow]
