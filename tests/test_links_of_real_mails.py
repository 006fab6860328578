"""A program opens every link of a real mail, as scanners do, and nothing changes."""

import re
from email.message import EmailMessage
from html import unescape
from uuid import uuid4

import pytest
from cast import NOW
from evening import Evening
from kiosk_acts import promise_something, share_contact
from phones import screen
from talks import admit, answer, begin_talk, everything

from kiosk.mail.addresses import DO, MailAct, addresses_of
from kiosk.mail.composing import Letter, compose
from kiosk.mail_settings import mail_server
from kiosk.server import Server
from matching.consents import Decision, decide
from matching.mailing.contents import contents
from matching.mailing.nouns import MailKind, mail_id_of
from matching.model import ConsentKind, Event
from matching.people import Listed
from matching.store import Store

pytest_plugins = ["phone_fixtures", "own_page_fixtures"]

ADDRESS = re.compile(r"https://rozmowa\.example\.org[^\s\"'<>\])]*")
FOLD = re.compile(r"\r?\n ")  # of long lines in a calendar file
SERVER = mail_server("smtp://mail.example.org", "Wieczór <kontakt@example.org>", "")
KINDS = (MailKind.MATCHES, MailKind.REMINDER, MailKind.INVITATION, MailKind.LINK)


@pytest.fixture
def store(phone_server: Server) -> Store:
    """The running server's."""
    return phone_server.store


@pytest.fixture
def rich(store, event, connected, anna, bartek, celina) -> Listed:
    """Anna: a promise, a contact, a talk half finished, an introduction."""
    evening = Evening(store, event, anna, bartek, celina)
    dawid = evening.guest("Dawid Nowy")
    for kind in (ConsentKind.MAIL, ConsentKind.SUGGEST):
        for who in (anna, celina):
            decision = Decision(uuid4(), who.person_id, kind, True, "pl")
            decide(store, decision, source="kiosk", now=NOW)
    evening.know(bartek, celina)
    evening.propose()
    promise_something(store, connected, anna)
    share_contact(store, connected, bartek)
    admit(store, event, dawid)
    half = begin_talk(store, event, anna, dawid)
    answer(store, half, dawid, "Naprawia zegary")
    return anna


def written(phone_server: Server, event: Event, who: Listed, kind: MailKind) -> EmailMessage | None:
    """The real mail of a kind to this guest, as it would be handed in now."""
    found = contents(phone_server.store, event, kind, now=NOW, attendee_ids=[who.attendee_id])
    if who.attendee_id not in found:
        return None
    return compose(
        Letter(
            mail_id=mail_id_of(event.event_id, who.person_id, kind),
            content=found[who.attendee_id],
            event=event,
            server=SERVER,
            addresses=addresses_of(phone_server.settings, who.person_id, now=NOW),
            now=NOW,
        )
    )


def links_in(message: EmailMessage) -> set[str]:
    """Every address of our own in a mail: in its text, its HTML and its header."""
    texts = [message["List-Unsubscribe"] or ""]
    for part in message.walk():
        if part.get_content_maintype() == "text":
            is_folded = part.get_content_type() in {"text/calendar", "text/vcard"}
            text = part.get_content()
            texts.append(FOLD.sub("", text) if is_folded else unescape(text))
    return {link.split("#")[0].rstrip(".,>") for text in texts for link in ADDRESS.findall(text)}


@pytest.fixture
def mails(phone_server, store, event, rich, celina) -> dict[MailKind, set[str]]:
    """The links of each kind of mail, to Anna, or of the invitation to Celina, who is expected."""
    wanted = {kind: (celina if kind is MailKind.INVITATION else rich) for kind in KINDS}
    found = {kind: written(phone_server, event, who, kind) for kind, who in wanted.items()}
    assert None not in found.values()
    return {kind: links_in(message) for kind, message in found.items()}


def test_a_program_that_opens_every_link_of_every_mail_changes_nothing(
    store, mails, open_browser, page_of, rich
):
    page_of(rich)  # so that the pages know what time it is
    browser, before = open_browser("198.51.100.77"), everything(store)

    for kind, links in mails.items():
        assert links, kind
        for link in sorted(links):
            path = link.removeprefix("https://rozmowa.example.org")
            for method in ("HEAD", "GET"):
                answered = browser._send(method, path, {})
                assert answered.status_code in {200, 303}, (kind, path)

    assert everything(store) == before


def test_the_mail_after_an_event_asks_all_there_is_to_ask(mails):
    acts = {
        link.split(f"/{DO}/")[1].split("/")[0]
        for link in mails[MailKind.MATCHES]
        if f"/{DO}/" in link
    }

    assert acts >= {
        MailAct.KEPT,
        MailAct.LATER,
        MailAct.CONFIRM,
        MailAct.CORRECT,
        MailAct.WITHDRAW,
        MailAct.AGREE,
        MailAct.DECLINE,
    }
    assert any("/a/" in link for link in mails[MailKind.MATCHES])


def test_every_link_of_a_mail_leads_to_something_to_do(mails, open_browser, page_of, rich):
    page_of(rich)
    browser = open_browser("198.51.100.77")

    for links in mails.values():
        for link in links:
            shown = browser.get(link.removeprefix("https://rozmowa.example.org"))
            if shown.status_code == 200 and "text/html" in shown.headers["content-type"]:
                assert "nothing" not in screen(shown), link


def test_every_mail_can_be_ended_by_its_header(store, phone_server, event, rich, celina, mails):
    message = written(phone_server, event, rich, MailKind.MATCHES)

    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "/u/" in message["List-Unsubscribe"]


def test_the_link_to_people_to_meet_notes_nobody_as_proposed(
    store, phone_server, event, anna, bartek, celina, open_browser, page_of
):
    evening = Evening(store, event, anna, bartek, celina)
    for who in (anna, celina):
        evening.agree(who)
        evening.know(bartek, who)
    evening.suggest(anna, celina)
    page_of(anna)
    browser, before = open_browser("198.51.100.77"), everything(store)

    link = addresses_of(phone_server.settings, anna.person_id, now=NOW).meet
    path = link.removeprefix("https://rozmowa.example.org")

    for method in ("HEAD", "GET"):
        shown = browser._send(method, path, {})
        assert shown.status_code == 200
    assert "Celina O'Connor" in unescape(shown.text)
    assert everything(store) == before
    browser.get(path.split("?")[0])
    assert everything(store) != before  # somebody who came by themselves was shown her
