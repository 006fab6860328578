"""python -m kiosk mail: into a folder or sent, and every way it says no."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from cast import invite, make_event, rows
from command_line import is_one_sentence, kiosk
from live_server import ROOT
from mail_list import agree_to_mail
from mail_server import FROM, Fault
from talks import ANNA_LEARNED, connect

from kiosk.commands.mailing import SENTENCES_LEFT
from matching.store import Store

pytest_plugins = ["mail_fixtures"]

LINK = {"PUBLIC_URL": "https://event.example.org"}
LISTS = ["brevo.csv", "listmonk.csv", "mailchimp.csv", "matches.csv", "matches.jsonl"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with an event at which Anna and Bartek have talked; both want their mail."""
    folder = tmp_path / "data"
    folder.mkdir()
    with Store.open(folder / "rozmowa.duckdb") as store:
        event = make_event(store)
        anna = invite(store, event, "Anna Nowak", email="anna@example.org", language="pl")
        bartek = invite(store, event, "Bartek Wójcik", email="bartek@example.org")
        connect(store, event, anna, bartek)
        agree_to_mail(store, anna, bartek)
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "mails"


def state(folder: Path) -> list[str]:
    with Store.open(folder / "rozmowa.duckdb") as store:
        return [one for (one,) in rows(store, "SELECT state FROM mail ORDER BY state")]


def names_in(out: Path) -> list[str]:
    return sorted(str(path.relative_to(out)) for path in out.rglob("*") if path.is_file())


# Into a folder


def test_a_mailing_is_written_into_a_folder_of_its_own(folder, out):
    done = kiosk(folder, "mail", "--out", out, **LINK)

    assert done.code == 0
    assert done.lines == [
        f"2 messages: {out / 'messages'}",
        "lists: matches.csv, matches.jsonl, mailchimp.csv, brevo.csv, listmonk.csv",
    ]
    assert names_in(out) == [*LISTS, "messages/0001.eml", "messages/0002.eml"]


def test_nobody_else_on_this_computer_reads_it(folder, out):
    out.mkdir(mode=0o755)
    kiosk(folder, "mail", "--out", out)

    for path in (out, out / "messages"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    for path in (path for path in out.rglob("*") if path.is_file()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_sentences_in_the_list_need_the_switch_and_come_with_a_word_of_warning(folder, out):
    without = kiosk(folder, "mail", "--out", out)
    assert ANNA_LEARNED not in (out / "matches.csv").read_text(encoding="utf-8")
    assert SENTENCES_LEFT not in without.out

    taken = kiosk(folder, "mail", "--out", out, "--with-sentences")
    assert ANNA_LEARNED in (out / "matches.csv").read_text(encoding="utf-8")
    assert taken.lines[-1] == SENTENCES_LEFT


def test_a_second_run_replaces_the_first_and_leaves_nothing_of_it(folder, out):
    kiosk(folder, "mail", "--out", out)
    (out / "messages" / "0003.eml").write_text("of somebody who has withdrawn since")
    (out / "messages" / ".0002.eml.part").write_text("half")

    assert kiosk(folder, "mail", "--out", out).code == 0
    assert names_in(out) == [*LISTS, "messages/0001.eml", "messages/0002.eml"]


@pytest.mark.parametrize(
    "name", ["guests.csv", "messages/holiday.eml", "notes/0001.eml", "reminder.csv"]
)
def test_a_folder_with_anything_else_in_it_is_left_alone(folder, out, name):
    kiosk(folder, "mail", "--out", out)
    (out / name).parent.mkdir(exist_ok=True)
    (out / name).write_text("mine")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    assert is_one_sentence(kiosk(folder, "mail", "--out", out))
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_a_link_in_the_folder_is_not_followed(folder, out, tmp_path):
    out.mkdir()
    mine = tmp_path / "mine.csv"
    mine.write_text("mine")
    (out / "matches.csv").symlink_to(mine)

    assert is_one_sentence(kiosk(folder, "mail", "--out", out))
    assert mine.read_text() == "mine"


def test_messages_are_not_written_through_a_link_to_elsewhere(folder, out, tmp_path):
    out.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (out / "messages").symlink_to(tmp_path / "elsewhere")

    assert is_one_sentence(kiosk(folder, "mail", "--out", out))
    assert [*(tmp_path / "elsewhere").iterdir()] == []


def test_a_folder_that_cannot_be_made_is_one_sentence(folder, tmp_path):
    (tmp_path / "file").write_text("")

    assert is_one_sentence(kiosk(folder, "mail", "--out", tmp_path / "file" / "mails"))


@pytest.mark.parametrize(("kind", "name"), [("reminder", "reminder"), ("invitation", "invitation")])
def test_reminders_and_invitations_are_written_too(folder, out, kind, name):
    with Store.open(folder / "rozmowa.duckdb") as store:
        rows(
            store,
            "INSERT INTO promise SELECT gen_random_uuid(), conversation_id, lower_id, 'coffee',"
            " NULL, 0, 'page', NULL, started_at_utc FROM conversation",
        )
        rows(store, "DELETE FROM admission")

    done = kiosk(folder, "mail", "--kind", kind, "--out", out)
    assert done.code == 0
    assert f"{name}.csv" in names_in(out)
    assert "messages/0001.eml" in names_in(out)


# Saying no


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--with-sentences"],
        ["--send"],
        ["--send", "--without-links"],
        ["--send", "--with-sentences", "--without-links"],
        ["--event", "nowhere", "--out", "x"],
    ],
    ids=" ".join,
)
def test_what_cannot_be_meant_is_one_sentence_and_changes_nothing(folder, arguments):
    assert is_one_sentence(kiosk(folder, "mail", *arguments))
    assert state(folder) == []


