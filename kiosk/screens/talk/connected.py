"""Both answers are here: the ring closes, both read what the other learned."""

from contextlib import suppress

from kiosk.clock import utc_now
from kiosk.components import Button, Card, Description, Line
from kiosk.session import View
from kiosk.talks import half_of, other_view, ring_of
from matching.answers import Sentence, answer_for_both, confirm
from matching.conversations import Conversation, Side
from matching.errors import RefusedError
from matching.follow_ups import promise_of


def show(view: View) -> Description:
    """Sentences only where both badges were shown in this visit (P13); never a contact (P3)."""
    text, talk = view.text, view.talk()
    if view.conversation().connected_at is None:
        return _undone(view)
    cards = _cards(view) if talk.both_are_here else []
    return Description(
        layout="cards" if cards else "message",
        ring=ring_of(view),
        lines=[
            Line("display", text("connected.title")),
            Line("lead", text("connected.lead" if cards else _where_to_read(view))),
        ],
        cards=cards,
        actions=[Button("next", text("connected.next"), "primary", "next")],
        is_scanning=False,
        idle_seconds=60,
    )


def _undone(view: View) -> Description:
    """One of the two took their answer back on their own page meanwhile (P6)."""
    text = view.text
    return Description(
        layout="message",
        ring=ring_of(view),
        lines=[Line("title", text("undone.title")), Line("lead", text("undone.text"))],
        actions=[Button("home", text("util.close"), "primary")],
        is_scanning=False,
    )


def _where_to_read(view: View) -> str:
    has_pages = view.server.settings.public_url is not None
    return "connected.elsewhere" if has_pages else "connected.kept"


def _cards(view: View) -> list[Card]:
    """First what the one who began here wrote, then the other."""
    views = sorted([view.conversation(), other_view(view)], key=lambda one: _half(view, one.me))
    found = [(one, _about(view, one.other)) for one in views]
    return [_card(view, one, sentence) for one, sentence in found if sentence]


def _half(view: View, side: Side) -> str:
    return half_of(view, side.attendee_id)


def _about(view: View, side: Side) -> Sentence | None:
    store, conversation_id = view.server.store, view.talk().conversation_id
    return answer_for_both(store, conversation_id, about_id=side.attendee_id)


def _card(view: View, written_by: Conversation, sentence: Sentence) -> Card:
    """A card stands under the name of the one it is about, who alone may reply to it."""
    text, half, about = view.text, _half(view, written_by.me), written_by.other
    promise = promise_of(
        view.server.store, written_by.conversation_id, author_id=written_by.me.attendee_id
    )
    captions = [text("connected.added", words=sentence.correction)] if sentence.correction else []
    if promise is not None:
        what = text(f"promise.{promise.kind}")
        captions.append(text("connected.promise", name=written_by.me.name, promise=what))
    replies = (
        Button(f"confirm-{half}", text("connected.confirm"), icon="tick"),
        Button(f"add-{half}", text("connected.add"), icon="edit"),
    )
    return Card(
        half=half,
        name=about.name,
        quote=text("connected.withheld") if sentence.is_withheld else sentence.words,
        captions=tuple(captions),
        good=text("connected.confirm") if sentence.is_confirmed else None,
        actions=() if sentence.is_confirmed or sentence.is_withheld else replies,
    )


def act(view: View, action: str, _field: str) -> None:
    """A reply to one of the sentences, or on to the last writer's second step."""
    reply, _, half = action.partition("-")
    if action == "next":
        view.talk().has_seen_ring = True
        view.go("done" if view.talk().has_stepped else "second_step")
    elif reply in {"confirm", "add"} and view.talk().both_are_here:
        _reply(view, reply, half)


def _reply(view: View, reply: str, half: str) -> None:
    views = {_half(view, one.me): one for one in (view.conversation(), other_view(view))}
    written_by = views.get(half)
    sentence = _about(view, written_by.other) if written_by else None
    if written_by is None or sentence is None:
        view.go("over")
    elif reply == "add":
        view.talk().corrects = (sentence.answer_id, written_by.other.attendee_id)
        view.go("correction")
    else:
        with suppress(RefusedError):  # revised on the phone meanwhile: the new words are shown
            confirm(
                view.server.store,
                sentence.answer_id,
                by_id=written_by.other.attendee_id,
                now=utc_now(),
                kiosk=view.session.setup.number,
            )
        view.go("connected")
