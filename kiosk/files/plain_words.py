"""Words of guests on their way into files that other programs read."""

import re
import unicodedata

from matching.names import fold

LONGEST_FILE_NAME = 40


def plain_words(text: str | None) -> str:
    """One line without control characters, in NFC; nothing for None."""
    spaced = "".join(" " if unicodedata.category(one) in _BREAKS else one for one in text or "")
    return unicodedata.normalize("NFC", " ".join(spaced.split()))


def file_name(words: str, *, ending: str, otherwise: str) -> str:
    """A name of a-z, 0-9 and hyphens: 'Łukasz Żak' is 'lukasz-zak.vcf'.

    otherwise: the name where nothing is left, as of a name in another script
    """
    stem = re.sub("[^a-z0-9]+", "-", fold(words))[:LONGEST_FILE_NAME].strip("-")
    return f"{stem or otherwise}.{ending}"


# Control characters, halves of surrogate pairs, line and paragraph separators.
_BREAKS = {"Cc", "Cs", "Zl", "Zp"}
