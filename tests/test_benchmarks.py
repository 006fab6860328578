"""What the benchmarks measure is what they say, and the pictures of the README are light."""

import random
from itertools import islice
from pathlib import Path
from statistics import median

import pytest
from cast import rows
from live_server import ROOT

from benchmarks.talk_crowd import genuine_words, talk_much
from benchmarks.talk_pictures import FIRST, SECOND, WAITING, Writer
from benchmarks.talks import Kiosk
from benchmarks.typist import SECONDS_PER_KEY, TALKS, typical_answers
from kiosk.sample import GUESTS
from kiosk.server import Server
from kiosk.settings import load_settings
from matching.answer_check.check import check_answer
from matching.answer_check.verdicts import Verdict
from matching.prompts import load_prompts

HEAVIEST_PICTURE = 200_000  # bytes


def test_a_busy_evening_for_measuring_has_the_talks_it_says(store):
    evening = talk_much(store, guests=12, talks=20)

    assert rows(store, "SELECT count(*) FROM current_admission") == [(12,)]
    assert rows(store, "SELECT count(*) FROM conversation") == [(20,)]
    ((connected,),) = rows(store, "SELECT count(*) FROM connection")
    assert 10 < connected < 20
    assert len(evening.fresh_pairs) == 12 * 11 // 2 - 20


def test_the_measured_talk_at_the_server_is_a_whole_one(store, tmp_path):
    (starter, partner), *_ = talk_much(store, guests=4, talks=2).fresh_pairs
    before = rows(store, "SELECT count(*) FROM connection")
    kiosk = Kiosk(Server(load_settings({"ROZMOWA_DATA": str(tmp_path)}), store))
    words = random.Random(1).sample(genuine_words(), 2)

    kiosk.scan(starter.code)
    while kiosk.screen.startswith("consent"):
        kiosk.tap("no")
    kiosk.tap("record")
    kiosk.scan(partner.code)
    for one, then in zip(words, ("second-step", "connected"), strict=True):
        kiosk.tap("save", f"{one}; uczy dzieci żeglować")
        kiosk.expect(then)
        kiosk.tap("next")
        kiosk.tap("answer")

    assert rows(store, "SELECT count(*) FROM connection") == [(before[0][0] + 1,)]
    with pytest.raises(AssertionError, match="the kiosk shows"):
        kiosk.expect("answer")


def test_the_slow_typist_writes_typical_answers_at_29_words_a_minute():
    answers = list(islice(typical_answers(), 2 * TALKS))

    assert 38 <= median(map(len, answers)) <= 42
    assert len(set(answers)) == len(answers)
    assert all(check_answer(answer, badge="") is Verdict.OK for answer in answers)
    assert round(60 / SECONDS_PER_KEY / 5) == 29


@pytest.mark.parametrize("writer", [FIRST, SECOND], ids=lambda writer: writer.name)
def test_the_sentences_of_the_pictures_are_real_answers_of_guests_of_the_sample(writer: Writer):
    prompt = load_prompts()[writer.prompt_id]

    assert writer.name in GUESTS.read_text("utf-8")
    assert WAITING in GUESTS.read_text("utf-8")
    assert check_answer(writer.words, badge=writer.name, prompt=prompt) is Verdict.OK
    assert not prompt.is_first  # the other's first question never stands in the way


@pytest.mark.parametrize("file", sorted((ROOT / "docs/images").glob("*.png")), ids=lambda f: f.name)
def test_a_picture_of_the_readme_is_light(file: Path):
    assert file.stat().st_size < HEAVIEST_PICTURE
