"""The rules for another system's files: python -m matching COMMAND.

Exit codes: 0 done, 2 bad input.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from matching.answer_check.files import LAYOUT, check_file
from matching.errors import RozmowaError

DONE, BAD_INPUT = 0, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what was foreseen to go wrong is one sentence on stderr."""
    wish = _parser().parse_args(arguments)
    try:
        code: int = wish.run()
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
    return parser


def _check() -> int:
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
