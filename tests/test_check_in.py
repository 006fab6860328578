from cast import show_badge

from matching.model import Outcome


def test_a_badge_admits_once_and_then_says_when_and_where(store, event, anna):
    first = show_badge(store, event, anna.code, kiosk=2)
    second = show_badge(store, event, anna.code, kiosk=3)

    assert first.outcome is Outcome.ADMITTED
    assert (second.outcome, second.first_kiosk) == (Outcome.ALREADY_ADMITTED, 2)
    assert second.first_at == first.first_at
