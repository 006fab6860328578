"""The words for what somebody's badge did."""

from dataclasses import dataclass

from kiosk.chip_labels import chip_labels
from kiosk.phone.relationships import event_name
from kiosk.phone.talks import moment_in_words
from kiosk.texts import Text, texts_in
from matching.badge_history import Act, ActKind
from matching.model import Event

_PASSED = {"admitted", "already_admitted", "re_entered", "left", "staff"}
_WITH_WORDS = {ActKind.ANSWER, ActKind.CORRECTION}
_BY_DETAIL = {ActKind.INTRODUCTION, ActKind.DECISION, ActKind.REPLY}
_KEYS = {
    (ActKind.CONVERSATION, "ended"): "personal.act_ended",
    (ActKind.PARTNER, "ended"): "personal.act_partner_ended",
    (ActKind.PROMISE, "none"): "personal.act_promise_none",
    (ActKind.SHARING, ""): "personal.act_sharing_none",
}


@dataclass(frozen=True)
class ActLines:
    """what: one line; where: moment, event and kiosk; words: one's own

    consequence: what saying "this was not me" does
    """

    what: str
    where: str
    words: str
    can_report: bool
    consequence: str


def act_lines(act: Act, event: Event, language: str) -> ActLines:
    """How an act is shown to the badge's owner."""
    text = texts_in(language)
    moment = moment_in_words(act.happened_at_utc, event, language)
    place = "" if act.kind is ActKind.CONSENT else event_name(event, text)
    return ActLines(
        what=_what(act, text),
        where=" · ".join(filter(None, [moment, place, _door(act, text)])),
        words=_words(act, language),
        can_report=_can_report(act),
        consequence=text(f"personal.not_me_{_undone(act)}"),
    )


def _door(act: Act, text: Text) -> str:
    if act.is_by_link:
        return text("personal.by_link")
    return "" if act.kiosk is None else text("personal.kiosk", kiosk=act.kiosk)


def _what(act: Act, text: Text) -> str:
    if act.kind is ActKind.SCAN:
        return text(f"personal.act_{act.detail if act.detail in _PASSED else 'refused'}")
    if act.kind is ActKind.CONSENT:
        consent = text(f"personal.consent_{act.detail}")
        key = "personal.act_consent_yes" if act.is_given else "personal.act_consent_no"
        return text(key, consent=consent)
    if act.kind is ActKind.PROMISE and act.detail != "none":
        promise = text(f"promise.{act.detail}")
        return text("personal.act_promise", promise=promise, name=act.other_name or "–")
    if act.kind is ActKind.SHARING and act.detail:
        fields = ", ".join(text(f"share.{one}") for one in act.detail.split())
        return text("personal.act_sharing", fields=fields, name=act.other_name or "–")
    if act.kind in _BY_DETAIL:
        return text(f"personal.act_{act.kind}_{act.detail}", name=act.other_name or "–")
    return text(
        _KEYS.get((act.kind, act.detail), f"personal.act_{act.kind}"), name=act.other_name or "–"
    )


def _words(act: Act, language: str) -> str:
    if act.kind is ActKind.SEEKING:
        return ", ".join(filter(None, [chip_labels(act.chips, language), act.detail]))
    return act.detail if act.kind in _WITH_WORDS else ""


def _undone(act: Act) -> ActKind:
    """What can be undone; of the rest, as of a scan, staff are only told."""
    if not act.is_standing:
        return ActKind.SCAN
    return ActKind.CONVERSATION if act.kind is ActKind.PARTNER else act.kind


def _can_report(act: Act) -> bool:
    """Whether saying it (again) changes anything."""
    return not act.is_reported or act.is_standing
