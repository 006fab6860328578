"""Our queries as PostgreSQL reads them: parameters by place instead of by name."""

import re
from functools import lru_cache

_TOKEN = re.compile(
    r"""
    (?P<other>
        --[^\n]*                        # a comment to the end of the line
      | /\*(?:[^*]|\*(?!/))*\*/         # a comment in between
      | '(?:[^']|'')*'                  # a text
      | "(?:[^"]|"")*"                  # a quoted name
      | \$(?P<tag>[a-z]*)\$.*?\$(?P=tag)\$   # a text between dollars
    )
    | \$(?P<name>[a-z_][a-z_0-9]*)
    """,
    re.VERBOSE | re.DOTALL,
)


@lru_cache(maxsize=2048)
def by_place(sql: str) -> tuple[str, tuple[str, ...]]:
    """The statement with $1, $2 … for $names, and the names in the order of their numbers.

    A name that comes twice has one number. Texts, quoted names and comments stay as they are.
    """
    names: list[str] = []

    def numbered(found: re.Match[str]) -> str:
        name = found["name"]
        if name is None:
            return found[0]
        if name not in names:
            names.append(name)
        return f"${names.index(name) + 1}"

    return _TOKEN.sub(numbered, sql), tuple(names)
