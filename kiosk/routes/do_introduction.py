"""Links about an introduction: yes, and no. A no is told to nobody, nor shown again (P8)."""

from uuid import UUID

from kiosk.mail.addresses import MailAct
from kiosk.phone.asking import Asking, Button, Way
from kiosk.routes.asked import Asked, NothingToDoError, Sent
from kiosk.routes.visitors import fact_id
from matching.introductions import Decision, OwnSide, decide, own_side
from matching.people import attendances_of


def ask_agree(asked: Asked) -> Asking:
    """Shall the two be introduced? A yes can be taken back until both have agreed."""
    side = _side(asked)[1]
    text, name = asked.visitor.text, side.introduction.other.name
    if side.is_made:
        return _made(asked, side)
    shown = {"shown": asked.new_id()}
    yes = Button(text("own_intro.yes"), shown | {"answer": "yes"})
    no = Button(text("do.agree_undo"), shown | {"answer": "no"})
    is_done = side.has_agreed
    notes = ("do.agree_done_note",) if is_done else ("own_intro.two", "own_intro.safe")
    return Asking(
        act="agree",
        title=text("do.agree_done" if is_done else "do.agree_title"),
        done=is_done,
        name=name,
        work=side.introduction.other.company,
        facts=(_introducer(asked, side),),
        notes=tuple(text(note) for note in notes),
        button=None if is_done else yes,
        undo=no if is_done else None,
        ways=() if is_done else (asked.way("own_intro.no", MailAct.DECLINE),),
    )


def ask_decline(asked: Asked) -> Asking:
    """Shall they not? That is for good."""
    text = asked.visitor.text
    if asked.is_back:
        notes = (text("do.decline_done_note"),)
        return Asking(act="decline", title=text("do.decline_done"), done=True, notes=notes)
    side = _side(asked)[1]
    if side.is_made:
        return _made(asked, side)
    fields = {"shown": asked.new_id(), "answer": "no"}
    return Asking(
        act="decline",
        title=text("do.decline_title"),
        name=side.introduction.other.name,
        work=side.introduction.other.company,
        facts=(_introducer(asked, side),),
        notes=(text("do.decline_note"),),
        button=Button(text("do.decline_yes"), fields),
        ways=(asked.way("own_intro.yes", MailAct.AGREE),),
    )


def do_decide(sent: Sent) -> None:
    """Keep the yes or the no."""
    asked, is_yes = sent.asked, sent.is_yes
    my_id, _ = _side(asked)
    fact = fact_id(sent.form, str(asked.subject_id), str(is_yes))
    decision = Decision(fact, asked.subject_id, my_id, is_yes, channel="mail")
    decide(asked.visitor.store, decision, now=asked.visitor.now)


def _made(asked: Asked, side: OwnSide) -> Asking:
    text = asked.visitor.text
    return Asking(
        act="agree",
        title=text("own_intro.made"),
        done=True,
        name=side.introduction.other.name,
        work=side.introduction.other.company,
        facts=(_introducer(asked, side),),
        ways=(Way(text("own_meet.open"), asked.visitor.address("meet")),),
    )


def _introducer(asked: Asked, side: OwnSide) -> str:
    return asked.visitor.text("own_intro.introducer", name=side.introduction.introducer.name)


def _side(asked: Asked) -> tuple[UUID, OwnSide]:
    """As which attendee the visitor is one of the two. Raises NothingToDoError."""
    store, now = asked.visitor.store, asked.visitor.now
    for my_id in attendances_of(store, asked.visitor.owner.person_id).values():
        if side := own_side(store, asked.subject_id, my_id, now=now):
            return my_id, side
    raise NothingToDoError
