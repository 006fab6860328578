"""Settings by environment: what is wrong stops the start with one sentence."""

import os
import stat
from pathlib import Path

import pytest

from kiosk.settings import Settings, WrongSettingError, load_settings, unknown_settings


def load(folder: Path, **values: str) -> Settings:
    return load_settings(
        {"ROZMOWA_DATA": str(folder)} | {f"ROZMOWA_{name}": text for name, text in values.items()}
    )


def test_without_any_setting_everything_has_a_value(tmp_path):
    settings = load(tmp_path)

    assert settings.database == tmp_path / "rozmowa.duckdb"
    assert (settings.public_url, settings.event, settings.pin) == (None, None, None)
    assert settings.language == "pl"


def test_every_setting_is_taken(tmp_path):
    settings = load(
        tmp_path,
        PUBLIC_URL=" https://event.example.org/kiosk/ ",
        EVENT="evening-2",
        LANGUAGE="en",
        PIN="4711",
        SECRET="s" * 16,
        DATABASE=str(tmp_path / "other.duckdb"),
    )

    assert settings.public_url == "https://event.example.org/kiosk"
    assert (settings.event, settings.language, settings.pin) == ("evening-2", "en", "4711")
    assert settings.secret == b"s" * 16
    assert settings.database == tmp_path / "other.duckdb"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGUAGE", "de"),
        ("LANGUAGE", "PL"),
        ("PIN", "123"),
        ("SECRET", "fifteen letters"),
        ("EVENT", "Evening"),
        ("EVENT", "../x"),
        ("EVENT", "-x"),
        ("DATABASE", "mysql://host/x"),
        ("DATABASE", "/"),
        ("PUBLIC_URL", "event.example.org"),
        ("PUBLIC_URL", "ftp://event.example.org"),
        ("PUBLIC_URL", "javascript:alert(1)"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://user@event.example.org"),
        ("PUBLIC_URL", "https://event.example.org/?q"),
        ("PUBLIC_URL", "https://event.example.org/#x"),
        ("PUBLIC_URL", "https://[::1"),
    ],
)
def test_a_wrong_value_is_one_sentence_that_names_the_setting_and_not_the_value(
    tmp_path, name, value
):
    with pytest.raises(WrongSettingError) as error:
        load(tmp_path, **{name: value})

    assert str(error.value).startswith(f"ROZMOWA_{name} must be ")
    assert "\n" not in str(error.value)


def test_a_pin_or_secret_is_never_in_the_sentence(tmp_path):
    for name in ("PIN", "SECRET"):
        with pytest.raises(WrongSettingError) as error:
            load(tmp_path, **{name: "xyz"})
        assert "xyz" not in str(error.value)


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("")

    for folder in (tmp_path / "file", tmp_path / "file" / "below", Path("/dev/null/x")):
        with pytest.raises(WrongSettingError, match="ROZMOWA_DATA must be a folder"):
            load(folder)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    old_mask = os.umask(0)
    try:
        first = load(tmp_path / "new" / "folder").secret
    finally:
        os.umask(old_mask)

    file = tmp_path / "new" / "folder" / "secret"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(first) >= 32
    assert load(tmp_path / "new" / "folder").secret == first
    assert load(tmp_path / "other").secret != first


@pytest.mark.parametrize("content", ["", "short", "  \n"])
def test_a_secret_file_without_a_secret_stops_the_start(tmp_path, content):
    (tmp_path / "secret").write_text(content)

    with pytest.raises(WrongSettingError, match="ROZMOWA_SECRET"):
        load(tmp_path)
    assert load(tmp_path, SECRET="s" * 16).secret == b"s" * 16


def test_keys_differ_by_purpose_and_by_secret(tmp_path):
    one, other = load(tmp_path / "a"), load(tmp_path / "b")

    keys = {settings.key(purpose) for settings in (one, other) for purpose in ("x", "y")}

    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)
    assert load(tmp_path / "a").key("x") == one.key("x")


def test_the_sample_pin_is_six_digits_and_stays(tmp_path):
    pin = load(tmp_path).sample_pin

    assert len(pin) == 6
    assert pin.isdigit()
    assert load(tmp_path).sample_pin == pin


