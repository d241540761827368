"""Whole lines: a meeting in one line, the number of a signed document with its date."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache

from committee.calendar import local
from messages.understand.days import DayReading, Impossible, resolve
from messages.understand.hours import the_hour
from messages.understand.lexicon import find, section
from messages.understand.places import place
from messages.understand.scan import Scan, scan_typed
from messages.understand.typed import Span, blank, read
from regulations.vietnamese import fold

NUMBER = re.compile(
    r"(?<![\w/])[0-9]{1,6}\s?/\s?(?:[0-9]{4}\s?/\s?)?[A-Za-zĐđ][A-Za-zĐđ0-9&]*(?:-[A-Za-zĐđ0-9&]+)*"
    r"(?![\w/-])"
)
"""The number of a document: "07/GM-BCĐ"."""


class MeetingKindWord(StrEnum):
    """What kind of meeting a line names; a quarter alone names none."""

    REGULAR = "regular"
    COMBINED = "combined"
    AD_HOC = "ad_hoc"
    HALF_YEAR = "half_year"
    YEAR_END = "year_end"


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting as typed; each part is None when it was not said or not clear."""

    kind: MeetingKindWord | None
    quarter: int | None
    day: DayReading | Impossible | None
    hour: time | None
    place: str | None


@dataclass(frozen=True, slots=True)
class SignedNumber:
    """The number of a signed document in capitals, and the day of signing if it was said."""

    number: str
    day: date | None


def begins_meeting(text: str) -> bool:
    """Whether a line begins like one that prepares a meeting; a question does not."""
    typed = read(text)
    if typed.folded.rstrip().endswith("?") or find("question_words", typed, typed.folded):
        return False
    return any(hit.start == 0 for hit in find("meeting_beginnings", typed, typed.folded))


def meeting_line(text: str, now: datetime) -> MeetingLine:
    """The parts of a meeting that one line says, in any order."""
    typed = read(text)
    kinds = _kinds(typed.folded)
    spans = [span for _, span in kinds]
    found = scan_typed(typed, blank(typed.folded, spans))
    return MeetingLine(
        kind=_kind(found, {kind for kind, _ in kinds}),
        quarter=None if found.quarter is None else found.quarter.value,
        day=resolve(found, local(now).date()),
        hour=the_hour(found),
        place=place(found, spans),
    )


def signed_number(text: str, now: datetime) -> SignedNumber | None:
    """The one document number in the text; without a year its date is the last such one.

    None also when the date beside it cannot be or does not fit its weekday: then nothing is
    recorded and the assistant asks again.
    """
    typed = read(text)
    numbers = list(NUMBER.finditer(typed.text))
    if len({match.group().upper() for match in numbers}) != 1:
        return None
    spans = [_folded_span(typed.places, match.span()) for match in numbers]
    said = resolve(scan_typed(typed, blank(typed.folded, spans)), local(now).date(), past=True)
    if isinstance(said, Impossible) or (said is not None and not said.weekday_fits):
        return None
    number = "".join(numbers[0].group().split()).upper()
    return SignedNumber(number, None if said is None else said.day)


def _kinds(folded: str) -> list[tuple[MeetingKindWord, Span]]:
    return [
        (_kind_words()[" ".join(match.group().split())], match.span())
        for match in _kind_pattern().finditer(folded)
    ]


def _kind(found: Scan, said: set[MeetingKindWord]) -> MeetingKindWord | None:
    """Two kinds in one meeting, or a quarter with a review of the year, are a combined one."""
    review = {MeetingKindWord.HALF_YEAR, MeetingKindWord.YEAR_END}
    if MeetingKindWord.AD_HOC in said:
        return MeetingKindWord.AD_HOC if len(said) == 1 else None
    if said & review and (found.quarter is not None or len(said) > 1):
        return MeetingKindWord.COMBINED
    return said.pop() if len(said) == 1 else MeetingKindWord.COMBINED if said else None


@cache
def _kind_words() -> dict[str, MeetingKindWord]:
    kinds = section("meeting_kinds")
    return {fold(word): MeetingKindWord(kind) for kind in kinds for word in kinds[kind]}


@cache
def _kind_pattern() -> re.Pattern[str]:
    words = sorted(_kind_words(), key=lambda word: (-len(word), word))
    return re.compile(r"(?<![^\W_])(?:" + "|".join(words).replace(" ", r"\s+") + r")(?![^\W_])")


def _folded_span(places: tuple[int, ...], span: Span) -> Span:
    inside = [at for at, place in enumerate(places[:-1]) if span[0] <= place < span[1]]
    return inside[0], inside[-1] + 1
