"""The guests: found, let in, given a badge; for the organiser also added, changed and merged."""

from kiosk.dashboard.guests import (
    acts,
    editing,
    label,
    link,
    listing,
    mails,
    merging,
    person,
    walk_in,
)

ENTRIES = [
    *listing.ENTRIES,
    *editing.ENTRIES,
    *walk_in.ENTRIES,
    *person.ENTRIES,
    *acts.ENTRIES,
    *label.ENTRIES,
    *link.ENTRIES,
    *mails.ENTRIES,
    *merging.ENTRIES,
]
