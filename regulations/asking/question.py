"""A question as it is understood: words written out, slips mended, chatter told apart."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from committee.rules import Citation
from regulations.asking.lexicon import Lexicon
from regulations.asking.syllables import is_syllable, without_keys
from regulations.asking.words import Word, plain, words
from regulations.vietnamese import fold, tidy

_MARKED = 0.55
"""From this share of words with marks on, all marks are taken to be there."""

Written = Mapping[str, frozenset[Word]]
"""The words of some texts, by what is left of them without marks."""

_LONGEST_WORD = 14
"""Letters of two syllables typed as one; what is longer is no slip of the finger."""
_READ = 1000
"""Characters that are read of what was typed."""
LONGEST = 60
"""Words that are read; a question on a phone is shorter."""


@dataclass(frozen=True, slots=True)
class Question:
    """`typed` is all of it; `content` are the places that say what is asked about."""

    text: str
    typed: tuple[Word, ...]
    content: frozenset[int]
    asking: frozenset[int]
    chatter: frozenset[int]
    own: frozenset[int]
    earlier: bool

    more: tuple[str, ...]
    """Words of regulations that may stand for what was typed."""

    @property
    def first_person(self) -> bool:
        """Whether who asks speaks of themselves."""
        return bool(self.own)

    def terms(self, written: Written) -> list[str]:
        """The folded words that say what is asked about.

        One whose marks fit no word that is written so is marked as another: "ăn" is no "an".
        """
        said = [self.typed[place] for place in sorted(self.content)]
        return [each.plain if _fits(each, written) else f"{each.plain}~" for each in said]


def _fits(word: Word, written: Written) -> bool:
    forms = written.get(word.plain)
    return forms is None or any(word.means(each) for each in forms)


def read(
    text: str, lexicon: Lexicon, vocabulary: Mapping[str, int], toneless: frozenset[str]
) -> Question:
    """Read a question; `vocabulary` and `toneless` are of the regulation it is put to."""
    known = _Known(lexicon.vocabulary, vocabulary)
    typed: list[Word] = []
    for word in _with_marks(words(tidy(text[:_READ]))[:LONGEST], toneless):
        short = None if word.tone else lexicon.abbreviations.get(word.plain)
        typed += short or known.mended(word, typed)
    said = tuple(typed)
    own = lexicon.first_person.places(said)
    chatter, asking = lexicon.chatter.places(said), lexicon.asked.places(said)
    return Question(
        text=text,
        typed=said,
        content=frozenset(range(len(said))) - chatter - asking - own,
        asking=asking,
        chatter=chatter,
        own=own,
        earlier=bool(lexicon.earlier.places(said)),
        more=tuple(w for n, _ in lexicon.synonyms.find(said) for w in lexicon.meant[n]),
    )


def _with_marks(typed: Sequence[Word], toneless: frozenset[str]) -> Sequence[Word]:
    """Where marks are typed, "ban" is meant and not "bận", "thương" and not "thưởng"."""
    marked = sum(not word.bare for word in typed)
    if marked < _MARKED * len(typed):
        return typed
    return [replace(w, whole=True) if not w.tone and w.shape in toneless else w for w in typed]


class _Known:
    """The words that can be meant, and how likely each is."""

    def __init__(self, *vocabularies: Mapping[str, int]) -> None:
        self._vocabularies = vocabularies

    def count(self, folded: str) -> int:
        return sum(each.get(folded, 0) for each in self._vocabularies)

    def mended(self, word: Word, before: Sequence[Word]) -> tuple[Word, ...]:
        """The word itself, unless no Vietnamese syllable is written so and one is near."""
        folded = word.plain
        mendable = folded.isalpha() and 2 <= len(folded) <= _LONGEST_WORD
        if not mendable or self.count(folded) or is_syllable(folded):
            return (word,)
        keys = without_keys(folded)
        if self.count(keys):
            return (plain(keys),)
        parted = [(folded[:n], folded[n:]) for n in range(2, len(folded) - 1)]
        for first, second in parted:
            if self.count(first) and self.count(second):
                return (plain(first), plain(second))
        near = [each for each in _one_slip_away(folded) if self.count(each)]
        return (plain(max(near, key=self.count)),) if near else (word,)


_LETTERS = "abcdeghiklmnopqrstuvxy"


def _one_slip_away(folded: str) -> set[str]:
    """A letter left out, put in, put for another, or two in the wrong order."""
    parts = [(folded[:n], folded[n:]) for n in range(len(folded) + 1)]
    left = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    other = {a + c + b[1:] for a, b in parts if b for c in _LETTERS}
    more = {a + c + b for a, b in parts for c in _LETTERS}
    return {each for each in left | swapped | other | more if is_syllable(each)}


_NUMBERED = {
    "article": re.compile(r"(?<![a-z])(?:dieu|d)\s*\.?\s*(?:so\s*)?(\d{1,2})(?!\d)"),
    "clause": re.compile(r"(?<![a-z])(?:khoan|k)\s*\.?\s*(?:so\s*)?(\d{1,2})(?!\d)"),
}
_POINT = re.compile(r"\bdiem\s+([a-z])\b")
_DOTTED = re.compile(r"(?<![\d./])(\d{1,2})\.(\d{1,2})(?:\.([a-z]))?(?![\d./])")
_POINT_TYPED = re.compile(r"\bđiểm\s+(đ)\b|\bdiem\s+(đ)\b", re.IGNORECASE)


def cited(text: str) -> Citation | None:
    """The place that a question names: "khoản 4 điều 7", "đ7 k4", "7.1.a"."""
    folded = fold(text[:_READ])
    article = _NUMBERED["article"].search(folded)
    clause = _NUMBERED["clause"].search(folded)
    if article is None:
        return _dotted(folded)
    inner = re.search(r"\bdieu\s+\d{1,2}\.(\d{1,2})\b", folded)
    number = int(clause[1]) if clause else int(inner[1]) if inner else 0
    return Citation(int(article[1]), number, _point(text, folded) if number else "")


def _point(text: str, folded: str) -> str:
    if _POINT_TYPED.search(text):
        return "đ"
    found = _POINT.search(folded)
    return found[1] if found else ""


def _dotted(folded: str) -> Citation | None:
    found = _DOTTED.search(folded)
    return Citation(int(found[1]), int(found[2]), found[3] or "") if found else None
