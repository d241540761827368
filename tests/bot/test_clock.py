"""The trial room's clock goes forward only, whether it runs or stands."""

from datetime import datetime, timedelta

import pytest

from bot.clock import SimulatedClock
from committee.calendar import ZONE

START = datetime(2026, 11, 6, 9, 0, tzinfo=ZONE)
STEP = timedelta(seconds=1)


@pytest.mark.parametrize("running", [True, False])
@pytest.mark.parametrize(
    ("to", "stands"),
    [(START - STEP, START), (START, START), (START + STEP, START + STEP)],
)
def test_a_clock_is_never_moved_back(to: datetime, stands: datetime, running: bool) -> None:
    clock = SimulatedClock(START, running=running)
    clock.move(to)
    assert stands <= clock.now() < stands + STEP


def test_a_running_clock_takes_no_offence_at_a_moment_just_passed() -> None:
    clock = SimulatedClock(START)
    for _ in range(200):
        clock.move(clock.now())
