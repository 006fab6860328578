"""What a kiosk has to hear about while nobody touches it; each change has another version."""

import hashlib
from datetime import datetime
from uuid import UUID

from kiosk import desk_presence
from kiosk.enrolment import kiosk_of
from kiosk.server import Server
from kiosk.setup import KioskSetup
from matching.calls import state_of_call
from matching.errors import RozmowaError
from matching.kiosks import announcement_of
from matching.model import Event


def version(
    running: Server, event: Event | None, its_setup: KioskSetup, call_id: UUID | None, now: datetime
) -> str:
    """Equal as long as the kiosk would show the same announcement, mode, call and event."""
    call = state_of_call(running.store, call_id, now=now) if call_id else None
    told = (
        event,
        kiosk_of(its_setup, running),
        event and announcement_of(running.store, event),
        event and desk_presence.is_open(running.store, event.event_id, now=now),
        call,
    )
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def event_now(running: Server) -> Event | None:
    """The event that people are let into, None where there is no such one."""
    try:
        return running.event()
    except RozmowaError:
        return None
