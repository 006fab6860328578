"""Two records of one person become one, and nothing is lost or doubled."""
# ruff: noqa: S608  # the tests' own ids only

import json
import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from cast import NOW, invite, listed, make_event, rows, show_badge, table_columns
from merging_worlds import FACTS, World, facts, random_world, standing
from talks import admit, begin_talk, connect, everything, next_meeting, tables_with

from matching.consents import Decision, decide, has_agreed, was_asked
from matching.errors import CannotMergeError, UnknownPersonError
from matching.guest_lists.importing import ImportOptions, import_guest_list
from matching.guest_lists.sheet import GuestListFile
from matching.merging_people import merge_people, preview_merge
from matching.model import ConsentKind, Outcome
from matching.people import list_attendees
from matching.people_editing import PersonFields, edit_person

MINUTE = timedelta(minutes=1)
# Where the id of a record that is gone stays on purpose: the log says what became one.
REMEMBERS = ["audit"]
NAMING = (
    "person_id", "attendee_id", "author_id", "about_id", "owner_id", "suggested_id", "via_id",
    "introducer_id", "lower_id", "higher_id", "starter_id", "subject_id",
)  # fmt: skip


def merge(store, event, kept, gone, **options) -> None:
    merge_people(
        store, event, kept.person_id, gone.person_id, actor="staff:test", now=NOW, **options
    )


def pairs(store) -> dict[UUID, frozenset[UUID]]:
    """Who is connected by which conversation, as persons."""
    found = rows(
        store,
        "SELECT conversation_id, one.person_id, other.person_id FROM connection"
        " JOIN attendee AS one ON lower_id = one.attendee_id"
        " JOIN attendee AS other ON higher_id = other.attendee_id",
    )
    return {talk: frozenset(people) for talk, *people in found}


def own(world: World) -> dict[str, set[str]]:
    """Ids of all that the two records have with each other only: that is what goes."""
    store, gone = world.store, {name: set() for name in FACTS}
    ids = {
        str(seat)
        for (seat,) in rows(
            store,
            "SELECT attendee_id FROM attendee WHERE person_id IN"
            f" ('{world.kept.person_id}', '{world.gone.person_id}')",
        )
    }

    def among(table: str, columns: str, key: str) -> set[str]:
        found = rows(store, f"SELECT {key}, {columns} FROM {table}")
        return {str(one) for one, *who in found if len({str(w) for w in who} & ids) > 1}

    gone["conversation"] = among("conversation", "lower_id, higher_id", "conversation_id")
    gone["suggestion_reply"] = among("suggestion_reply", "author_id, about_id", "reply_id")
    gone["introduction"] = among(
        "introduction", "introducer_id, lower_id, higher_id", "introduction_id"
    )
    parts = {"conversation": "conversation_id", "introduction": "introduction_id"}
    for table in ("answer", "promise", "sharing", "seeking", "phone_code"):
        gone[table] = _of(store, table, parts["conversation"], gone["conversation"])
    gone["introduction_decision"] = _of(
        store, "introduction_decision", parts["introduction"], gone["introduction"]
    )
    gone["promise_kept"] = gone["promise"]
    gone["mail"] = _mails_of_which_there_is_one(world)
    return gone


def _mails_of_which_there_is_one(world: World) -> set[str]:
    """A person gets one mail of a kind; of two records' mails the one that is furthest stays."""
    furthest = ["sent", "sending", "uncertain", "queued", "failed", "dropped"]
    people = f"('{world.kept.person_id}', '{world.gone.person_id}')"
    found = rows(
        world.store,
        "SELECT event_id, kind, state, queued_at_utc, mail_id FROM mail"
        f" WHERE kind <> 'link' AND person_id IN {people} ORDER BY queued_at_utc, mail_id",
    )
    kinds: dict[tuple, list[tuple]] = {}
    for event_id, kind, *mail in found:
        kinds.setdefault((event_id, kind), []).append(mail)
    return {
        str(mail_id)
        for mails in kinds.values()
        for _, _, mail_id in sorted(mails, key=lambda mail: furthest.index(mail[0]))[1:]
    }


