"""Reading a parsed file piece by piece, and noting every fault with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

_WHOLE = re.compile(r"[0-9]{1,4}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of the file. Reading never stops at a fault: it is noted, and a blank goes on.

    All scalars are text, so that "10.1" stays a citation and "no" a word.
    """

    value: object
    place: str
    faults: list[str] = field(default_factory=list)

    @property
    def missing(self) -> bool:
        return self.value is None or self.value == ""

    def fault(self, text: str) -> None:
        self.faults.append(f"{self.place or 'top level'}: {text}")

    def mapping(self) -> dict[str, object]:
        if isinstance(self.value, dict):
            return self.value
        if not self.missing:
            self.fault("a mapping of keys is expected here")
        return {}

    def child(self, key: str) -> "Node":
        place = f"{self.place}.{key}" if self.place else key
        return Node(self.mapping().get(key), place, self.faults)

    def shape(
        self,
        required: frozenset[str],
        optional: frozenset[str] = frozenset(),
        maybe_blank: frozenset[str] = frozenset(),
    ) -> None:
        """Refuse keys that nobody reads, and note those that are not there.

        What the document itself may leave blank is `maybe_blank`: written, but perhaps empty.
        """
        found, known = self.mapping(), required | optional | maybe_blank
        for key in found:
            if key not in known:
                self.fault(f"unknown key {key!r}; known are: {', '.join(sorted(known))}")
        for key in sorted(required | maybe_blank):
            if key not in found or (key in required and self.child(key).missing):
                self.fault(f"{key!r} is missing")

    def pairs(self) -> Iterator[tuple[str, "Node"]]:
        return ((key, self.child(key)) for key in self.mapping())

    def items(self) -> Iterator["Node"]:
        """The pieces of a list, each called by its own number or letter where it has one."""
        if not isinstance(self.value, list):
            if not self.missing:
                self.fault("a list is expected here")
            return
        for position, value in enumerate(self.value, start=1):
            own = value.get("number") or value.get("letter") if isinstance(value, dict) else None
            label = own if isinstance(own, str) else f"#{position}"
            yield Node(value, f"{self.place}[{label}]", self.faults)

    def text(self) -> str:
        """One line of text; empty where there is none."""
        if self.missing:
            return ""
        if isinstance(self.value, str):
            return " ".join(self.value.split())
        self.fault("a text is expected here")
        return ""

    def texts(self) -> tuple[str, ...]:
        return tuple(item.text() for item in self.items())

    def whole(self) -> int:
        """A whole number from 1; 0 after a fault or where there is none."""
        text = self.text()
        if _WHOLE.fullmatch(text) and int(text) > 0:
            return int(text)
        if text:
            self.fault(f"a whole number from 1 is expected, not {text!r}")
        return 0

    def flag(self) -> bool:
        text = self.text()
        if text not in _FLAGS:
            self.fault(f"true or false is expected, not {text!r}")
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
            self.fault(f"a date such as 2025-07-29 is expected, not {text!r}")
        return None
