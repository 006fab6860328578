"""A pinhole camera for synthetic badge photos: pose, lens and sensor, in millimetres and pixels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WIDTH, HEIGHT = 1280, 720
FOCAL_PX = 960.0  # 67 degrees across, as laptop and USB cameras have
SUPERSAMPLING = 3  # samples per pixel and axis; a real pixel integrates its whole area

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Pose:
    """Where the card is: centre in mm (x right, y down, z away), turns in radians.

    bend is the radius in mm of a cylinder the card is curled around (0: flat), negative when its
    edges come towards the camera; the cylinder's axis is the card's vertical one.
    """

    x: float
    y: float
    z: float
    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    bend: float = 0.0

    def rotation(self) -> NDArray[np.float64]:
        """Card to camera, 3x3."""
        cy, sy = np.cos(self.yaw), np.sin(self.yaw)
        cp, sp = np.cos(self.pitch), np.sin(self.pitch)
        cr, sr = np.cos(self.roll), np.sin(self.roll)
        turn = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
        nod = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
        spin = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
        return turn @ nod @ spin

    def outline(self, card: tuple[float, float]) -> tuple[int, int, int, int]:
        """The pixels (left, top, right, bottom) a card of that width and height mm may cover."""
        half_w, half_h = card[0] / 2, card[1] / 2
        grid = np.array([(x, y, 0.0) for x in (-half_w, 0, half_w) for y in (-half_h, half_h)])
        points = grid @ self.rotation().T + (self.x, self.y, self.z)
        u = points[:, 0] / points[:, 2] * FOCAL_PX + WIDTH / 2
        v = points[:, 1] / points[:, 2] * FOCAL_PX + HEIGHT / 2
        slack = 12 if self.bend == 0 else 60
        left, right = np.clip([u.min() - slack, u.max() + slack], 0, WIDTH)
        top, bottom = np.clip([v.min() - slack, v.max() + slack], 0, HEIGHT)
        return int(left), int(top), int(right), int(bottom)


def card_points(pose: Pose, box: tuple[int, int, int, int]) -> tuple[Floats, Floats]:
    """Which point of the card (mm from its centre) each sample in the box sees; NaN beside it."""
    left, top, right, bottom = box
    step = 1 / SUPERSAMPLING
    u = np.arange(left + step / 2, right, step) - WIDTH / 2
    v = np.arange(top + step / 2, bottom, step) - HEIGHT / 2
    rays = np.stack([*np.meshgrid(u / FOCAL_PX, v / FOCAL_PX), np.ones((len(v), len(u)))], axis=-1)
    turn = pose.rotation()
    direction = rays @ turn
    origin = -np.array([pose.x, pose.y, pose.z]) @ turn
    if pose.bend == 0:
        reach = -origin[2] / direction[..., 2]
        x = origin[0] + reach * direction[..., 0]
    else:
        x, reach = _on_cylinder(origin, direction, pose.bend)
    y = origin[1] + reach * direction[..., 1]
    return x.astype(np.float32), y.astype(np.float32)


def _on_cylinder(
    origin: NDArray[np.float64], direction: NDArray[np.float64], bend: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Arc length and ray length where rays meet x^2 + (z - bend)^2 = bend^2 near z = 0."""
    dx, dz = direction[..., 0], direction[..., 2]
    oz = origin[2] - bend
    a = dx * dx + dz * dz
    b = origin[0] * dx + oz * dz
    c = origin[0] ** 2 + oz**2 - bend**2
    with np.errstate(invalid="ignore"):
        root = np.sqrt(b * b - a * c)
    reach = (-b - np.sign(bend) * root) / a
    x, z = origin[0] + reach * dx, oz + reach * dz
    return np.arctan2(x, -z * np.sign(bend)) * abs(bend), reach


def look_up(texture: Floats, x: Floats, y: Floats, per_mm: float) -> Floats:
    """Bilinear samples of a texture whose centre is (0, 0) mm; NaN outside."""
    height, width = texture.shape
    column = x * per_mm + width / 2 - 0.5
    row = y * per_mm + height / 2 - 0.5
    inside = (column >= 0) & (column < width - 1) & (row >= 0) & (row < height - 1)
    column, row = np.where(inside, column, 0), np.where(inside, row, 0)
    c, r = column.astype(np.int32), row.astype(np.int32)
    fc, fr = column - c, row - r
    above = texture[r, c] * (1 - fc) + texture[r, c + 1] * fc
    below = texture[r + 1, c] * (1 - fc) + texture[r + 1, c + 1] * fc
    return np.where(inside, above * (1 - fr) + below * fr, np.nan).astype(np.float32)


def integrate(samples: Floats) -> Floats:
    """Samples of one pixel become its mean."""
    height, width = samples.shape
    s = SUPERSAMPLING
    blocks = samples[: height // s * s, : width // s * s].reshape(height // s, s, width // s, s)
    return blocks.mean(axis=(1, 3), dtype=np.float32)


def disc(radius: float) -> Floats:
    """The blur of a lens out of focus: an even disc of that radius in px, at least 0.3."""
    radius = max(radius, 0.3)
    reach = int(np.ceil(radius + 1))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return kernel / kernel.sum()


def streak(length: float, angle: float) -> Floats:
    """The blur of a hand that moves `length` px during the exposure."""
    reach = int(np.ceil(length / 2 + 2))
    kernel = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32)
    for t in np.linspace(-length / 2, length / 2, max(2, int(length * 8))):
        x, y = reach + t * np.cos(angle), reach + t * np.sin(angle)
        c, r = int(x), int(y)
        fx, fy = x - c, y - r
        kernel[r : r + 2, c : c + 2] += np.outer([1 - fy, fy], [1 - fx, fx])
    return kernel / kernel.sum()


def gaussian(sigma: float) -> Floats:
    """The blur of a lens in focus."""
    reach = int(np.ceil(3 * sigma + 1))
    line = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    kernel = np.outer(line, line).astype(np.float32)
    return kernel / kernel.sum()


def blurred(light: Floats, kernel: Floats) -> Floats:
    """The light after a kernel of odd size; edges are continued."""
    reach = kernel.shape[0] // 2
    padded = np.pad(light, reach, mode="edge")
    spectrum = np.fft.rfft2(padded) * np.fft.rfft2(kernel, padded.shape)
    full = np.fft.irfft2(spectrum, padded.shape)
    height, width = light.shape
    return full[2 * reach : 2 * reach + height, 2 * reach : 2 * reach + width].astype(np.float32)


def exposed(light: Floats, *, electrons: float, chance: np.random.Generator) -> NDArray[np.uint8]:
    """Grey values of the sensor: shot and read noise, the white clip, the gamma of sRGB.

    light: 1.0 is the white clip; electrons: of a pixel at 1.0 (12,000 in daylight, 300 at a party)
    """
    expected = np.clip(light, 0, 8) * electrons
    noise = chance.standard_normal(light.shape, np.float32)
    counted = expected + noise * np.sqrt(expected + 5.0**2)
    linear = np.clip(counted / electrons, 0, 1)
    return np.round(255 * linear ** (1 / 2.2)).astype(np.uint8)
