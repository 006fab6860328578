"""How all cameras share the processor, so that many of them never make a guest's screen wait.

With a few kiosks nothing is rationed. With many, each camera is told how long to wait between
frames that merely watch, and close looks go first to where a badge was probably not read.
"""

import os
import threading

FRAMES_SHARE = 0.3  # of the processors: what frames may take in all
CLOSE_SHARE = 0.1  # of the processors: what close looks may take of that
MOST_PROCESSORS = 4  # that frames are decoded on at once
CLOSE_SAVED_SECONDS = 1.0  # of processor time, for a moment in which many badges are hard to read
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

    def may(self, *, now: float, is_urgent: bool) -> bool:
        """Whether there is time for another; what is not urgent leaves half of it to others."""
        with self._lock:
            if self._at is not None:
                earned = abs(now - self._at) * self._share
                self._saved = min(CLOSE_SAVED_SECONDS, self._saved + earned)
            self._at = now
            return self._saved > (0 if is_urgent else CLOSE_SAVED_SECONDS / 2)

    def took(self, seconds: float) -> None:
        """So much processor time was spent."""
        with self._lock:
            self._saved -= seconds


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
