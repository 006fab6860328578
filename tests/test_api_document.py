"""The API does what its document says, under many inputs that schemathesis makes up."""

import os
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
import schemathesis
from cast import invite, listed, make_event
from evening import Evening
from hypothesis import HealthCheck, settings
from programs import ALL_RIGHTS, API, Office, an_office, app, token_for
from schemathesis.config import SchemathesisConfig

from kiosk import paces
from kiosk.api import rates
from kiosk.api.document import document
from kiosk.api.operations import OPERATIONS
from kiosk.paces import Pace
from kiosk.routes import ACCESS
from kiosk.senders import Kind

FULL = bool(os.environ.get("ROZMOWA_TEST_FULL"))
EXAMPLES = 300 if FULL else 12
ANNA = UUID("a77a0000-0000-4000-8000-000000000001")  # the document is asked for her list
# A key that was used for another request is refused, though each of the two is as described.
ACCEPTED = ["2xx", "401", "403", "404", "409", "422"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A server with an evening, and no limit to how often is asked."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rates, "rates", rates.Rates(per_second=1e9, at_once=1e9))
        patched.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e9, 1e9)))
        patched.setattr(paces, "ALL_STRANGERS", Pace(1e9, 1e9))
        with an_office(tmp_path_factory.mktemp("office")) as opened:
            yield opened


@pytest.fixture(scope="module")
def evening(office: Office) -> Evening:
    """Anna and Bartek could meet, Celina was met."""
    store, event = office.store, make_event(office.store)
    anna, bartek, celina = (invite(store, event, name) for name in ("Anna", "Bartek", "Celina"))
    with store._cursor() as cursor:
        sql = "UPDATE attendee SET attendee_id = $1 WHERE attendee_id = $2"
        cursor.execute(sql, [ANNA, anna.attendee_id]).fetchall()
    evening = Evening(store, event, listed(store, event, ANNA), bartek, celina)
    for person in (evening.anna, evening.bartek):
        evening.agree(person)
    evening.know(evening.anna, evening.celina)
    evening.suggest(evening.anna, evening.bartek)
    return evening


@pytest.fixture(scope="module")
def secret(office: Office) -> str:
    """A token that may do everything."""
    return token_for(office.store, *ALL_RIGHTS)


schema = schemathesis.openapi.from_dict(
    document(),
    config=SchemathesisConfig.from_dict(
        {
            "parameters": {"event": "evening", "attendee_id": str(ANNA)},
            "generation": {"with-security-parameters": False},  # who asks is test_api_access's
            "checks": {"positive_data_acceptance": {"expected-statuses": ACCEPTED}},
        }
    ),
)
schema.app = app()  # it answers only while a server runs, so the document is not asked of it


def asked_for(name: str) -> Callable[..., None]:
    """The test of one operation; each has a name of its own, by which workers share them out."""

    @schema.include(operation_id=name).parametrize()
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=not FULL,
        suppress_health_check=list(HealthCheck),
    )
    def test(case, evening, secret):
        case.call_and_validate(headers={"Authorization": f"Bearer {secret}"})

    return test


for _operation in OPERATIONS:
    globals()[f"test_{_operation.name}_answers_as_the_document_says"] = asked_for(_operation.name)


def test_the_document_and_the_routes_are_of_one_table():
    described = {
        (method.upper(), API + path)
        for path, methods in document()["paths"].items()
        for method in methods
    }
    routes = {
        (method, entry.path)
        for entry in ACCESS
        for method in entry.methods
        if entry.path.startswith(API + "/") and entry.title.startswith("nothing") is False
    }

    assert described == routes - {("GET", f"{API}/openapi.json")}
    assert len(described) == len(OPERATIONS)


def test_the_document_tells_nothing_of_any_event(office, evening):
    answer = office.with_token(None).get("openapi.json")

    assert answer.status_code == 200
    assert answer.json()["openapi"] == "3.1.0"
    for word in ("evening", "Anna", "Bartek"):
        assert word not in answer.text.replace("An evening", "")
