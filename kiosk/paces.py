"""How much each sender may ask of the server, and how long others wait.

A venue shares one address among hundreds of phones and all kiosks, so whoever can be told apart
by a cookie or a link of ours is counted alone. Strangers are counted by address and all together:
however many they are, kiosks, staff and guests with a link do not wait for them.
"""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.buckets import Buckets
from kiosk.senders import Kind, Sender


@dataclass(frozen=True)
class Pace:
    """per_second: in the long run; at_once: after a rest"""

    per_second: float
    at_once: float

    def buckets(self) -> Buckets:
        """Full ones."""
        return Buckets(per_second=self.per_second, at_once=self.at_once)


class Picture(StrEnum):
    """What is sent to be read, if anything."""

    NONE = "none"
    FRAME = "frame"  # of a camera, many a second
    PHOTO = "photo"  # picked by hand, and read with the full effort


PACES = {
    # A frame every sixth of a second, and 90 files when the page is loaded anew.
    Kind.KIOSK: Pace(120, 1200),
    Kind.STAFF: Pace(30, 300),
    Kind.LINK: Pace(5, 60),
    Kind.HERE: Pace(1000, 10_000),
    Kind.ADDRESS: Pace(60, 1500),
}
ALL_STRANGERS = Pace(200, 3000)
# Looking closely at a picture takes a processor up to half a second; only kiosks have need of it.
PICTURES_OF_A_STRANGER = Pace(1, 10)
PICTURES_OF_ALL_STRANGERS = Pace(1, 20)
# A guest picks a photo with a finger. A cookie is only looked at, so a revoked one is a kiosk too.
PHOTOS_OF_ONE = Pace(2, 20)


class Paces:
    """The counts of one server."""

    def __init__(self) -> None:
        self._own = {kind: pace.buckets() for kind, pace in PACES.items()}
        self._strangers = ALL_STRANGERS.buckets()
        self._pictures = PICTURES_OF_A_STRANGER.buckets()
        self._all_pictures = PICTURES_OF_ALL_STRANGERS.buckets()
        self._photos = PHOTOS_OF_ONE.buckets()

    def seconds_to_wait(self, sender: Sender, *, picture: Picture, now: float) -> int:
        """0 and one request less, or whole seconds. now: of a clock that never goes back"""
        wait = self._own[sender.kind].seconds_to_wait(sender.key, now=now)
        if picture is Picture.PHOTO and sender.kind is not Kind.HERE:
            wait = wait or self._photos.seconds_to_wait(sender, now=now)
        if sender.kind is not Kind.ADDRESS:
            return wait
        if picture is not Picture.NONE:
            wait = wait or self._pictures.seconds_to_wait(sender.key, now=now)
            wait = wait or self._all_pictures.seconds_to_wait("", now=now)
        return wait or self._strangers.seconds_to_wait("", now=now)
