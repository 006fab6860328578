"""What a kiosk's page reports, made up: whoever has its keyboard may say anything."""

import random
from uuid import UUID, uuid4

from fuzzing import attempts, bounded, thing, words

from kiosk.kiosk_page import _react
from kiosk.screens import SCREENS
from kiosk.screens.frame import framed
from matching.badge_codes import new_badge_code

pytest_plugins = ["panel_fixtures"]

ACTIONS = (
    "home", "help", "information", "contrast", "larger", "language-pl", "language-en",
    "language-xx", "lost", "call", "menu", "record", "meet", "more", "save", "next",
    "answer", "later", "decline", "yes", "no", "phone", "confirm", "add", "share",
    "promise", "entry-only", "name", "code", "email", "walk-in", "back", "seeks",
)  # fmt: skip


def report_of(chance: random.Random, codes: list[str], turn: int) -> dict[str, object]:
    """A scan, a tap or both, some of it as it should be."""
    scan = {
        "id": chance.choice((str(uuid4()), words(chance), thing(chance))),
        "code": chance.choice((*codes, new_badge_code(), words(chance), thing(chance))),
        "source": chance.choice(("camera", "keys", "photo", words(chance), thing(chance))),
        "screen": chance.choice(("welcome", "partner", "entry-only", words(chance), thing(chance))),
        "age_ms": chance.choice((0, -1, 1e308, 2**70, float("nan"), words(chance), thing(chance))),
    }
    groups = {
        words(chance)[:20]: thing(chance),
        "share": ["email", words(chance)],
        "promise": ["x"],
    }
    action = {
        "id": chance.choice((*ACTIONS, *ACTIONS, words(chance))),
        "turn": chance.choice((turn, turn, turn, thing(chance))),
        "field": chance.choice((words(chance), "Naprawia zegary wieżowe", thing(chance))),
        "choices": chance.choice((groups, {}, thing(chance))),
    }
    made = {"scan": scan, "action": action, "camera": thing(chance)}
    return {name: made[name] for name in chance.sample(sorted(made), chance.randrange(1, 3))}


def test_nothing_that_a_kiosks_page_reports_is_an_error(panel, anna, bartek, celina, chance):
    codes = [guest.code for guest in (anna, bartek, celina)]
    for one in attempts(chance):
        if one.random() < 0.1:
            panel.view.home()
        report = report_of(one, codes, panel.view.session.turn)
        before = panel.screen
        with bounded((before, report)):
            panel.view.choices = {}
            _react(panel.view, report)
            shown = framed(panel.view, SCREENS[panel.screen].show(panel.view))
            assert shown["screen"]
    assert isinstance(anna.person_id, UUID)
