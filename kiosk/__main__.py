"""The organiser's command line: python -m kiosk COMMAND.

Exit codes: 0 done, 2 bad input, 3 the running server holds the database.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from kiosk.badges import DEFAULT_LAYOUT, LAYOUTS
from kiosk.commands import (
    database,
    event_commands,
    exporting,
    guests,
    kiosk_commands,
    mailing,
    people_commands,
    printing,
    privacy_commands,
    reading,
    round_printing,
    start,
)
from kiosk.faults import BAD_INPUT, DONE, exit_code_of
from kiosk.settings import load_settings
from kiosk.setup import MODES
from matching.errors import RozmowaError
from matching.exports import FORMATS
from matching.faults import described_without_data


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what was foreseen to go wrong is one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal without Polish letters shows an escape, it does not stop an import.
            stream.reconfigure(errors="backslashreplace")
    wish = _parser().parse_args(arguments)
    try:
        code: int = wish.run(load_settings() if wish.needs_settings else None, wish)
        sys.stdout.flush()
        return code
    except RozmowaError as error:
        print(error, file=sys.stderr)
        return exit_code_of(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        print(f"unexpected {described_without_data(error)}", file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kiosk", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_event_commands(commands)
    _add_guest_commands(commands)
    _add_printing_commands(commands)
    _add_mail_command(commands)
    _add_database_commands(commands)
    return parser


def _add_event_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _command(
        commands, "sample", "make the sample event with invented people", event_commands.sample
    )
    _command(commands, "events", "list the events: slug, tab, name", event_commands.events)
    event = _command(commands, "event", "change an event", event_commands.event)
    event.add_argument("slug")
    event.add_argument("--name")
    event.add_argument("--re-entry", choices=["yes", "no"], help="may people leave and come back?")
    event.add_argument(
        "--opens", metavar="YYYY-MM-DDTHH:MM", help="entry from, at the place's time"
    )
    ending = event.add_mutually_exclusive_group()
    ending.add_argument("--close", action="store_true", help="let nobody in any more")
    ending.add_argument("--reopen", action="store_true", help="let people in again")

    enrol = _command(
        commands,
        "enrol",
        "print a code that makes one browser a kiosk within a day",
        kiosk_commands.enrol,
    )
    enrol.add_argument("--name", default="", help="where it stands")
    enrol.add_argument("--mode", choices=MODES, default=MODES[0])


def _add_guest_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    take = _command(commands, "import", "take a guest list from a file", guests.import_file)
    take.add_argument("file")
    _event_option(take)
    take.add_argument("--dry-run", action="store_true", help="only say what would happen")
    take.add_argument("--json", action="store_true", help="the report as JSON on the last line")
    take.add_argument("--encoding", metavar="NAME", help="such as cp1250; found out otherwise")
    take.add_argument("--members-know-each-other", action="store_true")
    erase = _command(commands, "erase", "erase all by and about a person", privacy_commands.erase)
    erase.add_argument("who", metavar="CODE|E-MAIL")
    _event_option(erase)
    erase.add_argument("--yes", action="store_true", help="do it; only says who it is otherwise")
    _command(
        commands, "retention", "erase everybody whose time has come", privacy_commands.retention
    )
    codes = _command(commands, "codes", "name, code, e-mail of everybody", people_commands.codes)
    _event_option(codes)
    codes.add_argument("--new", type=_count, metavar="N", help="N new codes of spare badges")
    export = _command(commands, "export", "take a table along as a file", exporting.export)
    export.add_argument("--table", required=True, choices=exporting.TABLES)
    export.add_argument("--format", default="csv", choices=[*FORMATS])
    export.add_argument("--out", metavar="FILE", help="standard output otherwise")
    _event_option(export)
    read = _command(
        commands,
        "read",
        "read badges in pictures: path, tab, code or -",
        reading.read,
        needs_settings=False,
    )
    read.add_argument("images", nargs="+", metavar="IMAGE")


def _add_printing_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    badges = _command(commands, "badges", "print badges, or replace one", printing.badges)
    _event_option(badges)
    badges.add_argument("--out", metavar="FILE.pdf")
    badges.add_argument("--layout", default=DEFAULT_LAYOUT, metavar="|".join(LAYOUTS))
    badges.add_argument("--only", metavar="CODE|E-MAIL")
    badges.add_argument("--split", action="store_true", help="one file for A-K, one for L-Z")
    badges.add_argument("--png", metavar="DIR", help="one picture per badge, for mails")
    badges.add_argument("--blank", type=_count, metavar="N", help="N new spare badges")
    badges.add_argument("--replace", metavar="CODE|E-MAIL", help="a new code; the old one ends")
    paper = _command(commands, "list", "the paper list for a power cut", printing.paper_list)
    _event_option(paper)
    paper.add_argument("--out", metavar="FILE.pdf", required=True)
    paper.add_argument("--split", action="store_true", help="one file for A-K, one for L-Z")
    rounds = _command(commands, "rounds", "plan and print talks at tables", round_printing.rounds)
    _event_option(rounds)
    rounds.add_argument("--rounds", type=_count, metavar="N", required=True, help="at most 20")
    rounds.add_argument("--tables", type=_count, metavar="T", help="as many as needed otherwise")
    rounds.add_argument("--out", metavar="FILE.pdf", required=True)


def _add_mail_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    mail = _command(commands, "mail", "mails of an event: as files, or sent", mailing.mail)
    _event_option(mail)
    mail.add_argument("--kind", choices=mailing.KINDS, default=mailing.KINDS[0])
    mail.add_argument("--out", metavar="DIR", help="messages, lists, files for mail tools")
    mail.add_argument(
        "--with-sentences", action="store_true", help="what guests wrote, in the lists too"
    )
    mail.add_argument("--without-links", action="store_true", help="nothing leads to a page")
    mail.add_argument("--send", action="store_true", help="to all who have not had this mail")


def _add_database_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = _command(commands, "run", "start the kiosk; a sample event if there is none", start.run)
    run.add_argument("--port", type=int)
    backup = _command(commands, "backup", "copy the database, also while it runs", database.backup)
    backup.add_argument("file")
    copy = _command(
        commands,
        "copy-database",
        "fill another, empty database with all of this one, checked row by row",
        database.copy_database,
    )
    copy.add_argument("place", metavar="FILE|postgresql://…")
    restore = _command(commands, "restore", "go back to a backup", database.restore)
    restore.add_argument("file")
    _command(commands, "recover", "go on after the log was damaged", database.recover)
    certificate = _command(
        commands, "certificate", "HTTPS for other kiosks' cameras", database.certificate
    )
    certificate.add_argument(
        "--host", action="append", default=[], help="a further name or address"
    )


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    purpose: str,
    run: object,
    needs_settings: bool = True,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=purpose)
    parser.set_defaults(run=run, needs_settings=needs_settings)
    return parser


def _event_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--event", metavar="SLUG")


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 5000:
        raise argparse.ArgumentTypeError("from 1 to 5000")
    return int(value)


if __name__ == "__main__":
    sys.exit(main())
