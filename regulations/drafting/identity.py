"""What a document says of itself before its first article: name, number, days, who issued it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regulations.drafting.parts import OfficialText
from regulations.drafting.words import lexicon
from regulations.vietnamese import fold

_HEADING = "quy che"
_NUMBER = re.compile(r"quyet dinh so\s*:?\s*(\d+)\s*/\s*(qd[-\w&]*)")
_OWN_NUMBER = re.compile(r"so\s*:\s*(\d+)\s*/\s*(qd[-\w&]*)")
_DAY = re.compile(r"ngay\s+(\d{1,2})\s*(?:thang|/)\s*(\d{1,2})\s*(?:nam|/)\s*(\d{4})")
_DATE_LINE = re.compile(r"[^,;]{2,40},\s*ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4}$")
_ISSUER = re.compile(r"\bcua\s+([^()]+?)\s*\)")
_PLACE = re.compile(
    r"\b(phuong|xa|thi tran|dac khu|quan|huyen|thi xa|thanh pho|tinh)\s+(?=\S+(?: \S+){0,5}$)"
)
_EFFECTIVE = re.compile(r"co hieu luc (?:thi hanh )?(?:ke )?tu ngay ky")
_SUBJECT = re.compile(r"quan he cong tac cua (ban chi dao[^(),.;]*)")


@dataclass(frozen=True, slots=True)
class Identity:
    """Empty or None where the document does not say; nothing is guessed."""

    title: str
    place: str
    number: str
    issuer: str
    issued_on: date | None
    other_day: date | None
    """Another day that the document gives for its decision."""
    effective_from: date | None

    @property
    def slug(self) -> str:
        """The place as a file's name, without what kind of place it is."""
        named = _PLACE.sub("", fold(self.place), count=1)
        return "-".join(re.findall(r"[a-z0-9]+", named))


def identity(document: OfficialText) -> Identity:
    """From the decision in front and the heading of the regulation."""
    lines = document.before
    at = max((n for n, line in enumerate(lines) if fold(line) == _HEADING), default=len(lines))
    heading = _heading(lines[at + 1 :])
    enclosed = " ".join(lines[at + 1 + len(heading) :])
    title = _title(heading, document)
    own = [_day(line) for line in lines if _DATE_LINE.match(fold(line))]
    days = [day for day in (*own, _day(enclosed)) if day is not None]
    issued = days[0] if days else None
    whole = fold(" ".join(lines))
    return Identity(
        title=title,
        place=_place(title),
        number=_number(enclosed) or _own_number(lines),
        issuer=_capital(_group(_ISSUER, enclosed)),
        issued_on=issued,
        other_day=next((day for day in days if day != issued), None),
        effective_from=issued if _EFFECTIVE.search(whole) else None,
    )


def _heading(lines: Sequence[str]) -> list[str]:
    """The regulation's name, up to the brackets with the decision."""
    found: list[str] = []
    for line in lines:
        if line.startswith("(") or fold(line).startswith(("chuong ", "kem theo", "ban hanh")):
            break
        found.append(line)
    return found


def _title(heading: Sequence[str], document: OfficialText) -> str:
    """From the heading; without one, from what article 1 says that it is about."""
    named, words = " ".join(heading), lexicon()["names"]
    if named:
        return str(words["titled"]).format(f"{named[:1].lower()}{named[1:]}")
    subject = _group(_SUBJECT, " ".join(part.text for _, part in document.walk())[:2000])
    return str(words["about"]).format(subject) if subject else ""


def _number(text: str) -> str:
    folded = fold(text)
    found = _NUMBER.search(folded)
    return "" if found is None else _as_printed(text, folded, found)


def _own_number(lines: Sequence[str]) -> str:
    for line in lines:
        folded = fold(line)
        found = _OWN_NUMBER.match(folded)
        if found is not None:
            return _as_printed(line, folded, found)
    return ""


def _as_printed(text: str, folded: str, found: re.Match[str]) -> str:
    kind = text[found.start(2) : found.end(2)] if len(text) == len(folded) else found[2].upper()
    return f"{found[1]}/{kind}"


def _day(text: str) -> date | None:
    found = _DAY.search(fold(text))
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None


def _group(pattern: re.Pattern[str], text: str) -> str:
    """What the pattern's group found, as printed."""
    found = pattern.search(fold(text))
    return "" if found is None else text[found.start(1) : found.end(1)].strip()


def _place(title: str) -> str:
    """From the last kind of place on that a name with a capital letter follows."""
    found = [each for each in _PLACE.finditer(fold(title)) if title[each.end()].isupper()]
    return title[found[-1].start() :] if found else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
