"""Which badge is in a picture?"""

import argparse
from pathlib import Path

from kiosk.scanning import read_image


def read(_settings: None, wish: argparse.Namespace) -> int:
    """A line per picture: path, tab, code or '-'. Needs no database."""
    for name in wish.images:
        try:
            code = read_image(Path(name).read_bytes()).code
        except OSError:
            code = None
        print(f"{name}\t{code or '-'}")
    return 0
