"""The words of the sheet that a roster comes in on: headings, what cells may say, help."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column: its heading, what else it may be called, and what to write in it."""

    key: str
    heading: str
    also: tuple[str, ...]
    required: bool
    help: str
    example: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All words of `roster/columns.yaml`; the mappings go from a key to what may be written."""

    title: str
    help_title: str
    help_intro: str
    required_mark: str
    example_prefix: str
    columns: tuple[SheetColumn, ...]
    ignored: tuple[str, ...]
    roles: Mapping[str, tuple[str, ...]]
    contacts: Mapping[str, tuple[str, ...]]
    honorifics: Mapping[str, tuple[str, ...]]
    yes: tuple[str, ...]
    no: tuple[str, ...]

    def heading(self, key: str) -> str:
        """What the column of that key is called."""
        return next(column.heading for column in self.columns if column.key == key)


@cache
def sheet() -> Sheet:
    """The words of the sheet, read once."""
    file = resources.files("messages") / "roster" / "columns.yaml"
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return Sheet(
        title=found["sheet"],
        help_title=found["help_sheet"],
        help_intro=found["help_intro"],
        required_mark=found["required_mark"],
        example_prefix=found["example_prefix"],
        columns=tuple(_column(key, given) for key, given in found["columns"].items()),
        ignored=tuple(found["ignored"]),
        roles=_lists(found["roles"]),
        contacts=_lists(found["contacts"]),
        honorifics=_lists(found["honorifics"]),
        yes=tuple(found["yes"]),
        no=tuple(found["no"]),
    )


def _column(key: str, given: Mapping[str, Any]) -> SheetColumn:
    return SheetColumn(
        key=key,
        heading=given["heading"],
        also=tuple(given.get("also", ())),
        required=given.get("required", False),
        help=given["help"],
        example=given["example"],
    )


def _lists(given: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(words) for key, words in given.items()}
