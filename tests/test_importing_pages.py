"""A guest list on its way from the organiser's laptop to the event."""

import io
import tomllib
import zipfile
from pathlib import Path

import pytest
from cast import invite, make_event, rows
from openpyxl import Workbook

from kiosk.dashboard.importing.jobs import Job, Stage, jobs
from kiosk.texts import catalogue, languages
from matching.events import list_events
from matching.guest_lists import errors as list_errors
from matching.guest_lists.headers import HEADER_FILE
from matching.guest_lists.importing import ImportOptions
from matching.guest_lists.previewing import preview_guest_list
from matching.guest_lists.report import REASONS
from matching.guest_lists.sheet import GuestListFile
from matching.people import list_attendees

pytest_plugins = ["set_up_fixtures"]

HERE = "/staff/import"
MODULE = list_errors.__name__
LISTS = Path(__file__).parent / "guest_lists"
HEADER = "Imię i nazwisko;E-mail;Firma;Dieta;Status\n"
TWO = f"{HEADER}Łucja Śnieć;lucja@example.org;Źródło;wege;opłacone\nJan Kos;;Las;;anulowane\n"


@pytest.fixture
def store(set_up_server):
    """The running server's."""
    return set_up_server.store


@pytest.fixture(autouse=True)
def no_jobs():
    """Nobody's file waits from another test."""
    jobs._jobs.clear()


def upload(laptop, data, name="lista.csv", **fields):
    """Send a file and wait until it was read; the address of its page."""
    content = data.encode() if isinstance(data, str) else data
    sent = {"where": "evening", "name": ""} | fields
    answer = laptop.browser.post(HERE, data=sent, files={"list": (name, content)})
    jobs.wait(30)
    return answer.headers.get("location", ""), answer


def confirm(laptop, address, **fields):
    laptop.send(f"{address}/confirm", **fields)
    jobs.wait(30)
    return laptop.look(address)


def workbook(*lines):
    book, file = Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


@pytest.mark.usefixtures("event")
def test_the_preview_says_what_would_happen_and_nothing_is_kept(organiser_laptop, store):
    address, _ = upload(organiser_laptop, TWO)

    page = organiser_laptop.look(address)

    assert 'data-screen="staff-import-ready"' in page.text
    for words in ("Łucja Śnieć", "lucja@example.org", "Źródło", "nowy gość", "anulowany"):
        assert words in page.text
    assert rows(store, "SELECT * FROM person") == []
    assert rows(store, "SELECT * FROM audit WHERE act = 'guest_list_imported'") == []


@pytest.mark.usefixtures("event")
def test_every_column_is_said_with_its_meaning(organiser_laptop):
    address, _ = upload(organiser_laptop, TWO)

    page = organiser_laptop.look(f"{address}?lang=en").text

    assert '<th scope="row">Dieta</th><td><span class="caption">kept as it is</span>' in page
    assert '<th scope="row">Firma</th><td>Company</td>' in page


def test_after_the_yes_the_guests_are_on_the_list_and_the_file_is_gone(
    organiser_laptop, store, event
):
    address, _ = upload(organiser_laptop, TWO)

    page = confirm(organiser_laptop, address)

    assert 'data-screen="staff-import-done"' in page.text
    assert [person.name for person in list_attendees(store, event)] == ["Łucja Śnieć"]
    (job,) = jobs._jobs.values()
    assert (job.source, job.preview) == (None, None)
    ((detail, actor),) = rows(
        store, "SELECT detail, actor FROM audit WHERE act = 'guest_list_imported'"
    )
    assert detail == "1 new, 0 found, 0 cancelled"
    assert actor.startswith("staff:")


def test_a_second_yes_imports_nothing_twice(organiser_laptop, store, event):
    address, _ = upload(organiser_laptop, TWO)
    confirm(organiser_laptop, address)

    confirm(organiser_laptop, address)

    assert len(list_attendees(store, event)) == 1
    assert len(rows(store, "SELECT * FROM audit WHERE act = 'guest_list_imported'")) == 1


