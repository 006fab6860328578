"""What people read: both languages whole, the same placeholders, no gendered Polish."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from live_server import ROOT

from kiosk import texts
from kiosk.texts import calendar_day, catalogue, clock_time, languages, text

PLURAL_FORMS = {"pl": 3, "en": 2}
KEY = re.compile(r"[a-z_]+\.[a-z0-9_]+")
TEMPLATES = ("*.html", "*.mjml", "*.txt")
FILES = (".html", ".css", ".csv", ".ics", ".vcf")
QUOTED_KEY = re.compile(rf"[\"']({KEY.pattern})[\"']")
PLACEHOLDER = re.compile(r"\{([a-z_]*)[^}]*\}")


def messages(language: str) -> dict[str, list[str]]:
    """Every sentence of a language with all its forms."""
    return {
        str(message.id if isinstance(message.id, str) else message.id[0]): (
            [message.string] if isinstance(message.string, str) else list(message.string)
        )
        for message in catalogue(language)
        if message.id
    }


ALL = [(language, key) for language in languages() for key in messages(language)]


def beginnings_of(node: ast.JoinedStr) -> Iterator[str]:
    first = node.values[0]
    if isinstance(first, ast.Constant) and KEY.match(f"{first.value}x"):
        yield first.value


def keys_in_code() -> tuple[set[str], set[str]]:
    """Constants that look like keys, and beginnings of keys that are put together."""
    groups = {key.split(".")[0] for key in messages("en")}
    constants, beginnings = set(), set()
    for file in sorted((ROOT / "kiosk").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
        joined = [node for node in nodes if isinstance(node, ast.JoinedStr)]
        pieces = {id(value) for node in joined for value in node.values}
        beginnings |= {beginning for node in joined for beginning in beginnings_of(node)}
        constants |= {
            node.value
            for node in nodes
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in pieces
            and KEY.fullmatch(node.value)
            and not node.value.endswith(FILES)
        }
    for file in sorted(one for ending in TEMPLATES for one in (ROOT / "kiosk").rglob(ending)):
        quoted = set(QUOTED_KEY.findall(file.read_text(encoding="utf-8")))
        beginnings |= {key for key in quoted if key.endswith("_")}
        constants |= {key for key in quoted if not key.endswith(("_", *FILES))}
    of_ours = {one for one in constants | beginnings if one.split(".")[0] in groups}
    return constants & of_ours, beginnings & of_ours


def test_there_is_polish_and_english():
    assert languages() == ("en", "pl")


def test_both_languages_have_the_same_sentences():
    assert set(messages("pl")) == set(messages("en"))


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_empty_and_every_plural_has_all_its_forms(language):
    plural = {
        str(message.id[0])
        for message in catalogue(language)
        if isinstance(message.id, tuple | list)
    }
    for key, forms in messages(language).items():
        assert all(form.strip() for form in forms), key
        assert len(forms) == (PLURAL_FORMS[language] if key in plural else 1), key


def test_a_sentence_that_counts_counts_in_both_languages():
    counting = [
        {key for key, forms in messages(language).items() if len(forms) > 1}
        for language in languages()
    ]

    assert counting[0] == counting[1]


@pytest.mark.parametrize("key", sorted(messages("en")))
def test_all_forms_and_languages_of_a_sentence_have_the_same_placeholders(key):
    placeholders = {
        frozenset(PLACEHOLDER.findall(form))
        for language in languages()
        for form in messages(language)[key]
    }

    assert len(placeholders) == 1


@pytest.mark.parametrize("language", languages())
def test_no_sentence_is_unfinished_or_fuzzy(language):
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []
    assert list(catalogue(language).obsolete) == []


def test_no_sentence_holds_markup():
    for language, key in ALL:
        for form in messages(language)[key]:
            assert not re.search(r"[<>]|\*\*|\]\(|&[a-z]+;", form), (language, key)


def test_polish_does_not_guess_the_gender_or_number_of_the_guest():
    forbidden = re.compile(
        r"\b\w+(łeś|łaś|łbyś|łabyś)\b|\b(dwojga|oboje|pan|pani|państwo)\b", re.IGNORECASE
    )
    found = {
        key: form
        for key, forms in messages("pl").items()
        for form in forms
        if forbidden.search(form)
    }

    assert found == {}


def test_every_key_in_the_code_exists_and_every_text_is_used_or_waits():
    constants, beginnings = keys_in_code()
    known = set(messages("en"))

    assert {key for key in constants if key not in known} == set()
    assert {one for one in beginnings if not any(key.startswith(one) for key in known)} == set()
    unused = {
        key for key in known - constants if not any(key.startswith(one) for one in beginnings)
    }
    assert unused == set()


def test_every_outcome_and_report_has_a_sentence_at_the_desk():
    from matching.model import Outcome

    for reason in [*Outcome, "not_me"]:
        assert text("pl", f"guests.outcome_{reason}")


def test_a_missing_sentence_is_told():
    with pytest.raises(KeyError, match="no\\.such"):
        text("pl", "no.such")


@pytest.mark.parametrize(
    ("count", "form"), [(0, 2), (1, 0), (2, 1), (4, 1), (5, 2), (12, 2), (22, 1), (112, 2)]
)
def test_polish_counts_in_three_forms(count, form):
    forms = messages("pl")["guests.results"]

    assert text("pl", "guests.results", count=count) == forms[form].format(count=count)


@pytest.mark.parametrize(("count", "form"), [(0, 1), (1, 0), (2, 1), (21, 1)])
def test_english_counts_in_two_forms(count, form):
    forms = messages("en")["guests.results"]

    assert text("en", "guests.results", count=count) == forms[form].format(count=count)


def test_what_a_guest_wrote_is_not_read_as_a_placeholder():
    assert "{0} {x} {}" in text("pl", "guests.admit_done", name="{0} {x} {}")


def test_times_are_those_of_the_place():
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert clock_time(moment, language="pl", time_zone="Europe/Warsaw") == "00:30"
    assert calendar_day(moment, language="pl", time_zone="Europe/Warsaw") == "2 lip 2026"
    assert calendar_day(moment, language="en", time_zone="America/New_York") == "Jul 1, 2026"


def test_a_third_language_is_one_more_file(tmp_path: Path, monkeypatch):
    folder = tmp_path / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "rozmowa.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'
        'msgid "app.name"\nmsgstr "Gespräch"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(texts, "FOLDER", tmp_path)
    for cached in (texts.languages, texts.catalogue):
        monkeypatch.setattr(texts, cached.__name__, cached.__wrapped__)

    assert texts.languages() == ("de",)
    assert texts.text("de", "app.name") == "Gespräch"
