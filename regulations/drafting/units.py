"""The units of a draft: what is printed beside what has to be written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from committee.people import Role
from regulations.drafting.guessing import roles_in, roles_of
from regulations.drafting.parts import Part
from regulations.drafting.typed import comment, look, role_list, scalar
from regulations.drafting.words import lexicon


@dataclass(frozen=True, slots=True)
class Units:
    """Writes units; `topics` has proposals by ref."""

    called: dict[Role, str]
    topics: dict[str, list[str]]

    def article(self, article: Part) -> Iterator[str]:
        roles, ref = roles_of(article.title), article.label
        own = () if article.parts else roles
        yield from self._unit(article, f"number: {ref}", "  ", own, ref, article=True)
        yield from self._paragraphs(article, roles, "    ")
        if article.parts:
            yield "    clauses:"
        for clause in article.parts:
            yield from self._clause(clause, roles_in(clause, roles), f"{ref}.{clause.label}")

    def _clause(self, clause: Part, roles: Sequence[Role], ref: str) -> Iterator[str]:
        yield from self._unit(clause, f"number: {clause.label}", "      ", roles, ref)
        yield from self._paragraphs(clause, roles, "        ")
        if clause.parts:
            yield "        points:"
        for point in clause.parts:
            place = f"{ref}.{point.label}"
            yield from self._unit(point, f"letter: {point.label}", "          ", roles, place)

    def _paragraphs(self, holder: Part, roles: Sequence[Role], indent: str) -> Iterator[str]:
        if holder.paragraphs:
            yield f"{indent}paragraphs:"
        for each in holder.paragraphs:
            yield from self._unit(each, f"kind: {each.kind}", f"{indent}  ", roles, "")

    def _unit(
        self,
        part: Part,
        first: str,
        indent: str,
        roles: Sequence[Role],
        ref: str,
        *,
        article: bool = False,
    ) -> Iterator[str]:
        """The wording to read beside it is a comment, and the gist is left to be written."""
        inner = f"{indent}  "
        yield f"{indent}- {first}{''.join(_doubts(part))}"
        if part.title:
            yield f"{inner}title: {scalar(part.title)}"
        yield from comment(inner, part.text, "# | ")
        if part.text or article or not part.title:
            yield f'{inner}gist: ""{look("gist")}'
        bound = role_list(roles, self.called)
        if bound:
            yield f"{inner}binds: [{bound}]{look('binds')}"
        yield f"{inner}topics: [{', '.join(self.topics.get(ref, ()))}]"


def _doubts(part: Part) -> Iterator[str]:
    words = lexicon()["doubts"]
    for each in part.doubts:
        yield f"  # {lexicon()['look_again']}: {words[each.doubt].format(*each.details)}"
