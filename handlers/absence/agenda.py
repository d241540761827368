"""Which items of an agenda are about somebody's own office."""

from collections.abc import Sequence

from committee.people import Person
from regulations.vietnamese import syllables

SHARED = 3
"""So many syllables in a row of an office's name make an item about that office."""


def items_about(agenda: Sequence[str], person: Person) -> tuple[tuple[int, str], ...]:
    """Number (from 1) and title of every item that names the person or the person's office."""
    own = syllables(person.position)
    runs = {tuple(own[at : at + SHARED]) for at in range(len(own) - SHARED + 1)}
    runs.add(tuple(syllables(person.name)))
    return tuple((number, title) for number, title in enumerate(agenda, 1) if _names(title, runs))


def _names(title: str, runs: set[tuple[str, ...]]) -> bool:
    words = syllables(title)
    return any(
        tuple(words[at : at + len(run)]) == run
        for run in runs
        for at in range(len(words) - len(run) + 1)
    )
