"""What no message may say: another regulation's names, or a place that its own has not."""

import re
from collections.abc import Iterator

from committee.rules import Citation
from regulations.load import load, shipped
from tests.chat import House

HEAD_OF_THE_COMMITTEE = "Trưởng Ban Chỉ đạo"
"""What every one of the five calls the head in full."""
COMMON = {"Thành viên"}
"""A title in one regulation, and at the beginning of a sentence the word for any member."""

_ARTICLE = re.compile(
    r"(?:[Đđ]iểm (?P<points>\w(?:, \w)*) )?"
    r"(?P<clauses>(?:(?:, | đến | và )?[Kk]hoản \d+(?: \(phần chung\))?)*)"
    r" ?Điều (?P<article>\d+)"
)


def citations(text: str) -> Iterator[Citation]:
    """Every place that the text names; of "khoản 1 đến khoản 3" both ends."""
    for found in _ARTICLE.finditer(text):
        article = int(found["article"])
        clauses = [int(each) for each in re.findall(r"\d+", found["clauses"])] or [0]
        for clause in clauses[:-1]:
            yield Citation(article, clause)
        for point in (found["points"] or "").split(", "):
            yield Citation(article, clauses[-1], point)


def foreign_names(text: str, slug: str) -> set[str]:
    """Titles and group names of the other regulations that the text uses, its own left out."""
    own = load(slug)
    for name in sorted(_names(slug), key=len, reverse=True):
        text = text.replace(name, "…")
    text = text.replace(HEAD_OF_THE_COMMITTEE, "…")
    others = {name for other in shipped() if other != own.slug for name in _names(other)}
    return {name for name in others - COMMON if name in text}


def _names(slug: str) -> set[str]:
    """A long name of the group is cut after three words on a button."""
    regulation = load(slug)
    group = regulation.group_name
    return {*regulation.titles.values(), group, " ".join(group.split()[:3])}


def said(house: House) -> Iterator[tuple[str, str]]:
    """(address, text) of every message, with the words of its buttons, and of its files to make."""
    for address, screen in house.channel.screens.items():
        for shown in screen.log:
            yield address, "\n".join((shown.text, shown.outgoing.summary, *shown.buttons))


def nothing_foreign(house: House, slug: str) -> None:
    """No message uses another regulation's names or names a place that this one has not."""
    regulation = load(slug)
    for address, text in said(house):
        assert foreign_names(text, slug) == set(), (address, text)
        for citation in citations(text):
            assert regulation.resolves(citation), (address, str(citation), text)
        cited = {int(each) for each in re.findall(r"Điều (\d+)", text)}
        assert cited == {each.article for each in citations(text)}, text
        setter = re.findall(r"thiết lập của (.{1,24})", text)
        assert all(each.startswith((regulation.group_name, "mình")) for each in setter), text
