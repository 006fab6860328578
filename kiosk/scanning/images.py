"""From the bytes of an image file to a grey array of bounded size, or None."""

import io
import warnings

import numpy as np
from numpy.typing import NDArray
from PIL import Image

MAX_FRAME_BYTES = 3_000_000  # a 1280x720 camera JPEG has about 90 kB, a sharp large one 2 MB
MAX_IMAGE_BYTES = 12_000_000  # a phone's photo has 2 to 8 MB
FRAME_SIDE = 1280  # px, the longer side of a camera frame
PHOTO_SIDE = 1920  # px, a photo is often taken from farther away

Grey = NDArray[np.uint8]

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
_MOST_JPEG_PIXELS = 50_000_000  # decoded at a fraction of its size
_MOST_PIXELS = 26_000_000  # decoded whole: about 100 MB for a moment

# Pillow only warns of moderate decompression bombs; here every bomb is an exception.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)


def grey_of(data: bytes, *, max_bytes: int, max_side: int) -> Grey | None:
    """The image as grey, its longer side at most max_side px; the first picture if animated.

    data: JPEG, PNG, WebP, GIF or BMP. Its turn in EXIF is not applied: codes read at any angle.
    None for more than max_bytes, for too many pixels and for anything Pillow cannot read.
    """
    if not 0 < len(data) <= max_bytes:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            return _decoded(image, max_side)
    except Exception:  # whatever a hostile file does to Pillow, it is not a badge
        return None


def shrunk(grey: Grey, max_side: int) -> Grey:
    """The same picture, its longer side at most max_side px."""
    if max(grey.shape) <= max_side:
        return grey
    image = Image.fromarray(np.ascontiguousarray(grey))
    image.thumbnail((max_side, max_side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.asarray(image)


def _decoded(image: Image.Image, max_side: int) -> Grey | None:
    pixels = image.width * image.height
    if image.format in ("JPEG", "MPO"):  # phones put two pictures into one JPEG
        if pixels > _MOST_JPEG_PIXELS:
            return None
        image.draft("L", (max_side, max_side))
    elif pixels > _MOST_PIXELS:
        return None
    return shrunk(_as_grey(image), max_side)


def _as_grey(image: Image.Image) -> Grey:
    if image.mode.startswith(("I", "F")):
        return _eight_bits(np.asarray(image))
    if "A" in image.mode or "transparency" in image.info:
        whole = image.convert("RGBA")
        paper = Image.new("RGBA", whole.size, "white")
        return np.asarray(Image.alpha_composite(paper, whole).convert("L"))
    return np.asarray(image.convert("L"))


def _eight_bits(deep: NDArray[np.generic]) -> Grey:
    """Sixteen bits keep their upper eight; convert("L") would clip them all to white."""
    return np.clip(deep.astype(np.float32) / 257, 0, 255).astype(np.uint8)
