"""Every table of a PostgreSQL database written anew, so that nothing deleted stays in its bytes.

Always all of them. Which tables hold deleted bytes cannot be known for sure: what was undone by a
conflict left its rows there and no word anywhere, the server's own counts are late and begin anew
after a crash, and its daily cleaning makes rows disappear from those counts but not from the disk.
"""

import time
from typing import Any

import psycopg
from psycopg import errors

SECONDS_TO_LET_GO = 5
# Who began before a deletion may still see what was deleted, so that it would be copied along.
_STILL_SEEING = """
SELECT count(*)
FROM (
    SELECT backend_xmin AS since FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'
    UNION ALL
    SELECT backend_xid FROM pg_stat_activity WHERE pid <> pg_backend_pid()
    UNION ALL
    SELECT xmin FROM pg_replication_slots
    UNION ALL
    SELECT transaction FROM pg_prepared_xacts
) AS looking
WHERE since IS NOT NULL AND age(since) > age(%s::xid)
"""


def rewrite(connection: psycopg.Connection[Any]) -> bool:
    """Write the tables without what was deleted, and their statistics, which quote values.

    Whoever wants a table waits while that one is written. False, and nothing is promised, where
    somebody still looked at what was deleted, or did not let go of a table, for a few seconds; or
    where another rewrite was in the way, as of a process that died while PostgreSQL went on.
    """
    if not _wait_for_those_before(connection):
        return False
    connection.execute(f"SET lock_timeout = '{SECONDS_TO_LET_GO}s'".encode())
    try:
        connection.execute("VACUUM (FULL, ANALYZE)")
    except (errors.LockNotAvailable, errors.DeadlockDetected):
        return False
    finally:
        connection.execute("RESET lock_timeout")
    return True


def _wait_for_those_before(connection: psycopg.Connection[Any]) -> bool:
    """Whether all who began before this moment have ended."""
    row = connection.execute("SELECT pg_current_xact_id()::xid::text").fetchone()
    end = time.monotonic() + SECONDS_TO_LET_GO
    while connection.execute(_STILL_SEEING, row).fetchone() != (0,):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
