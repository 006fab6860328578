"""A venue's network that can be cut: kiosks in a network namespace, behind a switch in another.

The cable is pulled between switch and server, so that neither end notices: nothing is refused,
nothing answers. Needs root and iproute2.
"""

import os
import subprocess
from pathlib import Path
from typing import Self

SERVER, KIOSKS = "10.213.7.1", "10.213.7.2"


def is_possible() -> bool:
    """Whether namespaces can be made here."""
    name = f"rz-try-{os.getpid()}"
    tried = subprocess.run(["ip", "netns", "add", name], capture_output=True, check=False)
    if tried.returncode == 0:
        _ip("netns", "delete", name)
    return tried.returncode == 0


class Cable:
    """Between the server, at the address SERVER, and the kiosks at KIOSKS.

    around: the command that runs another one among the kiosks
    """

    def __init__(self) -> None:
        number = os.getpid() % 100_000
        self._kiosks, self._switch = f"rz-kiosks-{number}", f"rz-switch-{number}"
        self._here, self._up, self._down, self._there = (f"rz{one}{number}" for one in "abcd")
        self.around = ["ip", "netns", "exec", self._kiosks]

    def __enter__(self) -> Self:
        for name in (self._kiosks, self._switch):
            _ip("netns", "add", name)
            _ip("-n", name, "link", "set", "lo", "up")
        _ip("link", "add", self._here, "type", "veth", "peer", "name", self._up)
        _ip("link", "add", self._there, "type", "veth", "peer", "name", self._down)
        _ip("link", "set", self._up, "netns", self._switch)
        _ip("link", "set", self._down, "netns", self._switch)
        _ip("link", "set", self._there, "netns", self._kiosks)
        _ip("-n", self._switch, "link", "add", "bridge", "type", "bridge")
        for port in (self._up, self._down):
            _ip("-n", self._switch, "link", "set", port, "master", "bridge")
            _ip("-n", self._switch, "link", "set", port, "up")
        _ip("-n", self._switch, "link", "set", "bridge", "up")
        _ip("address", "add", f"{SERVER}/24", "dev", self._here)
        _ip("link", "set", self._here, "up")
        _ip("-n", self._kiosks, "address", "add", f"{KIOSKS}/24", "dev", self._there)
        _ip("-n", self._kiosks, "link", "set", self._there, "up")
        return self

    def __exit__(self, *_: object) -> None:
        for name in (self._kiosks, self._switch):
            subprocess.run(["ip", "netns", "delete", name], capture_output=True, check=False)
        subprocess.run(["ip", "link", "delete", self._here], capture_output=True, check=False)

    def cut(self) -> None:
        """The switch forwards nothing between kiosks and server; both stay plugged in."""
        _ip("-n", self._switch, "link", "set", self._up, "nomaster")

    def mend(self) -> None:
        """It forwards again."""
        _ip("-n", self._switch, "link", "set", self._up, "master", "bridge")

    def browser(self, folder: Path, program: str) -> Path:
        """A program file that starts a browser among the kiosks."""
        file = folder / "browser-among-the-kiosks"
        file.write_text(f'#!/bin/sh\nexec {" ".join(self.around)} {program} "$@"\n')
        file.chmod(0o755)
        return file


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True, capture_output=True)
