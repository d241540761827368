"""Questions about a regulation in people's own words, answered with its clauses."""

from functools import cache

from regulations.asking.learned import learned
from regulations.asking.lexicon import lexicon
from regulations.asking.library import Library


@cache
def library() -> Library:
    """The one that a process has: each regulation is made ready at its first question."""
    return Library()


def read_ahead() -> None:
    """Read what every question needs, some hundred milliseconds; safe in a thread."""
    lexicon()
    learned()
