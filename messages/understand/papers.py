"""A wish to read a meeting's papers: "cho xem tài liệu mục 2"."""

import re
from dataclasses import dataclass
from functools import cache

from messages.understand.lexicon import edged, either
from messages.understand.typed import read

MOST_SYLLABLES = 12
"""A longer line is a question or a story, not a wish for a paper."""


@dataclass(frozen=True, slots=True)
class PapersWanted:
    """The papers of a meeting; of one item of its agenda where one was named (from 1)."""

    item: int | None


def papers_wanted(text: str) -> PapersWanted | None:
    """What is wanted, or None where the line is something else."""
    typed = read(text)
    folded = typed.folded.strip()
    if len(folded.split()) > MOST_SYLLABLES or not edged("papers_word").search(folded):
        return None
    item = _item().search(folded)
    if item is None and not edged("papers_wanted").match(folded):
        return None
    return PapersWanted(int(item[1]) if item else None)


def wants_papers(text: str) -> bool:
    return papers_wanted(text) is not None


def named_item(name: str) -> int | None:
    """The item that a file's name begins with: "Muc 2 - Du lieu dan cu.pdf"."""
    found = re.match(rf"\W*(?:{either('item_word')})\W*(\d{{1,2}})(?!\d)", read(name).folded)
    return int(found[1]) if found else None


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{either('item_word')})\s+(?:so\s+)?(\d{{1,2}})(?!\w)")
