"""What was learned from everyday questions is that of the files that are there, and still fits."""

import hashlib
from importlib.resources import files

import yaml

from regulations.asking import library
from regulations.asking.learned import DUTIES, ELSEWHERE, FOREIGN, learned
from regulations.asking.lexicon import lexicon
from regulations.asking.people import Asker
from regulations.load import load

ASKED = sorted(
    (each for each in files("regulations").joinpath("asked").iterdir() if ".yaml" in each.name),
    key=lambda each: each.name,
)
EVERY = 10
"""Each so many-th question is asked again."""


def test_the_questions_did_not_change_since() -> None:
    """Where this fails, `make learn`."""
    digest = hashlib.sha256(b"".join(each.read_bytes() for each in ASKED)).hexdigest()
    assert learned().learned_from == digest


def test_every_question_belongs_to_a_subject_that_there_is() -> None:
    subjects = {each.key for each in lexicon().subjects} | {DUTIES, FOREIGN, ELSEWHERE}
    for file in ASKED:
        assert yaml.safe_load(file.read_text("utf-8")).keys() <= subjects, file.name
    assert set(learned().groups) == subjects


def test_questions_that_it_learned_from_are_known_again() -> None:
    """The reading of words changed too much since where this fails: `make learn`."""
    asked = [
        (group, line)
        for file in ASKED
        for group, lines in yaml.safe_load(file.read_text("utf-8")).items()
        for line in lines.splitlines()
    ][::EVERY]
    known = [group == _likeliest(line) for group, line in asked]
    assert sum(known) / len(known) > 0.97


def _likeliest(text: str) -> str:
    likely = library().hear(load("xa"), text, Asker()).likely
    return max(likely, key=lambda group: likely[group])


def test_all_that_is_likely_is_one() -> None:
    for text in ("", "họp bao lâu một lần", "x" * 500):
        likely = library().hear(load("xa"), text, Asker()).likely
        assert abs(sum(likely.values()) - 1) < 1e-9
