"""Programs that may speak with the server: their tokens, made and taken back."""

from starlette.requests import Request
from starlette.responses import Response

from kiosk.access import Access
from kiosk.dashboard.gate import form_entry, page_entry
from kiosk.dashboard.pages import back, page
from kiosk.dashboard.visit import StaffVisit
from kiosk.phone.forms import Form
from matching.errors import TokenNameError, TokenScopeError
from matching.interfaces.tokens import (
    DAYS_VALID,
    LONGEST_NAME,
    Scope,
    list_tokens,
    make_token,
    revoke_token,
)

HERE = "/staff/tokens"
USUAL_DAYS = 90


def show(visit: StaffVisit, _request: Request) -> Response:
    """All tokens, and a form for one more."""
    return _page(visit)


def make(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Show a new token once; it is kept nowhere."""
    chosen = [scope for scope in Scope if scope in form.many("scopes")]
    try:
        secret = make_token(
            visit.store,
            name=form.one("name"),
            scopes=chosen,
            days=_days(form),
            actor=visit.actor,
            now=visit.now,
        )
    except TokenNameError as refusal:
        return _page(visit, form, name_problem=visit.text("api.name", letters=refusal.longest))
    except TokenScopeError:
        return _page(visit, form, scope_problem=visit.text("api.scopes_none"))
    return _page(visit, secret=secret)


def take_back(visit: StaffVisit, _request: Request, form: Form) -> Response:
    """Let a token open nothing from now on."""
    token_id = form.id("token")
    if token_id is not None:
        revoke_token(visit.store, token_id, actor=visit.actor, now=visit.now)
    return back(visit, HERE, said="api.taken_back")


def _days(form: Form) -> int:
    known = {str(days): days for days in DAYS_VALID}
    return known.get(form.one("days"), USUAL_DAYS)


def _page(
    visit: StaffVisit,
    form: Form | None = None,
    *,
    secret: str = "",
    name_problem: str = "",
    scope_problem: str = "",
) -> Response:
    """form: what was sent and could not be kept; it stays in the fields."""
    return page(
        visit,
        "tokens.html",
        status=422 if form else 200,
        tokens=list_tokens(visit.store),
        scopes=[*Scope],
        days=DAYS_VALID,
        longest=LONGEST_NAME,
        secret=secret,
        typed_name=form.one("name") if form else "",
        typed_days=_days(form) if form else USUAL_DAYS,
        chosen=form.many("scopes") if form else (),
        name_problem=name_problem,
        scope_problem=scope_problem,
    )


ENTRIES = [
    page_entry(HERE, show, Access.ORGANISER, "tokens of programs"),
    form_entry(HERE, make, Access.ORGANISER, "make a token"),
    form_entry(f"{HERE}/take-back", take_back, Access.ORGANISER, "take a token back"),
]
