"""The keys of an encoded regulation: what the loader accepts and the schema describes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What the value of a key is."""

    TEXT = "text"
    TEXTS = "texts"
    WHOLE = "whole"
    FLAG = "flag"
    DAY = "day"
    LETTER = "letter"
    KIND = "kind"
    ROLES = "roles"
    BINDS = "binds"
    TOPICS = "topics"
    DUTIES = "duties"
    CITATIONS = "citations"
    TITLES = "titles"
    """A text for each role."""
    NAMES = "names"
    """A text for each key that the file chooses."""
    CITATIONS_OF_ROLES = "citations_of_roles"
    RULES = "rules"


class Need(StrEnum):
    """Whether a key has to be there."""

    REQUIRED = "required"
    MAYBE_BLANK = "maybe_blank"
    """Written, but empty where the document has a blank."""
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Key:
    """What a key holds: a value, or (`Shape`) a mapping, or a list of such mappings."""

    holds: "Holds | Shape"
    need: Need = Need.OPTIONAL
    many: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A mapping with its keys; other keys are refused."""

    name: str
    keys: Mapping[str, Key]


def _required(holds: Holds | Shape, *, many: bool = False) -> Key:
    return Key(holds, Need.REQUIRED, many)


def _maybe_blank(holds: Holds) -> Key:
    return Key(holds, Need.MAYBE_BLANK)


_COMMON = {
    "title": Key(Holds.TEXT),
    "gist": Key(Holds.TEXT),
    "binds": Key(Holds.BINDS),
    "topics": Key(Holds.TOPICS),
    "duties": Key(Holds.DUTIES),
}

POINT = Shape(
    "point", {**_COMMON, "letter": _required(Holds.LETTER), "gist": _required(Holds.TEXT)}
)

PARAGRAPH = Shape(
    "paragraph", {**_COMMON, "kind": _required(Holds.KIND), "gist": _required(Holds.TEXT)}
)

CLAUSE = Shape(
    "clause",
    {
        **_COMMON,
        "number": _required(Holds.WHOLE),
        "points": Key(POINT, many=True),
        "paragraphs": Key(PARAGRAPH, many=True),
    },
)

ARTICLE = Shape(
    "article",
    {
        **_COMMON,
        "number": _required(Holds.WHOLE),
        "title": _required(Holds.TEXT),
        "gist": _required(Holds.TEXT),
        "clauses": Key(CLAUSE, many=True),
        "paragraphs": Key(PARAGRAPH, many=True),
    },
)

CHAPTER = Shape(
    "chapter",
    {
        "number": _required(Holds.TEXT),
        "title": _required(Holds.TEXT),
        "first": _required(Holds.WHOLE),
        "last": _required(Holds.WHOLE),
    },
)

SOURCE = Shape(
    "source",
    {
        "number": _maybe_blank(Holds.TEXT),
        "issuer": _maybe_blank(Holds.TEXT),
        "notes": Key(Holds.TEXTS),
    },
)

RULE = Shape(
    "rule",
    {
        "citations": _required(Holds.CITATIONS),
        "by": Key(Holds.ROLES),
        "to": Key(Holds.ROLES),
        "binds": Key(Holds.ROLES),
        "every_months": Key(Holds.WHOLE),
        "automatic": Key(Holds.FLAG),
        "by_citation": Key(Holds.CITATIONS_OF_ROLES),
    },
)

TENSION = Shape("tension", {"citations": _required(Holds.CITATIONS), "gist": _required(Holds.TEXT)})

REGULATION = Shape(
    "regulation",
    {
        "slug": _required(Holds.TEXT),
        "title": _required(Holds.TEXT),
        "place": _required(Holds.TEXT),
        "issued_on": _maybe_blank(Holds.DAY),
        "effective_from": _maybe_blank(Holds.DAY),
        "replaced_by": Key(Holds.TEXT),
        "source": _required(SOURCE),
        "titles": _required(Holds.TITLES),
        "group_name": _required(Holds.TEXT),
        "offices": Key(Holds.NAMES),
        "renamed": Key(Holds.NAMES),
        "chapters": Key(CHAPTER, many=True),
        "articles": _required(ARTICLE, many=True),
        "rules": _required(Holds.RULES),
        "tensions": Key(TENSION, many=True),
    },
)
