"""How far several processes on one PostgreSQL reach, by measured figures and arithmetic."""

import sys
from pathlib import Path

# The tests' servers import one another by their bare names, as pytest lets them.
sys.path.append(str(Path(__file__).parents[2] / "tests"))
