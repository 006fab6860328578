"""The organiser's commands, run as they are run: python -m kiosk COMMAND."""

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pypdf
import pytest
from cast import invite, invite_many, listed, make_event, rows, show_badge
from command_line import is_one_sentence, kiosk, kiosk_process
from PIL import Image

from benchmarks.badge_scene import symbol
from matching.badge_codes import in_groups, is_badge_code, new_badge_code
from matching.engines.file_bytes import log_of
from matching.engines.file_damage import recovered_path
from matching.events import find_event, list_events
from matching.model import Outcome
from matching.people import Listed, list_attendees
from matching.store import Store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with two guests, one of whom cancelled, and nobody else."""
    folder = tmp_path / "data"
    folder.mkdir()
    with Store.open(folder / "rozmowa.duckdb") as store:
        event = make_event(store)
        invite(store, event, "Żaneta Ćwik", email="zaneta@example.org", company="Źdźbło")
        invite(store, event, "Anna Nowak", email="anna@example.org")
        invite(store, event, "Ewa Odwołana", email="ewa@example.org", status="cancelled")
    return folder


def people_in(folder: Path) -> dict[str, Listed]:
    """Everybody on the list, by first name."""
    with Store.open(folder / "rozmowa.duckdb") as store:
        people = list_attendees(store, find_event(store, "evening"))
    return {person.name.split()[0]: person for person in people}


def qr_picture(code: str, file: Path) -> Path:
    """A badge's QR code as a picture file."""
    modules = symbol(code)
    side = len(modules)
    picture = Image.new("L", (side + 8, side + 8), 255)
    picture.paste(Image.fromarray((~modules * 255).astype("uint8")), (4, 4))
    picture.resize((8 * (side + 8),) * 2, Image.Resampling.NEAREST).save(file)
    return file


def pdf_text(file: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(file).pages)


# Events


def test_events_are_listed_with_slug_tab_name(folder):
    done = kiosk_process(folder, "events")

    assert (done.code, done.out, done.err) == (0, "evening\tEvening\n", "")


def test_an_empty_folder_has_no_events(tmp_path):
    assert kiosk(tmp_path / "new", "events").out == ""


def test_an_event_can_be_renamed_closed_and_opened_again(folder):
    renamed = kiosk(folder, "event", "evening", "--name", "Śniadanie", "--re-entry", "yes")
    closed = kiosk(folder, "event", "evening", "--close")
    opened = kiosk(folder, "event", "evening", "--reopen", "--re-entry", "no")

    assert renamed.out == "evening\tŚniadanie\topen\tre-entry yes\n"
    assert closed.out == "evening\tŚniadanie\tnot open\tre-entry yes\n"
    assert opened.out == "evening\tŚniadanie\topen\tre-entry no\n"


def test_an_opening_time_is_the_time_of_the_place(folder):
    assert kiosk(folder, "event", "evening", "--opens", "2099-07-01T17:30").code == 0

    with Store.open(folder / "rozmowa.duckdb") as store:
        opens = find_event(store, "evening").opens_at_utc
    assert opens.isoformat() == "2099-07-01T15:30:00+00:00"


# The sample and guest lists


def test_the_sample_is_made_once_with_its_badges_beside_the_database(tmp_path):
    first = kiosk(tmp_path, "sample")
    codes = kiosk(tmp_path, "codes").lines
    second = kiosk(tmp_path, "sample")

    assert (first.code, second.code) == (0, 0)
    assert 50 <= len(codes) <= 70
    assert kiosk(tmp_path, "codes").lines == codes
    assert (tmp_path / "sample-badges.pdf").read_bytes()[:5] == b"%PDF-"
    assert kiosk(tmp_path, "events").lines[0].startswith("sample\t")


def test_a_guest_list_is_taken_and_its_report_is_the_last_line(tmp_path):
    guests = tmp_path / "Śniadanie 23.11.csv"
    guests.write_text("Imię i nazwisko;E-mail\nAnna Nowak;anna@example.org\n", encoding="cp1250")

    done = kiosk_process(tmp_path / "data", "import", guests, "--json")

    report = json.loads(done.lines[-1])
    assert (done.code, report["imported"], report["skipped"]) == (0, 1, {})
    assert report["event"] == "sniadanie-23-11"
    assert len(kiosk(tmp_path / "data", "codes").lines) == 1


