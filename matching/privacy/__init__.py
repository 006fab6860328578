"""The rights of the people in it: to be erased, not to come back, to have what is kept of them."""

from matching.privacy.erasure import (
    ErasedBefore,
    erase_again,
    erase_people_in,
    erase_person,
    erased_before,
)
from matching.privacy.suppression import count_suppressed, lift_suppression, suppressed_among

__all__ = [
    "ErasedBefore",
    "count_suppressed",
    "erase_again",
    "erase_people_in",
    "erase_person",
    "erased_before",
    "lift_suppression",
    "suppressed_among",
]
