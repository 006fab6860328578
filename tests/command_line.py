"""The organiser's command line: as a process of its own, and faster within this one."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from live_server import ROOT

from kiosk.__main__ import main


@dataclass(frozen=True)
class Done:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it printed."""
        return self.out.splitlines()


def kiosk(folder: Path, *arguments: object, cwd: Path = ROOT, **settings: str) -> Done:
    """What `python -m kiosk …` does over a data folder, without a new process."""
    out, err = io.StringIO(), io.StringIO()
    with (
        _environment({"ROZMOWA_DATA": str(folder)} | _prefixed(settings)),
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def _prefixed(settings: dict[str, str]) -> dict[str, str]:
    return {f"ROZMOWA_{name}": value for name, value in settings.items()}


@contextlib.contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = dict(os.environ)
    for name in [name for name in before if name.startswith("ROZMOWA_")]:
        del os.environ[name]
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def kiosk_process(
    folder: Path, *arguments: object, environment: dict[str, str] | None = None, cwd: Path = ROOT
) -> Done:
    """Really run `python -m kiosk …` over a data folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("ROZMOWA_")}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", *map(str, arguments)],
        cwd=cwd,
        env={
            **clean,
            "PYTHONPATH": str(ROOT),
            "PYTHONWARNINGS": "error",
            "ROZMOWA_DATA": str(folder),
            **(environment or {}),
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def is_one_sentence(done: Done, *, code: int = 2) -> bool:
    """Refused as the design says: the exit code, one sentence on stderr, nothing else."""
    sentence = done.err.strip()
    return (
        done.code == code
        and done.out == ""
        and bool(sentence)
        and "\n" not in sentence
        and "Traceback" not in sentence
    )
