"""Files for the organiser's own mail tool: what is in them, and what never is unless asked for."""

import csv
import io
import json
import re
import tomllib
from email import message_from_bytes, policy
from uuid import UUID

import pytest
from cast import NOW, invite, rows
from kiosk_acts import promise_something
from live_server import ROOT
from mail_list import agree_to_mail
from own_pages import share_all
from talks import ANNA_LEARNED, admit, connect

from kiosk.mail.columns import OF_MATCHES, OF_REMINDERS, PLAIN
from kiosk.mail.files import Taking, columns_of, list_files, mail_files
from kiosk.mail.merging import MERGE_FILE, merge_tools
from kiosk.settings import load_settings
from kiosk.texts import texts_in
from matching.contacts import ContactField
from matching.mailing.nouns import MailKind
from matching.names import first_name_of

HOSTILE = {
    "=HYPERLINK(1) Zły": "'=HYPERLINK(1)",
    "@SUM(1) Zły": "'@SUM(1)",
    "+cmd|'/C Zły": "'+cmd|'/C",
    "－1 Zły": "'－1",
    "Ana\r\nBcc: x@example.org": "Ana",
    "Ana;=1+1 Zły": "Ana;'=1+1",
    "🦊 Lis": "🦊",
    "Zoë\u202eeoZ": "ZoëeoZ",
    'Jan"Nie" Kot': 'Jan"Nie"',
}


@pytest.fixture
def settings(tmp_path):
    """With a public address, without a mail server."""
    return load_settings(
        {"ROZMOWA_DATA": str(tmp_path), "ROZMOWA_PUBLIC_URL": "https://event.example.org"}
    )


@pytest.fixture
def take(store, settings, event):
    """All files of a mailing by path."""

    def files(kind=MailKind.MATCHES, write=mail_files, **options) -> dict[str, bytes]:
        wish = {"with_sentences": False, "with_links": True, "actor": "cli", "now": NOW} | options
        one = Taking(event, kind, **wish)
        return {file.path: file.content for file in write(store, settings, one)}

    return files


@pytest.fixture
def talk(store, event, anna, bartek):
    agree_to_mail(store, anna, bartek)
    talk = connect(store, event, anna, bartek)
    promise_something(store, talk, anna)
    share_all(store, talk, bartek, ContactField.EMAIL)
    return talk


def table(content: bytes, delimiter: str = ";") -> list[dict[str, str]]:
    """The lines of a CSV file by heading."""
    text = content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def acts(store) -> list[tuple]:
    return rows(store, "SELECT act, actor, detail FROM audit WHERE act LIKE 'mail%' ORDER BY act")


def test_a_mailing_is_messages_a_list_twice_and_a_file_for_each_tool(take, talk):
    assert sorted(take()) == [
        "brevo.csv",
        "listmonk.csv",
        "mailchimp.csv",
        "matches.csv",
        "matches.jsonl",
        "messages/0001.eml",
        "messages/0002.eml",
    ]


def test_messages_are_numbered_in_the_order_of_names(take, talk):
    files = take()

    found = [
        message_from_bytes(files[f"messages/000{number}.eml"], policy=policy.default)["To"]
        for number in (1, 2)
    ]
    assert [one.addresses[0].addr_spec for one in found] == [
        "anna@example.org",
        "bartek@example.org",
    ]


def test_the_list_holds_no_more_than_it_takes_to_send_a_link(take, talk):
    files = take()

    for line in (
        *table(files["matches.csv"]),
        *map(json.loads, files["matches.jsonl"].split(b"\n")[:-1]),
    ):
        assert [*line] == ["email", "first_name", "language", "page_link"]
        assert line["page_link"].startswith("https://event.example.org/me/")
    lists = b"".join(content for path, content in files.items() if not path.endswith(".eml"))
    assert ANNA_LEARNED.encode() not in lists
    assert "Wójcik".encode() not in lists


def test_sentences_are_in_the_list_only_where_somebody_asks_and_the_log_says_so(store, take, talk):
    take()
    assert acts(store) == [
        ("mail_list_taken", "cli", "matches 2"),
        ("mail_messages_taken", "cli", "matches 2"),
    ]

    [anna, _] = table(take(with_sentences=True)["matches.csv"])
    assert anna["met_1_name"] == "Bartek Wójcik"
    assert anna["met_1_sentence"] == ANNA_LEARNED
    assert anna["met_1_contact"] == "bartek@example.org"
    assert anna["met_1_promise"].endswith("(2026-11-24)")
    assert ("mail_sentences_taken", "cli", "matches 2") in acts(store)


def test_merge_files_hold_no_sentence_even_where_the_list_does(take, talk):
    files = take(with_sentences=True)

    for tool in merge_tools():
        assert ANNA_LEARNED.encode() not in files[tool.file]
        assert "Bartek Wójcik".encode() not in files[tool.file]


def test_it_is_in_the_log_before_the_first_file_is_handed_out(store, settings, event, talk):
    taking = Taking(event, MailKind.MATCHES, True, True, "cli", NOW)
    taken = mail_files(store, settings, taking)
    assert acts(store) == []

    next(taken)
    assert [act for act, _, _ in acts(store)] == ["mail_messages_taken", "mail_sentences_taken"]


def test_the_log_says_it_in_both_languages():
    for act in ("mail_list_taken", "mail_messages_taken", "mail_sentences_taken"):
        assert texts_in("pl")(f"rights.act_{act}") != texts_in("en")(f"rights.act_{act}")


