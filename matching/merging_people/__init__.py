"""Two records of one person become one: everything of both stays, once, and cannot be parted again.

Nothing that was said to, by or about either is lost; only what the two records had with each
other goes, as nobody talks with themselves. Connections with others stay exactly as they were (P2).
"""

from matching.merging_people.choosing import FieldChoice, choices_between
from matching.merging_people.merging import Preview, merge_people, preview_merge

__all__ = ["FieldChoice", "Preview", "choices_between", "merge_people", "preview_merge"]
