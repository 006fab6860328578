"""The calm second step: a promise, a day for it, what the other may have. All of it optional."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from kiosk.clock import utc_now
from kiosk.components import Button, Description, Group, Line, Option
from kiosk.session import View
from kiosk.talks import hand_over_or_wait
from kiosk.texts import short_day
from matching.contacts import Sharing, fields_of, saved_choice, share, shared_by
from matching.errors import PromiseDayError, RefusedError
from matching.follow_ups import (
    KeptPromise,
    Promise,
    PromiseKind,
    day_promised,
    keep_promise,
    kind_promised,
    promise_of,
)

DAYS_AHEAD = (2, 4, 7, 14)


def show(view: View) -> Description:
    """What was chosen before is chosen again; nothing else is (P3)."""
    text, conversation, error = view.text, view.conversation(), view.visit.error
    return Description(
        layout="choice",
        lines=[
            Line("caption", text("answer.writer", name=conversation.me.name)),
            Line("name", text("answer.about", name=conversation.other.name)),
            *([Line("stop", error)] if error else []),
        ],
        groups=[one for one in _groups(view) if one.options],
        actions=[Button("next", text("second.next"), "primary", "next"), *_way_to_seeks(view)],
        is_scanning=False,
        idle_seconds=60,
    )


def _way_to_seeks(view: View) -> list[Button]:
    if not view.plan.asks_seeks:
        return []
    return [Button("seeks", view.text("second.seeks"), icon="search")]


def _groups(view: View) -> list[Group]:
    promise = [_promises(view), _days(view)] if view.plan.asks_promise else []
    return [*promise, _fields(view)]


def _promises(view: View) -> Group:
    mine = _promise(view)
    options = [
        Option(kind, view.text(f"promise.{kind}"), mine is not None and mine.kind is kind)
        for kind in PromiseKind
    ]
    return Group("promise", view.text("second.promise"), "single", options)


def _days(view: View) -> Group:
    today, promised = _today(view), _promised_days(_promise(view))
    options = [
        Option(day.isoformat(), short_day(day, language=view.language), day in promised)
        for day in sorted({today + timedelta(days=ahead) for ahead in DAYS_AHEAD} | promised)
    ]
    return Group("due", view.text("second.due"), "single", options, view.text("second.due_why"))


def _fields(view: View) -> Group:
    store, talk = view.server.store, view.talk()
    chosen = shared_by(store, talk.conversation_id, owner_id=talk.writer_id)
    if chosen is None:
        chosen = saved_choice(store, view.conversation().me.person_id)
    options = [
        Option(field, view.text(f"share.{field}"), field in chosen)
        for field in fields_of(store, talk.writer_id)
    ]
    return Group("share", view.text("second.share"), "many", options, view.text("second.share_why"))


def _today(view: View) -> date:
    return utc_now().astimezone(ZoneInfo(view.running_event().time_zone)).date()


def _promise(view: View) -> KeptPromise | None:
    talk = view.talk()
    return promise_of(view.server.store, talk.conversation_id, author_id=talk.writer_id)


def _promised_days(mine: KeptPromise | None) -> set[date]:
    return {mine.due_on} if mine and mine.due_on else set()


def act(view: View, action: str, _field: str) -> None:
    """Whatever was tapped here is kept, whichever way leads on."""
    if action not in {"seeks", "next"}:
        return
    try:
        _keep_sharing(view)
        _keep_promise(view)
    except PromiseDayError as refusal:
        example = refusal.today.isoformat()
        view.go("second_step", error=view.text("phone.due_wrong", example=example))
        return
    except RefusedError:
        view.go("over")
        return
    if action == "seeks":
        view.go("seeks")
    else:
        _go_on(view)


def _go_on(view: View) -> None:
    """The other's turn, or the ring; whoever has seen it close is at the end."""
    talk = view.talk()
    talk.has_stepped = True
    if talk.has_seen_ring:
        view.go("done")
    else:
        hand_over_or_wait(view)


def _keep_promise(view: View) -> None:
    if not view.plan.asks_promise:
        return
    talk, mine = view.talk(), _promise(view)
    chosen = next(iter(view.choices.get("promise", [])), "")
    due_on = _chosen_day(view)
    promise = Promise(
        promise_id=view.fact_id("promise"),
        conversation_id=talk.conversation_id,
        author_id=talk.writer_id,
        kind=kind_promised(chosen, due_on),
        due_on=due_on,
        kiosk=view.session.setup.number,
    )
    before = (mine.kind, mine.due_on) if mine else (None, None)
    if (promise.kind, promise.due_on) != before:
        keep_promise(view.server.store, promise, now=utc_now())


def _chosen_day(view: View) -> date | None:
    """As it was shown, whatever day it is by now; which days can be promised, the rules know."""
    return day_promised(next(iter(view.choices.get("due", [])), ""), today=_today(view))


def _keep_sharing(view: View) -> None:
    store, talk = view.server.store, view.talk()
    has = fields_of(store, talk.writer_id)
    wanted = tuple(field for field in has if field in view.choices.get("share", []))
    before = shared_by(store, talk.conversation_id, owner_id=talk.writer_id)
    was_ticked = before is None and saved_choice(store, view.conversation().me.person_id)
    if wanted != (before or ()) or was_ticked:
        number = view.session.setup.number
        sharing = Sharing(
            view.fact_id("sharing"), talk.conversation_id, talk.writer_id, wanted, number
        )
        share(store, sharing, now=utc_now())
