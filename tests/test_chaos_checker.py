"""The checker of `make chaos` can fail: whatever is broken on purpose, it finds and names."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import duckdb
import pytest
from cast import NOW, invite_many, make_event, show_badge
from talks import begin_talk, new_answer

from benchmarks.chaos.checker import Verdict, ask, check, load_checks
from benchmarks.chaos.diary import Diary
from benchmarks.chaos.evidence import lay_out
from matching.answers import record_answer, withdraw_answer
from matching.contacts import ContactField, Sharing, share
from matching.follow_ups import Promise, PromiseKind, keep_promise
from matching.people import Listed
from matching.store import Store

DUE = (NOW + timedelta(days=7)).date()
WORDS = {
    "anna": "Prowadzi sad pod Grójcem i sama wozi owoce do szkół, nr 100000001",
    "bartek": "Naprawia stare organy w małych kościołach na Podlasiu, nr 100000002",
    "celina": "Uczy sąsiadów języka migowego w świetlicy za rynkiem, nr 100000003",
    "daria": "Liczy mosty na Wiśle i pisze o nich książkę dla dzieci, nr 100000004",
}
NAMES = list(WORDS)


@dataclass
class Evening:
    """What is kept, what the clients wrote down, and the ids to break things with."""

    database: Path
    diaries: Path
    bench: duckdb.DuckDBPyConnection
    people: dict[str, Listed]
    scans: dict[str, UUID]
    talk: UUID
    undone: UUID

    def code(self, name: str) -> str:
        """Of somebody's badge."""
        return self.people[name].code or ""

    def change(self, sql: str, *values: object) -> None:
        """Break a row of what was kept, as it is laid out for the checker."""
        self.bench.execute(sql, list(values))

    def diary(self) -> Diary:
        """Of a client that broke something, or was shown it."""
        return Diary(self.diaries, "broken")

    def verdict(self) -> Verdict:
        """What the checker says."""
        was_written = (self.diaries / "broken.jsonl").exists()
        return check(self.database, self.diaries) if was_written else ask(self.bench)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    """Four come in. Anna and Bartek are connected with a promise; Celina took her answer back."""
    folder = tmp_path_factory.mktemp("chaos")
    with Store.open(folder / "rozmowa.duckdb") as store:
        people, scans, talks = _spend(store, folder)
    database, diaries = folder / "rozmowa.duckdb", folder / "diaries"
    bench = lay_out(database, diaries)
    return Evening(database, diaries, bench, people, scans, *talks)


def _spend(store: Store, folder: Path) -> tuple[dict[str, Listed], dict[str, UUID], list[UUID]]:
    event = make_event(store)
    people = dict(zip(NAMES, invite_many(store, event, 4), strict=True))
    for number, person in enumerate(people.values()):
        _give_contacts(store, person, number)
    kiosk, phone = Diary(folder / "diaries", "kiosk"), Diary(folder / "diaries", "phone")
    scans = {name: uuid4() for name in NAMES}
    for name, person in people.items():
        kiosk.sent("scan", str(scans[name]), code=person.code, kiosk=1)
        show_badge(store, event, person.code, scan_id=scans[name])
        kiosk.acknowledged("scan", str(scans[name]), code=person.code, screen="greeting")
    talks = []
    for starter, partner in (("anna", "bartek"), ("celina", "daria")):
        one, other = people[starter], people[partner]
        talk = begin_talk(store, event, one, other).conversation_id
        both = {"conversation": str(talk), "starter": one.code, "partner": other.code}
        kiosk.sent("conversation", str(talk), **both)
        kiosk.acknowledged("conversation", str(talk), **both)
        for name in (starter, partner):
            _write(store, kiosk, talk, people[name], WORDS[name])
        kiosk.shown("connected", conversation=str(talk))
        talks.append(talk)
    _promise_and_share(store, kiosk, talks[0], people["anna"])
    phone.heard(b"<p>guest1@example.org</p>", surface="page", reader=people["bartek"].code or "")
    phone.heard(WORDS["anna"].encode(), surface="page", reader=people["bartek"].code or "")
    undone = {"conversation": str(talks[1]), "author": people["celina"].code}
    phone.sent("withdrawal", "w", **undone)
    withdraw_answer(store, talks[1], author_id=people["celina"].attendee_id, now=NOW)
    phone.acknowledged("withdrawal", "w", **undone)
    kiosk.close()
    phone.close()
    return people, scans, talks


