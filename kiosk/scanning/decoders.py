"""The two QR readers behind one shape. Each may be missing; none lets an exception out."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from kiosk import meters
from kiosk.scanning.images import Grey


@dataclass(frozen=True)
class Sighting:
    """A QR code in a picture: its text, its area in px² and its centre (x, y) in px."""

    text: str
    area: float
    centre: tuple[float, float]


Decoder = Callable[[Grey], list[Sighting]]


@lru_cache(maxsize=1)
def _zxing() -> Any | None:
    try:
        import zxingcpp
    except Exception:  # ImportError, or a wheel built for another processor
        return None
    return zxingcpp


@lru_cache(maxsize=1)
def _zbar() -> Any | None:
    try:
        from pyzbar import pyzbar
    except Exception:  # without libzbar the import itself fails
        return None
    return pyzbar


def decoders() -> dict[str, bool]:
    """Which readers work on this machine; the kiosk needs one of them."""
    return {"zxing-cpp": _zxing() is not None, "zbar": _zbar() is not None}


def with_zxing(grey: Grey) -> list[Sighting]:
    """Codes that zxing-cpp sees: about 1 ms for 1280x720. Empty if it is missing or fails."""
    reader = _zxing()
    if reader is None:
        return []
    try:
        codes = reader.read_barcodes(grey, formats=reader.BarcodeFormat.QRCode)
        return _counted("zxing-cpp", [_from_zxing(code) for code in codes])
    except Exception:
        return []


def with_zbar(grey: Grey) -> list[Sighting]:
    """Codes that zbar sees: about 15 ms for 1280x720. Empty if it is missing or fails.

    pyzbar raises ValueError for structured-append codes, so one visitor could stop the camera.
    """
    reader = _zbar()
    if reader is None or grey.size == 0:
        return []
    try:
        codes = reader.decode(grey, symbols=[reader.ZBarSymbol.QRCODE])
        seen = [_sighting(code.data, [(p.x, p.y) for p in code.polygon]) for code in codes]
        return _counted("zbar", seen)
    except Exception:
        return []


def _counted(decoder: str, seen: list[Sighting]) -> list[Sighting]:
    """The same, after it was counted for monitoring."""
    meters.meters.decoder_reads.labels(decoder, "yes" if seen else "no").inc()
    return seen


def _from_zxing(code: Any) -> Sighting:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    return _sighting(code.bytes, [(corner.x, corner.y) for corner in corners])


def _sighting(data: bytes, corners: list[tuple[int, int]]) -> Sighting:
    x, y = np.array(corners or [(0, 0)], dtype=float).T
    area = abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2
    return Sighting(data.decode("ascii", "replace"), area, (float(x.mean()), float(y.mean())))
