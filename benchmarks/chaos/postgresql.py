"""Two servers on one PostgreSQL that stops, is started anew, is killed, and fails over.

In between the servers themselves are killed: a kiosk whose server has gone asks the other one.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from live_server import LiveServer
from postgres_server import PostgresServer, url_of

from benchmarks.chaos.stage import Stage, figures_of, seeded, wait
from benchmarks.figures import Figure

GUESTS = 3000
KILLS = 20
LONGEST_LIFE = 3.0
AWAY_SECONDS = 10.0
BETWEEN_SECONDS = 6.0
RESTARTS = 3
LONGEST_RETURN = 10  # seconds, a goal


def measure(kills: int = KILLS) -> list[Figure]:
    """Stop, restarts, kill; kills of the servers; at last the standby takes over."""
    chance = seeded()
    with (
        TemporaryDirectory(prefix="rozmowa-chaos-") as folder,
        PostgresServer(Path(folder) / "primary") as primary,
    ):
        name = primary.new_database().rpartition("/")[2]
        standby = primary.standby()
        try:
            return _measure(primary, standby, name, kills, chance)
        finally:
            standby.close()


def _measure(
    primary: PostgresServer, standby: PostgresServer, name: str, kills: int, chance: Random
) -> list[Figure]:
    address = url_of(primary, standby, database=name)
    with Stage(GUESTS, database=address) as stage:
        stage.add_server()
        for server in stage.servers:
            server.start()
        stage.let_guests_in()
        figures = [_away(stage, primary, how) for how in (_stop, _restart, _kill)]
        _kill_servers(stage, kills, chance)
        figures.append(_away(stage, standby, lambda _: _fail_over(primary, standby)))
        stage.see_guests_off()
        verdict = stage.verdict(standby.url(name))
        return [
            Figure("PostgreSQL: kills of one of two servers", kills, "", kills, at_least=True),
            *figures,
            *figures_of(verdict, "PostgreSQL"),
            Figure("PostgreSQL: longest time without a greeting", stage.told["longest_gap"], "s"),
        ]


def _away(stage: Stage, database: PostgresServer, how: Callable[[PostgresServer], str]) -> Figure:
    """Let it happen, then the time until the next admission is on disk."""
    wait(BETWEEN_SECONDS)
    what = how(database)
    seconds = stage.seconds_until_greeted()
    return Figure(f"PostgreSQL {what}: until the next greeting", seconds, "s", LONGEST_RETURN)


def _stop(database: PostgresServer) -> str:
    database.stop()
    wait(AWAY_SECONDS)
    database.start()
    return f"stopped for {AWAY_SECONDS:g} s"


def _restart(database: PostgresServer) -> str:
    for _ in range(RESTARTS):
        database.stop()
        database.start()
        wait(1.0)
    return f"started anew {RESTARTS} times"


def _kill(database: PostgresServer) -> str:
    database.kill()
    wait(AWAY_SECONDS / 2)
    database.start()
    return "killed"


def _fail_over(primary: PostgresServer, standby: PostgresServer) -> str:
    primary.kill()
    standby.promote()
    return "failed over"


def _kill_servers(stage: Stage, kills: int, chance: Random) -> None:
    """One or the other; meanwhile only the one that lives is asked."""
    for _ in range(kills):
        wait(chance.uniform(0, LONGEST_LIFE))
        victim: LiveServer = chance.choice(stage.servers)
        victim.kill()
        stage.tell_where(*[one for one in stage.servers if one is not victim])
        victim.start()
        stage.tell_where(*stage.servers)
