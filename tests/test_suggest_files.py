"""The service for other systems: python -m matching suggest, from files to files."""

import contextlib
import csv
import io
import json
import random
from itertools import product
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from chance import SEED
from command_line import Done, is_one_sentence
from small_world import random_world

from matching.__main__ import main
from matching.suggestions.nouns import Picture

PEOPLE = """\
person_id,name,company,group,language,offers,needs
a,Anna Nowak,Kłos,food,pl,Ciasta na zamówienie,Księgowość; żagle
b,Bartek Wójcik,Faktura,money,pl,accounting;tax,birthday cakes
c,Celina O'Connor,,web,en,websites,grants
d,Dorota Ćwik,Fundusz,money,pl,dotacje,
"""
CONTACTS = "person_a,person_b,status\na,d,connected\nd,b,connected\na,c,met\n"
HEADER = ["person_id", "suggested_id", "rank", "score", "via"]


def suggest(folder: Path, people: object = PEOPLE, contacts: object = CONTACTS, *more: str) -> Done:
    """Run the command; people, contacts: a path, or the text of a CSV; more: other options."""
    files = {"people": people, "contacts": contacts}
    for name, content in files.items():
        if not isinstance(content, Path):
            files[name] = folder / f"{name}.csv"
            files[name].write_bytes(content if isinstance(content, bytes) else content.encode())
    options = {"--top": "3", "--out": str(folder / "out.csv")}
    options |= dict(zip(more[::2], more[1::2], strict=True))
    given = [word for option in options.items() for word in option]
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            paths = ["--people", str(files["people"]), "--contacts", str(files["contacts"])]
            code = main(["suggest", *paths, *given])
        except SystemExit as end:
            code = int(end.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def lists_in(folder: Path, name: str = "out.csv") -> dict[str, list[str]]:
    """Whom each person got, in the order of the file."""
    found: dict[str, list[str]] = {}
    with (folder / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["person_id"], []).append(row["suggested_id"])
    return found


def reasons_in(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "why.jsonl").read_text("utf-8").splitlines()]


def rows_of(picture: Picture) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """A picture as another system would write it down."""
    people = [
        {
            "person_id": node.id,
            "company": node.company,
            "group": node.group,
            "language": node.language,
            "offers": ";".join(wish.words for wish in node.wishes if not wish.is_need),
            "needs": ";".join(wish.words for wish in node.wishes if wish.is_need),
        }
        for node in picture.nodes
    ]
    contacts = [
        {"person_a": one.one, "person_b": one.other, "status": str(one.relation)}
        for one in picture.ties
        if str(one.relation) != "other"
    ]
    return people, contacts


def write(folder: Path, ending: str, *tables: list[dict[str, str]]) -> list[Path]:
    files = [folder / f"{name}.{ending}" for name in ("people", "contacts")]
    for file, rows in zip(files, tables, strict=True):
        if ending == "parquet":
            pq.write_table(pa.Table.from_pylist(rows), file)
            continue
        with file.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return files


def test_anna_needs_accounting_and_bartek_offers_it_and_dorota_can_introduce_them(tmp_path):
    done = suggest(tmp_path, PEOPLE, CONTACTS, "--reasons", str(tmp_path / "why.jsonl"))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    assert (done.code, done.out, done.err) == (0, "", "")
    assert rows[0] == HEADER
    assert [rows[1][place] for place in (0, 1, 2, 4)] == ["a", "b", "1", "d"]
    why = reasons_in(tmp_path)
    assert [(row["person_id"], row["suggested_id"]) for row in why] == [
        tuple(r[:2]) for r in rows[1:]
    ]
    assert why[0]["reasons"] == [
        {
            "kind": "they_offer",
            "term": "chip:accounting",
            "words": "accounting",
            "proof": ["a/needs", "b/offers"],
        },
        {"kind": "acquaintance", "acquaintance": "d", "proof": ["a+d", "b+d"]},
        {"kind": "other_group", "words": "money", "proof": ["a", "b"]},
    ]


@pytest.mark.parametrize("kind", ["mutual", "free"])
def test_the_same_data_gives_the_same_bytes_whatever_the_order_and_the_format(tmp_path, kind):
    chance = random.Random(SEED)
    people, contacts = rows_of(random_world(chance, 30, is_plain=True))
    people += [row | {"needs": "Term01;Term02"} for row in people[:5]]  # the same people again
    written: dict[str, list[bytes]] = {"out.csv": [], "out.parquet": [], "why.jsonl": []}
    for ending, out in product(("csv", "parquet"), ("out.csv", "out.parquet")):
        chance.shuffle(people)
        chance.shuffle(contacts)
        files = write(tmp_path, ending, people, contacts)
        more = ["--lists", kind, "--reasons", str(tmp_path / "why.jsonl")]
        assert suggest(tmp_path, *files, "--out", str(tmp_path / out), *more).code == 0
        for name in (out, "why.jsonl"):
            written[name].append((tmp_path / name).read_bytes())

    assert written["out.csv"][0].count(b"\n") > 50
    assert all(len(set(versions)) == 1 for versions in written.values())


