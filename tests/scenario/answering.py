"""Lines 14-29: who comes, who asks to stay away, who sends somebody instead.

Clause 7.4 of Trần Liễu's regulation binds commissioners: consent of who chairs, and a written
opinion when somebody is sent instead. Deputies and guests are not bound by it.
"""

import json
from pathlib import Path

from tests.chat import House
from tests.scenario.calling import pdf
from tests.ward import Ward


async def in_the_first_days(h: House, w: Ward) -> None:
    """14, 18-20: taps, a stranger, a call written down, and a slip taken back."""
    lan, huong = w.phone("lan"), w.phone("huong")

    # 14: one tap, the invitation is edited in place; a second tap is the same answer.
    await h.until("2026-11-09T09:02")
    invitation = huong.last
    [reply] = await huong.press("Sẽ dự")
    assert reply.edited is h.edits
    assert (reply.key == invitation.key) is h.edits
    assert "Đã ghi nhận: Dự họp" in reply
    assert "đổi được đến 17 giờ 00, thứ Tư ngày 25/11/2026" in reply
    assert reply.buttons[:2] == ["Đổi trả lời", "Thêm vào lịch"]
    await huong.press_action(invitation.outgoing.actions[0].id, pressed=invitation.key)
    async with h.app.database.reading() as tx:
        assert await tx.value("SELECT COUNT(*) FROM audit WHERE verb = 'answered'") == 1

    await asked_about_the_regulation(h, w)

    # 18: a stranger learns nothing.
    await h.until("2026-11-10T09:00")
    [reply] = await h.phone("nguoi-la").types("lịch họp khi nào?")
    assert "chưa được liên kết" in reply
    assert not [word for word in ("27/11", "Nguyễn", "Trần Liễu", "phiên họp") if word in reply]

    # 19: written down for somebody without a chat, with its source.
    await h.until("2026-11-10T09:30")
    await lan.press("Ghi nhận qua điện thoại")
    await lan.press("Ghi Mai Thị Quyên")
    [reply] = await lan.press("Ghi dự họp")
    assert "bà Mai Thị Quyên: Dự họp (qua điện thoại, người ghi: Bùi Thu Lan" in reply
    assert "09 giờ 30, ngày 10/11/2026" in reply
    assert reply.buttons == ["Hoàn tác"]

    # 19a
    await h.until("2026-11-10T10:00")
    for address in ("nam", "oanh"):
        [reply] = await w.phone(address).press("Sẽ dự")
        assert "Đã ghi nhận: Dự họp" in reply

    # 20: a deputy reports instead of asking, without 7.4; a slip sends nothing.
    await h.until("2026-11-10T14:00")
    cuong, before = w.phone("cuong"), len(w.phone("an").messages)
    [ask] = await cuong.press("Báo vắng")
    assert "muốn báo vắng phiên họp 27/11/2026? Chưa gửi gì tới người chủ trì" in ask
    assert "Điều 7" not in ask
    assert {"Nhập lý do khác", "Bấm nhầm, quay lại"} <= set(ask.buttons)
    [back] = await cuong.press("Bấm nhầm, quay lại")
    assert "Không gửi gì" in back
    [reply] = await cuong.press("Sẽ dự")
    assert "Đã ghi nhận: Dự họp" in reply
    assert len(w.phone("an").messages) == before


async def asked_about_the_regulation(h: House, w: Ward) -> None:
    """15-17: what if I cannot, what is paid, what is mine to do: by clause, or not regulated."""
    giang = w.phone("giang")
    await h.until("2026-11-09T10:15")
    [answer] = await giang.types("Nếu hôm đó tôi bận thì làm thế nào?")
    assert "khoản 4 Điều 7" in answer.text.lower().replace("điều", "Điều")
    for part in ("đồng ý", "chủ trì", "ý kiến bằng văn bản"):
        assert part in answer
    assert {"Xin vắng", "Cử người dự thay"} <= set(answer.buttons)

    await h.until("2026-11-09T10:18")
    [answer] = await giang.types("Phụ cấp kiêm nhiệm bao nhiêu?")
    assert "không quy định" in answer
    assert "khoản 1 Điều 11" in answer
    assert "khoản 1 Điều 12" in answer
    assert "đồng/tháng" not in answer
    assert "Hỏi Tổ Công tác" in answer.buttons

    await h.until("2026-11-09T10:20")
    [answer] = await giang.types("Nhiệm vụ của tôi là gì?")
    assert "điểm b khoản 1 Điều 7" in answer.text.replace("Điểm", "điểm")
    assert "khoản 2 đến khoản 7 Điều 7" in answer
    assert "Xem từng khoản" in answer.buttons
    [coming] = [button for button in answer.buttons if button.startswith("Sẽ dự")]
    [reply] = await giang.press(coming, on=answer)
    assert "Đã ghi nhận: Dự họp" in reply


