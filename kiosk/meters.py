"""What this process counts and measures for monitoring; nothing about a person."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Meters:
    """Counters in a registry of their own, so that two of them share nothing."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self.requests = Counter(
            "rozmowa_http_requests",
            "Answered requests.",
            ("method", "route", "status"),
            registry=self._registry,
        )
        self.request_seconds = Histogram(
            "rozmowa_http_request_seconds",
            "How long an answer took.",
            ("route",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.write_seconds = Histogram(
            "rozmowa_store_write_seconds",
            "How long a transaction took until it was on disk.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.decoder_reads = Counter(
            "rozmowa_decoder_reads",
            "Looks of a decoder at a picture or a part of one, and whether it saw a code.",
            ("decoder", "found"),
            registry=self._registry,
        )

    def as_text(self) -> bytes:
        """In Prometheus's text format."""
        return generate_latest(self._registry)


meters = Meters()
