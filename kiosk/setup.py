"""What one kiosk is: its number, where it stands, how its camera is mounted.

Kept in a signed cookie of that browser. An enrolled kiosk's number and mode are set in the
dashboard; how it is mounted, and all of it before there is a real event, is said in the address
(?kiosk=2&mode=door&arrow=left).
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache

from itsdangerous import BadSignature, URLSafeSerializer

from matching.kiosks import Kiosk
from matching.model import Direction

COOKIE = "rozmowa_kiosk"
MODES = ("both", "door", "talk", "exit")
ARROWS = ("up", "down", "left", "right")
HIGHEST_NUMBER = 999
LONGEST_COOKIE = 1000  # characters; ours has about 200
QUERY_NAMES = ("kiosk", "mode", "arrow", "sound", "photo")

_NUMBER = re.compile(r"[0-9]{1,3}")


@dataclass(frozen=True)
class KioskSetup:
    """number: 1 to 999, None for a browser that was never told; arrow: towards the lens.

    kiosk_id: of the enrolment, None for the sample event's own kiosk
    photo: whether guests may pick a photo of a badge; its dialog leads out of a locked-down browser
    """

    number: int | None = None
    mode: str = "both"
    arrow: str | None = None
    sound: bool = True
    kiosk_id: str | None = None
    photo: bool = False

    @property
    def direction(self) -> Direction:
        """Which way people go who show a badge here."""
        return Direction.OUT if self.mode == "exit" else Direction.IN


def changed_by(setup: KioskSetup, query: Mapping[str, str]) -> KioskSetup:
    """The setup with what the address says; values that make no sense change nothing."""
    number, mode, arrow = query.get("kiosk", ""), query.get("mode", ""), query.get("arrow", "")
    if _NUMBER.fullmatch(number) and 1 <= int(number) <= HIGHEST_NUMBER:
        setup = replace(setup, number=int(number))
    if mode in MODES:
        setup = replace(setup, mode=mode)
    if arrow in {*ARROWS, "none"}:
        setup = replace(setup, arrow=None if arrow == "none" else arrow)
    if query.get("sound") in {"on", "off"}:
        setup = replace(setup, sound=query["sound"] == "on")
    if query.get("photo") in {"on", "off"}:
        setup = replace(setup, photo=query["photo"] == "on")
    return setup


def enrolled(setup: KioskSetup, kiosk: Kiosk) -> KioskSetup:
    """The setup with what the dashboard says about the kiosk; how it is mounted stays."""
    return replace(setup, number=kiosk.number, mode=kiosk.mode, kiosk_id=str(kiosk.kiosk_id))


def to_cookie(setup: KioskSetup, key: bytes) -> str:
    """The setup, signed."""
    return str(URLSafeSerializer(key).dumps(asdict(setup)))


def from_cookie(value: str | None, key: bytes) -> KioskSetup:
    """What the cookie says; a missing, forged or overlong one says nothing."""
    return _read_cookie(value, key) if value and len(value) <= LONGEST_COOKIE else KioskSetup()


@lru_cache(maxsize=1024)  # a kiosk's frames bring it 20 times a second
def _read_cookie(value: str, key: bytes) -> KioskSetup:
    try:
        return KioskSetup(**URLSafeSerializer(key).loads(value))
    except (BadSignature, TypeError):
        return KioskSetup()
