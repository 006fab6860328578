"""Where somebody registers for an event."""

from matching.model import Event

REGISTRATION_PATH = "/register/"


def registration_path(event: Event) -> str:
    """The path of an event's page."""
    return REGISTRATION_PATH + event.slug
