"""The kiosks: enrolling them, what they do, how they are; and one sentence for all of them."""

from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kiosk import kiosk_health
from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page, part
from kiosk.dashboard.reaching import address_for_others
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from kiosk.qr_code import qr_svg
from kiosk.setup import MODES
from matching.kiosks import (
    LONGEST_ANNOUNCEMENT,
    LONGEST_NAME,
    announce,
    announcement_of,
    list_kiosks,
    new_code,
    revoke,
    set_kiosk,
    work_of_kiosks,
)

HERE = "/staff/kiosks"


def show(visit: StaffVisit, _request: Request) -> Response:
    """All kiosks, the form for a new one, the announcement."""
    return _page(visit)


def show_states(visit: StaffVisit, request: Request) -> Response:
    """How the kiosks are; fetched again every few seconds."""
    return part(visit, request, "kiosks_part.html", **_states(visit))


def _states(visit: StaffVisit) -> dict[str, Any]:
    work = work_of_kiosks(visit.store, visit.event, now=visit.now) if visit.event else {}
    kiosks = list_kiosks(visit.store)
    health = {one.kiosk_id: kiosk_health.health_of(visit.store, one.kiosk_id) for one in kiosks}
    return {"kiosks": kiosks, "health": health, "work": work, "modes": MODES}


def _page(visit: StaffVisit, *, code: str = "", address: str = "") -> Response:
    enrol = f"{address}/enrol?{urlencode({'code': code})}"
    return page(
        visit,
        "kiosks.html",
        code=code,
        address=f"{address}/enrol",
        qr=qr_svg(enrol, pixels=220) if code else "",
        announcement=announcement_of(visit.store, visit.event) if visit.event else None,
        longest=LONGEST_NAME,
        longest_announcement=LONGEST_ANNOUNCEMENT,
        **_states(visit),
    )


def make_code(visit: StaffVisit, request: Request, form: Form) -> Response:
    """Show a new code once; only a hash of it is kept."""
    code = new_code(
        visit.store,
        name=form.one("name"),
        mode=_mode(form),
        key=visit.settings.key("kiosk codes"),
        actor=visit.actor,
        now=visit.now,
    )
    return _page(visit, code=code, address=address_for_others(request, visit.settings))


def change(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Another mode or name for a kiosk."""
    kiosk_id = form.id("kiosk")
    if kiosk_id is not None:
        name, mode = form.one("name"), _mode(form)
        set_kiosk(visit.store, kiosk_id, name=name, mode=mode, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="dash.kiosk_saved")


def switch_off(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Let a browser be a kiosk no longer."""
    kiosk_id = form.id("kiosk")
    if kiosk_id is not None:
        revoke(visit.store, kiosk_id, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="dash.kiosk_revoked")


def say(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """One sentence for all kiosks, or none any more."""
    words_pl, words_en = form.one("words_pl"), form.one("words_en")
    announce(
        visit.store,
        visit.the_event(),
        words_pl=words_pl,
        words_en=words_en,
        actor=visit.actor,
        now=visit.now,
    )
    has_words = bool((words_pl + words_en).strip())
    return back(visit, HERE, said="dash.announced" if has_words else "dash.announce_ended")


def _mode(form: Form) -> str:
    return form.one("mode") if form.one("mode") in MODES else MODES[0]


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "kiosks, their state, the announcement"),
    page_entry(f"{HERE}/part", show_states, Access.ORGANISER, "how the kiosks are"),
    form_entry(f"{HERE}/code", make_code, Access.ORGANISER, "a code that enrols a kiosk"),
    form_entry(f"{HERE}/change", change, Access.ORGANISER, "mode and name of a kiosk"),
    form_entry(f"{HERE}/off", switch_off, Access.ORGANISER, "revoke a kiosk"),
    form_entry(f"{HERE}/announcement", say, Access.ORGANISER, "one sentence on all kiosks"),
]
