"""Everybody's own data: shown, handed over, corrected, erased; and unlinking."""

import json
from pathlib import Path
from typing import Any

import pytest

from handlers.mydata import masked
from messages.render import render
from storage import accounts
from tests.chat import House, Phone, house
from tests.handlers.looking import code_for, linked_to, rows, value
from tests.ward import COMMITTEE, Ward, ward


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+84900000001", "09*****001"),
        ("+842203123456", "02******456"),
        ("", ""),
        ("12345", "12345"),
        ("123456", "12*456"),
    ],
)
def test_a_phone_is_masked(phone: str, shown: str) -> None:
    assert masked(phone) == shown


async def second_account(w: Ward, address: str, person: str) -> Phone:
    async with w.house.app.database.transaction() as tx:
        now = w.house.clock.now()
        account = await accounts.known(tx, w.house.channel.name, address, now)
        await accounts.link(tx, account.id, w.person_id(person), now)
    return w.phone(address)


async def test_shows_in_short_what_is_kept(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await w.phone("huong").types("xin chào")
        [reply] = await w.phone("huong").types("/dulieucuatoi")
        for part in ("đồng chí Đỗ Thu Hương", "09*****007", "Trưởng phòng Văn hóa - Xã hội"):
            assert part in reply
        assert f"{COMMITTEE}: Ủy viên, Tổ trưởng Tổ Công tác" in reply
        assert "Tài khoản liên kết: 01 (kênh trò chuyện này)" in reply
        assert "Trả lời giấy mời: 00. Tin còn lưu: 02." in reply
        assert "0900000007" not in reply
        assert reply.buttons == ["Tải dữ liệu", "Đề nghị đính chính", "Xóa dữ liệu"]
        assert len(reply.text) <= 700


async def export_of(h: House, phone: Phone) -> tuple[dict[str, Any], str, str]:
    await phone.types("/dulieucuatoi")
    [reply] = await phone.press("Tải dữ liệu")
    [file] = reply.outgoing.files
    text = h.app.files.path(file.sha256).read_text("utf-8")
    return json.loads(text), text, file.sha256


async def test_the_export_holds_ones_own_and_nobody_elses(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        for address in ("huong", "khoa", "lan"):
            await w.phone(address).types(f"tin riêng của {address}")
        await w.phone("lan").types("\ud800 {{ x }}")
        await w.phone("lan").types("/moi Khoa")
        data, text, _ = await export_of(h, w.phone("lan"))
        [profile] = data["thông tin"]
        assert profile["họ và tên"] == "Bùi Thu Lan"
        assert profile["điện thoại"] == "+84900000015"
        assert profile["lập lúc"] == "2026-11-02T07:00:00+07:00"
        assert [seat["Ban Chỉ đạo"] for seat in data["vai trò trong Ban Chỉ đạo"]] == [COMMITTEE]
        assert [each["địa chỉ"] for each in data["tài khoản liên kết"]] == ["lan"]
        assert len(data["tin đã gửi"]) == 5
        assert "code.issued" in [act["việc"] for act in data["việc đã làm"]]
        assert "tin riêng của lan" in text
        for foreign in ("tin riêng của huong", "tin riêng của khoa", "Hương", "Ngô", "90000008"):
            assert foreign not in text


async def test_the_export_holds_ones_own_answers(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        now = h.clock.now()
        async with h.app.database.transaction() as tx:
            await tx.execute(
                "INSERT INTO meetings (id, committee_id, kind, year, starts_at, place, reply_by,"
                " chair_id, state, revision, number, remark, made_by, made_at) VALUES (1, :c,"
                " 'regular', 2026, :at, '', :at, :an, 'called', 1, '', '', :an, :at)",
                c=w.committee_id,
                at=1_795_000_000_000,
                an=w.person_id("an"),
            )
            for address, answer in (("khoa", "attending"), ("loan", "absent")):
                await tx.execute(
                    "INSERT INTO invitees (meeting_id, person_id, part, answer, answered_at,"
                    " source) VALUES (1, :p, 'member', :answer, :at, 'memory')",
                    p=w.person_id(address),
                    answer=answer,
                    at=round(now.timestamp() * 1000),
                )
        await w.phone("khoa").types("/dulieucuatoi")
        assert "Trả lời giấy mời: 01" in w.phone("khoa").last
        await w.phone("lan").types("/moi")
        data, text, _ = await export_of(h, w.phone("khoa"))
        assert [each["trả lời"] for each in data["trả lời giấy mời"]] == ["attending"]
        assert data["trả lời giấy mời"][0]["trả lời lúc"] == "2026-11-02T07:00:00+07:00"
        assert "absent" not in text
        assert data["việc đang làm dở"] == []


async def test_what_an_account_said_for_somebody_else_is_not_exported(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-02T08:00") as h:
        w = await ward(h)
        shared = await second_account(w, "shared", "khoa")
        await shared.types("lời của Khoa")
        await h.until("2026-11-02T08:01")
        await shared.types("/huylienket")
        await shared.press("Hủy liên kết")
        await h.until("2026-11-02T08:02")
        await shared.types(await code_for(w, "quyen"))
        await shared.press("Đồng ý")
        await shared.types("lời của Quyên")
        _, text, _ = await export_of(h, shared)
        assert "lời của Quyên" in text
        assert "lời của Khoa" not in text


async def test_unlinking_asks_first_and_can_be_left(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        [question] = await w.phone("khoa").types("/huylienket")
        assert question.buttons == ["Hủy liên kết", "Giữ nguyên"]
        [reply] = await w.phone("khoa").press("Giữ nguyên")
        assert reply.edited
        assert await linked_to(w, "khoa") == w.person_id("khoa")


async def test_unlinking_ends_this_account_only(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        other = await second_account(w, "khoa-2", "khoa")
        await w.phone("khoa").types("/huylienket")
        [reply] = await w.phone("khoa").press("Hủy liên kết")
        assert "Tài khoản khác đã liên kết: 01" in reply
        assert await linked_to(w, "khoa") is None
        assert await linked_to(w, "khoa-2") == w.person_id("khoa")
        for text in ("Giữ nguyên", "/trogiup", "/dulieucuatoi"):
            [reply] = await w.phone("khoa").types(text)
            assert reply.text == render("start/stranger")
        await other.types("/huylienket")
        [reply] = await other.press("Hủy liên kết")
        assert "bản giấy" in reply
        verbs = await rows(w, "SELECT verb FROM audit WHERE person_id = :p", p=w.person_id("khoa"))
        assert verbs == [("account.unlinked",)] * 2


async def test_what_waits_for_an_unlinked_account_goes_to_the_next(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-02T09:00") as h:
        w = await ward(h)
        other = await second_account(w, "lan-2", "lan")
        await h.until("2026-11-02T09:01")
        await second_account(w, "lan", "lan")
        send, delays = h.channel.send, {"lan"}

        async def failing(address: str, *rest: Any) -> str:
            if address in delays:
                raise ConnectionError
            return await send(address, *rest)

        h.channel.send = failing  # type: ignore[method-assign, assignment]
        await w.phone("khoa").types("/dulieucuatoi")
        await w.phone("khoa").press("Đề nghị đính chính")
        await w.phone("khoa").types("Chức vụ nay là Phó Trạm trưởng")
        assert other.messages == []
        await w.phone("lan").types("/huylienket")
        await w.phone("lan").press_action("mydata:unlink")
        delays.clear()
        await h.until("2026-11-02T09:02")
        assert ["Phó Trạm trưởng" in message for message in other.messages] == [True]
        assert not any("Phó Trạm trưởng" in message for message in w.phone("lan").messages)


async def test_a_wish_for_correction_reaches_the_secretariat(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-07T09:00") as h:
        w = await ward(h)
        await w.phone("khoa").types("/dulieucuatoi")
        await w.phone("khoa").press("Đề nghị đính chính")
        [reply] = await w.phone("khoa").types("Tôi là <b>Phó</b> Trạm trưởng")
        assert "người vận hành Trợ lý" in reply
        assert w.phone("lan").messages == []  # a Saturday
        await h.until("2026-11-09T07:00")
        told = w.phone("lan").last
        assert "đồng chí Ngô Đăng Khoa" in told
        assert "&lt;b&gt;Phó&lt;/b&gt;" in told
        assert "09 giờ 00, ngày 07/11/2026" in told
        audited = await rows(w, "SELECT * FROM audit WHERE verb = 'data.correction_asked'")
        assert len(audited) == 1
        assert "Phó" not in str(audited)


@pytest.mark.parametrize(("length", "passed"), [(399, True), (400, True), (401, False)])
async def test_a_wish_has_a_length(tmp_path: Path, length: int, passed: bool) -> None:
    async with house(tmp_path, now="2026-11-02T09:00") as h:
        w = await ward(h)
        await w.phone("khoa").types("/dulieucuatoi")
        await w.phone("khoa").press("Đề nghị đính chính")
        [reply] = await w.phone("khoa").types("x" * length)
        assert ("Đã ghi nhận" in reply) == passed
        assert len(w.phone("lan").messages) == passed
        if passed:
            assert len(w.phone("lan").last.text) <= 700


async def test_erasing_says_what_goes_and_what_stays_and_asks_again(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await w.phone("khoa").types("/dulieucuatoi")
        [question] = await w.phone("khoa").press("Xóa dữ liệu")
        assert "Sẽ xóa" in question
        assert "Vẫn giữ" in question
        assert question.buttons == ["Xóa", "Giữ lại"]
        [reply] = await w.phone("khoa").press("Giữ lại")
        assert reply.text == render("mydata/left")
        assert await linked_to(w, "khoa") == w.person_id("khoa")


async def test_erasing_leaves_nothing_but_what_records_need(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-02T09:00") as h:
        w = await ward(h)
        khoa, other = w.phone("khoa"), await second_account(w, "khoa-2", "khoa")
        code = await code_for(w, "khoa")
        await other.types("lời thứ hai")
        await khoa.types("/dulieucuatoi")
        await khoa.press("Đề nghị đính chính")
        await khoa.types("số mới là 0900000099")
        _, _, sha256 = await export_of(h, khoa)
        await khoa.press("Xóa dữ liệu")
        [last] = await khoa.press("Xóa")
        assert "Đã xóa dữ liệu" in last
        person_id = w.person_id("khoa")
        [person] = await rows(
            w, "SELECT name, phone, position, erased_at FROM people WHERE id = :p", p=person_id
        )
        assert person == ("Ngô Đăng Khoa", None, "", round(h.clock.now().timestamp() * 1000))
        for address in ("khoa", "khoa-2"):
            assert await linked_to(w, address) is None
            assert await rows(
                w, "SELECT DISTINCT length(body) FROM inbox WHERE address = :a", a=address
            ) == [(0,)]
        contents = await rows(
            w,
            "SELECT s.content FROM sends s JOIN accounts a ON a.id = s.account_id"
            " WHERE a.address IN ('khoa', 'khoa-2') ORDER BY s.id",
        )
        assert ["Khoa" in text for (text,) in contents] == [False] * len(contents)
        [*_, last_words, menu] = (content for (content,) in contents)
        assert "Đã xóa" in last_words
        assert "phienhop" not in menu
        assert await value(w, "SELECT COUNT(*) FROM dialogues") == 0
        assert await value(w, "SELECT COUNT(*) FROM files WHERE sha256 = :s", s=sha256) == 0
        assert not h.app.files.path(sha256).exists()
        assert await value(w, "SELECT facts FROM deliveries WHERE kind = 'mydata.correction'") == (
            "{}"
        )
        seat = "SELECT COUNT(*) FROM memberships WHERE person_id = :p AND left_at IS NULL"
        assert await value(w, seat, p=person_id) == 1
        [reply] = await w.phone("new").types(code)
        assert reply.text == render("start/wrong_code")
        assert [r.text for r in await khoa.types("/dulieucuatoi")] == [render("start/stranger")]


async def test_erasing_touches_nobody_else(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-02T09:00") as h:
        w = await ward(h)
        for address in ("loan", "khoa"):
            await w.phone(address).types("/dulieucuatoi")
        tables = {
            "people": f"SELECT * FROM people WHERE id != {w.person_id('khoa')}",
            "inbox": "SELECT * FROM inbox WHERE address != 'khoa'",
            "accounts": "SELECT * FROM accounts WHERE address != 'khoa'",
            "menus": "SELECT m.* FROM menus m JOIN accounts a ON a.id = m.account_id"
            " WHERE a.address = 'loan'",
        }
        before = {name: await rows(w, sql) for name, sql in tables.items()}
        await w.phone("khoa").press("Xóa dữ liệu")
        await w.phone("khoa").press("Xóa")
        assert {name: await rows(w, sql) for name, sql in tables.items()} == before
        assert all(before.values())


async def test_the_secretariat_is_told_of_an_erasure(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-07T09:00") as h:
        w = await ward(h)
        for address in ("oanh", "lan"):
            await w.phone(address).types("/dulieucuatoi")
            await w.phone(address).press("Xóa dữ liệu")
            if address == "oanh":
                await w.phone(address).press("Xóa")
        await h.until("2026-11-09T06:59:59")
        assert "Oanh" not in w.phone("lan").last
        await h.until("2026-11-09T07:00")
        told = w.phone("lan").last
        assert "đồng chí Lương Thị Oanh đã xóa dữ liệu" in told
        assert "bản giấy" in told
        assert len(told.text) <= 300


@pytest.mark.parametrize("foreign", ["1", "2:3", "-1", "x" * 40])
async def test_no_action_names_somebody_elses_data(tmp_path: Path, foreign: str) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        for verb in ("show", "erase", "unlink"):
            await w.phone("khoa").press_action(f"mydata:{verb}:{foreign}")
        assert await linked_to(w, "an") == w.person_id("an")
        assert await value(w, "SELECT COUNT(*) FROM accounts WHERE person_id IS NULL") == 1
