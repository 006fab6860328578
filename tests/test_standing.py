"""Lists that are brought up to date are those that working all out would give, at every step."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from cast import NOW, rows
from chance import SEED
from room import Room, furnished
from small_world import TERMS, lists_of, random_world
from talks import choose_entry_only

from matching.answers import withdraw_answer
from matching.privacy.erasure import erase_person
from matching.store import Store
from matching.suggestions import Memory, ReplyKind, refresh_lists, scoring, standing
from matching.suggestions.nouns import Picture, Relation, Tie, Wish
from matching.suggestions.standing import Standing
from matching.suggestions.working_out import work_out

PEOPLE, STEPS, TOP = 90, 8, 3
WORLDS = range(2)
NEVER_WORN = 1e9
DAY = timedelta(days=1)


@pytest.fixture
def near(monkeypatch) -> None:
    """A world of a few people is as large as one of thousands: not all pairs are scored."""
    for name, value in {"SMALL": 20, "CLOSE_LOOKS": 6, "RAREST": 9, "PEERS": 2, "BLOCK": 2}.items():
        monkeypatch.setattr(scoring, name, value)


@pytest.fixture
def long_lasting(monkeypatch) -> None:
    """However much happens, nobody is measured anew."""
    monkeypatch.setattr(standing, "WORN", NEVER_WORN)


def contents(one: Standing) -> dict[str, list[tuple]]:
    """Each person's list, with all that is told of its pairs."""
    ids = {pid: person for person, pid in one.people.items()}
    return {
        person: [
            (ids[other], told.score, ids.get(told.via), told.reasons)
            for other in one.lists[pid]
            for told in [one.told[pid, other]]
        ]
        for person, pid in one.people.items()
    }


def someone_acts(chance: random.Random, picture: Picture, step: int) -> Picture:
    """Two of the things that happen at an event."""
    nodes = {node.id: node for node in picture.nodes}
    ties = list(picture.ties)
    for act in chance.sample(ACTS, 2):
        act(chance, nodes, ties, step)
    shuffled = list(nodes.values())
    chance.shuffle(shuffled)
    kept = [tie for tie in ties if tie.one in nodes and tie.other in nodes]
    return Picture(shuffled, kept)


def comes_or_goes(chance, nodes, _ties, _step) -> None:
    for one in chance.sample(sorted(nodes), 3):
        nodes[one] = replace(nodes[one], is_here=not nodes[one].is_here)


def decides(chance, nodes, _ties, _step) -> None:
    one = chance.choice(sorted(nodes))
    nodes[one] = replace(nodes[one], may_be_named=not nodes[one].may_be_named)


def wishes(chance, nodes, _ties, step) -> None:
    one, term = chance.choice(sorted(nodes)), chance.choice([*TERMS, "unheard-of"])
    wish = Wish(term, chance.random() < 0.5, words=f"{term} {step}")
    nodes[one] = replace(nodes[one], wishes=[*nodes[one].wishes[1:], wish])


def is_corrected(chance, nodes, _ties, _step) -> None:
    one, other = chance.sample(sorted(nodes), 2)
    like = nodes[other]
    nodes[one] = replace(nodes[one], company=like.company, group=like.group, visitor=like.visitor)


def talk(chance, nodes, ties, step) -> None:
    one, other = chance.sample(sorted(nodes), 2)
    ties.append(Tie(one, other, Relation.CONNECTED, (f"{one}+{other}+{step}",)))
    learned = Wish(chance.choice(TERMS), chance.random() < 0.5, is_learned=True)
    nodes[one] = replace(nodes[one], wishes=[*nodes[one].wishes, learned])


def decline(chance, nodes, ties, _step) -> None:
    ties.append(Tie(*chance.sample(sorted(nodes), 2), Relation.DECLINED))


def withdraw(chance, _nodes, ties, _step) -> None:
    tie = ties.pop(chance.randrange(len(ties)))
    if tie.relation is Relation.CONNECTED and chance.random() < 0.5:
        ties.append(Tie(tie.one, tie.other, Relation.MET))


