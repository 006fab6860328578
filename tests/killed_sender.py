"""Processes that send what is in the outbox until nothing waits, or until they are killed.

killed_sender.py DATABASE FOLDER SMTP BEGAN makes one for each line that it reads, one after the
other: it says `ready PID` once it has looked after what the last one left, and `ended STATUS` comes
after it.
An hour passes in six seconds, counted from BEGAN (seconds since 1970), so that what is to be tried
again later comes soon.
"""

import os
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from mail_server import FROM
from places import place_of

from kiosk.mail.posting import Postman
from kiosk.mail_settings import mail_server
from kiosk.settings import load_settings
from matching.mailing.delivering import interrupted, waiting
from matching.store import Store

SPEED = 600


def send(database: Path | str, folder: Path, smtp: str, began: float) -> None:
    """Until nothing waits."""

    def clock() -> datetime:
        return datetime.fromtimestamp(began + (time.time() - began) * SPEED, UTC)

    house = {"DATA": str(folder), "PUBLIC_URL": "https://rozmowa.example.org"}
    settings = load_settings({f"ROZMOWA_{name}": value for name, value in house.items()})
    server = mail_server(smtp, FROM, "1000")
    assert server is not None
    with Store.open(database) as store:
        interrupted(store, now=clock())
        postman = Postman(store, settings, server, clock=clock, wait=threading.Event().wait)
        tell(f"ready {os.getpid()}")
        while waiting(store).mails:
            postman.go_round()
            time.sleep(0.02)
        postman.end()


def tell(line: str) -> None:
    """Whole, before anybody is killed."""
    os.write(1, f"{line}\n".encode())


def main(database: Path | str, folder: Path, smtp: str, began: float) -> None:
    """A copy of this process, which has read all it needs, is ready at once."""
    for _ in sys.stdin:
        pid = os.fork()
        if pid == 0:
            send(database, folder, smtp, began)
            os._exit(0)
        tell(f"ended {os.waitpid(pid, 0)[1]}")


if __name__ == "__main__":
    main(place_of(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], float(sys.argv[4]))