def test_csv_and_parquet_tell_the_same(tmp_path):
    suggest(tmp_path)
    suggest(tmp_path, PEOPLE, CONTACTS, "--out", str(tmp_path / "out.parquet"))
    table = pq.read_table(tmp_path / "out.parquet")
    kinds = {field.name: str(field.type) for field in table.schema}
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert list(kinds) == HEADER
    assert kinds["person_id"] == kinds["via"] == "string"
    assert [
        {name: f"{value:.6f}" if name == "score" else str(value) for name, value in row.items()}
        for row in table.to_pylist()
    ] == rows


def test_the_options_of_the_page_and_their_columns_are_those_of_the_command(tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["suggest", "--help"])

    shown = capsys.readouterr().out
    page = (Path(__file__).parent.parent / "docs" / "suggestions.md").read_text("utf-8")
    for option in ("--people", "--contacts", "--top", "--out", "--lists", "--reasons"):
        assert option in shown
        assert option in page
    assert all(f"`{name}`" in page for name in HEADER)


# What files are like


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> bytes:
    """What comes of the files as they stand above."""
    folder = tmp_path_factory.mktemp("plain")
    suggest(folder)
    return (folder / "out.csv").read_bytes()


@pytest.mark.parametrize(
    "people",
    [
        "\ufeff" + PEOPLE.replace("\n", "\r\n").removesuffix("\r\n"),
        PEOPLE.replace("Anna Nowak", '"Nowak, ""Ania""\nAnna"').replace("a,", " a ,", 1),
        PEOPLE.replace("person_id,", "spare,person_id,").replace("\n", "\n1,").removesuffix("1,"),
        PEOPLE.replace("Anna Nowak", "A" * 10_000).replace("Bartek", "B\0"),
    ],
    ids=["bom crlf", "quotes and spaces", "further columns", "long and nul"],
)
def test_the_ways_of_other_programs_to_write_a_csv_make_no_difference(tmp_path, plain, people):
    assert suggest(tmp_path, people).err == ""
    assert (tmp_path / "out.csv").read_bytes() == plain


def test_ids_alone_are_enough(tmp_path):
    done = suggest(tmp_path, "person_id\na\nb\nc\n", "person_a,person_b,status\n")

    assert (done.code, done.err) == (0, "")
    assert set(lists_in(tmp_path)) == {"a", "b", "c"}


def test_lists_in_one_column_alone_are_still_split_at_semicolons(tmp_path):
    people = "offers,person_id\ntax;law;web,a\ncakes;tea;web,b\nlaw;ink;web,c\n"

    assert suggest(tmp_path, people, "person_a,person_b,status\n").code == 0
    assert set(lists_in(tmp_path)) == {"a", "b", "c"}


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", 'a,"\nb', "Ż" * 10_000])
def test_any_text_can_be_an_id_and_comes_back_as_it_was(tmp_path, name):
    contacts = [{"person_a": name, "person_b": "z", "status": "met"}]
    people = [{"person_id": one, "offers": "tax"} for one in (name, "y", "z")]

    assert suggest(tmp_path, *write(tmp_path, "csv", people, contacts)).code == 0
    assert lists_in(tmp_path) == {name: ["y"], "y": sorted([name, "z"]), "z": ["y"]}


def test_numbers_can_be_ids(tmp_path):
    people = pa.table({"person_id": [1, 2, 10], "offers": [["tax", "law"], [], None]})
    contacts = pa.table({"person_a": [1], "person_b": [2], "status": ["connected"]})
    pq.write_table(people, tmp_path / "p.parquet")
    pq.write_table(contacts, tmp_path / "c.parquet")

    assert suggest(tmp_path, tmp_path / "p.parquet", tmp_path / "c.parquet").err == ""
    assert lists_in(tmp_path) == {"1": ["10"], "10": ["1", "2"], "2": ["10"]}


@pytest.mark.parametrize("name", ["it's ż.csv", "p*.csv", "p[1].csv", "p?.csv"])
def test_a_name_of_a_file_is_only_a_name(tmp_path, name):
    for other in ("pX.csv", "p1.csv"):
        (tmp_path / other).write_text("person_id\nWRONG\n", encoding="utf-8")
    (tmp_path / name).write_text(PEOPLE, encoding="utf-8")
    done = suggest(tmp_path, tmp_path / name, CONTACTS, "--out", str(tmp_path / f"out {name}"))

    assert done.code == 0
    assert set(lists_in(tmp_path, f"out {name}")) == {"a", "b", "c", "d"}


# What cannot be used


