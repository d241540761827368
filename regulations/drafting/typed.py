"""Values, comments and marks as a draft's YAML has them."""

import json
import re
import textwrap
from collections.abc import Iterator, Sequence
from datetime import date

from committee.people import WORKING_GROUP_ROLES, Role
from regulations.drafting.words import lexicon

_WIDTH = 100
_GROUP = "working_group"
_PLAIN = re.compile(r"[^\W\d_][^:#\[\]{}&*!|>'\"%@`,\n]*")
_WORDS_OF_YAML = frozenset(("yes", "no", "true", "false", "null", "on", "off", "y", "n"))


def look(key: str, *details: object) -> str:
    """A mark behind a value: somebody must look again, and at what."""
    return f"  # {lexicon()['look_again']}: {note(key, *details)}"


def note(key: str, *details: object) -> str:
    return str(lexicon()["notes"][key]).strip().format(*details)


def comment(indent: str, text: str, sign: str = "# ") -> Iterator[str]:
    yield from (f"{indent}{sign}{line}" for line in textwrap.wrap(text, _WIDTH - len(indent)))


def scalar(text: str) -> str:
    """Plain where YAML takes it for nothing else, in double quotes elsewhere."""
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)


def sentence_case(text: str) -> str:
    """A title in capitals as a sentence, names in it with theirs."""
    if not text.isupper():
        return text
    lowered = text.capitalize()
    for name in lexicon()["names"]["capitals"]:
        lowered = lowered.replace(f" {name.lower()}", f" {name}")
    return lowered


def day(day: date | None) -> str:
    return '""' if day is None else day.isoformat()


def role_list(roles: Sequence[Role], called: dict[Role, str]) -> str:
    """Only roles that have a title; both of the group's as one."""
    named = [
        _GROUP if role in WORKING_GROUP_ROLES else role.value for role in roles if role in called
    ]
    return ", ".join(dict.fromkeys(named))