def leaves_altogether(chance, nodes, _ties, _step) -> None:
    del nodes[chance.choice([one for one in sorted(nodes) if not one.startswith("z")])]


def appears(chance, nodes, _ties, step) -> None:
    one = f"z{step:03}"  # after all others, so that the numbers follow from the ids
    like = nodes[chance.choice(sorted(nodes))]
    nodes[one] = replace(like, id=one, company="")


ACTS = [
    *(comes_or_goes, decides, wishes, is_corrected, talk, talk, decline, withdraw),
    *(leaves_altogether, appears),
]


def nobody(picture: Picture) -> Picture:
    """The same people, of whom none may be named."""
    return Picture([replace(node, may_be_named=False) for node in picture.nodes], [])


def whole(first: Picture, last: Picture) -> Standing:
    """By the yardstick of the first picture everybody and every pair of the last one."""
    found = Standing(first, top=TOP)
    gone = {node.id for node in last.nodes}
    found.follow(nobody(Picture([node for node in last.nodes if node.id in gone])))
    found.follow(last)
    return found


@pytest.mark.usefixtures("long_lasting", "near")
@pytest.mark.parametrize("number", WORLDS)
def test_many_small_steps_end_where_one_look_at_everybody_ends(number):
    chance = random.Random(f"{SEED} {number}")
    first = picture = random_world(chance, PEOPLE)
    mended = Standing(first, top=TOP)
    for step in range(STEPS):
        picture = someone_acts(chance, picture, step)
        assert mended.follow(picture) is not None
        if step % 4 == 3:
            assert contents(mended) == contents(whole(first, picture))


@pytest.mark.usefixtures("long_lasting")
def test_the_same_holds_where_all_pairs_are_scored():
    chance = random.Random(SEED)
    first = picture = random_world(chance, 40)
    mended = Standing(first, top=TOP)
    for step in range(STEPS):
        picture = someone_acts(chance, picture, step)
        mended.follow(picture)

    assert contents(mended) == contents(whole(first, picture))


@pytest.mark.parametrize("number", WORLDS)
@pytest.mark.usefixtures("near")
def test_while_people_only_come_and_go_the_lists_are_those_of_a_new_beginning(number):
    chance = random.Random(f"{SEED} {number}")
    picture = random_world(chance, PEOPLE)
    mended = Standing(picture, top=TOP)
    for step in range(STEPS):
        nodes = {node.id: node for node in picture.nodes}
        comes_or_goes(chance, nodes, [], step)
        picture = Picture(list(nodes.values()), picture.ties)
        mended.follow(picture)

    anew = work_out(picture, top=TOP)
    found = contents(mended)
    assert {one: [entry[0] for entry in entries] for one, entries in found.items() if entries} == (
        lists_of(anew)
    )
    scores = {(one.person, one.suggested): one.score for one in anew}
    assert {
        (one, entry[0]): entry[1] for one, entries in found.items() for entry in entries
    } == scores


@pytest.mark.usefixtures("long_lasting", "near")
@pytest.mark.parametrize("number", WORLDS)
def test_only_readers_whose_lists_are_different_are_named(number):
    chance = random.Random(f"{SEED} {number}")
    picture = random_world(chance, PEOPLE)
    mended = Standing(picture, top=TOP)
    before = contents(mended)
    for step in range(STEPS):
        picture = someone_acts(chance, picture, step)
        named = mended.follow(picture)
        after = contents(mended)
        different = {one for one in after if after[one] != before.get(one, [])}
        assert different <= {one for one, pid in mended.people.items() if pid in named}
        before = after


def test_nothing_new_is_no_work():
    picture = random_world(random.Random(SEED), 30)
    mended = Standing(picture, top=TOP)

    assert mended.follow(Picture(list(reversed(picture.nodes)), picture.ties)) == ()


