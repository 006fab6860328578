"""The engine of all pages: it escapes whatever people wrote, and nothing may be missing."""

import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def engine_of(folder: Path) -> Environment:
    """Renders the templates of a folder."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def version_of(asset: Path) -> str:
    """Part of its address: it changes with the content, so a browser may keep it for a year."""
    return hashlib.sha256(asset.read_bytes()).hexdigest()[:12]
