"""Reading a parsed file piece by piece, and noting every fault with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from regulations.faults import NOWHERE, Fault, Mark, Problem
from regulations.pieces import Piece
from regulations.shapes import Need, Shape

_WHOLE = re.compile(r"[0-9]{1,4}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the file. Reading never stops at a fault: it is noted, and a blank goes on."""

    piece: Piece | None
    place: str
    faults: list[Fault] = field(default_factory=list)
    mark: Mark = NOWHERE
    """Where a fault is shown: the piece itself, or what it is missing from."""

    @property
    def missing(self) -> bool:
        return self.piece is None or self.piece.content == ""

    def fault(self, problem: Problem, *details: object, mark: Mark | None = None) -> None:
        said = tuple(map(str, details))
        at = self.mark if mark is None else mark
        self.faults.append(Fault(problem, self.place or "top level", said, at))

    def mapping(self) -> Mapping[str, Piece]:
        if self.piece is not None and isinstance(self.piece.content, dict):
            return self.piece.content
        if not self.missing:
            self.fault(Problem.MAPPING_EXPECTED)
        return {}

    def child(self, key: str) -> "Node":
        place = f"{self.place}.{key}" if self.place else key
        piece = self.mapping().get(key)
        return Node(piece, place, self.faults, self.mark if piece is None else _shown(piece))

    def shape(self, shape: Shape) -> None:
        """Refuse keys that nobody reads, and note those that are not there."""
        found = self.mapping()
        for key, piece in found.items():
            if key not in shape.keys:
                known = ", ".join(sorted(shape.keys))
                self.fault(Problem.KEY_UNKNOWN, key, known, mark=piece.key)
        for key, holds in sorted(shape.keys.items()):
            blank = holds.need is Need.REQUIRED and self.child(key).missing
            if blank or (holds.need is Need.MAYBE_BLANK and key not in found):
                self.fault(Problem.KEY_MISSING, key, mark=self.child(key).mark)

    def pairs(self) -> Iterator[tuple[str, "Node"]]:
        return ((key, self.child(key)) for key in self.mapping())

    def items(self) -> Iterator["Node"]:
        """The pieces of a list, each called by its own number or letter where it has one."""
        content = None if self.piece is None else self.piece.content
        if not isinstance(content, list):
            if not self.missing:
                self.fault(Problem.LIST_EXPECTED)
            return
        for position, piece in enumerate(content, start=1):
            label = _own_label(piece) or f"#{position}"
            yield Node(piece, f"{self.place}[{label}]", self.faults, piece.mark)

    def text(self) -> str:
        """One line of text; empty where there is none."""
        if self.piece is None or self.missing:
            return ""
        if isinstance(self.piece.content, str):
            return " ".join(self.piece.content.split())
        self.fault(Problem.TEXT_EXPECTED)
        return ""

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def whole(self) -> int:
        """A whole number from 1; 0 after a fault or where there is none."""
        text = self.text()
        if _WHOLE.fullmatch(text) and int(text) > 0:
            return int(text)
        if text:
            self.fault(Problem.WHOLE_EXPECTED, text)
        return 0

    def flag(self) -> bool:
        text = self.text()
        if text not in _FLAGS:
            self.fault(Problem.FLAG_EXPECTED, text)
        return _FLAGS.get(text, False)

    def day(self) -> date | None:
        """A calendar day; None where the document leaves it blank."""
        text = self.text()
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        if text:
            self.fault(Problem.DAY_EXPECTED, text)
        return None


def _shown(piece: Piece) -> Mark:
    """A text is shown itself; of a list or a mapping, which may begin lines below, the key."""
    return piece.mark if isinstance(piece.content, str) and piece.content else piece.key


def _own_label(piece: Piece) -> str:
    if isinstance(piece.content, dict):
        for key in ("number", "letter"):
            own = piece.content.get(key)
            if own is not None and isinstance(own.content, str) and own.content:
                return own.content
    return ""
