"""What goes wrong at a venue, made to go wrong on purpose: python -m benchmarks.chaos [PART...]"""

import sys
from pathlib import Path

# The tests' servers import one another by their bare names, as pytest lets them.
sys.path.append(str(Path(__file__).parents[2] / "tests"))
