"""Vietnamese as plain ASCII: the one place that strips diacritics."""

import re
import unicodedata

_LOOKALIKES = {"đ": "d", "ð": "d", "ƣ": "u"}
"""Letters without a decomposition: d with stroke, eth typed for it, oi typed for u with horn."""

_INVISIBLE = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
_SYLLABLE = re.compile(r"[^\W_]+")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
"""Tones in dictionary order; no mark is 0."""

_SHAPES = {"\u0306": "1", "\u0302": "2", "\u031b": "3"}
"""Breve, circumflex and horn in alphabet order; a plain letter is 0."""


class _Folding(dict[int, str]):
    """A translation table that fills itself with the characters that it meets."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without diacritics, controls and spare white space; folding twice changes nothing.

    Accepts composed and decomposed text alike.
    """
    return " ".join(text.translate(_FOLDING).split())


def fold_letter(character: str) -> str:
    """What `fold` makes of one character, white space kept; empty for a mark or a control."""
    return _FOLDING[ord(character)]


def syllables(text: str) -> tuple[str, ...]:
    """The folded words, without punctuation."""
    return tuple(_SYLLABLE.findall(fold(text)))


def tidy(text: str) -> str:
    """The text as a reader sees it: composed, no invisible characters, single spaces."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(filter(_is_visible, composed)).split())


def sort_key(name: str) -> str:
    """An ASCII key that sorts people by given name, then family name, then middle names.

    Letters weigh before tones within a syllable, as in a Vietnamese dictionary.
    """
    words = tidy(name).replace("ƣ", "ư").replace("Ƣ", "Ư").split()
    ordered = [*words[-1:], *words[:1], *words[1:-1]] if len(words) > 1 else words
    return " ".join(_weigh(word) for word in ordered)


def _fold_character(character: str) -> str:
    lowered = unicodedata.normalize("NFD", character).lower()
    return "".join(
        _LOOKALIKES.get(letter, letter)
        for letter in unicodedata.normalize("NFD", lowered)
        if _is_visible(letter)
    )


def _is_visible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _INVISIBLE


def _weigh(word: str) -> str:
    tone = "0"
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", word.lower()):
        if letter in _TONES:
            tone = _TONES[letter]
        elif letter in _SHAPES and letters:
            letters[-1] = letters[-1][:-1] + _SHAPES[letter]
        elif letter == "đ":
            letters.append("d1")
        elif _is_visible(letter):
            letters.append(f"{letter}0" if letter.isascii() else f"~{ord(letter):06x}0")
    return "".join(letters) + tone
