"""A sheet of an office's days off and days worked: headings, rows, every fault."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from messages.understand.days import day
from messages.understand.office_days import (
    DayFault,
    DayKind,
    DayProblem,
    OfficeDay,
    checked_day,
    kind_word,
)
from messages.wording import words
from regulations.vietnamese import fold, tidy

Table = Sequence[Sequence[str]]

MOST_DAYS = 200
_HEADING_WITHIN = 10
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?")


@dataclass(frozen=True, slots=True)
class DaySheet:
    """What a sheet says; `readable` is False where it has not the three headings, or no rows."""

    days: tuple[OfficeDay, ...]
    faults: tuple[DayFault, ...]
    readable: bool = True


def day_sheet(tables: Sequence[Table], now: datetime) -> DaySheet:
    """The rows of the table that has the headings, each numbered as a spreadsheet does."""
    for table in tables:
        for place, line in enumerate(table[:_HEADING_WITHIN]):
            columns = _columns(line)
            if columns is not None:
                return _rows(table, place, columns, now)
    return DaySheet((), (), readable=False)


def headings() -> tuple[str, str, str]:
    """Of the day, its kind and its name."""
    first, second, third = words("daysoff")["headings"]
    return first, second, third


def _columns(line: Sequence[str]) -> tuple[int, int, int] | None:
    cells = [fold(tidy(cell)) for cell in line]
    wanted = [fold(heading) for heading in headings()]
    if any(cells.count(heading) != 1 for heading in wanted):
        return None
    first, second, third = (cells.index(heading) for heading in wanted)
    return first, second, third


def _rows(table: Table, place: int, columns: tuple[int, int, int], now: datetime) -> DaySheet:
    days, faults = list[OfficeDay](), list[DayFault]()
    for row, line in enumerate(table[place + 1 :], start=place + 2):
        cells = [tidy(line[at]) if at < len(line) else "" for at in columns]
        if not any(cells):
            continue
        found = _row(cells, now)
        if isinstance(found, OfficeDay) and found.day in {each.day for each in days}:
            found = DayProblem.TWICE
        if isinstance(found, OfficeDay):
            days.append(found)
        else:
            faults.append(DayFault(row, " ".join(cells)[:60], found))
    readable = 0 < len(days) + len(faults) <= MOST_DAYS
    return DaySheet(tuple(days), tuple(faults), readable)


def _row(cells: Sequence[str], now: datetime) -> OfficeDay | DayProblem:
    written, kind, name = cells
    found = kind_word(kind)
    if found is None or found[0] is DayKind.REMOVED:
        return DayProblem.KIND
    iso = _ISO.fullmatch(written)
    plain = f"{iso[3]}/{iso[2]}/{iso[1]}" if iso else written
    return checked_day(day(plain, now), found[0], name, now)