# Codes


def test_codes_are_name_code_email_of_everybody_on_the_list(folder):
    people = people_in(folder)

    done = kiosk_process(folder, "codes")

    assert done.lines == [
        f"Żaneta Ćwik\t{people['Żaneta'].code}\tzaneta@example.org",
        f"Anna Nowak\t{people['Anna'].code}\tanna@example.org",
        f"Ewa Odwołana\t{people['Ewa'].code}\tewa@example.org",
    ]


def test_new_codes_are_valid_all_different_and_nobodys(folder):
    done = kiosk_process(folder, "codes", "--new", 25)

    assert len(set(done.lines)) == 25
    assert all(map(is_badge_code, done.lines))
    with Store.open(folder / "rozmowa.duckdb") as store:
        answer = show_badge(store, find_event(store, "evening"), done.lines[0])
    assert answer.outcome is Outcome.UNKNOWN_CODE
    assert len(kiosk_process(folder, "codes").lines) == 3


def test_polish_letters_are_printed_where_the_machine_speaks_ascii_only(folder):
    done = kiosk_process(folder, "codes", environment={"LC_ALL": "C", "PYTHONIOENCODING": ""})

    assert done.lines[0].startswith("Żaneta Ćwik\t")


# Badges


def test_badges_are_printed_for_everybody_expected_and_change_no_code(folder, tmp_path):
    before = people_in(folder)

    done = kiosk_process(folder, "badges", "--out", tmp_path / "badges.pdf")

    text = pdf_text(tmp_path / "badges.pdf")
    assert (done.code, done.out) == (0, f"2 badges: {tmp_path / 'badges.pdf'}\n")
    assert "Żaneta" in text
    assert "Odwołana" not in text
    assert {name: person.code for name, person in people_in(folder).items()} == {
        name: person.code for name, person in before.items()
    }


@pytest.mark.parametrize("by", ["email", "code", "groups"])
def test_one_badge_can_be_printed_by_code_or_email(folder, tmp_path, by):
    anna = people_in(folder)["Anna"]
    wanted = {"email": " ANNA@example.org ", "code": anna.code, "groups": in_groups(anna.code)}[by]

    done = kiosk(folder, "badges", "--out", tmp_path / "one.pdf", "--only", wanted)

    assert done.lines == [f"1 badges: {tmp_path / 'one.pdf'}"]
    assert "Nowak" in pdf_text(tmp_path / "one.pdf")


def test_a_replaced_badge_has_a_new_code_and_the_old_one_ends(folder, tmp_path):
    before = people_in(folder)["Anna"].code

    done = kiosk_process(
        folder, "badges", "--replace", "anna@example.org", "--out", tmp_path / "new.pdf"
    )

    after = people_in(folder)["Anna"].code
    assert before != after
    assert done.lines[0] == f"new code: {in_groups(after)}"
    with Store.open(folder / "rozmowa.duckdb") as store:
        event = find_event(store, "evening")
        assert show_badge(store, event, before).outcome is Outcome.REPLACED_CODE
        assert show_badge(store, event, after).outcome is Outcome.ADMITTED


def test_a_replacement_that_cannot_be_drawn_or_written_leaves_the_old_badge_valid(folder, tmp_path):
    before = people_in(folder)["Anna"].code
    wrong_layout = ("--out", tmp_path / "new.pdf", "--layout", "nonsense")
    no_folder = ("--out", tmp_path / "nowhere" / "new.pdf")

    for options in (wrong_layout, no_folder):
        assert kiosk(folder, "badges", "--replace", "anna@example.org", *options).code == 2

    assert people_in(folder)["Anna"].code == before


