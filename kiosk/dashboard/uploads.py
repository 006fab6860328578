"""A form that carries files, which may be hostile."""

from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.requests import Request

from kiosk.phone.forms import Form

LARGEST_FILE = 20_000_000


class UploadForm(Form):
    """Fields as in Form, and files."""

    def __init__(self, fields: bytes, files: dict[str, tuple[str, bytes]]) -> None:
        super().__init__(fields)
        self._files = files

    def file(self, name: str) -> bytes | None:
        """What was uploaded in this field; None for nothing."""
        return self._files[name][1] if name in self._files else None

    def file_name(self, name: str) -> str:
        """How the file is called at its owner's place; never a path of ours."""
        return self._files[name][0] if name in self._files else ""


async def read_upload(request: Request) -> UploadForm | None:
    """The form of a request, None if it is larger than 20 MB or cannot be read."""
    declared = request.headers.get("content-length", "")
    if not declared.isdigit() or int(declared) > LARGEST_FILE:
        return None
    try:
        async with request.form(max_files=3, max_fields=100) as sent:
            fields = [(name, value) for name, value in sent.multi_items() if isinstance(value, str)]
            files = {
                name: (value.filename or "", await value.read())
                for name, value in sent.multi_items()
                if isinstance(value, UploadFile) and value.filename
            }
    except Exception:  # whatever is wrong with it, it is no form of ours
        return None
    return UploadForm(urlencode(fields).encode(), files)
