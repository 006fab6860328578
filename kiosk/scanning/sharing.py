"""How all cameras share the processor, so that many of them never make a guest's screen wait.

With a few kiosks nothing is rationed. With many, each camera is told how long to wait between
frames that merely watch, and close looks go first to where a badge was probably not read.
"""

import os
import threading

from kiosk.scanning.cascade import Effort

FRAMES_SHARE = 0.25  # of the processors: what glances at frames may take
CLOSE_SHARE = 0.05  # of the processors: what close looks may take beside
MOST_PROCESSORS = 4  # that frames are decoded on at once
CLOSE_SAVED_SECONDS = 0.5  # of processor time, for a moment in which many badges are hard to read
EXPECTED_SECONDS = {Effort.CHEAP: 0.0, Effort.LIKELY: 0.008, Effort.FULL: 0.04}
MOST_CAMERAS = 256  # that share; of more, invented ones, none slows the others down
SEEN_SECONDS = 5.0  # a camera that sent nothing for so long shares no more
HTTP_SECONDS = 0.001  # of processor time, for what comes before and after a frame is read
LEAST_PACE_SECONDS = 0.2  # a shorter pace is none: no camera sends more often anyway
_SMOOTHING = 0.02  # of each frame in the mean


def processors() -> int:
    """How many this process may decode frames on."""
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSORS)


class CloseLooks:
    """Processor time that is left for close looks; may be asked from several threads at once.

    share: of one processor, what is earned in each second
    """

    def __init__(self, share: float) -> None:
        self._share = share
        self._lock = threading.Lock()
        self._saved = CLOSE_SAVED_SECONDS
        self._at: float | None = None

    def effort(self, *, now: float, is_urgent: bool) -> Effort:
        """What there is time for, which counts as spent; from half of what can be saved on, only
        what is urgent and only the likeliest."""
        with self._lock:
            if self._at is not None:
                earned = abs(now - self._at) * self._share
                self._saved = min(CLOSE_SAVED_SECONDS, self._saved + earned)
            self._at = now
            effort = self._affordable(is_urgent)
            self._saved -= EXPECTED_SECONDS[effort]
            return effort

    def _affordable(self, is_urgent: bool) -> Effort:
        if self._saved > CLOSE_SAVED_SECONDS / 2:
            return Effort.FULL
        return Effort.LIKELY if is_urgent and self._saved > 0 else Effort.CHEAP

    def took(self, effort: Effort, seconds: float) -> None:
        """A look took so much processor time."""
        with self._lock:
            self._saved += EXPECTED_SECONDS[effort] - seconds


class Pace:
    """How long each of the cameras waits between two frames.

    share: of one processor, what all frames together may take
    """

    def __init__(self, share: float) -> None:
        self._share = share
        self._lock = threading.Lock()
        self._seen: dict[str, float] = {}
        self._mean = 0.0

    def note(self, camera_id: str, seconds: float, *, now: float) -> None:
        """A frame of this camera took so much processor time."""
        cost = seconds + HTTP_SECONDS
        with self._lock:
            self._mean += (cost - self._mean) * (_SMOOTHING if self._mean else 1.0)
            self._seen.pop(camera_id, None)
            self._seen[camera_id] = now
            while self._is_over(now):
                del self._seen[next(iter(self._seen))]

    def _is_over(self, now: float) -> bool:
        """Whether the camera that was seen longest ago is counted no more; it is never the last."""
        longest_ago = next(iter(self._seen.values()))
        return len(self._seen) > MOST_CAMERAS or now - longest_ago > SEEN_SECONDS

    def seconds(self) -> float:
        """0 where nobody has to wait: each camera then sends as often as it has something new."""
        with self._lock:
            pace = len(self._seen) * self._mean / self._share
        return pace if pace >= LEAST_PACE_SECONDS else 0.0
