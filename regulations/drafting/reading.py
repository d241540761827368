"""From the lines of an official document to its articles, clauses, points and paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from regulations.drafting import beginnings
from regulations.drafting.beginnings import Beginning
from regulations.drafting.lines import Line, clean, is_short, join, width
from regulations.drafting.parts import Doubt, FoundChapter, OfficialText, Part
from regulations.drafting.shaping import shape
from regulations.model import POINT_LETTERS, ParagraphKind

_MOST_SKIPPED = 3
"""Numbers that a document may jump over; a greater one is no heading but a number in a text."""


class NoArticleError(ValueError):
    """A text in which no article begins."""


def read(text: str) -> OfficialText:
    """The regulation in a document, with or without the decision in front of it."""
    lines = clean(text)
    start = _start(lines)
    reader = _Reader(width(lines[start:]))
    for line in lines[start:]:
        reader.hear(line)
    shape(reader.articles)
    before = [line.text for line in lines[:start]]
    return OfficialText(before, reader.chapters, reader.articles)


def _start(lines: Sequence[Line]) -> int:
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


@dataclass(slots=True)
class _Reader:
    """Goes through the lines once; `last` is the line before, `block` what it belongs to."""

    full: int
    chapters: list[FoundChapter] = field(default_factory=list)
    articles: list[Part] = field(default_factory=list)
    last: Line | None = None
    block: Part | None = None
    titling: bool = False
    """Whether the block's title is still being read."""
    over: bool = False

    def hear(self, line: Line) -> None:
        if self._chapter(line) or self._article(line):
            self.over = False
        elif self.over or beginnings.closes(line):
            self.over = bool(self.articles)
        elif self.articles and self.articles[-1] is not None and self.block is not None:
            self._inside(line)
        elif self.chapters and not self.chapters[-1].articles:
            # A section's heading or a chapter's title, over as many lines as it takes.
            self.chapters[-1].title = join(self.chapters[-1].title, line.text)
        self.last = line
        if line.text.endswith("./."):
            self.over = True

    # --- headings

    def _chapter(self, line: Line) -> bool:
        if beginnings.section(line) is not None and self._after_an_end(line):
            self.block = None
            return True
        found = beginnings.chapter(line)
        if found is None:
            return False
        self.chapters.append(FoundChapter(found.label.upper(), found.rest))
        self.block = None
        return True

    def _article(self, line: Line) -> bool:
        found = beginnings.article(line)
        if found is None or not self._after_an_end(line):
            return False
        wanted = len(self.articles) and int(self.articles[-1].label)
        article = _numbered(found, wanted)
        if article is None:
            return False
        article.title, article.text = found.rest, ""
        self.articles.append(article)
        if self.chapters:
            self.chapters[-1].articles.append(int(article.label))
        self.block, self.titling = article, True
        return True

    # --- inside an article

    def _inside(self, line: Line) -> None:
        if self._clause(line) or self._point(line) or self._bullet(line):
            self.titling = False
        elif self.titling and self._still_title(line):
            self.articles[-1].title = join(self.articles[-1].title, line.text)
        elif self.titling or self._new_paragraph(line):
            self._paragraph(line.text, ParagraphKind.PARAGRAPH)
            self.titling = False
        elif self.block is not None:
            self.block.text = join(self.block.text, line.text)

    def _clause(self, line: Line) -> bool:
        found, article = beginnings.clause(line), self.articles[-1]
        numbers = beginnings.decimal(line)
        if numbers is not None and str(numbers[0]) == article.label:
            # "4.2." under article 4 is its clause 2.
            found = Beginning(str(numbers[1]), numbers[2])
        elif numbers is not None and article.parts and self._after_an_end(line):
            self._paragraph(line.text, ParagraphKind.PARAGRAPH)
            article.parts[-1].doubt(Doubt.SUB_NUMBER, line.text.split(" ", 1)[0])
            return True
        if found is None:
            return False
        last = int(article.parts[-1].label) if article.parts else 0
        if int(found.label) != last + 1 and not self._after_an_end(line):
            return False
        clause = _numbered(found, last)
        if clause is None:
            return False
        _fill_gap(article, clause, last)
        article.parts.append(clause)
        self.block = clause
        return True

    def _point(self, line: Line) -> bool:
        found, article = beginnings.point(line), self.articles[-1]
        if found is None or not self._after_an_end(line, unless=_is_first(found)):
            return False
        if not article.parts:
            self._paragraph(line.text, ParagraphKind.BULLET)
            article.doubt(Doubt.POINT_WITHOUT_CLAUSE)
            return True
        clause = article.parts[-1]
        point = _lettered(found, clause)
        clause.parts.append(point)
        self.block = point
        return True

    def _bullet(self, line: Line) -> bool:
        found = beginnings.bullet(line)
        if found is None or not (self._after_an_end(line) or self._left_short(found, line)):
            return False
        self._paragraph(found.rest, ParagraphKind.BULLET)
        return True

    def _paragraph(self, text: str, kind: ParagraphKind) -> None:
        """A part without a number, under the last clause or, before the first one, the article."""
        article = self.articles[-1]
        holder = article.parts[-1] if article.parts else article
        if holder.parts:
            point = holder.parts[-1]
            point.doubt(Doubt.UNDER_POINT)
            point.text, self.block = join(point.text, text), point
            return
        self.block = Part(kind=kind, text=text)
        holder.paragraphs.append(self.block)

    # --- where something ends

    def _after_an_end(self, line: Line, *, unless: bool = False) -> bool:
        """Whether something may begin here: after a heading, or where a sentence has ended."""
        before = self.last
        if before is None or self.titling or self.block is None or unless:
            return True
        return before.ended or before.text.endswith(",") or (before.heading and line.heading)

    def _left_short(self, found: Beginning, line: Line) -> bool:
        """Whether an item ended without a sign; a dash in a full line begins none."""
        if self.last is None or found.rest[:1].islower():
            return False
        return not self.full or is_short(self.last, line, self.full)

    def _still_title(self, line: Line) -> bool:
        before = self.last
        if before is None or line.continues or before.text.endswith((",", "-", "–")):
            return True
        if before.heading != line.heading:
            return False
        if before.heading:
            return True
        return bool(self.full) and not is_short(before, line, self.full) and not before.ended

    def _new_paragraph(self, line: Line) -> bool:
        before = self.last
        if before is None or line.continues or not before.ended:
            return False
        return not self.full or is_short(before, line, self.full)


