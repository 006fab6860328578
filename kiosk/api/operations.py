"""All rows of the table."""

from kiosk.api import reading, schemas, writing
from kiosk.api.schemas import listed, page_of, whole
from kiosk.api.table import PAGED, Operation
from matching.interfaces.tokens import Scope

OPERATIONS = (
    Operation(
        "GET",
        "/events",
        "list_events",
        "All events, oldest first.",
        None,
        whole({"items": listed(schemas.EVENT)}),
        read=reading.events,
    ),
    Operation(
        "GET",
        "/events/{event}/people",
        "list_people",
        "Who is on the list, cancelled ones too.",
        Scope.PEOPLE_READ,
        page_of(schemas.PERSON),
        read=reading.people,
        query=PAGED,
    ),
    Operation(
        "POST",
        "/events/{event}/people",
        "put_people",
        "Put people on the list or bring them up to date, by the rules of a guest list's import.",
        Scope.PEOPLE_WRITE,
        schemas.REPORT,
        write=writing.put_people,
        body=schemas.PEOPLE_IN,
    ),
    Operation(
        "GET",
        "/events/{event}/admissions",
        "list_admissions",
        "Who was let in, in the order in which it came to us; ask again with next for what is new. "
        "One may come twice, none is left out.",
        Scope.ADMISSIONS_READ,
        page_of(schemas.ADMISSION),
        read=reading.admissions,
        query=PAGED,
    ),
    Operation(
        "POST",
        "/events/{event}/admissions",
        "admit",
        "Let somebody in as the staff desk does.",
        Scope.ADMISSIONS_WRITE,
        schemas.CHECK_IN,
        write=writing.admit,
        body=schemas.ADMISSION_IN,
    ),
    Operation(
        "GET",
        "/events/{event}/connections",
        "list_connections",
        "Which two have each written what they learned about the other. No words and no contact; "
        "withdrawn ones are gone.",
        Scope.CONNECTIONS_READ,
        page_of(schemas.CONNECTION),
        read=reading.connections,
        query=PAGED,
    ),
    Operation(
        "GET",
        "/events/{event}/attendees/{attendee_id}/suggestions",
        "list_suggestions",
        "Whom an attendee could meet next: only those who agreed to be suggested, to one who "
        "agreed too. Counts as shown to the attendee.",
        Scope.SUGGESTIONS_READ,
        whole({"items": listed(schemas.SUGGESTION)}),
        read=reading.suggestions,
    ),
    Operation(
        "GET",
        "/events/{event}/figures",
        "get_figures",
        "What the organiser sees of the event: depth and inclusion, nothing of a person.",
        Scope.FIGURES_READ,
        schemas.FIGURES,
        read=reading.figures,
    ),
)
