"""From one step of a talk to the next. The rules decide, this forwards and never keeps words."""

from uuid import UUID

from kiosk.clock import utc_now
from kiosk.components import Ring
from kiosk.session import View
from kiosk.visit import Talk
from matching.consents import Decision, decide, has_agreed, was_asked
from matching.conversations import (
    Conversation,
    NewConversation,
    State,
    start_conversation,
    view_conversation,
)
from matching.desk import are_arrivals_dense
from matching.errors import (
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    RefusedError,
)
from matching.model import CheckIn, ConsentKind, Outcome
from matching.phone_codes import give_phone_code

UNFIT_WORDS = (AnswerRefusedError, AnswerThinError, AnswerLengthError)
_HERE = {Outcome.ADMITTED, Outcome.RE_ENTERED, Outcome.ALREADY_ADMITTED}
_QUESTIONS = (ConsentKind.SUGGEST, ConsentKind.MAIL)


def offers_talks(view: View) -> bool:
    """Whether this kiosk records conversations now; while many arrive, one for both does not."""
    mode = view.session.setup.mode
    if mode != "both":
        return mode == "talk"
    return not are_arrivals_dense(view.server.store, view.running_event(), now=utc_now())


def opens_menu(view: View, check_in: CheckIn) -> bool:
    """Whether this badge leads to the menu rather than to the greeting."""
    if check_in.outcome not in _HERE or not offers_talks(view):
        return False
    return view.session.setup.mode == "talk" or check_in.outcome is Outcome.ALREADY_ADMITTED


def open_menu(view: View) -> None:
    """The menu, or before it what this guest was never asked."""
    question = next_question(view)
    view.go(f"consent_{question}" if question else "menu")


def next_question(view: View) -> ConsentKind | None:
    """Which consent to ask for; nobody who takes part in the entry only is asked."""
    store, person_id = view.server.store, view.guest().person_id
    if has_agreed(store, person_id, ConsentKind.ENTRY_ONLY):
        return None
    return next((one for one in _QUESTIONS if not was_asked(store, person_id, one)), None)


def answer_question(view: View, kind: ConsentKind, *, is_given: bool) -> None:
    """Keep a yes or no, then go on."""
    decision = Decision(
        consent_id=view.fact_id(kind),
        person_id=view.guest().person_id,
        kind=kind,
        is_given=is_given,
        language=view.language,
    )
    decide(view.server.store, decision, source="kiosk", now=utc_now())
    if kind in view.visit.reviews:
        view.visit.reviews.remove(kind)
    if view.visit.reviews:
        view.go(f"consent_{view.visit.reviews[0]}")
    else:
        open_menu(view)


def review_consents(view: View) -> None:
    """Ask again what was asked before: the latest answer counts."""
    view.visit.reviews = list(_QUESTIONS)
    view.go(f"consent_{view.visit.reviews[0]}")


def show_partner(view: View, scan_id: UUID, code: str | None) -> None:
    """The second badge was shown: the conversation begins, or one sentence says why not."""
    guest = view.guest()
    new = NewConversation(
        conversation_id=scan_id,
        event=view.running_event(),
        starter_id=guest.attendee_id,
        partner_code=code or "",
        kiosk=view.session.setup.number,
    )
    try:
        conversation = start_conversation(view.server.store, new, now=utc_now())
    except RefusedError as refusal:
        view.go("partner", error=refusal.code)
        return
    both = (guest.attendee_id, conversation.other.attendee_id)
    _begin(view, conversation, both)


def finish(view: View, conversation: Conversation) -> None:
    """Only this guest's badge was shown: the other's sentence stays for their own page (P13)."""
    _begin(view, conversation, (conversation.me.attendee_id,))


def _begin(view: View, conversation: Conversation, guest_ids: tuple[UUID, ...]) -> None:
    talk = Talk(
        conversation_id=conversation.conversation_id,
        writer_id=conversation.me.attendee_id,
        language=conversation.me.language,
        guest_ids=guest_ids,
    )
    view.visit.talk = talk
    go_on(view)


def go_on(view: View) -> None:
    """Whoever here has not answered answers next; then what both wrote, or the waiting."""
    conversation = view.conversation()
    if conversation.state is State.EXPIRED:
        view.go("over")
    elif conversation.state is State.CONNECTED:
        view.go("already_recorded")  # badges show no old sentences (P13)
    elif not conversation.me.has_answered:
        view.go("answer")
    else:
        hand_over_or_wait(view)


def hand_over_or_wait(view: View) -> None:
    """The other is next if their badge was shown here; else their answer comes later."""
    talk, conversation = view.talk(), view.conversation()
    other = conversation.other
    if conversation.state is State.CONNECTED:
        view.go("connected")
    elif conversation.state is State.EXPIRED:
        view.go("over")
    elif talk.both_are_here and not other.has_answered and _is_first(talk):
        talk.hand_over(other)
        view.visit.language = None
        view.go("handover")
    else:
        view.go("saved" if conversation.me.has_answered else "later_done")


def take_to_phone(view: View) -> None:
    """Hand the writer a code for their phone, the same one while they stand here."""
    talk, server = view.talk(), view.server
    if talk.phone_code is None:
        talk.phone_code = give_phone_code(
            server.store,
            conversation_id=talk.conversation_id,
            attendee_id=talk.writer_id,
            kiosk=view.session.setup.number,
            key=server.settings.key("typed code"),
            now=utc_now(),
        )
    view.go("phone_code")


def _is_first(talk: Talk) -> bool:
    return talk.writer_id == talk.guest_ids[0]


def sentence_of(
    view: View, refusal: AnswerRefusedError | AnswerThinError | AnswerLengthError
) -> str:
    """What a writer is told whose words were not kept."""
    if isinstance(refusal, AnswerLengthError):
        return view.text("answer.too_long", longest=refusal.longest)
    return view.text(f"verdict.{refusal.verdict}")


def ring_of(view: View) -> Ring:
    """How the conversation stands: solid is whoever has answered, closed once both have."""
    conversation = view.conversation()
    has = {
        half_of(view, side.attendee_id): "solid" if side.has_answered else "dotted"
        for side in (conversation.me, conversation.other)
    }
    if conversation.connected_at:
        words = view.text("connected.ring")
        return Ring("solid", "solid", gap="closed", icon="tick", label=words)
    icon = "lock" if "solid" in has.values() else "clock"
    return Ring(has["left"], has["right"], icon=icon, label=view.text("answer.ring"))


def half_of(view: View, attendee_id: UUID) -> str:
    """Whose half of the ring: left for whoever began here, right for the other."""
    return "left" if attendee_id == view.guest().attendee_id else "right"


def other_view(view: View) -> Conversation:
    """The conversation as the one sees it who is not writing."""
    talk, other = view.talk(), view.conversation().other
    found = view_conversation(
        view.server.store, talk.conversation_id, reader_id=other.attendee_id, now=utc_now()
    )
    return view.named(found)
