"""PDF files as a printer lays them down: sizes of the pages, and the codes that can be read."""

import io
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pypdf
import zxingcpp
from PIL import Image

DPI = 300
POINTS_PER_MM = 72 / 25.4


def codes_in_pdf(pdf: bytes) -> list[tuple[float, float, list[str]]]:
    """Width and height of each page in mm, and what its QR codes say."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    sizes = [
        (float(page.mediabox.width) / POINTS_PER_MM, float(page.mediabox.height) / POINTS_PER_MM)
        for page in pages
    ]
    return [
        (width, height, codes_in(picture))
        for (width, height), picture in zip(sizes, _pictures(pdf), strict=True)
    ]


def codes_in(picture: np.ndarray) -> list[str]:
    """What the QR codes in a grey picture say."""
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [barcode.text for barcode in found]


def _pictures(pdf: bytes) -> list[np.ndarray]:
    assert shutil.which("pdftoppm"), "pdftoppm is missing: install poppler-utils"
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "pages.pdf").write_bytes(pdf)
        command = ["pdftoppm", "-r", str(DPI), "-gray", "pages.pdf", "page"]
        subprocess.run(command, cwd=folder, check=True)
        return [np.asarray(Image.open(page)) for page in sorted(folder.glob("page-*.pgm"))]
