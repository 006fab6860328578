"""What the organiser decided about languages and steps, at the kiosk and on the phone."""

from dataclasses import replace

import pytest
from cast import NOW
from panel import ANNA_WROTE, ids

from matching.event_plan import plan_of, set_plan

pytest_plugins = ["panel_fixtures"]
pytestmark = pytest.mark.usefixtures("were_asked")


@pytest.fixture
def decide(store, event):
    """Decide something about the event before the kiosk is looked at."""

    def change(**changes):
        plan = replace(plan_of(store, event), **changes)
        set_plan(store, event, plan, actor="cli", now=NOW)

    return change


def util_ids(shown):
    return [button["id"] for button in shown["util"]]


def test_usually_both_languages_are_offered(panel):
    assert "language-en" in util_ids(panel.draw())


def test_an_event_in_one_language_offers_no_other_and_speaks_it_to_everybody(
    panel, decide, bartek, celina
):
    decide(languages=("pl",))

    assert not [one for one in util_ids(panel.draw()) if one.startswith("language")]
    assert panel.begin(celina, bartek)["lang"] == "pl"


def test_without_the_step_of_promises_nothing_is_asked_about_them(panel, decide, anna, bartek):
    decide(asks_promise=False)
    panel.begin(anna, bartek)

    shown = panel.save(ANNA_WROTE)

    assert panel.screen == "second_step"
    assert not {"promise", "due"} & set(ids(shown, "groups"))
    panel.tap("next")
    assert panel.screen == "handover"


def test_without_the_step_of_wishes_its_button_is_gone(panel, decide, anna, bartek):
    decide(asks_seeks=False)
    panel.begin(anna, bartek)

    shown = panel.save(ANNA_WROTE)

    assert "seeks" not in ids(shown)
    assert "promise" in ids(shown, "groups")
