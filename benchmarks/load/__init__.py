"""Many clients at once on the real server: kiosks with cameras, phones, an organiser's browser."""

import sys
from pathlib import Path

# The tests' servers import one another by their bare names, as pytest lets them.
sys.path.append(str(Path(__file__).parents[2] / "tests"))
