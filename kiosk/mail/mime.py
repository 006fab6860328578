"""The parts of a message, and how it is written out: quickly, as thousands go out in a row.

The library's own way would parse each header, fold it and search all text for the boundaries; here
each header is written once, and the boundaries hold what quoted-printable and base64 never do.
"""

import binascii
from base64 import encodebytes
from collections.abc import Sequence
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP, EmailPolicy, Policy
from typing import Any
from urllib.parse import quote

_HEAD = 76  # characters of a header's line


class _QuickPolicy(EmailPolicy):
    """Does not ask whether a header may stand twice: each is written once here."""

    def header_max_count(self, name: str) -> int | None:
        """Any number; looking it up takes longer than writing the header."""
        return None


POLICY = _QuickPolicy(linesep=SMTP.linesep)


class Line(str):
    """A header as people read it, with what goes out already written.

    The library would fold a long address in its middle, as encoded words, which no program reads
    there; and it parses each header anew. name: of the header; content_disposition: as the library
    asks of one of that name
    """

    name: str
    written: str
    content_disposition: str
    defects = ()

    def fold(self, *, policy: EmailPolicy) -> str:
        """As it goes out."""
        return f"{self.name}: {self.written}\n".replace("\n", policy.linesep)


def line(name: str, value: str, written: str = "") -> Line:
    """A header of this name. written: in ASCII, lines after the first begin with a space; else as
    people read it. Raises ValueError for what is not ASCII or would be another header."""
    made = Line(value)
    made.name = name
    made.written = written or _folded(value, len(name))
    if not (made.written.isascii() and made.written.replace("\n ", "").isprintable()):
        raise ValueError(f"{name} is not a header in ASCII")
    made.content_disposition = value.partition(";")[0]
    return made


def _folded(value: str, before: int) -> str:
    """Of several addresses, and of what belongs to a file, each has a line where one is short."""
    if before + len(value) <= _HEAD:
        return value
    return value.replace(">, <", ">,\n <").replace("; ", ";\n ")


class Message(EmailMessage):
    """A message that is written out quickly, to the letter as the library writes it."""

    def as_bytes(self, unixfrom: bool = False, policy: Policy | None = None) -> bytes:
        """The whole message; unixfrom: is never asked for here."""
        return _written(self, policy or self.policy)


def words_part(words: str, subtype: str, *, file_name: str = "") -> MIMEPart:
    """Text as quoted-printable; with a file name it is one that is attached."""
    part = _part(f'text/{subtype}; charset="utf-8"', "quoted-printable", _placed(file_name))
    encoded = binascii.b2a_qp(words.replace("\r\n", "\n").encode(), istext=True)
    part.set_payload(encoded.decode("ascii"))
    return part


def file_part(content: bytes, media_type: str, *, file_name: str) -> MIMEPart:
    """A file that is attached, as base64."""
    part = _part(media_type, "base64", _placed(file_name))
    part.set_payload(encodebytes(content).decode("ascii"))
    return part


def picture_part(content: bytes, *, picture_id: str, file_name: str) -> MIMEPart:
    """A PNG that the HTML shows."""
    part = _part("image/png", "base64", f'inline; filename="{file_name}"')
    part["Content-ID"] = line("Content-ID", f"<{picture_id}>")
    part.set_payload(encodebytes(content).decode("ascii"))
    return part


def parts_of(kind: str, parts: Sequence[MIMEPart], boundary: str) -> MIMEPart:
    """Parts as one, alternative or related; a single one stands alone."""
    if len(parts) == 1:
        return parts[0]
    whole = MIMEPart(policy=POLICY)
    put_parts(whole, kind, parts, boundary)
    return whole


def put_parts(whole: MIMEPart, kind: str, parts: Sequence[MIMEPart], boundary: str) -> None:
    """Make a multipart of something that has no content yet."""
    whole["Content-Type"] = line("Content-Type", f'multipart/{kind}; boundary="{boundary}"')
    whole.set_payload(list(parts))


def _part(content_type: str, encoding: str, disposition: str) -> MIMEPart:
    part = MIMEPart(policy=POLICY)
    part["Content-Type"] = line("Content-Type", content_type)
    part["Content-Transfer-Encoding"] = line("Content-Transfer-Encoding", encoding)
    if disposition:
        part["Content-Disposition"] = line("Content-Disposition", disposition)
    return part


def _placed(file_name: str) -> str:
    """Letters beyond ASCII are told as RFC 2231 says."""
    if not file_name:
        return ""
    if file_name.isascii():
        return f'attachment; filename="{file_name}"'
    return f"attachment; filename*=utf-8''{quote(file_name, safe='')}"


def _written(part: MIMEPart, policy: Policy) -> bytes:
    end = policy.linesep.encode("ascii")
    head = b"".join(policy.fold_binary(name, value) for name, value in part.raw_items())
    payload: Any = part.get_payload()
    if isinstance(payload, str):
        return head + end + payload.encode("ascii").replace(b"\n", end)
    mark = b"--" + str(part.get_boundary()).encode("ascii")
    inside = b"".join(mark + end + _written(one, policy) + end for one in payload)
    return head + end + inside + mark + b"--" + end
