"""What did you learn about them? One question, one text box."""

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Field, Line, Ring
from kiosk.session import View
from kiosk.talks import half_of, sentence_of
from matching.answers import LONGEST, NewAnswer, record_answer
from matching.conversations import Conversation, another_question
from matching.errors import (
    AlreadyAnsweredError,
    AnswerLengthError,
    AnswerRefusedError,
    AnswerThinError,
    EntryOnlyError,
    RefusedError,
)
from matching.prompts import load_prompts


def show(view: View) -> Description:
    """Names in the nominative above, the question in people's letters, the box."""
    text, conversation = view.text, view.conversation()
    prompt = load_prompts()[conversation.me.prompt_id]
    return Description(
        layout="form",
        ring=_ring(view, conversation),
        lines=[
            Line("caption", text("answer.writer", name=conversation.me.name)),
            Line("name", text("answer.about", name=conversation.other.name)),
            Line("question", prompt.texts[view.language]),
        ],
        field=Field(
            id=f"words-{view.talk().answer_id}",  # the next writer finds an empty box
            label=text("answer.label"),
            kind="words",
            maxLength=LONGEST,
            keyboard="letters",
            error=view.visit.error,
            starters=prompt.starters[view.language],
            hints=(text("answer.sealed"), text("answer.not_private")),
            hide=text("answer.hide"),
            show=text("answer.show"),
        ),
        actions=[
            Button("other", text("answer.other"), "ghost"),
            Button("later", text("answer.later")),
            Button("save", text("answer.save"), "primary", "lock"),
        ],
        is_scanning=False,
        idle_seconds=60,
    )


def _ring(view: View, conversation: Conversation) -> Ring:
    """Solid is only whoever has answered; the writer's half begins with the first word."""
    half = half_of(view, conversation.me.attendee_id)
    other = "solid" if conversation.other.has_answered else "dotted"
    left, right = ("dotted", other) if half == "left" else (other, "dotted")
    return Ring(left, right, writes=half, label=view.text("answer.ring"))


def act(view: View, action: str, words: str) -> None:
    """Save, another question, or later."""
    if action == "save":
        _save(view, words)
    elif action == "later":
        view.go("later")
    elif action == "other":
        _ask_something_else(view)


def _save(view: View, words: str) -> None:
    talk, conversation = view.talk(), view.conversation()
    answer = NewAnswer(
        answer_id=talk.answer_id,
        conversation_id=talk.conversation_id,
        author_id=talk.writer_id,
        prompt_id=conversation.me.prompt_id,
        words=words,
        language=view.language,
        kiosk=view.session.setup.number,
        is_second_try=talk.is_second_try,
    )
    try:
        record_answer(view.server.store, answer, now=utc_now())
    except (AnswerRefusedError, AnswerThinError) as refusal:
        _ask_again(view, refusal)
    except AnswerLengthError as refusal:
        view.go("answer", error=sentence_of(view, refusal))
    except AlreadyAnsweredError:  # on the phone, at the same moment
        view.go("second_step")
    except EntryOnlyError:
        view.go("cannot")
    except RefusedError:
        view.go("over")
    else:
        view.go("connected" if view.conversation().connected_at else "second_step")


def _ask_again(view: View, refusal: AnswerRefusedError | AnswerThinError) -> None:
    """After the second refusal there is also a way out: later."""
    talk = view.talk()
    sentence = sentence_of(view, refusal)
    if talk.tries:
        sentence = f"{sentence} {view.text('answer.or_later')}"
    talk.tries += 1
    talk.is_second_try = talk.is_second_try or isinstance(refusal, AnswerThinError)
    view.go("answer", error=sentence)


def _ask_something_else(view: View) -> None:
    talk, conversation = view.talk(), view.conversation()
    talk.shown.append(conversation.me.prompt_id)
    try:
        another_question(
            view.server.store,
            talk.conversation_id,
            author_id=talk.writer_id,
            shown=talk.shown,
            now=utc_now(),
        )
    except RefusedError:
        view.go("over")
        return
    view.go("answer")
