"""The two question sets are whole: the halves of each parse and hold the same mix."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from committee.people import Role

HERE = Path(__file__).parent
REGULATIONS = ("tran-lieu", "xa", "lai-vung", "thanh-hoa", "phu-quoc")
KEYS = {
    "id", "regulation", "role", "office", "question", "kind",
    "label", "expect", "also", "near", "note",
}  # fmt: skip
CITATION = re.compile(r"[1-9]\d?(\.[1-9]\d?(\.[a-eđ])?)?")


def read(name: str) -> list[dict[str, Any]]:
    text = (HERE / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


SETS = (
    (read("tuning"), read("unseen"), 22, 8),
    (read("tuning_b"), read("unseen_b"), 23, 9),
)
"""Both halves of each set, and how many questions of a regulation a half answers and does not."""
LATER = read("unseen_c") + read("unseen_d") + read("unseen_e")
"""Sets that were never split: written by others, read by a referee."""
ALL = [question for one, other, *_ in SETS for question in one + other] + LATER


def test_every_question_has_the_same_keys_and_an_id_of_its_own() -> None:
    assert all(set(question) == KEYS for question in ALL)
    assert len({question["id"] for question in ALL}) == len(ALL) == 300 + 320 + 299 + 300 + 250
    for tuning, unseen, *_ in SETS:
        assert {question["role"] for question in tuning + unseen} == set(Role)


def test_each_half_holds_the_same_number_of_each_regulation_and_label() -> None:
    for tuning, unseen, answered, unanswered in SETS:
        wanted = {(slug, "regulation"): answered for slug in REGULATIONS}
        wanted |= {(slug, "not_regulated"): unanswered for slug in REGULATIONS}
        for half in (tuning, unseen):
            assert Counter((q["regulation"], q["label"]) for q in half) == wanted


def test_the_halves_differ_by_one_question_of_a_kind_at_most() -> None:
    for halves in SETS:
        one, other = (Counter((q["kind"], q["label"]) for q in half) for half in halves[:2])
        assert all(abs(one[key] - other[key]) <= 1 for key in one | other)


def test_every_citation_has_the_form_of_one_and_only_the_regulated_expect_any() -> None:
    for question in ALL:
        cited = question["expect"] + question["also"] + question["near"]
        assert all(CITATION.fullmatch(citation) for citation in cited), question["id"]
        assert len(cited) == len(set(cited)), question["id"]
        regulated = question["label"] == "regulation"
        assert bool(question["expect"]) == regulated, question["id"]
        assert not (question["near"] if regulated else question["also"]), question["id"]
