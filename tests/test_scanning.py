"""Reading badges: from photos and hostile files to a code or nothing."""

import io
import itertools
import re
import struct
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest
import qrcode
from PIL import Image

from benchmarks import frames
from benchmarks.badge_scene import symbol
from benchmarks.optics import Pose
from benchmarks.photos import Shot
from kiosk.scanning import (
    MAX_FRAME_BYTES,
    MAX_IMAGE_BYTES,
    Effort,
    FrameReader,
    Reading,
    decoders,
    read_grey,
    read_image,
    reader_for,
)
from kiosk.scanning.cameras import MOST_CAMERAS
from matching.badge_codes import ALPHABET, check_characters, in_groups, is_badge_code

ROOT = Path(__file__).parent.parent
CODE = "EV1:KAWAZCYTRYNA2345A4"
OTHER = "EV1:AAAAAAAAAAAAAAAA" + check_characters("A" * 16)
NOTHING = Reading(code=None, foreign=False)
FOREIGN = Reading(code=None, foreign=True)


def picture(text: str, *, module: int = 6) -> Image.Image:
    """The QR code of a text with its quiet zone, without anything else."""
    modules = np.pad(symbol(text), 4)
    return Image.fromarray(np.where(modules, 0, 255).astype(np.uint8)).resize(
        (len(modules) * module, len(modules) * module), Image.Resampling.NEAREST
    )


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    kept = io.BytesIO()
    image.save(kept, kind, **options)
    return kept.getvalue()


def on_desk(*placed: tuple[Image.Image, tuple[int, int]]) -> np.ndarray:
    """A grey frame of 1280x720 with pictures laid at (left, top)."""
    desk = Image.new("L", (1280, 720), 150)
    for image, place in placed:
        desk.paste(image, place)
    return np.asarray(desk)


class _StructuredAppend:
    """The bits of one part of a code that is spread over two symbols (ISO/IEC 18004, 8.3)."""

    class _Mode(int):
        def __rshift__(self, bits: int) -> int:
            return 3 >> bits  # written as 0011, looked up in qrcode's tables as bytes

    mode = _Mode(4)
    data = b"half"

    def __len__(self) -> int:
        return 0x01  # part 1 of 2

    def write(self, buffer: qrcode.util.BitBuffer) -> None:
        for value, bits in ((0x5A, 8), (4, 4), (len(self.data), 8)):
            buffer.put(value, bits)
        for byte in self.data:
            buffer.put(byte, 8)


def structured_append() -> Image.Image:
    code = qrcode.QRCode(version=2, error_correction=qrcode.ERROR_CORRECT_Q, border=4)
    code.data_list = [_StructuredAppend()]
    code.make(fit=False)
    modules = np.array(code.get_matrix())
    return Image.fromarray(np.where(modules, 0, 255).astype(np.uint8)).resize((264, 264), 0)


# What is read


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
def test_a_badge_is_read_from_every_usual_kind_of_image(kind: str) -> None:
    assert read_image(saved(picture(CODE), kind)) == Reading(code=CODE, foreign=False)