def test_spare_badges_are_printed_and_can_be_given(folder, tmp_path):
    done = kiosk(folder, "badges", "--blank", 3, "--out", tmp_path / "spare.pdf")

    assert done.lines == [f"3 badges: {tmp_path / 'spare.pdf'}"]
    with Store.open(folder / "rozmowa.duckdb") as store:
        assert rows(store, "SELECT count(*) FROM badge WHERE person_id IS NULL") == [(3,)]


def test_badge_pictures_are_one_file_each_and_read_back_as_their_code(folder, tmp_path):
    people = people_in(folder)
    kiosk(folder, "badges", "--png", tmp_path / "pictures")

    files = sorted((tmp_path / "pictures").iterdir())
    done = kiosk(folder, "read", *files)

    codes = {line.split("\t")[1] for line in done.lines}
    assert codes == {people["Anna"].code, people["Żaneta"].code}


def test_badges_can_be_split_by_the_first_letter_of_the_family_name(folder, tmp_path):
    done = kiosk(folder, "badges", "--split", "--out", tmp_path / "badges.pdf")

    assert done.lines == [
        f"1 badges: {tmp_path / 'badges-A-K.pdf'}",
        f"1 badges: {tmp_path / 'badges-L-Z.pdf'}",
    ]


# The paper list


def test_the_paper_list_has_names_and_codes_of_everybody_expected(folder, tmp_path):
    people = people_in(folder)

    done = kiosk_process(folder, "list", "--out", tmp_path / "list.pdf")

    text = pdf_text(tmp_path / "list.pdf")
    assert done.lines == [f"2 people: {tmp_path / 'list.pdf'}"]
    assert "Nowak" in text
    assert "Odwołana" not in text
    assert in_groups(people["Anna"].code).split()[0] in text


# Reading pictures


def test_pictures_are_read_without_any_database(tmp_path):
    code = new_badge_code()
    badge = qr_picture(code, tmp_path / "badge.png")
    foreign = qr_picture("https://example.org/", tmp_path / "foreign.png")
    (tmp_path / "text.jpg").write_text("no picture")
    (tmp_path / "empty.jpg").write_bytes(b"")
    pictures = [badge, foreign, tmp_path / "text.jpg", tmp_path / "empty.jpg", tmp_path / "none"]

    done = kiosk_process(Path("/dev/null/no-folder"), "read", *pictures)

    assert (done.code, done.err) == (0, "")
    assert done.lines == [f"{badge}\t{code}", *(f"{name}\t-" for name in pictures[1:])]


# Backup, restore, recover


def test_a_backup_is_restored_and_what_was_there_is_kept(folder, tmp_path):
    backup = tmp_path / "backups" / "copy.duckdb"
    assert kiosk_process(folder, "backup", backup).out == f"backup written: {backup}\n"
    with Store.open(folder / "rozmowa.duckdb") as store:
        make_event(store, "later")

    restored = kiosk_process(folder, "restore", backup)

    assert restored.code == 0
    kept = Path(restored.out.strip().rsplit(" ", 1)[1])
    assert kiosk_process(folder, "events").out == "evening\tEvening\n"
    with Store.open(kept / "rozmowa.duckdb") as store:
        assert {event.slug for event in list_events(store)} == {"evening", "later"}


def test_a_relative_backup_path_is_meant_from_where_the_organiser_stands(folder, tmp_path):
    kiosk(folder, "backup", "here.duckdb", cwd=tmp_path)

    assert (tmp_path / "here.duckdb").exists()


def test_the_secret_is_not_in_a_backup_and_only_its_owner_reads_it(folder, tmp_path):
    kiosk(folder, "backup", tmp_path / "copy.duckdb")

    secret = folder / "secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_bytes() not in (tmp_path / "copy.duckdb").read_bytes()


