"""The network to all kiosks and phones is cut for seconds and for minutes, and comes back."""

from benchmarks.chaos.cables import SERVER, Cable, is_possible
from benchmarks.chaos.stage import Stage, figures_of, wait
from benchmarks.figures import Figure

GUESTS = 3000
CUTS = (2.0, 5.0, 15.0, 60.0)  # seconds
BETWEEN_SECONDS = 6.0
LONGEST_RETURN = 8  # seconds, a goal


def measure(cuts: tuple[float, ...] = CUTS) -> list[Figure] | None:
    """None where there may be no network namespaces."""
    if not is_possible():
        return None
    figures = []
    with Cable() as cable, Stage(GUESTS, around=cable.around, host=SERVER) as stage:
        stage.servers[0].start()
        stage.let_guests_in()
        for seconds in cuts:
            wait(BETWEEN_SECONDS)
            cable.cut()
            wait(seconds)
            cable.mend()
            name = f"network back after {seconds:g} s: until the next greeting"
            taken = stage.seconds_until_greeted()
            figures.append(Figure(name, taken, "s", LONGEST_RETURN))
        wait(BETWEEN_SECONDS)
        stage.see_guests_off()
        return [*figures, *figures_of(stage.verdict(), "network")]