def _give_contacts(store: Store, person: Listed, number: int) -> None:
    with store._cursor() as cursor:
        cursor.execute(
            "UPDATE person SET email = $1, phone = $2 WHERE person_id = $3",
            [f"guest{number + 1}@example.org", f"+48 60000000{number + 1}", person.person_id],
        ).fetchall()


def _write(store: Store, kiosk: Diary, talk: UUID, author: Listed, words: str) -> None:
    written = new_answer(store, talk, author, words, is_second_try=True)
    said = {"conversation": str(talk), "author": author.code, "words": words}
    kiosk.sent("answer", str(written.answer_id), **said)
    record_answer(store, written, now=NOW)
    kiosk.acknowledged("answer", str(written.answer_id), **said)


def _promise_and_share(store: Store, kiosk: Diary, talk: UUID, author: Listed) -> None:
    promise = Promise(uuid4(), talk, author.attendee_id, PromiseKind.COFFEE, DUE)
    about = {"conversation": str(talk), "author": author.code}
    said = {**about, "kind": "coffee", "due": DUE.isoformat()}
    kiosk.sent("promise", str(promise.promise_id), **said)
    keep_promise(store, promise, now=NOW)
    kiosk.acknowledged("promise", str(promise.promise_id), **said)
    choice = Sharing(uuid4(), talk, author.attendee_id, (ContactField.EMAIL,))
    kiosk.sent("sharing", str(choice.sharing_id), **about, fields="email")
    share(store, choice, now=NOW)
    kiosk.acknowledged("sharing", str(choice.sharing_id), **about, fields="email")


@pytest.fixture
def evening(good: Evening, tmp_path: Path) -> Iterator[Evening]:
    """The same to break; afterwards it is whole again."""
    shutil.copytree(good.diaries, tmp_path / "diaries")
    good.bench.execute("BEGIN")
    yield replace(good, diaries=tmp_path / "diaries")
    good.bench.execute("ROLLBACK")


def test_an_evening_on_which_nothing_went_wrong_has_no_findings(good):
    verdict = good.verdict()
    assert [str(one) for one in verdict.findings] == []
    assert (verdict.lost, verdict.doubled) == (0, 0)
    assert verdict.acknowledged == {
        "answer": 4, "conversation": 2, "promise": 1, "scan": 4, "sharing": 1, "withdrawal": 1,
    }  # fmt: skip
    assert verdict.heard == 2


def _nobody_began_it(evening: Evening) -> None:
    evening.change(
        "INSERT INTO conversation SELECT uuid(), event_id, lower_id, higher_id, 7, starter_id,"
        " lower_prompt, higher_prompt, kiosk, started_at_utc FROM conversation LIMIT 1"
    )


def _nobody_wrote_it(evening: Evening) -> None:
    evening.change("UPDATE answer SET words = 'Ktoś inny to napisał' WHERE author_id = $1",
                   evening.people["bartek"].attendee_id)  # fmt: skip


def _connected_by_scans(evening: Evening) -> None:
    """As if the second badge alone had been enough."""
    evening.change("DELETE FROM sent WHERE fact = 'answer' AND author = $1", evening.code("bartek"))


def _view_says_more(evening: Evening) -> None:
    evening.change(
        "INSERT INTO claimed_connection SELECT conversation_id, event_id, lower_id, higher_id,"
        " started_at_utc FROM conversation WHERE conversation_id = $1",
        evening.undone,
    )


def _view_says_less(evening: Evening) -> None:
    evening.change("DELETE FROM claimed_connection")


def _shown_too_early(evening: Evening) -> None:
    diary = evening.diary()
    _begin(evening, diary)
    diary.shown("connected", conversation="t")
    diary.close()


def _begin(evening: Evening, diary: Diary) -> None:
    """A third talk, called t, of Anna and Daria."""
    both = {"starter": evening.code("anna"), "partner": evening.code("daria")}
    diary.sent("conversation", str(uuid4()), conversation="t", **both)


def _heard(evening: Evening, text: str, surface: str, reader: str = "") -> None:
    diary = evening.diary()
    diary.heard(text.encode(), surface=surface, reader=reader)
    diary.close()


