"""A file system of a few megabytes that can be full."""

import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Self

_PIECE = 4096
# Reads until whoever started it has gone, so that nothing stays mounted where it was killed.
_KEEPER = 'cat; umount --lazy "$0"; rmdir "$0"'


class SmallDisk:
    """Only root may mount one. place: its folder, which every user can reach"""

    def __init__(self, *, megabytes: int) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="rozmowa-disk-"))
        self._options = f"size={megabytes}m,mode=0777"
        self._ballast = self.place / "ballast"

    def __enter__(self) -> Self:
        command = ["mount", "-t", "tmpfs", "-o", self._options, "none", str(self.place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            self.place.rmdir()
            raise PermissionError(done.stderr)
        keeper = ["sh", "-c", _KEEPER, str(self.place)]
        self._keeper = subprocess.Popen(keeper, stdin=subprocess.PIPE, start_new_session=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._keeper.communicate()

    def fill(self) -> None:
        """Until not a page is left."""
        with suppress(OSError), self._ballast.open("ab", buffering=0) as file:
            while file.write(bytes(_PIECE)) == _PIECE:
                pass

    def make_room(self) -> None:
        """As an organiser who deletes something."""
        self._ballast.unlink()
