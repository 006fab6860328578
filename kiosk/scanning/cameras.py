"""What the kiosk remembers of each camera: when it last looked closely."""

import threading
import time
from collections import OrderedDict

from kiosk.scanning.cascade import NOTHING, Effort, Reading, glance, look_closely, together
from kiosk.scanning.images import FRAME_SIDE, MAX_FRAME_BYTES, Grey, grey_of
from kiosk.scanning.sharing import CLOSE_SHARE, FRAMES_SHARE, CloseLooks, Pace, processors

CLOSE_LOOK_SECONDS = 1.0
ON_ITS_WAY_SECONDS = 3.0
MOST_CAMERAS = 256


class FrameReader:
    """Reads the frames of one camera; may be called from several threads at once.

    close_looks: what it shares with other cameras; None where it has all time for itself
    """

    def __init__(self, close_looks: CloseLooks | None = None) -> None:
        self._close_looks = close_looks
        self._lock = threading.Lock()
        self._last_close_look: float | None = None
        self._in_vain_at: float | None = None

    def read(self, data: bytes, *, now: float, is_urgent: bool = True) -> Reading:
        """What a camera frame says: at most MAX_FRAME_BYTES, as read_image. Never raises.

        now: seconds of a monotonic clock. A frame that the glance cannot read is looked at
        closely at most once in CLOSE_LOOK_SECONDS.
        is_urgent: whether a badge is probably in it; with many cameras such frames go first
        """
        reading, grey = self.glance(data)
        if reading.code or grey is None:
            return reading
        return self.look_closely(grey, reading, self.effort(now=now, is_urgent=is_urgent))

    def glance(self, data: bytes) -> tuple[Reading, Grey | None]:
        """The cheap part of read, and the picture; None where the data are none."""
        grey = grey_of(data, max_bytes=MAX_FRAME_BYTES, max_side=FRAME_SIDE)
        if grey is None:
            return NOTHING, None
        reading = glance(grey)
        if reading.code:
            self._in_vain_at = None
        return reading, grey

    def effort(self, *, now: float, is_urgent: bool) -> Effort:
        """What there is time for after a glance that read no badge; CHEAP: for nothing more.

        Where many cameras share, a badge on its way is read by the next frame: only what two
        frames showed in vain is urgent.
        """
        with self._lock:
            is_again = self._in_vain_at is not None and now - self._in_vain_at < ON_ITS_WAY_SECONDS
            self._in_vain_at = now if is_urgent else None
            last = self._last_close_look
            if last is not None and abs(now - last) < CLOSE_LOOK_SECONDS:
                return Effort.CHEAP
            effort = Effort.FULL
            if self._close_looks:
                effort = self._close_looks.effort(now=now, is_urgent=is_urgent and is_again)
            if effort is not Effort.CHEAP:
                self._last_close_look = now
            return effort

    def look_closely(self, grey: Grey, reading: Reading, effort: Effort) -> Reading:
        """The rest of read: what the glance and a look of this effort say together."""
        if effort is Effort.CHEAP:
            return reading
        began = time.thread_time()
        closer = look_closely(grey, effort=effort)
        if self._close_looks:
            self._close_looks.took(effort, time.thread_time() - began)
        return together(reading, closer)


class _Cameras:
    """The readers in use, the longest unused forgotten first, so that ids cannot fill memory."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._close_looks = CloseLooks(CLOSE_SHARE * processors())
        self._lock = threading.Lock()
        self._readers: OrderedDict[str, FrameReader] = OrderedDict()

    def reader_for(self, camera_id: str) -> FrameReader:
        with self._lock:
            reader = self._readers.setdefault(camera_id, FrameReader(self._close_looks))
            self._readers.move_to_end(camera_id)
            if len(self._readers) > self._most:
                self._readers.popitem(last=False)
            return reader


_cameras = _Cameras(MOST_CAMERAS)
pace = Pace(FRAMES_SHARE * processors())


def reader_for(camera_id: str) -> FrameReader:
    """The reader of a camera; the same one again while it is among the last MOST_CAMERAS."""
    return _cameras.reader_for(camera_id)