def _contact_on_a_kiosk(evening: Evening) -> None:
    _heard(evening, 'ł{"text": "tel. +48 600 000 002"}', "kiosk")


def _field_not_chosen(evening: Evening) -> None:
    _heard(evening, "600-000-001", "page", evening.code("bartek"))


def _contact_of_somebody_else(evening: Evening) -> None:
    _heard(evening, "EMAIL:gues\r\n t3@example.org", "page", evening.code("anna"))


def _contact_on_an_open_page(evening: Evening) -> None:
    _heard(evening, "guest1@example.org", "page", "")


def _sentence_before_own_answer(evening: Evening) -> None:
    """A third talk: Anna has written, and Daria's phone gets it at once."""
    diary = evening.diary()
    _begin(evening, diary)
    words = "Ma warsztat zegarów, nr 100000009"
    diary.sent("answer", "a", conversation="t", author=evening.code("anna"), words=words)
    diary.heard(words.encode(), surface="page", reader=evening.code("daria"))
    diary.close()


def _sentence_to_a_stranger(evening: Evening) -> None:
    _heard(evening, WORDS["bartek"], "page", evening.code("daria"))


def _taken_back_and_there(evening: Evening) -> None:
    evening.change(
        "INSERT INTO answer SELECT uuid(), conversation_id, about_id, author_id, 0, prompt_id,"
        " $2, chips, language, verdict, channel, kiosk, answered_at_utc FROM answer"
        " WHERE conversation_id = $1",
        evening.undone,
        WORDS["celina"],
    )


def _words_left_behind(evening: Evening) -> None:
    evening.change("INSERT INTO kept_text VALUES ('person', $1)", f"Szuka: {WORDS['celina']}")


def _words_shown_later(evening: Evening) -> None:
    _heard(evening, WORDS["celina"], "page", evening.code("daria"))


def _promise_gone(evening: Evening) -> None:
    evening.change("DELETE FROM promise")


def _promise_of_another_day(evening: Evening) -> None:
    evening.change("UPDATE promise SET due_on = due_on + 1")


def _promise_twice(evening: Evening) -> None:
    evening.change(
        "INSERT INTO promise SELECT uuid(), conversation_id, author_id, kind, due_on, place + 1,"
        " channel, kiosk, promised_at_utc FROM promise"
    )


def _promise_without_a_day(evening: Evening) -> None:
    evening.change("UPDATE promise SET due_on = NULL")


def _scan_gone(evening: Evening) -> None:
    evening.change("DELETE FROM scan WHERE scan_id = $1", evening.scans["anna"])


def _scan_of_another_badge(evening: Evening) -> None:
    evening.change("UPDATE scan SET attendee_id = $1 WHERE scan_id = $2",
                   evening.people["daria"].attendee_id, evening.scans["anna"])  # fmt: skip


def _scan_invented(evening: Evening) -> None:
    evening.change(
        "INSERT INTO scan SELECT uuid(), event_id, attendee_id, code, kiosk, direction, source,"
        " 'already_admitted', happened_at_utc, received_at_utc FROM scan LIMIT 1"
    )


def _admission_gone(evening: Evening) -> None:
    evening.change("DELETE FROM admission WHERE attendee_id = $1",
                   evening.people["celina"].attendee_id)  # fmt: skip


def _admission_twice(evening: Evening) -> None:
    evening.change(
        "INSERT INTO admission SELECT attendee_id, turn + 1, event_id, scan_id, kiosk,"
        " admitted_at_utc, received_at_utc FROM admission LIMIT 1"
    )


def _greeted_twice(evening: Evening) -> None:
    diary = evening.diary()
    diary.acknowledged("scan", str(uuid4()), code=evening.code("anna"), screen="greeting")
    diary.close()


def _half_an_admission(evening: Evening) -> None:
    evening.change("UPDATE scan SET outcome = 'already_admitted' WHERE scan_id = $1",
                   evening.scans["daria"])  # fmt: skip


def _talk_gone(evening: Evening) -> None:
    evening.change("DELETE FROM conversation WHERE conversation_id = $1", evening.talk)


def _answer_gone(evening: Evening) -> None:
    evening.change("DELETE FROM answer WHERE author_id = $1",
                   evening.people["anna"].attendee_id)  # fmt: skip


