"""From the text of a YAML file to its pieces, each knowing where in the file it stands."""

from dataclasses import dataclass, field

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
    reading = _Reading()
    try:
        loader = _Loader(text)
        try:
            top = loader.get_single_node()
        finally:
            loader.dispose()
        return (None if top is None else reading.piece(top)), reading.faults
    except RecursionError:
        return None, [Fault(Problem.TOO_DEEP)]
    except yaml.YAMLError as error:
        return None, [_fault(error, text)]


@dataclass(slots=True)
class _Reading:
    faults: list[Fault] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    def piece(self, node: yaml.Node, key: Mark = NOWHERE, depth: int = 0) -> Piece:
        mark = _mark(node)
        if depth > _DEEPEST or id(node) in self._seen:
            # A node seen before is an alias; written out again and again, a few lines fill memory.
            self._fault(Problem.TOO_DEEP if depth > _DEEPEST else Problem.ALIAS, mark)
            return Piece("", mark, key)
        self._seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            return Piece([self.piece(item, depth=depth + 1) for item in node.value], mark, key)
        if isinstance(node, yaml.MappingNode):
            return Piece(self._mapping(node, depth + 1), mark, key)
        return Piece(str(node.value), mark, key)

    def _mapping(self, node: yaml.MappingNode, depth: int) -> "dict[str, Piece]":
        """A key written twice is a fault, not lost."""
        found: dict[str, Piece] = {}
        for key, value in node.value:
            at = _mark(key)
            if not isinstance(key, yaml.ScalarNode):
                self._fault(Problem.KEY_NOT_TEXT, at)
            elif key.value in found:
                self._fault(Problem.KEY_TWICE, at, key.value)
            else:
                found[key.value] = self.piece(value, at, depth)
        return found

    def _fault(self, problem: Problem, mark: Mark, *details: str) -> None:
        self.faults.append(Fault(problem, details=details, mark=mark))


def _mark(node: yaml.Node) -> Mark:
    return Mark(node.start_mark.line + 1, node.start_mark.column + 1)


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