def test_a_damaged_log_is_told_in_one_sentence_and_recover_goes_on(folder):
    database = folder / "rozmowa.duckdb"
    store = Store.open(database)
    event = find_event(store, "evening")
    for person in invite_many(store, event, 12):
        show_badge(store, event, person.code)
    log, base = log_of(database).read_bytes(), database.read_bytes()
    store.close()
    database.write_bytes(base)
    damaged = bytearray(log)
    damaged[-200] ^= 0xFF
    log_of(database).write_bytes(damaged)

    told = kiosk_process(folder, "events")
    recovered = kiosk_process(folder, "recover")

    assert is_one_sentence(told)
    assert told.err.strip().endswith("to go on with it run: python -m kiosk recover")
    assert recovered.lines[0].startswith("recovered 14 scans; ")
    assert kiosk_process(folder, "events").out == "evening\tEvening\n"


def test_nothing_to_recover_is_one_sentence(folder):
    assert is_one_sentence(kiosk(folder, "recover"))


def test_an_old_recovered_copy_never_takes_the_place_of_a_healthy_database(folder):
    database = folder / "rozmowa.duckdb"
    kiosk(folder, "backup", str(recovered_path(database)))
    with Store.open(database) as store:
        invite(store, find_event(store, "evening"), "Nowa Osoba")

    assert is_one_sentence(kiosk(folder, "recover"))
    assert "Nowa Osoba" in kiosk(folder, "codes").out


def test_a_backup_never_takes_the_place_of_the_secret(folder):
    kiosk(folder, "events")
    before = (folder / "secret").read_bytes()

    assert is_one_sentence(kiosk(folder, "backup", str(folder / "secret")))
    assert (folder / "secret").read_bytes() == before


def test_a_server_that_runs_holds_the_file_makes_backups_and_ends_well(new_server, tmp_path):
    """One server for several facts, as each start takes seconds."""
    server = new_server(prepare=lambda store: invite_many(store, make_event(store), 30))
    folder, target = server.folder, tmp_path / "hot.duckdb"
    makers = [
        ["events"],
        ["codes"],
        ["codes", "--new", "2"],
        ["badges", "--out", tmp_path / "x.pdf"],
        ["list", "--out", tmp_path / "y.pdf"],
        ["restore", folder / "rozmowa.duckdb"],
        ["event", "evening", "--close"],
        ["sample"],
    ]
    held = []

    def run(arguments: list) -> None:
        held.append((arguments, kiosk_process(folder, *arguments)))

    threads = [threading.Thread(target=run, args=(arguments,)) for arguments in makers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(held) == len(makers)
    for arguments, done in held:
        assert is_one_sentence(done, code=3), (arguments, done)
        assert "is in use by a running server" in done.err

    hot = kiosk_process(folder, "backup", target)
    nowhere = kiosk_process(folder, "backup", "/dev/null/nowhere.duckdb")
    foreign = kiosk_process(folder, "backup", target, environment={"ROZMOWA_SECRET": "x" * 20})

    assert (hot.code, hot.out) == (0, f"backup written: {target}\n")
    assert is_one_sentence(nowhere)
    assert is_one_sentence(foreign)
    with Store.open(target) as copy:
        assert rows(copy, "SELECT count(*) FROM attendee") == [(30,)]

    assert (folder / "server.json").exists()
    server.stop()
    assert "Traceback" not in server.output
    assert not (folder / "server.json").exists()
    assert kiosk_process(folder, "backup", target).code == 0


def test_a_server_that_was_killed_left_an_address_that_does_not_confuse(folder, tmp_path):
    """Its file stays, but nobody holds the database any more."""
    (folder / "server.json").write_text('{"url": "http://localhost:9", "pid": 1}')

    assert kiosk(folder, "backup", tmp_path / "copy.duckdb").code == 0


def test_a_held_file_with_a_wrong_address_is_one_sentence_and_exit_code_3(folder, tmp_path):
    with Store.open(folder / "rozmowa.duckdb"):
        for content in ["", "[]", '{"url": "http://localhost:9"}']:
            (folder / "server.json").write_text(content)
            done = kiosk_process(folder, "backup", tmp_path / "copy.duckdb")

            assert is_one_sentence(done, code=3), (content, done)


# Wrong input


@pytest.mark.parametrize(
    "arguments",
    [
        ["codes", "--event", "nowhere"],
        ["codes", "--event", "'; DROP TABLE event"],
        ["badges"],
        ["badges", "--out", "x.pdf", "--layout", "nonsense"],
        ["badges", "--out", "x.pdf", "--only", "nobody@example.org"],
        ["badges", "--out", "x.pdf", "--only", ""],
        ["badges", "--out", "x.pdf", "--only", "EV1:AAAA"],
        ["badges", "--out", "/dev/null/x.pdf"],
        ["badges", "--out", "."],
        ["badges", "--png", "/dev/null/pictures"],
        ["badges", "--replace", "nobody@example.org"],
        ["list", "--out", "/dev/null/x.pdf"],
        ["event", "nowhere", "--close"],
        ["event", "evening", "--opens", "tomorrow"],
        ["event", "evening", "--opens", "2026-13-45T99:99"],
        ["backup", "."],
        ["backup", "/dev/null/x.duckdb"],
        ["restore", "nowhere.duckdb"],
        ["restore", "."],
        ["restore", "/etc/hostname"],
        ["recover"],
        ["import", "nowhere.csv"],
        ["import", "."],
        ["import", "/etc/hostname"],
    ],
    ids=" ".join,
)
def test_wrong_input_is_one_sentence_on_stderr_and_exit_code_2(folder, tmp_path, arguments):
    done = kiosk(folder, *arguments, cwd=tmp_path)

    assert is_one_sentence(done), done
    assert kiosk(folder, "events").out == "evening\tEvening\n"


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["codes", "--new", "0"],
        ["codes", "--new", "5001"],
        ["codes", "--new", "²"],
        ["badges", "--blank", "-1", "--out", "x.pdf"],
        ["event", "evening", "--re-entry", "perhaps"],
        ["list"],
        ["read"],
    ],
    ids=" ".join,
)
def test_a_command_that_cannot_be_understood_shows_its_usage_and_exits_2(tmp_path, arguments):
    done = kiosk(tmp_path, *arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: python -m kiosk")
    assert "error: " in done.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANGUAGE", "fr"),
        ("PIN", "1"),
        ("SECRET", "short"),
        ("PUBLIC_URL", "not an address"),
        ("EVENT", "Ä B"),
        ("DATABASE", "mysql://x"),
        ("DATA", "/dev/null/data"),
    ],
)
def test_a_wrong_setting_is_one_sentence_that_names_it(folder, name, value):
    done = kiosk(folder, "events", **{name: value})

    assert is_one_sentence(done)
    assert f"ROZMOWA_{name}" in done.err


