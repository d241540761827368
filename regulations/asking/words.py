"""Typed words as they can be compared: folded, with what diacritics were typed kept beside."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from regulations.vietnamese import fold

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_PIECE = re.compile(r"[^\W_]+")
_ALIKE = {"\u0303": "\u0309"}
"""Tones that many take one for the other."""


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable or number: `plain` is folded; `shape` and `tone` are its marks, if any.

    Where the tone stands within the syllable makes no difference: "uỷ" is "ủy".
    """

    plain: str
    shape: str
    tone: str
    strict: bool = False
    """As written in the lexicon: it counts only where its marks were typed."""
    whole: bool = False
    """As typed among words with their marks: it has no tone because it needs none."""

    @property
    def bare(self) -> bool:
        """Without any mark."""
        return not self.tone and self.shape == self.plain

    def means(self, written: "Word") -> bool:
        """Whether this, as typed, can stand for the word as it is written correctly.

            Marks may be left out; one that is there must be right. Of a syllable with a tone and no
        other mark none was left out: "bạn" is not "bận".
        """
        if self.plain != written.plain:
            return False
        if written.strict or self.whole:
            return self.tone == written.tone and self.shape == written.shape
        if self.tone and _ALIKE.get(self.tone, self.tone) != _ALIKE.get(written.tone, written.tone):
            return False
        if self.shape == self.plain:
            return not self.tone or written.shape == written.plain
        return all(
            a in (b, c) for a, b, c in zip(self.shape, written.shape, self.plain, strict=False)
        )


def words(text: str) -> tuple[Word, ...]:
    """The syllables and numbers of a text, in order, without punctuation."""
    return tuple(map(word, _PIECE.findall(unicodedata.normalize("NFC", text))))


def written(texts: Iterable[str]) -> dict[str, frozenset[Word]]:
    """All words of these texts, by their folded form."""
    found: dict[str, set[Word]] = {}
    for text in texts:
        for each in words(text):
            found.setdefault(each.plain, set()).add(each)
    return {folded: frozenset(forms) for folded, forms in found.items()}


def plain(text: str) -> Word:
    """A folded syllable as somebody types it who leaves the marks out."""
    return Word(text, text, "")


@lru_cache(maxsize=8192)
def word(piece: str) -> Word:
    """One piece without punctuation, as it is written."""
    decomposed = unicodedata.normalize("NFD", piece.lower().replace("ƣ", "ư"))
    tone = "".join(each for each in decomposed if each in _TONES)
    shape = "".join(each for each in decomposed if each not in _TONES)
    return Word(fold(piece), unicodedata.normalize("NFC", shape), tone)
