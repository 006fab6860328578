"""What every scan asks is read once, and is never older than what this server wrote."""

from uuid import uuid4

import pytest
from cast import NOW, make_event

from matching import remembered
from matching.events import current_event
from matching.kiosks import Kiosk, announce, announcement_of, find_kiosk, put_kiosk, revoke
from matching.remembered import QUERIES, Remembered, tables_read, tables_written
from matching.store import Store, query_text


def counted(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    asked: list[str] = []
    real = store._asked

    def note(query, values):
        asked.append(query)
        return real(query, values)

    monkeypatch.setattr(store, "_asked", note)
    return asked


def test_the_event_is_read_once_for_many_scans(monkeypatch):
    with Store.open() as store:
        make_event(store)
        asked = counted(store, monkeypatch)

        assert {current_event(store).slug for _ in range(5)} == {"evening"}
        assert asked == ["events/list_events"]


def test_an_announcement_is_on_the_next_screen(monkeypatch):
    with Store.open() as store:
        event = make_event(store)
        assert announcement_of(store, event) is None

        announce(store, event, words_pl="Zupa!", words_en="Soup!", actor="staff", now=NOW)
        assert announcement_of(store, event).words_en == "Soup!"


def test_a_revoked_kiosk_is_none_from_its_next_step_on():
    with Store.open() as store:
        kiosk = Kiosk(uuid4(), 1, "door", "door")
        store.write(lambda change: put_kiosk(change, kiosk, now=NOW))
        assert find_kiosk(store, kiosk.kiosk_id) == kiosk

        revoke(store, kiosk.kiosk_id, actor="staff", now=NOW)
        assert find_kiosk(store, kiosk.kiosk_id) is None


def test_what_was_undone_changes_nothing_that_is_remembered():
    with Store.open() as store:
        make_event(store)
        before = current_event(store)

        def fail(change):
            change.run("events/put_series", **SERIES)
            raise ValueError("not today")

        with pytest.raises(ValueError, match="not today"):
            store.write(fail)
        assert current_event(store) == before


SERIES = {
    "series_id": uuid4(),
    "slug": "other",
    "name": "Other",
    "members_know_each_other": False,
    "now_utc": NOW,
}


def test_where_others_write_too_an_answer_is_a_second_old_at_most(monkeypatch):
    moment = [100.0]
    monkeypatch.setattr(remembered.time, "monotonic", lambda: moment[0])
    shared, answers = Remembered(is_shared=True), iter([[{"n": 1}], [{"n": 2}]])

    def ask():
        return shared.rows("q", "SELECT n FROM event", {}, lambda: next(answers))

    assert ask() == ask() == [{"n": 1}]
    moment[0] += 1.1
    assert ask() == [{"n": 2}]


def test_whoever_changes_the_rows_they_got_changes_nobody_elses():
    one = Remembered(is_shared=False)

    def ask():
        return one.rows("q", "SELECT n FROM event", {}, lambda: [{"n": 1}])

    ask()[0]["n"] = 2
    assert ask() == [{"n": 1}]


def test_invented_questions_cannot_fill_the_memory(monkeypatch):
    monkeypatch.setattr(remembered, "MOST_ROWS", 10)
    one = Remembered(is_shared=False)
    for number in range(100):
        one.rows("q", "SELECT n FROM event", {"n": number}, list)
    assert len(one._answers) <= 10


@pytest.mark.parametrize("query", sorted(QUERIES))
def test_a_remembered_query_reads_tables_and_no_view(query):
    with Store.open() as store, store._cursor() as cursor:
        tables = {
            name for (name,) in cursor.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        }
    read = tables_read(query_text(query))
    assert read
    assert set(read) <= tables


def test_a_statement_says_which_tables_it_changes():
    assert tables_written("-- UPDATE header\nINSERT INTO scan (a) SELECT 1 FROM event") == {"scan"}
    assert tables_written("DELETE FROM kiosk WHERE a = 1") == {"kiosk"}
    assert tables_written("INSERT INTO a_b VALUES (1) ON CONFLICT DO UPDATE SET x = 1") == {"a_b"}
    assert tables_written("SELECT 1 FROM scan") == set()
