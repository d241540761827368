"""A document as people name it: what it is, its number, the day on which it was signed."""

from dataclasses import dataclass
from datetime import date, datetime

from messages.understand.lexicon import edged
from messages.understand.lines import NUMBER, signed_number
from regulations.vietnamese import fold, tidy

_TRIM = " ,;:.-("


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """`name` is what stands before the number; a document without a number has an empty one."""

    name: str
    number: str
    day: date | None


def document(text: str, now: datetime) -> DocumentReading | None:
    """The document that the text names; None where it names two numbers or an impossible day."""
    line = tidy(text)
    match = NUMBER.search(line)
    if match is None:
        return DocumentReading(line, "", None)
    signed = signed_number(line, now)
    if signed is None:
        return None
    return DocumentReading(_without_word(line[: match.start()]), signed.number, signed.day)


def _without_word(name: str) -> str:
    """ "Thông báo số" is "Thông báo"."""
    name = name.rstrip(_TRIM)
    words = name.split()
    if words and edged("number_word").fullmatch(fold(words[-1].strip("("))):
        words.pop()
    return " ".join(words).rstrip(_TRIM)
