"""A QR code for a phone's camera, as rows of modules."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_MODULES = 4
PIXELS = 280


def matrix_of(text: str) -> list[str]:
    """One string of 0 and 1 for each row, 1 is dark; without the quiet zone around it."""
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    symbol.add_data(text)
    symbol.make(fit=True)
    return ["".join("1" if dark else "0" for dark in row) for row in symbol.get_matrix()]


def qr_svg(words: str, *, pixels: int = PIXELS) -> str:
    """A QR code as an SVG drawing, black on white, with its quiet zone; pixels: its side.

    Hidden from screen readers: what it says stands beside it in words.
    """
    rows = matrix_of(words)
    side = len(rows) + 2 * QUIET_MODULES
    dark = "".join(
        f"M{column + QUIET_MODULES} {row + QUIET_MODULES}h1v1h-1z"
        for row, modules in enumerate(rows)
        for column, module in enumerate(modules)
        if module == "1"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'width="{pixels}" height="{pixels}" shape-rendering="crispEdges" aria-hidden="true">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'
    )
