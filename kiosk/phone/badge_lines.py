"""The words for what somebody's badge did."""

from dataclasses import dataclass

from kiosk.phone.talks import moment_in_words
from kiosk.texts import Text, texts_in
from matching.badge_history import Act, ActKind
from matching.model import Event

_PASSED = {"admitted", "already_admitted", "re_entered", "left", "staff"}


@dataclass(frozen=True)
class ActLines:
    """what: one line; where: moment, event and kiosk; words: of an answer, one's own

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
    kiosk = "" if act.kiosk is None else text("personal.kiosk", kiosk=act.kiosk)
    moment = moment_in_words(act.happened_at_utc, event, language)
    place = "" if act.kind is ActKind.CONSENT else event.name
    return ActLines(
        what=_what(act, text),
        where=" · ".join(filter(None, [moment, place, kiosk])),
        words=act.detail if act.kind is ActKind.ANSWER else "",
        can_report=_can_report(act),
        consequence=text(f"personal.not_me_{_undone(act)}"),
    )


def _what(act: Act, text: Text) -> str:
    if act.kind is ActKind.SCAN:
        return text(f"personal.act_{act.detail if act.detail in _PASSED else 'refused'}")
    if act.kind is ActKind.CONVERSATION:
        key = "personal.act_ended" if act.detail == "ended" else "personal.act_conversation"
        return text(key, name=act.other_name)
    if act.kind is ActKind.ANSWER:
        return text("personal.act_answer", name=act.other_name)
    consent = text(f"personal.consent_{act.detail}")
    key = "personal.act_consent_yes" if act.is_given else "personal.act_consent_no"
    return text(key, consent=consent)


def _undone(act: Act) -> ActKind:
    """What can be undone; of the rest, as of a scan, staff are only told."""
    is_over = act.kind is ActKind.CONVERSATION and act.detail == "ended"
    is_no = act.kind is ActKind.CONSENT and not act.is_given
    return ActKind.SCAN if is_over or is_no else act.kind


def _can_report(act: Act) -> bool:
    """Whether saying it (again) changes anything: an answer that is listed still stands."""
    is_standing = act.kind is ActKind.CONVERSATION and act.detail != "ended"
    return not act.is_reported or is_standing or act.kind is ActKind.ANSWER
