"""How fast is a guest list imported? Prints rows a second next to the goal.

python -m benchmarks.import_guests [rows, 100000 unless told]
"""

import csv
import io
import random
import sys
import time
from datetime import UTC, datetime

from benchmarks.figures import Figure, print_figures
from matching.guest_lists.importing import ImportOptions, event_for_import, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.store import Store

ROWS = 100_000
GOAL = 100_000 / 30
FIRST = ("Anna", "Bartłomiej", "Żaneta", "Łucja", "John", "Świętosława", "Zoë", "Grzegorz")
LAST = ("Brzęczyszczykiewicz", "Kowalska-Nowak", "Źdźbło", "Smith", "Wiśniewski", "Ćwiąkała")
HEADER = ("Order code", "Position ID", "Status", "Email", "Product", "Attendee name",
          "Attendee email", "Attendee company", "Ticket secret", "Czego szukasz?")  # fmt: skip


def guest_list(rows: int, seed: int) -> bytes:
    """A CSV as pretix writes it, of that many invented people."""
    chance, text = random.Random(seed), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for number in range(rows):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}-{chance.choice(LAST)}"
        email = f"guest{number}@example.org"
        secret = f"{chance.getrandbits(128):032x}"
        writer.writerow(
            (f"A{number:06}", 1, "paid", email, "Bilet", name, email, "Firma", secret, "Klientów")
        )
    return text.getvalue().encode()


def measure(rows: int = ROWS) -> list[Figure]:
    """Import once new and once again."""
    data, figures = guest_list(rows, seed=7), []
    with Store.open() as store:
        for label in ("new", "again"):
            began, worked = time.perf_counter(), time.process_time()
            import_guest_list(
                store,
                GuestListFile("bench.csv", data),
                event=event_for_import(store, "bench", "bench.csv"),
                options=ImportOptions(),
                now=datetime.now(UTC),
            )
            speed = rows / (time.perf_counter() - began)
            busy = time.process_time() - worked
            figures += [
                Figure(f"import of {rows:,} rows, {label}", speed, "rows/s", GOAL, at_least=True),
                Figure(f"its CPU time, {label}", busy, "s"),
            ]
    return figures


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    sys.exit(0 if print_figures("Import", lambda: measure(count)) else 1)
