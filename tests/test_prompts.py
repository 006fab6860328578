"""Prompts: texts that fit anybody, and a rotation that does not ask twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.prompts import PromptKind, choose_prompt, load_prompts, prompts_of

QUESTIONS = [prompt.prompt_id for prompt in prompts_of(PromptKind.QUESTION)]
USED = st.lists(st.sampled_from(QUESTIONS), max_size=40)
OTHER = st.none() | st.sampled_from(QUESTIONS)
SEEDS = st.text(max_size=12)


def test_there_are_at_least_twelve_questions_and_the_two_optional_steps():
    prompts = load_prompts()

    assert len(QUESTIONS) >= 12
    assert list(prompts)[:3] == ["helps", "satisfaction", "motive"]
    assert prompts["seeks"].kind is PromptKind.SEEKS
    assert prompts["promise"].kind is PromptKind.PROMISE
    assert {prompt.point for prompt in prompts.values()} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("prompt_id", "polish", "english"),
    [
        (
            "helps",
            "Komu pomaga i co się dzięki temu zmienia?",
            "Who do they help, and what changes because of it?",
        ),
        (
            "satisfaction",
            "Z czego w pracy ma najwięcej satysfakcji?",
            "What gives them most satisfaction at work?",
        ),
        ("motive", "Dlaczego robi właśnie to?", "Why do they do this work?"),
        ("seeks", "Kogo lub czego teraz szuka?", "Who or what are they looking for now?"),
        ("promise", "Co możesz zrobić w ciągu 7 dni?", "What could you do within 7 days?"),
    ],
)
def test_the_first_questions_are_worded_as_agreed(prompt_id, polish, english):
    assert load_prompts()[prompt_id].texts == {"pl": polish, "en": english}


@pytest.mark.parametrize("prompt", load_prompts().values(), ids=lambda prompt: prompt.prompt_id)
def test_a_question_can_be_asked_of_the_person_an_optional_step_cannot(prompt):
    asks = prompt.asks

    assert sorted(asks) == (["en", "pl"] if prompt.kind is PromptKind.QUESTION else [])
    for text in asks.values():
        assert text.endswith("?")
        assert not re.search(r"ł[eay][śm]\b|[łl]by[śm]\b|\b(?:Pan|Pani|oboje|dwojga)\b", text), text
    if asks:
        assert re.search(r"\b(?:Ci|Ciebie|Twoj\w*|swojej|\w+sz)\b", asks["pl"]), asks["pl"]
        assert re.search(r"\byour?\b", asks["en"]), asks["en"]
        assert not re.search(r"\b(?:they|them|their)\b", asks["en"].partition(",")[0]), asks["en"]


@pytest.mark.parametrize("prompt", load_prompts().values(), ids=lambda prompt: prompt.prompt_id)
def test_a_question_knows_neither_gender_nor_name(prompt):
    texts = [*prompt.texts.values(), *(text for row in prompt.starters.values() for text in row)]
    for text in texts:
        assert not re.search(r"ł[eay][śm]\b|[łl]by[śm]\b|\b(?:Pan|Pani|oboje|dwojga)\b", text), text
        assert not re.search(r"\b(?:he|she|his|her|him|on|ona|jej|jego|niego|niej)\b", text), text
        assert not re.search(r"[{}<>]", text), text
    assert all(text.endswith("?") for text in prompt.texts.values())
    assert all(len(row) >= 3 for row in prompt.starters.values())


@given(USED, OTHER, SEEDS)
def test_partners_get_different_questions(used, other, seed):
    assert choose_prompt(used=used, other=other, seed=seed).prompt_id != other


@given(USED, OTHER, SEEDS)
def test_nothing_comes_twice_while_another_is_left(used, other, seed):
    left = set(QUESTIONS) - set(used) - {other}

    assert not left or choose_prompt(used=used, other=other, seed=seed).prompt_id in left


@given(st.lists(st.text(min_size=1, max_size=8), min_size=40, max_size=40))
def test_a_pair_that_meets_for_years_hears_every_question_before_one_comes_again(seeds):
    used = []
    for seed in seeds:
        used.append(choose_prompt(used=used, other=None, seed=seed).prompt_id)

    for start in (0, len(QUESTIONS)):
        assert sorted(used[start : start + len(QUESTIONS)]) == sorted(QUESTIONS)


@given(USED, OTHER, SEEDS)
def test_the_same_conversation_gives_the_same_question(used, other, seed):
    first = choose_prompt(used=used, other=other, seed=seed)

    assert choose_prompt(used=used[::-1], other=other, seed=seed) == first


def test_first_conversations_share_the_three_first_questions_evenly():
    chosen = [choose_prompt(used=[], other=None, seed=f"talk {n}").prompt_id for n in range(600)]

    assert set(chosen) == {"helps", "satisfaction", "motive"}
    assert min(map(chosen.count, set(chosen))) > 150
