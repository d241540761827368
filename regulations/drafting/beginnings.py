"""How chapters, articles, clauses, points and bullets begin on paper."""

import re
from dataclasses import dataclass

from regulations.drafting.lines import Line

_CHAPTER = re.compile(r"chuong\s+([ivxlc]{1,6}|\d{1,2})\b\s*[.:–-]*\s*")
_SECTION = re.compile(r"muc\s+([ivxlc]{1,6}|\d{1,2})\b\s*[.:–-]*\s*")
_ARTICLE = re.compile(r"dieu\s*(\d{0,3})\s*([.:–-]|\))\s*\.?\s*")
_BARE_ARTICLE = re.compile(r"dieu\s+(\d{1,3})\s+(?=\w)")
_CLAUSE = re.compile(r"(?:khoan\s+)?\(?(\d{1,2})\s*[.)/:]+\s*(?=[^\W\d]|[(\"“])")
_DECIMAL = re.compile(r"(\d{1,2})\.(\d{1,2})\s*[.)]?\s+(?=\S)")
_POINT = re.compile(r"(?:diem\s+)?\(?([a-z])\s*(?:\)\s*\.?|[.:/])\s*(?=\S)")
_BULLET = re.compile(r"[-–—•+*▪·●○➢✓]+\s*(?=[^\W\d]|[(\"“])")
_REFERS = re.compile(r"\b(khoan \d+|diem [a-z]|tai|theo|cua|va|hoac|voi|trong|quy dinh)$")
_CLOSING = re.compile(r"noi nhan\b|(?:tm|kt|tl|tuq)\s*\.\s|phu luc\b")


@dataclass(frozen=True, slots=True)
class Beginning:
    """`label` as printed ("II", "7", "đ"; empty where it was left out), `rest` what follows it."""

    label: str
    rest: str


def chapter(line: Line) -> Beginning | None:
    return _named(_CHAPTER, line)


def section(line: Line) -> Beginning | None:
    return _named(_SECTION, line)


def article(line: Line) -> Beginning | None:
    """With a point or a colon after the number, or with a title right after it."""
    found = _named(_ARTICLE, line)
    if found is not None:
        return found
    bare = _named(_BARE_ARTICLE, line)
    return bare if bare is not None and bare.rest[:1].isupper() else None


def clause(line: Line) -> Beginning | None:
    return _match(_CLAUSE, line)


def decimal(line: Line) -> tuple[int, int, str] | None:
    """ "4.2. …": two numbers and what follows."""
    found = _DECIMAL.match(line.folded)
    if found is None:
        return None
    return int(found[1]), int(found[2]), line.text[found.end() :]


def point(line: Line) -> Beginning | None:
    """A small letter; "d" and "đ" are two."""
    found = _match(_POINT, line)
    return found if found is not None and found.label.islower() else None


def bullet(line: Line) -> Beginning | None:
    found = _BULLET.match(line.text)
    return None if found is None else Beginning("", line.text[found.end() :])


def refers(line: Line) -> bool:
    """Whether a sentence breaks off where it is about to name a place: "khoan 1", "theo"."""
    return bool(_REFERS.search(line.folded))


def closes(line: Line) -> bool:
    """Whether the signatures, the recipients or an annex begin here."""
    return bool(_CLOSING.match(line.folded)) and line.text[:1].isupper()


def _named(pattern: re.Pattern[str], line: Line) -> Beginning | None:
    """Such a word begins with a capital letter; in the middle of a sentence it does not."""
    return _match(pattern, line) if line.text[:1].isupper() else None


def _match(pattern: re.Pattern[str], line: Line) -> Beginning | None:
    found = pattern.match(line.folded)
    if found is None or len(line.folded) != len(line.text):
        return None
    return Beginning(line.text[found.start(1) : found.end(1)], line.text[found.end() :].strip())
