"""The answer check: how fast, how often wrong, over the lists we keep in tests/answers."""

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import Figure, percentile
from matching.answer_check.check import check_answer
from matching.answer_check.verdicts import Verdict
from matching.prompts import Prompt, load_prompts

FOLDER = Path(__file__).parent.parent / "tests" / "answers"
ROUNDS = 20


@dataclass(frozen=True)
class LabelledAnswer:
    """One line of a list; is_held_out: written after the rules."""

    words: str
    badge: str
    partner: str | None
    earlier: tuple[str, ...]
    prompt: Prompt | None
    is_held_out: bool

    def verdict(self) -> Verdict:
        """What the check says."""
        return check_answer(
            self.words,
            badge=self.badge,
            partner=self.partner,
            earlier=self.earlier,
            prompt=self.prompt,
        )


def labelled_answers(kind: str) -> list[LabelledAnswer]:
    """All answers of a kind, 'genuine' or 'junk', in both languages."""
    return [
        _labelled(line)
        for language in ("pl", "en")
        for line in (FOLDER / f"{kind}_{language}.tsv").read_text("utf-8").splitlines()
    ]


def _labelled(line: str) -> LabelledAnswer:
    words, badge, partner, earlier, prompt_id, written = line.split("\t")
    return LabelledAnswer(
        words=words,
        badge=badge,
        partner=partner or None,
        earlier=tuple(filter(None, earlier.split("|"))),
        prompt=load_prompts()[prompt_id] if prompt_id else None,
        is_held_out=written == "held_out",
    )


def share_not_ok(answers: list[LabelledAnswer]) -> float:
    """Percent of the answers with which the check finds a fault."""
    wrong = sum(answer.verdict() is not Verdict.OK for answer in answers)
    return 100 * wrong / len(answers)


def measure() -> list[Figure]:
    """Speed with twenty earlier answers and every cache warm but the answer's own."""
    genuine, junk = labelled_answers("genuine"), labelled_answers("junk")
    return [
        *_speed(genuine + junk),
        Figure("genuine answers not ok", share_not_ok(genuine), "%", 1),
        Figure("  of those written after the rules", share_not_ok(_held_out(genuine)), "%", 1),
        Figure("junk caught", share_not_ok(junk), "%", 60, at_least=True),
        Figure(
            "  of that written after the rules",
            share_not_ok(_held_out(junk)),
            "%",
            60,
            at_least=True,
        ),
    ]


def _held_out(answers: list[LabelledAnswer]) -> list[LabelledAnswer]:
    return [answer for answer in answers if answer.is_held_out]


def _speed(answers: list[LabelledAnswer]) -> list[Figure]:
    earlier = [answer.words for answer in answers[::20]][:20]
    took = []
    for number in range(ROUNDS):
        for answer in answers:
            words = f"{answer.words} {number}" if number else answer.words
            start = time.perf_counter()
            check_answer(
                words,
                badge=answer.badge,
                partner="Pomaga piekarniom policzyć koszt trzeciego sklepu",
                earlier=earlier,
                prompt=answer.prompt,
            )
            took.append(time.perf_counter() - start)
    return [
        Figure("answers checked", len(took) / sum(took), "a second"),
        Figure("one answer, p95", 1000 * percentile(took, 0.95), "ms", 1),
    ]