def test_rows_that_cannot_be_used_are_counted(tmp_path):
    people = PEOPLE + "a,Anna again,,,,,\n,Nobody,,,,,\n"
    contacts = CONTACTS + "a,nobody,met\na,a,met\nd,a,connected\nb,c,maybe\nb,c,\n"
    done = suggest(tmp_path, people, contacts)

    assert done.code == 0
    assert done.err.splitlines() == [
        "1 row left out: a contact of somebody who is not among the people",
        "1 row left out: a contact of somebody with themselves",
        "2 rows left out: a contact whose status is not connected, met or declined",
        "1 row left out: a person without person_id",
        "1 row left out: a repeated contact",
        "1 row left out: a repeated person_id",
    ]


def test_of_two_rows_of_a_pair_the_one_that_tells_more_counts(tmp_path):
    done = suggest(tmp_path, PEOPLE, CONTACTS.replace("a,d,connected", "a,d,met\nd,a,CONNECTED"))

    assert done.code == 0
    assert ",d\n" in (tmp_path / "out.csv").read_text("utf-8")  # Dorota still introduces


@pytest.mark.parametrize(
    ("people", "contacts"),
    [
        (Path("/nowhere/people.csv"), CONTACTS),
        (PEOPLE, Path("/nowhere/contacts.parquet")),
        (PEOPLE.replace("person_id", "id"), CONTACTS),
        (PEOPLE, CONTACTS.replace("status", "state")),
        ("", CONTACTS),
        ("person_id,name\n", CONTACTS),
        (PEOPLE, ""),
        ("person_id;name\na;Anna\n", CONTACTS),
        (bytes(range(256)), CONTACTS),
        (PEOPLE.encode("cp1250"), CONTACTS),
        ("person_id,name\na,b,c,d\ne\n", CONTACTS),
        (Path("/tmp"), CONTACTS),
        (PEOPLE, Path("/tmp")),
    ],
    ids=[
        "no-people",
        "no-contacts",
        "no-id",
        "no-status",
        "zero-bytes",
        "nobody",
        "zero-contacts",
        "semicolons",
        "binary",
        "cp1250",
        "ragged",
        "folder",
        "folder-contacts",
    ],
)
def test_a_file_that_is_no_use_is_told_in_one_sentence(tmp_path, people, contacts):
    done = suggest(tmp_path, people, contacts)

    assert is_one_sentence(done)
    assert "unexpected" not in done.err
    assert not (tmp_path / "out.csv").exists()


def test_a_csv_that_calls_itself_parquet_is_told_in_one_sentence(tmp_path):
    (tmp_path / "people.parquet").write_text(PEOPLE, encoding="utf-8")

    assert is_one_sentence(suggest(tmp_path, tmp_path / "people.parquet"))


def test_a_contact_list_with_its_header_only_is_fine(tmp_path):
    assert suggest(tmp_path, PEOPLE, "person_a,person_b,status\n").code == 0


@pytest.mark.parametrize("top", ["0", "-1", "21", "1.5", "", "many", "٣", "9" * 5000])
def test_lists_have_from_one_to_twenty_entries(tmp_path, top):
    done = suggest(tmp_path, PEOPLE, CONTACTS, "--top", top)

    assert done.code == 2
    assert "Traceback" not in done.err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--out", "nowhere/out.csv"),
        ("--out", "nowhere/out.parquet"),
        ("--out", "folder.parquet"),
        ("--reasons", "nowhere/why.jsonl"),
    ],
)
def test_where_nothing_can_be_written_is_told_in_one_sentence(tmp_path, option, name):
    (tmp_path / "folder.parquet").mkdir()
    done = suggest(tmp_path, PEOPLE, CONTACTS, option, str(tmp_path / name))

    assert is_one_sentence(done)
    assert "unexpected" not in done.err
    assert name in done.err


@pytest.mark.parametrize("name", ["p*.parquet", "it's.parquet"])
def test_parquet_is_written_under_the_very_name(tmp_path, name):
    assert suggest(tmp_path, PEOPLE, CONTACTS, "--out", str(tmp_path / name)).code == 0
    assert pq.read_table(str(tmp_path / name)).num_rows > 0


@pytest.mark.parametrize("out", ["out.csv", "out.parquet"])
def test_where_everybody_knows_everybody_the_lists_are_empty_but_there(tmp_path, out):
    done = suggest(
        tmp_path,
        "person_id\na\nb\n",
        "person_a,person_b,status\na,b,declined\n",
        "--out",
        str(tmp_path / out),
    )

    assert (done.code, done.err) == (0, "")
    if out == "out.csv":
        assert (tmp_path / out).read_text("utf-8") == ",".join(HEADER) + "\n"
    else:
        assert pq.read_table(tmp_path / out).schema == pa.schema(
            zip(
                HEADER,
                [pa.string(), pa.string(), pa.int32(), pa.float64(), pa.string()],
                strict=True,
            )
        )
