"""The lines of an official document without what its printing, or its conversion, put into them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from regulations.vietnamese import fold, tidy

PAGE_BREAK = "\f"
_TYPED_FOR = str.maketrans({"ƣ": "ư", "Ƣ": "Ư", "\u00a0": " ", "\u2011": "-", "\u00ad": ""})
"""The letter oi stands for u with horn in old fonts."""

_PAGE_NUMBER = re.compile(r"[-–—\s]*(trang\s*)?\d{1,3}(\s*/\s*\d{1,3})?[-–—\s]*$")
_HASHES = re.compile(r"^\s{0,3}#{1,6}\s+")
_QUOTED = re.compile(r"^\s*>\s+")
_TAG = re.compile(r"<br\s*/?>|</?(b|i|u|strong|em|p|div|span|center)(\s[^<>]*)?>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([.*_#()\-+>\[\]])")
_STRONG = re.compile(r"\*\*|__")
_SLANTED = re.compile(r"(?<![*\w])\*(?=\S)|(?<=\S)\*(?![*\w])")
_DIGITS = re.compile(r"\d+")
_ENDS = (".", ":", ";", "!", "?", "…", "”", '"')

_FEW_PAGES, _HEADS = 3, 2
_NARROWEST_PRINT, _WIDEST_PRINT = 50, 120
_ALMOST = 0.87


@dataclass(frozen=True, slots=True)
class Line:
    """A line that says something. `heading`: marked as one, or bold from end to end."""

    text: str
    folded: str
    indented: bool = False
    heading: bool = False

    @property
    def ended(self) -> bool:
        """Whether a sentence or an item ends here."""
        return self.text.endswith(_ENDS)

    @property
    def continues(self) -> bool:
        """Whether it begins as the middle of a sentence does."""
        return self.text[:1].islower() or self.text[:1] in ",;.)"


def clean(text: str) -> list[Line]:
    """The lines in order: no blank ones, page numbers, running heads, Markdown."""
    pages = [_lines(page) for page in text.translate(_TYPED_FOR).split(PAGE_BREAK)]
    running = _running(pages)
    return [line for page in pages for line in _inner(page, running)]


def width(lines: Sequence[Line]) -> int:
    """How many characters a full line holds where lines are broken; 0 where they are not."""
    lengths = sorted(len(line.text) for line in lines)
    widest = lengths[int(len(lengths) * 0.97)] if lengths else 0
    full = sum(length > widest * 0.75 for length in lengths)
    broken = _NARROWEST_PRINT <= widest <= _WIDEST_PRINT and full * 3 > len(lengths)
    return widest if broken else 0


def is_short(line: Line, following: Line, full: int) -> bool:
    """Whether the line was left though the word that follows had found room in it."""
    word = following.text.split(" ", 1)[0]
    return len(line.text) + 1 + len(word) <= full * _ALMOST


def join(before: str, after: str) -> str:
    """Two lines as one; "57-" and "NQ/TW" belong together."""
    if re.search(r"\w-$", before) or not before:
        return before + after
    return f"{before} {after}"


def _clean(raw: str) -> Line | None:
    plain = _TAG.sub(" ", raw)
    marked = bool(_HASHES.match(plain))
    plain = _QUOTED.sub("", _HASHES.sub("", plain))
    bold = plain.strip().startswith(("**", "__")) and plain.strip().endswith(("**", "__"))
    text = tidy(_SLANTED.sub("", _STRONG.sub("", _ESCAPED.sub(r"\1", plain))))
    folded = fold(text)
    if not any(map(str.isalnum, text)) or _PAGE_NUMBER.match(folded):
        return None
    return Line(text, folded, raw[:1].isspace(), marked or bold)


def _lines(page: str) -> list[Line]:
    return [found for found in map(_clean, page.splitlines()) if found]


def _running(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """What stands first or last on several pages, its number aside, is no part of the text."""
    edges = Counter(
        edge
        for page in pages
        for edge in {_masked(line) for line in (*page[:_HEADS], *page[-_HEADS:])}
    )
    return frozenset(edge for edge, times in edges.items() if times >= _FEW_PAGES)


def _inner(page: Sequence[Line], running: frozenset[str]) -> Sequence[Line]:
    """A page without its running heads and feet; the same words inside it stay."""
    first, last = 0, len(page)
    while first < min(_HEADS, last) and _masked(page[first]) in running:
        first += 1
    while last > max(first, len(page) - _HEADS) and _masked(page[last - 1]) in running:
        last -= 1
    return page[first:last]


def _masked(line: Line) -> str:
    return _DIGITS.sub("0", line.text)
