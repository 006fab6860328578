"""python -m matching.exports writes docs/exports.md."""

from pathlib import Path

from matching.exports.describing import described

PAGE = Path(__file__).parent.parent.parent / "docs" / "exports.md"

if __name__ == "__main__":
    PAGE.write_text(described(), encoding="utf-8")