def _of(store, table: str, column: str, ids: set[str]) -> set[str]:
    found = rows(store, f"SELECT {FACTS[table]}, {column} FROM {table}")
    return {str(one) for one, whole in found if str(whole) in ids}


@pytest.mark.parametrize("number", range(12))
def test_in_any_world_no_fact_is_lost_or_doubled_and_who_is_connected_stays_so(
    store, event, number
):
    world = random_world(store, event, random.Random(number))
    before, connected, mine = facts(store), pairs(store), own(world)
    first, gone = {}, [world.gone.person_id]
    for meeting in (world.event, world.second):
        seats = {seat.person_id: seat for seat in list_attendees(store, meeting)}
        ours = [seats.get(one.person_id) for one in (world.kept, world.gone)]
        came = [seat.admitted_at_utc for seat in ours if seat and seat.admitted_at_utc]
        first[meeting.event_id] = min(came, default=None)
        gone += [ours[1].attendee_id] if all(ours) else []

    merge(store, event, world.kept, world.gone)

    after = facts(store)
    for table, ids in before.items():
        left = [one for one in ids if one not in mine[table]]
        added = [one for one in after[table] if one not in left] if table == "consent" else []
        assert sorted(after[table]) == sorted(left + added), table
    assert pairs(store) == {
        talk: frozenset(
            world.kept.person_id if one == world.gone.person_id else one for one in people
        )
        for talk, people in connected.items()
        if str(talk) not in mine["conversation"]
    }
    assert {table for one in gone for table in tables_with(store, str(one))} <= set(REMEMBERS)
    for meeting in (world.event, world.second):
        for seat in list_attendees(store, meeting):
            if seat.person_id == world.kept.person_id:
                assert standing(store, meeting, seat) == first[meeting.event_id]
                answer = show_badge(store, meeting, world.gone.code, at=60 * MINUTE)
                usual = Outcome.ALREADY_ADMITTED if first[meeting.event_id] else Outcome.ADMITTED
                assert answer.outcome is usual


def test_every_column_that_names_a_person_or_an_attendee_is_known_to_the_merge(store):
    """A new table must say what becomes of it when two records become one."""
    columns = [(table, column) for table, column, kind in table_columns(store) if kind == "UUID"]
    naming = {(table, column) for table, column in columns if column.endswith(NAMING)}
    of_series = {("webhook_message", "subject_id")}  # a scan or a conversation, never a person
    log = {("audit", "subject_id")}
    unknown = {
        f"{table}.{column}"
        for table, column in naming - of_series - log
        if f" {table}" not in _merging_sql()
    }
    assert unknown == set()


def _merging_sql() -> str:
    from matching.store import QUERY_FOLDER

    files = (QUERY_FOLDER / "merging_people").glob("*.sql")
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_a_merge_cannot_be_done_twice(store, event, anna, bartek):
    merge(store, event, anna, bartek)
    before = everything(store)

    with pytest.raises(UnknownPersonError):
        merge(store, event, anna, bartek)

    assert everything(store) == before


def test_nobody_is_merged_with_themselves_or_with_a_guest_of_another_organiser(store, event, anna):
    stranger = invite(store, make_event(store, "other"), "Anna Nowak", email="anna@example.org")
    before = everything(store)

    for other in (anna, stranger):
        with pytest.raises(CannotMergeError):
            merge(store, event, anna, other)

    assert everything(store) == before


def test_a_preview_changes_nothing_and_says_what_the_merge_then_does(store, event, anna, bartek):
    connect(store, event, anna, bartek)
    before = everything(store)

    preview = preview_merge(store, event, anna.person_id, bartek.person_id)

    assert everything(store) == before
    assert (preview.kept_name, preview.gone_name) == ("Anna Nowak", "Bartek Wójcik")
    assert [choice.name for choice in preview.fields] == ["name", "email"]
    assert [choice.result for choice in preview.fields] == ["Anna Nowak", "anna@example.org"]
    assert (preview.badges, preview.events, preview.talks, preview.own_talks) == (1, 1, 0, 1)


