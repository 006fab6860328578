"""Is what clients were shown as kept on disk? Asked after the servers were killed."""

from uuid import UUID

from benchmarks.load.log import Log
from benchmarks.load.venue import Venue
from matching.store import Store

AT_ONCE = 500


def kept_of(venue: Venue, log: Log) -> tuple[int, int]:
    """How many acknowledged facts there are, scans and answers, and how many of them are lost.

    Ends the servers.
    """
    for server in venue.servers:
        server.kill()
    scans = [UUID(entry.facts["scan_id"]) for entry in log.of("scan_shown")]
    answers = [UUID(entry.facts["answer_id"]) for entry in log.of("answer_kept")]
    with Store.open(venue.settings.database) as store:
        found = sum(
            len(store.rows("check_in/find_scans", scan_ids=scans[start : start + AT_ONCE]))
            for start in range(0, len(scans), AT_ONCE)
        )
        found += sum(bool(store.rows("answers/find_answer", answer_id=one)) for one in answers)
    told = len(set(scans)) + len(set(answers))
    return told, told - found
