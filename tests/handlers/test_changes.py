"""A convened meeting is held at another time, elsewhere, or not at all."""

from pathlib import Path

from tests.bot.played import MONDAY, act, approved, invited, later, submitted
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
