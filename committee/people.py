"""Who people are to a steering committee."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A part that a regulation gives somebody; its title is the regulation's own."""

    HEAD = "head"
    STANDING_DEPUTY = "standing_deputy"
    DEPUTY = "deputy"
    COMMISSIONER = "commissioner"
    SECRETARY = "secretary"
    WORKING_GROUP_LEAD = "working_group_lead"
    WORKING_GROUP_MEMBER = "working_group_member"
    STANDING_AGENCY = "standing_agency"
    OUTSIDE_HEAD = "outside_head"
    """Head of an agency or locality outside the committee, whom some clauses bind."""


COMMITTEE_ROLES = (
    Role.HEAD,
    Role.STANDING_DEPUTY,
    Role.DEPUTY,
    Role.COMMISSIONER,
    Role.SECRETARY,
)
"""The roles whose holders sit in the committee, in order of precedence."""

LEADERS = (Role.HEAD, Role.STANDING_DEPUTY, Role.DEPUTY)
"""The head and the deputies, to whom one reports."""

WORKING_GROUP_ROLES = (Role.WORKING_GROUP_LEAD, Role.WORKING_GROUP_MEMBER)


class Honorific(StrEnum):
    """How a person is addressed; the words themselves are in `messages/`."""

    COMRADE = "comrade"
    MR = "mr"
    MS = "ms"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster; `phone` is E.164 or empty, `position` the office held."""

    id: int
    name: str
    honorific: Honorific
    phone: str
    position: str

    @property
    def given_name(self) -> str:
        """The last syllable, by which a Vietnamese person is called."""
        return self.name.split()[-1] if self.name.split() else self.name


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's seat in one committee, with what the seat allows.

    `office` is the regulation's key for a named office (`police_chief`), or empty.
    """

    id: int
    committee_id: int
    person: Person
    role: Role
    second_role: Role | None
    office: str
    secretariat: bool
    administrator: bool

    @property
    def roles(self) -> tuple[Role, ...]:
        return (self.role,) if self.second_role is None else (self.role, self.second_role)

    @property
    def in_committee(self) -> bool:
        """Whether the seat is in the committee itself, not only in its working group."""
        return any(role in COMMITTEE_ROLES for role in self.roles)
