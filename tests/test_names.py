"""Names folded, so that what a guest types finds what a list says."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.events import slug_of
from matching.names import email_key, family_name_of, fold, name_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Żółć-Gęś", "zolc ges"),
        ("ZAŻÓŁĆ GĘŚLĄ JAŹŃ", "zazolc gesla jazn"),
        ("Łukasz Đorđević", "lukasz dordevic"),
        ("Straße", "strasse"),
        ("Ægir Þórsson", "aegir thorsson"),
        ("O'Connor", "oconnor"),
        ("O’Connor", "oconnor"),
        ("İpek Yılmaz", "ipek yilmaz"),
        ("  Anna\t Maria \n Nowak ", "anna maria nowak"),
        ("Kowalski, Jan", "kowalski jan"),
        ("Анна", "анна"),
        ("李小龍", "李小龍"),
        ("ﬁnal", "final"),
        ("", ""),
        ("---", ""),
    ],
)
def test_a_text_is_folded(text, folded):
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_a_folded_text_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text("ąćęłńóśźżĄĆĘŁŃÓŚŹŻabcXYZ -'", max_size=40))
def test_composed_and_decomposed_letters_are_the_same_name(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.permutations(["Anna", "Maria", "Nowak-Łoś"]))
def test_the_order_of_the_words_does_not_matter(words):
    assert name_key(" ".join(words)) == "anna los maria nowak"


def test_different_names_stay_different():
    assert name_key("Jan Nowak") != name_key("Jan Nowacki")
    assert name_key("Jan Jan Nowak") != name_key("Jan Nowak")


def test_an_address_is_the_same_in_any_case_and_with_space_around():
    assert email_key(" Anna.Nowak@Example.ORG\n") == "anna.nowak@example.org"
    assert email_key("a+b@example.org") != email_key("a@example.org")
    assert email_key("  ") == ""


@pytest.mark.parametrize(
    ("name", "family"), [("Anna Nowak", "Nowak"), ("Anna", "Anna"), ("", ""), (" A  B ", "B")]
)
def test_the_family_name_is_the_last_word_where_nobody_said(name, family):
    assert family_name_of(name) == family


@given(st.text(max_size=80))
def test_any_text_makes_a_slug_for_addresses(text):
    slug = slug_of(text)

    assert 1 <= len(slug) <= 60
    assert not set(slug) & set(" /\\?#%&\"'<>.\n\0")


def test_a_slug_is_readable():
    assert slug_of("Śniadanie 23.11") == "sniadanie-23-11"
    assert slug_of("!!!") == "event"
