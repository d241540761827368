"""A convened meeting is held at another time, elsewhere, or not at all."""

from pathlib import Path

from storage import seats
from storage.invitees import uninvite
from tests.bot.played import MONDAY, act, approved, invited, later, numbered, submitted, value
from tests.chat import house
from tests.ward import ward


async def test_who_was_invited_hears_of_the_new_time_at_once_and_may_not_answer_the_old(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await invited(w)
        lan, an, huong = w.phone("lan"), w.phone("an"), w.phone("huong")
        await huong.press("Sẽ dự")
        old = huong.last
        await lan.types("/phienhop")
        await act(lan, "meeting:openday")
        await act(lan, "meeting:newtime")
        await lan.types("9h thứ 2 30/11/2026")
        await act(lan, "meeting:askchange")
        await act(an, "meeting:agreechange")

        assert "chuyển sang 09 giờ 00, thứ Hai ngày 30/11/2026" in huong.last
        assert huong.last.buttons == []
        [agenda] = await huong.types("/lichhop")
        assert "Chờ giấy mời mới" in agenda
        assert agenda.buttons == []
        [reply] = await huong.press("Đổi trả lời", on=old)
        assert "Đã ghi nhận" not in reply


async def test_a_meeting_with_a_new_time_can_still_be_cancelled(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await invited(w)
        lan, an = w.phone("lan"), w.phone("an")
        await lan.types("/phienhop")
        await act(lan, "meeting:openday")
        await act(lan, "meeting:newtime")
        await lan.types("9h thứ 2 30/11/2026")
        await act(lan, "meeting:askchange")
        await act(an, "meeting:agreechange")
        await act(lan, "meeting:number")  # the way to send it anew stands open
        await lan.types("/phienhop")
        await act(lan, "meeting:openday")
        await act(lan, "meeting:change")
        await act(lan, "meeting:cancel")
        await lan.types("trùng cuộc họp của thành phố")
        await act(lan, "meeting:askchange")
        await act(an, "meeting:agreechange")
        for address in ("huong", "oanh", "phu"):
            assert "không tổ chức" in w.phone(address).last


async def test_nobody_hears_of_a_meeting_that_was_never_invited_to(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await approved(w)
        lan, an = w.phone("lan"), w.phone("an")
        await lan.types("/phienhop")
        await act(lan, "meeting:openday")
        await act(lan, "meeting:change")
        await act(lan, "meeting:cancel")
        [preview] = await lan.types("chưa đủ tài liệu")
        assert "Chưa ai nhận giấy mời" in preview
        await act(lan, "meeting:askchange")
        await act(an, "meeting:agreechange")
        await later(h, 5)
        assert w.phone("huong").messages == []
        assert "Người được mời" not in lan.last.text


async def test_what_was_submitted_can_be_taken_back_and_mended(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await submitted(w)
        lan, an = w.phone("lan"), w.phone("an")
        question = an.last
        await lan.types("/phienhop")
        await act(lan, "meeting:openday")
        [draft] = await act(lan, "meeting:recall")
        assert "Dự thảo" in draft
        [reply] = await an.press("Đồng ý triệu tập", on=question)
        assert "đã được xử lý" in reply
        await later(h, 1)
        await act(lan, "meeting:submit")
        await act(lan, "meeting:submitnow")
        assert "Kính trình" in an.last
        assert an.last.key != question.key


async def test_the_head_agrees_only_to_what_he_was_asked(tmp_path: Path) -> None:
    """The question is taken back, changed and put again; the old button is of the old one."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await submitted(w)
        lan, an = w.phone("lan"), w.phone("an")
        question = an.last
        await lan.types("/phienhop")
        await act(lan, "meeting:openday")
        await act(lan, "meeting:recall")
        await act(lan, "meeting:edit")
        await act(lan, "meeting:editplace")
        await lan.types("nhà văn hóa")
        await later(h, 1)
        await act(lan, "meeting:submit")
        await act(lan, "meeting:submitnow")
        for label in ("Đồng ý triệu tập", "Đề nghị sửa"):
            [reply] = await an.press(label, on=question)
            assert "Đã ghi nhận" not in reply
        assert await value(h, "SELECT state FROM meetings") == "submitted"
        await act(an, "meeting:approve")
        assert await value(h, "SELECT state FROM meetings") == "approved"


async def test_who_has_left_is_told_no_more(tmp_path: Path) -> None:
    """Of the secretariat's news, of the head's questions, of the meetings to come."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await invited(w)
        papers = next(a.id for a in w.phone("huong").last.outgoing.actions if "Sẽ" in a.label)
        async with h.app.database.transaction() as tx:
            for address in ("huong", "lan"):
                await seats.end_membership(tx, w.committee_id, w.person_id(address), h.clock.now())
            await uninvite(tx, w.committee_id, w.person_id("huong"), h.clock.now())
        [reply] = await w.phone("huong").press_action(papers)
        assert "Không tìm thấy" in reply
        before = {a: len(w.phone(a).messages) for a in ("huong", "lan")}
        await h.until("2026-11-27T14:00")
        assert {a: len(w.phone(a).messages) for a in before} == before


async def test_invitations_that_began_to_go_out_are_not_called_back(tmp_path: Path) -> None:
    """The press came before the minute was over, and is handled after the first has gone."""
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await numbered(w)
        lan = w.phone("lan")
        await act(lan, "meeting:send")
        async with h.app.database.transaction() as tx:
            await tx.execute(
                "UPDATE deliveries SET released_at = 1 WHERE id ="
                " (SELECT MIN(id) FROM deliveries WHERE step LIKE 'invitation:%')"
            )
        [reply] = await act(lan, "meeting:stop")
        assert "Đã dừng" not in reply
        assert await value(h, "SELECT state FROM meetings") == "invited"
