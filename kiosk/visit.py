"""Who stands before a kiosk, and the conversation that is being recorded there."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

from matching.conversations import Side
from matching.model import CheckIn, ConsentKind
from matching.phone_codes import PhoneCode

WELCOME = "welcome"


@dataclass
class Talk:
    """A conversation being recorded here. What was written is never kept in it (P4).

    writer_id, language: the attendee who stands before the kiosk now, "" if not known
    guest_ids: whose badges were shown
    phone_code: the writer's, None until one is wanted
    corrects: the sentence that somebody adds to, and the attendee who does
    has_stepped: whether the writer was through the second step
    shown: ids of the questions that the writer has seen
    answer_id: of what the writer is about to say
    """

    conversation_id: UUID
    writer_id: UUID
    language: str
    guest_ids: tuple[UUID, ...]
    shown: list[str] = field(default_factory=list)
    tries: int = 0
    is_second_try: bool = False
    answer_id: UUID = field(default_factory=uuid4)
    phone_code: PhoneCode | None = None
    corrects: tuple[UUID, UUID] | None = None
    has_stepped: bool = False
    has_seen_ring: bool = False

    @property
    def both_are_here(self) -> bool:
        """Whether both badges were shown in this visit."""
        return len(self.guest_ids) > 1

    def hand_over(self, side: Side) -> None:
        """From here on somebody else stands before the kiosk."""
        self.writer_id, self.language = side.attendee_id, side.language
        self.shown, self.tries, self.is_second_try, self.answer_id = [], 0, False, uuid4()
        self.phone_code, self.has_stepped = None, False


@dataclass(frozen=True)
class Newcomer:
    """What somebody who is not on the list typed so far; form_id: the same again is one guest."""

    form_id: UUID = field(default_factory=uuid4)
    name: str = ""
    company: str = ""
    email: str = ""


@dataclass
class Visit:
    """One guest before the kiosk; forgotten when the kiosk returns to its welcome screen.

    call_id: of the call for staff that the guest made
    chosen: the door of the list of people to meet that they went through
    """

    language: str | None = None
    contrast: bool = False
    large: bool = False
    check_in: CheckIn | None = None
    talk: Talk | None = None
    chosen: str | None = None
    wants_phone: bool = False
    reviews: list[ConsentKind] = field(default_factory=list)
    name: str = ""
    newcomer: Newcomer | None = None
    misses: int = 0
    error: str | None = None
    back: str = WELCOME
    call_id: UUID | None = None
