"""What people agreed to: unknown is no, the latest counts, entry only outweighs (P14)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, rows, show_badge

from matching.consents import TEXT_VERSION, Decision, decide, has_agreed, was_asked
from matching.model import ConsentKind, Outcome

MAIL, SUGGEST, ENTRY_ONLY = ConsentKind.MAIL, ConsentKind.SUGGEST, ConsentKind.ENTRY_ONLY


def say(store, person, kind, is_given, *, at=timedelta(), consent_id=None) -> None:
    decision = Decision(
        consent_id=consent_id or uuid4(),
        person_id=person.person_id,
        kind=kind,
        is_given=is_given,
        language="pl",
    )
    decide(store, decision, source="kiosk", now=NOW + at)


@pytest.mark.parametrize("kind", list(ConsentKind))
def test_who_was_never_asked_has_not_agreed(store, anna, kind):
    assert not has_agreed(store, anna.person_id, kind)
    assert not was_asked(store, anna.person_id, kind)


@pytest.mark.parametrize("kind", list(ConsentKind))
def test_a_yes_is_a_yes_to_this_only(store, anna, bartek, kind):
    say(store, anna, kind, True)

    assert [other for other in ConsentKind if has_agreed(store, anna.person_id, other)] == [kind]
    assert not has_agreed(store, bartek.person_id, kind)


def test_a_no_was_asked_and_is_a_no(store, anna):
    say(store, anna, MAIL, False)

    assert was_asked(store, anna.person_id, MAIL)
    assert not has_agreed(store, anna.person_id, MAIL)


def test_the_latest_decision_counts_and_all_are_kept(store, anna):
    for minute, is_given in enumerate([True, False, True, False]):
        say(store, anna, MAIL, is_given, at=timedelta(minutes=minute))
        assert has_agreed(store, anna.person_id, MAIL) is is_given

    assert rows(store, "SELECT count(*) FROM consent") == [(4,)]


def test_a_decision_that_arrives_late_does_not_outweigh_a_later_one(store, anna):
    say(store, anna, MAIL, False, at=timedelta(minutes=5))
    say(store, anna, MAIL, True)

    assert not has_agreed(store, anna.person_id, MAIL)


def test_the_same_decision_sent_twice_is_one_fact(store, anna):
    consent_id = uuid4()
    say(store, anna, MAIL, True, consent_id=consent_id)
    say(store, anna, MAIL, False, at=timedelta(minutes=1))
    say(store, anna, MAIL, True, at=timedelta(minutes=2), consent_id=consent_id)

    assert not has_agreed(store, anna.person_id, MAIL)
    assert rows(store, "SELECT count(*) FROM consent") == [(2,)]


@pytest.mark.parametrize("entry_only_first", [True, False])
def test_entry_only_outweighs_every_other_yes_in_any_order(store, anna, entry_only_first):
    kinds = [ENTRY_ONLY, MAIL, SUGGEST] if entry_only_first else [MAIL, SUGGEST, ENTRY_ONLY]
    for minute, kind in enumerate(kinds):
        say(store, anna, kind, True, at=timedelta(minutes=minute))

    assert has_agreed(store, anna.person_id, ENTRY_ONLY)
    assert not has_agreed(store, anna.person_id, MAIL)
    assert not has_agreed(store, anna.person_id, SUGGEST)


def test_who_takes_entry_only_back_has_what_they_had_agreed_to(store, anna):
    say(store, anna, MAIL, True)
    say(store, anna, ENTRY_ONLY, True, at=timedelta(minutes=1))
    say(store, anna, ENTRY_ONLY, False, at=timedelta(minutes=2))

    assert has_agreed(store, anna.person_id, MAIL)


def test_entry_only_does_not_keep_anybody_out(store, event, anna):
    say(store, anna, ENTRY_ONLY, True)

    assert show_badge(store, event, anna.code).outcome is Outcome.ADMITTED


def test_a_decision_keeps_moment_language_source_and_the_version_of_its_text(store, anna):
    say(store, anna, MAIL, True)

    assert rows(store, "SELECT text_version, language, source, decided_at_utc FROM consent") == [
        (TEXT_VERSION, "pl", "kiosk", NOW.replace(tzinfo=None))
    ]


def test_a_decision_about_something_unknown_is_not_kept(store, anna):
    with pytest.raises(Exception, match=r"(?i)check"):
        say(store, anna, "sell_everything", True)
