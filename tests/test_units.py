"""What systemd starts on the organiser's computers: units that it takes, and that may do little."""

import configparser
import re
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from live_server import ROOT

INSTALLED = "/opt/rozmowa"
SERVICES = ["rozmowa.service", "rozmowa@8501.service", "rozmowa-worker.service"]
UNITS = [*SERVICES, "rozmowa-copy.service", "rozmowa-copy.timer"]
MOST_EXPOSED = 1.5  # of 10, by systemd's own count; a service without any of it has 9.2
PATIENCE = 60


def text_of(unit: str) -> str:
    """As it is shipped; of a template any instance."""
    return (ROOT / "scripts" / re.sub(r"@\d+\.", "@.", unit)).read_text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """All units, with the program where it is here."""
    for unit in UNITS:
        text = text_of(unit).replace(f"{INSTALLED}/.venv/bin/python", sys.executable)
        (tmp_path / unit).write_text(text.replace(INSTALLED, str(ROOT)))
    return tmp_path


def analyze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_takes_the_unit_as_it_is(folder, unit):
    done = analyze(folder, "verify", "--man=no", f"./{unit}")

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_unit_that_is_wrong_is_seen(folder):
    (folder / "wrong.service").write_text("[Service]\nExecStart=/nowhere/rozmowa\n")

    assert analyze(folder, "verify", "--man=no", "./wrong.service").returncode != 0


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.endswith(".service")])
def test_a_service_may_do_little_on_its_computer(folder, unit):
    done = analyze(folder, "security", "--offline=true", "--no-pager", f"./{unit}")

    [level] = re.findall(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    assert float(level) <= MOST_EXPOSED, done.stdout


@pytest.mark.parametrize("unit", SERVICES)
def test_what_a_service_starts_is_a_command_that_exists(unit):
    parts = configparser.RawConfigParser(strict=False)
    parts.optionxform = str
    parts.read_string(text_of(unit))
    python, dash_m, module, *command = shlex.split(parts["Service"]["ExecStart"])
    assert (python, dash_m) == (f"{INSTALLED}/.venv/bin/python", "-m")

    parser = import_module(f"{module}.__main__")._parser()
    parser.parse_args([word.replace("%i", "8501") for word in command])
