"""Which subject a question is likely about, learned from thousands that people put.

`regulations/asked/*.yaml` holds the questions, `regulations.learn` weighs their words; what comes
of it is read here. Weights are whole numbers from -127 to 127, a row of them for each word or pair
of words, times the row's scale.
"""

import json
import math
import zipfile
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import pairwise

FILE = "learned.zip"
DUTIES, FOREIGN, ELSEWHERE = "duties", "foreign", "elsewhere"
"""The groups that are no subject: somebody's duties, nothing at all, other work of an office."""


def features(typed: Sequence[str], course: Sequence[str]) -> frozenset[str]:
    """What a question is weighed by: words and pairs of them, as typed and as meant (`course`)."""
    as_typed = (*typed, *(f"{a} {b}" for a, b in pairwise(typed)))
    as_meant = (*course, *(f"{a} {b}" for a, b in pairwise(course)))
    return frozenset((*(f"w {each}" for each in as_typed), *(f"c {each}" for each in as_meant)))


class Learned:
    """The weights, ready to be asked."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as held:
            about = json.loads(held.read("about.json"))
            self._rows = {f: n for n, f in enumerate(held.read("features").decode().split("\n"))}
            self._rarity = array("f", held.read("rarity"))
            self._scales = array("f", held.read("scales"))
            self._weights = memoryview(held.read("weights")).cast("b")
        self.groups: tuple[str, ...] = tuple(about["groups"])
        self.learned_from: str = about["learned_from"]
        self._start: list[float] = about["start"]

    def likely(self, features: Iterable[str]) -> Mapping[str, float]:
        """How likely each group is meant; together 1."""
        rows = [self._rows[each] for each in features if each in self._rows]
        length = math.sqrt(sum(self._rarity[row] ** 2 for row in rows)) or 1.0
        sums, width = self._start, len(self.groups)
        for row in rows:
            part = self._scales[row] * self._rarity[row] / length
            weights = self._weights[row * width : (row + 1) * width]
            sums = [each + part * weight for each, weight in zip(sums, weights, strict=True)]
        most = max(sums)
        raised = [math.exp(each - most) for each in sums]
        whole = sum(raised)
        return {group: each / whole for group, each in zip(self.groups, raised, strict=True)}


@cache
def learned() -> Learned:
    """Read once, at the first question."""
    return Learned(files("regulations").joinpath("asked", FILE).read_bytes())
