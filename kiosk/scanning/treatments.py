"""What is done to a small picture of a code before it is read once more."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from kiosk.scanning.images import Grey

Treatment = Callable[[Image.Image, float], Grey]  # picture, px a module


def plain(image: Image.Image, module: float) -> Grey:
    """As it is."""
    return np.asarray(image)


def sharpened(image: Image.Image, module: float) -> Grey:
    """Unsharp mask over about a module: lens blur and a slow hand."""
    return np.asarray(image.filter(ImageFilter.UnsharpMask(0.8 * module, 200, 0)))


def finely_sharpened(image: Image.Image, module: float) -> Grey:
    """Unsharp mask over half a module: small codes."""
    return np.asarray(image.filter(ImageFilter.UnsharpMask(0.5 * module, 200, 0)))


def evened(image: Image.Image, module: float) -> Grey:
    """Brightness and contrast made equal everywhere: glare, shadow and dimmed displays."""
    reach = int(2.2 * module)
    light = np.asarray(image, np.float32)
    mean = np.asarray(image.filter(ImageFilter.GaussianBlur(reach)), np.float32)
    apart = light - mean
    squares = Image.fromarray(np.clip(apart**2 / 64, 0, 255).astype(np.uint8))
    spread = np.asarray(squares.filter(ImageFilter.BoxBlur(reach)), np.float32) * 64
    return np.clip(128 + 60 * apart / np.sqrt(spread + 30), 0, 255).astype(np.uint8)


def focused(image: Image.Image, module: float) -> Grey:
    """Out of focus by half a module undone (Wiener 1949)."""
    radius = 0.5 * module
    edge = int(np.ceil(radius + 1)) + 8
    light = np.pad(np.asarray(image, np.float32), edge, mode="edge")
    spectrum = np.fft.rfft2(light) * _inverse(light.shape, radius)
    sharp = np.fft.irfft2(spectrum, light.shape)[edge:-edge, edge:-edge]
    return np.clip(sharp, 0, 255).astype(np.uint8)


@lru_cache(maxsize=32)
def _inverse(shape: tuple[int, int], radius: float) -> NDArray[np.complex64]:
    """The Wiener filter of an even disc, for a noise of 3 % of the signal's power."""
    down = np.minimum(np.arange(shape[0]), shape[0] - np.arange(shape[0]))[:, None]
    across = np.minimum(np.arange(shape[1]), shape[1] - np.arange(shape[1]))[None, :]
    disc = np.clip(radius + 0.5 - np.hypot(down, across), 0, 1)
    blur = np.fft.rfft2(disc / disc.sum())
    return np.asarray(np.conj(blur) / (np.abs(blur) ** 2 + 0.03), np.complex64)
