"""The values of a roster: its columns and rows, what can be wrong, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from committee.people import Honorific, Role
from regulations.vietnamese import fold, syllables


def sheet_word(text: str) -> str:
    """How words of a sheet are compared: folded, and without punctuation if more is left."""
    return " ".join(syllables(text)) or fold(text)


class Column(StrEnum):
    """What a roster says of a person; the headings are in `messages/roster/columns.yaml`."""

    NAME = "name"
    HONORIFIC = "honorific"
    PHONE = "phone"
    POSITION = "position"
    ROLE = "role"
    SECOND_ROLE = "second_role"
    OFFICE = "office"
    SECRETARIAT = "secretariat"
    ADMINISTRATOR = "administrator"
    GROUPS = "groups"
    """Sub-groups; an empty cell says nothing of them."""


SEAT_COLUMNS = (Column.SECOND_ROLE, Column.OFFICE, Column.SECRETARIAT, Column.ADMINISTRATOR)
"""What only a member can have."""

MARK = "x"
"""How a flag that is set is told; one that is not is empty."""


class ContactKind(StrEnum):
    """A place in the role column that is no seat."""

    GUEST = "guest"
    """With a standing invitation to the meetings."""
    CONTACT = "contact"


class Problem(StrEnum):
    """What is wrong with a row; `messages/` words it."""

    NAME_MISSING = "name_missing"
    NAME_IMPOSSIBLE = "name_impossible"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    HONORIFIC_UNKNOWN = "honorific_unknown"
    PHONE_IMPOSSIBLE = "phone_impossible"
    PHONE_TWICE = "phone_twice"
    PHONE_OF_ANOTHER = "phone_of_another"
    PERSON_TWICE = "person_twice"
    NAME_AMBIGUOUS = "name_ambiguous"
    ROLE_MISSING = "role_missing"
    ROLE_UNKNOWN = "role_unknown"
    SAME_ROLE_TWICE = "same_role_twice"
    TWO_HEADS = "two_heads"
    OFFICE_UNKNOWN = "office_unknown"
    MARK_UNKNOWN = "mark_unknown"
    NEEDS_SEAT = "needs_seat"
    GROUP_IMPOSSIBLE = "group_impossible"
    TOO_MANY_GROUPS = "too_many_groups"


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row as it was written; a column that the sheet does not have is absent from `cells`."""

    number: int
    cells: Mapping[Column, str]


@dataclass(frozen=True, slots=True)
class RosterWords:
    """What words of a sheet mean under one regulation, keyed by their `sheet_word`."""

    honorifics: Mapping[str, Honorific]
    places: Mapping[str, Role | ContactKind]
    offices: Mapping[str, str]
    yes: frozenset[str]
    no: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a row cannot be taken in; `value` is what stood there, or whom it meets."""

    row: int
    column: Column
    problem: Problem
    value: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row without a fault of its own: stored keys instead of words, for the columns it has."""

    row: int
    values: Mapping[Column, str]

    @property
    def name(self) -> str:
        return self.values[Column.NAME]

    @property
    def phone(self) -> str:
        return self.values.get(Column.PHONE, "")

    @property
    def is_head(self) -> bool:
        return Role.HEAD in (self.values.get(Column.ROLE), self.values.get(Column.SECOND_ROLE))


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after, as stored keys."""

    column: Column
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What a roster changed about somebody who was known."""

    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RosterReport:
    """What came of a roster; where there are faults, nothing was changed."""

    faults: tuple[Fault, ...] = ()
    added: tuple[str, ...] = ()
    changed: tuple[PersonChange, ...] = ()
    unchanged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Known to the committee and no longer on the sheet."""
    ended: bool = False
    """Whether those were taken off, too."""