@pytest.mark.parametrize("address", [None, "http://event.example.org"])
def test_nothing_is_sent_without_an_https_address_unless_told_to(folder, mail_server, address):
    settings = {"SMTP": mail_server.setting, "MAIL_FROM": FROM}
    if address:
        settings["PUBLIC_URL"] = address

    assert is_one_sentence(kiosk(folder, "mail", "--send", **settings))
    assert (mail_server.received, state(folder)) == ([], [])


def test_while_the_server_runs_it_says_so(folder, out, new_server):
    new_server(folder=folder)

    assert is_one_sentence(kiosk(folder, "mail", "--out", out), code=3)
    assert not out.exists()


# Sending


@pytest.fixture
def sent(folder, mail_server):
    """What the command with --send does."""

    def send(*arguments: str):
        settings = LINK | {"SMTP": mail_server.setting, "MAIL_FROM": FROM, "MAIL_RATE": "1000"}
        return kiosk(folder, "mail", "--send", *arguments, **settings)

    return send


def test_everybody_who_wants_it_gets_one_mail_and_a_second_run_sends_none(
    folder, sent, mail_server
):
    first = sent()
    assert (first.code, first.out) == (0, "2 queued\n")
    assert first.err.endswith("2 of 2 mails\n")

    assert sent().out == "0 queued\n"
    assert sorted(one.to for one in mail_server.received) == [
        "anna@example.org",
        "bartek@example.org",
    ]
    assert state(folder) == ["sent", "sent"]


def test_the_invented_people_of_the_sample_are_mailed_to_nobody(tmp_path, mail_server):
    kiosk(tmp_path, "sample")
    settings = LINK | {"SMTP": mail_server.setting, "MAIL_FROM": FROM}

    assert is_one_sentence(kiosk(tmp_path, "mail", "--send", **settings))
    assert kiosk(tmp_path, "mail", "--out", tmp_path / "mails", **settings).code == 0
    assert mail_server.received == []


def test_without_links_a_mail_leads_nowhere(folder, mail_server):
    settings = {"SMTP": mail_server.setting, "MAIL_FROM": FROM}

    assert kiosk(folder, "mail", "--send", "--without-links", **settings).code == 0
    assert len(mail_server.received) == 2
    assert not any(b"/me/" in one.raw for one in mail_server.received)


def test_files_and_sending_go_together(folder, out, sent, mail_server):
    assert sent("--out", str(out)).code == 0
    assert len(mail_server.received) == 2
    assert len([path for path in names_in(out) if path.endswith(".eml")]) == 2


def test_a_mail_server_that_refuses_us_is_one_sentence_and_the_mails_wait(folder, new_mail_server):
    server = new_mail_server(tls="none", certificate="elsewhere.example.org")
    settings = LINK | {"SMTP": server.setting, "MAIL_FROM": FROM}
    server = new_mail_server(certificate="elsewhere.example.org")
    settings["SMTP"] = server.setting

    done = kiosk(folder, "mail", "--send", **settings)
    assert done.code == 2
    assert done.err.strip().endswith("run this again")
    assert "Traceback" not in done.err
    assert server.received == []
    assert state(folder) == ["queued", "queued"]


def test_ctrl_c_lets_a_mail_be_finished_and_the_next_run_sends_the_rest(
    folder, sent, new_mail_server
):
    slow = new_mail_server(choose=lambda _to, _times: Fault.SLOW)
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("ROZMOWA_")
    }
    running = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "mail", "--send"],
        cwd=ROOT,
        env=environment
        | {f"ROZMOWA_{name}": value for name, value in LINK.items()}
        | {"ROZMOWA_DATA": str(folder), "ROZMOWA_SMTP": slow.setting, "ROZMOWA_MAIL_FROM": FROM},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert slow.is_waited_for.wait(60)
    running.send_signal(signal.SIGINT)
    assert [running.stderr.readline() for _ in range(2)] == ["\n", "stopping after this mail\n"]
    slow.let_go.set()
    said, told = running.communicate(timeout=60)

    assert (running.returncode, said) == (130, "2 queued\n")
    assert told.endswith("stopped; run this again to go on\n")
    assert state(folder) == ["queued", "sent"]
    assert sent().code == 0
    assert state(folder) == ["sent", "sent"]
