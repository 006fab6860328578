"""A backup on request of the command line, which cannot open the file while the server runs."""

from pathlib import Path

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from kiosk import server
from kiosk.enrolment import is_this_computer
from kiosk.request_bodies import read_body
from kiosk.settings import Settings
from matching.errors import RozmowaError

LONGEST_REQUEST = 8192
SECONDS_VALID = 60


def backup_request(settings: Settings, target: Path) -> bytes:
    """A signed request to write a backup to an absolute path."""
    signer = URLSafeTimedSerializer(settings.key("backup request"))
    return str(signer.dumps({"target": str(target)})).encode()


async def backup(request: Request) -> JSONResponse:
    """Write the backup; only for this computer and for who knows the secret."""
    body = await read_body(request, largest=LONGEST_REQUEST)
    if not is_this_computer(request):
        return JSONResponse({"error": "only from this computer"}, status_code=403)
    running = server.running()
    signer = URLSafeTimedSerializer(running.settings.key("backup request"))
    try:
        wish = signer.loads(body or b"", max_age=SECONDS_VALID)
    except BadSignature:
        return JSONResponse({"error": "not authorised"}, status_code=403)
    try:
        await run_in_threadpool(running.store.backup, Path(wish["target"]))
    except RozmowaError as error:
        return JSONResponse({"error": str(error)}, status_code=409)
    return JSONResponse({"backup": wish["target"]})