def test_the_organiser_chooses_whose_words_stay(store, event, anna, bartek):
    merge(store, event, anna, bartek, takes_other={"email"})

    line = listed(store, event, anna.attendee_id)
    assert (line.name, line.email) == ("Anna Nowak", "bartek@example.org")


def test_words_outweigh_a_blank_and_entries_are_put_together(store, event):
    one = invite(store, event, "Jan Nowak")
    two = invite(store, event, "Jan Nowak", email="jan@example.org", company="Kłos")
    for who, needs in ((one, "Podatki; Prawo"), (two, "podatki; Druk")):
        fields = PersonFields("Jan Nowak", email=who.email, company=who.company, needs=needs)
        edit_person(store, event, who.person_id, fields, actor="staff:x", now=NOW)

    merge(store, event, one, two)

    assert rows(store, "SELECT name, email, company, needs FROM person") == [
        ("Jan Nowak", "jan@example.org", "Kłos", "Podatki; Prawo; Druk")
    ]


def test_what_was_typed_here_outweighs_what_a_list_said(store, event):
    one = invite(store, event, "Jan Nowak", company="Stara")
    two = invite(store, event, "Jan Nowak", company="Inna")
    fields = PersonFields("Jan Nowak", company="Nowa")
    edit_person(store, event, two.person_id, fields, actor="staff:x", now=NOW)

    merge(store, event, one, two)

    assert listed(store, event, one.attendee_id).company == "Nowa"


def test_an_import_afterwards_finds_the_one_record_and_leaves_what_was_decided(store, event):
    content = (
        "Name,Email,Company\nJan Nowak,jan@example.org,Kłos\nJan Nowak,j.nowak@example.org,Snop\n"
    ).encode()
    options, source = ImportOptions(), GuestListFile("guests.csv", content)
    import_guest_list(store, source, event=event, options=options, now=NOW)
    one, two = list_attendees(store, event)
    merge(store, event, one, two, takes_other={"company"})
    chosen = listed(store, event, one.attendee_id)

    import_guest_list(store, source, event=event, options=options, now=NOW)

    assert list_attendees(store, event) == [chosen]
    assert chosen.company == two.company


def test_both_badges_open_the_door_for_the_one_guest(store, event, anna, bartek):
    show_badge(store, event, bartek.code, kiosk=2)
    show_badge(store, event, anna.code, kiosk=1, at=MINUTE)

    merge(store, event, anna, bartek)

    for code in (anna.code, bartek.code):
        answer = show_badge(store, event, code, at=2 * MINUTE)
        assert answer.attendee.attendee_id == anna.attendee_id
        assert (answer.outcome, answer.first_kiosk, answer.first_at) == (
            Outcome.ALREADY_ADMITTED,
            2,
            NOW,
        )


def test_what_the_two_records_had_with_each_other_ends(store, event, anna, bartek, celina):
    talk = connect(store, event, anna, bartek)
    kept = connect(store, event, bartek, celina)

    merge(store, event, anna, bartek)

    assert list(pairs(store)) == [kept.conversation_id]
    assert rows(store, "SELECT author_id FROM answer WHERE about_id = author_id") == []
    assert tables_with(store, str(talk.conversation_id)) == ["gone_fact"]


def test_two_halves_of_two_conversations_connect_nobody(store, event, anna, bartek, celina):
    """P2: in one conversation, both."""
    from talks import answer

    admit(store, event, anna, bartek, celina)
    one = begin_talk(store, event, anna, celina)
    other = begin_talk(store, event, bartek, celina)
    answer(store, one, anna, "Pomaga sadownikom dowieźć owoce do miasta")
    answer(store, other, celina, "Uczy księgowości w szkole wieczorowej")

    merge(store, event, anna, bartek)

    assert pairs(store) == {}
    assert len(rows(store, "SELECT 1 FROM answer")) == 2


