"""Badges, badge pictures and the paper list, drawn from plain data: no database, no network."""

from kiosk.badges.faces import BadgeFace, NotABadgeCodeError, split_by_initial
from kiosk.badges.labels import draw_badge_svg
from kiosk.badges.layouts import DEFAULT_LAYOUT, LAYOUTS, Layout, UnknownLayoutError
from kiosk.badges.paper_list import PaperListTexts, PaperRow, draw_paper_list
from kiosk.badges.pictures import badge_picture, draw_badge_pictures
from kiosk.badges.sheets import draw_badges

__all__ = [
    "DEFAULT_LAYOUT",
    "LAYOUTS",
    "BadgeFace",
    "Layout",
    "NotABadgeCodeError",
    "PaperListTexts",
    "PaperRow",
    "UnknownLayoutError",
    "badge_picture",
    "draw_badge_pictures",
    "draw_badge_svg",
    "draw_badges",
    "draw_paper_list",
    "split_by_initial",
]
