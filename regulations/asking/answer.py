"""The answer to a question about a regulation, as a value: clauses, or an honest "no"."""

from dataclasses import dataclass
from enum import StrEnum

from committee.rules import Citation
from regulations.asking.people import Asker
from regulations.model import Tension


class Label(StrEnum):
    """Whose word it is; `CLARIFY`: nobody's yet, the question is asked back."""

    REGULATION = "regulation"
    SETTING = "setting"
    NOT_REGULATED = "not_regulated"
    CLARIFY = "clarify"


@dataclass(frozen=True, slots=True)
class Near:
    """A clause that comes near what was asked, and what it is about."""

    citation: Citation
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`citations` best first; `key` and `subject` name what was asked about, where it is known.

    `also` answer nearly as well as the first. `whose` is set where somebody's duties were asked
    for, `place` where one was named that there is not. `for_others`: the nearest clause speaks of
    it, but binds other roles than the asker's. `foreign`: no question about a regulation at all.
    """

    label: Label
    citations: tuple[Citation, ...] = ()
    gist: str = ""
    key: str = ""
    subject: str = ""
    nearest: tuple[Near, ...] = ()
    tensions: tuple[Tension, ...] = ()
    also: tuple[Citation, ...] = ()
    whose: Asker | None = None
    place: Citation | None = None
    for_others: bool = False
    foreign: bool = False
