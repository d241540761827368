"""The lexicon: what people type when they ask, read from `regulations/lexicon.yaml`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from committee.people import Role
from regulations.asking.index import Index, terms_of
from regulations.asking.patterns import Phrases
from regulations.asking.words import Word, words, written
from regulations.vietnamese import fold, syllables


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that can be asked about; where it stands is looked up in each regulation.

    `parts`: a number, a day, a form, regulated only where a unit says one of `said`. `instead`: the
    subject that is meant where somebody of that role asks it of themselves. `by_office`: of an
    office that is meant it asks what that office has to do.
    """

    key: str
    name: str
    ask: tuple[str, ...]
    rules: tuple[str, ...]
    duties: tuple[str, ...]
    topics: tuple[str, ...]
    near: tuple[str, ...]
    said: tuple[str, ...]
    parts: bool
    sure: bool
    setting: bool
    by_office: bool
    binds: frozenset[Role]
    of: tuple[str, ...]
    measure: str
    instead: Mapping[Role, str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All of it, ready to be compared."""

    abbreviations: Mapping[str, tuple[Word, ...]]
    chatter: Phrases
    asked: Phrases
    first_person: Phrases
    duty_words: Phrases
    duty_words_alone: Phrases
    earlier: Phrases
    roles: Mapping[Role, tuple[str, ...]]
    office_words: tuple[str, ...]
    positions: Mapping[Role, tuple[str, ...]]
    subjects: tuple[Subject, ...]
    near_names: Mapping[str, str]
    measures: Mapping[str, Phrases]
    synonyms: Phrases
    meant: tuple[tuple[str, ...], ...]
    """What each synonym may stand for, by its number."""
    asks: Phrases
    """The ways of asking, each with the number of its subject."""
    said: Phrases
    """How clauses would put what hardly any says, each with the number of its subject."""
    elsewhere: str
    """What is called that no regulation of this kind speaks of."""
    kinds: Phrases
    """Words that people take one for another, each with the number of its kind."""
    alike: Index
    """Each subject as a text made of its ways of asking."""
    written: Mapping[str, frozenset[Word]]
    """Every word of it as it is written, by its folded form."""
    vocabulary: Mapping[str, int]
    """Every folded syllable of it, with how often it stands there."""


@cache
def lexicon() -> Lexicon:
    """Read once, at the first question."""
    data = _read("lexicon.yaml")
    kinds = Phrases(
        (text.strip(), n) for n, kind in enumerate(data["kinds"]) for text in kind.split(",")
    )
    subjects = tuple(_subject(key, each) for key, each in data["subjects"].items())
    return Lexicon(
        abbreviations={fold(str(k)): _whole(str(v)) for k, v in data["abbreviations"].items()},
        chatter=Phrases(data["chatter"]),
        asked=Phrases(data["asked"]),
        first_person=Phrases(data["first_person"]),
        duty_words=Phrases(data["duty_words"]),
        duty_words_alone=Phrases(data["duty_words_alone"]),
        earlier=Phrases(data["earlier"]),
        roles={Role(key): tuple(each) for key, each in data["roles"].items()},
        positions={Role(key): tuple(each) for key, each in data["positions"].items()},
        office_words=tuple(data["office_words"]),
        subjects=subjects,
        near_names=data["near_names"],
        measures={key: Phrases(each) for key, each in data["measures"].items()},
        synonyms=Phrases((text, n) for n, text in enumerate(data["synonyms"])),
        meant=tuple(syllables(each) for each in data["synonyms"].values()),
        asks=Phrases((text, n) for n, each in enumerate(subjects) for text in each.ask),
        said=Phrases((text, n) for n, each in enumerate(subjects) for text in each.said),
        elsewhere=str(data["elsewhere"]),
        kinds=kinds,
        alike=Index([_bag(each) for each in subjects]),
        written=written(_texts(data, subjects)),
        vocabulary=_vocabulary(data, subjects),
    )


def _subject(key: str, data: Mapping[str, Any]) -> Subject:
    return Subject(
        key=key,
        name=str(data["name"]),
        ask=tuple(data.get("ask", ())),
        rules=tuple(data.get("rules", ())),
        duties=tuple(data.get("duties", ())),
        topics=tuple(data.get("topics", ())),
        near=tuple(data.get("near", ())),
        said=tuple(data.get("said", ())),
        parts=bool(data.get("parts", False)),
        sure=bool(data.get("sure", False)),
        setting=bool(data.get("setting", False)),
        by_office=bool(data.get("by_office", False)),
        binds=frozenset(Role(each) for each in data.get("binds", ())),
        of=tuple(data.get("of", ())),
        measure=str(data.get("measure", "")),
        instead={Role(role): str(each) for role, each in data.get("instead", {}).items()},
    )


def _whole(text: str) -> tuple[Word, ...]:
    """Words that have all their marks: what has none needs none."""
    return tuple(replace(each, whole=True) for each in words(text))


def _read(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = files("regulations").joinpath(name).read_text("utf-8")
    return yaml.load(text, loader)  # noqa: S506 - both are safe loaders


def _bag(subject: Subject) -> dict[str, float]:
    """Each way of asking counts once for each of its terms, three times at most."""
    bag: dict[str, float] = {}
    for text in {subject.name, *subject.ask}:
        for term in terms_of([word.plain for word in words(text)]):
            bag[term] = min(3.0, bag.get(term, 0.0) + 1.0)
    return bag


def _vocabulary(data: Mapping[str, Any], subjects: tuple[Subject, ...]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for text in _texts(data, subjects):
        for word in words(text):
            counted[word.plain] = counted.get(word.plain, 0) + 1
    return counted


def _texts(data: Mapping[str, Any], subjects: tuple[Subject, ...]) -> Iterator[str]:
    for name in (
        "chatter",
        "asked",
        "first_person",
        "duty_words",
        "duty_words_alone",
        "earlier",
        "office_words",
    ):
        yield from data[name]
    yield from data["synonyms"]
    for called in (*data["roles"].values(), *data["measures"].values()):
        yield from called
    for subject in subjects:
        yield from (subject.name, *subject.ask)
