"""The page *Ready?*, as an organiser reads it."""

from uuid import uuid4

from cast import NOW

from matching.consents import Decision, decide

HERE = "/staff/ready"


def states(page):
    """Each check of the page with its state."""
    lines = page.text.split('data-check="')[1:]
    return {line.split('"')[0]: line.split('data-state="')[1].split('"')[0] for line in lines}


def look(organiser_laptop):
    page = organiser_laptop.look(HERE)
    assert page.status_code == 200
    return states(page)


def agree(store, guest, kind, *, is_given=True):
    decision = Decision(uuid4(), guest.person_id, kind, is_given, "pl")
    decide(store, decision, source="page", now=NOW)
