"""docs/measurements.md says what was measured last, and says where a goal is missed."""

import json
from typing import Any

import pytest

from benchmarks import measurements
from benchmarks.figures import RECORDED, Figure, record
from benchmarks.machine import machine
from benchmarks.measurements import PAGE, PARTS, page


@pytest.fixture
def recorded(tmp_path):
    """Two parts, one of which misses its goal."""
    file = tmp_path / "measurements.json"
    why = "The core was full."
    record(
        "load",
        [
            Figure("scan to greeting, p95", 412.345, "ms", 300, why=why),
            Figure("guests", 2100, ""),
            Figure("errors", 0, "", 0, why="never told, since it is met"),
        ],
        title="Kiosks",
        command="make load",
        seconds=200,
        file=file,
    )
    record("chaos", [Figure("lost", 0, "", 0)], title="Kills", command="x", seconds=5, file=file)
    return file


def read(file) -> dict[str, Any]:
    return json.loads(file.read_text("utf-8"))


def test_the_page_is_what_the_recorded_figures_say():
    assert PAGE.read_text("utf-8") == page(read(RECORDED)), "run: python -m benchmarks.measurements"


def test_a_missed_goal_is_told_with_its_reason(recorded):
    told = page(read(recorded))

    assert "| scan to greeting, p95 | 412 ms | at most 300 | **missed** |" in told
    assert "Missed: scan to greeting, p95: The core was full." in told
    assert "| errors | 0 | at most 0 | met |" in told
    assert "never told" not in told
    assert "| guests | 2,100 | | |" in told


def test_every_goal_that_was_missed_says_why():
    missed = [
        (name, one["name"])
        for name, part in read(RECORDED).items()
        for one in part["figures"]
        if not Figure(**one).is_met and not one["why"]
    ]
    assert missed == []


def test_machine_date_and_command_stand_with_the_figures(recorded):
    told = page(read(recorded))

    assert machine()["processor"] in told
    assert "`make load` (3 min), measured 20" in told


@pytest.mark.parametrize("name", read(RECORDED))
def test_the_command_beneath_a_part_writes_its_figures_into_the_page(name):
    command = read(RECORDED)[name]["command"]

    assert command in {
        f"python -m benchmarks.measurements {name}",
        f"python -m benchmarks.chaos --record {name.removeprefix('chaos_')}",
        f"python -m benchmarks.capacity --record {name.removeprefix('capacity_')}",
    }


def test_a_part_that_is_measured_again_replaces_only_its_own_figures(recorded):
    before = read(recorded)
    record("load", [Figure("p95", 90, "ms", 300)], title="t", command="c", seconds=1, file=recorded)
    after = read(recorded)

    assert after["chaos"] == before["chaos"]
    assert [one["name"] for one in after["load"]["figures"]] == ["p95"]
    assert "missed" not in page(after)


def test_a_part_from_another_machine_says_so(recorded):
    kept = read(recorded)
    kept["third"] = kept["chaos"]
    kept["load"]["machine"] = machine() | {"memory": "4 GB"}

    assert "with memory 4 GB" in page(kept)


def test_measuring_prints_and_keeps_what_the_module_says(tmp_path, monkeypatch, capsys):
    file = tmp_path / "measurements.json"
    monkeypatch.setattr(measurements.Part, "measure", lambda part: [Figure("n", 5, "s", 4)])
    monkeypatch.setattr(measurements, "RECORDED", file)
    monkeypatch.setattr(
        measurements, "record", lambda *given, **more: record(*given, **more, file=file)
    )

    assert not measurements.measure_all(["printing"], keep=True)
    assert read(file)["printing"]["title"] == PARTS["printing"].title
    assert "MISSED" in capsys.readouterr().out


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_part_has_something_to_measure_it(name):
    module = __import__(f"benchmarks.{PARTS[name].module}", fromlist=["measure"])

    assert callable(module.measure)
