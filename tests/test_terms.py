"""Terms: the same thing said in another form or language is found again."""

import pytest

from matching.terms import chip_terms, items_of, terms_in


def stems(text: str, language: str = "") -> set[str]:
    return {term for term in terms_in(text, language) if not term.startswith("chip:")}


def test_accounting_is_the_same_chip_in_both_languages():
    assert "chip:accounting" in terms_in("Księgowość") & terms_in("accounting")


def test_an_english_word_on_a_polish_list_names_its_chip_too():
    assert "chip:accounting" in terms_in("accounting", "pl") & terms_in("księgowość", "en")


def test_a_tapped_chip_is_the_term_that_its_words_name():
    assert chip_terms(["accounting"]) <= terms_in("szukam księgowej", "pl")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("drukarnia", "drukarni"),
        ("hurtownia kawy", "hurtowni kawy"),
        ("szkolenia żeglarskie", "szkoleń żeglarskich"),
        ("łazienki", "łazienka"),
    ],
)
def test_forms_of_a_polish_word_are_one_term(one, other):
    assert stems(one, "pl") & stems(other, "pl")


@pytest.mark.parametrize(("one", "other"), [("magazine", "magazines"), ("printers", "printer")])
def test_one_thing_and_many_of_it_are_one_term_in_english(one, other):
    assert stems(one, "en") == stems(other, "en")


def test_a_term_has_no_polish_letters_left():
    assert stems("Łódź żaglowa", "pl")
    assert all(term.isascii() for term in stems("Łódź żaglowa", "pl"))


@pytest.mark.parametrize("text", ["i w na z", "the of and for with", "", " ; ", "7 24/7 __", "—"])
def test_words_that_only_hold_sentences_together_are_no_terms(text):
    assert stems(text) == set()


def test_what_a_text_shows_goes_before_the_language_of_its_writer():
    assert terms_in("pomoc w księgowości", "en") == terms_in("pomoc w księgowości", "pl")


def test_case_and_order_of_words_do_not_matter():
    assert terms_in("COFFEE Roasting") == terms_in("roasting coffee")


def test_a_list_is_taken_apart_at_semicolons_bars_bullets_and_lines():
    assert items_of(" Accounting ;; help with   grants\nŻagle|• Kawa ") == [
        "Accounting",
        "help with grants",
        "Żagle",
        "Kawa",
    ]
