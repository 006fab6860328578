"""The dark modules of a badge's QR code: version 2 (25 x 25), level Q, alphanumeric."""

import qrcode
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.util import MODE_ALPHA_NUM, QRData

MODULES = 25
QUIET_MODULES = 4

# Any mask may be used by the standard; choosing the prettiest costs ten times the rest.
_MASK = 2

Run = tuple[int, int, int]


def dark_runs(code: str) -> list[Run]:
    """Runs of dark modules of a badge code: row from the top, first column, length."""
    symbol = qrcode.QRCode(version=2, error_correction=ERROR_CORRECT_Q, mask_pattern=_MASK)
    symbol.add_data(QRData(code.encode("ascii"), mode=MODE_ALPHA_NUM), optimize=0)
    symbol.make(fit=False)
    return [run for row, modules in enumerate(symbol.modules) for run in _runs(row, modules)]


def _runs(row: int, modules: list[bool]) -> list[Run]:
    runs: list[Run] = []
    start: int | None = None
    for column, dark in enumerate([*modules, False]):
        if dark and start is None:
            start = column
        elif not dark and start is not None:
            runs.append((row, start, column - start))
            start = None
    return runs