def test_a_misspelt_setting_is_noticed():
    environment = {"ROZMOWA_PINN": "1", "ROZMOWA_PIN": "1234", "HOME": "/", "rozmowa_x": "1"}

    assert unknown_settings(environment) == ["ROZMOWA_PINN"]


# Mails


def test_without_a_mail_server_none_is_sent(tmp_path):
    assert load(tmp_path).mail is None


def test_the_mail_server_is_taken_from_three_settings(tmp_path):
    told = load(
        tmp_path,
        SMTP="smtp://kiosk%40example.org:p%3Ass%2Fw%40rd@mail.example.org",
        MAIL_FROM="Wieczór rozmów <rozmowa@example.org>",
        MAIL_RATE="2.5",
    ).mail

    assert told is not None
    assert (told.host, told.port, told.is_tls_at_once) == ("mail.example.org", 587, False)
    assert (told.user, told.password) == ("kiosk@example.org", "p:ss/w@rd")
    assert (told.name, told.address) == ("Wieczór rozmów", "rozmowa@example.org")
    assert (told.rate, told.domain) == (2.5, "example.org")


@pytest.mark.parametrize(
    ("url", "port", "is_at_once"),
    [
        ("smtp://mail.example.org", 587, False),
        ("smtps://mail.example.org", 465, True),
        ("smtps://mail.example.org:1465/", 1465, True),
        ("smtp://[::1]:25", 25, False),
    ],
)
def test_a_port_follows_from_how_it_is_encrypted(tmp_path, url, port, is_at_once):
    told = load(tmp_path, SMTP=url, MAIL_FROM="rozmowa@example.org").mail

    assert told is not None
    assert (told.port, told.is_tls_at_once) == (port, is_at_once)


@pytest.mark.parametrize(
    ("host", "is_here"),
    [("localhost", True), ("127.0.0.1", True), ("[::1]", True), ("mail.example.org", False),
     ("10.0.0.1", False), ("localhost.example.org", False)],
)  # fmt: skip
def test_only_a_server_on_this_computer_is_one_here(tmp_path, host, is_here):
    told = load(tmp_path, SMTP=f"smtp://{host}:25", MAIL_FROM="rozmowa@example.org").mail

    assert told is not None
    assert told.is_this_computer is is_here


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP", "mail.example.org"),
        ("SMTP", "https://mail.example.org"),
        ("SMTP", "smtp://"),
        ("SMTP", "smtp://user:hidden-word@mail.example.org:port"),
        ("SMTP", "smtp://user:hidden-word@mail.example.org/path"),
        ("SMTP", "smtp://user:hidden-word@[::1"),
        ("SMTP", "smtp://user:hidden-word@mail.example.org?tls=no"),
        ("SMTP", ""),
        ("MAIL_FROM", ""),
        ("MAIL_FROM", "Rozmowa"),
        ("MAIL_FROM", "Rozmowa <rozmowa>"),
        ("MAIL_FROM", "zażółć@example.org"),
        ("MAIL_FROM", "a@example.org\nBcc: b@example.org"),
        ("MAIL_RATE", "0"),
        ("MAIL_RATE", "-1"),
        ("MAIL_RATE", "many"),
        ("MAIL_RATE", "nan"),
        ("MAIL_RATE", "inf"),
        ("MAIL_RATE", "1001"),
    ],
)
def test_a_wrong_mail_setting_is_one_sentence_without_its_value(tmp_path, name, value):
    usual = {
        "SMTP": "smtp://user:hidden-word@mail.example.org",
        "MAIL_FROM": "rozmowa@example.org",
        "MAIL_RATE": "5",
    }
    with pytest.raises(WrongSettingError) as error:
        load(tmp_path, **usual | {name: value})

    assert str(error.value).startswith(f"ROZMOWA_{name} must be ")
    assert "hidden-word" not in str(error.value)
    assert "hidden-word" not in repr(error.value)
    assert error.value.__cause__ is None
    assert error.value.__suppress_context__


def test_the_password_of_the_mail_server_is_in_no_description_of_the_settings(tmp_path):
    settings = load(
        tmp_path,
        SMTP="smtp://user:hidden-word@mail.example.org",
        MAIL_FROM="rozmowa@example.org",
    )

    assert "hidden-word" not in repr(settings)
    assert "hidden-word" not in str(settings.mail)
