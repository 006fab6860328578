"""All figures of `make bench` next to their goals: python -m benchmarks [NAME...]"""

import sys

from benchmarks.measurements import BENCH, measure_all


def main() -> int:
    """0 if every goal was met."""
    return 0 if measure_all(sys.argv[1:] or list(BENCH)) else 1


if __name__ == "__main__":
    sys.exit(main())