def test_without_any_event_the_sentence_says_what_to_do(tmp_path):
    done = kiosk(tmp_path, "codes")

    assert is_one_sentence(done)
    assert "python -m kiosk sample" in done.err


def test_with_several_events_the_sentence_lists_them(folder):
    with Store.open(folder / "rozmowa.duckdb") as store:
        make_event(store, "second")

    done = kiosk(folder, "codes")

    assert is_one_sentence(done)
    assert "evening, second" in done.err
    assert len(kiosk(folder, "codes", "--event", "evening").lines) == 3
    assert kiosk(folder, "codes", EVENT="second").out == ""


def test_two_people_with_one_email_are_told_apart_by_their_codes(folder, tmp_path):
    with Store.open(folder / "rozmowa.duckdb") as store:
        event = find_event(store, "evening")
        other = invite(store, event, "Adam Nowak", email="anna@example.org")
        assert listed(store, event, other.attendee_id).code == other.code

    both = kiosk(folder, "badges", "--out", tmp_path / "x.pdf", "--only", "anna@example.org")
    one = kiosk(folder, "badges", "--out", tmp_path / "x.pdf", "--only", other.code)

    assert is_one_sentence(both)
    assert one.code == 0


def test_a_reader_that_closes_early_is_no_error(folder):
    done = subprocess.run(
        f"'{sys.executable}' -m kiosk codes --new 3000 | head -n 1",
        shell=True,
        env={**os.environ, "ROZMOWA_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert is_badge_code(done.stdout.strip())
    assert "Traceback" not in done.stderr
