"""A draft as a YAML file: what was found, and a mark wherever somebody must look again."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from committee.people import Role
from regulations.drafting.guessing import GuessedRule, rules_of
from regulations.drafting.identity import Identity, identity
from regulations.drafting.naming import group_name, titles
from regulations.drafting.parts import FoundChapter, OfficialText
from regulations.drafting.typed import comment, day, look, note, role_list, scalar, sentence_case
from regulations.drafting.units import Units
from regulations.drafting.words import lexicon, rule_words


def draft(document: OfficialText, source: str, slug: str = "") -> str:
    """The skeleton of an encoded regulation; `source` names the document."""
    known, called, rules = identity(document), titles(document), rules_of(document)
    units = Units(called, _topics(rules))
    lines = [
        *comment("", note("head", source)),
        *_identity(known, slug),
        *_names(called, group_name(document)),
        *_chapters(document.chapters),
        "articles:",
        *(line for article in document.articles for line in units.article(article)),
        "",
        *_rules(rules, called),
        "",
        f"tensions: []{look('tensions')}",
    ]
    return "\n".join(lines) + "\n"


def marks(text: str) -> int:
    """How many places of a draft somebody must look at."""
    return text.count(f"# {lexicon()['look_again']}")


# --- what the document says of itself


def _identity(known: Identity, slug: str) -> Iterator[str]:
    yield f"slug: {scalar(slug or known.slug)}{look('slug')}"
    yield f"title: {scalar(known.title)}{look('title')}"
    yield f"place: {scalar(known.place)}{look('place')}"
    differ = known.issued_on is not None and known.other_day is not None
    asked = look("dates_differ", known.issued_on, known.other_day) if differ else look("issued_on")
    yield f"issued_on: {day(known.issued_on)}{asked}"
    yield f"effective_from: {day(known.effective_from)}{look('effective_from')}"
    yield 'replaced_by: ""'
    yield "source:"
    yield f"  number: {scalar(known.number)}{look('number')}"
    yield f"  issuer: {scalar(known.issuer)}{look('issuer')}"
    yield "  notes: []"
    yield ""


def _names(called: dict[Role, str], group: str) -> Iterator[str]:
    yield f"titles:{look('titles')}"
    yield from (f"  {role}: {scalar(title)}" for role, title in called.items())
    yield f"group_name: {scalar(group)}{look('group_name')}"
    yield f"offices: {{}}{look('offices')}"
    yield "renamed: {}"
    yield ""


def _chapters(chapters: Sequence[FoundChapter]) -> Iterator[str]:
    held = [each for each in chapters if each.articles]
    if held:
        yield f"chapters:{look('chapter')}"
    for each in held:
        yield f"  - number: {scalar(each.number)}"
        yield f"    title: {scalar(sentence_case(each.title))}"
        yield f"    first: {each.articles[0]}"
        yield f"    last: {each.articles[-1]}"
    if held:
        yield ""


# --- rules


def _rules(found: Sequence[GuessedRule], called: dict[Role, str]) -> Iterator[str]:
    yield "rules:" if found else "rules: {}"
    for rule in found:
        yield look("rule", rule_words()[rule.name])
        yield f"  {rule.name}:"
        yield f"    citations: [{', '.join(rule.citations)}]"
        for key, roles in (("by", rule.by), ("binds", rule.binds)):
            listed = role_list(roles, called)
            if listed:
                yield f"    {key}: [{listed}]"
        if rule.every_months is not None:
            yield f"    every_months: {rule.every_months}"


def _topics(rules: Sequence[GuessedRule]) -> dict[str, list[str]]:
    """What the clauses that set rules are about."""
    found: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        for ref in rule.citations:
            new = (each for each in lexicon()["topics"][rule.name] if each not in found[ref])
            found[ref].extend(new)
    return found
