"""From what the browser reports to what the kiosk shows. The rules decide, this forwards."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kiosk.clock import utc_now
from kiosk.session import AT_THE_MENU, BUSY, View
from kiosk.talks import open_menu, opens_menu, show_partner
from matching.badge_codes import is_badge_code, typed_badge_code
from matching.check_in import check_in, identify
from matching.consents import Decision, decide
from matching.model import CheckIn, ConsentKind, Outcome, Scan, Source

OLDEST = timedelta(minutes=10)
_SOURCES = {"camera": Source.CAMERA, "keys": Source.KEYS, "photo": Source.PHOTO}
_SCREENS = {
    Outcome.ADMITTED: "greeting",
    Outcome.RE_ENTERED: "greeting",
    Outcome.LEFT: "greeting",
    Outcome.ALREADY_ADMITTED: "already_in",
}


def handle_scan(view: View, report: dict[str, Any]) -> None:
    """One report of the camera, the scanner or a photo. The same id again changes nothing.

    report: id (UUID text), code or refused, source, screen it was made on, age_ms since it was
    seen; it may be forged
    """
    scan_id = _uuid(report.get("id"))
    if view.event is None or scan_id is None or view.session.last_scan == str(scan_id):
        return
    code = _badge_code(report.get("code"))
    # After a restart the browser sends its last report again, into a session that begins anew.
    made_on = str(report.get("screen") or view.session.screen).replace("-", "_")
    if view.session.is_busy or made_on in BUSY:
        pass  # somebody is in the middle of a talk
    elif view.session.screen == "partner":
        show_partner(view, scan_id, code)
    elif made_on == "partner":
        pass  # the one who began that talk is no longer known here
    elif made_on == "entry_only":
        _choose_entry_only(view, scan_id, code)
    else:
        source = _SOURCES.get(str(report.get("source")), Source.CAMERA)
        happened_at = utc_now() - _age(report.get("age_ms"))
        _check_in(view, _scan(view, scan_id, source, happened_at, code=code))
    # Only now: after an error the browser sends the same scan again by itself.
    view.session.last_scan = str(scan_id)


def check_in_code(view: View, code: str, source: Source) -> None:
    """A badge code that a guest typed."""
    _check_in(view, _scan(view, view.fact_id(), source, utc_now(), code=code))


def check_in_person(view: View, attendee_id: UUID) -> None:
    """An attendee found by name."""
    _check_in(view, _scan(view, view.fact_id(), Source.NAME, utc_now(), attendee_id=attendee_id))


def _scan(
    view: View,
    scan_id: UUID,
    source: Source,
    happened_at: datetime,
    *,
    code: str | None = None,
    attendee_id: UUID | None = None,
) -> Scan:
    return Scan(
        scan_id=scan_id,
        event=view.running_event(),
        code=code,
        kiosk=view.session.setup.number,
        direction=view.session.setup.direction,
        source=source,
        happened_at=happened_at,
        attendee_id=attendee_id,
    )


def _check_in(view: View, scan: Scan) -> None:
    answer = check_in(view.server.store, scan, now=utc_now())
    is_same_guest = (
        view.session.screen in AT_THE_MENU
        and answer.attendee is not None
        and answer.attendee == view.guest()
    )
    if is_same_guest and opens_menu(view, answer):
        return  # their badge still hangs before the camera
    view.greet(_SCREENS.get(answer.outcome, "refused"), answer)
    if opens_menu(view, answer):
        open_menu(view)


def _choose_entry_only(view: View, scan_id: UUID, code: str | None) -> None:
    store, event = view.server.store, view.running_event()
    attendee = identify(store, event, code) if code else None
    if attendee is None:
        view.greet("refused", CheckIn(Outcome.UNKNOWN_CODE))
        return
    decision = Decision(
        consent_id=scan_id,
        person_id=attendee.person_id,
        kind=ConsentKind.ENTRY_ONLY,
        is_given=True,
        language=view.language,
    )
    decide(store, decision, source="kiosk", now=utc_now())
    view.go("entry_only_done")


def _badge_code(value: Any) -> str | None:
    text = str(value or "")[:100]
    return text if is_badge_code(text) else typed_badge_code(text)


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None


def _age(value: Any) -> timedelta:
    """How long ago it was seen by the client's steady clock; nonsense counts as now."""
    is_number = isinstance(value, int | float) and 0 <= value <= OLDEST.total_seconds() * 1000
    return timedelta(milliseconds=value) if is_number else timedelta()
