"""The rights of the people in it: to be erased, not to come back, to have what is kept of them."""

from matching.privacy.erasure import erase_people_in, erase_person
from matching.privacy.suppression import count_suppressed, lift_suppression, suppressed_among

__all__ = [
    "count_suppressed",
    "erase_people_in",
    "erase_person",
    "lift_suppression",
    "suppressed_among",
]
