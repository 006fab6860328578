"""A QR code for a phone's camera, as rows of modules."""

import qrcode
from qrcode.constants import ERROR_CORRECT_M


def matrix_of(text: str) -> list[str]:
    """One string of 0 and 1 for each row, 1 is dark; without the quiet zone around it."""
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    symbol.add_data(text)
    symbol.make(fit=True)
    return ["".join("1" if dark else "0" for dark in row) for row in symbol.get_matrix()]
