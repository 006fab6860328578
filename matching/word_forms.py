"""Whether two folded words are forms of one: inflected alike in Polish, plural in English."""

from os.path import commonprefix

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
    stem = len(commonprefix((one, other)))
    shorter, longer = sorted((len(one), len(other)))
    if stem == shorter:
        return longer - stem <= (_LONGEST_ENDING if stem > _SHORTEST_STEM else 2)
    if stem < _SHORTEST_STEM or longer - stem > _LONGEST_ENDING:
        return False
    if stem == _SHORTEST_STEM:
        return one[stem:].strip(_VOWELS) == other[stem:].strip(_VOWELS) == ""
    return shorter - stem <= 1
