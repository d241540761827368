"""Lines 26-29: Hải cannot come and sends Mai, with an opinion in writing; An consents.

Clause 7.4 of Trần Liễu's regulation wants the written opinion; that it comes before anybody is
asked is the working group's own setting.
"""

from pathlib import Path

import pytest

from tests.bot import played
from tests.chat import House, house
from tests.handlers.looking import rows, value
from tests.ward import Ward, ward

pytestmark = pytest.mark.scenario


def docx(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(b"PK\x03\x04 " + name.encode())
    return path


async def test_hai_sends_mai(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await played.invited(w)
        await hai_names_mai(h, w)
        await hai_sends_the_opinion(h, w, tmp_path)
        await mai_takes_it(h, w)
        await an_consents(h, w)


async def hai_names_mai(h: House, w: Ward) -> None:
    """26: without the opinion nobody is asked, and there is no way around."""
    hai, mai = w.phone("hai"), w.phone("mai")
    await h.until("2026-11-18T14:10")
    [ask] = await hai.press("Cử người dự thay")
    assert "Chưa gửi gì tới ai" in ask
    assert ask.buttons[0] == "Cử Cao Thị Mai"
    [blocked] = await hai.press("Cử Cao Thị Mai")
    for part in (
        "Chưa trình được: thiếu ý kiến bằng văn bản",
        "Khoản 4 Điều 7",
        "phải tham gia ý kiến bằng văn bản",
        "Ý kiến gửi trước khi trình (thiết lập của Tổ Công tác)",
    ):
        assert part in blocked
    assert blocked.buttons == ["Gửi tệp", "Soạn tại đây", "Lưu nháp", "Chọn người khác"]
    proxy_id = await value(w, "SELECT id FROM proxies")
    if h.buttons:
        [still] = await hai.press_action(f"proxy:send:{proxy_id}")
        assert "thiếu ý kiến bằng văn bản" in still
    assert mai.messages == []
    assert await value(w, "SELECT state FROM proxies") == "draft"


async def hai_sends_the_opinion(h: House, w: Ward, folder: Path) -> None:
    """27: with the file the request goes on by itself."""
    hai, mai = w.phone("hai"), w.phone("mai")
    await h.until("2026-11-18T14:25")
    await hai.press("Gửi tệp")
    sent = (await hai.sends(docx(folder, "Y-kien.docx")))[-1]
    assert "Đã có ý kiến bằng văn bản: 01 tệp" in sent
    assert "Đã gửi đề nghị" in sent
    assert sent.buttons == ["Thu hồi"]
    for part in (
        "Kính gửi đồng chí Cao Thị Mai",
        "đồng chí Vũ Minh Hải đề nghị đồng chí",
        "dự thay",
        "14 giờ 00, thứ Sáu ngày 27/11/2026",
    ):
        assert part in mai.last
    assert mai.last.buttons == ["Nhận dự thay", "Không nhận được"]


async def mai_takes_it(h: House, w: Ward) -> None:
    """28: the chair is asked with all that there is, by the clause."""
    an = w.phone("an")
    before = len(an.messages)
    await h.until("2026-11-18T14:40")
    [noted] = await w.phone("mai").press("Nhận dự thay")
    assert "Đã ghi nhận: nhận dự thay đồng chí Vũ Minh Hải" in noted
    await h.until("2026-11-18T14:41")
    assert len(an.messages) == before + 1
    for part in (
        "Báo cáo đồng chí Nguyễn Văn An",
        "đồng chí Vũ Minh Hải",
        "xin vắng và ủy quyền đồng chí Cao Thị Mai (Phó Trưởng phòng",
        "phiên họp 27/11/2026",
        "đã có ý kiến bằng văn bản (01 tệp), người dự thay đã nhận",
        "Căn cứ khoản 4 Điều 7",
    ):
        assert part in an.last
    assert an.last.buttons == ["Đồng ý", "Không đồng ý", "Đọc ý kiến"]
    ask = an.last
    [read] = [m for m in await an.press("Đọc ý kiến") if "Ý kiến của" in m]
    assert [file.name for file in read.outgoing.files] == ["Y-kien.docx"]
    assert ask.buttons[0] == "Đồng ý"


async def an_consents(h: House, w: Ward) -> None:
    """29: Hải, Mai and Lan are told who decided and when; Mai gets this meeting's papers only."""
    await h.until("2026-11-18T16:05")
    counts = {each: len(w.phone(each).messages) for each in ("hai", "mai", "lan", "dung")}
    [reply] = await w.phone("an").press("Đồng ý")
    assert "Đã ghi nhận: đồng ý" in reply
    for address in ("hai", "mai", "lan"):
        phone = w.phone(address)
        assert len(phone.messages) == counts[address] + 1
        for part in (
            "đồng chí Nguyễn Văn An (chủ trì)",
            "đồng ý",
            "dự thay đồng chí Vũ Minh Hải",
            "27/11/2026",
            "16 giờ 05, ngày 18/11/2026",
        ):
            assert part.lower() in phone.last.text.lower(), (address, part)
    assert len(w.phone("dung").messages) == counts["dung"]
    assert "14 giờ 00, thứ Sáu ngày 27/11/2026, phòng họp số 1" in w.phone("mai").last
    assert w.phone("hai").last.buttons == ["Thu hồi"]
    assert w.phone("mai").last.buttons[-1] == "Không dự thay được"
    hai, mai = w.person_id("hai"), w.person_id("mai")
    answers = await rows(
        w,
        "SELECT person_id, part, answer FROM invitees"
        " WHERE person_id = :hai OR person_id = :mai ORDER BY id",
        hai=hai,
        mai=mai,
    )
    assert answers == [(hai, "member", "represented"), (mai, "proxy", None)]
