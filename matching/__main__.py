"""The rules for another system's files, and the matching worker: python -m matching COMMAND.

Exit codes: 0 done, 2 bad input.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from matching.answer_check.files import LAYOUT, check_file
from matching.errors import RozmowaError
from matching.suggestions.files import LAYOUT as SUGGEST_LAYOUT
from matching.suggestions.files import suggest_to_files

DONE, BAD_INPUT = 0, 2
LONGEST_LIST = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what was foreseen to go wrong is one sentence on stderr."""
    wish = _parser().parse_args(arguments)
    try:
        code: int = wish.run(wish)
        sys.stdout.flush()
        return code
    except RozmowaError as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        # Whoever read us has gone; a closing flush would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        print(f"unexpected {type(error).__name__}", file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m matching", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser(
        "check",
        help="judge answers from standard input",
        description=LAYOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.set_defaults(run=_check)
    _add_suggest(commands)
    worker = commands.add_parser(
        "worker",
        help="work out the lists of a database on PostgreSQL (ROZMOWA_DATABASE), until stopped",
    )
    worker.set_defaults(run=_worker)
    return parser


def _add_suggest(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    suggest = commands.add_parser(
        "suggest",
        help="suggest whom each person could meet next",
        description=SUGGEST_LAYOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    suggest.add_argument("--people", type=Path, required=True, metavar="P")
    suggest.add_argument("--contacts", type=Path, required=True, metavar="C")
    suggest.add_argument("--top", type=_top, required=True, metavar="N")
    suggest.add_argument("--out", type=Path, required=True, metavar="S")
    suggest.add_argument("--lists", choices=["mutual", "free"], default="mutual")
    suggest.add_argument("--reasons", type=Path, metavar="R.jsonl")
    suggest.set_defaults(run=_suggest)


def _top(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= LONGEST_LIST:
        raise argparse.ArgumentTypeError(f"from 1 to {LONGEST_LIST}")
    return int(value)


def _suggest(wish: argparse.Namespace) -> int:
    warnings = suggest_to_files(
        wish.people,
        wish.contacts,
        wish.out,
        top=wish.top,
        kind=wish.lists,
        reasons=wish.reasons,
    )
    for line in warnings.lines():
        print(line, file=sys.stderr)
    return DONE


def _worker(_wish: argparse.Namespace) -> int:
    # Only the worker waits for the packages of both databases to load.
    from matching.worker.process import run_worker

    run_worker()
    return DONE


def _check(_wish: argparse.Namespace) -> int:
    count = check_file(sys.stdin.buffer, lambda verdict: print(verdict, flush=True))
    if count.unknown_prompts:
        lines = "1 line" if count.unknown_prompts == 1 else f"{count.unknown_prompts} lines"
        print(
            f"{lines} of {count.lines} named an unknown prompt, checked without one",
            file=sys.stderr,
        )
    return DONE


if __name__ == "__main__":
    sys.exit(main())