@pytest.mark.parametrize("effort", list(Effort))
def test_a_clean_frame_needs_no_great_effort(effort: Effort) -> None:
    assert read_grey(on_desk((picture(CODE), (400, 200))), effort=effort).code == CODE


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "I;16", "CMYK"])
def test_every_pixel_mode_is_read(mode: str) -> None:
    if mode == "I;16":
        deep = (np.asarray(picture(CODE)).astype(np.uint16) // 2) * 257
        image = Image.fromarray(deep)
    else:
        image = picture(CODE).convert(mode)
    data = saved(image, "JPEG" if mode == "CMYK" else "PNG")
    assert read_image(data).code == CODE


def test_a_code_on_a_transparent_ground_is_read() -> None:
    ink = picture(CODE)
    image = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), mask=ink.point(lambda grey: 255 - grey))
    assert read_image(saved(image)).code == CODE


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_phone_photo_is_read_whichever_way_the_phone_was_held(turn: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    upright = Image.fromarray(on_desk((picture(CODE, module=4), (300, 100))))
    ways = {3: 180, 6: 90, 8: 270}
    data = saved(upright.rotate(ways.get(turn, 0), expand=True), "JPEG", exif=exif)
    assert read_image(data).code == CODE


def test_the_first_picture_of_an_animation_counts() -> None:
    still = picture(CODE)
    data = saved(still, "GIF", save_all=True, append_images=[picture(OTHER)])
    assert read_image(data).code == CODE


def test_a_photo_of_24_megapixels_is_read() -> None:
    photo = Image.new("L", (6000, 4000), 170)
    photo.paste(picture(CODE, module=24), (2000, 1500))
    assert read_image(saved(photo, "JPEG")).code == CODE


# What is not a badge


@pytest.mark.parametrize(
    "text",
    [
        *frames.FOREIGN,
        "EV1:KAWAZCYTRYNA2345A5",
        "EV1:KAWAZCYTYRNA2345A4",
        "ev1:kawazcytryna2345a4",
        " EV1:KAWAZCYTRYNA2345A4",
        "EV1:KAWAZCYTRYNA2345A4\n",
        "EV1:KAWAZCYTRYNA2345Ａ4",
        "EV1:" + "A" * 300,
    ],
)
def test_a_foreign_or_damaged_code_is_told_but_never_taken_for_a_badge(text: str) -> None:
    assert read_image(saved(picture(text))) == FOREIGN


def test_a_badge_wins_over_the_foreign_codes_beside_it() -> None:
    menu = picture("https://example.org/menu", module=9)
    frame = on_desk((menu, (20, 100)), (picture(CODE, module=4), (700, 200)))
    assert read_grey(frame, effort=Effort.FULL) == Reading(code=CODE, foreign=False)


@pytest.mark.parametrize(("left", "right", "seen"), [(4, 8, OTHER), (8, 4, CODE)])
def test_of_two_badges_the_nearer_one_is_read(left: int, right: int, seen: str) -> None:
    frame = on_desk(
        (picture(CODE, module=left), (40, 100)), (picture(OTHER, module=right), (700, 100))
    )
    assert read_grey(frame, effort=Effort.CHEAP).code == seen


def test_of_two_badges_equally_near_the_middle_one_is_read() -> None:
    frame = on_desk((picture(CODE), (20, 20)), (picture(OTHER), (540, 260)))
    assert read_grey(frame, effort=Effort.CHEAP).code == OTHER


def test_a_code_spread_over_two_symbols_stops_nothing() -> None:
    half = structured_append()
    assert read_image(saved(half)).code is None
    both = on_desk((half, (40, 100)), (picture(CODE), (700, 200)))
    assert read_grey(both, effort=Effort.FULL).code == CODE


# Hostile files


def bomb(width: int, height: int) -> bytes:
    """A PNG that claims to be that large and holds next to nothing."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    parts = (
        chunk(b"IHDR", header),
        chunk(b"IDAT", zlib.compress(bytes(1000))),
        chunk(b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


HOSTILE = {
    "0 bytes": b"",
    "text": b"not an image",
    "zeros": bytes(5000),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "jpeg head": b"\xff\xd8\xff\xe0" + bytes(50),
    "truncated jpeg": saved(picture(CODE), "JPEG")[:300],
    "truncated png": saved(picture(CODE))[:200],
    "bomb that warns": bomb(10_000, 10_000),
    "bomb that raises": bomb(60_000, 60_000),
    "large png": bomb(6_000, 5_000),
    "0 pixels": bomb(0, 0),
    "1 pixel": saved(Image.new("L", (1, 1))),
    "a line": saved(Image.new("L", (1, 2000))),
    "too many bytes": saved(picture(CODE)) + bytes(MAX_IMAGE_BYTES),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_reads_as_nothing(name: str) -> None:
    assert read_image(HOSTILE[name]) == NOTHING
    assert FrameReader().read(HOSTILE[name], now=0.0) == NOTHING


def test_a_frame_may_have_fewer_bytes_than_a_photo() -> None:
    data = saved(picture(CODE)) + bytes(MAX_FRAME_BYTES)
    assert FrameReader().read(data, now=0.0) == NOTHING
    assert read_image(data).code == CODE


def test_noise_of_24_megapixels_reads_as_nothing() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (4000, 6000), np.uint8)
    data = saved(Image.fromarray(noise), "JPEG", quality=10)
    assert len(data) < MAX_IMAGE_BYTES
    assert read_image(data).code is None


@pytest.mark.parametrize("shape", [(0, 0), (0, 5), (5, 0), (1, 1), (1, 2000), (2000, 1), (39, 41)])
def test_an_array_of_any_size_is_survived(shape: tuple[int, int]) -> None:
    assert read_grey(np.zeros(shape, np.uint8), effort=Effort.FULL) == NOTHING


def test_an_array_in_any_memory_order_is_read() -> None:
    frame = on_desk((picture(CODE), (400, 200)))
    for same in (np.asfortranarray(frame), frame[::-1, ::-1], frame.T, frame[:, ::1]):
        assert read_grey(same, effort=Effort.FULL).code == CODE
    frozen = frame.copy()
    frozen.setflags(write=False)
    assert read_grey(frozen, effort=Effort.FULL).code == CODE


# With one decoder, or none

ALONE = """
import sys
sys.modules[{missing!r}] = None
import numpy as np
from kiosk.scanning import Effort, decoders, read_grey
frame = np.load({path!r})
seen = [read_grey(frame, effort=effort).code for effort in Effort]
print(sorted(name for name, works in decoders().items() if works), seen)
"""


@pytest.mark.parametrize(
    ("missing", "left"),
    [("zxingcpp", "zbar"), ("pyzbar.pyzbar", "zxing-cpp"), ("pyzbar", "zxing-cpp")],
)
def test_each_decoder_reads_a_clean_frame_without_the_other(
    missing: str, left: str, tmp_path: Path
) -> None:
    path = tmp_path / "frame.npy"
    np.save(path, on_desk((picture(CODE), (400, 200))))
    script = ALONE.format(missing=missing, path=str(path))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"{[left]} {[CODE] * len(Effort)}"


def test_both_decoders_work_where_the_tests_run() -> None:
    assert decoders() == {"zxing-cpp": True, "zbar": True}


# A camera


def hard_photo() -> tuple[bytes, str]:
    """A badge so far away that only the close look reads it."""
    for number in itertools.count():
        photo = frames.positive("1 m", number, seed=4)
        if read_image(photo.jpeg, effort=Effort.CHEAP).code is None and photo.code:
            return photo.jpeg, photo.code
    raise AssertionError


def test_a_camera_looks_closely_once_a_second() -> None:
    data, code = hard_photo()
    reader = FrameReader()
    seen = [reader.read(data, now=now).code for now in (10.0, 10.4, 10.99, 11.0, 11.5)]
    assert seen == [code, None, None, code, None]


def test_a_clock_that_starts_again_does_not_blind_the_camera() -> None:
    data, code = hard_photo()
    reader = FrameReader()
    assert [reader.read(data, now=now).code for now in (5000.0, 0.0)] == [code, code]


def test_a_badge_that_is_easy_to_read_never_waits() -> None:
    data = saved(picture(CODE), "JPEG")
    reader = FrameReader()
    assert [reader.read(data, now=0.1 * i).code for i in range(5)] == [CODE] * 5


def test_threads_that_share_a_camera_all_get_their_own_answer() -> None:
    texts = {CODE: saved(picture(CODE)), OTHER: saved(picture(OTHER))}
    wrong: list[str] = []

    def look(code: str) -> None:
        for i in range(20):
            if reader_for("shared").read(texts[code], now=float(i)).code != code:
                wrong.append(code)

    threads = [threading.Thread(target=look, args=(code,)) for code in (CODE, OTHER) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_invented_camera_names_cannot_fill_the_memory() -> None:
    first, kept = reader_for("first"), reader_for("kept")
    for number in range(MOST_CAMERAS - 1):
        reader_for(f"invented {number}")
        assert reader_for("kept") is kept
    assert reader_for("first") is not first


# How well


def test_three_of_four_hard_photos_are_read_and_none_is_read_wrong() -> None:
    photos = [frames.positive(case, n, seed=11) for case in frames.CASES for n in range(3)]
    read = [FrameReader().read(photo.jpeg, now=0.0).code for photo in photos]
    assert all(code in (None, photo.code) for code, photo in zip(read, photos, strict=True))
    assert sum(code is not None for code in read) >= 0.75 * len(photos)


def test_a_photo_without_a_badge_code_gives_none() -> None:
    for number in range(12):
        photo = frames.negative(number, seed=22)
        assert read_image(photo.jpeg).code is None, photo.case


def test_a_badge_held_up_close_and_out_of_focus_is_read() -> None:
    chance = np.random.default_rng(5)
    shot = Shot(Pose(x=-10, y=0, z=110), defocus=7.0)
    photo = frames.take("close", CODE, shot, chance)
    assert FrameReader().read(photo.jpeg, now=0.0).code == CODE


# The description for other implementers


def field_product(one: int, other: int) -> int:
    result = 0
    for bit in format(other, "b"):
        result <<= 1
        result = result ^ 37 if result > 31 else result
        result ^= one if bit == "1" else 0
    return result


def weighted_sum(values: list[int], base: int) -> int:
    total, weight = 0, 1
    for value in values:
        total ^= field_product(weight, value)
        weight = field_product(weight, base)
    return total


def test_the_example_in_the_description_is_right() -> None:
    page = (ROOT / "docs" / "badge-code.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (.+?) \| `?(.+?)`? \|$", page, re.MULTILINE))
    values = [ALPHABET.index(letter) for letter in rows["random part"]]
    p, w = weighted_sum(values, 1), weighted_sum(values, 2)
    first = field_product(22, w ^ field_product(19, p))
    assert rows["values"] == " ".join(map(str, values))
    assert [rows[name] for name in ("P", "W", "19·P", "c₁₆", "c₁₇")] == [
        str(number) for number in (p, w, field_product(19, p), first, p ^ first)
    ]
    assert rows["check characters"] == ALPHABET[first] + ALPHABET[p ^ first]
    code = rows["in the QR code"]
    assert code == f"EV1:{rows['random part']}{rows['check characters']}"
    assert is_badge_code(code)
    assert rows["printed"] == in_groups(code)


def test_the_description_and_the_kiosk_agree_on_every_check() -> None:
    chance = np.random.default_rng(3)
    for _ in range(300):
        values = [int(value) for value in chance.integers(0, 32, 16)]
        p, w = weighted_sum(values, 1), weighted_sum(values, 2)
        first = field_product(22, w ^ field_product(19, p))
        code = "".join(ALPHABET[value] for value in values)
        assert check_characters(code) == ALPHABET[first] + ALPHABET[p ^ first]
        whole = [*values, first, p ^ first]
        assert weighted_sum(whole, 1) == weighted_sum(whole, 2) == 0


def test_the_codes_called_damaged_in_the_description_are_refused() -> None:
    page = (ROOT / "docs" / "badge-code.md").read_text(encoding="utf-8")
    damaged = re.findall(r"`(EV1:\w{18})` \((?:one|two)", page)
    assert len(damaged) == 2
    assert not any(is_badge_code(code) for code in damaged)
