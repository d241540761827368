"""Figures for Prometheus in its text form: counts and seconds, nothing personal and no ids.

Written here, as it is one page: the usual library brings a registry and a server of its own.
"""

import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage.figures import Figures

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper bounds in seconds."""
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"

Samples = Mapping[str, float]
"""By label, such as `why="expired"`; empty where there is one value."""


class Histogram:
    """How long something takes, in seconds, since the program started."""

    def __init__(self, buckets: Sequence[float] = BUCKETS) -> None:
        self._bounds = tuple(buckets)
        self._counts = [0] * (len(buckets) + 1)
        self._sum = 0.0

    def add(self, seconds: float) -> None:
        self._counts[bisect_left(self._bounds, seconds)] += 1
        self._sum += seconds

    @contextmanager
    def measured(self) -> Iterator[None]:
        """What happens inside counts, however it ends."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.add(time.perf_counter() - begun)

    def lines(self, name: str, about: str) -> Iterator[str]:
        """Each bucket has all that took no longer."""
        yield from _head(name, "histogram", about)
        total = 0
        for bound, count in zip((*self._bounds, "+Inf"), self._counts, strict=True):
            total += count
            yield f'{name}_bucket{{le="{bound}"}} {total}'
        yield f"{name}_sum {self._sum:.6f}"
        yield f"{name}_count {total}"


def page(figures: Figures, ages: Mapping[str, float], handling: Histogram) -> str:
    """All that is told; `ages` are seconds since each part last did its work well."""
    lines = [
        *_gauge("bcd_inbox_waiting", "Events kept and not handled yet.", figures.inbox_waiting),
        *_gauge(
            "bcd_deliveries_waiting", "What is owed and not released.", figures.deliveries_waiting
        ),
        *_counter(
            "bcd_deliveries_released_total",
            "What was owed and released.",
            {"": figures.deliveries_released},
        ),
        *_counter(
            "bcd_deliveries_dropped_total",
            "What was owed and will not go out, by why.",
            {f'why="{why}"': count for why, count in figures.deliveries_dropped.items()},
        ),
        *_gauge("bcd_sends_waiting", "Messages that wait to be sent.", figures.sends_waiting),
        *_counter("bcd_sends_sent_total", "Messages sent.", {"": figures.sends_sent}),
        *_counter("bcd_sends_given_up_total", "Messages given up.", {"": figures.sends_given_up}),
        *_head("bcd_heartbeat_age_seconds", "gauge", "Since each part last worked well."),
        *_samples(
            "bcd_heartbeat_age_seconds",
            {f'part="{part}"': round(age, 1) for part, age in ages.items()},
        ),
        *handling.lines("bcd_handler_seconds", "How long handling an event takes."),
        *_gauge("bcd_resident_memory_bytes", "Memory held.", resident_bytes()),
    ]
    return "\n".join(lines) + "\n"


def _ages(ages: Mapping[str, float]) -> Iterator[str]:
    name = "bcd_heartbeat_age_seconds"
    yield from _head(name, "gauge", "Seconds since each part last did its work well.")
    yield from _samples(name, {f'part="{part}"': round(age, 1) for part, age in ages.items()})


def resident_bytes() -> int:
    """As the kernel counts it; 0 where it does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.is_file() else []
    held = [line.split()[1] for line in lines if line.startswith("VmRSS:")]
    return int(held[0]) * 1024 if held else 0


def _gauge(name: str, about: str, value: float) -> Iterator[str]:
    yield from _head(name, "gauge", about)
    yield from _samples(name, {"": value})


def _counter(name: str, about: str, samples: Samples) -> Iterator[str]:
    yield from _head(name, "counter", about)
    yield from _samples(name, samples)


def _head(name: str, kind: str, about: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


def _samples(name: str, samples: Samples) -> Iterator[str]:
    for label, value in samples.items():
        yield f"{name}{{{label}}} {value}" if label else f"{name} {value}"
