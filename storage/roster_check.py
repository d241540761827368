"""Reading a roster's rows: what they say in stored keys, and every fault of their own."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from committee.groups import NAME_LENGTH
from committee.people import Honorific
from regulations.vietnamese import fold, tidy
from storage.phones import normal_phone
from storage.roster_groups import group_names, told
from storage.roster_rows import (
    MARK,
    SEAT_COLUMNS,
    Column,
    ContactKind,
    Entry,
    Fault,
    Problem,
    RosterRow,
    RosterWords,
    sheet_word,
)

LONGEST_NAME = 100
LONGEST_POSITION = 200
_FORMULA = ("=", "@", "#")
"""What a spreadsheet would compute, or has failed to."""


def check_rows(
    rows: Sequence[RosterRow], words: RosterWords
) -> tuple[tuple[Entry, ...], tuple[Fault, ...]]:
    """The entries that could be read, and every fault of every row."""
    faults: list[Fault] = []
    entries = [_Reader(row, words, faults).entry() for row in rows]
    faults += _clashes(entries)
    return tuple(entries), tuple(faults)


class _Reader:
    """Reads one row, and leaves what is wrong with it in `faults`."""

    def __init__(self, row: RosterRow, words: RosterWords, faults: list[Fault]) -> None:
        self._row = row
        self._words = words
        self._faults = faults

    def entry(self) -> Entry:
        """What could be read; a cell with a fault is left empty."""
        cells = {Column.NAME: "", Column.ROLE: "", **self._row.cells}
        values = {column: self._value(column, tidy(text)) for column, text in cells.items()}
        self._check_seat(values)
        return Entry(self._row.number, values)

    def _value(self, column: Column, text: str) -> str:
        if text.startswith(_FORMULA):
            return self._wrong(column, Problem.FORMULA, text)
        match column:
            case Column.NAME:
                return self._name(text)
            case Column.HONORIFIC:
                default = Honorific.COMRADE if not text else None
                found = self._words.honorifics.get(sheet_word(text), default)
                return found or self._wrong(column, Problem.HONORIFIC_UNKNOWN, text)
            case Column.PHONE:
                return self._phone(text)
            case Column.POSITION if len(text) > LONGEST_POSITION:
                return self._wrong(column, Problem.TOO_LONG, text)
            case Column.POSITION:
                return text
            case Column.ROLE | Column.SECOND_ROLE:
                return self._role(column, text)
            case Column.OFFICE:
                return self._office(text)
            case Column.GROUPS:
                return self._groups(text)
            case Column.SECRETARIAT | Column.ADMINISTRATOR:
                return self._mark(column, text)

    def _groups(self, text: str) -> str:
        names = group_names(text)
        if any(name.startswith(_FORMULA) for name in names):
            return self._wrong(Column.GROUPS, Problem.FORMULA, text)
        if any(len(name) > NAME_LENGTH for name in names):
            return self._wrong(Column.GROUPS, Problem.TOO_LONG, text)
        if not all(any(each.isalpha() for each in name) for name in names):
            return self._wrong(Column.GROUPS, Problem.GROUP_IMPOSSIBLE, text)
        return told(names)

    def _name(self, text: str) -> str:
        if not text:
            return self._wrong(Column.NAME, Problem.NAME_MISSING)
        if len(text) > LONGEST_NAME:
            return self._wrong(Column.NAME, Problem.TOO_LONG, text)
        if any(each.isdigit() for each in text) or not any(each.isalpha() for each in text):
            return self._wrong(Column.NAME, Problem.NAME_IMPOSSIBLE, text)
        return text

    def _phone(self, text: str) -> str:
        if not text:
            return ""
        return normal_phone(text) or self._wrong(Column.PHONE, Problem.PHONE_IMPOSSIBLE, text)

    def _role(self, column: Column, text: str) -> str:
        if not text:
            missing = column is Column.ROLE
            return self._wrong(column, Problem.ROLE_MISSING) if missing else ""
        found = self._words.places.get(sheet_word(text))
        if found is None:
            return self._wrong(column, Problem.ROLE_UNKNOWN, text)
        if column is Column.SECOND_ROLE and isinstance(found, ContactKind):
            return self._wrong(column, Problem.NEEDS_SEAT, text)
        return found

    def _office(self, text: str) -> str:
        """An office by its key, its name, or the beginning of one name only."""
        if not text:
            return ""
        offices, folded = self._words.offices, sheet_word(text)
        begun = {key for name, key in offices.items() if name.startswith(f"{folded} ")}
        found = offices.get(folded) or (begun.pop() if len(begun) == 1 else None)
        return found or self._wrong(Column.OFFICE, Problem.OFFICE_UNKNOWN, text)

    def _mark(self, column: Column, text: str) -> str:
        folded = sheet_word(text)
        if folded in self._words.yes:
            return MARK
        if folded and folded not in self._words.no:
            return self._wrong(column, Problem.MARK_UNKNOWN, text)
        return ""

    def _check_seat(self, values: Mapping[Column, str]) -> None:
        role = values[Column.ROLE]
        if role in tuple(ContactKind):
            for column in SEAT_COLUMNS:
                if values.get(column):
                    self._wrong(column, Problem.NEEDS_SEAT, self._row.cells[column])
        elif role and role == values.get(Column.SECOND_ROLE):
            self._wrong(Column.SECOND_ROLE, Problem.SAME_ROLE_TWICE, self._row.cells[Column.ROLE])

    def _wrong(self, column: Column, problem: Problem, value: str = "") -> str:
        self._faults.append(Fault(self._row.number, column, problem, value[:60]))
        return ""


def _clashes(entries: Sequence[Entry]) -> Iterator[Fault]:
    """Rows that cannot stand on one sheet together; each of them is named."""
    phones = Counter(entry.phone for entry in entries if entry.phone)
    names = Counter(fold(entry.name) for entry in entries if entry.name)
    nameless_phone = {fold(entry.name) for entry in entries if not entry.phone}
    heads = sum(entry.is_head for entry in entries)
    for entry in entries:
        name = fold(entry.name)
        if phones[entry.phone] > 1:
            yield Fault(entry.row, Column.PHONE, Problem.PHONE_TWICE, entry.phone)
        # Two of one name can be told apart only where each has a number.
        if names[name] > 1 and name in nameless_phone:
            yield Fault(entry.row, Column.NAME, Problem.PERSON_TWICE, entry.name)
        if entry.is_head and heads > 1:
            yield Fault(entry.row, Column.ROLE, Problem.TWO_HEADS, entry.name)
