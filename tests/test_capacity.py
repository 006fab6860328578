"""On paper to a thousand kiosks: the arithmetic, and that the docs say what was measured."""

from benchmarks.capacity.__main__ import PAGE, with_tables
from benchmarks.capacity.arithmetic import capacity_text, failover_text, parts, recorded


def of(part: str, *figures: tuple[str, float, str]) -> dict:
    """As a part is recorded."""
    told = [{"name": name, "value": value, "unit": unit} for name, value, unit in figures]
    machine = {"processor": "2 cores", "memory": "25 GB", "PostgreSQL": "15.18"}
    return {part: {"machine": machine, "figures": told}}


MEASURED = {
    **of("load", ("100 kiosks: server CPU", 0.3, "s per kiosk-minute")),
    **of("freshness", ("10,000 people, CPU of a refresh", 4.0, "s")),
    **of(
        "capacity_room",
        ("database, a person", 8.0, "kB"),
        ("log, a person", 7.0, "kB"),
        ("copy-postgresql.sh", 8.0, "min a million"),
        ("tables rewritten", 20.0, "min a million"),
        ("scans kept a second, 2 processes with a synchronous standby", 500.0, ""),
        ("CPU of PostgreSQL a scan, 2 processes with a synchronous standby", 0.6, "ms"),
    ),
}


def reached(measured: dict) -> dict[str, float]:
    return {part.name.split(",")[0]: part.reaches for part in parts(measured)}


def test_each_part_reaches_what_its_figure_says():
    found = reached(MEASURED)

    assert found["a server process"] == 120  # 36 of 60 seconds, 0.3 for each kiosk
    assert found["connections that PostgreSQL allows"] == 3 * 120
    assert found["writes with a synchronous standby"] == 1500
    assert found["rewriting after erasures"] == 50_000
    assert found["lists of whom to meet"] == 5_875  # 4 s twice for 10,000, and 0.3 s between


def test_what_ends_first_stands_first():
    shares = [part.share for part in parts(MEASURED)]
    assert shares == sorted(shares)
    assert "rewriting" in capacity_text(MEASURED).splitlines()[4]

    slow = MEASURED | of("load", ("100 kiosks: server CPU", 30.0, "s per kiosk-minute"))
    assert parts(slow)[0].name.startswith("a server process")


def test_what_is_enough_asks_for_nothing():
    text = capacity_text(MEASURED)

    assert next(row for row in text.splitlines() if "hourly copy" in row).endswith("enough |")
    assert "9 processes" in text


def test_nothing_is_told_before_it_was_measured():
    assert capacity_text({}) == failover_text({}) == ""


def test_the_docs_say_what_is_recorded():
    page = PAGE.read_text("utf-8")

    assert with_tables(page, recorded()) == page