def test_after_a_merge_a_connected_pair_does_not_begin_anew(store, event, anna, bartek, celina):
    known = connect(store, event, bartek, celina)
    admit(store, event, anna)
    begin_talk(store, event, anna, celina, at=MINUTE)

    merge(store, event, anna, bartek)

    again = begin_talk(store, event, anna, celina, at=2 * MINUTE)
    assert again.conversation_id == known.conversation_id


@pytest.mark.parametrize("kind", list(ConsentKind))
@pytest.mark.parametrize("said", [(True, False), (False, True), (True, None), (None, None)])
def test_the_decision_that_protects_stands(store, event, anna, bartek, kind, said):
    for person, is_given in zip((anna, bartek), said, strict=True):
        if is_given is not None:
            decision = Decision(uuid4(), person.person_id, kind, is_given, "pl")
            decide(store, decision, source="kiosk", now=NOW + MINUTE)

    merge(store, event, anna, bartek)

    protects = kind is ConsentKind.ENTRY_ONLY
    wanted = {(True, None): True, (None, None): False}.get(said, protects)
    assert has_agreed(store, anna.person_id, kind) is wanted
    assert was_asked(store, anna.person_id, kind) is (said != (None, None))


def test_a_blocked_record_stays_blocked(store, event, anna):
    twin = invite(store, event, "Anna Nowak", blocked=True)

    merge(store, event, anna, twin)

    assert show_badge(store, event, anna.code).outcome is Outcome.BLOCKED


def test_of_two_places_on_a_list_the_one_that_holds_more_counts(store, event):
    one = invite(store, event, "Jan Nowak", status="cancelled")
    two = invite(store, event, "Jan Nowak")
    with store._cursor() as cursor:
        for person, role, ticket, extra in (
            (one, "visitor", "", '{"Stolik": "3", "Dieta": ""}'),
            (two, "speaker", "VIP", '{"Stolik": "7", "Parking": "tak"}'),
        ):
            cursor.execute(
                "UPDATE attendee SET role = $1, ticket_type = $2, extra = $3"
                " WHERE attendee_id = $4",
                [role, ticket, extra, person.attendee_id],
            ).fetchall()

    merge(store, event, one, two)

    ((role, status, ticket, extra),) = rows(
        store, "SELECT role, status, ticket_type, extra FROM attendee"
    )
    assert (role, status, ticket) == ("speaker", "expected", "VIP")
    assert json.loads(extra) == {"Stolik": "3", "Dieta": "", "Parking": "tak"}


def test_an_idea_of_the_desk_goes_on_for_the_one_guest_and_none_is_about_themselves(
    store, event, anna, bartek, celina
):
    with store._cursor() as cursor:
        for who, about in ((bartek, celina), (celina, bartek), (celina, anna), (bartek, anna)):
            cursor.execute(
                "INSERT INTO desk_idea VALUES ($1, $2, $3, $4)",
                [event.event_id, who.attendee_id, about.attendee_id, NOW.replace(tzinfo=None)],
            ).fetchall()

    merge(store, event, anna, bartek)

    pair = {anna.attendee_id, celina.attendee_id}
    found = rows(store, "SELECT attendee_id, suggested_id FROM desk_idea")
    assert len(found) == 2
    assert all(set(ids) == pair for ids in found)


def test_at_another_meeting_the_place_on_the_list_comes_along(store, event, anna, bartek):
    second, (seat,) = next_meeting(store, event, "second", bartek)

    merge(store, event, anna, bartek)

    (line,) = list_attendees(store, second)
    assert (line.attendee_id, line.person_id) == (seat.attendee_id, anna.person_id)


def test_the_merge_is_in_the_log_by_ids_only(store, event, anna, bartek):
    merge(store, event, anna, bartek)

    assert rows(store, "SELECT actor, act, subject_id, detail FROM audit") == [
        ("staff:test", "people_merged", anna.person_id, str(bartek.person_id))
    ]
