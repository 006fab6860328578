"""Badge photos for measuring the reader: 14 cases of a physically motivated camera, by seed.

Every positive shows one badge of 30 mm (version 2, level Q, quiet zone 4) held before a
1280x720 camera. The strengths were set so that pyzbar alone reads about 48 % of the photos and
zxing-cpp alone about 70 %, as in the measurement that the decoders were chosen by. Good for
comparing readers, not a forecast of a venue.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import optics
from benchmarks.badge_scene import NAMES, QR_CENTRE, QR_MM, bars, card, symbol
from benchmarks.optics import Pose
from benchmarks.photos import Shot, photo
from matching.badge_codes import ALPHABET, PREFIX, check_characters, in_groups, is_badge_code


@dataclass(frozen=True)
class Frame:
    """A photo and what a right reader says: the badge code, or None for a negative."""

    case: str
    jpeg: bytes
    code: str | None


def badge_code(chance: np.random.Generator) -> str:
    """A valid code that the seed decides."""
    part = "".join(ALPHABET[i] for i in chance.integers(0, len(ALPHABET), 16))
    return PREFIX + part + check_characters(part)


def _held(chance: np.random.Generator, *, near: float = 200, far: float = 560) -> Pose:
    """A badge held about upright, its code somewhere in view."""
    z = chance.uniform(near, far)
    reach_x, reach_y = 0.42 * z, 0.2 * z
    return Pose(
        x=chance.uniform(-reach_x, reach_x),
        y=chance.uniform(-reach_y, reach_y),
        z=z,
        yaw=chance.normal(0, 0.12),
        pitch=chance.normal(0, 0.12),
        roll=chance.normal(0, 0.1),
    )


def _case_clean(chance: np.random.Generator) -> Shot:
    return Shot(_held(chance))


def _case_tilt(chance: np.random.Generator) -> Shot:
    pose = _held(chance, far=420)
    turn = chance.uniform(0.65, 1.15) * chance.choice([-1, 1])
    return Shot(replace(pose, yaw=turn) if chance.random() < 0.5 else replace(pose, pitch=turn))


def _case_motion(chance: np.random.Generator) -> Shot:
    pose = _held(chance, far=500)
    length = _module_px(pose) * chance.uniform(0.6, 2.6)
    return Shot(pose, motion=(length, chance.uniform(0, np.pi)))


def _case_defocus(chance: np.random.Generator) -> Shot:
    pose = _held(chance, far=500)
    return Shot(pose, defocus=_module_px(pose) * chance.uniform(0.3, 1.05))


def _case_glare(chance: np.random.Generator) -> Shot:
    spot = _on_code(chance, 16)
    strength = chance.uniform(0.4, 3.5)
    return Shot(_held(chance, far=500), glare=(strength, *spot, chance.uniform(3.5, 12)))


def _case_low_light(chance: np.random.Generator) -> Shot:
    return Shot(
        _held(chance, far=500),
        exposure=chance.uniform(0.06, 0.2),
        electrons=chance.uniform(700, 3000),
        defocus=0.6,
    )


def _case_jpeg40(chance: np.random.Generator) -> Shot:
    return Shot(_held(chance, far=480), jpeg=40)


def _case_finger(chance: np.random.Generator) -> Shot:
    angle = chance.uniform(0, 2 * np.pi)
    inward = chance.uniform(13, 28)
    x, y = QR_CENTRE[0] + inward * np.cos(angle), QR_CENTRE[1] + inward * np.sin(angle)
    return Shot(_held(chance, far=500), finger=(x, y, angle + chance.normal(0, 0.4)))


def _case_screen(chance: np.random.Generator) -> Shot:
    return Shot(_held(chance, far=500), screen=True)


def _case_inverted(chance: np.random.Generator) -> Shot:
    return Shot(_held(chance, far=500), inverted=True)


def _case_one_metre(chance: np.random.Generator) -> Shot:
    return Shot(_held(chance, near=600, far=1080))


def _case_curled(chance: np.random.Generator) -> Shot:
    bend = chance.uniform(34, 120) * chance.choice([-1, 1])
    return Shot(replace(_held(chance, far=500), bend=bend))


def _case_rotated(chance: np.random.Generator) -> Shot:
    return Shot(replace(_held(chance), roll=chance.uniform(-np.pi, np.pi)))


def _case_combined(chance: np.random.Generator) -> Shot:
    pose = replace(_held(chance, far=520), roll=chance.normal(0, 0.5), yaw=chance.normal(0, 0.4))
    shot = Shot(pose, jpeg=int(chance.integers(50, 80)), electrons=chance.uniform(1500, 6000))
    module = _module_px(pose)
    if chance.random() < 0.5:
        shot = replace(shot, motion=(module * chance.uniform(0.3, 1.5), chance.uniform(0, np.pi)))
    else:
        shot = replace(shot, defocus=module * chance.uniform(0.2, 0.8))
    if chance.random() < 0.4:
        shot = replace(shot, glare=(chance.uniform(0.3, 2), *_on_code(chance, 15), 10.0))
    return replace(shot, exposure=chance.uniform(0.15, 0.7))


CASES: dict[str, Callable[[np.random.Generator], Shot]] = {
    "clean": _case_clean,
    "tilt": _case_tilt,
    "motion": _case_motion,
    "defocus": _case_defocus,
    "glare": _case_glare,
    "low light": _case_low_light,
    "jpeg 40": _case_jpeg40,
    "finger": _case_finger,
    "screen": _case_screen,
    "inverted": _case_inverted,
    "1 m": _case_one_metre,
    "curled": _case_curled,
    "rotated": _case_rotated,
    "combined": _case_combined,
}


def _module_px(pose: Pose) -> float:
    return QR_MM / 25 * optics.FOCAL_PX / pose.z


def _on_code(chance: np.random.Generator, reach: float) -> tuple[float, float]:
    """A spot up to `reach` mm from the code's centre on each axis."""
    x, y = chance.uniform(-reach, reach, 2)
    return float(QR_CENTRE[0] + x), float(QR_CENTRE[1] + y)


