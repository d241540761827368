"""Which roles an article speaks of and which rules a clause sets, guessed from its words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from committee.people import WORKING_GROUP_ROLES, Role
from committee.rules import RuleName
from regulations.drafting.parts import OfficialText, Part
from regulations.drafting.words import lexicon
from regulations.model import ParagraphKind
from regulations.vietnamese import fold

_GROUP = "working_group"
_PERIODS = (
    (re.compile(r"(?:moi|hang|mot|01|1)\s+quy\b|quy\s*/\s*0?1 lan|mot lan (?:moi )?quy"), 3),
    (re.compile(r"0?6 thang|sau thang"), 6),
    (re.compile(r"(?:hang|moi|mot|01|1) thang"), 1),
    (re.compile(r"(?:hang|moi|mot|01|1) nam|bao cao nam"), 12),
)


@dataclass(frozen=True, slots=True)
class _Sign:
    lines: tuple[tuple[str, ...], ...]
    under: frozenset[Role]
    by: bool
    binds: bool
    period: bool


@dataclass(slots=True)
class GuessedRule:
    """A rule that some places seem to set; `by` and `binds` come from the articles' headings."""

    name: RuleName
    citations: list[str] = field(default_factory=list)
    by: list[Role] = field(default_factory=list)
    binds: list[Role] = field(default_factory=list)
    every_months: int | None = None


def roles_of(heading: str) -> tuple[Role, ...]:
    """The roles that a heading names; a clause that is a heading may name one of its own."""
    folded = fold(heading)
    words = lexicon()
    if any(fold(each) in folded for each in words["not_roles"]):
        return ()
    for key, phrases in words["roles"].items():
        if any(fold(phrase) in folded for phrase in phrases):
            return WORKING_GROUP_ROLES if key == _GROUP else (Role(key),)
    return ()


def roles_in(clause: Part, roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """Those of its article, or what its own heading or first words say instead."""
    opening = fold(clause.text)
    standing = lexicon()["roles"][Role.STANDING_DEPUTY]
    if any(opening.startswith(f"{fold(each)} ") for each in standing):
        # Articles about both kinds of deputy tell them apart so.
        return () if opening.startswith(f"{fold(standing[0])} va ") else (Role.STANDING_DEPUTY,)
    return roles_of(clause.title) or roles


def rules_of(document: OfficialText) -> list[GuessedRule]:
    """Every rule that is recognised, its places in reading order."""
    found = {name: GuessedRule(name) for name in RuleName}
    for ref, folded, roles in _places(document):
        for name, sign in _signs().items():
            if _fits(sign, folded, roles):
                _note(found[name], sign, ref, folded, roles)
    return [rule for rule in found.values() if rule.citations]


def _places(document: OfficialText) -> Iterator[tuple[str, str, tuple[Role, ...]]]:
    """What can be cited, with its folded words and the roles of its heading."""
    for article in document.articles:
        roles = roles_of(article.title)
        if not article.parts:
            yield article.label, _folded(article), roles
        for clause in article.parts:
            ref, own = f"{article.label}.{clause.label}", roles_in(clause, roles)
            yield ref, _folded(clause), own
            for point in clause.parts:
                yield f"{ref}.{point.label}", _folded(point), own


def _folded(part: Part) -> str:
    """Without leads, which say what terms mean."""
    said = [each.text for each in part.paragraphs if each.kind is not ParagraphKind.LEAD]
    return fold(" ".join((part.title, part.text, *said)))


def _fits(sign: _Sign, folded: str, roles: Sequence[Role]) -> bool:
    if sign.under and not sign.under & set(roles):
        return False
    return any(all(phrase in folded for phrase in line) for line in sign.lines)


def _note(rule: GuessedRule, sign: _Sign, ref: str, folded: str, roles: Sequence[Role]) -> None:
    rule.citations.append(ref)
    if sign.by:
        rule.by += [role for role in roles if role not in rule.by]
    if sign.binds:
        rule.binds += [role for role in roles if role not in rule.binds]
    if sign.period and rule.every_months is None:
        rule.every_months = _period(folded)


def _period(folded: str) -> int | None:
    places = (
        (found.start(), months) for each, months in _PERIODS if (found := each.search(folded))
    )
    return min(places, default=(0, None))[1]


@cache
def _signs() -> Mapping[RuleName, _Sign]:
    return {RuleName(key): _sign(value) for key, value in lexicon()["signs"].items()}


def _sign(value: Mapping[str, Any]) -> _Sign:
    return _Sign(
        tuple(tuple(map(fold, line)) for line in value["lines"]),
        frozenset(Role(each) for each in value.get("under", ())),
        bool(value.get("by")),
        bool(value.get("binds")),
        bool(value.get("period")),
    )
