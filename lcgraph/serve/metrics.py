"""What a server counts of itself, as Prometheus reads it. No texts, no addresses."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Final

_BUCKETS: Final = (0.01, 0.05, 0.25, 1.0, 5.0, 30.0)
_HELP: Final = {
    "requests": ("counter", "Requests by route and status."),
    "stopped": ("counter", "Queries that were stopped, by what they had too much of."),
    "cache": ("counter", "Answers and pages that were asked for, by whether they were kept."),
    "restarts": ("counter", "Processes that were started, by kind."),
}


class Metrics:
    """Counters, and how long requests took."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._under: Counter[tuple[str, float]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._timed: Counter[str] = Counter()

    def count(self, name: str, **labels: str | int) -> None:
        """One more of something."""
        told = ",".join(f'{label}="{value}"' for label, value in labels.items())
        self._counts[name, told] += 1

    def took(self, route: str, seconds: float) -> None:
        """How long a request of a route took."""
        self._timed[route] += 1
        self._seconds[route] += seconds
        for bucket in _BUCKETS:
            self._under[route, bucket] += seconds <= bucket

    def text(self, now: Mapping[str, float]) -> bytes:
        """All in the text format; `now` are gauges."""
        lines = []
        for name, (kind, told) in _HELP.items():
            lines += [f"# HELP lcgraph_{name}_total {told}", f"# TYPE lcgraph_{name}_total {kind}"]
            lines += [
                f"lcgraph_{name}_total{{{labels}}} {count}"
                for (each, labels), count in sorted(self._counts.items())
                if each == name
            ]
        lines += [
            "# HELP lcgraph_request_seconds How long requests took, until they were answered.",
            "# TYPE lcgraph_request_seconds histogram",
        ]
        for route, count in sorted(self._timed.items()):
            lines += [
                f'lcgraph_request_seconds_bucket{{route="{route}",le="{bucket:g}"}} '
                f"{self._under[route, bucket]}"
                for bucket in _BUCKETS
            ]
            lines += [
                f'lcgraph_request_seconds_bucket{{route="{route}",le="+Inf"}} {count}',
                f'lcgraph_request_seconds_sum{{route="{route}"}} {self._seconds[route]:.6f}',
                f'lcgraph_request_seconds_count{{route="{route}"}} {count}',
            ]
        for name, value in now.items():
            lines += [f"# TYPE lcgraph_{name} gauge", f"lcgraph_{name} {value:g}"]
        return ("\n".join(lines) + "\n").encode()
