"""One person on the staff page, and what may be done for them."""

from datetime import datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

import streamlit as st

from kiosk.clock import utc_now
from kiosk.screens.staff_link import offer_personal_link
from kiosk.server import Server
from kiosk.session import say_after_rerun
from kiosk.texts import Text, clock_time, texts_in
from matching.badge_codes import in_groups
from matching.consents import Decision, decide, has_agreed
from matching.desk import UNDO_MINUTES, admit_anyway, enter_paper_tick, undo_admission
from matching.errors import NotASpareBadgeError, NothingToUndoError
from matching.model import ConsentKind, Event
from matching.people import Listed, assign_spare_badge, replace_badge, set_blocked


def show_person(running: Server, event: Event, person: Listed, language: str) -> None:
    """Name, state and the buttons that make sense now."""
    text = texts_in(language)
    name = person.name or text("staff.nameless")
    st.text(" · ".join(filter(None, [name, person.company, _state(person, event, language)])))
    _offer_end_of_entry_only(running, person, language)
    buttons = [*st.columns(2), *st.columns(2), *st.columns(2)]
    with buttons[0]:
        _offer_admission(running, event, person, name, text)
    with buttons[1], st.popover(text("staff.spare"), width="stretch"):
        _offer_spare(running, event, person, name, text)
    with buttons[2], st.popover(text("staff.replace"), width="stretch"):
        _offer_replacement(running, event, person, text)
    with buttons[3], st.popover(text("staff.paper_title"), width="stretch"):
        _offer_paper_tick(running, event, person, text)
    with buttons[4]:
        _offer_block(running, person, name, text)
    with buttons[5]:
        offer_personal_link(running, event, person, text)


def _state(person: Listed, event: Event, language: str) -> str:
    text = texts_in(language)
    if person.is_blocked:
        return text("staff.state_blocked")
    if person.status == "cancelled":
        return text("staff.state_cancelled")
    if person.admitted_at_utc is None:
        return text("staff.state_expected")
    at = clock_time(person.admitted_at_utc, language=language, time_zone=event.time_zone)
    return f"{text('staff.state_here')} {at}"


def _offer_end_of_entry_only(running: Server, person: Listed, language: str) -> None:
    if not has_agreed(running.store, person.person_id, ConsentKind.ENTRY_ONLY):
        return
    text = texts_in(language)
    st.text(text("staff.state_entry_only"))
    if st.button(text("staff.end_entry_only"), key=f"entry-only-{person.attendee_id}"):
        decision = Decision(
            consent_id=uuid4(),
            person_id=person.person_id,
            kind=ConsentKind.ENTRY_ONLY,
            is_given=False,
            language=language,
        )
        decide(running.store, decision, source="staff", now=utc_now())
        _done(text("staff.entry_only_ended"))


def _offer_block(running: Server, person: Listed, name: str, text: Text) -> None:
    label = text("staff.unblock" if person.is_blocked else "staff.block")
    if st.button(label, key=f"block-{person.attendee_id}", width="stretch"):
        set_blocked(running.store, person.person_id, is_blocked=not person.is_blocked)
        _done(text("staff.unblocked" if person.is_blocked else "staff.blocked", name=name))


def _offer_admission(running: Server, event: Event, person: Listed, name: str, text: Text) -> None:
    key = person.attendee_id
    if person.admitted_at_utc is not None:
        if st.button(text("staff.undo"), key=f"undo-{key}", width="stretch"):
            _undo(running, event, person, name, text)
        return
    is_expected = person.status == "expected" and not person.is_blocked
    label = text("staff.admit" if is_expected else "staff.admit_anyway")
    if st.button(label, key=f"admit-{key}", type="primary", width="stretch"):
        admit_anyway(running.store, event, key, now=utc_now())
        _done(text("staff.admit_done", name=name))


def _undo(running: Server, event: Event, person: Listed, name: str, text: Text) -> None:
    try:
        undo_admission(running.store, event, person.attendee_id, now=utc_now())
    except NothingToUndoError:
        _done(text("staff.undo_late") + " " + text("staff.undo_limit", minutes=UNDO_MINUTES))
    _done(text("staff.undo_done", name=name))


def _offer_spare(running: Server, event: Event, person: Listed, name: str, text: Text) -> None:
    st.text(text("staff.spare_hint"))
    typed = st.text_input(text("staff.spare_label"), key=f"spare-{person.attendee_id}")
    if not st.button(text("staff.spare_go"), key=f"spare-go-{person.attendee_id}"):
        return
    try:
        assign_spare_badge(running.store, event, person.person_id, typed, now=utc_now())
    except NotASpareBadgeError:
        st.text(text("staff.spare_unknown"))
        return
    _done(text("staff.spare_done", name=name))


def _offer_replacement(running: Server, event: Event, person: Listed, text: Text) -> None:
    st.text(text("staff.replace_ask"))
    if st.button(text("staff.confirm"), key=f"replace-{person.attendee_id}"):
        code = replace_badge(running.store, event, person.person_id, now=utc_now())
        _done(text("staff.replace_done", code=in_groups(code)))


def _offer_paper_tick(running: Server, event: Event, person: Listed, text: Text) -> None:
    zone = ZoneInfo(event.time_zone)
    st.text(text("staff.paper_text"))
    day = st.date_input(
        text("staff.paper_day"),
        value=utc_now().astimezone(zone).date(),
        key=f"paper-day-{person.attendee_id}",
    )
    at = st.time_input(text("staff.paper_time"), key=f"paper-time-{person.attendee_id}", step=60)
    if not st.button(text("staff.paper_save"), key=f"paper-{person.attendee_id}"):
        return
    ticked_at = datetime.combine(day, at or time(0), tzinfo=zone)
    if ticked_at > utc_now():
        st.text(text("staff.paper_time_future"))
        return
    enter_paper_tick(running.store, event, person.attendee_id, ticked_at=ticked_at, now=utc_now())
    _done(text("staff.paper_done", count=1))


def _done(sentence: str) -> None:
    say_after_rerun(sentence)
    st.rerun()
