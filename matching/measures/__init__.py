"""What an organiser sees of an event: depth and inclusion, never who has how many contacts (P9).

Each figure is one function and one query; docs/measures.md defines it in words.
"""

from matching.measures.arrivals import arrival_curve, count_in_the_room, list_in_the_room
from matching.measures.figures import Live, figures_of, live_of, measured_state
from matching.measures.helping import HELP_AFTER_MINUTES, list_alone
from matching.measures.network import count_islands, network_of
from matching.measures.nouns import (
    Alone,
    Coverage,
    Figures,
    Fit,
    Introductions,
    Islands,
    Line,
    Member,
    Network,
    Present,
    Promises,
    Share,
    Step,
)

__all__ = [
    "HELP_AFTER_MINUTES",
    "Alone",
    "Coverage",
    "Figures",
    "Fit",
    "Introductions",
    "Islands",
    "Line",
    "Live",
    "Member",
    "Network",
    "Present",
    "Promises",
    "Share",
    "Step",
    "arrival_curve",
    "count_in_the_room",
    "count_islands",
    "figures_of",
    "list_alone",
    "list_in_the_room",
    "live_of",
    "measured_state",
    "network_of",
]
