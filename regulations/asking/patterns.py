"""Ways of saying something, found among typed words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regulations.asking.words import Word, words

GAP = 6
"""How many words `*` stands for at most."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Runs of words in order; between two runs others may stand."""

    runs: tuple[tuple[Word, ...], ...]

    @classmethod
    def read(cls, text: str) -> "Pattern":
        """From its form in the lexicon: "ai * chủ trì"."""
        return cls(tuple(words(run) for run in text.split("*")))

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for run in self.runs for word in run)

    def find(self, typed: Sequence[Word]) -> Iterator[frozenset[int]]:
        """The places of its words, for every place where it begins."""
        for start in range(len(typed)):
            places = self._at(typed, start)
            if places is not None:
                yield frozenset(places)

    def _at(self, typed: Sequence[Word], start: int) -> list[int] | None:
        places: list[int] = []
        for number, run in enumerate(self.runs):
            begins = range(start, start + 1) if number == 0 else range(start, start + GAP + 1)
            begin = next((each for each in begins if _stands(run, typed, each)), None)
            if begin is None:
                return None
            start = begin + len(run)
            places += range(begin, start)
        return places


def _stands(run: Sequence[Word], typed: Sequence[Word], at: int) -> bool:
    return at + len(run) <= len(typed) and all(
        typed[at + number].means(word) for number, word in enumerate(run)
    )


class Phrases:
    """Many patterns, looked up by the word they begin with."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._by_first: dict[str, list[Pattern]] = {}
        for text in texts:
            pattern = Pattern.read(text)
            self._by_first.setdefault(pattern.runs[0][0].plain, []).append(pattern)

    def places(self, typed: Sequence[Word]) -> frozenset[int]:
        """All places that any of them takes."""
        return frozenset(place for found in self.find(typed) for place in found)

    def find(self, typed: Sequence[Word]) -> Iterator[frozenset[int]]:
        for start, word in enumerate(typed):
            for pattern in self._by_first.get(word.plain, ()):
                places = pattern._at(typed, start)
                if places is not None:
                    yield frozenset(places)
