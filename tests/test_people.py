"""Finding people by name, code and e-mail, and their badges."""

from uuid import uuid4

import pytest
from cast import NOW, invite, listed, make_event, rows, show_badge

from matching.badge_codes import in_groups, is_badge_code, new_badge_code
from matching.errors import AmbiguousPersonError, NotASpareBadgeError, UnknownPersonError
from matching.model import Outcome
from matching.people import (
    SHORTEST_SEARCH,
    assign_spare_badge,
    find_by_code_or_email,
    find_by_name,
    hints_between,
    list_attendees,
    new_spare_badges,
    replace_badge,
    search,
    set_blocked,
)


def names(people) -> list[str]:
    return [person.name for person in people]


# The list


def test_the_list_is_in_the_order_of_a_polish_phone_book(store, event):
    for name in ["Ewa Żak", "Jan Zając", "Ola Łoś", "Ula Lis", "Iga Źdźbło", "Ala Ćwik", "Ada Cal"]:
        invite(store, event, name)

    assert names(list_attendees(store, event)) == [
        "Ada Cal",
        "Ala Ćwik",
        "Ula Lis",
        "Ola Łoś",
        "Jan Zając",
        "Iga Źdźbło",
        "Ewa Żak",
    ]


def test_the_list_holds_nobody_of_another_event(store, event, anna):
    elsewhere = make_event(store, "elsewhere")
    invite(store, elsewhere, "Zofia Obca")

    assert names(list_attendees(store, event)) == ["Anna Nowak"]


def test_the_list_shows_the_valid_code_issued_last(store, event, anna):
    code = replace_badge(store, event, anna.person_id, now=NOW)

    assert listed(store, event, anna.attendee_id).code == code


# The name as on the list


@pytest.mark.parametrize(
    "typed",
    [
        "Małgorzata Wiśniewska-Brzęczyszczykiewicz",
        "malgorzata wisniewska brzeczyszczykiewicz",
        "BRZĘCZYSZCZYKIEWICZ WIŚNIEWSKA MAŁGORZATA",
        "  Wisniewska–Brzeczyszczykiewicz,   Malgorzata ",
    ],
)
def test_a_name_is_found_however_it_is_typed(store, event, typed):
    guest = invite(store, event, "Małgorzata Wiśniewska-Brzęczyszczykiewicz")

    assert find_by_name(store, event, typed) == [guest.attendee_id]


@pytest.mark.parametrize(
    "typed", ["Anna", "Nowak", "Anna Nowa", "Anna N", "Anna Nowak Nowak", "%", "", " ", "-", "."]
)
def test_a_part_of_a_name_finds_nobody(store, event, anna, typed):
    invite(store, event, "")

    assert find_by_name(store, event, typed) == []


def test_where_two_have_a_name_the_email_decides(store, event):
    one = invite(store, event, "Jan Kowalski", email="Jan@Example.org")
    other = invite(store, event, "Kowalski, Jan", email="kowalski@example.org")
    invite(store, event, "Jan Kowalski")

    assert len(find_by_name(store, event, "jan kowalski")) == 3
    assert find_by_name(store, event, "Jan Kowalski", email=" JAN@example.ORG ") == [
        one.attendee_id
    ]
    assert find_by_name(store, event, "Jan Kowalski", email="kowalski@example.org") == [
        other.attendee_id
    ]
    assert find_by_name(store, event, "Jan Kowalski", email="nobody@example.org") == []


def test_an_empty_email_never_decides(store, event):
    invite(store, event, "Jan Kowalski", email="")
    invite(store, event, "Jan Kowalski", email="jan@example.org")

    assert find_by_name(store, event, "Jan Kowalski", email="") == []
    assert find_by_name(store, event, "Jan Kowalski", email="  ") == []


def test_a_name_of_another_event_is_not_found(store, event, anna):
    assert find_by_name(store, make_event(store, "elsewhere"), "Anna Nowak") == []


# Searching at the desk


def test_staff_find_by_parts_of_name_company_and_email(store, event):
    guest = invite(
        store, event, "Żaneta Ćwik", email="z.cwik@firma.example", company="Źdźbło i Spółka"
    )
    for text in ["zane", "ĆWIK", "cwik zaneta", "zdzbło", "Z.Cwik@Fir", "ćwik spolka"]:
        assert names(search(store, event, text)) == ["Żaneta Ćwik"], text
    assert names(search(store, event, in_groups(guest.code))) == ["Żaneta Ćwik"]
    assert names(search(store, event, guest.code.lower())) == ["Żaneta Ćwik"]


def test_an_address_is_found_from_its_beginning_so_that_a_domain_lists_nobody(store, event, anna):
    assert names(search(store, event, "anna@exa")) == ["Anna Nowak"]
    for text in ("example", "example.org", "@example.org", "nna@example.org"):
        assert search(store, event, text) == [], text