@pytest.mark.usefixtures("event")
def test_a_discarded_file_is_forgotten_at_once(organiser_laptop, store):
    address, _ = upload(organiser_laptop, TWO)
    (job,) = jobs._jobs.values()

    page = organiser_laptop.after(organiser_laptop.send(f"{address}/discard"))

    assert "Nic nie zapisano" in page.text
    assert (job.source, job.preview) == (None, None)
    assert organiser_laptop.look(address).status_code == 404
    assert rows(store, "SELECT * FROM person") == []


@pytest.mark.usefixtures("event")
def test_a_file_that_nobody_confirms_is_forgotten(organiser_laptop):
    address, _ = upload(organiser_laptop, TWO)
    (job,) = jobs._jobs.values()
    job.ends_at = 0

    assert organiser_laptop.look(address).status_code == 404
    assert (job.source, job.preview, jobs._jobs) == (None, None, {})


@pytest.mark.usefixtures("event")
def test_a_new_file_takes_the_place_of_the_one_before(organiser_laptop):
    first, _ = upload(organiser_laptop, TWO)

    second, _ = upload(organiser_laptop, TWO)

    assert organiser_laptop.look(first).status_code == 404
    assert organiser_laptop.look(second).status_code == 200
    assert second in organiser_laptop.look(HERE).text


@pytest.mark.usefixtures("event")
def test_nobody_else_sees_the_file(organiser_laptop, staff_laptop):
    address, _ = upload(organiser_laptop, TWO)

    assert staff_laptop.look(address).status_code == 404
    assert staff_laptop.look(HERE).status_code == 404
    (job,) = jobs._jobs.values()
    assert jobs.find(job.job_id, job.job_id) is None


@pytest.mark.usefixtures("event")
def test_another_encoding_changes_the_preview(organiser_laptop):
    in_cp1250 = TWO.encode("cp1250")
    address, _ = upload(organiser_laptop, in_cp1250)
    assert "Łucja Śnieć" in organiser_laptop.look(address).text

    organiser_laptop.send(f"{address}/encoding", encoding="cp852")
    jobs.wait(30)
    wrong = organiser_laptop.look(address).text
    assert "Łucja Śnieć" not in wrong
    assert '<option value="cp852" selected>' in wrong

    organiser_laptop.send(f"{address}/encoding", encoding="no such")
    jobs.wait(30)
    assert "Łucja Śnieć" in organiser_laptop.look(address).text


@pytest.mark.usefixtures("event")
def test_an_encoding_that_does_not_fit_is_told_and_there_is_a_way_back(organiser_laptop):
    address, _ = upload(organiser_laptop, TWO.encode("cp1250"))

    organiser_laptop.send(f"{address}/encoding", encoding="utf-8")
    jobs.wait(30)

    page = organiser_laptop.look(address)
    assert 'data-screen="staff-import-refused"' in page.text
    assert f"{address}/encoding" in page.text


def test_the_encoding_that_was_chosen_is_the_one_that_is_imported(organiser_laptop, store, event):
    address, _ = upload(organiser_laptop, TWO.encode("cp852"))
    organiser_laptop.send(f"{address}/encoding", encoding="cp852")
    jobs.wait(30)

    confirm(organiser_laptop, address)

    assert [person.name for person in list_attendees(store, event)] == ["Łucja Śnieć"]


def test_who_is_known_is_told_apart_from_who_is_new(organiser_laptop, store, event):
    invite(store, event, "Anna Nowak", email="anna@example.org", company="Sad")
    invite(store, event, "Bartek Lis", email="bartek@example.org", company="Las")
    lines = "Anna Nowak;anna@example.org;Sad\nBartek Lis;bartek@example.org;Pole\nEwa Zew;;\n"
    address, _ = upload(organiser_laptop, f"Name;Email;Company\n{lines}Ewa Zew;;\n")

    page = organiser_laptop.look(address).text

    for words in ("bez zmian</span>", "zmiana</span>", "nowy gość</span>", "ta sama osoba"):
        assert words in page


