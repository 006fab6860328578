"""What docs/api.md shows works: every example is run."""

import json
import os
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import uvicorn
from api_fixtures import *  # noqa: F403  # fixtures
from live_server import ROOT
from programs import ALL_RIGHTS, app, token_for
from receiver import Receiver

from kiosk.clock import utc_now
from kiosk.courier import Courier, secret_of
from matching.interfaces.webhooks import Kind, add_webhook

GUIDE = (ROOT / "docs" / "api.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def address(office) -> Iterator[str]:
    """The app behind a real port of this computer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app(), lifespan="off", log_config=None)
        serving = uvicorn.Server(config)
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]})
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        serving.should_exit = True
        thread.join()


def test_every_command_of_the_guide_works(office, event, anna, address):
    environment = os.environ | {
        "ROZMOWA": address,
        "TOKEN": token_for(office.store, *ALL_RIGHTS),
        "CODE": anna.code,
        "ATTENDEE": str(anna.attendee_id),
    }
    told = []
    for script in blocks("bash"):
        done = subprocess.run(
            ["bash", "-e", "-c", script],
            env=environment,
            capture_output=True,
            text=True,
            timeout=30,
        )
        assert done.returncode == 0, (script, done.stdout, done.stderr)
        told.append(done.stdout)

    assert len(told) == 7
    assert json.loads(told[0])["items"][0]["slug"] == "evening"
    assert json.loads(told[1])["imported"] == 1
    assert json.loads(told[3])["outcome"] == "admitted"
    assert "rozmowa_scans" in told[6]


def test_the_lines_that_check_a_signature_work(office, event, anna):
    names: dict = {}
    exec(blocks("python")[0], names)
    is_genuine, key = names["is_genuine"], office.running.settings.key
    with Receiver() as receiver:
        now = utc_now() - timedelta(minutes=1)
        options = {"kinds": [Kind.ADMISSION], "actor": "cli", "now": now}
        webhook_id = add_webhook(office.store, event, url=receiver.url, **options)
        sql = "UPDATE webhook SET made_at_utc = '2026-01-01', rests_until_utc = '2026-01-01'"
        with office.store._cursor() as cursor:
            cursor.execute(sql).fetchall()
        office.program().post("events/evening/admissions", {"code": anna.code})
        assert Courier(office.store, key).go_round() == 1

    (one,) = receiver.received
    secret = secret_of(key, webhook_id)
    assert is_genuine(one.headers, one.body, secret)
    assert not is_genuine(one.headers, one.body + b" ", secret)
    assert not is_genuine(one.headers, one.body, secret_of(key, anna.attendee_id))
    late = one.headers | {"webhook-timestamp": str(int(time.time()) - 600)}
    assert not is_genuine(late, one.body, secret)


def test_the_guide_names_every_right_and_status():
    from kiosk.api.document import document

    statuses = {
        status
        for methods in document()["paths"].values()
        for one in methods.values()
        for status in one["responses"]
    }
    for right in ALL_RIGHTS:
        assert f"| `{right}` |" in GUIDE
    for status in statuses - {"200", "500"}:
        assert f"| {status} |" in GUIDE
