"""Each mail reads well and stands alone: text, HTML, pictures and files, in both languages."""

import io
import os
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from email.generator import BytesGenerator
from pathlib import Path

import pytest
import vobject
from icalendar import Calendar
from letters import ALL, BREAKFAST, SERVER, WRITTEN, Tags, arrived, changed, files_of, letter_of
from letters import words_of as words
from PIL import Image

from kiosk.files.calendar_file import PromiseEntry, calendar_file
from kiosk.mail.composing import UnusableAddressError, compose
from kiosk.mail.example import EXAMPLES, html_to_look_at
from kiosk.mail.rings import RingKind, ring_picture
from matching.contacts import Contact
from matching.mailing.nouns import IdeaOffered

SNAPSHOTS = Path(__file__).parent / "mails"
WRITE = "WRITE_MAILS"
HOW = f"as the mail is meant to change, run {WRITE}=1 pytest tests/test_mail_messages.py and look"
HEAVIEST_HTML = 100_000  # bytes; Gmail cuts a longer one
WITHOUT = [(f"{name} without links", "pl") for name in ("matches", "invitation", "link")]
SNAPPED = [*ALL, *WITHOUT]


def snapped(name: str, language: str):
    example, _, without = name.partition(" ")
    return arrived(letter_of(example, language, with_links=not without))


@pytest.mark.parametrize(("name", "language"), SNAPPED)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_the_mail_reads_as_it_did(name, language, kind):
    ending = "txt" if kind == "plain" else "html"
    file = SNAPSHOTS / f"{name.replace(' ', '_')}.{language}.{ending}"
    told = words(snapped(name, language), kind)
    if kind == "html":  # a tag a line, so that a change can be read
        told = re.sub(r"(?=<(?:tr|td|p|h[1-3]|a|img|style|div)\b)", "\n", told)
    if os.environ.get(WRITE):
        file.write_text(told, encoding="utf-8")

    assert file.exists(), HOW
    assert told == file.read_text(encoding="utf-8"), HOW


def test_no_snapshot_is_left_of_a_mail_that_is_no_more():
    wanted = {
        f"{name.replace(' ', '_')}.{language}.{ending}"
        for name, language in SNAPPED
        for ending in ("txt", "html")
    }

    assert {file.name for file in SNAPSHOTS.iterdir()} == wanted


@pytest.mark.parametrize(("name", "language"), ALL)
def test_the_html_survives_old_mail_programs(name, language):
    html = words(arrived(letter_of(name, language)), "html")
    tags = Tags(html)

    assert len(html.encode()) < HEAVIEST_HTML
    assert tags.named("html")[0]["lang"] == language
    assert {one.get("role") for one in tags.named("table")} == {"presentation"}
    assert all(one.get("alt") is not None for one in tags.named("img"))
    assert {"name": "color-scheme", "content": "light dark"} in tags.named("meta")
    assert "prefers-color-scheme: dark" in html
    assert not {tag for tag, _ in tags.found} & {"script", "link", "form", "iframe", "object"}
    assert all(one.get("style") for tag, one in tags.found if tag in {"a", "p", "h1", "h2", "h3"})


@pytest.mark.parametrize(("name", "language"), ALL)
def test_nothing_is_loaded_from_anywhere(name, language):
    message = arrived(letter_of(name, language))
    html = words(message, "html")
    inside = {part["Content-ID"].strip("<>") for part in message.walk() if part["Content-ID"]}

    assert not re.search(r"url\(|@import|@font-face|javascript:|\bon\w+=", html)
    assert {one["src"] for one in Tags(html).named("img")} == {f"cid:{one}" for one in inside}
    assert "cid:" not in html_to_look_at(compose(letter_of(name, language)))


