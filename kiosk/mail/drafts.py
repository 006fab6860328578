"""Messages made ahead: the next one while the server still thinks about the last."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from matching.mailing.delivering import Claimed
from matching.mailing.nouns import Content


class Drafts:
    """One message at a time is made ahead, and is used only if it still says what is to be said."""

    def __init__(self, make: Callable[[Claimed], bytes]) -> None:
        self._make = make
        self._maker = ThreadPoolExecutor(1, thread_name_prefix="drafts")
        self._draft: tuple[Content, Future[bytes]] | None = None

    def prepare(self, upcoming: Claimed | None) -> None:
        """Begin with what will most likely be claimed next."""
        if upcoming is None:
            self._draft = None
        else:
            self._draft = (upcoming.content, self._maker.submit(self._make, upcoming))

    def take(self, claimed: Claimed) -> bytes:
        """The message of a claimed mail. Raises what making it raises."""
        draft, self._draft = self._draft, None
        # The same object: what was read for it was found to be as it was within the claim.
        if draft and draft[0] is claimed.content:
            return draft[1].result()
        return self._make(claimed)

    def end(self) -> None:
        """Make no more."""
        self._maker.shutdown(cancel_futures=True)
