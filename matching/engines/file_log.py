"""The write-ahead log of DuckDB 2.0, looked at before DuckDB does.

A log that a power cut left unfinished is normal: its last transaction was never acknowledged.
But where damage makes an entry claim more bytes than are left, DuckDB takes everything from
there on for such an unfinished end, opens without a word and forgets it.
"""

import re

_HEADER_END = re.compile(rb"\xff\xff(?=.{16}d\x00)", re.DOTALL)
# Length 5, checksum, then field 100 (the kind of entry) = 100 (a transaction is complete).
_COMPLETE = re.compile(rb"\x05\x00{7}.{8}d\x00d\xff\xff", re.DOTALL)
_LONGEST_HEADER = 128
_LENGTH_BYTES, _CHECKSUM_BYTES = 8, 8


def hides_transactions(log: bytes) -> bool:
    """Whether complete transactions follow an entry that does not fit into the log.

    A log that is not one of DuckDB's from its first bytes on counts as damaged too.
    """
    header = _HEADER_END.search(log)
    if header is None:
        return len(log) > _LONGEST_HEADER and any(log)
    end = _end_of_what_fits(log, header.end())
    return _COMPLETE.search(log, end) is not None


def _end_of_what_fits(log: bytes, position: int) -> int:
    """Where the first entry that is larger than the rest of the log begins."""
    while position < len(log):
        length = int.from_bytes(log[position : position + _LENGTH_BYTES], "little")
        following = position + _LENGTH_BYTES + _CHECKSUM_BYTES + length
        if following > len(log):
            break
        position = following
    return position
