"""Somebody new in one line: the name, the office held if it was typed, and a telephone number."""

import re
from dataclasses import dataclass

from messages.understand.choices import without_honorific
from messages.understand.typed import short
from regulations.vietnamese import tidy

_PHONE = re.compile(r"\(?\+?[0-9][0-9 ().\-]{6,18}[0-9]")
_PARTS = re.compile(r"[,;:]|\s[-–—]\s")
_NAME = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,7}")
_NAME_LENGTH, _OFFICE_LENGTH = 60, 120


@dataclass(frozen=True, slots=True)
class PersonLine:
    """What was typed of a person; `phone` as it was typed, not checked yet."""

    name: str
    office: str
    phone: str


def person_line(text: str) -> PersonLine | None:
    """ "Cao Thị Mai, Phó Trưởng phòng, 0900 000 014"; None without a whole name and a number."""
    typed = short(", ".join(text.splitlines()))
    numbers = list(_PHONE.finditer(typed))
    if len(numbers) != 1:
        return None
    start, end = numbers[0].span()
    parts = [tidy(part).strip(" .") for part in _PARTS.split(f"{typed[:start]},{typed[end:]}")]
    name, *office = [part for part in parts if part] or [""]
    name = _spelled(without_honorific(tidy(name.replace("/", " "))))
    if not _NAME.fullmatch(name) or len(name) > _NAME_LENGTH:
        return None
    return PersonLine(name, ", ".join(office)[:_OFFICE_LENGTH], numbers[0][0])


def _spelled(name: str) -> str:
    """A name typed in small or capital letters throughout is spelled as names are."""
    return name.title() if name in (name.lower(), name.upper()) else name
