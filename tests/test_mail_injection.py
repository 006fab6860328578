"""What somebody is called or wrote stays words: in the head, in the HTML, in the text, in files."""

import re
from dataclasses import replace

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from letters import BREAKFAST, Tags, arrived, changed, files_of, letter_of
from letters import words_of as words

from kiosk.mail.composing import Letter, compose
from kiosk.mail.words import head_line, one_line, wrapped
from matching.contacts import Contact
from matching.mailing.nouns import HalfTalk, IntroductionOffered, MatchMail

NAMES = [
    "Anna\r\nBcc: everybody@example.org",
    "Anna\nSubject: You have won",
    "Anna\r\n\r\n<script>alert(1)</script>",
    "Anna\x00\x08\x1b[31m",
    "Anna\u2028Bcc: x@example.org\u2029\x85\x0b\x0c",
    'Kowalska, "Anna" <a@example.org>',
    "Anna (z biura), Jan; Ola: <x>",
    "=?utf-8?q?Bcc=3A_x=40example.org?=",
    "=?utf-8?q?Anna=0D=0ABcc=3A_x=40example.org?= =?utf-8?b?DQpCY2M6IHhAeS5wbA==?=",
    "=?=?utf-8?q?=0D=0ABcc=3A_x=40y.pl?=",
    "Zażółć Gęślą-Jaźń " * 12,
    "A" * 400,
    "Anna \u202egro.elpmaxe@kcatta\u202c Nowak",
    "\u2066Anna\u2069 \ufeffNowak",
    "👩🏽‍🚀 Ania 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "نور العين",
    "O’Connor-Żółć",
    "../../etc/passwd",
    'CON: a|b?c*"d"<e>\\f',
    "   ",
    "@",
    ".",
]
MARKUP = [
    "<script>alert(1)</script>",
    "<mj-raw><script>alert(1)</script></mj-raw>",
    "</mj-text></mj-column><mj-include path='/etc/passwd' />",
    '<mj-image src="https://example.net/pixel.png" />',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% include 'base.mjml' %}{# #}",
    "]]> <![CDATA[ <b>x</b> ]]> <!-- x --> <?xml ?>",
    "&lt;b&gt; &amp;amp; &#x3c;script&#x3e; &bogus; &",
    "<![endif]--><a href='https://example.net'>x</a><!--[if mso]>",
    "javascript:alert(1) data:text/html,x",
    "<style>@import url(https://example.net/x.css)</style>",
    "BEGIN:VCARD\r\nEND:VCALENDAR\r\nATTACH:https://example.net/x",
    "--=_0b7c92805d395debbedf3aac486dd294.all--",
    "\r\n.\r\nQUIT\r\n",
    "Żółć & <Gęś> \"cytat\" 'apostrof' %s {0} {event}",
]


def filled_with(letter: Letter, said: str) -> Letter:
    """The same letter with these words wherever a guest's words can stand."""
    mail = letter.content
    assert isinstance(mail, MatchMail)
    met = replace(
        mail.met[0],
        name=said,
        company=said,
        sentence=replace(mail.met[0].sentence, words=said, correction=said, chips=()),
        contact=Contact(said, said, said, said),
    )
    half = mail.halves[0]
    offered = mail.introduction
    assert offered is not None
    return changed(
        letter,
        met=(met,),
        halves=(HalfTalk(half.conversation_id, half.attendee_id, said, True, half.ends_at),),
        introduction=IntroductionOffered(
            offered.introduction_id,
            said,
            said,
            said,
            tuple(replace(told, words=said, name=said) for told in offered.reasons),
        ),
        suggested=(),
    )


def shape_of(letter: Letter) -> list[tuple[str, tuple[str, ...]]]:
    """The tags of the HTML and which attributes each has, and where the links lead."""
    tags = Tags(words(arrived(letter), "html"))
    return [(tag, tuple(attributes)) for tag, attributes in tags.found]