@pytest.mark.parametrize(("name", "language"), ALL)
def test_every_link_is_one_of_the_readers_own_pages_or_writes_a_mail(name, language):
    letter = letter_of(name, language)
    links = letter.addresses
    message = arrived(letter)
    found = Tags(words(message, "html")).links
    written = re.findall(r"\S+://\S+", words(message))
    answers = {
        links.answer(half.conversation_id, half.attendee_id)
        for half in getattr(letter.content, "halves", ())
    }

    for link in [*found, *written]:
        own = link == links.page or link.startswith((f"{links.page}/", f"{links.page}?"))
        own = own or link == f"{links.page}#consents" or link == links.unsubscribe
        assert own or link in answers or link.startswith("mailto:"), link
    assert set(written) <= set(found)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_without_an_address_of_ours_the_reader_answers_the_mail(name, language):
    message = arrived(letter_of(name, language, with_links=False))
    links = Tags(words(message, "html")).links

    assert "://" not in words(message)
    assert links
    assert all(link.startswith("mailto:") for link in links)
    assert message["List-Unsubscribe"].startswith("<mailto:rozmowa@example.org?subject=unsub")
    assert message["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize(("name", "language"), ALL)
def test_the_text_is_wrapped_and_says_what_the_html_says(name, language):
    message = arrived(letter_of(name, language))
    text = words(message)
    seen = " ".join(Tags(words(message, "html")).words)

    assert all(len(line) <= 72 or "://" in line for line in text.splitlines())
    said = [line.strip(" *-„“”:") for line in text.splitlines() if line and "://" not in line]
    named = [line for line in said if re.fullmatch(r"[\w’-]+ [\w’-]+", line)]
    assert all(line in seen for line in named)
    assert not re.search(r"[<>]|\{\{|&\w+;", text)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_the_bytes_are_those_the_library_would_write(name, language):
    message = compose(letter_of(name, language))
    told = io.BytesIO()
    BytesGenerator(told, mangle_from_=False, policy=message.policy).flatten(message)

    assert message.as_bytes() == told.getvalue()
    assert message.as_bytes().isascii()
    assert max(map(len, message.as_bytes().split(b"\r\n"))) < 998
    assert b"8bit" not in message.as_bytes()


@pytest.mark.parametrize(("name", "language"), ALL)
def test_the_head_says_who_writes_to_whom_and_how_to_get_no_more(name, language):
    letter = letter_of(name, language)
    message = arrived(letter)
    counted = Counter(key.lower() for key in message)

    assert message["From"].addresses[0].display_name == "Rozmowa Poznań"
    assert message["From"].addresses[0].addr_spec == "rozmowa@example.org"
    assert message["To"].addresses[0].display_name == "Łucja Śliwińska"
    assert message["To"].addresses[0].addr_spec == "lucja@example.org"
    assert "Śniadanie w Poznaniu" in message["Subject"]
    assert message["Date"].datetime == WRITTEN
    assert message["Message-ID"] == f"<{letter.mail_id}.{letter.kind}@example.org>"
    assert message["Content-Language"] == language
    assert message["Auto-Submitted"] == "auto-generated"
    assert letter.addresses.unsubscribe in message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert set(counted.values()) == {1}
    assert not [key for key in message if key.lower().startswith(("x-", "reply"))]


def test_the_longest_mail_is_not_cut_by_gmail_and_says_where_the_rest_is():
    letter = letter_of()
    long = "ż'ó\"ł&ć " * 62
    sentence = replace(
        letter.content.met[0].sentence, words=long, correction=long, words_before=(long,) * 9
    )
    met = tuple(replace(one, sentence=sentence) for one in letter.content.met)
    halves = letter.content.halves * 20
    message = arrived(changed(letter, met=met, halves=halves, has_more=False))

    assert len(words(message, "html").encode()) < HEAVIEST_HTML
    text = " ".join(words(message).split())
    assert text.count("czas do") == 5
    assert "Pozostałe rozmowy są na Twojej stronie." in text


def test_one_click_is_offered_by_https_only():
    letter = letter_of()
    plain = replace(letter.addresses, unsubscribe="http://rozmowa.local/u/abc")

    message = arrived(replace(letter, addresses=plain))

    assert message["List-Unsubscribe-Post"] is None
    assert "http://" not in message["List-Unsubscribe"]


def test_the_same_mail_sent_again_is_the_same():
    assert compose(letter_of()).as_bytes() == compose(letter_of()).as_bytes()


def test_promises_with_a_day_go_into_the_calendar_as_the_page_gives_them():
    letter = letter_of()
    [met] = [one for one in letter.content.met if one.promise and one.promise.due_on]
    file = files_of(arrived(letter))["obietnice.ics"]
    [entry] = Calendar.from_ical(file.get_content()).walk("VEVENT")
    from_page = PromiseEntry(
        met.conversation_id,
        letter.content.recipient.attendee_id,
        "",
        met.promise.due_on,
        BREAKFAST.time_zone,
        met.promise.revision,
    )
    [of_page] = Calendar.from_ical(calendar_file(from_page, now=WRITTEN)).walk("VEVENT")

    assert file.get_content_type() == "text/calendar"
    assert (entry["UID"], entry["SEQUENCE"]) == (of_page["UID"], of_page["SEQUENCE"])
    assert entry["DTSTART"].dt == of_page["DTSTART"].dt
    assert entry["DTSTART"].dt.date() == date(2026, 11, 30)
    assert entry["SUMMARY"] == "Przedstawię komuś: Bartek Wójcik"
    assert entry["URL"] == letter.addresses.talk(met.conversation_id)


def test_each_dated_promise_has_an_entry_and_one_that_is_kept_has_none():
    letter = letter_of()
    met = letter.content.met
    dated = replace(met[0], conversation_id=met[1].conversation_id, name=met[1].name)

    both = arrived(changed(letter, met=(met[0], dated)))
    kept = arrived(changed(letter, met=(replace(met[0], is_kept=True),)))

    entries = Calendar.from_ical(files_of(both)["obietnice.ics"].get_content()).walk("VEVENT")
    assert len({entry["UID"] for entry in entries}) == 2
    assert "obietnice.ics" not in files_of(kept)
    assert "Obietnica dotrzymana: Przedstawię komuś" in words(kept)
    assert "/do/kept/" not in words(kept)


def test_only_who_shared_has_a_card_and_only_with_what_they_shared():
    letter = letter_of()
    met = letter.content.met
    shared = replace(
        met[0], name="Łukasz Żak", contact=Contact("Łukasz Żak", "", "", "600 100 200")
    )
    message = arrived(changed(letter, met=(shared, replace(met[1], contact=None))))
    files = files_of(message)

    card = vobject.readOne(files["Łukasz Żak.vcf"].get_content())
    assert card.fn.value == "Łukasz Żak"
    assert card.tel.value == "600 100 200"
    assert set(card.contents) == {"version", "n", "fn", "tel"}
    assert [name for name in files if name.endswith(".vcf")] == ["Łukasz Żak.vcf"]
    assert (
        b"filename*=utf-8''%C5%81ukasz%20%C5%BBak.vcf"
        in compose(changed(letter, met=(shared,))).as_bytes()
    )
    assert "anna@example.org" not in message.as_string() + words(message)


def test_what_was_added_later_stands_beside_what_was_written_first():
    letter = letter_of()
    first = letter.content.met[0]
    sentence = replace(first.sentence, words="Szuka kierowcy.", words_before=("Wozi jabłka.",))
    message = arrived(changed(letter, met=(replace(first, sentence=sentence),)))

    for told in (words(message), " ".join(Tags(words(message, "html")).words)):
        assert "Wcześniej:" in told
        assert "Wozi jabłka." in told
        assert "Szuka kierowcy." in told
        assert "Dopowiedzenie:" in told


def test_two_of_one_name_have_two_cards():
    letter = letter_of()
    first = letter.content.met[0]
    again = replace(first, conversation_id=letter.mail_id)

    files = files_of(arrived(changed(letter, met=(first, again))))

    assert [name for name in files if name.endswith("vcf")] == [
        "Bartek Wójcik.vcf",
        "Bartek Wójcik 2.vcf",
    ]


def test_an_address_that_two_share_gets_a_name_in_the_subject_and_nothing_inside():
    for name in ("matches", "reminder"):
        message = arrived(letter_of(name, is_address_shared=True))
        told = words(message) + words(message, "html")

        assert message["Subject"].endswith("Śniadanie w Poznaniu (Łucja Śliwińska)")
        assert files_of(message) == {}
        for private in ("Bartek", "Anna", "jabłek", "Przedstawię", "600 100", "/do/", "/talk/"):
            assert private not in told


def test_an_invitation_brings_the_badge_as_picture_as_pdf_and_as_words():
    letter = letter_of("invitation", is_address_shared=True)
    message = arrived(letter)

    [badge] = [one for one in message.walk() if str(one["Content-ID"]).startswith("<badge.")]
    assert Image.open(io.BytesIO(badge.get_content())).size == (900, 540)
    pdf = files_of(message)["identyfikator.pdf"]
    assert pdf.get_content().startswith(b"%PDF")
    assert "PRZY KEAD PRZY KEAD" in words(message)
    assert "Dom Kultury" in words(message)
    assert letter.addresses.consents in words(message)
    asked = arrived(changed(letter, asks_consents=False))
    assert "Dwa krótkie pytania" not in words(asked)


def test_an_idea_leads_to_the_page_where_both_are_asked():
    letter = letter_of()
    message = arrived(changed(letter, introduction=None, idea=IdeaOffered("Anna N.", "Jan Ś.")))

    assert "* Anna N.\n* Jan Ś." in words(message)
    assert letter.addresses.meet in Tags(words(message, "html")).links
    assert "/do/agree/" not in words(message)


def test_no_mail_counts_or_ranks_anybody():
    for name in EXAMPLES:
        text = words(arrived(letter_of(name, "en")))
        assert not re.search(r"\b\d+ (conversations|people|contacts|connections)\b", text)
        assert not re.search(r"\b(score|rank|points|most contacts|best)\w*\b", text)


@pytest.mark.parametrize("address", ["zażółć@example.org", "anna", "a b@example.org", "", "@x.pl"])
def test_an_address_that_cannot_be_written_to_is_told(address):
    with pytest.raises(UnusableAddressError):
        compose(letter_of(email=address))


def test_a_ring_is_solid_only_where_somebody_has_answered():
    def halves(kind: RingKind) -> list[bool]:
        picture = Image.open(io.BytesIO(ring_picture(kind))).convert("RGBA")
        y = picture.height // 2
        sides = (range(44), range(44, 88))
        middles = [[picture.getpixel((x, y + up)) for x in side] for side in sides for up in (0,)]
        return [sum(min(one) < 100 for one in line) > 6 for line in middles]

    assert halves(RingKind.FULL) == [True, True]
    assert halves(RingKind.HALF) == [True, False]
    assert halves(RingKind.WAITING) == [False, False]


def test_pictures_are_small_and_only_those_that_are_shown():
    message = arrived(letter_of("link"))
    pictures = [part for part in message.walk() if part.get_content_maintype() == "image"]

    assert [part["Content-ID"] for part in pictures] == [f"<ring-full@{SERVER.domain}>"]
    assert all(len(ring_picture(kind)) < 4_000 for kind in RingKind)
