"""What a question is made of: its words in order, people and kinds of words by what they are."""

from collections.abc import Mapping, Sequence

from committee.people import WORKING_GROUP_ROLES, Role
from regulations.asking.patterns import Phrases
from regulations.asking.words import Word


def course(
    typed: Sequence[Word],
    called: Mapping[int, Role | None],
    own: frozenset[int],
    around: frozenset[int],
    kinds: Phrases,
) -> tuple[str, ...]:
    """The words without chatter; people by what they are, not by what they are called.

    `called` are the places of words that name a role, or an office (None); `own` those of words
    that mean who asks, `around` of chatter, `kinds` the words that people take one for another.
    """
    meant = {p: f"~{kind}" for kind, places in kinds.apart(typed) for p in places}
    found: list[str] = []
    for place, word in enumerate(typed):
        if place in called:
            step = _kind_of_person(called[place])
        elif place in own:
            step = "@own"
        elif place in meant:
            step = meant[place]
        elif place in around:
            continue
        else:
            step = word.plain
        if found[-1:] != [step]:
            found.append(step)
    return tuple(found)


def kinds_said(typed: Sequence[Word], kinds: Phrases) -> frozenset[str]:
    """The kinds of words that people take one for another, as terms."""
    return frozenset(f"~{kind}" for kind, _ in kinds.apart(typed))


def _kind_of_person(role: Role | None) -> str:
    if role in WORKING_GROUP_ROLES:
        return "to"
    return f"@{role}" if role else "@office"