def squeezed(text: str) -> str:
    """Without white space, which lines are broken at."""
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_stays_in_its_line_of_the_head(name):
    letter = letter_of(name=name, is_address_shared=True, event=replace(BREAKFAST, name=name))
    message = arrived(letter)
    head = compose(letter).as_bytes().split(b"\r\n\r\n")[0]

    assert [one.addr_spec for one in message["To"].addresses] == ["lucja@example.org"]
    shown = head_line(name)
    given_name = message["To"].addresses[0].display_name
    assert squeezed(given_name.rstrip("…")) in squeezed(shown)
    assert given_name or not shown
    assert list(message) == list(arrived(letter_of()))
    assert not re.search(rb"(?im)^(bcc|x-)", head)
    assert all(len(line) < 998 for line in head.split(b"\r\n"))
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", message["Subject"])


@pytest.mark.parametrize("said", [*NAMES, *MARKUP])
def test_what_a_guest_wrote_changes_no_tag_and_adds_no_link(said):
    harmless, hostile = (filled_with(letter_of(), one) for one in ("Anna", said))
    html = words(arrived(hostile), "html")

    assert shape_of(hostile) == shape_of(harmless)
    links = [link for link in Tags(html).links if not link.startswith("mailto:")]
    assert links == [
        link
        for link in Tags(words(arrived(harmless), "html")).links
        if not link.startswith("mailto:")
    ]
    assert squeezed(one_line(said)) in squeezed("".join(Tags(html).words))


@pytest.mark.parametrize("said", [*NAMES, *MARKUP])
def test_in_the_text_it_is_one_line_of_words(said):
    harmless, hostile = (words(arrived(filled_with(letter_of(), one))) for one in ("Anna", said))

    assert squeezed(one_line(said)) in squeezed(hostile)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", hostile)
    marks = [re.findall(r"(?m)^\*(?: |$)", one) for one in (hostile, harmless)]
    assert len(marks[0]) == len(marks[1])


@pytest.mark.parametrize("said", [*NAMES, *MARKUP])
def test_files_beside_the_mail_hold_one_card_and_one_entry(said):
    message = arrived(filled_with(letter_of(), said))
    files = files_of(message)
    [card_name] = [name for name in files if name.endswith(".vcf")]

    assert len(files) == 2
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', card_name)
    assert not card_name.startswith(".")
    cards = list(vobject.readComponents(files[card_name].get_content()))
    assert len(cards) == 1
    [entry] = Calendar.from_ical(files["obietnice.ics"].get_content()).walk("VEVENT")
    assert "ATTACH" not in entry


@pytest.mark.parametrize(
    "email", ["a@b.pl?bcc=x@example.org", 'a@b.pl"><b>', "a@b.pl\r\nBcc: x@y.pl", "ą@ż.pl"]
)
def test_a_shared_address_is_only_written_to(email):
    letter = letter_of()
    met = replace(letter.content.met[0], contact=Contact("", "", email, ""))
    html = words(arrived(changed(letter, met=(met,))), "html")
    [link] = [one for one in Tags(html).links if one.startswith("mailto:")]

    assert "?" not in link
    assert link.count("@") == email.count("@")
    assert link.isascii()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=st.text(max_size=150), said=st.text(min_size=1, max_size=300))
def test_any_words_arrive_as_they_are(name, said):
    letter = filled_with(letter_of(name=name, is_address_shared=False), said)
    message = arrived(letter)

    assert [one.addr_spec for one in message["To"].addresses] == ["lucja@example.org"]
    assert list(message) == list(arrived(letter_of()))
    assert shape_of(letter) == shape_of(filled_with(letter_of(), "Anna"))
    assert squeezed(one_line(said)) in squeezed(words(message))
    assert compose(letter).as_bytes().isascii()


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=400))
def test_breaking_lines_loses_no_word(text):
    assert squeezed(wrapped(text)) == squeezed(text)
