"""What can be wrong with an encoded regulation, and where in its file."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """Each has words of its own for whoever wrote the file; `_WORDS` are those of the logs."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    NOT_YAML = "not_yaml"
    TAB = "tab"
    TOO_DEEP = "too_deep"
    ALIAS = "alias"
    KEY_TWICE = "key_twice"
    KEY_NOT_TEXT = "key_not_text"
    KEY_UNKNOWN = "key_unknown"
    KEY_MISSING = "key_missing"
    MAPPING_EXPECTED = "mapping_expected"
    LIST_EXPECTED = "list_expected"
    TEXT_EXPECTED = "text_expected"
    WHOLE_EXPECTED = "whole_expected"
    FLAG_EXPECTED = "flag_expected"
    DAY_EXPECTED = "day_expected"
    SLUG_DIFFERS = "slug_differs"
    SLUG_SHIPPED = "slug_shipped"
    SLUG_UNKNOWN = "slug_unknown"
    TITLE_EMPTY = "title_empty"
    OFFICE_UNKNOWN = "office_unknown"
    CHAPTERS_WRONG = "chapters_wrong"
    OUT_OF_ORDER = "out_of_order"
    GIST_MISSING = "gist_missing"
    KIND_UNKNOWN = "kind_unknown"
    ROLE_UNKNOWN = "role_unknown"
    ROLE_UNTITLED = "role_untitled"
    TOPIC_UNKNOWN = "topic_unknown"
    DUTY_UNKNOWN = "duty_unknown"
    LISTED_TWICE = "listed_twice"
    RULE_UNKNOWN = "rule_unknown"
    ROLE_OUTSIDE_RULE = "role_outside_rule"
    CITATION_OUTSIDE_RULE = "citation_outside_rule"
    TENSION_LONELY = "tension_lonely"
    CITATION_WRONG = "citation_wrong"
    CITATION_UNKNOWN = "citation_unknown"


_WORDS = {
    Problem.UNREADABLE: "cannot be read: {0}",
    Problem.TOO_LARGE: "cannot be read: larger than {0} bytes",
    Problem.NOT_UTF8: "cannot be read: not UTF-8",
    Problem.NOT_YAML: "{0}",
    Problem.TAB: "a tab; indent with spaces",
    Problem.TOO_DEEP: "nested too deep",
    Problem.ALIAS: "anchors and aliases are not read; write it out",
    Problem.KEY_TWICE: "key {0!r} twice",
    Problem.KEY_NOT_TEXT: "a key is a text",
    Problem.KEY_UNKNOWN: "unknown key {0!r}; known are: {1}",
    Problem.KEY_MISSING: "{0!r} is missing",
    Problem.MAPPING_EXPECTED: "a mapping of keys is expected here",
    Problem.LIST_EXPECTED: "a list is expected here",
    Problem.TEXT_EXPECTED: "a text is expected here",
    Problem.WHOLE_EXPECTED: "a whole number from 1 is expected, not {0!r}",
    Problem.FLAG_EXPECTED: "true or false is expected, not {0!r}",
    Problem.DAY_EXPECTED: "a date such as 2025-07-29 is expected, not {0!r}",
    Problem.SLUG_DIFFERS: "{0!r} is not the file's name",
    Problem.SLUG_SHIPPED: "the program has a regulation {0!r} of its own; choose another name",
    Problem.SLUG_UNKNOWN: "no regulation {0!r}; there are: {1}",
    Problem.TITLE_EMPTY: "a role that the regulation does not have is left out, not left empty",
    Problem.OFFICE_UNKNOWN: "office {0!r} is not listed under offices",
    Problem.CHAPTERS_WRONG: "the chapters do not take in articles 1 to {0} in order",
    Problem.OUT_OF_ORDER: "{0} {1} is missing or out of place: {2} stands there",
    Problem.GIST_MISSING: (
        "'gist' is missing; only a title over points or paragraphs may stand alone"
    ),
    Problem.KIND_UNKNOWN: "unknown kind {0!r}; known are: {1}",
    Problem.ROLE_UNKNOWN: "unknown role {0!r}",
    Problem.ROLE_UNTITLED: "role {0!r} has no title in this regulation",
    Problem.TOPIC_UNKNOWN: "unknown topic {0!r}",
    Problem.DUTY_UNKNOWN: "unknown duty {0!r}",
    Problem.LISTED_TWICE: "{0} {1!r} is listed twice",
    Problem.RULE_UNKNOWN: "unknown rule {0!r}; committee/rules.py lists them",
    Problem.ROLE_OUTSIDE_RULE: "this role is in none of by, to, binds",
    Problem.CITATION_OUTSIDE_RULE: "{0} is not among the citations of the rule",
    Problem.TENSION_LONELY: "a tension cites at least two places",
    Problem.CITATION_WRONG: "not a citation: {0!r}; write 7, 7.4 or 7.1.a",
    Problem.CITATION_UNKNOWN: "the regulation has no {0}",
}


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file, counted from 1 as editors do; 0 where there is none."""

    line: int = 0
    column: int = 0


NOWHERE = Mark()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `place` names the piece ("articles[7].clauses[4].topics[#1]")."""

    problem: Problem
    place: str = ""
    details: tuple[str, ...] = ()
    mark: Mark = NOWHERE
    file: str = ""

    def __str__(self) -> str:
        where = self.place or (f"line {self.mark.line}" if self.mark.line else "")
        parts = (self.file, where, _WORDS[self.problem].format(*self.details))
        return ": ".join(part for part in parts if part)


class RegulationError(ValueError):
    """A regulation that cannot be used: `found` is all that is wrong, `faults` the same as lines.

    Every line names the file and the place.
    """

    def __init__(self, *found: Fault) -> None:
        super().__init__("\n".join(map(str, found)))
        self.found = found
        self.faults = tuple(map(str, found))
