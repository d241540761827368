"""The question set is whole: both halves parse and hold the same mix."""

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


TUNING, UNSEEN = read("tuning"), read("unseen")
ALL = TUNING + UNSEEN


def test_every_question_has_the_same_keys_and_an_id_of_its_own() -> None:
    assert all(set(question) == KEYS for question in ALL)
    assert len({question["id"] for question in ALL}) == len(ALL) == 300
    assert {question["role"] for question in ALL} == set(Role)


def test_each_half_holds_the_same_number_of_each_regulation_and_label() -> None:
    wanted = {(slug, "regulation"): 22 for slug in REGULATIONS}
    wanted |= {(slug, "not_regulated"): 8 for slug in REGULATIONS}
    for half in (TUNING, UNSEEN):
        assert Counter((q["regulation"], q["label"]) for q in half) == wanted


def test_the_halves_differ_by_one_question_of_a_kind_at_most() -> None:
    tuning, unseen = (Counter((q["kind"], q["label"]) for q in half) for half in (TUNING, UNSEEN))
    assert all(abs(tuning[key] - unseen[key]) <= 1 for key in tuning | unseen)


def test_every_citation_has_the_form_of_one_and_only_the_regulated_expect_any() -> None:
    for question in ALL:
        cited = question["expect"] + question["also"] + question["near"]
        assert all(CITATION.fullmatch(citation) for citation in cited), question["id"]
        assert len(cited) == len(set(cited)), question["id"]
        regulated = question["label"] == "regulation"
        assert bool(question["expect"]) == regulated, question["id"]
        assert not (question["near"] if regulated else question["also"]), question["id"]
