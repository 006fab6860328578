"""A real PostgreSQL of Debian's package in a folder of its own, on 127.0.0.1 only."""

import itertools
import os
import pwd
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

import psycopg
from live_server import free_port

INSTALLED = Path("/usr/lib/postgresql")
USER = "rozmowa"
UNPRIVILEGED = "postgres"  # Debian's package makes this user; the server refuses to run as root
PATIENCE = 60  # seconds; generous, as others use this computer too
STANDBY = "standby"
WITHOUT_SYNC = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
ALWAYS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "dynamic_shared_memory_type": "mmap",  # in its data, so that nothing is left when it is killed
    "max_connections": "300",
    "shared_buffers": "64MB",
    "wal_keep_size": "256MB",
    "wal_receiver_timeout": "5s",
    "wal_retrieve_retry_interval": "200ms",
}
# Reads until whoever started it has gone, then ends the server and removes its files, and the
# piece of shared memory (line 7) of one that was killed and so could not do it itself.
KEEPER = """
cat >/dev/null
pid=$(head -n 1 "$0/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ] && [ "/proc/$pid/cwd" -ef "$0/data" ]; then kill -QUIT "$pid"; fi
while [ -n "$pid" ] && [ "/proc/$pid/cwd" -ef "$0/data" ]; do sleep 0.05; done
set -- $(sed -n 7p "$0/data/postmaster.pid" 2>/dev/null)
if [ -n "$2" ]; then ipcrm -m "$2" 2>/dev/null; fi
rm -rf "$0"
"""


def programs() -> Path:
    """The folder with the programs of the newest installed version."""
    versions = [one for one in INSTALLED.glob("*/bin") if (one / "initdb").exists()]
    if not versions:
        raise AssertionError("PostgreSQL is missing: sudo apt-get install postgresql")
    return max(versions, key=lambda one: float(one.parent.name))


def unprivileged(command: list[str]) -> list[str]:
    """The same command as a user who may run the server."""
    if os.geteuid() != 0:
        return command
    as_user = ["--reuid", UNPRIVILEGED, "--regid", UNPRIVILEGED, "--init-groups"]
    return ["setpriv", *as_user, "--", *command]


