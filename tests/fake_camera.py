"""Cameras that show badges: a video file for Chromium's own fake device, and one a test steers."""

from collections.abc import Iterable
from pathlib import Path

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q

BACKGROUND, CARD = 90, 245


def qr_matrix(text: str) -> list[list[bool]]:
    """The dark modules of a QR code with any text, row by row, without a quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0)
    code.add_data(text)
    code.make()
    return [list(row) for row in code.modules]


def draw_badge(text: str, module: int) -> Image.Image:
    """A white card with the code, turned a little, as a hand holds it; module: its pixels."""
    rows = qr_matrix(text)
    card = Image.new("L", ((len(rows) + 16) * module,) * 2, CARD)
    for top, row in enumerate(rows):
        for left, dark in enumerate(row):
            if dark:
                place = ((left + 8) * module, (top + 8) * module)
                card.paste(20, (*place, place[0] + module, place[1] + module))
    return card.rotate(4, resample=Image.Resampling.BICUBIC, fillcolor=BACKGROUND)


def _frame(card: Image.Image | None, number: int, size: tuple[int, int]) -> Image.Image:
    frame = Image.new("L", size, BACKGROUND)
    if card is not None:
        shift = number % 7
        frame.paste(card, ((size[0] - card.width) // 2 + shift, (size[1] - card.height) // 2))
    return frame


def write_video(
    file: Path,
    shown: Iterable[tuple[str | None, float]],
    *,
    size: tuple[int, int] = (640, 360),
    frames_per_second: int = 15,
) -> Path:
    """A y4m file for --use-file-for-fake-video-capture; Chromium repeats it for ever.

    shown: what is held before the camera (None for nothing) and for how many seconds
    size: width and height in pixels; a second of 640 x 360 takes 5 MB
    """
    width, height = size
    colour = bytes([128]) * (width * height // 2)
    with file.open("wb") as video:
        header = f"YUV4MPEG2 W{width} H{height} F{frames_per_second}:1 Ip A1:1 C420jpeg\n"
        video.write(header.encode())
        for text, seconds in shown:
            card = draw_badge(text, height // 60) if text else None
            for number in range(round(seconds * frames_per_second)):
                video.write(b"FRAME\n" + _frame(card, number, size).tobytes() + colour)
    return file


# Takes the place of getUserMedia before the page's own scripts run. Nothing else is replaced:
# frames are drawn, encoded, sent and read as those of a real camera are. every: ms between them;
# what is held before it shows at once.
STEERED_CAMERA = """
(() => {
  const camera = {
    held: null, failure: null, opened: 0, tick: 0, track: null, every: 50, show: () => {},
    get matrix() { return this.held; },
    set matrix(rows) { this.held = rows; this.show(); },
  };
  window.steeredCamera = camera;
  const draw = (pen, width, height) => {
    camera.tick += 1;
    pen.fillStyle = "rgb(90, 90, 90)";
    pen.fillRect(0, 0, width, height);
    if (!camera.matrix) return;
    const module = Math.floor(height / 50);
    const rows = camera.matrix;
    const side = (rows.length + 12) * module;
    const left = (width - side) / 2 + (camera.tick % 5);
    const top = (height - side) / 2;
    pen.fillStyle = "rgb(245, 245, 245)";
    pen.fillRect(left, top, side, side);
    pen.fillStyle = "rgb(20, 20, 20)";
    rows.forEach((row, y) => [...row].forEach((dark, x) => {
      if (!dark) return;
      pen.fillRect(left + (x + 6) * module, top + (y + 6) * module, module, module);
    }));
  };
  const open = async () => {
    camera.opened += 1;
    if (camera.failure) throw new DOMException("as the test wants", camera.failure);
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: 960, height: 540 });
    const pen = canvas.getContext("2d", { alpha: false });
    const stream = canvas.captureStream(0);
    camera.track = stream.getVideoTracks()[0];
    const track = camera.track;
    camera.show = () => {
      if (camera.frozen || track.readyState === "ended") return;
      draw(pen, canvas.width, canvas.height);
      track.requestFrame();
    };
    const goOn = () => {
      camera.show();
      if (track.readyState !== "ended") setTimeout(goOn, camera.every);
    };
    goOn();
    return stream;
  };
  if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = open;
})();
"""

# The idle timer asks this clock only; timers themselves run on as always.
STEERED_CLOCK = """
(() => {
  const real = performance.now.bind(performance);
  window.steeredClock = { ahead: 0 };
  performance.now = () => real() + window.steeredClock.ahead;
})();
"""
