"""Chips: the same needs and offers in two languages."""

import re

import pytest

from matching.chips import chips_in, load_chips
from matching.names import fold

CHIPS = list(load_chips().values())


def test_there_are_about_fifty_chips_with_stable_ids():
    assert 40 <= len(CHIPS) <= 60
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", chip.chip_id) for chip in CHIPS)


@pytest.mark.parametrize("chip", CHIPS, ids=lambda chip: chip.chip_id)
def test_a_chip_has_both_languages_a_few_synonyms_and_divisions_that_exist(chip):
    for language in ("pl", "en"):
        assert 1 <= len(chip.labels[language]) <= 34
        assert 3 <= len(chip.synonyms[language]) <= 8
        assert len(set(map(fold, chip.synonyms[language]))) == len(chip.synonyms[language])
    assert all(re.fullmatch(r"\d\d", division) and division in NACE for division in chip.nace)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_no_two_chips_have_one_label(language):
    labels = [fold(chip.labels[language]) for chip in CHIPS]

    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("chip", CHIPS, ids=lambda chip: chip.chip_id)
def test_each_label_and_synonym_finds_its_chip(chip, language):
    for phrase in (chip.labels[language], *chip.synonyms[language]):
        assert chip in chips_in(phrase.upper(), language), phrase


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Szuka księgowej", "pl", ["accounting"]),
        ("Potrzebny tłumacz i lokal na Pradze", "pl", ["translation", "premises"]),
        ("FOTOGRAFA na wesele", "pl", ["photo_video", "events"]),
        ("szuka radcy prawnego", "pl", ["law"]),
        ("o prawie", "pl", ["law"]),
        ("w aucie", "pl", []),  # the stem changes: untold
        ("szuka prawnika od umów", "pl", ["law"]),
        ("needs a lawyer and two plumbers", "en", ["law", "renovation"]),
        ("looking for volunteers", "en", ["volunteers"]),
        ("an office space near Leeds", "en", ["premises"]),
        ("nurkuje", "pl", []),
        ("markets", "en", []),
        ("a market", "en", []),
        ("", "pl", []),
        ("Anwalt", "de", []),
    ],
)
def test_chips_are_found_in_what_people_write(text, language, expected):
    assert [chip.chip_id for chip in chips_in(text, language)] == expected


def test_few_synonyms_belong_to_several_chips():
    """A word of two chips suggests both; that is rare and meant."""
    for language in ("pl", "en"):
        phrases = [fold(word) for chip in CHIPS for word in chip.synonyms[language]]
        assert len(phrases) - len(set(phrases)) <= 8


NACE = {f"{number:02}" for number in range(1, 100)} - {
    "04", "34", "40", "44", "48", "54", "57", "67", "76", "83", "89",
}  # fmt: skip
