"""To whom a notice is addressed, as it was chosen: in order, what was added and taken off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    GROUP = "group"
    """By role, or the standing guests; `what` is the group's own key."""
    SUB_GROUP = "sub_group"
    UNIT = "unit"
    MEETING = "meeting"
    """The invitees of one meeting."""
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Part:
    """One step of choosing: these people are added, or with `less` taken off."""

    kind: PartKind
    what: str
    less: bool = False


def whom(parts: Sequence[Part], people: Mapping[Part, Iterable[int]]) -> list[int]:
    """Everybody left after all steps, in the order in which they came; `people` are each part's.

    Whoever was taken off and is added again later comes again, at the end.
    """
    chosen: dict[int, None] = {}
    for part in parts:
        for person_id in people.get(part, ()):
            if part.less:
                chosen.pop(person_id, None)
            else:
                chosen.setdefault(person_id)
    return list(chosen)
