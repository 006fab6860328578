"""From a photo to a badge code or nothing: behind the camera route, uploads and `kiosk read`."""

from kiosk.scanning.cameras import FrameReader, pace, reader_for
from kiosk.scanning.cascade import Effort, Reading, read_grey, read_image
from kiosk.scanning.decoders import decoders
from kiosk.scanning.images import MAX_FRAME_BYTES, MAX_IMAGE_BYTES, Grey
from kiosk.scanning.sharing import processors

__all__ = [
    "MAX_FRAME_BYTES",
    "MAX_IMAGE_BYTES",
    "Effort",
    "FrameReader",
    "Grey",
    "Reading",
    "decoders",
    "pace",
    "processors",
    "read_grey",
    "read_image",
    "reader_for",
]
