"""A guest list from the organiser's file to the event: preview, choice of encoding, import."""

from kiosk.dashboard.importing.pages import ENTRIES

__all__ = ["ENTRIES"]
