"""Finds where a meeting is, in the spelling in which it was typed."""

import re
from functools import cache

from messages.understand.lexicon import edged, find
from messages.understand.scan import Scan
from messages.understand.typed import Span, blank

_TRIM = " ,;:.-"


def place(found: Scan, others: list[Span]) -> str | None:
    """What follows "at" or begins with a word for a place, up to a day, an hour or a new line."""
    rest = found.rest
    stops = [start for start, _ in (*found.spans, *others)]
    stops += [match.start() for match in edged("after_place").finditer(rest)]
    stops += [at for at, letter in enumerate(found.typed.folded) if letter in "\r\n"]
    for start in _starts(found, rest):
        end = min((stop for stop in stops if stop >= start), default=len(rest))
        if named := _trimmed(found, start, end):
            return named
    return None


def _starts(found: Scan, rest: str) -> list[int]:
    markers = [hit.end for hit in find("place_markers", found.typed, rest)]
    without = blank(rest, (match.span() for match in edged("not_places").finditer(rest)))
    return sorted((*markers, *(match.start() for match in edged("place_words").finditer(without))))


def _trimmed(found: Scan, start: int, end: int) -> str:
    """The place without the words that only lead to what comes next."""
    while match := _joining().search(found.typed.folded[start:end]):
        end = start + match.start()
    named = found.typed.written(start, end).strip(_TRIM)
    return named.rstrip(")" + _TRIM) if named.count(")") > named.count("(") else named


@cache
def _joining() -> re.Pattern[str]:
    return re.compile(rf"[\s,;:.\-(]*{edged('joining').pattern}[\s,;:.\-(]*$|[\s,;:.\-(]+$")
