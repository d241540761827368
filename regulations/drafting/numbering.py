"""Which number a part gets where the document skips one, prints one twice or has lost it."""

from collections.abc import Sequence

from regulations.drafting.beginnings import Beginning
from regulations.drafting.parts import Doubt, Part
from regulations.model import PLAIN_LETTERS, POINT_LETTERS

_MOST_SKIPPED = 3
"""Numbers that a document may jump over; a greater one is no heading but a number in a text."""


def is_first(found: Beginning) -> bool:
    """Whether a list of points may begin here although no sentence has ended."""
    return found.label == "a" and found.rest[:1].isupper()


def numbered(found: Beginning, last: int) -> Part | None:
    """An article or a clause after number `last`; None where the number is none of a heading."""
    if not found.label:
        part = Part(str(last + 1), text=found.rest)
        part.doubt(Doubt.NUMBER_LOST, last + 1)
        return part
    number = int(found.label)
    if number == last and last:
        part = Part(str(last + 1), text=found.rest)
        part.doubt(Doubt.TWICE, number)
        return part
    if not last < number <= last + 1 + _MOST_SKIPPED:
        return None
    part = Part(str(number), text=found.rest)
    if number > last + 1:
        part.doubt(Doubt.GAP, last + 1)
    return part


def fill_gap(article: Part, clause: Part, last: int) -> None:
    """Paragraphs that stand where numbers are missing have lost them: they are those clauses."""
    holder, missing = article.parts[-1] if article.parts else article, int(clause.label) - last - 1
    if not 0 < missing <= len(holder.paragraphs) or holder.parts:
        return
    lost = holder.paragraphs[-missing:]
    del holder.paragraphs[-missing:]
    for number, each in enumerate(lost, start=last + 1):
        found = Part(str(number), text=each.text)
        found.doubt(Doubt.NUMBER_LOST, number)
        article.parts.append(found)
    clause.doubts.clear()


def lettered(found: Beginning, clause: Part) -> Part:
    """A point after those that the clause has, in whichever alphabet it goes by."""
    labels = [each.label for each in clause.parts]
    letters = PLAIN_LETTERS if _is_plain([*labels, found.label]) else POINT_LETTERS
    last = letters.find(labels[-1]) if labels else -1
    wanted = letters[last + 1 : last + 2] or found.label
    if found.label == wanted:
        return Part(wanted, text=found.rest)
    if letters.find(found.label) <= last or (found.label, wanted) == ("d", "đ"):
        point = Part(wanted, text=found.rest)
        point.doubt(Doubt.NUMBER_TAKEN, found.label, wanted)
        return point
    point = Part(found.label, text=found.rest)
    point.doubt(Doubt.GAP, wanted)
    return point


def _is_plain(labels: Sequence[str]) -> bool:
    """Whether the letters are a word processor's, who has no đ."""
    return "đ" not in labels and any(each not in POINT_LETTERS for each in labels)
