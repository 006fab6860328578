"""The merge: what would become of two records, and that it becomes so, all or nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from matching.audit import note
from matching.consents import Decision, keep_decisions
from matching.errors import CannotMergeError, UnknownPersonError
from matching.merging_people.attendances import join_attendances
from matching.merging_people.choosing import FieldChoice, choices_between, protective
from matching.merging_people.mails import join_mails, join_refusals
from matching.model import ConsentKind, Event
from matching.people_editing import PersonFields, keep_fields, protect
from matching.store import Cursor, Row, Store

SOURCE = "merge"
# What belongs to the person rather than to one of their places on a list.
_OF_PERSON = ("attendees", "badges", "consents", "sharings", "edits", "proposals", "invited")
_LEFT_BEHIND = ("edits", "proposals", "person")


@dataclass(frozen=True)
class Preview:
    """What a merge would do. kept_id, gone_id: which of the two records stays, which goes.

    fields: only those that differ; consents: what stands afterwards
    events: at which both are on the list; talks: conversations that come along, own_talks: those
    of the two records with each other, which end
    """

    kept_id: UUID
    gone_id: UUID
    kept_name: str
    gone_name: str
    fields: list[FieldChoice]
    consents: dict[ConsentKind, bool]
    is_blocked: bool
    badges: int
    events: int
    talks: int
    own_talks: int


def preview_merge(
    store: Store,
    event: Event,
    kept_id: UUID,
    gone_id: UUID,
    *,
    takes_other: Collection[str] | None = None,
) -> Preview:
    """What would become of two records of one person; nothing is changed.

    takes_other: fields in which the organiser chose the words of the record that goes
    Raises UnknownPersonError, CannotMergeError.
    """
    return store.read(lambda reader: _Merge(reader, event, kept_id, gone_id, takes_other).preview())


def merge_people(
    store: Store,
    event: Event,
    kept_id: UUID,
    gone_id: UUID,
    *,
    takes_other: Collection[str] | None = None,
    actor: str,
    now: datetime,
) -> None:
    """Make one record of two, for good; now: aware.

    Raises UnknownPersonError, also where it was done before, and CannotMergeError; then nothing
    is changed.
    """

    def work(change: Cursor) -> None:
        _Merge(change, event, kept_id, gone_id, takes_other).carry_out(actor, now)

    store.write(work)


class _Merge:
    """Two records of one series, read within one transaction."""

    def __init__(
        self,
        cursor: Cursor,
        event: Event,
        kept_id: UUID,
        gone_id: UUID,
        takes_other: Collection[str] | None,
    ) -> None:
        if kept_id == gone_id:
            raise CannotMergeError
        self._change, self._event = cursor, event
        self._ids = {"kept_id": kept_id, "gone_id": gone_id}
        self._both = [kept_id, gone_id]
        records = {row["person_id"]: row for row in self._of_both("list_records")}
        if len(records) < len(self._both):
            raise UnknownPersonError
        if any(row["series_id"] != event.series_id for row in records.values()):
            raise CannotMergeError
        self._kept, self._gone = records[kept_id], records[gone_id]
        self._choices = self._choose(takes_other)
        self._decided = self._of_both("list_decisions")

    def _of_both(self, query: str) -> list[Row]:
        return self._change.rows(f"merging_people/{query}", person_ids=self._both)

    def _choose(self, takes_other: Collection[str] | None) -> list[FieldChoice]:
        edits = self._of_both("list_edits")
        kept, gone = (
            {row["field"] for row in edits if row["person_id"] == one} for one in self._both
        )
        return choices_between(
            self._kept, self._gone, edited=kept, edited_other=gone, takes_other=takes_other
        )

    def preview(self) -> Preview:
        """What would be."""
        count = self._change.row("merging_people/count_facts", **self._ids)
        assert count is not None  # an aggregate has one row
        return Preview(
            kept_id=self._ids["kept_id"],
            gone_id=self._ids["gone_id"],
            kept_name=self._kept["name"],
            gone_name=self._gone["name"],
            fields=self._choices,
            consents=protective(self._decided),
            is_blocked=self._is_blocked,
            **count,
        )

    @property
    def _is_blocked(self) -> bool:
        return bool(self._kept["is_blocked"] or self._gone["is_blocked"])

    def carry_out(self, actor: str, now: datetime) -> None:
        """Make it so."""
        join_attendances(self._change, **self._ids, now=now)
        for what in _OF_PERSON:
            self._change.run(f"merging_people/move_{what}", **self._ids)
        join_mails(self._change, **self._ids)
        join_refusals(self._change, **self._ids)
        self._keep_record(now)
        for what in _LEFT_BEHIND:
            self._change.run(f"merging_people/forget_{what}", gone_id=self._ids["gone_id"])
        self._keep_protective(now)
        note(
            self._change,
            actor=actor,
            act="people_merged",
            now=now,
            event_id=self._event.event_id,
            subject_id=self._ids["kept_id"],
            detail=str(self._ids["gone_id"]),
        )

    def _keep_record(self, now: datetime) -> None:
        """A field in which the two differed was decided by hand: imports leave it alone."""
        said = {name: self._kept[name] for name in PersonFields.__dataclass_fields__}
        said |= {choice.name: choice.result for choice in self._choices}
        keep_fields(self._change, self._ids["kept_id"], PersonFields(**said))
        protect(
            self._change,
            self._ids["kept_id"],
            tuple(choice.name for choice in self._choices if choice.kept and choice.other),
            now=now,
        )
        self._change.run(
            "people/set_blocked", person_id=self._ids["kept_id"], is_blocked=self._is_blocked
        )

    def _keep_protective(self, now: datetime) -> None:
        """The latest decision counts, so the one that protects is said again where it is not."""
        wanted = protective(self._decided)
        latest = {
            row["kind"]: row["is_given"]
            for row in self._change.rows("consents/find_consents", person_id=self._ids["kept_id"])
        }
        newest = [row["decided_at_utc"] for row in self._decided]
        moment = max([now, *(at + timedelta(microseconds=1) for at in newest)])
        language = self._kept["language"] or self._gone["language"] or self._event.language
        keep_decisions(
            self._change,
            [
                Decision(uuid4(), self._ids["kept_id"], kind, is_given, language)
                for kind, is_given in wanted.items()
                if latest.get(kind) is not is_given
            ],
            source=SOURCE,
            now=moment,
        )
