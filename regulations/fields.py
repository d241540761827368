"""Which clause gives somebody's own office its field of work."""

from committee.rules import Citation
from regulations.model import Regulation
from regulations.topics import Topic


def own_field(regulation: Regulation, office: str) -> tuple[Citation, ...]:
    """The first place that gives this office a field; empty where none names it."""
    if not office:
        return ()
    for entry in regulation:
        if office in entry.unit.offices and Topic.FIELDS in entry.unit.topics:
            return (entry.citation,)
    return ()
