"""The days on which a committee's office is closed."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache

from committee.calendar import Calendar, local
from storage import committees
from storage.committees import Day
from storage.database import Transaction


def national_calendar(years: range) -> tuple[dict[date, str], frozenset[date]]:
    """National holidays of these years with their names, and the weekends worked in exchange.

    Substitute days are among the holidays. Estimated where the year's decision is not out yet:
    the committee's own table has the last word.
    """
    named, worked = _national(years)
    return dict(named), worked


@cache
def _national(years: range) -> tuple[dict[date, str], frozenset[date]]:
    # Imported here: it costs a tenth of a second, which a start without a meeting need not pay.
    from holidays import country_holidays

    # A day may be exchanged for one of the year before or after.
    around = range(years.start - 1, years.stop + 1)
    found = country_holidays("VN", years=around, language="vi", observed=True)
    named = {day: name for day, name in found.items() if day.year in years}
    return named, frozenset(day for day in found.weekend_workdays if day.year in years)


def known_years(now: datetime) -> tuple[dict[date, str], frozenset[date]]:
    """The years around a moment, read once; the first time takes tenths of a second."""
    year = local(now).year
    return _national(range(year - 1, year + 3))


async def committee_calendar(tx: Transaction, committee_id: int | None, now: datetime) -> Calendar:
    """The calendar a committee goes by: national holidays, corrected by its own table."""
    named, worked = known_years(now)
    if committee_id is None:
        return Calendar(named, worked)
    return corrected(await committees.days(tx, committee_id), now)


def corrected(days: Iterable[Day], now: datetime) -> Calendar:
    """National holidays corrected by these days of a committee's own table."""
    named, worked = known_years(now)
    own = tuple(days)
    if not own:
        return Calendar(named, worked)
    working = {each.day for each in own if each.working}
    off = {each.day: each.name for each in own if not each.working}
    merged = {day: name for day, name in named.items() if day not in working} | off
    return Calendar(merged, (worked | working) - off.keys())
