"""What a release is made of is written down to the byte."""

import re

from live_server import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
LINES = LOCK.replace("\\\n", " ").splitlines()


def pinned_in(name: str) -> dict[str, str]:
    """The packages of a requirements file with their exact versions."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    asked = [Requirement(words) for line in lines if (words := line.partition("#")[0].strip())]
    return {canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in asked}


def locked() -> dict[str, str]:
    """The packages of the lock with their versions."""
    pairs = (re.match(r"([A-Za-z0-9_.-]+)==([^\s;]+)", line) for line in LINES)
    return {canonicalize_name(pair[1]): pair[2] for pair in pairs if pair}


def test_the_lock_holds_every_package_that_runs_in_its_exact_version():
    asked, held = pinned_in("requirements.txt"), locked()

    assert {name: held.get(name) for name in asked} == asked, "run: make release"
    assert len(held) > len(asked)


def test_every_package_of_the_lock_has_the_hashes_of_its_files():
    packages = [line for line in LINES if "==" in line]

    assert len(packages) == len(locked())
    for line in packages:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", line), line[:80]


def test_the_lock_says_what_is_installed_and_not_from_where():
    assert not re.search(r"https?:|file:|--index-url|--find-links|--trusted-host", LOCK)


def test_every_tool_is_pinned_exactly():
    for name in ("requirements.txt", "requirements-release.txt"):
        assert all(re.fullmatch(r"[\w.]+", version) for version in pinned_in(name).values())
