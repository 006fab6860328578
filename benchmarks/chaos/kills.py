"""kill -9 of the real server at random moments under load, also while it starts."""

import threading
import time
from contextlib import suppress
from random import Random

from live_server import LiveServer

from benchmarks.chaos.stage import Stage, figures_of, seeded, wait
from benchmarks.figures import Figure

KILLS = 200
GUESTS = 3000
LONGEST_LIFE = 2.5  # seconds that a server serves before it is killed
SHARE_UNDER_LOAD = 0.7  # of the lives are counted from the first guest who is greeted in them
SHARE_WHILE_STARTING = 0.1
LONGEST_BEGINNING = 2.0


def measure(kills: int = KILLS, guests: int = GUESTS) -> list[Figure]:
    """So many kills of one process with its file; then everybody finishes what they had begun."""
    chance, began = seeded(), time.monotonic()
    with Stage(guests) as stage:
        (server,) = stage.servers
        server.start()
        stage.let_guests_in()
        for _ in range(kills):
            if chance.random() < SHARE_UNDER_LOAD:
                stage.seconds_until_greeted()
            wait(chance.uniform(0, LONGEST_LIFE))
            server.kill()
            while chance.random() < SHARE_WHILE_STARTING:
                kill_while_starting(server, chance)
            server.start()
        seconds = time.monotonic() - began
        stage.see_guests_off()
        verdict = stage.verdict()
        return [
            Figure("kills of the server", kills, "", kills, at_least=True),
            *figures_of(verdict, "kills"),
            Figure("kills: longest time without a greeting", stage.told["longest_gap"], "s"),
            Figure("kills: a life and a start, on average", seconds / kills, "s"),
        ]


def kill_while_starting(server: LiveServer, chance: Random) -> None:
    """It has not answered yet, or has just begun to."""
    starting = threading.Thread(target=_start_in_vain, args=[server])
    before = server.pid
    starting.start()
    while server.pid == before:
        time.sleep(0.005)
    wait(chance.uniform(0, LONGEST_BEGINNING))
    server.kill()
    starting.join()


def _start_in_vain(server: LiveServer) -> None:
    with suppress(AssertionError):  # killed before it answered
        server.start()
