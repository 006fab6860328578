"""Mails on the dashboard: what would go to whom, previews, a test, sending, and what came of it."""

from kiosk.dashboard.mail import deciding, one_kind, overview, preview, starting, taking, trying

ENTRIES = [
    *overview.ENTRIES,
    *taking.ENTRIES,
    *deciding.ENTRIES,
    *preview.ENTRIES,
    *trying.ENTRIES,
    *starting.ENTRIES,
    *one_kind.ENTRIES,
]
