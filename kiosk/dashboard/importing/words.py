"""Why a file cannot be read, and what became of its rows, in the reader's language."""

from kiosk.texts import Text
from matching.errors import RozmowaError
from matching.guest_lists.errors import ForeignFormatError

_KINDS = {
    "an old Excel file (.xls) or a workbook with a password": "old_excel",
    "a PDF": "pdf",
    "a picture": "picture",
    "a compressed file": "compressed",
    "a text document": "document",
    "a web page or XML": "web_page",
}


def refusal_text(text: Text, refusal: RozmowaError) -> str:
    """One sentence for a file that cannot be read."""
    if isinstance(refusal, ForeignFormatError):
        kind = _KINDS.get(refusal.kind, "other")
        return text(f"import.foreign_{kind}")
    return text(f"import.problem_{refusal.code}", **vars(refusal))
