"""A bad evening in short: the server is killed under load. All of it: make chaos."""

from benchmarks.chaos import kills
from benchmarks.chaos.stage import Stage

GUESTS = 80
KILLS = 2


def test_a_server_that_is_killed_again_and_again_under_load_loses_and_doubles_nothing():
    figures = {figure.name: figure for figure in kills.measure(kills=KILLS, guests=GUESTS)}

    assert figures["kills: acknowledged facts"].value > 0
    assert [str(one) for one in figures.values() if one.goal == 0 and one.value] == []


def test_what_a_kiosk_was_told_and_is_gone_from_the_disk_is_not_missed():
    """The same evening, and then somebody puts an older file in its place: it is found."""
    with Stage(GUESTS) as stage:
        (server,) = stage.servers
        before = stage.folder / "before.duckdb"
        before.write_bytes(server.database.read_bytes())
        server.start()
        stage.let_guests_in()
        stage.seconds_until_greeted()
        stage.see_guests_off()
        assert stage.verdict().findings == []

        lost = stage.verdict(before)
        assert lost.lost > 0
