"""A room in which it can be checked by hand who should meet whom, in short words.

Anna needs an accountant and Dorota is one; Celina offers apples, which Ewa needs. Bartek has
talked with Anna and with Celina. Everybody agreed to be suggested.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from cast import NOW, invite, make_event
from evening import Evening
from talks import admit

from kiosk.reasons import reason_lines
from kiosk.texts import texts_in
from matching.model import Event
from matching.people import Listed
from matching.store import Store
from matching.suggestions import (
    Reply,
    ReplyKind,
    Suggestion,
    refresh_lists,
    reply_to_suggestion,
    suggestions_for,
)

WISHES = {
    "Anna Nowak": ("Kwiaty do recepcji", "Biuro rachunkowe"),
    "Bartek Wójcik": ("Szycie żagli", "Płótno lniane"),
    "Celina O'Connor": ("Jabłka z sadu", "Zdjęcia sadu"),
    "Dorota Zero": ("Księgowość małych firm", "Kwiaty na spotkania"),
    "Ewa Pierwsza": ("Fotografia wnętrz; zdjęcia sadów", "Jabłka do szkoły"),
}


class Room(Evening):
    """The evening with wishes, and two more guests whom nobody knows yet."""

    dorota: Listed
    ewa: Listed

    def furnish(self) -> "Room":
        self.dorota = invite(self.store, self.event, "Dorota Zero", language="pl")
        self.ewa = invite(self.store, self.event, "Ewa Pierwsza", language="pl")
        for guest in self.everybody:
            self.agree(guest)
            self.wish(guest, *WISHES[guest.name])
        self.talks = {
            "Anna Nowak": self.know(self.bartek, self.anna),
            "Celina O'Connor": self.know(self.bartek, self.celina),
        }
        return self

    @property
    def everybody(self) -> list[Listed]:
        return [self.anna, self.bartek, self.celina, self.dorota, self.ewa]

    def wish(self, who: Listed, offers: str, needs: str) -> None:
        sql = "UPDATE person SET offers = $1, needs = $2 WHERE person_id = $3"
        self.insert(sql, offers, needs, who.person_id)

    def admit(self, *people: Listed) -> None:
        admit(self.store, self.event, *people)

    def refresh(self, event: Event | None = None, at: timedelta = timedelta()) -> int:
        return refresh_lists(self.store, event or self.event, now=NOW + at)

    def shown(
        self, who: Listed, event: Event | None = None, at: timedelta = timedelta()
    ) -> list[Suggestion]:
        where = event or self.event
        return suggestions_for(self.store, where, who.attendee_id, now=NOW + at)

    def names(self, who: Listed, event: Event | None = None, at=timedelta()) -> list[str]:
        return [one.name for one in self.shown(who, event, at)]

    def reasons(self, who: Listed, about: Listed, language: str = "pl") -> list[str]:
        for one in self.shown(who):
            if one.name == about.name:
                return reason_lines(one.reasons, texts_in(language), language)
        return []

    def says(self, who: Listed, about: Listed, kind: ReplyKind, id: UUID | None = None) -> None:
        reply = Reply(id or uuid4(), self.event, who.attendee_id, about.attendee_id, kind, kiosk=1)
        reply_to_suggestion(self.store, reply, now=NOW)


def furnished(store: Store, event: Event, anna: Listed, bartek: Listed, celina: Listed) -> Room:
    return Room(store, event, anna, bartek, celina).furnish()


def room_in(store: Store) -> Room:
    event = make_event(store)
    people = [
        invite(store, event, name, email=f"{name.split()[0].lower()}@example.org", language="pl")
        for name in ("Anna Nowak", "Bartek Wójcik", "Celina O'Connor")
    ]
    return furnished(store, event, *people)
