"""Ways of saying something, found among typed words."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from regulations.asking.words import Word, word

_WRITTEN = re.compile(r"=?[^\W_]+")

GAP = 8
"""How many words `*` stands for at most."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Runs of words in order; between two runs others may stand."""

    runs: tuple[tuple[Word, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Pattern":
        """From its form in the lexicon: "ai * chủ trì"."""
        return cls(tuple(tuple(map(_written, _WRITTEN.findall(run))) for run in text.split("*")))

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(each for run in self.runs for each in run)

    def at(self, typed: Sequence[Word], start: int) -> list[int] | None:
        """The places of its words where it begins at this one."""
        places: list[int] = []
        for number, run in enumerate(self.runs):
            begins = range(start, start + 1) if number == 0 else range(start, start + GAP + 1)
            begin = next((each for each in begins if _stands(run, typed, each)), None)
            if begin is None:
                return None
            start = begin + len(run)
            places += range(begin, start)
        return places


@lru_cache(maxsize=4096)
def _written(text: str) -> Word:
    """One word of the lexicon, strict behind "="."""
    if text.startswith("="):
        return replace(word(unicodedata.normalize("NFC", text[1:])), strict=True)
    return word(unicodedata.normalize("NFC", text))


def _stands(run: Sequence[Word], typed: Sequence[Word], at: int) -> bool:
    if at + len(run) > len(typed):
        return False
    return all(typed[at + number].means(each) for number, each in enumerate(run))


class Phrases:
    """Many patterns, looked up by the word they begin with; each with the number of its group."""

    def __init__(self, texts: Iterable[str] | Iterable[tuple[str | Pattern, int]]) -> None:
        self._by_first: dict[str, list[tuple[Pattern, int]]] = {}
        for each in texts:
            text, group = (each, 0) if isinstance(each, str) else each
            pattern = text if isinstance(text, Pattern) else Pattern.read(text)
            self._by_first.setdefault(pattern.runs[0][0].plain, []).append((pattern, group))

    def places(self, typed: Sequence[Word]) -> frozenset[int]:
        """All places that any of them takes."""
        return frozenset(place for _, found in self.find(typed) for place in found)

    def apart(self, typed: Sequence[Word]) -> Iterator[tuple[int, frozenset[int]]]:
        """Every group that is said; a longer one hides the shorter ones within it."""
        taken: set[int] = set()
        for group, places in sorted(self.find(typed), key=lambda each: (-len(each[1]), each[0])):
            if not places & taken:
                taken |= places
                yield group, places

    def find(self, typed: Sequence[Word]) -> Iterator[tuple[int, frozenset[int]]]:
        """Every group that is said, with the places of its words."""
        for start, first in enumerate(typed):
            for pattern, group in self._by_first.get(first.plain, ()):
                places = pattern.at(typed, start)
                if places is not None:
                    yield group, frozenset(places)
