"""The JSON Schema of an encoded regulation, made from the same shapes that the loader reads by."""

import json
import sys
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from committee.people import Role
from committee.rules import RuleName
from regulations.model import DUTIES, PLAIN_LETTERS, POINT_LETTERS, ParagraphKind
from regulations.shapes import REGULATION, RULE, Holds, Key, Need, Shape
from regulations.topics import Topic

Schema = dict[str, Any]

_GROUPS = ("committee", "working_group")
_CITATION = r"^[0-9]{1,4}(\.[0-9]{1,4}(\.[a-zđ])?)?$"
_TEXT: Schema = {"type": ["string", "number", "boolean"], "minLength": 1}
"""The loader reads every scalar as text, so that an editor need not ask for quotes."""


def schema() -> Schema:
    """The schema of a whole file, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An encoded regulation of a steering committee",
        **_mapping(REGULATION),
        "$defs": {shape.name: _mapping(shape) for shape in _shapes(REGULATION)} | _values(),
    }


def as_text() -> str:
    """The schema as it lies in `schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


@cache
def shipped_schema() -> str:
    """The file that comes with the program."""
    return files("regulations").joinpath("schema.json").read_text("utf-8")


def _mapping(shape: Shape) -> Schema:
    needed = [name for name, key in shape.keys.items() if key.need is not Need.OPTIONAL]
    return {
        "type": "object",
        "properties": {name: _value(key) for name, key in shape.keys.items()},
        "required": needed,
        "additionalProperties": False,
    }


def _value(key: Key) -> Schema:
    name = key.holds.name if isinstance(key.holds, Shape) else key.holds.value
    found: Schema = {"$ref": f"#/$defs/{name}"}
    if key.many:
        found = {"type": "array", "items": found}
    if key.need is Need.REQUIRED:
        return found
    return _or_blank(found)


def _or_blank(value: Schema) -> Schema:
    return {"anyOf": [value, {"enum": ["", None]}]}


def _shapes(shape: Shape) -> Iterator[Shape]:
    for key in shape.keys.values():
        if isinstance(key.holds, Shape):
            yield key.holds
            yield from _shapes(key.holds)


def _values() -> dict[str, Schema]:
    citation: Schema = {
        "anyOf": [{"type": "string", "pattern": _CITATION}, {"type": "number", "minimum": 1}]
    }
    role: Schema = {"enum": list(Role)}
    several: Schema = {"enum": [*Role, *_GROUPS]}
    office: Schema = {"type": "string", "pattern": "^office:."}
    citations = _list_of(citation)
    return {
        Holds.TEXT: _TEXT,
        Holds.TEXTS: _list_of(_TEXT),
        Holds.WHOLE: {"type": "integer", "minimum": 1, "maximum": 9999},
        Holds.FLAG: {"type": "boolean"},
        Holds.DAY: {"type": "string", "format": "date"},
        Holds.LETTER: {"enum": sorted({*POINT_LETTERS, *PLAIN_LETTERS})},
        Holds.KIND: {"enum": list(ParagraphKind)},
        Holds.ROLES: _list_of(several),
        Holds.BINDS: _list_of({"anyOf": [several, office]}),
        Holds.TOPICS: _list_of({"enum": list(Topic)}, uniqueItems=True),
        Holds.DUTIES: _list_of({"enum": list(DUTIES)}, uniqueItems=True),
        Holds.CITATIONS: citations,
        Holds.TITLES: _keyed(role, _TEXT),
        Holds.NAMES: {"type": "object", "additionalProperties": _or_blank(_TEXT)},
        Holds.CITATIONS_OF_ROLES: _keyed(role, citations),
        Holds.RULES: _keyed({"enum": list(RuleName)}, {"$ref": "#/$defs/rule"}),
        RULE.name: _mapping(RULE),
    }


def _list_of(items: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": items, **more}


def _keyed(keys: Schema, values: Schema) -> Schema:
    return {"type": "object", "propertyNames": keys, "additionalProperties": values}


if __name__ == "__main__":
    sys.stdout.write(as_text())