def run(*command: str | Path, **more: str) -> None:
    """One of PostgreSQL's programs, to its end; what it said if that was not good."""
    done = subprocess.run(
        unprivileged([str(part) for part in command]),
        env={**os.environ, "LC_ALL": "C", **more},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def end_at_once(data: Path) -> None:
    """Kill the server of a data folder and each process of it, as a power cut does."""
    try:
        first = int((data / "postmaster.pid").read_text().split()[0])
        if not Path(f"/proc/{first}/cwd").samefile(data):
            return
        os.kill(first, signal.SIGSTOP)  # no new ones while they are listed
    except (FileNotFoundError, IndexError, ProcessLookupError):
        return
    everyone = tree_of(first)
    _tell(everyone, signal.SIGKILL)
    end = time.monotonic() + PATIENCE
    while any(_is_alive(pid) for pid in everyone):
        assert time.monotonic() < end, everyone
        time.sleep(0.01)


def _state(pid: int) -> list[str]:
    """State and parent of a process, nothing if it has gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _tell(everyone: list[int], what: signal.Signals) -> None:
    """Send a signal to all that are still there."""
    for pid in everyone:
        with suppress(ProcessLookupError):
            os.kill(pid, what)


def tree_of(first: int) -> list[int]:
    """A server's first process and all that it started."""
    everyone = [int(one.name) for one in Path("/proc").iterdir() if one.name.isdigit()]
    return [first, *(pid for pid in everyone if _state(pid)[1:] == [str(first)])]


def _is_alive(pid: int) -> bool:
    return _state(pid)[:1] not in ([], ["Z"])


def url_of(*servers: "PostgresServer", database: str = "postgres") -> str:
    """The address of whichever of these takes writes, found by the client itself."""
    hosts = ",".join(f"127.0.0.1:{server.port}" for server in servers)
    return f"postgresql://{USER}@{hosts}/{database}?target_session_attrs=read-write"


class PostgresServer:
    """One server over a data folder; it never outlives the process that made it.

    folder: for its log and, where the unprivileged user may enter, its data
    is_durable: else nothing waits for the disk, for tests that never cut the power
    settings: further ones of postgresql.conf
    place: a folder that the server's user owns; its data is in there
    """

    def __init__(
        self, folder: Path, *, is_durable: bool = True, settings: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.settings = {**ALWAYS, **({} if is_durable else WITHOUT_SYNC), **(settings or {})}
        self.port = free_port()
        self._programs = programs()
        self._process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)
        folder.mkdir(parents=True, exist_ok=True)
        self.place = self._room_for_data()
        self.data = self.place / "data"
        self._keeper = self._keep()

    def _room_for_data(self) -> Path:
        """A new folder that the server's user owns and can reach."""
        place = Path(tempfile.mkdtemp(prefix="postgres-", dir=self.folder))
        if os.geteuid() == 0:
            user = pwd.getpwnam(UNPRIVILEGED)
            os.chown(place, user.pw_uid, user.pw_gid)
            reached = subprocess.run(unprivileged(["test", "-w", str(place)]), check=False)
            if reached.returncode != 0:
                place.rmdir()
                place = Path(tempfile.mkdtemp(prefix="rozmowa-postgres-"))
                os.chown(place, user.pw_uid, user.pw_gid)
        return place

    def _keep(self) -> subprocess.Popen[bytes]:
        """What cleans up behind us, also when we are killed."""
        return subprocess.Popen(
            ["sh", "-c", KEEPER, str(self.place)],
            stdin=subprocess.PIPE,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def start(self) -> None:
        """Start and wait until it answers; on failure show its log."""
        if not self.data.exists():
            self._make()
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        place = ["-D", str(self.data), "-p", str(self.port)]
        with (self.folder / "postgres.log").open("ab") as log:
            self._process = subprocess.Popen(
                unprivileged([str(self._programs / "postgres"), *place, *options]),
                env={**os.environ, "LC_ALL": "C"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def _make(self) -> None:
        names = ["--username", USER, "--auth", "trust", "--locale", "C", "--encoding", "UTF8"]
        run(self._programs / "initdb", "-D", self.data, *names, "--no-sync", "--wal-segsize", "4")

    def _wait(self) -> None:
        assert self._process is not None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            try:
                psycopg.connect(self.url(), connect_timeout=5).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise AssertionError(f"PostgreSQL did not start:\n{self.log}")

    @property
    def log(self) -> str:
        """What it wrote so far."""
        return (self.folder / "postgres.log").read_text(errors="replace")

    @property
    def pid(self) -> int:
        """Its first process."""
        assert self._process is not None
        return self._process.pid

    def url(self, database: str = "postgres") -> str:
        """Address of one of its databases."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """Address of a new, empty database: UTF8, ordered by bytes."""
        name = f"rozmowa_{os.getpid()}_{next(self._numbers)}"
        self.tell(f"CREATE DATABASE {name}")
        return self.url(name)

    def tell(self, *commands: str) -> None:
        """Commands of its owner, each on its own."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            for command in commands:
                connection.execute(command.encode())

    def ask(self, question: str) -> tuple[object, ...] | None:
        """The first row of an answer."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            return connection.execute(question.encode()).fetchone()

    def stop(self) -> None:
        """Ask it to end now, its clients cut off, everything written."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=PATIENCE)

    def kill(self) -> None:
        """End it at once, as a power cut does; its data stays."""
        end_at_once(self.data)
        if self._process:
            self._process.wait(timeout=PATIENCE)

    def freeze(self) -> None:
        """Let it stand still, its connections open, as behind a network that is cut."""
        _tell([self.pid], signal.SIGSTOP)  # no new ones while they are listed
        _tell(tree_of(self.pid), signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        _tell(tree_of(self.pid), signal.SIGCONT)

    def close(self) -> None:
        """End it and remove its data."""
        if self._process and self._process.poll() is None:
            self.thaw()
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(timeout=PATIENCE)
        self._keeper.communicate(timeout=PATIENCE)

    def copy_to(self, data: Path, *options: str, application_name: str = "copy") -> None:
        """A base backup into a new folder, while clients go on writing."""
        source = f"host=127.0.0.1 port={self.port} user={USER} application_name={application_name}"
        copying = ["-d", source, "-D", data, "--checkpoint=fast", "--no-sync", *options]
        run(self._programs / "pg_basebackup", *copying)

    def standby(self, folder: Path | None = None, *, is_synchronous: bool = True) -> Self:
        """A second server that follows this one, running.

        is_synchronous: a commit here waits until it can be read there, or on another such one
        """
        other = type(self)(
            folder or self.folder.with_name(f"{self.folder.name}-{STANDBY}"),
            settings=self.settings,
        )
        self.copy_to(other.data, "--write-recovery-conf", application_name=STANDBY)
        other.start()
        if is_synchronous:
            self.tell(
                f"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({STANDBY})'",
                "ALTER SYSTEM SET synchronous_commit = 'remote_apply'",
                "SELECT pg_reload_conf()",
            )
        self._wait_for_standby("quorum" if is_synchronous else "async")
        return other

    def _wait_for_standby(self, state: str) -> None:
        question = (
            "SELECT string_agg(DISTINCT state || ' ' || sync_state, ',') FROM pg_stat_replication"
        )
        end = time.monotonic() + PATIENCE
        while self.ask(question) != (f"streaming {state}",):
            assert time.monotonic() < end, self.log
            time.sleep(0.05)

    def promote(self) -> None:
        """Make this standby the one that takes writes, and waits for nobody."""
        assert self.ask(f"SELECT pg_promote(wait_seconds => {PATIENCE})") == (True,), self.log
        self.tell("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()")
