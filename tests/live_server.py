"""The real server as its own process, as `make run` starts it."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl
from uuid import NAMESPACE_URL, uuid5

import httpx

from kiosk import setup
from kiosk.settings import load_settings
from kiosk.setup import KioskSetup
from matching.kiosks import Kiosk, put_kiosk
from matching.store import Cursor, Store

KIOSKS = [
    Kiosk(uuid5(NAMESPACE_URL, f"{number} {mode}"), number, "", mode)
    for number in range(1, 15)
    for mode in setup.MODES
]
ROOT = Path(__file__).parent.parent
PYTHON_M = (sys.executable, "-m")
LONGEST_START = 60
PORTS = range(15_000, 32_000)  # connections take theirs above


def enrol_all(change: Cursor) -> None:
    """Kiosks 1 to 14 in every mode, so that a test opens whichever it needs."""
    for kiosk in KIOSKS:
        put_kiosk(change, kiosk, now=datetime.now(UTC))


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, nor a connection may take before we do."""
    while True:
        port = random.SystemRandom().choice(PORTS)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


class LiveServer:
    """One server process over a data folder.

    prepare: fills the store before the first start
    environment: further ROZMOWA_ settings
    command: words that start it in another way, %i for its port
    """

    def __init__(
        self,
        folder: Path,
        *,
        prepare: Callable[[Store], object] | None = None,
        environment: dict[str, str] | None = None,
        options: tuple[str, ...] = (),
        scheme: str = "http",
        command: Sequence[str] = (*PYTHON_M, "streamlit", "run", "streamlit_app.py"),
    ) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"{scheme}://localhost:{self.port}"
        self._command = [word.replace("%i", str(self.port)) for word in command]
        self._options = options
        self._environment = {**os.environ, "ROZMOWA_DATA": str(folder), **(environment or {})}
        self._process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self.database = folder / "rozmowa.duckdb"
        self.prepared = None
        if prepare:
            with Store.open(self._environment.get("ROZMOWA_DATABASE", self.database)) as store:
                self.prepared = prepare(store)
                store.write(enrol_all)

    def kiosk_cookie(self, query: str = "") -> dict[str, str]:
        """The cookie of the enrolled kiosk that an address such as ?kiosk=2&mode=door means."""
        given = dict(parse_qsl(query.lstrip("?")))
        its_setup = setup.changed_by(KioskSetup(), given)
        wanted = (its_setup.number or 1, its_setup.mode)
        [kiosk] = [one for one in KIOSKS if (one.number, one.mode) == wanted]
        settings = load_settings(
            {name: value for name, value in self._environment.items() if name.startswith("ROZMOWA")}
        )
        value = setup.to_cookie(setup.enrolled(its_setup, kiosk), settings.key("kiosk cookie"))
        return {"name": setup.COOKIE, "value": value, "url": self.url}

    def be_public(self) -> None:
        """From the next start on, its links lead to itself."""
        self._environment["ROZMOWA_PUBLIC_URL"] = self.url

    def start(self) -> None:
        """Start and wait until it answers; on failure show what it printed."""
        self._process = subprocess.Popen(
            [*self._command, *self._options],
            cwd=ROOT,
            env={**self._environment, "STREAMLIT_SERVER_PORT": str(self.port)},
            stdout=self._log("stdout"),
            stderr=self._log("stderr"),
            start_new_session=True,
        )
        self._wait()

    def _log(self, name: str) -> int:
        return os.open(self.folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def _wait(self) -> None:
        assert self._process is not None
        end = time.monotonic() + LONGEST_START
        while time.monotonic() < end:
            if self._process.poll() is not None:
                break
            try:
                if httpx.get(f"{self.url}/healthz", verify=False, trust_env=False).is_success:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"the server did not start:\n{self.output}")

    @property
    def output(self) -> str:
        """What it printed so far."""
        logs = [self.folder / "stdout", self.folder / "stderr"]
        return "\n".join(log.read_text(errors="replace") for log in logs if log.exists())

    @property
    def pid(self) -> int:
        """The process."""
        assert self._process is not None
        return self._process.pid

    def stop(self) -> int:
        """Ask it to end, as Ctrl+C does; the exit code."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=30)

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(timeout=30)
