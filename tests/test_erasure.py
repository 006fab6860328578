"""A person is erased: from every table, with all that is about them, and for good."""

import random
from uuid import UUID, uuid4

import pytest
from cast import NOW, listed, rows, scan_of, show_badge, table_columns
from rights_world import KEY, World, let_happen, new_world
from talks import begin_talk, connect, connections, everything, new_answer, view_of

from matching.answers import record_answer
from matching.check_in import check_in
from matching.consents import Decision, decide
from matching.conversations import State, conversations_of_person
from matching.desk import report_not_me
from matching.errors import RefusedError
from matching.model import ConsentKind, Outcome
from matching.names import fold
from matching.people import Listed, list_attendees
from matching.privacy import erase_person, suppressed_among
from matching.privacy.rules import erasure_rules
from matching.store import QUERY_FOLDER, Store

LEADS_NOWHERE = {("audit", "subject_id")}  # the id of somebody there no longer is
OWN_WORDS = {"event_id", "series_id"}
LEADING = {"attendee_id", "person_id", "conversation_id"}  # also as the key of a row


def erase(store: Store, person: Listed) -> bool:
    return erase_person(store, person.person_id, key=KEY, actor="self", now=NOW)


def columns(store: Store) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in table_columns(store):
        found.setdefault(table, []).append((column, kind))
    return found


def traces(store: Store, *marks: str) -> set[tuple[str, str, str]]:
    """Where in all tables one of these stands, whole or within something longer."""
    names = columns(store)
    return {
        (table, column, mark)
        for table, found in everything(store).items()
        for row in found
        for (column, _), value in zip(names[table], row, strict=True)
        for mark in marks
        if mark and mark.casefold() in str(value).casefold()
    }


def marks_of(world: World, person: Listed) -> list[str]:
    """Everything that leads to this person, whatever the table."""
    ids = [person.person_id, person.attendee_id, world.again[person.person_id].attendee_id]
    place = world.people.index(person)
    told = [person.name, fold(person.name), person.email, person.company, f"+48 555 00{place}"]
    told += [f"szycie{place}żagli", f"szuka{place}czegoś", person.code, f"secret:s{place}"]
    words = [words for words, people in world.words.items() if person.person_id in people]
    return [*map(str, ids), *map(str, told), *words]


# The rules


def test_every_table_has_a_rule_and_every_rule_a_table(store):
    assert set(columns(store)) == {rule.table for rule in erasure_rules()}


def test_a_rule_names_every_column_that_leads_to_a_person(store):
    tables = columns(store)
    for rule in (rule for rule in erasure_rules() if rule.holds):
        (own, _), *others = tables[rule.table]
        uuids = {name for name, kind in others if kind == "UUID"} - OWN_WORDS
        if own in LEADING and own != f"{rule.table}_id":
            uuids.add(own)

        assert uuids <= set(rule.ids), rule.table
        assert set(rule.ids) <= {name for name, _ in tables[rule.table]}, rule.table
        assert bool(rule.by) != bool(rule.kept), rule.table


def test_a_rule_without_a_guest_names_no_column_that_could_lead_to_one(store):
    suspicious = ("person_id", "attendee_id", "author_id", "about_id", "name_key", "email", "words")
    for rule in erasure_rules():
        if not rule.holds and rule.table != "announcement":
            names = [name for name, _ in columns(store)[rule.table]]
            assert not [name for name in names if name.startswith(suspicious)], rule.table


def test_every_rule_has_its_query_and_every_query_of_erasing_its_rule():
    asked = {f"erase_{name}" for rule in erasure_rules() for name in rule.queries}
    asked |= {"erase_empty_conversation", "erase_empty_conversation_end"}

    files = (QUERY_FOLDER / "privacy").glob("erase_*.sql")
    assert asked == {file.stem.removesuffix(".postgresql") for file in files}


# A world by chance


@pytest.mark.parametrize("place", range(3))
def test_nothing_by_or_about_an_erased_person_is_left_in_any_column(store, chance, place):
    world = new_world(store, random.Random(chance.randrange(2**32) + place))
    let_happen(world, acts=14)
    person = world.chance.choice(_who_promised(world))
    assert {table for table, _, _ in traces(store, *marks_of(world, person))} > {
        "answer", "person", "attendee", "scan", "suggestion_reply", "introduction", "consent",
        "seeking", "promise", "sharing", "badge", "ticket", "proposal", "role_change",
    }  # fmt: skip

    assert erase(store, person)

    left = traces(store, *marks_of(world, person))
    assert {(table, column) for table, column, _ in left} <= LEADS_NOWHERE


def _who_promised(world: World) -> list[Listed]:
    """Those who began a talk, so that they left every kind of trace."""
    authors = {author_id for (author_id,) in rows(world.store, "SELECT author_id FROM promise")}
    return [
        one
        for one in world.people
        if {one.attendee_id, world.again[one.person_id].attendee_id} & authors
    ]


def test_what_does_not_concern_the_person_stays_as_it_was(store, chance):
    world = new_world(store, chance)
    let_happen(world, acts=14)
    person = world.people[2]
    talks = [str(one.conversation_id) for one in _talks(store, person)]
    before = everything(store)
    theirs = [*marks_of(world, person), *talks, *_introductions(store, person)]

    erase(store, person)

    now = {table: set(map(str, found)) for table, found in everything(store).items()}
    for table, found in before.items():
        for row in map(str, found):
            if not any(mark in row for mark in theirs):
                assert row in now[table], table


def _talks(store: Store, person: Listed):
    return conversations_of_person(store, person.person_id, now=NOW)