def test_lists_alone_hold_no_message(store, take, talk):
    assert not any(path.endswith(".eml") for path in take(write=list_files))
    assert [act for act, _, _ in acts(store)] == ["mail_list_taken"]


def test_no_cell_is_a_formula_and_no_name_breaks_a_line(store, event, take):
    for place, name in enumerate(HOSTILE):
        guest = invite(store, event, name, email=f"guest{place}@example.org")
        admit(store, event, guest)
        agree_to_mail(store, guest)
    files = take()

    expected = {f"guest{place}@example.org": seen for place, seen in enumerate(HOSTILE.values())}
    for path, delimiter, email, name in (
        ("matches.csv", ";", "email", "first_name"),
        ("mailchimp.csv", ",", "Email Address", "First Name"),
        ("brevo.csv", ",", "EMAIL", "FIRSTNAME"),
        ("listmonk.csv", ",", "email", "name"),
    ):
        lines = table(files[path], delimiter)
        assert {line[email]: line[name] for line in lines} == expected, path
        assert len(files[path].splitlines()) == len(HOSTILE) + 1


def test_listmonk_reads_the_link_from_json(take, talk):
    [anna, _] = table(take()["listmonk.csv"], ",")

    attributes = json.loads(anna["attributes"])
    assert attributes["language"] == "pl"
    assert attributes["page_link"].startswith("https://event.example.org/me/")


def test_without_links_nothing_leads_anywhere(take, talk):
    files = take(with_links=False)

    assert all(line["page_link"] == "" for line in table(files["matches.csv"]))
    assert not any(b"event.example.org" in content for content in files.values())


def test_without_mail_settings_the_messages_say_that_nobody_sends_them(take, talk):
    message = message_from_bytes(take()["messages/0001.eml"], policy=policy.default)

    assert message["From"].addresses[0].domain == "rozmowa.invalid"


def test_an_address_that_cannot_be_written_to_has_a_line_but_no_message(store, event, take):
    guest = invite(store, event, "Żaneta Ćwik", email="żaneta@example.org")
    admit(store, event, guest)
    agree_to_mail(store, guest)

    files = take()
    assert not any(path.endswith(".eml") for path in files)
    assert len(table(files["matches.csv"])) == 1


def test_the_same_message_has_the_same_id_each_time(take, talk):
    one, other = take(), take(now=NOW)

    ids = [message_from_bytes(files["messages/0001.eml"])["Message-ID"] for files in (one, other)]
    assert ids[0] == ids[1]
    assert UUID(ids[0][1:37])


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Anna Nowak", "Anna"),
        ("dr hab. inż. Zofia Lis", "Zofia"),
        ("Prof. Jan Kot", "Jan"),
        ("Nowak, Anna", "Anna"),
        ("Anna-Maria Wesołowska", "Anna-Maria"),
        ("Łukasz", "Łukasz"),
        ("Dr", "Dr"),
        ("Jan Kot, Firma Kot", "Jan"),
        ("", ""),
        (" , ", ""),
    ],
)
def test_a_greeting_calls_people_by_their_first_name(name, first):
    assert first_name_of(name) == first


# The map of the tools, and what the documentation says


def test_every_column_of_the_map_is_one_of_ours_that_holds_no_sentence():
    ours = {column.name for column in PLAIN}
    for tool in merge_tools():
        assert {
            *tool.columns.values(),
            *(one for some in tool.json.values() for one in some),
        } <= ours


def test_a_tool_that_nobody_has_tried_says_so():
    with MERGE_FILE.open("rb") as file:
        assert tomllib.load(file)["brevo"]["note"].startswith("Unverified")


def documented() -> str:
    text = (ROOT / "docs" / "mail.md").read_text(encoding="utf-8")
    return text.partition("## Another mail tool")[2].partition("\n## ")[0]


COLUMNS = [*PLAIN, *OF_MATCHES, *OF_REMINDERS]
NUMBERED = re.compile(r"(\w+)_(\d)_\w+")


def test_every_column_is_documented_with_what_it_means():
    for column in COLUMNS:
        numbered = NUMBERED.fullmatch(column.name)
        name = column.name
        if numbered:
            name = column.name.replace(f"_{numbered[2]}_", "_1_")
        assert f"| `{name}` | {column.meaning} |" in documented()


def test_of_how_many_people_and_promises_there_are_columns_is_documented():
    for name in ("met", "suggested", "open"):
        matches = [NUMBERED.fullmatch(column.name) for column in COLUMNS]
        last = max(int(match[2]) for match in matches if match and match[1] == name)
        assert f"`{name}_{last}_…`" in documented()
        assert f"`{name}_{last + 1}_" not in documented()


def test_the_documentation_names_no_column_that_is_none():
    rows = [line.split("`")[1] for line in documented().splitlines() if line.startswith("| `")]
    said = [name for name in rows if not name.endswith("…")]

    assert set(said) <= {column.name for column in COLUMNS} | {tool.file for tool in merge_tools()}
    assert said[-len(merge_tools()) :] == [tool.file for tool in merge_tools()]


@pytest.mark.parametrize("tool", merge_tools(), ids=lambda one: one.name)
def test_every_tool_is_documented_with_its_note(tool):
    assert tool.note in documented()


def test_invitations_have_no_sentences_to_take():
    assert columns_of(MailKind.INVITATION, with_sentences=True) == PLAIN
