"""The way of a request through the API: key, pace, table, right, body, answer."""

import logging
import time
from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import compile_path

from kiosk import server
from kiosk.api import rates
from kiosk.api.checking import LARGEST_BODY, body_of, key_of, query_of
from kiosk.api.operations import OPERATIONS
from kiosk.api.problems import ProblemError, problem
from kiosk.api.table import ROOT, Call, Operation
from kiosk.clock import utc_now
from kiosk.request_bodies import read_body
from matching.errors import DatabaseAwayError, KeyInUseError, KeyReusedError
from matching.faults import described_without_data
from matching.interfaces.idempotency import Answer, Asked, answer_once
from matching.interfaces.tokens import Scope, Token, find_token

log = logging.getLogger("rozmowa")

SCHEME = "bearer"
_NO_STORE = {"Cache-Control": "no-store"}
_WHO = (("WWW-Authenticate", 'Bearer realm="rozmowa"'),)
_PATTERNS = [(compile_path(ROOT + operation.path)[0], operation) for operation in OPERATIONS]


async def serve(request: Request) -> Response:
    """The answer to any request below ROOT."""
    try:
        answer = await _answer(request)
    except ProblemError as error:
        answer = problem(error)
    except ClientDisconnect:
        answer = problem(ProblemError(400, "cut_off", "The body ended too early."))
    except DatabaseAwayError:
        raise  # answered for all pages in one place
    except Exception as error:
        log.error("unexpected %s", described_without_data(error))
        answer = problem(ProblemError(500, "mistake", "Something went wrong here."))
    answer.headers.update(_NO_STORE)
    return answer


async def _answer(request: Request) -> Response:
    token = await run_in_threadpool(token_of, request)
    _keep_pace(token)
    operation, path = _operation_of(request)
    allow(token, operation.scope)
    sent = await read_body(request, largest=LARGEST_BODY)
    if sent is None:
        raise ProblemError(413, "too_large", f"A body has at most {LARGEST_BODY} bytes.")
    return await run_in_threadpool(_work, request, operation, token, path, sent)


def token_of(request: Request) -> Token:
    """Who asks. Raises ProblemError."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    store = server.running().store
    token = find_token(store, secret.strip(), now=utc_now()) if scheme.lower() == SCHEME else None
    if token is None:
        raise ProblemError(401, "token", "A valid token is needed.", _WHO)
    return token


def allow(token: Token, scope: Scope | None) -> None:
    """Raises ProblemError where the token has not this right."""
    if scope is not None and scope not in token.scopes:
        raise ProblemError(403, "scope", f"The token needs the right {scope}.")


def _keep_pace(token: Token) -> None:
    wait = rates.rates.seconds_to_wait(token.token_id, now=time.monotonic())
    if wait:
        headers = (("Retry-After", str(wait)),)
        raise ProblemError(429, "too_often", "Too many requests with this token.", headers)


def _operation_of(request: Request) -> tuple[Operation, Mapping[str, str]]:
    path, method = request.url.path, "GET" if request.method == "HEAD" else request.method
    fitting = [(found, one) for pattern, one in _PATTERNS if (found := pattern.fullmatch(path))]
    if not fitting:
        raise ProblemError(404, "not_found", "There is nothing at this address.")
    for found, operation in fitting:
        if operation.method == method:
            return operation, found.groupdict()
    allowed = ", ".join(operation.method for _, operation in fitting)
    headers = (("Allow", allowed),)
    raise ProblemError(405, "method", "This cannot be done at this address.", headers)


def _work(
    request: Request, operation: Operation, token: Token, path: Mapping[str, str], sent: bytes
) -> Response:
    body = body_of(request, operation, sent) if operation.body else None
    running, query = server.running(), query_of(request, operation)
    call = Call(running.store, running.settings.key, token, path, query, body, utc_now())
    if operation.read:
        return JSONResponse(operation.read(call))
    answer = _write(request, operation, call)
    return JSONResponse(answer.body, status_code=answer.status)


def _write(request: Request, operation: Operation, call: Call) -> Answer:
    write = operation.write
    assert write is not None  # a row of the table reads or writes
    asked = Asked(
        token_id=call.token.token_id,
        key=key_of(request),
        method=operation.method,
        path=request.url.path,
        body=call.body,
    )
    try:
        return answer_once(
            call.store, asked, lambda asked, fact: write(call, asked, fact), now=call.now
        )
    except KeyReusedError as error:
        raise ProblemError(422, error.code, f"{error}".capitalize() + ".") from None
    except KeyInUseError as error:
        headers = (("Retry-After", "1"),)
        raise ProblemError(409, error.code, f"{error}".capitalize() + ".", headers) from None