def test_a_list_may_make_an_event_of_its_own(organiser_laptop, store):
    address, _ = upload(organiser_laptop, TWO, name="C:\\Lists\\Śniadanie_23.11.csv", where="")
    assert list_events(store) == []

    confirm(organiser_laptop, address)

    (made,) = list_events(store)
    assert (made.name, made.slug) == ("Śniadanie 23.11", "sniadanie-23-11")


def test_a_new_event_of_a_known_name_stays_another_one(organiser_laptop, store, event):
    address, _ = upload(organiser_laptop, TWO, where="", name="Evening")

    confirm(organiser_laptop, address)

    assert {one.slug for one in list_events(store)} == {"evening", "evening-2"}
    assert list_attendees(store, event) == []


def test_nothing_is_imported_into_the_sample(organiser_laptop, store):
    make_event(store, "sample", is_sample=True)

    assert '<option value="sample"' not in organiser_laptop.look(HERE).text
    _, answer = upload(organiser_laptop, TWO, where="sample")

    assert answer.status_code == 422
    assert "przykładowego" in answer.text
    assert rows(store, "SELECT * FROM person") == []


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("name", sorted(file.name for file in LISTS.iterdir()))
def test_every_list_that_the_command_line_takes_has_a_preview(organiser_laptop, name):
    address, _ = upload(organiser_laptop, (LISTS / name).read_bytes(), name=name)

    assert 'data-screen="staff-import-ready"' in organiser_laptop.look(address).text


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "obraz"),
        (b"\xd0\xcf\x11\xe0 old", ".xls"),
        (b"PK\x03\x04 broken", "uszkodzony"),
        (b"\x00\x01\x02\x03" * 50, "nie umiemy"),
        (b" \n;;\n", "nikogo nie ma"),
        (b"one;two\nthree;four\n", "nie nazywa kolumn"),
        (b"<html><body>Anna</body></html>", "XML"),
        (b'Name;Email\n"Anna;x\n' + b"y;z\n" * 40, "Cudzys"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_one_sentence(organiser_laptop, store, data, words):
    address, _ = upload(organiser_laptop, data)

    page = organiser_laptop.look(address)

    assert 'data-screen="staff-import-refused"' in page.text
    assert words in page.text
    assert rows(store, "SELECT * FROM person") == []


@pytest.mark.usefixtures("event")
def test_a_workbook_that_unpacks_to_much_more_is_refused_before_it_is_unpacked(organiser_laptop):
    bomb = io.BytesIO(workbook(["Name", "Email"], ["Anna", "anna@example.org"]))
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/more.xml", bytes(40_000_000))

    address, _ = upload(organiser_laptop, bomb.getvalue(), name="list.xlsx")

    assert "MB" in organiser_laptop.look(address).text
    assert 'data-screen="staff-import-refused"' in organiser_laptop.look(address).text


def test_formulas_are_only_what_they_came_to(organiser_laptop, store, event):
    data = workbook(
        ["Name", "Email", "Company"], ["Anna Nowak", "a@example.org", '=cmd|" /C calc"!A0']
    )
    address, _ = upload(organiser_laptop, data, name="list.xlsx")

    confirm(organiser_laptop, address)

    (anna,) = list_attendees(store, event)
    assert anna.company == ""


@pytest.mark.usefixtures("event")
def test_words_of_the_file_are_never_markup(organiser_laptop):
    words = '"<script>alert(1)</script> & Co"'
    address, _ = upload(
        organiser_laptop, f"Name;Email;Company;<b>x</b>\nAnna;a@example.org;{words};1\n"
    )

    page = organiser_laptop.look(address).text

    assert "<script>alert" not in page
    assert "<b>x</b>" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.usefixtures("event")
def test_more_than_twenty_megabytes_are_refused(organiser_laptop):
    _, answer = upload(organiser_laptop, b"Name\n" + b"Anna\n" * 4_100_000)

    assert answer.status_code == 413
    assert "20 MB" in answer.text


@pytest.mark.usefixtures("event")
def test_without_a_file_the_form_says_so(organiser_laptop):
    answer = organiser_laptop.browser.post(HERE, data={"where": "evening"}, files={"x": ("", b"")})

    assert answer.status_code == 422
    assert "wybierz plik" in answer.text


@pytest.mark.usefixtures("event")
@pytest.mark.parametrize("path", ["nothing", "b5a9b8e2-0000-4000-8000-000000000000"])
def test_a_file_that_is_not_there_is_not_found(organiser_laptop, path):
    assert organiser_laptop.look(f"{HERE}/{path}").status_code == 404
    assert organiser_laptop.send(f"{HERE}/{path}/confirm").status_code == 404


def job_at_work(set_up_server, event):
    return Job(
        session_id=event.event_id,
        store=set_up_server.store,
        source=GuestListFile("list.csv", b""),
        place=event,
        options=ImportOptions(),
        file_name="list.csv",
    )


def test_the_bar_moves_and_the_page_asks_again_by_itself(organiser_laptop, set_up_server, event):
    job = job_at_work(set_up_server, event)
    (session_id,) = [
        row[0] for row in rows(set_up_server.store, "SELECT session_id FROM staff_session")
    ]
    job.session_id, job.stage = session_id, Stage.IMPORTING
    job.tell(1500, 6000)
    jobs._jobs[job.job_id] = job

    page = organiser_laptop.look(f"{HERE}/{job.job_id}").text
    part = organiser_laptop.look(f"{HERE}/{job.job_id}/part")

    assert '<progress value="25" max="100"' in page
    assert f'data-refresh="{HERE}/{job.job_id}/part"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert "1500" in part.text
    tag = part.headers["etag"]
    assert (
        organiser_laptop.look(
            f"{HERE}/{job.job_id}/part", headers={"If-None-Match": tag}
        ).status_code
        == 304
    )


def test_what_breaks_while_importing_is_told_and_nothing_is_kept(
    organiser_laptop, store, event, monkeypatch
):
    address, _ = upload(organiser_laptop, TWO)

    def fail(*_args, **_options):
        raise RuntimeError

    monkeypatch.setattr("matching.guest_lists.importing.write_plan", fail)
    page = confirm(organiser_laptop, address)

    assert 'data-screen="staff-import-failed"' in page.text
    assert rows(store, "SELECT * FROM person") == []
    assert list_attendees(store, event) == []


def test_a_preview_writes_nothing_and_counts_as_the_import_does(store, event):
    source = GuestListFile("list.csv", TWO.encode())

    preview = preview_guest_list(store, source, event=event, options=ImportOptions())

    assert [guest.fate or guest.refusal for guest in preview.guests] == ["new", "cancelled"]
    assert (preview.rows, preview.report.imported, preview.report.dry_run) == (2, 1, True)
    assert rows(store, "SELECT * FROM person") == []


def test_every_reason_against_a_file_or_a_row_has_a_sentence_in_both_languages():
    remarks = ("too_many_columns", "text_too_long", "invalid_email", "unknown_status")
    keys = [f"import.reason_{reason}" for reason in (*REASONS, *remarks, "unreadable_card")]
    keys += [
        f"import.problem_{thing.code}"
        for thing in vars(list_errors).values()
        if isinstance(thing, type) and hasattr(thing, "code") and thing.__module__ == MODULE
        if thing is not list_errors.ForeignFormatError
    ]
    fields = {*tomllib.loads(HEADER_FILE.read_text(encoding="utf-8"))["fields"]}
    # What depends on other columns is settled before a column is shown.
    keys += [
        f"import.field_{one}" for one in fields - {"attendee_email", "position_or_job", "group"}
    ]

    for language in languages():
        assert [key for key in keys if catalogue(language).get(key) is None] == []
