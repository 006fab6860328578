"""A kiosk on another device: its camera needs HTTPS, by a certificate of the venue's own."""

import base64
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import ALLOWED_CAMERA, PIN, Kiosk, start_chromium, steered
from cast import invite, make_event
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fake_camera import write_video
from kept import people_in
from live_server import ROOT, LiveServer
from playwright.sync_api import Error, Playwright, expect

from kiosk.certificates import Certificate, certificate_in
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

# A name of the venue's network at a second address of this computer: for a browser this is
# another device, without the trust that localhost has.
HOST, ADDRESS = "rozmowa.test", "127.0.0.2"
RESOLVE = f"--host-resolver-rules=MAP {HOST} {ADDRESS}"


def fill(store: Store) -> Listed:
    """One guest."""
    return invite(store, make_event(store), "Anna Nowak", language="pl")


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A server with the certificate that the command line makes."""
    folder = tmp_path_factory.mktemp("secure")
    command = [sys.executable, "-m", "kiosk", "certificate", "--host", HOST, "--host", ADDRESS]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, "ROZMOWA_DATA": str(folder)}, check=True, timeout=60
    )
    files = files_of(folder)
    options = ("--server.sslCertFile", str(files.certificate))
    options += ("--server.sslKeyFile", str(files.key))
    server = LiveServer(folder, prepare=fill, options=options, scheme="https")
    server.start()
    yield server
    server.kill()


def files_of(folder: Path) -> Certificate:
    """Where the certificate lies in a data folder."""
    return certificate_in(folder / "certificates")


def trust(server: LiveServer) -> str:
    """Chromium's option to accept this one key; every other error of a certificate stays one."""
    certificate = x509.load_pem_x509_certificate(files_of(server.folder).certificate.read_bytes())
    key = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key)
    return "--ignore-certificate-errors-spki-list=" + base64.b64encode(digest.finalize()).decode()


def test_the_certificate_is_valid_for_whoever_trusts_the_venues_authority(
    secure: LiveServer,
) -> None:
    trusting = ssl.create_default_context(cafile=str(files_of(secure.folder).authority))
    for name in [HOST, ADDRESS, "localhost"]:
        with (
            socket.create_connection((ADDRESS, secure.port)) as plain,
            trusting.wrap_socket(plain, server_hostname=name) as encrypted,
        ):
            assert encrypted.version() == "TLSv1.3"
    with (
        socket.create_connection((ADDRESS, secure.port)) as plain,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        ssl.create_default_context().wrap_socket(plain, server_hostname=HOST)


def test_a_second_kiosk_opens_its_camera_over_https_and_keeps_its_number(
    playwright: Playwright, secure: LiveServer, tmp_path: Path
) -> None:
    anna = secure.prepared
    video = write_video(tmp_path / "badge.y4m", [(None, 3), (anna.code, 2)])
    film = f"--use-file-for-fake-video-capture={video}"
    browser = start_chromium(playwright, ALLOWED_CAMERA, RESOLVE, trust(secure), film)
    kiosk = Kiosk(browser.new_page(), secure)
    address = f"https://{HOST}:{secure.port}/"
    enrolled = secure.kiosk_cookie("?kiosk=3&mode=door")
    kiosk.page.context.add_cookies([enrolled | {"url": address}])
    kiosk.page.goto(f"{address}?kiosk=3&mode=door")
    kiosk.expect_text("Anna Nowak", within=30_000)
    assert kiosk.page.evaluate("isSecureContext")
    [cookie] = [one for one in kiosk.page.context.cookies() if one["name"] == "rozmowa_kiosk"]
    assert cookie["secure"]
    assert cookie["httpOnly"]
    assert people_in(secure)["Anna Nowak"].admitted_kiosk == 3
    kiosk.page.goto(address)  # after a restart of the kiosk the number comes from the cookie
    kiosk.expect_screen("already-in", within=30_000)
    kiosk.expect_text("stanowisko 3")
    assert kiosk.errors == []
    assert kiosk.strangers() == []
    browser.close()


def test_a_browser_that_does_not_trust_the_venue_does_not_open_the_page(
    playwright: Playwright, secure: LiveServer
) -> None:
    browser = start_chromium(playwright, RESOLVE)
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        browser.new_page().goto(f"https://{HOST}:{secure.port}/")
    browser.close()


def test_without_https_the_page_says_what_to_do_and_a_typed_code_still_works(
    playwright: Playwright, tmp_path: Path
) -> None:
    server = LiveServer(tmp_path / "plain", prepare=fill)
    server.start()
    browser = start_chromium(playwright, ALLOWED_CAMERA, RESOLVE)
    kiosk = steered(browser.new_context(), server)
    address = f"http://{HOST}:{server.port}/"
    kiosk.page.context.add_cookies([server.kiosk_cookie("?kiosk=4") | {"url": address}])
    kiosk.page.goto(f"{address}?kiosk=4")
    expect(kiosk.page.locator(".cam")).to_have_attribute("data-state", "insecure", timeout=20_000)
    kiosk.expect_text("Adres tej strony musi zaczynać się od https.")
    kiosk.screenshot("camera-insecure")
    kiosk.scan(server.prepared.code)
    kiosk.expect_text("Anna Nowak")
    assert kiosk.errors == []
    browser.close()
    server.kill()


def test_staff_can_sign_in_from_another_device_without_https(
    playwright: Playwright, tmp_path: Path
) -> None:
    server = LiveServer(tmp_path / "plain", prepare=fill, environment={"ROZMOWA_PIN": PIN})
    server.start()
    browser = start_chromium(playwright, RESOLVE)
    page = browser.new_page()
    page.goto(f"http://{HOST}:{server.port}/staff")
    page.locator("#pin").fill(PIN)
    page.keyboard.press("Enter")
    page.wait_for_url("**/staff", timeout=20_000)
    browser.close()
    server.kill()
