"""From the text of a YAML file to its pieces, each knowing where in the file it stands."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from regulations.faults import NOWHERE, Fault, Mark, Problem

try:
    from yaml import CBaseLoader as _Loader  # ten times faster, where libyaml is there
except ImportError:
    from yaml import BaseLoader as _Loader  # type: ignore[assignment]

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, a list or a mapping. All scalars are text: "10.1" is no number, `no` a word."""

    content: "str | list[Piece] | dict[str, Piece]"
    mark: Mark
    key: Mark = NOWHERE
    """Where the key stands that this is the value of."""


def parse(text: str) -> tuple[Piece | None, list[Fault]]:
    """The whole file as a piece, None where there is nothing; and what is wrong with its form."""
    try:
        loader = _Loader(text)
        try:
            reading = _Reading(loader)
            return reading.document(), reading.faults
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        return None, [_fault(error, text)]


@dataclass(slots=True)
class _Reading:
    """Goes through the events of the file: composing its nodes first has no bound on depth."""

    loader: "_Loader"
    faults: list[Fault] = field(default_factory=list)

    def document(self) -> Piece | None:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        top = self._piece(self._next())
        self._next()
        after = self._next()
        if not isinstance(after, yaml.StreamEndEvent):
            self._fault(Problem.NOT_YAML, _mark(after), "more than one document")
        return top

    def _next(self) -> Any:
        return self.loader.get_event()

    def _piece(self, event: Any, key: Mark = NOWHERE, depth: int = 0) -> Piece:
        mark = _mark(event)
        if isinstance(event, yaml.ScalarEvent):
            return Piece(event.value, mark, key)
        if isinstance(event, yaml.AliasEvent):
            # Written out again and again, a few lines of aliases fill any memory.
            self._fault(Problem.ALIAS, mark)
        elif depth == _DEEPEST:
            self._fault(Problem.TOO_DEEP, mark)
            self._pass_over()
        elif isinstance(event, yaml.SequenceStartEvent):
            return Piece(self._items(depth + 1), mark, key)
        else:
            return Piece(self._mapping(depth + 1), mark, key)
        return Piece("", mark, key)

    def _items(self, depth: int) -> list[Piece]:
        found = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            found.append(self._piece(event, depth=depth))
        return found

    def _mapping(self, depth: int) -> "dict[str, Piece]":
        """A key written twice is a fault, not lost."""
        found: dict[str, Piece] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key, at = self._piece(event, depth=depth).content, _mark(event)
            value = self._piece(self._next(), at, depth)
            if not isinstance(key, str):
                self._fault(Problem.KEY_NOT_TEXT, at)
            elif key in found:
                self._fault(Problem.KEY_TWICE, at, key)
            else:
                found[key] = value
        return found

    def _pass_over(self) -> None:
        """Read on to the end of the list or mapping that has just begun."""
        depth = 1
        while depth:
            event = self._next()
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)

    def _fault(self, problem: Problem, mark: Mark, *details: str) -> None:
        self.faults.append(Fault(problem, details=details, mark=mark))


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


def _fault(error: yaml.YAMLError, text: str) -> Fault:
    at = getattr(error, "problem_mark", None)
    if at is None:
        return Fault(Problem.NOT_YAML, details=(str(error),))
    mark = Mark(at.line + 1, at.column + 1)
    line = text.splitlines()[at.line : at.line + 1]
    if line and "\t" in line[0][: len(line[0]) - len(line[0].lstrip())]:
        return Fault(Problem.TAB, mark=mark)
    return Fault(
        Problem.NOT_YAML, details=(getattr(error, "problem", "") or str(error),), mark=mark
    )
