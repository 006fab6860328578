"""The order in which a frame is read: the cheap reader, then likely squares, then the rest."""

import enum
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kiosk.scanning import treatments
from kiosk.scanning.decoders import Decoder, Sighting, decoders, with_zbar, with_zxing
from kiosk.scanning.images import MAX_IMAGE_BYTES, PHOTO_SIDE, Grey, grey_of, shrunk
from kiosk.scanning.regions import Region, likely_regions
from matching.badge_codes import is_badge_code


class Effort(enum.Enum):
    """How much is tried. CPU time where nothing is found:

    CHEAP: one fast reader, about 1 ms
    LIKELY: then the likeliest square in the likeliest ways, about 8 ms
    FULL: all there is, about 30 ms
    """

    CHEAP = "cheap"
    LIKELY = "likely"
    FULL = "full"


@dataclass(frozen=True)
class Reading:
    """What a picture says.

    code: a valid badge code, or None
    foreign: a QR code was read, but it was no badge code (another's code, or a wrong check)
    """

    code: str | None
    foreign: bool


NOTHING = Reading(code=None, foreign=False)

# Measured one by one on benchmarks/frames.py, in the order of what each adds for its time.
_Step = tuple[Decoder, treatments.Treatment, float]  # px a module
_STEPS: tuple[_Step, ...] = (
    (with_zxing, treatments.sharpened, 4.0),
    (with_zxing, treatments.finely_sharpened, 5.5),
    (with_zbar, treatments.plain, 5.5),
    (with_zxing, treatments.focused, 5.5),
    (with_zxing, treatments.evened, 4.0),
    (with_zbar, treatments.sharpened, 5.5),
)
_REGIONS = 2
# Of 54 badges that a glance missed and a close look read (benchmarks/frames.py), 53 by these.
_LIKELIEST = 3


def read_image(data: bytes, *, effort: Effort = Effort.FULL) -> Reading:
    """What the bytes of a photo say: JPEG, PNG, WebP, GIF or BMP, at most MAX_IMAGE_BYTES.

    Anything else, a broken file or too many pixels reads as nothing. Never raises.
    """
    grey = grey_of(data, max_bytes=MAX_IMAGE_BYTES, max_side=PHOTO_SIDE)
    if grey is None:
        return NOTHING
    reading = read_grey(grey, effort=effort)
    if reading.code or effort is Effort.CHEAP or max(grey.shape) <= PHOTO_SIDE // 2:
        return reading
    # A blurred code that fills a photo is as readable, and small enough, at half the size.
    return together(reading, read_grey(shrunk(grey, PHOTO_SIDE // 2), effort=effort))


def read_grey(grey: Grey, *, effort: Effort) -> Reading:
    """What a grey picture (rows of uint8) says; larger than a photo is shrunk. Never raises."""
    if grey.ndim != 2 or grey.size == 0 or grey.dtype != np.uint8:
        return NOTHING
    picture = np.ascontiguousarray(shrunk(grey, PHOTO_SIDE))
    reading = glance(picture)
    if reading.code or effort is Effort.CHEAP:
        return reading
    return together(reading, look_closely(picture, effort=effort))


def glance(grey: Grey) -> Reading:
    """The cheap part: the whole frame once, with the faster of the readers that work here."""
    fastest = with_zxing if decoders()["zxing-cpp"] else with_zbar
    return _judged(fastest(grey), grey)


def look_closely(grey: Grey, *, effort: Effort = Effort.FULL) -> Reading:
    """The expensive part, after a glance found no badge: likely squares, then zbar on all."""
    reading = NOTHING
    attempts = _likely_attempts(grey) if effort is Effort.LIKELY else _attempts(grey)
    for sightings in attempts:
        reading = together(reading, _judged(sightings, grey))
        if reading.code:
            break
    return reading


def _likely_attempts(grey: Grey) -> Iterable[list[Sighting]]:
    return _tried(grey, likely_regions(grey, most=1), _STEPS[:_LIKELIEST])


def _attempts(grey: Grey) -> Iterable[list[Sighting]]:
    yield from _tried(grey, likely_regions(grey, most=_REGIONS), _STEPS)
    if decoders()["zxing-cpp"]:  # else the glance was zbar's
        yield with_zbar(grey)


def _tried(grey: Grey, regions: list[Region], steps: Sequence[_Step]) -> Iterable[list[Sighting]]:
    for decode, treat, module in steps:
        for region in regions:
            yield decode(treat(region.cut(grey, module=module), module))


def together(one: Reading, other: Reading) -> Reading:
    """What two looks at the same picture say: a badge of either hides what was foreign."""
    code = one.code or other.code
    return Reading(code=code, foreign=code is None and (one.foreign or other.foreign))


def _judged(sightings: list[Sighting], grey: Grey) -> Reading:
    """A badge wins over foreign codes; of several badges the largest, then the most central."""
    badges = [sighting for sighting in sightings if is_badge_code(sighting.text)]
    if not badges:
        return Reading(code=None, foreign=bool(sightings))
    middle = (grey.shape[1] / 2, grey.shape[0] / 2)
    nearest = max(badges, key=lambda badge: (badge.area, -math.dist(badge.centre, middle)))
    return Reading(code=nearest.text, foreign=False)
