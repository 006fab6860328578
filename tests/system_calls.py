"""What a unit of systemd lets its service ask of the system, without systemd as the first process.

As a program: system_calls.py UNIT COMMAND… becomes the command, under the filters of that unit.

Put in place as systemd does it: SystemCallFilter, SystemCallErrorNumber, MemoryDenyWriteExecute,
RestrictNamespaces, RestrictAddressFamilies, LockPersonality, NoNewPrivileges and, for root,
CapabilityBoundingSet. The calls that ProtectClock, ProtectHostname, ProtectKernelLogs,
ProtectKernelModules and PrivateDevices forbid are on no list of ours that allows. Not put in place:
files and devices out of sight, other users, RestrictSUIDSGID, limits of memory and of open files.
"""

import ctypes
import errno
import os
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path

LIBRARY = "libseccomp.so.2"  # of Debian's libseccomp2, which systemd needs itself
ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # SCMP_ACT_ALLOW, SCMP_ACT_ERRNO
GREATER_OR_EQUAL, EQUAL, MASKED_EQUAL = 5, 4, 7  # of enum scmp_compare
NOT_KNOWN = -1  # __NR_SCMP_ERROR
EXECUTABLE, WRITABLE = 4, 2
SHARED_EXECUTABLE = 0o100000  # SHM_EXEC
OF_NAMESPACES = [0x00020000, *(1 << bit for bit in (25, 26, 27, 28, 29, 30)), 0x00000080]
ANY_FAMILY = 64  # more than Linux has
DROP_FROM_BOUNDING_SET, CAPABILITIES = 24, 41
PATIENCE = 60


class Comparison(ctypes.Structure):
    """struct scmp_arg_cmp"""

    _fields_ = (
        ("argument", ctypes.c_uint),
        ("operation", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def values(unit: str, name: str) -> list[str]:
    """Of each line of a unit's text that sets it, in their order."""
    lines = (line.partition("=") for line in unit.splitlines())
    return [value.strip() for key, _, value in lines if key == name]


@cache
def members(group: str) -> frozenset[str]:
    """The calls of a group such as @system-service, by the systemd that is here."""
    done = subprocess.run(
        ["systemd-analyze", "syscall-filter", group],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    words = [line.strip() for line in done.stdout.splitlines() if line.startswith(" ")]
    return _calls([word for word in words if not word.startswith("#")])


def _calls(words: list[str]) -> frozenset[str]:
    return frozenset().union(*(members(w) if w.startswith("@") else {w} for w in words))


def allowed(unit: str) -> frozenset[str]:
    """The calls that a unit's SystemCallFilter lines leave; the first of them allows."""
    first, *others = values(unit, "SystemCallFilter")
    assert not first.startswith("~"), "a list of what is refused"
    left = _calls(first.split()) | members("@default")
    for line in others:
        calls = _calls(line.removeprefix("~").split())
        left = left - calls if line.startswith("~") else left | calls
    return left


def loaded() -> ctypes.CDLL:
    """The library. Raises OSError where there is none."""
    library = ctypes.CDLL(LIBRARY)
    library.seccomp_init.restype = ctypes.c_void_p
    library.seccomp_init.argtypes = [ctypes.c_uint32]
    library.seccomp_load.argtypes = [ctypes.c_void_p]
    library.seccomp_rule_add_array.argtypes = [
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_int,
        ctypes.c_uint,
        ctypes.POINTER(Comparison),
    ]
    library.seccomp_syscall_resolve_name.argtypes = [ctypes.c_char_p]
    return library


class Filter:
    """A filter to be, of rules that depart from what it does otherwise."""

    def __init__(self, library: ctypes.CDLL, otherwise: int) -> None:
        self._library = library
        self._context = library.seccomp_init(otherwise)
        assert self._context

    def add(self, action: int, call: str, *comparisons: tuple[int, ...]) -> None:
        """comparisons: number of the argument, operation, one or two operands; all must hold"""
        number = self._library.seccomp_syscall_resolve_name(call.encode())
        if number == NOT_KNOWN:
            return
        array = (Comparison * len(comparisons))(*(Comparison(*one) for one in comparisons))
        code = self._library.seccomp_rule_add_array(
            self._context, action, number, len(comparisons), array
        )
        assert code == 0, (call, os.strerror(-code))

    def load(self) -> None:
        """For this process and all that it becomes or starts. It may gain no privileges then."""
        code = self._library.seccomp_load(self._context)
        assert code == 0, os.strerror(-code)


def restrict(unit: str) -> None:
    """This process, as the unit's text says, for good. Raises OSError without the library."""
    library = loaded()
    if values(unit, "CapabilityBoundingSet") == [""] and os.geteuid() == 0:
        for capability in range(CAPABILITIES):
            ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)
    otherwise_allowed = Filter(library, ALLOW)
    if values(unit, "MemoryDenyWriteExecute") == ["yes"]:
        _refuse_new_code(otherwise_allowed)
    if values(unit, "RestrictNamespaces") == ["yes"]:
        _refuse_namespaces(otherwise_allowed)
    if values(unit, "LockPersonality") == ["yes"]:
        otherwise_allowed.add(REFUSE | errno.EPERM, "personality", (0, GREATER_OR_EQUAL, 1))
    _refuse_families(otherwise_allowed, values(unit, "RestrictAddressFamilies")[0].split())
    otherwise_allowed.load()

    [error] = values(unit, "SystemCallErrorNumber")
    otherwise_refused = Filter(library, REFUSE | getattr(errno, error))
    for call in allowed(unit):
        otherwise_refused.add(ALLOW, call)
    otherwise_refused.load()


def _refuse_new_code(to: Filter) -> None:
    both = WRITABLE | EXECUTABLE
    to.add(REFUSE | errno.EPERM, "mmap", (2, MASKED_EQUAL, both, both))
    for call in ("mprotect", "pkey_mprotect"):
        to.add(REFUSE | errno.EPERM, call, (2, MASKED_EQUAL, EXECUTABLE, EXECUTABLE))
    to.add(REFUSE | errno.EPERM, "shmat", (2, MASKED_EQUAL, SHARED_EXECUTABLE, SHARED_EXECUTABLE))


def _refuse_namespaces(to: Filter) -> None:
    to.add(REFUSE | errno.ENOSYS, "clone3")  # its flags are out of a filter's sight
    to.add(REFUSE | errno.EPERM, "setns")
    for call in ("clone", "unshare"):
        for flag in OF_NAMESPACES:
            to.add(REFUSE | errno.EPERM, call, (0, MASKED_EQUAL, flag, flag))


def _refuse_families(to: Filter, names: list[str]) -> None:
    kept = {int(getattr(socket, name)) for name in names}
    refusal = REFUSE | errno.EAFNOSUPPORT
    for family in set(range(ANY_FAMILY)) - kept:
        to.add(refusal, "socket", (0, EQUAL, family))
    to.add(refusal, "socket", (0, GREATER_OR_EQUAL, ANY_FAMILY))


def main() -> None:
    """Become the command."""
    unit, *command = sys.argv[1:]
    restrict(Path(unit).read_text())
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
