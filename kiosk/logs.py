"""How the server writes what happens: sentences, or one JSON object a line; of nobody."""

import json
import logging
from datetime import UTC, datetime

from matching.faults import described_without_data

TEXT, JSON = "text", "json"
KINDS = (TEXT, JSON)

_OURS = "rozmowa"
_OF_THE_SERVER = ("streamlit", "uvicorn", "asyncio")


class JsonLines(logging.Formatter):
    """One JSON object for each line. Of what others say only who, how grave and where is kept,
    as their messages may quote a guest."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if _is_ours(record):
            line["message"] = record.getMessage()
            line |= getattr(record, "told", {})
        else:
            line["place"] = f"{record.filename}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            line["error"] = described_without_data(record.exc_info[1])
        return json.dumps(line)


def set_up(kind: str) -> None:
    """Write as the setting ROZMOWA_LOG says. 'text': warnings and errors, as sentences.

    'json': every request too, on stderr, the lines of the server underneath as well
    """
    if kind != JSON:
        logging.getLogger("rozmowa.requests").setLevel(logging.WARNING)
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.addFilter(_is_worth_a_line)
    root = logging.getLogger()
    root.handlers = [handler]
    for name in (_OURS, *_known_loggers()):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [], True
    logging.getLogger(_OURS).setLevel(logging.INFO)
    logging.getLogger("rozmowa.requests").setLevel(logging.INFO)


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """All of ours; of others warnings and errors, and never the addresses that were asked for."""
    if _is_ours(record):
        return True
    return record.levelno >= logging.WARNING and record.name != "uvicorn.access"


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] == _OURS


def _known_loggers() -> list[str]:
    """Those underneath that write by themselves."""
    names = list(logging.root.manager.loggerDict)
    return [name for name in names if name.split(".")[0] in _OF_THE_SERVER]
