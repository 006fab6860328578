"""One server process's worth of kiosks: kiosks.py URL EVENT THREADS SECONDS prints scans kept."""

import sys
import threading
import time
from datetime import UTC, datetime
from itertools import cycle
from uuid import uuid4

from matching.check_in import check_in
from matching.events import find_event
from matching.model import Direction, Scan, Source
from matching.people import list_attendees
from matching.store import Store


def main(url: str, slug: str, threads: int, seconds: float) -> int:
    """Show badges as fast as they are answered; how many were."""
    with Store.open(url) as store:
        event = find_event(store, slug)
        codes = [one.code for one in list_attendees(store, event)]
        counts, end = [0] * threads, time.monotonic() + seconds

        def show(place: int) -> None:
            for code in cycle(codes[place::threads]):
                if time.monotonic() > end:
                    return
                now = datetime.now(UTC)
                scan = Scan(uuid4(), event, code, place + 1, Direction.IN, Source.CAMERA, now)
                check_in(store, scan, now=now)
                counts[place] += 1

        kiosks = [threading.Thread(target=show, args=(place,)) for place in range(threads)]
        for kiosk in kiosks:
            kiosk.start()
        for kiosk in kiosks:
            kiosk.join()
        return sum(counts)


if __name__ == "__main__":
    address, name, many, long = sys.argv[1:]
    print(main(address, name, int(many), float(long)))
