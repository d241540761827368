"""What speaks against a first guess: it is about something else, or about nothing regulated."""

from collections.abc import Sequence

from regulations.asking.heard import Heard
from regulations.asking.learned import DUTIES, ELSEWHERE, FOREIGN
from regulations.asking.matter import About, bound
from regulations.asking.people import Mention

_PERSONAL = frozenset({"absence", "proxy", "attend"})
"""Subjects that are one's own affair: who is not bound is not told that he is."""

_NOTHING, _RATHER = 0.45, 0.26
"""How likely it is about something else, and how likely where no subject is likelier or named."""
_DUTIES = 0.2
"""How likely the duties of somebody who is named must be not to be taken for something else."""
_SILENT, _MOSTLY, _SURELY = 0.6, 0.3, 0.9
"""How likely a subject is that may be refused, and what share of all that may be meant."""
_AS_WELL, _ALONE = 0.2, 0.5
"""How likely the matter itself is meant, and how likely its measure must be to be refused then."""


def foreign(heard: Heard, about: Sequence[About]) -> bool:
    """Whether it has nothing to do with a regulation."""
    nothing = heard.likely[FOREIGN] + heard.likely[ELSEWHERE]
    if heard.mentions and heard.likely[DUTIES] > _DUTIES:
        return False
    named = any(each.said for each in about)
    return nothing > _NOTHING or (nothing > max(_RATHER, about[0].likely) and not named)


def refused(heard: Heard, about: Sequence[About], beside: tuple[Mention, ...]) -> About | None:
    """What is asked and not regulated, where hardly anything else can be meant."""
    mute = [each for each in about if silent(heard, each, beside)]
    meant = max(mute, key=lambda each: each.likely, default=None)
    share = sum(e.likely for e in mute) / (sum(e.likely for e in about) or 1.0)
    if share > _SURELY:
        return meant
    if not mute or mute[0] is not about[0] or _as_well(about):
        return None
    clear = about[0].said > 0 or about[0].likely > _SILENT
    return about[0] if clear and share > _MOSTLY else None


def _as_well(about: Sequence[About]) -> bool:
    """Whether the matter itself may be meant as well as what it is asked for by."""
    base = max((e.likely for e in about if e.subject.key in about[0].subject.of), default=0.0)
    return base > _AS_WELL and about[0].likely < _ALONE


def silent(heard: Heard, about: About, beside: tuple[Mention, ...]) -> bool:
    """Whether this regulation says nothing of the subject, or nothing that binds the asker."""
    if not heard.book.answers[about.subject.key]:
        return True
    named = bound(heard.book, about.subject) if about.subject.key in _PERSONAL else ()
    roles = set(heard.asker.roles)
    others = [each for each in beside if not set(each.roles) & roles]
    own = heard.question.first_person and not others and roles
    return bool(own and named and not set(named) & roles)
