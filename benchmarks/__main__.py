"""All figures next to their goals: python -m benchmarks [NAME...]"""

import sys

from benchmarks import (
    admissions,
    answer_check,
    beside_kiosks,
    decode,
    greeting,
    import_guests,
    live_page,
    mails,
    printing,
    suggestions,
    talks,
    typist,
)
from benchmarks.figures import print_figures

MEASURES = {
    "greeting": ("Badge visible to greeting, real browser", greeting.measure),
    "typist": ("A whole talk with a slow typist, real browser", typist.measure),
    "admissions": ("Admissions", admissions.measure),
    "decode": ("Reading badges", decode.measure),
    "printing": ("Badges", printing.measure),
    "talks": ("Talks, at the server", talks.measure),
    "answer_check": ("Answer check", answer_check.measure),
    "suggestions": ("Whom to meet next: all lists", suggestions.measure),
    "beside_kiosks": ("Whom to meet next: beside the kiosks", beside_kiosks.measure),
    "live_page": ("The live page, 500 guests, 1,500 talks, ten viewers", live_page.measure),
    "mails": ("Mails after the event", mails.measure),
    "import": ("Import", import_guests.measure),
}


def main() -> int:
    """0 if every goal was met."""
    wanted = sys.argv[1:] or list(MEASURES)
    met = [print_figures(*MEASURES[name]) for name in wanted]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
