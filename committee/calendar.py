"""When the assistant may write first: working days, holidays and quiet hours in Viet Nam."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
QUIET_UNTIL = time(7)
QUIET_FROM = time(18)

_DAY = timedelta(days=1)
_SATURDAY = 5


def local(moment: datetime) -> datetime:
    """The same moment on Viet Nam's clocks; ValueError for a moment that names no zone."""
    if moment.utcoffset() is None:
        raise ValueError(f"a moment without a time zone: {moment.isoformat()}")
    return moment.astimezone(ZONE)


def moment_of(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZONE)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days on which an office works, and the hours in which it may be written to.

    `holidays` names the days off; `working_weekends` are Saturdays and Sundays worked in
    exchange for another day. A day in both is off: an office that closes on such a Saturday
    says so in its own table, and silence is the smaller mistake.
    """

    holidays: Mapping[date, str]
    working_weekends: frozenset[date] = frozenset()
    quiet_until: time = QUIET_UNTIL
    quiet_from: time = QUIET_FROM

    def __post_init__(self) -> None:
        if self.quiet_until >= self.quiet_from:
            raise ValueError("quiet hours leave no time to write")

    def is_working_day(self, day: date) -> bool:
        if day in self.holidays:
            return False
        return day.weekday() < _SATURDAY or day in self.working_weekends

    def holiday_name(self, day: date) -> str | None:
        return self.holidays.get(day)

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        day += _DAY
        while not self.is_working_day(day):
            day += _DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The last working day before this one."""
        day -= _DAY
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def working_days_before(self, day: date, count: int) -> date:
        """The working day `count` working days before `day`, which itself may be off.

        0 is the day itself, or the last working day before a day off; so 0 and 1 before a
        Saturday are both the Friday.
        """
        if count < 0:
            raise ValueError(f"a negative number of days: {count}")
        if count == 0 and not self.is_working_day(day):
            return self.previous_working_day(day)
        for _ in range(count):
            day = self.previous_working_day(day)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after the first date, up to and including the second; 0 backwards.

        So this is how late something is: due Friday, on Monday it is 1 working day late.
        """
        days = (after + _DAY * number for number in range(1, (until - after).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def may_write(self, moment: datetime) -> bool:
        """Whether the assistant may write unasked: on a working day from 07:00, before 18:00.

        The window is half-open: 07:00:00 is allowed, 18:00:00 is not.
        """
        here = local(moment)
        in_hours = self.quiet_until <= here.time() < self.quiet_from
        return in_hours and self.is_working_day(here.date())

    def next_allowed(self, moment: datetime) -> datetime:
        """The moment itself if the assistant may write then, else the next 07:00 it may."""
        here = local(moment)
        if self.may_write(here):
            return here
        day = here.date()
        if not self.is_working_day(day) or here.time() >= self.quiet_until:
            day = self.next_working_day(day)
        return moment_of(day, self.quiet_until)

    def next_allowed_hour(self, moment: datetime) -> datetime:
        """The same hour of the next day on which it is allowed; else the next moment that is."""
        here = local(moment)
        if self.may_write(here) or not self.quiet_until <= here.time() < self.quiet_from:
            return self.next_allowed(here)
        return moment_of(self.next_working_day(here.date()), here.time())

    def silent_days(self, first: date, last: date) -> tuple[tuple[date, str], ...]:
        """Named holidays from `first` to `last`, both included, that fall on Monday to Friday."""
        return tuple(
            (day, name)
            for day, name in sorted(self.holidays.items())
            if first <= day <= last and day.weekday() < _SATURDAY
        )
