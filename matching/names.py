"""Names and addresses, folded so that what a guest types finds what a list says."""

import re
import unicodedata
from hashlib import blake2b

_NO_DECOMPOSITION = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
_BETWEEN_WORDS = re.compile(r"[\W_]+")

LIST_ENTRY = "list"
_TITLES = frozenset((
    "dr", "hab", "prof", "mgr", "inz", "lek", "med", "mec", "adw", "ks", "pan", "pani", "mr", "mrs",
    "ms",
))  # fmt: skip


def fold(text: str) -> str:
    """Lower case without diacritics, words set apart by single spaces: 'Żółć-Gęś' is 'zolc ges'."""
    bare = text.casefold()
    while not bare.isascii() and (plainer := _plainer(bare)) != bare:
        bare = plainer  # a letter may be made of one that is made of others: ǽ of æ
    return _BETWEEN_WORDS.sub(" ", bare.replace("'", "").replace("’", "")).strip()


def _plainer(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text.translate(_NO_DECOMPOSITION))
    return "".join(one for one in spread if not unicodedata.combining(one)).casefold()


def name_key(name: str) -> str:
    """A name without diacritics, hyphens and word order, to compare whole names with."""
    return " ".join(sorted(fold(name).split()))


def email_key(email: str) -> str:
    """An address without case and surrounding space."""
    return unicodedata.normalize("NFC", email).strip().casefold()


def entry_of(folded_name: str, folded_email: str) -> str:
    """An id for name and e-mail as a list has them; both as keys."""
    told = f"{folded_name}\n{folded_email}".encode()
    return f"{LIST_ENTRY}:{blake2b(told, digest_size=12).hexdigest()}"


def family_name_of(name: str) -> str:
    """The part of a full name that lists are sorted by, when nobody told us: its last word."""
    words = name.split()
    return words[-1] if words else ""


def first_name_of(name: str) -> str:
    """How somebody is called in a greeting: the first word of the name, after any titles.

    Whether a list has the family name first cannot be told, but for 'Nowak, Anna'.
    """
    before, comma, after = name.partition(",")
    is_turned_round = bool(comma) and len(before.split()) == 1 and bool(after.strip())
    words = (after if is_turned_round else name).split()
    named = [word for word in words if fold(word) not in _TITLES] or words
    return named[0].strip(",") if named else ""
