"""Load on the real server, over WebSocket and HTTP: python -m benchmarks.load [PART...]

Servers run on one core and clients on another; nothing but the loopback interface is used.
"""

import sys

from benchmarks.measurements import LOADS, measure_all


def main() -> int:
    """0 if every goal was met."""
    return 0 if measure_all(sys.argv[1:] or list(LOADS)) else 1


if __name__ == "__main__":
    sys.exit(main())
