"""How well questions about the regulations are answered: shares, by kind, never the questions.

`python -m tests.asking.report [--half NAME] [--faults] [--wording]`; faults are never shown of
`unseen_e`. With `--wording` the official texts of ../shared/seeds are searched as well.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.commands.regulation_text import read_document
from committee.people import Role
from regulations.asking import library
from regulations.asking.answer import Answer, Label
from regulations.asking.people import Asker
from regulations.load import load
from regulations.text import align
from regulations.vietnamese import fold
from tests.regulations.printed import seed

HERE = Path(__file__).parent
HALVES = ("tuning", "unseen", "tuning_b", "unseen_b", "unseen_c", "unseen_d", "unseen_e")
HIDDEN = "unseen_e"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question as it was answered."""

    asked: dict[str, Any]
    answer: Answer

    @property
    def answerable(self) -> bool:
        return bool(self.asked["label"] == Label.REGULATION)

    @property
    def answered(self) -> bool:
        return self.answer.label in (Label.REGULATION, Label.CLARIFY)

    @property
    def places(self) -> list[str]:
        return [str(each) for each in self.answer.citations] if self.answered else []

    @property
    def first(self) -> bool:
        """An expected clause comes first, or it is recognised that there is none."""
        if not self.answerable:
            return not self.answered
        return self.answer.label is Label.REGULATION and self.places[0] in self.asked["expect"]

    @property
    def within_three(self) -> bool:
        return bool({*self.places[:3]} & {*self.asked["expect"], *self.asked["also"]})


def outcomes(half: str, *, wording: bool = False) -> list[Outcome]:
    lines = (HERE / f"{half}.jsonl").read_text("utf-8").splitlines()
    asked = [json.loads(line) for line in lines if line.strip()]
    slugs = {each["regulation"] for each in asked} if wording else ()
    texts = {slug: align(load(slug), read_document(seed(slug))[1]).texts for slug in slugs}
    return [_asked(each, texts.get(each["regulation"])) for each in asked]


def _asked(asked: dict[str, Any], wording: Mapping[str, str] | None) -> Outcome:
    regulation = load(asked["regulation"])
    named = fold(asked["office"])
    offices = [key for key, each in regulation.offices.items() if named == fold(each.name)]
    roles = (Role(asked["role"]),)
    who = (
        Asker(roles, offices[0]) if offices else library().asker(regulation, roles, asked["office"])
    )
    found = library().ask(regulation, asked["question"], who, wording=wording)
    return Outcome(asked, found)


def shares(found: Iterable[Outcome]) -> dict[str, float]:
    """In percent: expected first, within three, refused though answerable, recognised as absent."""
    answerable = [each for each in found if each.answerable]
    absent = [each for each in found if not each.answerable]
    return {
        "first": _share([each.first for each in answerable]),
        "within_three": _share([each.within_three for each in answerable]),
        "refused": _share([not each.answered for each in answerable]),
        "not_regulated": _share([each.first for each in absent]),
    }


def _share(hits: list[bool]) -> float:
    return 100 * sum(hits) / len(hits) if hits else 0.0


def table(found: list[Outcome]) -> Table:
    """By kind: asked, right first, what the rest became."""
    shown = Table(
        "kind", "asked", "first", "within three", "refused", "clarify", "answered wrongly"
    )
    for kind in sorted({each.asked["kind"] for each in found}):
        of_kind = [each for each in found if each.asked["kind"] == kind]
        became = Counter(str(each.answer.label) for each in of_kind if not each.first)
        shown.add_row(
            kind,
            str(len(of_kind)),
            str(sum(each.first for each in of_kind)),
            str(sum(each.within_three for each in of_kind if each.answerable)),
            str(became[Label.NOT_REGULATED] + became[Label.SETTING]),
            str(became[Label.CLARIFY]),
            str(became[Label.REGULATION]),
        )
    return shown


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--half", choices=HALVES, default="tuning")
    reader.add_argument("--faults", action="store_true")
    reader.add_argument("--wording", action="store_true")
    chosen = reader.parse_args()
    found = outcomes(chosen.half, wording=chosen.wording)
    console = Console()
    console.print(table(found))
    for name, share in shares(found).items():
        console.print(f"{name}: {share:.1f} %")
    if chosen.faults and chosen.half != HIDDEN:
        for each in found:
            if not each.first:
                asked = each.asked
                what = (asked["id"], asked["role"], asked["question"], asked["expect"])
                console.print(*what, each.answer.label.value, each.answer.key, each.places[:4])


if __name__ == "__main__":
    main()
