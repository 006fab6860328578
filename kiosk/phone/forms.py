"""What a phone sent: a form that may be hostile, cut or sent twice."""

import unicodedata
from urllib.parse import parse_qs
from uuid import UUID

LARGEST_FORM = 32_768  # 500 characters of four bytes, escaped, and all else, with room to spare
MOST_FIELDS = 200

_KEPT_CONTROLS = frozenset("\n\t")


class Form:
    """The fields of a form; what is missing or cannot be read is "" or None."""

    def __init__(self, body: bytes) -> None:
        try:
            self._fields = parse_qs(
                body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
            )
        except ValueError:
            self._fields = {}

    def many(self, name: str) -> tuple[str, ...]:
        """All values of a field."""
        return tuple(_plain(value) for value in self._fields.get(name, []))

    def one(self, name: str) -> str:
        """The first value of a field."""
        return next(iter(self.many(name)), "")

    def id(self, name: str) -> UUID | None:
        """An id that a page of ours put into its form."""
        try:
            return UUID(self.one(name))
        except ValueError:
            return None


def _plain(value: str) -> str:
    """Lines end as everywhere else, and no other control characters are left."""
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter
        for letter in lines
        if letter in _KEPT_CONTROLS or unicodedata.category(letter) != "Cc"
    )
