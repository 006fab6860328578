"""Chips that words suggest: by name always, by meaning where the organiser has a model."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from cast import rows
from live_server import ROOT
from panel import ANNA_WROTE, Panel

from kiosk import server as servers
from kiosk.server import Server
from kiosk.settings import WrongSettingError, load_settings
from kiosk.texts import text
from matching.chips import chips_in, load_chips
from matching.embedder import (
    NEAR,
    EmbedderNotInstalledError,
    NoEmbedderError,
    load_embedder,
    suggest_chips,
)
from matching.names import fold

pytest_plugins = ["panel_fixtures"]

WHY_NOT_HERE = "needs the optional packages of requirements-embedder.txt"
FILES = ("model.safetensors", "tokenizer.json", "config.json")
CHIPS = load_chips()
MEANINGS = {
    "numbers": ("accounting", "tax"),
    "pictures": ("photo_video",),
}


class TinyEmbedder:
    """Knows a column for each chip's own words, and a few words of meaning beside them.

    `numbers` lies between accounting and tax, `pictures` at photo and video; other words are
    unknown to it.
    """

    def __init__(self, meanings: dict[str, tuple[str, ...]] = MEANINGS) -> None:
        self.asked: list[str] = []
        self._ids = list(CHIPS)
        self._meanings = meanings
        self._own = {
            phrase: chip.chip_id
            for chip in reversed(CHIPS.values())
            for language in ("pl", "en")
            for phrase in (chip.labels[language], *chip.synonyms[language])
        }

    def embed(self, texts):
        self.asked += texts
        return np.stack([self._vector(one) for one in texts])

    def _vector(self, one: str) -> np.ndarray:
        vector = np.zeros(len(self._ids), np.float32)
        if one in self._own:
            vector[self._ids.index(self._own[one])] = 3
        for word in fold(one).split():
            for chip_id in self._meanings.get(word, ()):
                vector[self._ids.index(chip_id)] += 2
        return vector


class BrokenEmbedder:
    """What a damaged model may give."""

    def __init__(self, value: float) -> None:
        self.value = value

    def embed(self, texts):
        return np.full((len(texts), 3), self.value, np.float32)


def suggested(words: str, language: str = "en", **options: object) -> list[str]:
    return [chip.chip_id for chip in suggest_chips(words, language, **options)]


@pytest.mark.parametrize("words", ["Szuka księgowej", "nic z tego", "", "numbers", "  "])
def test_without_a_model_the_chips_that_are_named_are_suggested_and_no_others(words):
    assert suggest_chips(words, "pl") == chips_in(words, "pl")


def test_with_a_model_chips_near_in_meaning_follow_in_the_order_of_all_chips():
    assert suggested("somebody good with numbers") == []
    assert suggested("somebody good with numbers", embedder=TinyEmbedder()) == ["accounting", "tax"]


def test_the_nearest_comes_first_whatever_the_order_of_all_chips():
    nearer = TinyEmbedder({"sums": ("tax", "tax", "tax", "accounting", "accounting")})

    assert suggested("sums", embedder=nearer) == ["tax", "accounting"]


def test_what_is_named_stands_first_and_no_chip_twice():
    words = "a photographer who is good with numbers, an accountant"

    found = suggested(words, embedder=TinyEmbedder())

    assert found[:2] == ["photo_video", "accounting"]
    assert found[2:] == ["tax"]


def test_a_named_chip_is_never_cut_off_and_a_near_one_is():
    words = "a lawyer, a printer, a photographer, a translator with numbers"
    named = suggested(words)
    assert len(named) >= 3

    assert suggested(words, embedder=TinyEmbedder()) == named
    assert suggested("numbers", embedder=TinyEmbedder(), wanted=1) == ["accounting"]
    assert suggested("numbers", embedder=TinyEmbedder(), wanted=0) == []


def test_what_is_not_near_enough_is_not_suggested():
    many = {"everything": tuple(list(CHIPS)[:9])}  # 1/3 of each, below NEAR
    assert NEAR > 1 / 3

    assert suggested("everything", embedder=TinyEmbedder(many)) == []


@pytest.mark.parametrize("words", ["", "   ", "zzz", "?!"])
def test_words_that_nobody_knows_suggest_nothing(words):
    assert suggested(words, embedder=TinyEmbedder()) == []


@pytest.mark.parametrize("value", [0.0, float("nan"), float("inf"), -float("inf")])
def test_a_model_without_meaning_suggests_nothing(value):
    assert suggested("numbers", embedder=BrokenEmbedder(value)) == []
    assert suggested("a lawyer", embedder=BrokenEmbedder(value)) == ["law"]


def test_a_language_without_chips_suggests_none():
    assert suggested("numbers", "de", embedder=TinyEmbedder()) == []


def test_the_chips_are_read_once_for_each_language():
    tiny = TinyEmbedder()
    for language in ("pl", "en", "pl", "en"):
        suggested("numbers", language, embedder=tiny)

    assert tiny.asked.count("Accounting") == 1
    assert tiny.asked.count("numbers") == 4


# The kiosk


def words_then_chips(panel: Panel, words: str) -> tuple[dict, list[str]]:
    """Words on their own screen, then back to the chips; the group and its ids."""
    panel.tap_through("seeks", "words")
    panel.save(words)
    (group,) = panel.tap("seeks")["groups"]
    return group, [option["id"] for option in group["options"]]


@pytest.fixture
def panel_with_model(panel, server, event) -> Panel:
    return Panel(Server(server.settings, server.store, TinyEmbedder()), event)


def test_before_any_words_the_chips_stand_in_their_own_order(panel, anna, celina):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    (group,) = panel.tap("seeks")["groups"]

    assert [option["id"] for option in group["options"]] == list(CHIPS)
    assert group["caption"] is None


def test_chips_that_the_words_name_stand_first_without_a_model(panel, anna, celina):
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    group, ids = words_then_chips(panel, "Szuka tłumacza i radcy prawnego")

    assert ids[:2] == ["translation", "law"]
    assert sorted(ids) == sorted(CHIPS)
    assert group["caption"] == text("pl", "seeks.fitting")


def test_with_a_model_near_chips_stand_first_and_none_is_ticked(panel_with_model, anna, celina):
    panel = panel_with_model
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    group, ids = words_then_chips(panel, "Kogoś, kto rozumie numbers")

    assert ids[:2] == ["accounting", "tax"]
    assert sorted(ids) == sorted(CHIPS)
    assert not any(option["is_chosen"] for option in group["options"])
    panel.tap("done")
    kept = rows(panel.store, "SELECT chips FROM seeking ORDER BY place DESC LIMIT 1")
    assert kept == [("",)]


def test_words_that_suggest_nothing_leave_the_screen_as_it_was(panel_with_model, anna, celina):
    panel = panel_with_model
    panel.begin(anna, celina)
    panel.save(ANNA_WROTE)
    group, ids = words_then_chips(panel, "Kogoś do szachów na niedzielę")

    assert ids == list(CHIPS)
    assert group["caption"] is None


# The setting and the model


def test_it_is_off_unless_set(tmp_path, server):
    assert load_settings({"ROZMOWA_DATA": str(tmp_path)}).embedder is None
    assert server.embedder is None


def test_the_setting_is_a_folder(tmp_path):
    values = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_EMBEDDER": f" {tmp_path} "}

    assert load_settings(values).embedder == tmp_path.resolve()


@pytest.mark.parametrize("value", ["missing", "/dev/null", "someone/some-model"])
def test_what_is_no_folder_stops_the_start_with_one_sentence(tmp_path, value):
    values = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_EMBEDDER": value}

    with pytest.raises(WrongSettingError) as error:
        load_settings(values)

    assert str(error.value) == "ROZMOWA_EMBEDDER must be a folder with a static model"


def test_a_folder_without_a_model_stops_the_start_before_the_database_is_opened(tmp_path):
    (tmp_path / "empty").mkdir()
    values = {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_EMBEDDER": str(tmp_path / "empty")}
    settings = load_settings(values)

    with pytest.raises((NoEmbedderError, EmbedderNotInstalledError)) as error:
        servers.start(settings)

    assert len(str(error.value).splitlines()) == 1
    assert not settings.database.exists()


@pytest.mark.parametrize("name", ["missing", "someone/some-model"])
def test_a_missing_folder_is_never_taken_for_a_name_to_download(tmp_path, name):
    with pytest.raises(NoEmbedderError, match="No static model can be read"):
        load_embedder(tmp_path / name)
    with pytest.raises(NoEmbedderError):
        load_embedder(Path(name))


def test_the_product_needs_no_library_of_the_extra():
    """Importing the server with its screens loads none of them."""
    wanted = "import sys, kiosk.screens, kiosk.server; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", wanted], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert not {"model2vec", "tokenizers", "huggingface_hub"} & set(run.stdout.split())


def test_every_package_of_the_extra_is_one_exact_version_with_its_hashes():
    lines = (ROOT / "requirements-embedder.txt").read_text("utf-8").replace("\\\n", " ")
    packages = [line.split() for line in lines.splitlines() if line and not line.startswith("#")]

    assert packages
    for name, *hashes in packages:
        assert name.count("==") == 1, name
        assert hashes, name
        assert all(one.startswith("--hash=sha256:") and len(one) == 78 for one in hashes), name


@pytest.fixture
def model(tmp_path) -> Path:
    """A real static model of five words, written by the library itself."""
    model2vec = pytest.importorskip("model2vec", reason=WHY_NOT_HERE)
    tokenizers = pytest.importorskip("tokenizers", reason=WHY_NOT_HERE)
    words = {"[UNK]": 0, "accountant": 1, "numbers": 2, "lawyer": 3, "legal": 4}
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.normalizer = tokenizers.normalizers.Lowercase()
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = np.array([[0, 0], [1, 0], [0.9, 0.1], [0, 1], [0.1, 0.9]], np.float32)
    model2vec.StaticModel(vectors, tokenizer).save_pretrained(tmp_path / "model")
    return tmp_path / "model"


def test_a_model_in_a_folder_suggests_chips(model):
    embedder = load_embedder(model)

    vectors = embedder.embed(["numbers", "unknown"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, 2)
    assert not vectors[1].any()
    assert suggested("good with Numbers", embedder=embedder) == ["accounting"]
    assert suggested("unknown", embedder=embedder) == []


def test_the_server_reads_the_model_at_its_start(model, tmp_path):
    values = {"ROZMOWA_DATA": str(tmp_path / "data"), "ROZMOWA_EMBEDDER": str(model)}
    try:
        running = servers.start(load_settings(values))
        assert suggested("numbers", embedder=running.embedder) == ["accounting"]
    finally:
        servers.stop()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *[(name, None) for name in FILES],
        *[(name, b"") for name in FILES],
        *[(name, b"\x00\xff" * 40) for name in FILES],
        ("model.safetensors", b"{}"),
        ("tokenizer.json", b"{}"),
        ("config.json", b"[]"),
    ],
)
def test_a_damaged_or_incomplete_model_is_one_sentence(model, name, content):
    if content is None:
        (model / name).unlink()
    else:
        (model / name).write_bytes(content)

    with pytest.raises(NoEmbedderError) as error:
        load_embedder(model)

    assert str(error.value) == f"No static model can be read from the folder {model}"


def test_reading_a_model_and_suggesting_asks_nothing_of_the_network(model):
    """P12, in a process that ends at the first address that is asked for."""
    script = """
import os, sys
from pathlib import Path
def watch(event, _values):
    if event.startswith("socket."):
        print(event, file=sys.stderr); sys.stderr.flush(); os._exit(1)
sys.addaudithook(watch)
from matching.embedder import load_embedder, suggest_chips
embedder = load_embedder(Path(sys.argv[1]))
print(*[chip.chip_id for chip in suggest_chips("numbers", "en", embedder=embedder)])
"""
    run = subprocess.run(
        [sys.executable, "-c", script, str(model)], cwd=ROOT, capture_output=True, text=True
    )

    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "accounting", "")


def test_a_model_is_asked_by_many_kiosks_at_once(model):
    from concurrent.futures import ThreadPoolExecutor

    embedder = load_embedder(model)
    with ThreadPoolExecutor(8) as kiosks:
        found = list(kiosks.map(lambda _: suggested("numbers", embedder=embedder), range(400)))

    assert found == [["accounting"]] * 400
