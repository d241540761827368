"""`bcd ask`: one question, a file of them, and what was missed."""

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from tests.bot.played import MONDAY
from tests.chat import house
from tests.ward import COMMITTEE, ward

RUN = CliRunner()
BUSY = ("tôi bận thì làm thế nào", "--regulation", "tran-lieu")


def ask(*arguments: str) -> Result:
    return RUN.invoke(app, ["ask", *arguments])


def test_a_question_is_answered_with_its_clause() -> None:
    said = ask(*BUSY, "--role", "commissioner")
    assert said.exit_code == 0
    assert "(Khoản 4 Điều 7)" in said.output


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("commissioner", "7.1"),
        ("Ủy viên", "7.1"),
        ("uy vien", "7.1"),
        ("Thành viên Ban Chỉ đạo", "7.1"),
        ("Tổ trưởng Tổ giúp việc", "8.6"),
        ("Thành viên Tổ Công tác", "8.1"),
        ("Trưởng Công an phường", "7.1.a"),
        ("Chủ tịch UBND phường", "4.1"),
    ],
)
def test_a_role_is_named_by_its_key_or_as_people_do(role: str, first: str) -> None:
    said = ask("nhiệm vụ của tôi", "--regulation", "tran-lieu", "--role", role, "--json")
    assert json.loads(said.output)["citations"][0] == first


def test_the_same_office_is_outside_one_committee_and_heads_another() -> None:
    """11.1 in the district of Lai Vung, 3.1 in the commune."""
    for slug, first in (("lai-vung", "11.1"), ("xa", "3.1")):
        said = ask("nhiệm vụ của tôi", "--regulation", slug, "--role", "Chủ tịch UBND xã", "--json")
        assert json.loads(said.output)["citations"][0] == first


def test_an_office_has_its_own_field() -> None:
    own = ("--role", "commissioner", "--office", "Trưởng Công an phường", "--json")
    said = ask("nhiệm vụ của tôi", "--regulation", "tran-lieu", *own)
    assert json.loads(said.output)["citations"][0] == "7.1.a"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*BUSY, "--role", "giám khảo"), "không có vai trò"),
        ((*BUSY, "--role", "secretary"), "không có vai trò"),
        ((BUSY[0], "--regulation", "tran-liu", "--role", "head"), "tran-liu"),
        ((BUSY[0],), "Cần có câu hỏi"),
        (("--batch", "khong-co.jsonl"), "Không đọc được tệp"),
    ],
)
def test_what_is_wrong_is_said_clearly(arguments: tuple[str, ...], told: str) -> None:
    said = ask(*arguments)
    assert said.exit_code == 1
    assert told in said.output
    assert "Traceback" not in said.output


def test_a_file_is_answered_line_by_line_whatever_is_in_it(tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    good = {"regulation": "xa", "role": "head", "office": "", "question": "ai ký thông báo"}
    absent = {**good, "question": "ai dùng con dấu"}
    lines = [
        json.dumps({"id": "a", **good}, ensure_ascii=False),
        "no json",
        "",
        json.dumps({"id": "b"}),
        "[1]",
        json.dumps({"id": "c", **good, "role": "nobody"}),
        json.dumps({"id": 4, **absent}, ensure_ascii=False),
    ]
    file.write_text("\n".join(lines), "utf-8")
    said = ask("--batch", str(file))
    found = [json.loads(line) for line in said.stdout.splitlines()]
    assert said.exit_code == 1
    assert [each["id"] for each in found] == ["a", None, "b", None, "c", 4]
    assert found[0]["label"] == "regulation"
    assert found[0]["citations"][0] == "4.4"
    assert found[0]["ms"] < 1000
    assert [each["line"] for each in found if "error" in each] == [2, 4, 5, 6]
    assert found[-1]["label"] == "not_regulated"
    assert found[-1]["citations"] == []


async def test_what_was_missed_is_counted_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        for said in ("trời đẹp quá", "phụ cấp bao nhiêu", "có biểu quyết không"):
            await w.phone("giang").types(said)
        await w.phone("giang").press("Hỏi Tổ Công tác")
        await w.phone("giang").press("Gửi câu hỏi")
    monkeypatch.setenv("BCD_DATA", str(tmp_path))
    monkeypatch.setattr("bot.commands.ask.WallClock", lambda: h.clock)
    said_back = await run_in_thread("--missed")
    assert f"{COMMITTEE}: Quy chế không quy định 02" in said_back.output
    assert f"{COMMITTEE}: chưa hiểu 01" in said_back.output
    assert "- có biểu quyết không" in said_back.output
    assert "phụ cấp" not in said_back.output
    assert "trời đẹp" not in said_back.output


async def run_in_thread(*arguments: str) -> Result:
    """A command runs its own loop."""
    return await asyncio.to_thread(ask, *arguments)
