"""Every message as it reads: compared with golden files that a secretary could proofread.

`UPDATE_GOLDEN=1` writes what is said today into `tests/messages/golden/`; read what changed.
"""

import html
import os
import re
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

import pytest

from committee.refusal import Reason
from messages.render import render, render_text
from tests.messages.facts import LARGEST, NOW, Cases, Facts
from tests.trees import ROOT

GOLDEN = Path(__file__).parent / "golden"
CASES: Cases = {
    name: cases
    for file in sorted(Path(__file__).parent.glob("cases_*.py"))
    for name, cases in import_module(f"tests.messages.{file.stem}").CASES.items()
}
"""Every module beside this one that is called `cases_…` brings its own."""
CHAT = [name for name in CASES if not name.endswith(".txt")]
PAGES = {"web/trial_room.html", "zalo/page.html"}
"""A whole page, which the browser tests look at."""

NEVER_LONGER, AS_A_RULE = 700, 300
LONG = {
    "attendance/list": "four lists of names",
    "attendance/invitation_chair": "the head's whole overview in one message",
    "attendance/invitation_guest": "who, what, number, when, where, chair, papers, deadline",
    "attendance/invitation_member": "who, what, number, when, where, chair, papers, deadline",
    "attendance/phones": "ten people with their numbers",
    "attendance/schedule": "several meetings",
    "daysoff/shown": "the days ahead, and how to change them",
    "duty/clarify": "three clauses to choose from",
    "duty/contents": "the titles of the articles",
    "duty/duties": "one's own field, and where the rest stands",
    "duty/page": "as many clauses as a phone shows at once",
    "guide/member": "all that the assistant does for a member",
    "guide/secretariat": "all that the assistant does for the secretariat",
    "invites/forward": "a message to pass on whole: who, why, code, link, until when",
    "meeting/draft": "the whole draft",
    "meeting/list": "several meetings",
    "meeting/new_time": "what another time means for everybody",
    "meeting/preview": "the invitation as it goes out",
    "mydata/erase": "what goes and what stays, before it cannot be undone",
    "mydata/shown": "all that is kept",
    "notice/list": "two lists of names",
    "notice/list_withdrawn": "three lists of names",
    "notice/recent": "several notices",
    "notice/repeat_preview": "when, which days move, to whom",
    "proxy/forward": "a message to pass on whole: who, why, code, link, until when",
    "proxy/request": "who sends whom, with what, by which clause: all that the chair decides on",
    "setting/preview": "a setting before and after, in words and dates",
    "setting/section": "up to eight settings",
    "setting/shown": "three ladders with their dates",
    "start/consent": "what the law on personal data wants said",
    "task/change_preview": "what goes to whom before it goes",
    "task/history": "every reminder with its moment",
    "task/overdue": "since when, what to do until when, to whom it is told, whose setting",
    "task/own": "several tasks",
    "task/preview": "a task as it goes out",
    "task/watched": "several tasks",
}
"""Why these may say more than a message should."""

NOT_OUR_WORDS = ("None", "máy chủ", " bot", "Bot ", "thao tác", ".ics", "hệ thống lỗi", "{{", "}}")


def templates() -> set[str]:
    """Every template that is rendered by itself, without its ending."""
    room = ROOT / "messages"
    found = {path.relative_to(room).as_posix() for path in room.rglob("*.j2")}
    return {name.removesuffix(".j2") for name in found if "/_" not in name} - PAGES


def said(name: str, facts: Facts) -> str:
    known = {"now": NOW, **facts}
    if name.endswith(".txt"):
        return render_text(name.removesuffix(".txt"), **known)
    return render(name, **known)


def golden(name: str, cases: Mapping[str, Facts]) -> str:
    """The page of one template: each case under its title."""
    parts = [f"[{title}]\n{said(name, facts)}\n" for title, facts in cases.items()]
    return "\n".join(part.removeprefix("[]\n") for part in parts)


def golden_file(name: str) -> Path:
    return GOLDEN / f"{name.removesuffix('.txt')}.txt"


def read_golden(name: str) -> str:
    file = golden_file(name)
    return file.read_text("utf-8") if file.is_file() else ""


def test_every_template_has_a_case_and_every_case_a_template() -> None:
    assert sorted(templates() ^ CASES.keys()) == []


def test_every_golden_file_has_a_template() -> None:
    written = {path for path in GOLDEN.rglob("*") if path.is_file()}
    assert sorted(written ^ {golden_file(name) for name in CASES}) == []


def test_every_refusal_has_its_words() -> None:
    assert {f"refusal/{reason.value}" for reason in Reason} <= CASES.keys()


@pytest.mark.parametrize("name", CASES)
def test_it_reads_as_it_was_proofread(name: str) -> None:
    reads = golden(name, CASES[name])
    if os.environ.get("UPDATE_GOLDEN"):
        file = golden_file(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(reads, "utf-8")
    assert reads == read_golden(name)


def visible(name: str) -> dict[str, str]:
    """What a reader sees of each case: without tags, entities resolved."""
    texts = {title: said(name, facts) for title, facts in CASES[name].items()}
    return {title: html.unescape(re.sub(r"</?[bi]>", "", text)) for title, text in texts.items()}


@pytest.mark.parametrize("name", CHAT)
def test_it_is_short(name: str) -> None:
    """The largest case shows what the longest facts do; it may fill the phone, not more."""
    sizes = {title: len(text) for title, text in visible(name).items()}
    assert max(sizes.values()) <= NEVER_LONGER
    usual = max(size for title, size in sizes.items() if title != LARGEST)
    assert (usual > AS_A_RULE) is (name in LONG), f"{usual} characters"


def test_what_may_be_long_is_a_message() -> None:
    assert sorted(LONG.keys() - set(CHAT)) == []


@pytest.mark.parametrize("name", CASES)
def test_it_is_well_typed(name: str) -> None:
    for text in visible(name).values():
        assert text
        assert re.findall(r"  |[ \t]\n|\n\n\n", text) == []
        assert re.findall(r" [.,;:!?)”](?!\w)|[(“] ", text) == []
        assert re.findall(r"[,;:]\.|\.\.(?!\.)|,,|;;|\(\)", text) == []
        assert [word for word in NOT_OUR_WORDS if word in text] == []
        assert text.count("(") == text.count(")")
        assert text.count("“") == text.count("”")


@pytest.mark.parametrize("name", CHAT)
def test_it_is_written_as_people_write(name: str) -> None:
    for facts in CASES[name].values():
        text = said(name, facts)
        assert re.findall(r"<(?!/?[bi]>)", text) == []
        assert text.count("<b>") == text.count("</b>")
        assert text.count("<i>") == text.count("</i>")
        for line in html.unescape(re.sub(r"</?[bi]>", "", text)).splitlines():
            opening = line[:1]
            assert not opening or opening.isupper() or opening.isdecimal() or opening in '“"-', line
            assert not line or line[-1] not in ",;-("


HOSTILE = "<script>alert(1)</script> {{ 7 * 7 }} & {% raw %}"


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("meeting/ask_kind", "place"),
        ("meeting/new_place", "place"),
        ("meeting/change_refused", "remark"),
        ("attendance/cancelled", "reason"),
        ("mydata/wish", "wish"),
        ("invites/unknown", "name"),
    ],
)
def test_what_people_typed_stays_text(name: str, fact: str) -> None:
    facts = next(iter(CASES[name].values()))
    text = said(name, {**facts, fact: HOSTILE})
    assert "<script" not in text
    assert "49" not in re.sub(r"\d\d/\d\d/\d{4}|\d\d giờ \d\d", "", text)
    assert "&lt;script" in text
