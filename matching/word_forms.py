"""Whether two folded words are forms of one: inflected alike in Polish, plural in English."""

_VOWELS = "aeiouy"
_SHORTEST_STEM = 4
_LONGEST_ENDING = 3


def same_word(one: str, other: str) -> bool:
    """Whether both words have one stem: 'ksiegowa' and 'ksiegowej', 'law' and 'laws'.

    Takes folded words. A rule of endings, no dictionary: rare changes of the stem stay untold.
    """
    if one == other:
        return True
    if one[:3] != other[:3] or abs(len(one) - len(other)) > _LONGEST_ENDING:
        return False
    return _has_short_endings(one, other)


def _has_short_endings(one: str, other: str) -> bool:
    stem = _common_length(one, other)
    short, long = sorted((one[stem:], other[stem:]), key=len)
    if stem < _SHORTEST_STEM or len(long) > _LONGEST_ENDING or long == "ing":
        return False
    if stem == _SHORTEST_STEM:
        return len(long) <= 2 if not short else (short + long).strip(_VOWELS) == ""
    return not short or short in _VOWELS


def _common_length(one: str, other: str) -> int:
    length = 0
    for letter, same in zip(one, other, strict=False):
        if letter != same:
            break
        length += 1
    return length