def take(case: str, text: str | None, shot: Shot, chance: np.random.Generator) -> Frame:
    """The photo of a badge that carries that text as a QR code (None: no code at all)."""
    modules = None if text is None else symbol(text)
    printed_code = text if text and text.startswith(PREFIX) else badge_code(chance)
    printed = card(modules, words=(str(chance.choice(NAMES)), in_groups(printed_code)))
    if shot.inverted:
        printed = 240 / 255 - printed
    grey = photo(shot, printed, chance)
    code = text if text and is_badge_code(text) else None
    return Frame(case, as_jpeg(grey, quality=shot.jpeg), code)


def as_jpeg(grey: NDArray[np.uint8], *, quality: int) -> bytes:
    """What the browser's canvas sends: a colour JPEG of that quality, 1 to 95."""
    kept = io.BytesIO()
    Image.fromarray(grey).convert("RGB").save(kept, "JPEG", quality=quality)
    return kept.getvalue()


def positive(case: str, number: int, *, seed: int) -> Frame:
    """Photo `number` of a case; the same three give the same photo."""
    return next(moments(case, number, seed=seed))


def moments(case: str, number: int, *, seed: int) -> Iterator[Frame]:
    """The same badge again and again, about a second apart, the hand never quite still."""
    chance = np.random.default_rng([seed, list(CASES).index(case), number])
    code = badge_code(chance)
    shot = CASES[case](chance)
    while True:
        yield take(case, code, shot, chance)
        shot = _a_moment_later(shot, chance)


def _a_moment_later(shot: Shot, chance: np.random.Generator) -> Shot:
    pose = shot.pose
    x, y = chance.normal(0, 12, 2)
    yaw, pitch, roll = chance.normal(0, 0.06, 3)
    turned = {"yaw": pose.yaw + yaw, "pitch": pose.pitch + pitch, "roll": pose.roll + roll}
    moved = replace(pose, x=pose.x + x, y=pose.y + y, z=pose.z * chance.normal(1, 0.04), **turned)
    length = shot.motion[0] * chance.uniform(0.4, 1.4)
    shot = replace(shot, pose=moved, motion=(length, shot.motion[1] + chance.normal(0, 0.8)))
    if shot.glare:  # a reflection wanders twice as far as the card turns
        strength, gx, gy, radius = shot.glare
        shot = replace(shot, glare=(strength, gx + 60 * yaw, gy + 60 * pitch, radius))
    return shot


FOREIGN = (
    "https://example.org/menu",
    "WIFI:T:WPA;S:Hotel;P:secret;;",
    "BEGIN:VCARD\nVERSION:3.0\nFN:Zoë Łoś\nEND:VCARD",
    "EV1:ABCD",
)


def negative(number: int, *, seed: int) -> Frame:
    """A photo without a badge code: by number no code, bars, a foreign code, a wrong check."""
    chance = np.random.default_rng([seed, 99, number])
    case = list(CASES)[int(chance.integers(len(CASES)))]
    shot = CASES[case](chance)
    kind = ("no code", "bars", "foreign code", "wrong check")[number % 4]
    if kind == "bars":
        grey = photo(shot, bars(chance), chance)
        return Frame(kind, as_jpeg(grey, quality=shot.jpeg), None)
    texts = {"no code": None, "foreign code": str(chance.choice(FOREIGN))}
    return take(kind, texts.get(kind, _wrong(badge_code(chance))), shot, chance)


def _wrong(code: str) -> str:
    """The code with its last character replaced by the alphabet's next."""
    place = (ALPHABET.index(code[-1]) + 1) % len(ALPHABET)
    return code[:-1] + ALPHABET[place]