def _introductions(store: Store, person: Listed) -> list[str]:
    found = rows(store, "SELECT * FROM introduction")
    return [str(row[0]) for row in found if person.attendee_id in row]


def test_erasing_all_of_them_leaves_no_conversation_and_no_word(store, chance):
    world = new_world(store, chance)
    let_happen(world, acts=10)

    for person in world.people:
        erase(store, person)

    kept = {"event", "series", "migration", "audit", "suppression", "privacy_run", "gone_fact"}
    assert {table for table, found in everything(store).items() if found} == kept
    assert traces(store, *world.words) == set()


def test_erased_twice_is_erased_once(store, event, anna):
    assert erase(store, anna)
    before = everything(store)

    assert not erase(store, anna)
    assert everything(store) == before


# What the other sees


def test_erasing_undoes_the_connection_at_once_and_leaves_something_expired(
    store, event, anna, bartek
):
    talk = connect(store, event, anna, bartek)

    erase(store, bartek)

    assert connections(store) == []
    seen = view_of(store, talk, anna)
    assert (seen.state, seen.other.name, seen.other.has_answered) == (State.EXPIRED, "", False)
    [listed_one] = conversations_of_person(store, anna.person_id, now=NOW)
    assert (listed_one.state, listed_one.other.name) == (State.EXPIRED, "")


def test_two_who_were_erased_leave_nothing_that_says_it_was_one_person(
    store, event, anna, bartek, celina
):
    """Nobody is a different nobody in each conversation."""
    connect(store, event, anna, bartek)
    connect(store, event, celina, bartek)

    erase(store, bartek)

    sides = [
        one for row in rows(store, "SELECT lower_id, higher_id FROM conversation") for one in row
    ]
    assert len(set(sides)) == 4


# Late repeats


def test_a_late_repeat_of_an_answer_brings_nothing_back(store, event, anna, bartek):
    talk = connect(store, event, anna, bartek)
    other = begin_talk(store, event, anna, bartek)
    late = new_answer(store, talk, anna, "Zupełnie inne słowa o żaglach")
    again = new_answer(store, other, anna, "Zupełnie inne słowa o żaglach", answer_id=_first(store))

    erase(store, bartek)

    before = everything(store)
    for sent in (late, again):
        with pytest.raises(RefusedError):
            record_answer(store, sent, now=NOW)
    assert everything(store) == before


def _first(store: Store) -> UUID:
    return rows(store, "SELECT answer_id FROM answer LIMIT 1")[0][0]


def test_a_late_repeat_of_a_scan_brings_no_code_back(store, event, anna):
    scan = scan_of(event, anna.code)
    check_in(store, scan, now=NOW)

    erase(store, anna)
    came = check_in(store, scan, now=NOW)

    assert came.outcome is Outcome.UNKNOWN_CODE
    assert traces(store, anna.code) == set()
    assert show_badge(store, event, anna.code).outcome is Outcome.UNKNOWN_CODE
    assert traces(store, anna.code) == set()


def test_a_late_consent_or_report_of_an_erased_person_is_not_kept(store, event, anna):
    erase(store, anna)

    decision = Decision(uuid4(), anna.person_id, ConsentKind.MAIL, True, "pl")
    decide(store, decision, source="kiosk", now=NOW)
    report_not_me(store, event, anna.attendee_id, kiosk=1, now=NOW)

    assert rows(store, "SELECT * FROM consent") == rows(store, "SELECT * FROM desk_note") == []


def test_lists_and_proposals_worked_out_before_do_not_bring_somebody_back(
    store, event, anna, bartek, celina
):
    erase(store, bartek)

    def keep(change):
        pairs = [(anna, bartek, None), (bartek, anna, None), (anna, celina, bartek)]
        change.run(
            "suggestions/put_lists",
            event_id=event.event_id,
            attendee_ids=[one.attendee_id for one, _, _ in pairs],
            suggested_ids=[other.attendee_id for _, other, _ in pairs],
            ranks=[1, 1, 2],
            scores=[0.5] * 3,
            via_ids=[via and via.attendee_id for _, _, via in pairs],
            reasons=["[]"] * 3,
        )
        lower, higher = sorted([anna.person_id, bartek.person_id])
        change.run(
            "suggestions/put_proposals",
            event_id=event.event_id,
            lower_ids=[lower],
            higher_ids=[higher],
            now_utc=NOW,
        )

    store.write(keep)

    assert rows(store, "SELECT * FROM suggestion") == rows(store, "SELECT * FROM proposal") == []


# Who erased, and the way back


def test_the_audit_log_says_who_erased_and_holds_no_name(store, event, anna):
    erase(store, anna)

    [(actor, act, subject_id, detail)] = rows(
        store, "SELECT actor, act, subject_id, detail FROM audit"
    )
    assert (actor, act, subject_id, detail) == ("self", "person_erased", anna.person_id, "")


def test_whoever_was_erased_is_known_by_a_keyed_hash_only(store, event, anna, bartek):
    erase(store, anna)

    people = [("nowak ANNA", "Anna@Example.org"), (bartek.name, bartek.email), (anna.name, "")]
    assert suppressed_among(store, people, key=KEY) == {people[0]}
    assert suppressed_among(store, people, key=b"another key") == set()
    assert traces(store, "anna") == set()


def test_a_namesake_stays(store, event, anna, bartek):
    from cast import invite

    other = invite(store, event, "Anna Nowak", email="anna@elsewhere.example.org")

    erase(store, anna)

    assert {one.attendee_id for one in list_attendees(store, event)} == {
        other.attendee_id,
        bartek.attendee_id,
    }
    assert listed(store, event, other.attendee_id).name == "Anna Nowak"