def test_namesakes_are_told_apart_by_a_hint_of_their_address_and_only_they(store, event, anna):
    one = invite(store, event, "Jan Nowak", email="jan@example.org", company="Kłos")
    two = invite(store, event, "NOWAK Jan", email="kontakt@example.com", company="KŁOS")
    other = invite(store, event, "Jan Nowak", email="j@example.org", company="Snop")
    everybody = list_attendees(store, event)

    hints = hints_between([one, other, anna], everybody)

    assert hints == {one.attendee_id: "j…@example.org"}
    assert hints_between([two], everybody) == {two.attendee_id: "k…@example.com"}


@pytest.mark.parametrize("text", ["", "a", "ann", "a n", "%%%%", "____", "....", "    ", "ann  "])
def test_fewer_than_four_letters_find_nobody(store, event, anna, text):
    assert SHORTEST_SEARCH == 4
    assert search(store, event, text) == []


def test_all_words_of_a_search_must_fit(store, event, anna, bartek):
    assert search(store, event, "nowak bartek") == []
    assert search(store, event, new_badge_code()) == []


# Whom the organiser means


def test_the_organiser_means_somebody_by_code_or_email(store, event, anna, bartek):
    for text in (anna.code, in_groups(anna.code).lower(), " Anna@Example.ORG "):
        assert find_by_code_or_email(store, event, text).attendee_id == anna.attendee_id


@pytest.mark.parametrize("text", ["", " ", "Anna Nowak", "nobody@example.org", "anna", "EV1:"])
def test_who_cannot_be_found_is_told(store, event, anna, text):
    invite(store, event, "Ktoś Bez Adresu")

    with pytest.raises(UnknownPersonError):
        find_by_code_or_email(store, event, text)


def test_an_email_that_two_people_share_means_neither(store, event, anna):
    invite(store, event, "Adam Nowak", email="ANNA@example.org")

    with pytest.raises(AmbiguousPersonError, match="2 people fit"):
        find_by_code_or_email(store, event, "anna@example.org")


# Badges


def test_new_spare_badges_are_different_valid_and_nobodys(store, event):
    codes = new_spare_badges(store, event, 200, now=NOW)

    assert len(set(codes)) == 200
    assert all(map(is_badge_code, codes))
    assert rows(store, "SELECT count(*) FROM badge WHERE person_id IS NULL") == [(200,)]


def test_a_replaced_badge_ends_all_earlier_ones(store, event, anna):
    second = replace_badge(store, event, anna.person_id, now=NOW)
    third = replace_badge(store, event, anna.person_id, now=NOW)

    outcomes = [show_badge(store, event, code).outcome for code in (anna.code, second, third)]
    assert outcomes == [Outcome.REPLACED_CODE, Outcome.REPLACED_CODE, Outcome.ADMITTED]


def test_replacing_one_badge_leaves_those_of_others(store, event, anna, bartek):
    replace_badge(store, event, anna.person_id, now=NOW)

    assert listed(store, event, bartek.attendee_id).code == bartek.code


def test_a_spare_badge_is_given_as_it_is_typed(store, event, anna):
    (spare,) = new_spare_badges(store, event, 1, now=NOW)

    given = assign_spare_badge(
        store, event, anna.person_id, f" {in_groups(spare).lower()} ", now=NOW
    )

    assert given == spare == listed(store, event, anna.attendee_id).code


def test_what_is_no_free_spare_badge_is_refused_and_the_old_badge_stays(store, event, anna, bartek):
    elsewhere = make_event(store, "elsewhere")
    (foreign,) = new_spare_badges(store, elsewhere, 1, now=NOW)
    (given,) = new_spare_badges(store, event, 1, now=NOW)
    assign_spare_badge(store, event, bartek.person_id, given, now=NOW)

    for wrong in (bartek.code, anna.code, given, foreign, new_badge_code(), "nonsense", "", "EV1:"):
        with pytest.raises(NotASpareBadgeError):
            assign_spare_badge(store, event, anna.person_id, wrong, now=NOW)

    assert listed(store, event, anna.attendee_id).code == anna.code
    assert listed(store, event, bartek.attendee_id).code == given


def test_a_badge_for_a_person_unknown_to_the_series_shows_nobody_elses_data(store, event, anna):
    (spare,) = new_spare_badges(store, event, 1, now=NOW)
    assign_spare_badge(store, event, uuid4(), spare, now=NOW)

    answer = show_badge(store, event, spare)

    assert (answer.outcome, answer.attendee) == (Outcome.OTHER_EVENT, None)


def test_a_blocked_person_is_refused_until_staff_let_them_in_again(store, event, anna):
    set_blocked(store, anna.person_id, is_blocked=True, now=NOW)
    refused = show_badge(store, event, anna.code)
    set_blocked(store, anna.person_id, is_blocked=False, now=NOW)

    assert refused.outcome is Outcome.BLOCKED
    assert show_badge(store, event, anna.code).outcome is Outcome.ADMITTED