async def absent(h: House, w: Ward, folder: Path) -> None:
    """21-25: one absence agreed to, one not."""
    an, dung, khoa = (w.phone(address) for address in ("an", "dung", "khoa"))

    # 21: what goes, to whom, by which clause; nothing goes before the tap.
    await h.until("2026-11-12T16:20")
    before = len(an.messages)
    await dung.press("Xin vắng")
    await dung.types("được cấp trên triệu tập tập huấn")
    [preview] = await dung.sends(pdf(folder, "Cong-van-tap-huan.pdf"))
    for part in (
        "xin vắng phiên họp 27/11/2026",
        "được cấp trên triệu tập tập huấn",
        "Đính kèm: 01 tệp",
        "Người quyết định: đồng chí Nguyễn Văn An, chủ trì (khoản 4 Điều 7)",
    ):
        assert part in preview
    assert preview.buttons == ["Gửi", "Sửa", "Hủy"]
    assert len(an.messages) == before

    # 22: the chair is asked.
    await h.until("2026-11-12T16:21")
    await dung.press("Gửi")
    ask = an.last
    for part in (
        "đồng chí Phạm Văn Dũng, Ủy viên (Trưởng Công an phường), xin vắng phiên họp 27/11/2026",
        "được cấp trên triệu tập tập huấn",
        "(01 tệp)",
        "Căn cứ khoản 4 Điều 7",
    ):
        assert part in ask
    assert ask.buttons == ["Đồng ý", "Không đồng ý", "Xem tệp (1)"]
    [files] = await an.press("Xem tệp (1)", on=ask)
    assert [file.name for file in files.outgoing.files] == ["Cong-van-tap-huan.pdf"]

    # 23: agreed to; a written opinion is welcome, not wanted by the clause.
    await h.until("2026-11-13T07:40")
    await an.press("Đồng ý", on=ask)
    news = dung.last
    assert "đồng ý" in news, (news.text, [m.text for m in an.messages[-2:]])
    assert "vắng mặt phiên họp 27/11/2026 (07 giờ 40, ngày 13/11/2026)" in news
    assert "khi cử người dự thay" in news
    assert news.buttons == ["Gửi ý kiến", "Sẽ dự"]

    # 24: the fact that the station has an item is named; no advice is given.
    await h.until("2026-11-16T09:00")
    await khoa.press("Xin vắng")
    await khoa.types("giao ban chuyên môn")
    await khoa.press("Gửi")
    ask = an.last
    assert "đồng chí Ngô Đăng Khoa" in ask
    assert "giao ban chuyên môn" in ask
    assert "Trạm Y tế có nội dung tại mục 4 chương trình họp" in ask
    assert "nên" not in ask.text.split()

    # 25: not agreed to; the reason is asked for before anything goes.
    await h.until("2026-11-16T10:05")
    silent = len(khoa.messages)
    [remark] = await an.press("Không đồng ý", on=ask)
    assert "lý do" in remark
    assert len(khoa.messages) == silent
    await an.types("Trạm Y tế báo cáo mục 4, đề nghị đồng chí dự.")
    news = khoa.last
    assert "chưa đồng ý" in news
    assert "Trạm Y tế báo cáo mục 4, đề nghị đồng chí dự." in news
    assert news.buttons == ["Sẽ dự", "Cử người dự thay", "Đề nghị xem xét lại"]
    await h.until("2026-11-16T10:30")
    [reply] = await khoa.press("Sẽ dự", on=news)
    assert "Đã ghi nhận: Dự họp" in reply

    # Reasons are in no record that stays.
    async with h.app.database.reading() as tx:
        rows = await tx.all("SELECT before, after FROM audit")
    told = json.dumps([[row["before"], row["after"]] for row in rows], ensure_ascii=False)
    assert "tập huấn" not in told
    assert "giao ban" not in told
