"""Days and hours as the assistant writes them: always with weekday and year where it matters."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from committee.calendar import ZONE, local

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
"""Monday first, as in the middle of a sentence."""

_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}

_SPOKEN = re.compile(
    rf"(\d\d) giờ (\d\d), ((?:{'|'.join(WEEKDAYS)}) ngày (\d\d)/(\d\d)/(\d{{4}}))", re.ASCII
)


def moment(at: datetime) -> str:
    """14 giờ 00, thứ Sáu ngày 27/11/2026."""
    return f"{clock_time(at)}, {day(at)}"


def spoken_days(text: str) -> Iterator[tuple[int, int, datetime]]:
    """Where a text that `moment` wrote names its days: start, end, and the whole moment."""
    for found in _SPOKEN.finditer(text):
        hour, minute, day_, month, year = (int(found[group]) for group in (1, 2, 4, 5, 6))
        try:
            at = datetime(year, month, day_, hour, minute, tzinfo=ZONE)
        except ValueError:
            continue  # typed by somebody, and no day of any calendar
        yield found.start(3), found.end(3), at


def day(on: date) -> str:
    """thứ Sáu ngày 27/11/2026; a datetime is taken as its day in Viet Nam."""
    return f"{WEEKDAYS[_local(on).weekday()]} ngày {short_day(on)}"


def short_day(on: date) -> str:
    """27/11/2026; strftime does not pad years everywhere, so it is not used."""
    here = _local(on)
    return f"{two(here.day)}/{two(here.month)}/{here.year:04}"


def clock_time(at: datetime) -> str:
    """14 giờ 00."""
    here = local(at)
    return f"{two(here.hour)} giờ {two(here.minute)}"


def stamp(at: datetime) -> str:
    """08 giờ 05, ngày 07/11/2026: when something was done, for the record."""
    return f"{clock_time(at)}, ngày {short_day(at)}"


def weekday_day(on: date) -> str:
    """Thứ Sáu 27/11/2026: short enough for a button."""
    weekday = WEEKDAYS[_local(on).weekday()]
    return f"{weekday[0].upper()}{weekday[1:]} {short_day(on)}"


def relative_day(on: date, today: date) -> str:
    """The day, with "hôm nay" or "ngày mai" before it when it is that."""
    near = {timedelta(0): "hôm nay, ", timedelta(1): "ngày mai, "}
    return near.get(_local(on) - _local(today), "") + day(on)


def two(count: int) -> str:
    """05: a count in two digits, as offices write it."""
    return f"{count:02}"


def roman(quarter: int) -> str:
    """The quarter of a year as offices write it, IV; KeyError for what is no quarter."""
    return _ROMAN[quarter]


def _local(on: date) -> date:
    return local(on).date() if isinstance(on, datetime) else on
