"""The staff page: find a person, admit, undo, badges, the paper list, what was refused.

Stock widgets, for a laptop or a phone. Guests' words go through st.text only, never markdown.
"""

import streamlit as st

from kiosk import server
from kiosk.clock import utc_now
from kiosk.screens.staff_person import show_person
from kiosk.server import Server
from kiosk.session import set_staff_language, staff_language, take_said
from kiosk.texts import Text, clock_time, texts_in
from matching.desk import ATTENTION_ROWS, count_arrivals, list_attention
from matching.errors import RozmowaError, SeveralEventsError
from matching.events import choose_event, open_events
from matching.model import Event
from matching.people import SHORTEST_SEARCH, is_long_enough, search

# Streamlit's empty header, and its English hint below text fields.
_STYLE = """<style>
[data-testid="stHeader"], [data-testid="InputInstructions"] { display: none; }
[data-testid="stMainBlockContainer"] { padding-top: 1.5rem; }
button { min-height: 3rem; }
</style>"""

MOST_RESULTS = 12
SECONDS_BETWEEN = 15


def show() -> None:
    """The whole page; ui.py opens it for signed-in staff only."""
    running = server.running()
    language = staff_language() or running.settings.language
    text = texts_in(language)
    _show_head(running, language, text)
    try:
        event = running.event()
    except RozmowaError as error:
        is_choice = isinstance(error, SeveralEventsError)
        st.text(text("choose_event.text" if is_choice else "no_event.title"))
        return
    _show_said()
    _show_arrivals(running, event, language)
    _show_search(running, event, text, language)
    _show_attention(running, event, language)


def _show_said() -> None:
    sentence = take_said()
    if sentence:
        with st.container(border=True):
            st.text(sentence)


def _show_head(running: Server, language: str, text: Text) -> None:
    st.html(_STYLE)
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        st.title(text("staff.title"))
        _show_event_choice(running, text)
    with right:
        other = "en" if language == "pl" else "pl"
        if st.button(text("util.language_other"), key="staff-other-language"):
            set_staff_language(other)
            st.rerun()
        st.html(f'<a href="/sign-out" target="_self">{text("staff.sign_out")}</a>')


def _show_event_choice(running: Server, text: Text) -> None:
    events = open_events(running.store)
    if len(events) < 2 or running.settings.event:
        return
    names = {event.slug: event for event in events}
    newest = max(events, key=lambda event: str(event.chosen_at_utc or ""))
    slug = st.selectbox(text("choose_event.title"), list(names), list(names).index(newest.slug))
    if st.button(text("choose_event.go"), key="staff-choose"):
        choose_event(running.store, names[slug], now=utc_now())
        st.rerun()


def _show_arrivals(running: Server, event: Event, language: str) -> None:
    @st.fragment(run_every=SECONDS_BETWEEN)
    def arrivals() -> None:
        counted = count_arrivals(running.store, event)
        st.text(event.name)
        st.progress(counted.admitted / max(1, counted.expected))
        st.text(
            texts_in(language)("staff.present", count=counted.admitted, expected=counted.expected)
        )

    arrivals()


def _show_search(running: Server, event: Event, text: Text, language: str) -> None:
    st.header(text("staff.search_title"))
    typed = st.text_input(text("staff.search_label"), key="staff-search", max_chars=120)
    if not typed:
        return
    found = search(running.store, event, typed)
    if not found:
        short = text("staff.search_short", letters=SHORTEST_SEARCH)
        st.text(text("staff.search_none") if is_long_enough(typed) else short)
        return
    st.text(text("staff.results", count=len(found)))
    for person in found[:MOST_RESULTS]:
        with st.container(border=True):
            show_person(running, event, person, language)
    if len(found) > MOST_RESULTS:
        st.text(text("staff.search_more"))


def _show_attention(running: Server, event: Event, language: str) -> None:
    text = texts_in(language)
    st.header(text("staff.refused_title"))

    @st.fragment(run_every=SECONDS_BETWEEN)
    def attention() -> None:
        facts = list_attention(running.store, event)
        if not facts:
            st.text(text("staff.refused_none"))
            return
        st.dataframe(
            {
                text("staff.column_time"): [
                    clock_time(fact.happened_at_utc, language=language, time_zone=event.time_zone)
                    for fact in facts
                ],
                text("staff.column_kiosk"): [str(fact.kiosk or "") for fact in facts],
                text("staff.column_reason"): [
                    text(f"staff.outcome_{fact.reason}") for fact in facts
                ],
                text("staff.column_name"): [fact.name for fact in facts],
            },
            hide_index=True,
            height=min(460, 40 + 36 * min(len(facts), ATTENTION_ROWS)),
        )

    attention()
