"""How many door kiosks for how many guests? Prints the table of README.md.

65 % of the guests arrive in the first half hour (vendors report 60 to 70 %), in parties of one to
four at random moments. Each needs a kiosk for so many seconds: walking up, showing the badge,
reading the greeting; 8 s for people with a badge at hand, 15 s where many look for it.
A number of kiosks is enough when 95 of 100 guests wait at most a minute, in 40 simulated evenings.
"""

import heapq
import random
from statistics import mean

GUESTS = (50, 100, 200, 300, 500, 1000)
SECONDS_EACH = (8, 15)
SHARE_IN_HALF_HOUR = 0.65
HALF_HOUR = 1800
LONGEST_WAIT = 60
EVENINGS = 40
LARGEST_PARTY = 4


def waits(guests: int, kiosks: int, seconds: int, *, seed: int) -> list[float]:
    """Seconds each guest of the first half hour waits for a free kiosk, first come first served."""
    rush = random.Random(seed)
    moments = arrivals(round(guests * SHARE_IN_HALF_HOUR), rush)
    free_at = [0.0] * kiosks
    waited = []
    for arrival in moments:
        start = max(arrival, heapq.heappop(free_at))
        waited.append(start - arrival)
        heapq.heappush(free_at, start + rush.uniform(0.5, 1.5) * seconds)
    return waited


def arrivals(guests: int, rush: random.Random) -> list[float]:
    """The moments at which so many come, in seconds of the half hour; parties come together."""
    moments: list[float] = []
    while len(moments) < guests:
        moments += [rush.uniform(0, HALF_HOUR)] * rush.randint(1, LARGEST_PARTY)
    return sorted(moments[:guests])


def kiosks_needed(guests: int, seconds: int) -> int:
    """The smallest number that is enough."""
    kiosks = 1
    while mean(_waits_of_the_slow(guests, kiosks, seconds)) > LONGEST_WAIT:
        kiosks += 1
    return kiosks


def _waits_of_the_slow(guests: int, kiosks: int, seconds: int) -> list[float]:
    evenings = (waits(guests, kiosks, seconds, seed=evening) for evening in range(EVENINGS))
    return [sorted(evening)[int(0.95 * (len(evening) - 1))] for evening in evenings]


def table() -> str:
    """The Markdown table."""
    lines = ["| guests | badges at hand (8 s each) | many look for theirs (15 s each) |", "|-|-|-|"]
    for guests in GUESTS:
        needed = [str(kiosks_needed(guests, seconds)) for seconds in SECONDS_EACH]
        lines.append(f"| {guests} | {' | '.join(needed)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