def _answer_cut_short(evening: Evening) -> None:
    evening.change("UPDATE answer SET words = words[:20] WHERE author_id = $1",
                   evening.people["anna"].attendee_id)  # fmt: skip


def _answer_twice(evening: Evening) -> None:
    evening.change(
        "INSERT INTO answer SELECT uuid(), conversation_id, author_id, about_id, revision + 1,"
        " prompt_id, words, chips, language, verdict, channel, kiosk, answered_at_utc"
        " FROM answer WHERE author_id = $1",
        evening.people["anna"].attendee_id,
    )


def _answer_noted_as_gone(evening: Evening) -> None:
    evening.change("INSERT INTO gone_fact SELECT answer_id, conversation_id FROM answer LIMIT 1")


def _sharing_gone(evening: Evening) -> None:
    evening.change("DELETE FROM sharing")


BROKEN: dict[str, list[Callable[[Evening], None]]] = {
    "p01_talk_that_nobody_began": [_nobody_began_it],
    "p01_answer_that_nobody_wrote": [_nobody_wrote_it],
    "p01_connected_without_a_word": [_connected_by_scans],
    "p02_connected_without_both_answers": [_view_says_more],
    "p02_both_answers_without_connection": [_view_says_less],
    "p02_acknowledged_and_not_connected": [_view_says_less],
    "p02_shown_before_both_answered": [_shown_too_early],
    "p03_contact_on_a_kiosk": [_contact_on_a_kiosk],
    "p03_contact_before_connection": [_field_not_chosen, _contact_of_somebody_else],
    "p03_contact_of_nobody": [_contact_on_an_open_page],
    "p04_sentence_before_own_answer": [_sentence_before_own_answer],
    "p04_sentence_to_a_stranger": [_sentence_to_a_stranger],
    "p06_answer_after_withdrawal": [_taken_back_and_there],
    "p06_connection_after_withdrawal": [_view_says_more],
    "p06_words_after_withdrawal": [_words_left_behind],
    "p06_words_shown_after_withdrawal": [_words_shown_later],
    "p07_promise_lost": [_promise_gone, _promise_of_another_day],
    "p07_promise_doubled": [_promise_twice],
    "p07_promise_without_talk_or_date": [_promise_without_a_day],
    "p11_scan_lost": [_scan_gone, _scan_of_another_badge],
    "p11_scan_doubled_or_invented": [_scan_invented],
    "p11_admission_lost": [_admission_gone],
    "p11_admission_doubled": [_admission_twice, _greeted_twice],
    "p11_greeted_under_another_scan": [_greeted_twice],
    "p11_half_admission": [_half_an_admission, _scan_gone, _admission_gone],
    "p11_talk_lost": [_talk_gone],
    "p11_talk_doubled": [_nobody_began_it],
    "p11_answer_lost": [_answer_gone, _answer_cut_short],
    "p11_answer_doubled": [_answer_twice],
    "p11_half_answer": [_answer_noted_as_gone, _talk_gone],
    "p11_sharing_lost": [_sharing_gone],
}


@pytest.mark.parametrize(
    ("name", "breaking"),
    [(name, breaking) for name, ways in BROKEN.items() for breaking in ways],
    ids=lambda value: value if isinstance(value, str) else value.__name__.strip("_"),
)
def test_whatever_is_broken_on_purpose_is_found(name, breaking, evening):
    breaking(evening)

    found = {one.check.name for one in evening.verdict().findings}
    assert name in found


def test_every_check_has_been_seen_to_fail():
    assert sorted(BROKEN) == [one.name for one in load_checks()]


def test_lost_and_doubled_facts_are_counted_apart(evening):
    _answer_gone(evening)
    assert evening.verdict().lost > 0
    assert evening.verdict().doubled == 0
    _admission_twice(evening)
    assert evening.verdict().doubled == 1


def test_words_that_were_left_anywhere_in_the_file_are_found(good, tmp_path):
    """Laid out anew: whatever table they stand in, also one that no check names."""
    copy = tmp_path / "rozmowa.duckdb"
    shutil.copyfile(good.database, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute("UPDATE person SET needs = $1", [f"Szuka: {WORDS['celina']}"])
        connection.execute("DELETE FROM admission")

    found = {one.check.name for one in check(copy, good.diaries).findings}
    assert {"p06_words_after_withdrawal", "p11_admission_lost"} <= found
