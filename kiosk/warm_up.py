"""What the first screen needs is read before anybody asks for it.

After a start all kiosks ask at once, each in a thread of its own; without this each of them reads
the catalogues, and all wait for one another's imports.
"""

import gc
from importlib import import_module

from kiosk import components
from kiosk.texts import catalogue, languages
from matching.chips import load_chips
from matching.prompts import load_prompts

SCREENS = "kiosk.kiosk_page"  # by name: it imports the server, which calls this


def warm_up() -> None:
    """Takes about a tenth of a second."""
    import_module(SCREENS)
    for language in languages():
        catalogue(language)
    components.loader()
    load_chips()
    load_prompts()
    # What is there now stays: no collection has to look at it again.
    gc.collect()
    gc.freeze()
