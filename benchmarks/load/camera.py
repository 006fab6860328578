"""A kiosk's camera: the posts of kiosk/components/frames.js, by the same rules at the same times.

What lies before the camera is a Scene; the pictures are JPEGs of 1280x720 made beforehand. Somebody
always moves in the room, so that every look finds the picture a little changed.
"""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.load.pictures import Picture
from benchmarks.load.wire import Wire, WireError

LOOK_SECONDS = 0.05
FAST_SECONDS, SLOW_SECONDS = 1 / 6, 0.5
ALERT_SECONDS = 2.0
OUT_OF_VIEW_SECONDS = 1.5
AT_ONCE, LEFT_BY_WATCHING = 4.0, 3.0
FRAME_SECONDS = 3.0


@dataclass
class Scene:
    """What a camera sees. pictures: shown one after the other, the last one on and on.

    number: of what was put before the camera; another one is a sudden change
    """

    pictures: list[Picture]
    number: int = 0

    def put(self, *pictures: Picture) -> None:
        """Something else, as large as a badge, comes or goes."""
        self.pictures = list(pictures)
        self.number += 1

    @property
    def may_hold_code(self) -> bool:
        """What the page thinks of the picture."""
        return self.pictures[0].may_hold_code

    def picture(self) -> Picture:
        """What a frame taken now shows."""
        return self.pictures.pop(0) if len(self.pictures) > 1 else self.pictures[0]


class Camera:
    """Posts frames until cancelled. on_code: told each showing of a badge, and when its frame
    was taken (seconds of time.monotonic)."""

    def __init__(
        self,
        name: str,
        cookie: str,
        wire: Wire,
        scene: Scene,
        on_code: Callable[[str, float], None],
    ) -> None:
        self._name = name
        self._cookie = cookie
        self._wire = wire
        self._scene = scene
        self._on_code = on_code
        self._away: dict[str, float | None] = {}  # code -> since when it is away
        self._seen = -1
        self._sent_at = self._sudden_at = self._alert_until = float("-inf")
        self._pace, self._left, self._counted_at = 0.0, AT_ONCE, 0.0
        self.frames = self.errors = 0

    async def run(self) -> None:
        """Look 20 times a second, and post what the page would post."""
        while True:
            await self._look()
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self) -> None:
        now = time.monotonic()
        is_sudden = self._scene.number != self._seen
        if is_sudden:
            self._alert_until = now + ALERT_SECONDS
        is_new = is_sudden or (now < self._alert_until and not self._is_badge_near(now))
        may_be_badge = is_new and (not self._pace or self._scene.may_hold_code)
        if self._is_due(now, is_sudden) and self._may(1 if may_be_badge else LEFT_BY_WATCHING, now):
            await self._post(now, is_sudden=is_sudden, may_be_badge=may_be_badge)

    def _is_due(self, now: float, is_sudden: bool) -> bool:
        if is_sudden and now - self._sudden_at >= SLOW_SECONDS:
            return True
        is_quick = now < self._alert_until or None in self._away.values()
        return now - self._sent_at >= (FAST_SECONDS if is_quick else SLOW_SECONDS)

    def _may(self, frames: float, now: float) -> bool:
        more = (now - self._counted_at) / self._pace if self._pace else AT_ONCE
        self._left, self._counted_at = min(AT_ONCE, self._left + more), now
        return self._left >= frames

    def _is_badge_near(self, now: float) -> bool:
        return any(away is None or now - away < OUT_OF_VIEW_SECONDS for away in self._away.values())

    async def _post(self, now: float, *, is_sudden: bool, may_be_badge: bool) -> None:
        self._sent_at, self._left = now, self._left - 1
        if is_sudden:
            self._sudden_at = now
        self._seen = self._scene.number
        headers = {"x-rozmowa-camera": self._name, "content-type": "image/jpeg"}
        headers["cookie"] = self._cookie
        if not may_be_badge:
            headers["x-rozmowa-frame"] = "watch"
        self.frames += 1
        try:
            answer = await self._wire.ask(
                "POST",
                "/api/scan",
                body=self._scene.picture().jpeg,
                headers=headers,
                seconds=FRAME_SECONDS,
            )
        except WireError:
            self.errors += 1
            return
        self._be_paced(float(answer.headers.get("x-rozmowa-pace", 0)) / 1000)
        if answer.status == 200:
            self._read(json.loads(answer.body)["code"], now)
        else:
            self.errors += 1

    def _be_paced(self, seconds: float) -> None:
        if seconds and not self._pace:
            self._left = min(1.0, self._left)
        self._pace = seconds

    def _read(self, code: str | None, now: float) -> None:
        has_come = code is not None and self._has_come(code, now)
        for other, away in list(self._away.items()):
            if other == code:
                continue
            if away is None:
                self._away[other] = now
            elif now - away >= OUT_OF_VIEW_SECONDS:
                del self._away[other]
        if code is not None and has_come:
            self._on_code(code, now)

    def _has_come(self, code: str, now: float) -> bool:
        is_known, away = code in self._away, self._away.get(code)
        self._away[code] = None
        return not is_known or (away is not None and now - away >= OUT_OF_VIEW_SECONDS)