def test_once_much_was_said_everybody_is_measured_anew():
    picture = random_world(random.Random(SEED), 40)
    mended = Standing(picture, top=TOP)
    worn = [
        Picture([replace(n, wishes=[]) if p < count else n for p, n in enumerate(picture.nodes)])
        for count in (4, 5)
    ]
    come = Picture([replace(node, is_here=True) for node in picture.nodes], picture.ties)

    assert mended.follow(come) is not None  # who is in the room is no matter of measure
    assert mended.follow(Picture(worn[1].nodes, picture.ties)) is None


# Of an event, on each kind of database


@pytest.fixture
def room(store, event, anna, bartek, celina) -> Room:
    made = furnished(store, event, anna, bartek, celina)
    for number in range(6):
        guest = made.guest(f"Gość {number}")
        made.agree(guest)
        made.wish(guest, ["Jabłka", "Biuro rachunkowe", "Żagle"][number % 3], "Kwiaty; zdjęcia")
    return made


LISTS = (
    "SELECT attendee_id, suggested_id, rank, via_id, reasons FROM suggestion"
    " ORDER BY attendee_id, rank"
)


def things_that_happen(room: Room):
    """Each as a guest, or staff for them, does it, and who is in no list afterwards."""
    store, everybody = room.store, room.everybody
    yield lambda: room.admit(*everybody[:4]), None
    yield lambda: room.know(room.dorota, room.ewa), None
    yield lambda: room.says(room.anna, room.dorota, ReplyKind.DECLINED), None
    yield lambda: room.agree(room.celina, is_given=False, at=DAY), room.celina
    yield lambda: room.wish(room.ewa, "Żeglowanie", "Jabłka"), room.celina
    yield lambda: room.agree(room.celina, is_given=True, at=2 * DAY), None
    yield lambda: choose_entry_only(store, room.dorota), room.dorota
    yield (
        lambda: withdraw_answer(
            store, room.talks["Anna Nowak"], author_id=room.anna.attendee_id, now=NOW
        ),
        room.dorota,
    )
    yield (
        lambda: erase_person(
            store, room.bartek.person_id, key=b"k" * 32, actor="cli", now=NOW + DAY
        ),
        room.bartek,
    )


@pytest.mark.usefixtures("long_lasting")
def test_an_evening_in_small_steps_ends_in_the_lists_of_one_step(room):
    with Store.open(None) as other:
        stepwise, at_once = Memory(), Memory()
        room.store.copy_to(other)
        for store, memory in ((room.store, stepwise), (other, at_once)):
            refresh_lists(store, room.event, now=NOW, memory=memory)
        for act, absent in things_that_happen(room):
            act()
            if absent:  # before anybody works it out
                shown = {name for guest in room.everybody for name in room.names(guest)}
                assert absent.name not in shown
            refresh_lists(room.store, room.event, now=NOW, memory=stepwise)
            listed = rows(room.store, "SELECT attendee_id, suggested_id FROM suggestion")
            assert absent is None or not any(absent.attendee_id in pair for pair in listed)
            assert listed
        assert not any("Bartek" in repr(value) for value in vars(stepwise.standing).values())

        other.replace_by(room.store)
        with other._cursor() as cursor:
            cursor.execute("DELETE FROM suggestion").fetchall()
        refresh_lists(other, room.event, now=NOW, memory=at_once)
        assert rows(room.store, LISTS) == rows(other, LISTS)


def test_a_failure_on_the_way_is_followed_by_a_new_beginning(room, monkeypatch):
    memory = Memory()
    refresh_lists(room.store, room.event, now=NOW, memory=memory)
    room.admit(room.anna)
    with monkeypatch.context() as broken:
        broken.setattr(standing, "mend_scores", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            refresh_lists(room.store, room.event, now=NOW, memory=memory)
    assert memory.standing is None

    refresh_lists(room.store, room.event, now=NOW, memory=memory)
    found = rows(room.store, LISTS)
    with room.store._cursor() as cursor:
        cursor.execute("DELETE FROM suggestion").fetchall()
    refresh_lists(room.store, room.event, now=NOW)
    assert rows(room.store, LISTS) == found
