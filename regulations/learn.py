"""Learn from everyday questions which subject they are about: `make learn`.

Run by hand when the questions change; needs scikit-learn, which running does not. With `--folds`
nothing is written: each file's questions are guessed from those of all other files.
"""

import argparse
import hashlib
import io
import json
import sys
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression

from regulations.asking import library
from regulations.asking.learned import ELSEWHERE, FILE, FOREIGN
from regulations.asking.people import Asker
from regulations.load import load, shipped

HERE = Path(__file__).parent
ASKED = HERE / "asked"
SOURCES = sorted(ASKED.glob("*.yaml"))

_OFTEN = 3
"""What fewer questions say is not learned."""
_TRUST = 60.0
"""How closely the weights follow the questions (the inverse strength of regularisation)."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question of a file, its group, and what it is weighed by."""

    source: str
    group: str
    features: frozenset[str]


def examples() -> Iterator[Example]:
    """All questions, put to the five regulations in turn, every other one without its marks."""
    books = [load(slug) for slug in shipped()]
    number = 0
    for source in SOURCES:
        data = yaml.safe_load(source.read_text("utf-8"))
        for group, lines in data.items():
            for line in filter(None, map(str.strip, lines.split("\n"))):
                number += 1
                text = _bare(line) if number % 2 else line
                heard = library().hear(books[number % len(books)], text, Asker((), ""))
                yield Example(source.stem, group, heard.features())


def _bare(text: str) -> str:
    parts = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(each for each in parts if not unicodedata.combining(each))


def sources_digest() -> str:
    """What the questions are recognised by: a change of any of them."""
    return hashlib.sha256(b"".join(each.read_bytes() for each in SOURCES)).hexdigest()


class Guess:
    """Weights learned from some examples."""

    def __init__(self, known: Sequence[Example]) -> None:
        counted = Counter(each for example in known for each in example.features)
        self._often = {each for each, count in counted.items() if count >= _OFTEN}
        self._columns = DictVectorizer()
        self._rarity = TfidfTransformer()
        table = self._columns.fit_transform([self._kept(each) for each in known])
        self._model = LogisticRegression(C=_TRUST, max_iter=200, class_weight="balanced")
        self._model.fit(self._rarity.fit_transform(table), [each.group for each in known])

    def _kept(self, example: Example) -> dict[str, float]:
        return dict.fromkeys(example.features & self._often, 1.0)

    def best(self, asked: Sequence[Example], most: int) -> list[list[str]]:
        table = self._columns.transform([self._kept(each) for each in asked])
        likely = self._model.predict_proba(self._rarity.transform(table))
        order = numpy.argsort(-likely, axis=1)[:, :most]
        return [[str(self._model.classes_[n]) for n in each] for each in order]

    def packed(self) -> bytes:
        """As `regulations.asking.learned` reads it."""
        weights = self._model.coef_.T
        scales = numpy.maximum(numpy.abs(weights).max(axis=1), 1e-9) / 127
        whole = numpy.rint(weights / scales[:, None]).astype(numpy.int8)
        about = {
            "groups": [str(each) for each in self._model.classes_],
            "start": [round(float(each), 4) for each in self._model.intercept_],
            "learned_from": sources_digest(),
        }
        names = self._columns.get_feature_names_out()
        parts: dict[str, bytes] = {
            "about.json": json.dumps(about).encode(),
            "features": "\n".join(names).encode(),
            "rarity": self._rarity.idf_.astype("<f4").tobytes(),
            "scales": scales.astype("<f4").tobytes(),
            "weights": whole.tobytes(),
        }
        return _zipped(parts)


def _zipped(parts: dict[str, bytes]) -> bytes:
    """The same bytes for the same parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, data in parts.items():
            held.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def folds(known: Sequence[Example]) -> Iterator[dict[str, Any]]:
    """For each file what the others teach of it, in percent."""
    nothing = {FOREIGN, ELSEWHERE}
    for source in sorted({each.source for each in known}):
        asked = [each for each in known if each.source == source]
        guess = Guess([each for each in known if each.source != source])
        best = guess.best(asked, 3)
        own = [(e, b) for e, b in zip(asked, best, strict=True) if e.group not in nothing]
        others = [b[0] in nothing for e, b in zip(asked, best, strict=True) if e.group in nothing]
        yield {
            "file": source,
            "questions": len(asked),
            "first": _share([b[0] == e.group for e, b in own]),
            "in three": _share([e.group in b for e, b in own]),
            "taken for nothing": _share([b[0] in nothing for e, b in own]),
            "nothing seen": _share(others),
        }


def _share(hits: Sequence[bool]) -> float:
    return round(100 * sum(hits) / len(hits), 1) if hits else 0.0


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--folds", action="store_true")
    known = list(examples())
    if reader.parse_args().folds:
        for each in folds(known):
            sys.stdout.write(json.dumps(each) + "\n")
        return
    (ASKED / FILE).write_bytes(Guess(known).packed())


if __name__ == "__main__":
    main()
