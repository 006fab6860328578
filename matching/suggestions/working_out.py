"""All lists of one picture, from filling the workbench to the reasons."""

from matching.suggestions.filling import bonds_of, fill_workbench
from matching.suggestions.lists import free_lists, mutual_lists
from matching.suggestions.nouns import Picture, Suggested
from matching.suggestions.reasons import Reasons
from matching.suggestions.scoring import score_all
from matching.workbench import Workbench

MILLIONTH = 1_000_000
KINDS = {"free": free_lists, "mutual": mutual_lists}


def work_out(picture: Picture, *, top: int, kind: str = "mutual") -> list[Suggested]:
    """Whom each person of a picture could meet next, with reasons.

    top: entries of each list at most; kind: free or mutual
    Ordered by person's id and rank. The same picture in any order gives the same lists.
    """
    if sum(node.may_be_named for node in picture.nodes) < 2:
        return []  # nobody to suggest to anybody
    with Workbench() as bench:
        numbers = fill_workbench(bench, picture)
        score_all(bench, top=top)
        lists = KINDS[kind](bench, numbers.count, top)
        pids = numbers.people
        reasons = Reasons(
            bench,
            [(one, other) for one, others in enumerate(lists) for other in others],
            nodes={pids[node.id]: node for node in picture.nodes},
            terms=list(numbers.terms),
            bonds=bonds_of(picture.ties, pids),
        )
    ids = sorted(pids)
    found = []
    for one, others in enumerate(lists):
        for rank, other in enumerate(others, 1):
            pair = (one, other)
            via = reasons.via.get(pair)
            score, told = reasons.scores[pair] / MILLIONTH, reasons.of(one, other)
            introducer = "" if via is None else ids[via]
            found.append(Suggested(ids[one], ids[other], rank, score, introducer, told))
    return found
