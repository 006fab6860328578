"""Pictures that were made to break us: never an error, never for long, never much memory."""

import io
import struct
import zlib

import numpy as np
import pytest
from fuzzing import attempts, bounded, changed
from PIL import Image
from routes_asked import be_kiosk

from benchmarks.badge_scene import symbol
from kiosk import paces
from kiosk.paces import Pace
from kiosk.scanning import read_image
from kiosk.senders import Kind
from matching.badge_codes import new_badge_code

pytest_plugins = ["desk_fixtures"]

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "PPM", "ICO")
CODE = new_badge_code()


def picture(kind: str, mode: str = "L") -> bytes:
    """A badge of 320 px in this format."""
    dark = Image.fromarray((~symbol(CODE) * 255).astype("uint8"))
    page = Image.new("L", (320, 320), 255)
    page.paste(dark.resize((250, 250), Image.Resampling.NEAREST), (35, 35))
    out = io.BytesIO()
    page.convert(mode).save(out, kind)
    return out.getvalue()


SEEDS = [picture(kind) for kind in FORMATS] + [
    picture("JPEG", "CMYK"),
    picture("PNG", "RGBA"),
    picture("GIF", "P"),
]


@pytest.fixture
def kiosk(running, browser, monkeypatch):
    monkeypatch.setattr(paces, "PACES", dict.fromkeys(Kind, Pace(1e6, 1e6)))
    monkeypatch.setattr(paces, "PHOTOS_OF_ONE", Pace(1e6, 1e6))
    opened = browser("192.0.2.20")
    be_kiosk(opened, running)
    return opened


def test_no_broken_picture_is_an_error_or_leaves_a_trace(kiosk, running, chance):
    before = running.store.commits
    for one in attempts(chance):
        body = changed(one.choice(SEEDS), one, SEEDS)
        path = one.choice(("/api/scan", "/api/scan", "/api/photo"))
        with bounded(body):
            answer = kiosk.post(path, content=body)
            assert answer.status_code == 200
            assert answer.json().keys() == {"code", "foreign"}
            assert answer.json()["code"] in {None, CODE}
    assert running.store.commits == before
    assert kiosk.post("/api/scan", content=picture("JPEG")).json()["code"] == CODE


def jpeg_that_says(width: int, height: int) -> bytes:
    """A small JPEG whose header claims another size."""
    data = bytearray(picture("JPEG"))
    place = data.index(b"\xff\xc0")
    data[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def png_of(width: int, height: int, body: bytes) -> bytes:
    """A PNG with this header and these packed bytes."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + name
            + content
            + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
    return start + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def gif_that_says(width: int, height: int) -> bytes:
    data = bytearray(picture("GIF"))
    data[6:10] = struct.pack("<HH", width, height)
    return bytes(data)


def text_bomb() -> bytes:
    """A PNG whose comment unpacks to a hundred megabytes."""
    packed = zlib.compress(bytes(100_000_000), 9)
    content = b"Comment\0\0" + packed
    data = picture("PNG")
    chunk = struct.pack(">I", len(content)) + b"zTXt" + content
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + content))
    return data[:33] + chunk + data[33:]


GIANTS = {
    "a wide and high JPEG": lambda: jpeg_that_says(65_535, 65_535),
    "a wide JPEG": lambda: jpeg_that_says(65_535, 1),
    "a high JPEG": lambda: jpeg_that_says(1, 65_535),
    "a JPEG of nothing": lambda: jpeg_that_says(0, 0),
    "a JPEG just too large": lambda: jpeg_that_says(7000, 7000),
    "the largest PNG": lambda: png_of(2**31 - 1, 2**31 - 1, zlib.compress(bytes(1000))),
    "a whole large PNG": lambda: png_of(5000, 5000, zlib.compress(bytes(5001 * 5000), 9)),
    "a PNG of nothing": lambda: png_of(0, 5, b""),
    "a PNG that unpacks to nothing": lambda: png_of(100, 100, b"no zlib"),
    "a large GIF": lambda: gif_that_says(65_535, 65_535),
    "a PNG with a long comment": text_bomb,
    "a JPEG of segments": lambda: b"\xff\xd8" + b"\xff\xe0\xff\xff" * 40_000,
    "a BMP without a header": lambda: b"BM" + bytes(52),
    "a WEBP of nothing": lambda: b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\xff",
}


@pytest.mark.parametrize("giant", GIANTS)
@pytest.mark.parametrize("path", ["/api/scan", "/api/photo"])
def test_a_picture_that_claims_to_be_giant_is_nothing(kiosk, path, giant):
    body = GIANTS[giant]()
    with bounded(body[:200]):
        answer = kiosk.post(path, content=body)
        assert (answer.status_code, answer.json()["code"]) in {(200, None), (413, None)}


def test_noise_is_read_in_bounded_time(chance):
    """The decoders look for corners everywhere, and find them."""
    noise = np.frombuffer(chance.randbytes(1280 * 720), dtype=np.uint8).reshape(720, 1280)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", quality=95)
    with bounded(b"noise"):
        assert read_image(out.getvalue()).code is None
