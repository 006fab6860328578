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
        ("DATABASE", "postgresql://host/x"),
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
