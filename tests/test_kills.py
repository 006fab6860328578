"""The power is cut at random moments (P11), three times; a hundred with ROZMOWA_TEST_FULL=1."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from cast import NOW, invite_many, make_event, rows, scan_of
from chance import IS_FULL
from killed_kiosk import answer_id_of
from live_server import ROOT
from places import KINDS, copy_of, new_place
from postgres_server import PostgresServer

from matching.answers import NewAnswer, record_answer
from matching.check_in import check_in
from matching.engines.schema import SCHEMA_FOLDER
from matching.errors import AnswerWithdrawnError
from matching.events import find_event
from matching.model import Outcome
from matching.people import list_attendees
from matching.store import Store

GUESTS = 300
TALKING = 60  # of them
KILLS = 100 if IS_FULL else 3
EARLY = 0.3
THRESHOLDS = ["1KB", "1MB", "16MB"]  # a checkpoint at each commit, now and then, never
LONGEST_LIFE = {"admit": 0.35, "talk": 0.8}  # seconds after the first began

ADMISSIONS_WITHOUT_SCAN = (
    "SELECT count(*) FROM admission WHERE scan_id NOT IN"
    " (SELECT scan_id FROM scan WHERE outcome = 'admitted')"
)
ADMITTING_SCANS_WITHOUT_ADMISSION = (
    "SELECT count(*) FROM scan WHERE outcome = 'admitted' AND scan_id NOT IN"
    " (SELECT scan_id FROM admission)"
)


ANSWERS_WITHOUT_TALK = (
    "SELECT count(*) FROM answer WHERE conversation_id NOT IN"
    " (SELECT conversation_id FROM conversation)"
)
ANSWERS_KEPT_AND_GONE = (
    "SELECT count(*) FROM answer WHERE answer_id IN (SELECT fact_id FROM gone_fact)"
)
CONNECTED = "SELECT conversation_id FROM connection"
ANSWERED_BY_BOTH = (
    "SELECT conversation_id FROM answer GROUP BY 1 HAVING count(DISTINCT author_id) = 2"
)


def run_and_kill(
    database: Path | str,
    seed: int,
    chance: random.Random,
    *,
    act: str = "admit",
    kill_too: Callable[[], None] | None = None,
) -> list[tuple[UUID, UUID]]:
    """Let a process admit people or take answers, kill it; what it had acknowledged.

    kill_too: what dies a moment before
    """
    threads, threshold = chance.choice(["1", "4"]), chance.choice(THRESHOLDS)
    process = subprocess.Popen(
        [
            sys.executable,
            "tests/killed_kiosk.py",
            str(database),
            str(seed),
            threads,
            threshold,
            act,
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    # Now and then the very first is cut off; mostly something was acknowledged before.
    output = "" if chance.random() < EARLY else process.stdout.readline()
    time.sleep(chance.uniform(0, LONGEST_LIFE[act]))
    if kill_too is not None:
        kill_too()
    process.send_signal(signal.SIGKILL)
    output += process.communicate(timeout=30)[0]
    # The kill can cut the last line short.
    lines = [line.split() for line in output.splitlines(keepends=True) if line.endswith("\n")]
    return [(UUID(attendee_id), UUID(scan_id)) for attendee_id, scan_id in lines]


@pytest.fixture(params=KINDS)
def database(tmp_path: Path, request: pytest.FixtureRequest) -> Path | str:
    """An event with guests, on disk."""
    place = new_place(request.param, tmp_path)
    with Store.open(place) as store:
        invite_many(store, make_event(store), GUESTS)
    return place


def test_a_kill_loses_no_acknowledged_admission_and_doubles_none(tmp_path, database, chance):
    acknowledged_in_all = 0
    for kill in range(KILLS):
        seed = chance.randrange(2**32)
        copy = copy_of(database, tmp_path / f"kill-{kill}")

        acknowledged = run_and_kill(copy, seed, chance)

        acknowledged_in_all += len(acknowledged)
        with Store.open(copy) as store:
            kept = rows(store, "SELECT attendee_id, scan_id FROM admission")
            assert set(acknowledged) <= set(kept)
            assert len(kept) == len({attendee_id for attendee_id, _ in kept})
            assert rows(store, ADMISSIONS_WITHOUT_SCAN) == [(0,)]
            assert rows(store, ADMITTING_SCANS_WITHOUT_ADMISSION) == [(0,)]
            _send_all_again(store, acknowledged)
            assert set(rows(store, "SELECT attendee_id, scan_id FROM admission")) == set(kept)
    assert acknowledged_in_all > 0  # otherwise nothing was tried


def _send_all_again(store: Store, acknowledged: list[tuple[UUID, UUID]]) -> None:
    """A kiosk that never heard the answer sends the same scan id once more."""
    event = find_event(store, "evening")
    codes = {person.attendee_id: person.code for person in list_attendees(store, event)}
    for attendee_id, scan_id in acknowledged[-5:]:
        scan = scan_of(event, codes[attendee_id], scan_id=scan_id)
        assert check_in(store, scan, now=scan.happened_at).outcome is Outcome.ADMITTED


def test_killed_again_and_again_the_same_evening_still_admits_everybody_once(database, chance):
    """One database through all kills, with the same scan ids sent again after each."""
    seed, acknowledged = chance.randrange(2**32), set()
    for _ in range(KILLS):
        acknowledged |= set(run_and_kill(database, seed, chance))

    with Store.open(database) as store:
        kept = rows(store, "SELECT attendee_id, scan_id FROM admission")
        assert acknowledged <= set(kept)
        assert len(kept) == len(set(kept)) <= GUESTS
        scans = rows(store, "SELECT count(*), count(DISTINCT scan_id) FROM scan")
        assert scans == [(len(kept), len(kept))]
        assert rows(store, ADMISSIONS_WITHOUT_SCAN) == [(0,)]


def test_the_database_server_dies_under_the_kiosks_and_forgets_nothing_it_acknowledged(
    tmp_path, chance
):
    """One PostgreSQL through all kills: its processes die first, a kiosk right after."""
    with PostgresServer(tmp_path / "postgresql") as server:
        address, acknowledged, seed = server.new_database(), set(), chance.randrange(2**32)
        with Store.open(address) as store:
            invite_many(store, make_event(store), GUESTS)
        for _ in range(KILLS):
            acknowledged |= set(run_and_kill(address, seed, chance, kill_too=server.kill))
            server.start()

        with Store.open(address) as store:
            kept = rows(store, "SELECT attendee_id, scan_id FROM admission")
            assert acknowledged
            assert acknowledged <= set(kept)
            assert len(kept) == len({attendee_id for attendee_id, _ in kept})
            assert rows(store, ADMISSIONS_WITHOUT_SCAN) == [(0,)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_during_the_first_start_leaves_a_database_that_the_next_start_finishes(
    tmp_path, chance, kind
):
    program = (
        "import sys; from pathlib import Path; from matching.store import Store;"
        "print('ready', flush=True); Store.open(sys.argv[1])"
    )
    for kill in range(KILLS):
        place = new_place(kind, tmp_path / f"kill-{kill}")
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(place)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.12))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)

        with Store.open(place) as store:
            _is_whole(store)


def _is_whole(store: Store) -> None:
    numbers = [int(file.name[:3]) for file in sorted(SCHEMA_FOLDER.glob("*.sql"))]
    applied = rows(store, "SELECT number FROM migration ORDER BY number")
    assert applied == [(number,) for number in numbers]
    person = invite_many(store, make_event(store), 1)[0]
    event = find_event(store, "evening")
    assert check_in(store, scan_of(event, person.code), now=NOW).outcome is Outcome.ADMITTED


def test_a_kill_during_a_backup_leaves_no_half_backup_and_an_undamaged_database(
    tmp_path, database, chance
):
    program = (
        "import sys; from pathlib import Path; from matching.store import Store;"
        "store = Store.open(sys.argv[1]); print('ready', flush=True);"
        "store.backup(Path(sys.argv[2]))"
    )
    for kill in range(KILLS):
        target = tmp_path / "backups" / f"{kill}.duckdb"
        process = subprocess.Popen(
            [sys.executable, "-c", program, str(database), str(target)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.1))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=30)

        for place in [database, *filter(Path.exists, [target])]:
            with Store.open(place) as store:
                assert rows(store, "SELECT count(*) FROM attendee") == [(GUESTS,)]


@pytest.fixture
def room(database: Path | str) -> Path | str:
    """The same guests, so many of them inside."""
    with Store.open(database) as store:
        event = find_event(store, "evening")
        for person in list_attendees(store, event)[:TALKING]:
            check_in(store, scan_of(event, person.code), now=NOW)
    return database


def test_a_kill_loses_no_acknowledged_answer_and_leaves_no_half_one(tmp_path, room, chance):
    acknowledged_in_all = 0
    for kill in range(KILLS):
        seed = chance.randrange(2**32)
        copy = copy_of(room, tmp_path / f"kill-{kill}")

        acknowledged = run_and_kill(copy, seed, chance, act="talk")

        acknowledged_in_all += len(acknowledged)
        with Store.open(copy) as store:
            _holds_all_answers(store, acknowledged, seed)
            _answer_all_again(store, acknowledged)
    assert acknowledged_in_all > 0  # otherwise nothing was tried


def _holds_all_answers(store: Store, acknowledged: list[tuple[UUID, UUID]], seed: int) -> None:
    kept = rows(store, "SELECT author_id, answer_id, words FROM answer")
    gone = {answer_id for (answer_id,) in rows(store, "SELECT fact_id FROM gone_fact")}
    missing = set(acknowledged) - {(author_id, answer_id) for author_id, answer_id, _ in kept}
    # The only ones that may be missing are those whose author wrote them anew.
    assert all(answer_id in gone for _, answer_id in missing)
    for author_id, _ in missing:
        revised = answer_id_of(seed, author_id, "revised")
        assert (author_id, revised) in {(author, answer) for author, answer, _ in kept}
    assert len(kept) == len({author_id for author_id, _, _ in kept})
    assert all(words.endswith(str(author_id)) for author_id, _, words in kept)
    assert rows(store, ANSWERS_WITHOUT_TALK) == rows(store, ANSWERS_KEPT_AND_GONE) == [(0,)]
    assert sorted(rows(store, CONNECTED)) == sorted(rows(store, ANSWERED_BY_BOTH))


def _answer_all_again(store: Store, acknowledged: list[tuple[UUID, UUID]]) -> None:
    """A kiosk that never heard the answer sends the same once more; nothing is doubled."""
    before = sorted(rows(store, "SELECT * FROM answer"), key=str)
    for author_id, answer_id in acknowledged[-4:]:
        talks = "SELECT conversation_id FROM conversation WHERE $1 IN (lower_id, higher_id)"
        with store._cursor() as cursor:
            [(conversation_id,)] = cursor.execute(talks, [author_id]).fetchall()
        late = NewAnswer(
            answer_id, conversation_id, author_id, "helps", "Zupełnie inne słowa", "pl"
        )
        with suppress(AnswerWithdrawnError):
            record_answer(store, late, now=NOW)
    assert sorted(rows(store, "SELECT * FROM answer"), key=str) == before
