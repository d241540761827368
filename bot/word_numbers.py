"""The numbers that Word shows before paragraphs but does not keep in their text."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str
    """ "%1." or "%2)", as Word writes its pattern."""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class WordNumbers:
    """Counts through a document; ask for every paragraph, in order."""

    def __init__(self, document: Any) -> None:
        self._lists: dict[str, _List] = defaultdict(_List)
        self._list_of: dict[str, str] = {}
        self._anew: dict[str, dict[int, int]] = {}
        root = _numbering(document)
        for element in [] if root is None else root:
            if element.tag == f"{_W}abstractNum":
                self._learn(element)
            elif element.tag == f"{_W}num":
                self._point(element)

    def label(self, paragraph: Any) -> str:
        """ "1. " or "a) " where Word numbers the paragraph, empty where it does not."""
        number, depth = _numbered_by(paragraph)
        found = self._lists.get(self._list_of.get(number, ""))
        if found is None or depth not in found.levels:
            return ""
        for anew, start in self._anew.pop(number, {}).items():
            found.counts[anew] = start - 1
        level = found.levels[depth]
        found.counts[depth] = found.counts.get(depth, level.start - 1) + 1
        found.counts = {each: count for each, count in found.counts.items() if each <= depth}
        return f"{_shown(found, depth)} "

    def _learn(self, element: Any) -> None:
        known = self._lists[element.get(f"{_W}abstractNumId")]
        for level in element.iter(f"{_W}lvl"):
            known.levels[int(level.get(f"{_W}ilvl"))] = _Level(
                int(_value(level, "start", "1")),
                _value(level, "numFmt", "decimal"),
                _value(level, "lvlText", ""),
            )

    def _point(self, element: Any) -> None:
        number = element.get(f"{_W}numId")
        self._list_of[number] = _value(element, "abstractNumId", "")
        self._anew[number] = {
            int(each.get(f"{_W}ilvl")): int(_value(each, "startOverride", "1"))
            for each in element.iter(f"{_W}lvlOverride")
            if each.find(f"{_W}startOverride") is not None
        }


def _numbering(document: Any) -> Any:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering"):
            return relation.target_part.element
    return None


def _numbered_by(paragraph: Any) -> tuple[str, int]:
    """The list and the level, of the paragraph itself or of its style."""
    depth: int | None = None
    holders = [paragraph._p, *_styles(paragraph)]
    for holder in holders:
        found = holder.find(f"{_W}pPr/{_W}numPr")
        if found is None:
            continue
        if depth is None and found.find(f"{_W}ilvl") is not None:
            depth = int(_value(found, "ilvl", "0"))
        if found.find(f"{_W}numId") is not None:
            return _value(found, "numId", ""), depth or 0
    return "", 0


def _styles(paragraph: Any) -> list[Any]:
    found: list[Any] = []
    style = paragraph.style
    while style is not None and len(found) < 10:
        found.append(style.element)
        style = style.base_style
    return found


def _value(element: Any, name: str, otherwise: str) -> str:
    found = element.find(f"{_W}{name}")
    return otherwise if found is None else str(found.get(f"{_W}val", otherwise))


def _shown(found: _List, depth: int) -> str:
    level = found.levels[depth]
    if level.kind == "bullet":
        return "-"
    text = level.text
    for each in range(depth + 1):
        known = found.levels.get(each, level)
        text = text.replace(
            f"%{each + 1}", _counted(found.counts.get(each, known.start), known.kind)
        )
    return text


def _counted(count: int, kind: str) -> str:
    match kind:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26)
            return letter.upper() if kind == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            roman = _roman(count)
            return roman.upper() if kind == "upperRoman" else roman
        case "none":
            return ""
        case _:
            return str(count)


def _roman(count: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while count >= value:
            text, count = text + letters, count - value
    return text
