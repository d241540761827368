"""A typed message beside its folded form, so that what is found can be pointed at."""

from collections.abc import Iterable
from dataclasses import dataclass

from regulations.vietnamese import fold, fold_letter, tidy

LIMIT = 500
"""Characters of a message that are parsed; a command is one line, not a document."""

Span = tuple[int, int]

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # keyboards put them for a hyphen


@dataclass(frozen=True, slots=True)
class Hit:
    """A word that was found, with its meaning as a number; places are in the folded text."""

    value: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Typed:
    """`places[i]` is where the folded character i comes from; one place more marks the end."""

    text: str
    folded: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """A span of the folded text as one of the text."""
        return self.places[start], self.places[end]

    def written(self, start: int, end: int) -> str:
        """What was typed there, composed and tidy, in its own spelling."""
        first, last = self.span(start, end)
        return tidy(self.text[first:last])


def read(text: str) -> Typed:
    """The message, cut at a white space when it is too long to be a command."""
    text = _cut(text).translate(_DASHES)
    folded, places = [], []
    for place, character in enumerate(text):
        for letter in fold_letter(character):
            folded.append(letter)
            places.append(place)
    return Typed(text, "".join(folded), (*places, len(text)))


def short(text: str) -> str:
    """The message when it is short enough to be an answer, else nothing."""
    tidied = tidy(text)
    return tidied if len(tidied) <= LIMIT else ""


def blank(folded: str, spans: Iterable[Span]) -> str:
    """The same text with spans replaced by as many spaces."""
    for start, end in spans:
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


def spelled_like(written: str, word: str) -> bool:
    """Whether what was typed can be the word: each letter is right or lacks its marks.

    So "mot" and "mốt" are the day after tomorrow, and "một" is not.
    """
    typed, meant = tidy(written).lower().replace("ƣ", "ư"), tidy(word).lower()
    return len(typed) == len(meant) and all(
        mine in (theirs, fold(theirs)) for mine, theirs in zip(typed, meant, strict=True)
    )


def _cut(text: str) -> str:
    if len(text) <= LIMIT:
        return text
    head = text[:LIMIT]
    return head[: max(head.rfind(" "), head.rfind("\n"), 0)]
