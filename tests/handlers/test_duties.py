"""Questions about Trần Liễu's regulation in chat: 7.1.b, 7.4, 11.1, 12.1 of the scenario, and more.

Lines 15, 16 and 17: what to do when busy, the size of an allowance, one's own duties.
"""

import re
from pathlib import Path

import pytest

from committee.people import Role
from committee.rules import Citation
from messages.render import render
from regulations.load import load
from storage import committees, official_texts, seats
from tests.bot import played
from tests.bot.played import MONDAY, act, rows, value
from tests.chat import House, house
from tests.ward import COMMITTEE, Ward, ward

BUSY = "Nếu hôm đó tôi bận thì làm thế nào?"
ALLOWANCE = "Phụ cấp kiêm nhiệm bao nhiêu?"
MY_DUTIES = "Nhiệm vụ của tôi là gì?"
NOT_UNDERSTOOD = render("conversation/not_understood")
OTHER = "Ban Chỉ đạo cải cách hành chính"


def gist(ref: str) -> str:
    return load("tran-lieu").unit(Citation.parse(ref)).gist


async def invited(h: House) -> Ward:
    w = await ward(h)
    await played.invited(w)
    return w


@pytest.mark.scenario
async def test_line_15_who_is_busy_reads_7_4_and_can_act_at_once(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await invited(h)
        [reply] = await w.phone("giang").types(BUSY)
        assert "phải được người chủ trì đồng ý" in reply
        assert "(Khoản 4 Điều 7)" in reply
        assert reply.buttons == ["Xin vắng", "Cử người dự thay"]
        await act(w.phone("giang"), "absence:ask")
        assert await value(h, "SELECT COUNT(*) FROM dialogues WHERE kind LIKE 'absence%'")


@pytest.mark.scenario
async def test_line_16_no_amount_is_made_up(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await invited(h)
        [reply] = await w.phone("giang").types(ALLOWANCE)
        assert reply.text == (
            "Quy chế này không quy định mức phụ cấp. Nội dung gần nhất: khoản 1 Điều 11"
            " (làm việc kiêm nhiệm), khoản 1 Điều 12 (kinh phí hoạt động)."
            " Trợ lý không suy đoán thêm."
        )
        assert reply.buttons == ["Hỏi Tổ Công tác"]


@pytest.mark.scenario
async def test_line_17_ones_own_field_comes_before_the_common_duties(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await invited(h)
        [reply] = await w.phone("giang").types(MY_DUTIES)
        assert reply.text.startswith("Theo điểm b khoản 1 Điều 7: ")
        assert "khoản 1 (phần chung), khoản 2 đến khoản 7 Điều 7" in reply
        assert reply.buttons == ["Sẽ dự họp 27/11", "Xem từng khoản"]
        [noted] = await w.phone("giang").press("Sẽ dự họp 27/11")
        assert "Đã ghi nhận: Dự họp" in noted
        [reply] = await w.phone("giang").types("/nhiemvu")
        assert reply.buttons == ["Xem từng khoản"]


async def test_a_clause_for_others_is_not_put_on_who_asks(tmp_path: Path) -> None:
    """7.4 binds Ủy viên alone: a deputy, the head, a guest are told so."""
    async with house(tmp_path, MONDAY) as h:
        w = await invited(h)
        for address, button in (("cuong", "Báo vắng"), ("oanh", "Không dự được")):
            [reply] = await w.phone(address).types(BUSY)
            assert "Quy chế này không quy định việc xin vắng họp đối với" in reply
            assert "khoản 4 Điều 7" in reply
            assert reply.buttons[0] == button
        [reply] = await w.phone("an").types(BUSY)
        assert "(Khoản 1 Điều 5)" in reply
        assert "chairing:propose" in reply.outgoing.actions[0].id


async def test_without_an_open_invitation_no_step_is_offered(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        [reply] = await w.phone("giang").types(BUSY)
        assert reply.buttons == []
        [reply] = await w.phone("giang").types(MY_DUTIES)
        assert reply.buttons == ["Xem từng khoản"]


async def test_each_has_their_own_duties(tmp_path: Path) -> None:
    """4 the head, 5 the standing deputy, 8 the group, 9 and 13 those outside."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        for address, first in (
            *(("an", "khoản 1 đến khoản 3 Điều 4"), ("binh", "khoản 1 đến khoản 3 Điều 5")),
            *(("cuong", "khoản 1 đến khoản 7 Điều 6"), ("khoa", "khoản 1 đến khoản 7 Điều 7")),
            *(("dung", "điểm a khoản 1 Điều 7"), ("hai", "điểm d khoản 1 Điều 7")),
            *(("lan", "Điều 8"), ("oanh", "Điều 9"), ("phu", "khoản 1, khoản 2 Điều 13")),
        ):
            [reply] = await w.phone(address).types("nhiem vu cua toi la gi")
            assert first in reply, address


async def test_duties_are_read_clause_by_clause(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        giang = w.phone("giang")
        await giang.types(MY_DUTIES)
        [page] = await giang.press("Xem từng khoản")
        read = page.text
        while "Xem trang sau" in page.buttons:
            [page] = await giang.press("Xem trang sau")
            assert len(page.text) <= 700
            assert page.edited
            read += page.text
        for ref in ("7.1.b", "7.1", "7.7", "11.3"):
            assert gist(ref) in read
        assert gist("7.1.a") not in read
        [back] = await giang.press("Xem trang trước")
        assert back.text != page.text


async def test_the_regulation_can_be_browsed(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        giang = w.phone("giang")
        [contents] = await giang.types("/quyche")
        assert "Điều 8. Tổ Công tác giúp việc" in contents
        assert contents.buttons == ["Xem trang sau", "Xem Điều 7"]
        [rest] = await giang.press("Xem trang sau")
        assert "Điều 14. Tổ chức thực hiện" in rest
        [article] = await giang.types("điều 12")
        assert "Kinh phí lấy từ đâu" in article
        [clauses] = await giang.press("Xem từng khoản")
        assert gist("12.1") in clauses
        assert gist("12.2") in clauses


@pytest.mark.parametrize(
    ("asked", "ref"),
    [
        ("khoản 4 điều 7", "7.4"),
        ("dieu 7 khoan 4 noi gi", "7.4"),
        ("đ7 k4", "7.4"),
        ("7.1.a", "7.1.a"),
        ("điểm a khoản 1 điều 7 là gì", "7.1.a"),
    ],
)
async def test_a_place_can_be_named(tmp_path: Path, asked: str, ref: str) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        [reply] = await w.phone("loan").types(asked)
        shown = reply.text.replace("&#34;", '"')
        assert shown.startswith(gist(ref))


async def test_what_follows_an_answer_is_about_it_even_after_a_restart(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await w.phone("loan").types("kinh phí lấy ở đâu")
        channel = h.channel
    async with house(tmp_path, MONDAY, channel) as h:
        [reply] = await h.phone("loan").types("khoản đó nói gì")
        assert "(Khoản 1 Điều 12)" in reply
        await h.until("2026-11-12T08:01")
        [reply] = await h.phone("loan").types("khoản đó nói gì")
        assert "Khoản 1 Điều 12" not in reply


async def test_a_question_reaches_the_secretariat_and_its_answer_the_asker(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        giang, lan = w.phone("giang"), w.phone("lan")
        await giang.types(ALLOWANCE)
        [preview] = await giang.press("Hỏi Tổ Công tác")
        assert ALLOWANCE in preview
        assert await value(h, "SELECT COUNT(*) FROM deliveries") == 0
        [passed] = await giang.press("Gửi câu hỏi")
        assert "Đã chuyển câu hỏi tới Tổ Công tác" in passed
        await played.later(h, 1)
        assert "đồng chí Hoàng Thị Giang hỏi" in lan.last
        await lan.press("Trả lời")
        await lan.types("Đang chờ hướng dẫn của thành phố.")
        await played.later(h, 1)
        assert "Đang chờ hướng dẫn của thành phố." in giang.last
        assert "không phải nội dung Quy chế" in giang.last
        assert await rows(h, "SELECT verb FROM audit WHERE verb LIKE 'question%' ORDER BY id") == [
            ("question.passed",),
            ("question.answered",),
        ]
        [again] = await act(lan, "duty:reply")
        assert "đã được xử lý" in again
        [again] = await act(giang, "duty:pass")
        assert "đã được xử lý" in again


async def test_nobody_else_passes_on_or_answers_a_question(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await w.phone("giang").types(ALLOWANCE)
        nothing = render("refusal/not_found", citations=(), at=None)
        for verb in ("pass", "send", "keep", "reply", "committee"):
            [reply] = await w.phone("hai").press_action(f"duty:{verb}:1:1")
            assert reply.text == nothing, verb
        await act(w.phone("giang"), "duty:pass")
        await act(w.phone("giang"), "duty:send")
        for address in ("hai", "giang", "oanh"):
            [reply] = await w.phone(address).press_action("duty:reply:1")
            assert ALLOWANCE not in reply
        assert await value(h, "SELECT COUNT(*) FROM dialogues") == 0


async def test_the_secretariat_is_not_asked_by_itself(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        [reply] = await w.phone("lan").types(ALLOWANCE)
        assert "không quy định mức phụ cấp" in reply
        assert reply.buttons == []


async def test_chatter_is_not_taken_for_a_question_and_leaves_no_text(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        for said in ("trời đẹp quá", "ok", "👍", "em gửi rồi nhé", "kể chuyện cười đi"):
            [reply] = await w.phone("giang").types(said)
            assert reply.text == NOT_UNDERSTOOD, said
        assert await rows(h, "SELECT DISTINCT text, label FROM questions") == [
            ("", "not_understood")
        ]


async def test_other_work_of_an_office_is_said_not_to_be_regulated(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        [reply] = await w.phone("giang").types("bao giờ thi nâng ngạch chuyên viên")
        assert "Quy chế này không quy định nội dung này" in reply


async def test_what_was_typed_is_forgotten_after_its_term(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await w.phone("giang").types(ALLOWANCE)
        await h.until("2026-11-13T08:00")
        await h.app.housekeeping.forget()
        assert await rows(h, "SELECT text, label FROM questions") == [("", "not_regulated")]
        [gone] = await act(w.phone("giang"), "duty:pass")
        assert gone.text == render("refusal/not_found", citations=(), at=None)


async def test_other_features_hear_first(tmp_path: Path) -> None:
    """A line that prepares a meeting, a code, a label, a dialogue's answer are no questions."""
    async with house(tmp_path, MONDAY) as h:
        w = await invited(h)
        [reply] = await w.phone("lan").types("họp quý 1 lúc 14h 15/1/2027 phòng họp số 1")
        assert reply.buttons
        await w.phone("lan").types("/huy")
        [reply] = await w.phone("giang").types("se du")
        assert "Đã ghi nhận: Dự họp" in reply
        [reply] = await w.phone("giang").types("họp mấy tháng một lần")
        assert "(Khoản 1 Điều 10)" in reply
        [reply] = await w.phone("lan").types("họp đột xuất thì ai triệu tập")
        assert "(Khoản 3 Điều 4)" in reply
        assert await value(h, "SELECT COUNT(*) FROM questions") == 2


async def second_seat(w: Ward, role: Role, regulation: str) -> None:
    now = w.house.clock.now()
    async with w.house.app.database.transaction() as tx:
        other = await committees.create(tx, name=OTHER, regulation=regulation, now=now)
        await seats.save_membership(
            tx,
            other.id,
            w.person_id("khoa"),
            role=role,
            second_role=None,
            office="",
            secretariat=False,
            administrator=False,
            now=now,
        )


async def test_an_unclear_question_is_asked_back(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        [reply] = await w.phone("loan").types("chuyên môn của tổ")
        assert "chưa chắc hiểu đúng" in reply
        assert 2 <= len(reply.buttons) <= 3
        [clause] = await w.phone("loan").press(reply.buttons[0])
        assert f"({reply.buttons[0]})" in clause


async def test_the_official_wording_is_shown_once_it_is_imported(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await invited(h)
        wording = "Nguyên văn của văn bản. " * 50
        async with h.app.database.transaction() as tx:
            await official_texts.save(
                tx,
                regulation="tran-lieu",
                sha256="0" * 64,
                file="quy-che.docx",
                texts={"7.4": wording},
                now=h.clock.now(),
            )
        [reply] = await w.phone("giang").types(BUSY)
        assert reply.buttons == ["Xin vắng", "Cử người dự thay", "Xem nguyên văn"]
        [shown] = await w.phone("giang").press("Xem nguyên văn")
        assert len(shown.text) <= 700
        read = shown.text
        while "Xem trang sau" in shown.buttons:
            [shown] = await w.phone("giang").press("Xem trang sau")
            read += shown.text
        assert read.count("Nguyên văn của văn bản.") >= 45
        [reply] = await w.phone("giang").types("khoản 3 điều 7")
        assert "Xem nguyên văn" not in reply.buttons


async def test_with_two_committees_it_asks_which_where_it_matters(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await second_seat(w, Role.HEAD, "tran-lieu")
        khoa = w.phone("khoa")
        [reply] = await khoa.types(MY_DUTIES)
        assert f"1. {COMMITTEE}\n2. {OTHER}" in reply
        [of_head] = await khoa.press("Ban Chỉ đạo 2")
        assert of_head.text.startswith(f"<b>{OTHER}</b>")
        assert "khoản 1 đến khoản 3 Điều 4" in of_head
        [same] = await khoa.types("con dấu của ban dùng thế nào")
        assert "(Khoản 1 Điều 11)" in same
        [which] = await khoa.types("/quyche")
        assert which.buttons == ["Ban Chỉ đạo 1", "Ban Chỉ đạo 2"]


async def test_strangers_learn_nothing(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        for said in (MY_DUTIES, "/nhiemvu", "/quyche", "điều 7"):
            [reply] = await w.phone("la").types(said)
            assert "Điều" not in reply
            assert "chưa được liên kết" in reply
        assert await value(h, "SELECT COUNT(*) FROM questions") == 0


async def test_no_number_is_said_that_no_clause_says(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        for asked in (ALLOWANCE, "phải báo vắng trước mấy ngày", "bao nhiêu người thì họp được"):
            [reply] = await w.phone("giang").types(asked)
            rest = re.sub(r"(khoản|điểm|Điều) \w+", "", reply.text)
            assert re.findall(r"\d", rest) == [], reply.text
