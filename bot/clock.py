"""The only reader of the wall clock, and the clock of a trial room that can be moved."""

import time
from datetime import datetime, timedelta
from typing import Protocol

from committee.calendar import ZONE


class Clock(Protocol):
    """Tells the moment that the rules go by, in the committee's zone."""

    def now(self) -> datetime: ...


class WallClock:
    """The time it is."""

    def now(self) -> datetime:
        return datetime.now(ZONE)


class SimulatedClock:
    """A clock that runs on from where it was set, or stands still until it is moved."""

    def __init__(self, start: datetime, *, running: bool = True) -> None:
        self._set_to = start.astimezone(ZONE)
        self._running = running
        self._since = time.monotonic()

    def now(self) -> datetime:
        if not self._running:
            return self._set_to
        return self._set_to + timedelta(seconds=time.monotonic() - self._since)

    def move(self, to: datetime) -> None:
        """Set the clock forward; it never goes back, for what was done would be done again.

        A running clock may have passed `to` by itself on the way here: then it just runs on.
        """
        if to > self.now():
            self._set_to = to.astimezone(ZONE)
            self._since = time.monotonic()


def real_ms() -> int:
    """Real time in Unix milliseconds, for back-off and pacing; rules go by a Clock."""
    return time.time_ns() // 1_000_000
