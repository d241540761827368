"""Where the regulation begins, behind the decision that issues it."""

from collections.abc import Sequence

from regulations.drafting import beginnings
from regulations.drafting.lines import Line


class NoArticleError(ValueError):
    """A text in which no article begins."""


def start(lines: Sequence[Line]) -> int:
    """Where the regulation's own article 1 or the chapter above it begins.

    A decision in front has articles of its own: the longer run of articles is the regulation.
    """
    firsts = [
        at
        for at, line in enumerate(lines)
        if _article_number(line) == 1 and not (at and beginnings.refers(lines[at - 1]))
    ]
    if not firsts:
        raise NoArticleError
    ends = [*firsts[1:], len(lines)]
    runs = {
        at: sum(_article_number(line) > 0 for line in lines[at:end])
        for at, end in zip(firsts, ends, strict=True)
    }
    best = max(firsts, key=lambda at: (runs[at], at))
    above = range(max([0, *(at + 1 for at in firsts if at < best)]), best)
    return next((at for at in reversed(above) if beginnings.chapter(lines[at])), best)


def _article_number(line: Line) -> int:
    found = beginnings.article(line)
    return int(found.label) if found is not None and found.label else 0
