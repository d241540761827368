"""From the lines of an official document to its articles, clauses, points and paragraphs."""

from dataclasses import dataclass, field

from regulations.drafting import beginnings
from regulations.drafting.beginnings import Beginning
from regulations.drafting.front import start
from regulations.drafting.lines import Line, clean, is_short, join, width
from regulations.drafting.numbering import fill_gap, is_first, lettered, numbered
from regulations.drafting.parts import Doubt, FoundChapter, OfficialText, Part
from regulations.drafting.shaping import shape
from regulations.model import ParagraphKind


def read(text: str) -> OfficialText:
    """The regulation in a document, with or without the decision in front of it.

    NoArticleError where no article begins.
    """
    lines = clean(text)
    first = start(lines)
    reader = _Reader(width(lines[first:]))
    for line in lines[first:]:
        reader.hear(line)
    shape(reader.articles)
    before = [line.text for line in lines[:first]]
    return OfficialText(before, reader.chapters, reader.articles)


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
        article = numbered(found, wanted)
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
        clause = numbered(found, last)
        if clause is None:
            return False
        fill_gap(article, clause, last)
        article.parts.append(clause)
        self.block = clause
        return True

    def _point(self, line: Line) -> bool:
        found, article = beginnings.point(line), self.articles[-1]
        if found is None or not self._after_an_end(line, unless=is_first(found)):
            return False
        if not article.parts:
            self._paragraph(line.text, ParagraphKind.BULLET)
            article.doubt(Doubt.POINT_WITHOUT_CLAUSE)
            return True
        clause = article.parts[-1]
        point = lettered(found, clause)
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
