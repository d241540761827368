"""Short answers: yes and no, a number, one of the labels shown, somebody's name."""

import re
from collections.abc import Callable, Iterable, Sequence

from messages.understand.lexicon import edged, section
from messages.understand.typed import short, spelled_like
from regulations.vietnamese import fold, syllables, tidy

_NUMBER = re.compile(r"([0-9]{1,9}) ?[.)]?")
_COUNTER = re.compile(r"\s*\([0-9]+\)\s*$")


def yes_no(text: str) -> bool | None:
    """True or False when the whole message says one of them; a question says neither."""
    answer = short(text)
    if "?" in answer:
        return None
    words = _words(answer)
    said = set()
    while words:
        step, meaning = _next_word(words)
        if step == 0:
            return None
        said.add(meaning)
        words = words[step:]
    said.discard(None)
    return said.pop() if len(said) == 1 else None


def nothing_to_say(text: str) -> bool:
    """Whether the whole message says that there is no opinion."""
    said = " ".join(_words(short(text)))
    return any(spelled_like(said, phrase) for phrase in section("nothing_to_say"))


def greeting(text: str) -> bool:
    """Whether the whole message only says hello."""
    return _only("greeting", text)


def thanks(text: str) -> bool:
    """Whether the whole message only says thank you."""
    return _only("thanks", text)


def asks_schedule(text: str) -> bool:
    """Whether the whole message only asks when or where one's own next meeting is."""
    return _only("schedule_asked", text)


def _only(name: str, text: str) -> bool:
    """Whether the message is words of this section, with courtesies around them."""
    words = _words(short(text))
    said = False
    while words:
        step, meant = _next_of(name, words)
        if step == 0:
            return False
        said = said or meant
        words = words[step:]
    return said


def _next_of(name: str, words: tuple[str, ...]) -> tuple[int, bool]:
    """How many of the words make the longest known one, and whether it is of that section."""
    for length in range(min(4, len(words)), 0, -1):
        phrase = " ".join(words[:length])
        for one in (name, "courtesy", "asking"):
            if any(spelled_like(phrase, word) for word in section(one)):
                return length, one == name
    return 0, False


def number(text: str) -> int | None:
    """The number that the whole message is: "3", "3.", "03"."""
    match = _NUMBER.fullmatch(fold(short(text)))
    return int(match[1]) if match else None


def one_of(text: str, labels: Sequence[str]) -> int | None:
    """Which label is meant, by its words or by its place in the list; None when unclear.

    The label as spelled counts before the label without diacritics, and that before the label
    without its counter ("Tai lieu (2)").
    """
    answer = short(text)
    wanted = syllables(answer)
    if not wanted:
        return None
    tests: tuple[Callable[[str], bool], ...] = (
        lambda label: tidy(label).lower() == answer.lower(),
        lambda label: syllables(label) == wanted,
        lambda label: syllables(_COUNTER.sub("", label)) == wanted,
    )
    for test in tests:
        if found := _places(test(label) for label in labels):
            return found[0] if len(found) == 1 else None
    place = number(answer)
    return place - 1 if place is not None and 1 <= place <= len(labels) else None


def names(text: str, people: Sequence[str]) -> tuple[int, ...]:
    """Whom a typed name may mean: by the full name, else the last two syllables, else the last.

    Where marks were typed, those whose names have them come alone.
    """
    typed = " ".join(_words(short(text)))
    return _named(typed, people) or _named(without_honorific(typed), people)


def _named(typed: str, people: Sequence[str]) -> tuple[int, ...]:
    wanted = syllables(typed)
    if not wanted:
        return ()
    full = _places(syllables(person) == wanted for person in people)
    ending = _places(syllables(person)[-len(wanted) :] == wanted for person in people)
    found = full or (ending if len(wanted) <= 2 else ())
    return _spelled(typed, people, found) or found


def _next_word(words: tuple[str, ...]) -> tuple[int, bool | None]:
    """How many of the words make the longest known one, and what it means."""
    for length in range(min(4, len(words)), 0, -1):
        phrase = " ".join(words[:length])
        for name, meaning in (("no", False), ("yes", True), ("courtesy", None)):
            if any(spelled_like(phrase, word) for word in section(name)):
                return length, meaning
    return 0, None


def _words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", text))


def without_honorific(words: str) -> str:
    """The same words without the address before a name."""
    match = re.match(rf"(?:{edged('honorifics').pattern}\s+)+(?=\S)", fold(words))
    return words[match.end() :] if match and len(fold(words)) == len(words) else words


def _spelled(typed: str, people: Sequence[str], found: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(
        place
        for place in found
        if spelled_like(typed, " ".join(_words(tidy(people[place]))[-len(typed.split()) :]))
    )


def _places(tests: Iterable[bool]) -> tuple[int, ...]:
    return tuple(place for place, true in enumerate(tests) if true)
