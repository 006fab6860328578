"""A mail server on this computer and who writes; pytest_plugins = ["mail_fixtures"]."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import trustme
from mail_server import MailServerHere, trust


@pytest.fixture(scope="session")
def mail_authority() -> trustme.CA:
    """Whom everybody trusts to say who is who."""
    return trustme.CA()


@pytest.fixture
def trusted_mail(
    mail_authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The authority is believed as a real one is: by the certificates of this computer."""
    monkeypatch.setenv("SSL_CERT_FILE", str(trust(mail_authority, tmp_path)))


@pytest.fixture
def new_mail_server(
    mail_authority: trustme.CA, trusted_mail: None
) -> Iterator[Callable[..., MailServerHere]]:
    """Starts mail servers, each as wanted, and ends them after the test."""
    with ExitStack() as running:
        yield lambda **options: running.enter_context(MailServerHere(mail_authority, **options))


@pytest.fixture
def mail_server(new_mail_server: Callable[..., MailServerHere]) -> MailServerHere:
    """One with STARTTLS that takes everything until told otherwise."""
    return new_mail_server()
