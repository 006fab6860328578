"""All lists of one picture, from filling the workbench to the reasons."""

from matching.suggestions.filling import fill_workbench
from matching.suggestions.lists import free_lists, mutual_lists
from matching.suggestions.memory import Memory
from matching.suggestions.nouns import Picture, Suggested
from matching.suggestions.reasons import Reasons
from matching.suggestions.scoring import score_all
from matching.workbench import Workbench

MILLIONTH = 1_000_000
KINDS = {"free": free_lists, "mutual": mutual_lists}


def work_out(
    picture: Picture, *, top: int, kind: str = "mutual", memory: Memory | None = None
) -> list[Suggested]:
    """Whom each person of a picture could meet next, with reasons.

    top: entries of each list at most; kind: free or mutual; memory: of the same event
    Ordered by person's id and rank. The same picture in any order gives the same lists.
    """
    if sum(node.may_be_named for node in picture.nodes) < 2:
        return []  # nobody to suggest to anybody
    with Workbench() as bench:
        fill_workbench(bench, picture)
        score_all(bench, top=top)
        lists = KINDS[kind](bench, len(picture.nodes), top)
        reasons = Reasons(bench, picture, lists, memory.reasons if memory else {})
        scores = scores_of(bench)
    ids = sorted(node.id for node in picture.nodes)
    found = []
    for one, others in enumerate(lists):
        for rank, other in enumerate(others, 1):
            via = reasons.via.get((one, other))
            score, told = scores[one, other] / MILLIONTH, reasons.of(one, other)
            introducer = "" if via is None else ids[via]
            found.append(Suggested(ids[one], ids[other], rank, score, introducer, told))
    if memory:
        memory.reasons = reasons.of_pairs
    return found


def scores_of(bench: Workbench) -> dict[tuple[int, int], int]:
    """The scores of the pairs in the table candidate, in millionths."""
    found = bench.columns("workbench/list_candidate_scores")
    ones, others, scores = (found[name].tolist() for name in ("a", "b", "score"))
    return dict(zip(zip(ones, others, strict=True), scores, strict=True))
