"""Answers of another system, a line each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from matching.answer_check.check import check_answer
from matching.answer_check.verdicts import Verdict
from matching.errors import RozmowaError
from matching.prompts import load_prompts

LAYOUT = """\
Reads UTF-8 lines with columns separated by a tab:

  answer  badge  [partner  [earlier  [prompt]]]

  answer   what an author wrote about a person
  badge    what stands on that person's badge: name, company, job title
  partner  what that person wrote about the author, may be empty
  earlier  what the author wrote before, several separated by |, may be empty
  prompt   id of the question, such as helps, satisfaction, motive, may be empty

Prints a code for each line, blank lines included, as soon as it is read: ok, blank,
no_letters, mash, repeated, partner_copy, own_copy, echo, empty_words, badge_words, vulgar.
Further columns are ignored.
"""

_COLUMNS = 5


@dataclass
class NotUtf8Error(RozmowaError):
    """A line cannot be read; the lines before it were checked."""

    code: ClassVar[str] = "not_utf8"
    line: int

    def __str__(self) -> str:
        return f"line {self.line} of the input is not UTF-8"


@dataclass
class LineCount:
    """How many lines there were, and how many named a prompt that does not exist."""

    lines: int = 0
    unknown_prompts: int = 0


def check_file(lines: Iterable[bytes], tell: Callable[[Verdict], None]) -> LineCount:
    """Judge each line, see LAYOUT, and tell its verdict before the next line is read.

    Raises NotUtf8Error at the first line that is not UTF-8.
    """
    count = LineCount()
    for line in lines:
        count.lines += 1
        answer, badge, partner, earlier, prompt_id = _columns(line, count.lines)
        prompt = load_prompts().get(prompt_id)
        count.unknown_prompts += bool(prompt_id and prompt is None)
        tell(
            check_answer(
                answer,
                badge=badge,
                partner=partner or None,
                earlier=[text for text in earlier.split("|") if text.strip()],
                prompt=prompt,
            )
        )
    return count


def _columns(line: bytes, number: int) -> list[str]:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(number) from error
    found = text.removesuffix("\n").removesuffix("\r").split("\t")[:_COLUMNS]
    padded = found + [""] * (_COLUMNS - len(found))
    return [*padded[:-1], padded[-1].strip()]
