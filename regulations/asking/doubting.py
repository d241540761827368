"""What speaks against a first guess: worded like something else, or not regulated at all."""

from collections.abc import Mapping

from regulations.asking.heard import Heard
from regulations.asking.lexicon import DUTIES, FOREIGN
from regulations.asking.matter import About, bound
from regulations.asking.people import Mention

CLEAR = 0.6
"""From this likeness to a whole question on, it is asked in nearly these words."""
_CLOSE_MATTER = 0.97
"""How near the second matter comes to the first that is not regulated to be meant instead."""
_WORDED_FOREIGN, _FAR = 0.5, 1.1
"""How much alike a question is to one on something else entirely, also beside the next."""
_WORDED_DUTIES, _NEARLY = 0.4, 0.85
"""How much alike it is to one for somebody's duties, also beside the next."""
_WORDED_ELSE, _BESIDE = 1.0, 0.6
"""From this likeness to one on a matter on, it asks for duties only if nearly as alike to such."""

AWAY = frozenset({"absence", "proxy"})
_PERSONAL = AWAY | {"attend"}
"""Subjects that are one's own affair: who is not bound is not told that he is."""


def foreign(heard: Heard, before: Mapping[int, float]) -> bool:
    """Whether it is worded like what has nothing to do with a regulation, and like nothing else."""
    others = max((alike for group, alike in before.items() if group != FOREIGN), default=0.0)
    alike = before.get(FOREIGN, 0.0)
    return alike >= _WORDED_FOREIGN and alike > _FAR * others and not heard.mentions


def worded_as_duties(heard: Heard, before: Mapping[int, float], *, plainly: bool) -> bool:
    """Whether it is worded like asking for duties; said `plainly`, unless worded like another."""
    others = max((alike for group, alike in before.items() if group >= 0), default=0.0)
    alike = before.get(DUTIES, 0.0)
    if plainly:
        return others < _WORDED_ELSE or alike > _BESIDE * others
    somebody = heard.question.first_person or heard.mentions
    return bool(somebody) and alike >= _WORDED_DUTIES and alike > _NEARLY * others


def without_doubtful(heard: Heard, about: list[About], beside: tuple[Mention, ...]) -> list[About]:
    """Without what comes first, is not regulated, and may as well not be what was asked."""
    while len(about) > 1 and silent(heard, about[0], beside):
        first, second = about[0], about[1]
        clear = first.said > 0 or first.worded >= CLEAR
        if clear and second.strength < _CLOSE_MATTER * first.strength:
            break
        if silent(heard, second, beside) and clear:
            break
        about = about[1:]
    return about


def silent(heard: Heard, about: About, beside: tuple[Mention, ...]) -> bool:
    """Whether this regulation says nothing of the subject, or nothing that binds the asker."""
    if not heard.book.answers[about.subject.key]:
        return True
    named = bound(heard.book, about.subject) if about.subject.key in _PERSONAL else ()
    roles = set(heard.asker.roles)
    others = [each for each in beside if not set(each.roles) & roles]
    own = heard.question.first_person and not others and roles
    return bool(own and named and not set(named) & roles)
