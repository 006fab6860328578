"""One photo of a badge: pose and light of a shot become the grey frame of a camera."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks import optics
from benchmarks.badge_scene import CARD_MM, PER_MM, room
from benchmarks.optics import Floats, Pose


@dataclass(frozen=True)
class Shot:
    """All that one photo depends on. Lengths in mm, blurs in px, light 1.0 = white clip."""

    pose: Pose
    defocus: float = 0.0
    motion: tuple[float, float] = (0.0, 0.0)
    exposure: float = 0.7
    electrons: float = 9000.0
    jpeg: int = 85
    glare: tuple[float, float, float, float] | None = None  # strength, x, y, radius on the card
    finger: tuple[float, float, float] | None = None  # x, y on the card, angle
    screen: bool = False
    inverted: bool = False


def photo(shot: Shot, printed: Floats, chance: np.random.Generator) -> NDArray[np.uint8]:
    """The grey frame that the camera makes of a card."""
    light = room(chance)
    box = shot.pose.outline(CARD_MM)
    x, y = optics.card_points(shot.pose, box)
    texture, per_mm = _as_seen(printed, shot.pose)
    seen = optics.look_up(texture, x, y, per_mm)
    covered = ~np.isnan(seen)
    paper = _lit(np.nan_to_num(seen), x, y, shot, chance)
    share = optics.integrate(covered.astype(np.float32))
    lit = optics.integrate(np.where(covered, paper, 0).astype(np.float32))
    left, top = box[:2]
    patch = light[top : top + share.shape[0], left : left + share.shape[1]]
    patch[:] = patch * (1 - share) + lit
    light = optics.blurred(light * shot.exposure / 0.7, optics.gaussian(0.45))
    if shot.defocus:
        light = optics.blurred(light, optics.disc(shot.defocus))
    if shot.motion[0]:
        light = optics.blurred(light, optics.streak(*shot.motion))
    return optics.exposed(light, electrons=shot.electrons, chance=chance)


def _as_seen(printed: Floats, pose: Pose) -> tuple[Floats, float]:
    """The drawing without detail that the samples would miss, and its px a mm."""
    per_mm = min(PER_MM, optics.SUPERSAMPLING * optics.FOCAL_PX / pose.z)
    size = (round(CARD_MM[0] * per_mm), round(CARD_MM[1] * per_mm))
    smaller = Image.fromarray(printed).resize(size, Image.Resampling.BOX)
    return np.asarray(smaller), per_mm


def _lit(paper: Floats, x: Floats, y: Floats, shot: Shot, chance: np.random.Generator) -> Floats:
    """Reflectance becomes light: a lamp from one side, glare, a finger, or a phone's own pixels."""
    angle = chance.uniform(0, 2 * np.pi)
    slope = chance.uniform(0, 0.006)
    light = paper**2.2 * 0.75 * (1 + slope * (x * np.cos(angle) + y * np.sin(angle)))
    if shot.screen:
        light = _phone(paper, x, y, chance)
    if shot.glare:
        strength, gx, gy, radius = shot.glare
        away = np.hypot(x - gx, (y - gy) * 1.4) / radius
        light = light + strength * np.exp(-0.5 * away**2)
    if shot.finger:
        light = _under_finger(light, x, y, shot.finger)
    return light.astype(np.float32)


def _phone(paper: Floats, x: Floats, y: Floats, chance: np.random.Generator) -> Floats:
    """Glowing pixels with dark gaps, the rows of a dimmed display and a veil of reflections."""
    pitch = chance.uniform(0.06, 0.12)
    grid = 0.75 + 0.25 * np.sign(np.sin(2 * np.pi * x / pitch) * np.sin(2 * np.pi * y / pitch))
    bands = 1 + chance.uniform(0.1, 0.8) * np.sin(2 * np.pi * y / chance.uniform(9, 40))
    glow = chance.uniform(0.6, 1.9) * paper**2.2 * grid * bands
    veil = chance.uniform(0.03, 0.5)
    wave = 0.5 + 0.5 * np.sin(x / chance.uniform(5, 30) + chance.uniform(0, 6))
    return np.asarray(glow + veil * wave, np.float32)


def _under_finger(
    light: Floats, x: Floats, y: Floats, finger: tuple[float, float, float]
) -> Floats:
    fx, fy, angle = finger
    along = (x - fx) * np.cos(angle) + (y - fy) * np.sin(angle)
    across = -(x - fx) * np.sin(angle) + (y - fy) * np.cos(angle)
    tip = np.where(along < 0, np.hypot(along, across), np.abs(across))
    skin = 0.28 + 0.08 * np.cos(across / 5)
    cover = np.clip((8.0 - tip) * 3, 0, 1)
    return np.asarray(light * (1 - cover) + skin * cover, np.float32)