def _is_first(found: Beginning) -> bool:
    """Whether a list of points may begin here although no sentence has ended."""
    return found.label == "a" and found.rest[:1].isupper()


def _numbered(found: Beginning, last: int) -> Part | None:
    """An article or a clause after number `last`; None where the number is none of a heading."""
    if not found.label:
        part = Part(str(last + 1), text=found.rest)
        part.doubt(Doubt.NUMBER_LOST, last + 1)
        return part
    number = int(found.label)
    if number == last and last:
        part = Part(str(last + 1), text=found.rest)
        part.doubt(Doubt.TWICE, number)
        return part
    if not last < number <= last + 1 + _MOST_SKIPPED:
        return None
    part = Part(str(number), text=found.rest)
    if number > last + 1:
        part.doubt(Doubt.GAP, last + 1)
    return part


def _fill_gap(article: Part, clause: Part, last: int) -> None:
    """Paragraphs that stand where numbers are missing have lost them: they are those clauses."""
    holder, missing = article.parts[-1] if article.parts else article, int(clause.label) - last - 1
    if not 0 < missing <= len(holder.paragraphs) or holder.parts:
        return
    lost = holder.paragraphs[-missing:]
    del holder.paragraphs[-missing:]
    for number, each in enumerate(lost, start=last + 1):
        found = Part(str(number), text=each.text)
        found.doubt(Doubt.NUMBER_LOST, number)
        article.parts.append(found)
    clause.doubts.clear()


def _lettered(found: Beginning, clause: Part) -> Part:
    wanted = POINT_LETTERS[len(clause.parts) : len(clause.parts) + 1]
    if wanted == "đ" and found.label == "d":
        point = Part("đ", text=found.rest)
        point.doubt(Doubt.NUMBER_TAKEN, "d", "đ")
        return point
    point = Part(found.label, text=found.rest)
    if found.label != wanted:
        point.doubt(Doubt.GAP, wanted or found.label)
    return point
