"""The days on which a committee's office is closed."""

from datetime import date
from functools import cache


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
