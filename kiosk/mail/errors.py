"""Why mails cannot be handed in."""

UNREACHABLE = "unreachable"  # no answer, no such host
BUSY = "busy"  # 4xx before a mail was spoken of
REFUSED = "refused"  # 5xx at the greeting, or to our own address
LOGIN = "login"  # wrong password, or none is asked for where we have one
NO_TLS = "no_tls"  # the way there would not be encrypted
CERTIFICATE = "certificate"  # not the server that it should be
TLS = "tls"
CONNECTION = "connection"  # it ended before the message was there
NO_ANSWER = "no_answer"  # it ended after that: the message may have arrived
ADDRESS = "address"  # nobody can be written to there
REJECTED = "rejected"  # the server does not take this mail

PASSES = frozenset({UNREACHABLE, BUSY})  # by itself; all others need a person


class CannotSendError(Exception):
    """The mail server cannot be reached or refuses us. code: for the screen, such as 'tls'."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
