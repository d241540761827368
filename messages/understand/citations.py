"""Places in a regulation as people type them: "điểm d khoản 1 Điều 7", or "7.1.d"."""

import re
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from committee.rules import Citation
from messages.understand.lexicon import either
from messages.understand.typed import Typed, blank, read


@dataclass(frozen=True, slots=True)
class CitationsReading:
    """What was cited, whether it comes on top of what stands, and what else was typed."""

    citations: tuple[Citation, ...]
    adds: bool
    rest: str


def citations(text: str) -> CitationsReading:
    """Every place that the text names, in its order, each once."""
    typed = read(normalize("NFC", text))
    found = sorted(_found(typed))
    rest = blank(typed.folded, [(start, end) for start, end, _ in found])
    left = "".join(typed.text[typed.places[at]] if c != " " else " " for at, c in enumerate(rest))
    return CitationsReading(
        citations=tuple(dict.fromkeys(citation for _, _, citation in found)),
        adds=_adding().match(typed.folded) is not None,
        rest=" ".join(re.sub(r"\s*[,;:.()]+(?=\s|$)", " ", left).split()),
    )


def _found(typed: Typed) -> list[tuple[int, int, Citation]]:
    found = []
    for pattern in (_spelled(), _dotted()):
        for match in pattern.finditer(typed.folded):
            point = ""
            if match["point"]:
                # The letter as typed: folding makes a d of a đ.
                point = typed.text[typed.places[match.start("point")]].lower()
            citation = Citation(int(match["article"]), int(match["clause"] or 0), point)
            found.append((match.start(), match.end(), citation))
    return found


@cache
def _spelled() -> re.Pattern[str]:
    point, clause, article = (
        either(name) for name in ("point_word", "clause_word", "article_word")
    )
    return re.compile(
        rf"(?<![^\W_])(?:(?:{point})\s*(?P<point>[a-z])[\s,]+(?=(?:{clause})))?"
        rf"(?:(?:{clause})\s*(?P<clause>[0-9]{{1,3}})[\s,]+)?"
        rf"(?:{article})\s*(?P<article>[0-9]{{1,3}})(?![^\W_])"
    )


@cache
def _dotted() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w./])(?P<article>[0-9]{1,3})\.(?P<clause>[0-9]{1,3})(?:\.(?P<point>[a-z]))?(?![\w/]|\.[0-9])"
    )


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:{either('adding_word')})(?![^\W_])")
