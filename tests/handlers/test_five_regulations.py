"""One table for all five regulations: the same day in each committee, and what it says and does."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.roster_files import roster_words
from committee.people import Role
from regulations.load import load, shipped
from storage import seats
from storage.roster_check import check_rows
from storage.roster_rows import Column, RosterRow
from tests.bot.played import MONDAY, act, later, value
from tests.chat import Shown, house
from tests.handlers.heard import citations, foreign_names, nothing_foreign
from tests.seats import SECRETARIAT, cast_of, committee_under, title_of
from tests.ward import Ward

REGULAR = "họp định kỳ lúc 14h thứ 6 27/11/2026 phòng họp số 1"
AD_HOC = "họp đột xuất lúc 14h thứ 6 27/11/2026 phòng họp số 1"
KIND_NOT_SAID = {
    2: "họp lúc 14h thứ 6 25/06/2027 phòng họp số 1",
    3: "họp lúc 14h thứ 6 27/08/2027 phòng họp số 1",
    4: "họp lúc 14h thứ 6 27/11/2026 phòng họp số 1",
}
SOURCE = "Thông báo 06/TB-BCĐ ngày 09/11/2026"


def each(
    *, tran_lieu: Any, xa: Any, lai_vung: Any, thanh_hoa: Any, phu_quoc: Any
) -> Callable[[Callable[..., Any]], Any]:
    """One fact, a row a regulation: `slug` and what is `expected` of it."""
    rows = {
        "tran-lieu": tran_lieu,
        "xa": xa,
        "lai-vung": lai_vung,
        "thanh-hoa": thanh_hoa,
        "phu-quoc": phu_quoc,
    }
    assert set(rows) == set(shipped())
    mark: Callable[[Callable[..., Any]], Any] = pytest.mark.parametrize(
        ("slug", "expected"), list(rows.items()), ids=list(rows)
    )
    return mark


@asynccontextmanager
async def under(slug: str, folder: Path) -> AsyncIterator[Ward]:
    """The committee on a Monday morning; at the end everything that was said is looked at."""
    async with house(folder, MONDAY) as h:
        w = await committee_under(h, slug)
        yield w
        nothing_foreign(h, slug)
        assert await value(h, "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL") == 0


async def drafted(w: Ward, line: str = REGULAR) -> Shown:
    desk = w.phone(SECRETARIAT)
    await desk.types(line)
    [reply] = await act(desk, "meeting:usedeadline")
    return reply


async def submitted(w: Ward, line: str = REGULAR) -> None:
    reply = await drafted(w, line)
    now = any(each.id.startswith("meeting:submitnow:") for each in reply.outgoing.actions)
    await act(w.phone(SECRETARIAT), "meeting:submitnow" if now else "meeting:submit")


async def invited(w: Ward, line: str = REGULAR, by: str = "head") -> None:
    """The invitations are out, two minutes later than it was."""
    await submitted(w, line)
    if by != "head":
        await act(w.phone(SECRETARIAT), f"meeting:also:1:{w.person_id(by)}")
    await act(w.phone(by), "meeting:approve")
    desk = w.phone(SECRETARIAT)
    await act(desk, "meeting:number")
    await desk.types("07/GM-BCĐ ngày 09/11/2026")
    await act(desk, "meeting:send")
    await later(w.house, 2)


def everybody(slug: str) -> set[str]:
    return set(cast_of(slug))


async def assigned(w: Ward, deadline: str = "20/11/2026") -> None:
    """The commissioner has a task from the head."""
    desk = w.phone(SECRETARIAT)
    for text in ("/giaoviec", SOURCE, "Vũ Hồng Sơn", "tham mưu kinh phí", deadline):
        await desk.types(text)
    await act(desk, "task:preview")
    await act(desk, "task:send")
    await later(w.house, 2)
    await act(w.phone("commissioner"), "task:receive")
    await act(w.phone("commissioner"), "task:update")


# --- meetings


@each(
    tran_lieu=("Ủy viên", "phiên họp quý IV năm 2026", "Tổ Công tác"),
    xa=("Ủy viên", "phiên họp quý IV năm 2026", "Tổ công tác"),
    lai_vung=("Ủy viên", "phiên họp quý IV năm 2026", "Tổ Giúp việc"),
    thanh_hoa=("Ủy viên", "phiên họp quý IV năm 2026", "Tổ giúp việc"),
    phu_quoc=("Thành viên", "phiên họp 06 tháng cuối năm 2026", "Tổ công tác giúp việc"),
)
async def test_a_commissioner_is_invited(slug: str, expected: Any, tmp_path: Path) -> None:
    title, meeting, group = expected
    async with under(slug, tmp_path) as w:
        await invited(w)
        told = w.phone("commissioner").last
        assert f"Kính gửi đồng chí Vũ Hồng Sơn, {title}. Trưởng Ban Chỉ đạo trân trọng" in told
        assert f"dự <b>{meeting}</b>" in told
        assert f"{group} đề nghị trả lời trước 17 giờ 00, thứ Tư ngày 25/11/2026." in told
        away = "Báo vắng" if slug == "xa" else "Xin vắng"
        assert told.buttons == ["Sẽ dự", away, "Cử người dự thay"]
        assert w.phone("guest").last.buttons == ["Sẽ dự", "Không dự được"]
        assert w.phone("head").last.buttons == []


@each(
    tran_lieu=["standing", "deputy"],
    xa=["deputy"],
    lai_vung=["standing", "deputy"],
    thanh_hoa=["standing", "deputy"],
    phu_quoc=["standing", "deputy"],
)
async def test_a_deputy_only_says_that_he_cannot_come(
    slug: str, expected: list[str], tmp_path: Path
) -> None:
    """7.4, 5.5, 5.6 and 6.5 bind commissioners; nobody asks a deputy for consent."""
    async with under(slug, tmp_path) as w:
        await invited(w)
        for address in expected:
            phone = w.phone(address)
            assert f", {title_of(slug, address)}. " in phone.last
            assert phone.last.buttons == ["Sẽ dự", "Báo vắng"]
            [asked] = await phone.press("Báo vắng")
            assert "Điều" not in asked.text


@each(
    tran_lieu="Khoản 4 Điều 7",
    xa="",
    lai_vung="Khoản 5 Điều 5",
    thanh_hoa="Khoản 6 Điều 5",
    phu_quoc="Khoản 5 Điều 6",
)
async def test_staying_away(slug: str, expected: str, tmp_path: Path) -> None:
    """A commissioner asks by the clause; in xa, which has none, only says so."""
    async with under(slug, tmp_path) as w:
        await invited(w)
        phone = w.phone("commissioner")
        [asked] = await phone.press("Xin vắng" if expected else "Báo vắng")
        await phone.press("Việc cá nhân")
        await phone.press("Gửi")
        await later(w.house, 1)
        told = w.phone("head").last
        assert "Vũ Hồng Sơn" in told
        if expected:
            assert f"{expected}: không dự được thì báo cáo" in asked
            assert f"Căn cứ {expected.lower().replace('điều', 'Điều')}." in told
            assert told.buttons == ["Đồng ý", "Không đồng ý"]
        else:
            assert "Quy chế không quy định" in asked
            assert "Điều" not in asked.text + told.text
            assert told.buttons == []


@each(
    tran_lieu="Khoản 4 Điều 7: ủy quyền cho người dự họp thay",
    xa="Quy chế không quy định việc dự thay.",
    lai_vung="Khoản 5 Điều 5: ủy quyền cho người dự họp thay",
    thanh_hoa="Khoản 6 Điều 5: ủy quyền cho người dự họp thay",
    phu_quoc="Khoản 5 Điều 6: ủy quyền cho người dự họp thay",
)
async def test_sending_somebody(slug: str, expected: str, tmp_path: Path) -> None:
    """The opinion comes first by the group's setting; the chair hears the clause."""
    async with under(slug, tmp_path) as w:
        await invited(w)
        phone = w.phone("commissioner")
        await phone.press("Cử người dự thay")
        await phone.types("Cao Thị Mai")
        needed = phone.last
        assert expected in needed
        assert f"(thiết lập của {load(slug).group_name})" in needed
        await phone.press("Soạn tại đây")
        await phone.types("Nhất trí các nội dung.")
        await phone.press("Gửi nội dung này")
        await later(w.house, 1)
        await w.phone("mai").press("Nhận dự thay")
        await later(w.house, 1)
        told = w.phone("head").last
        clause = expected.partition(":")[0] if ":" in expected else ""
        assert (f"Căn cứ k{clause[1:]}." if clause else expected.removesuffix(".")) in told


@each(
    tran_lieu=(
        "Khi Trưởng ban vắng mặt, Phó Trưởng ban Thường trực thay mặt lãnh đạo công tác "
        "(khoản 1 Điều 5) và được chủ trì họp (khoản 3 Điều 5).",
        "Lê Thị Minh",
    ),
    xa=(
        "Khi Trưởng Ban vắng mặt, Phó Trưởng Ban thay mặt lãnh đạo công tác (khoản 1 Điều 4).",
        "Trần Quốc Bảo",
    ),
    lai_vung=(
        "Khi Trưởng ban vắng mặt, Phó Trưởng ban Thường trực thay mặt lãnh đạo công tác "
        "(khoản 1 Điều 4).",
        "Lê Thị Minh",
    ),
    thanh_hoa=(
        "Khi Trưởng ban vắng mặt, Phó Trưởng ban Thường trực thay mặt lãnh đạo công tác "
        "(khoản 1 Điều 4).",
        "Lê Thị Minh",
    ),
    phu_quoc=(
        "Phó Trưởng ban Thường trực chủ trì họp khi được giao (khoản 2 Điều 4); Quy chế không "
        "quy định việc tự thay Trưởng ban.",
        "Lê Thị Minh",
    ),
)
async def test_the_head_hands_the_chair_over(
    slug: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    """Phú Quốc has nobody who stands in by himself: 4.2 lets the standing deputy when assigned."""
    async with under(slug, tmp_path) as w:
        await invited(w)
        clauses, successor = expected
        [proposed] = await w.phone("head").press_action("chairing:propose:1")
        assert clauses in proposed
        assert f"giao đồng chí {successor} chủ trì" in proposed
        assert proposed.buttons == ["Đồng ý giao", "Hoãn phiên họp", "Để sau"]
        await w.phone("head").press("Đồng ý giao")
        await later(w.house, 1)
        assert f"do đồng chí {successor}, " in w.phone("commissioner").last


@each(
    tran_lieu=("khoản 3 Điều 4", {"standing"}),
    xa=("khoản 3 Điều 3", set()),
    lai_vung=("khoản 3 Điều 3", set()),
    thanh_hoa=("khoản 3 Điều 3", set()),
    phu_quoc=("khoản 4 Điều 3", set()),
)
async def test_who_convenes_a_regular_meeting(slug: str, expected: Any, tmp_path: Path) -> None:
    """Only Trần Liễu's 5.3 lets somebody else than the head."""
    await _convened(slug, REGULAR, expected, tmp_path)


@each(
    tran_lieu=("khoản 3 Điều 4", {"standing"}),
    xa=("khoản 3 Điều 3", {"deputy"}),
    lai_vung=("khoản 3 Điều 3", {"standing", "deputy"}),
    thanh_hoa=("khoản 3 Điều 3", {"standing", "deputy"}),
    phu_quoc=("khoản 4 Điều 3", {"deputy"}),
)
async def test_who_convenes_an_ad_hoc_meeting(slug: str, expected: Any, tmp_path: Path) -> None:
    """Phú Quốc's 9.1 says "Phó Trưởng ban", which is not the standing deputy there."""
    await _convened(slug, AD_HOC, expected, tmp_path)


async def _convened(slug: str, line: str, expected: tuple[str, set[str]], folder: Path) -> None:
    """The head is asked, whoever else may convene can be, and nobody else is listened to."""
    clause, besides = expected
    async with under(slug, folder) as w:
        await submitted(w, line)
        asked = w.phone("head").last
        assert f"Kính xin ý kiến đồng chí. Căn cứ {clause}." in asked
        offered = {each for each in w.phone(SECRETARIAT).last.buttons if "đồng chí" in each}
        given = {cast_of(slug)[address].name.split()[-1] for address in besides}
        assert offered == {f"Trình đồng chí {name}" for name in given}
        approve = next(a.id for a in asked.outgoing.actions if a.id.startswith("meeting:approve:"))
        for address in everybody(slug) - besides - {"head"}:
            [refused] = await w.phone(address).press_action(approve)
            assert "Đã ghi nhận" not in refused
        await act(w.phone("head"), "meeting:approve")
        assert "Đã ghi nhận ý kiến đồng ý triệu tập" in w.phone("head").last


@each(
    tran_lieu=("standing", "khoản 3 Điều 5", "Phó Trưởng ban Thường trực"),
    xa=("deputy", "khoản 1 Điều 7", "Phó Trưởng Ban"),
    lai_vung=("deputy", "khoản 1 Điều 8", "Phó Trưởng ban"),
    thanh_hoa=("standing", "khoản 1 Điều 7", "Phó Trưởng ban Thường trực"),
    phu_quoc=("deputy", "khoản 1 Điều 9", "Phó Trưởng ban"),
)
async def test_a_deputy_convenes(slug: str, expected: Any, tmp_path: Path) -> None:
    """Asked by the clause on deputies, the deputy invites; the head still chairs."""
    address, clause, title = expected
    async with under(slug, tmp_path) as w:
        await invited(w, AD_HOC, by=address)
        name = cast_of(slug)[address].name
        told = w.phone("commissioner").last
        assert f"{title} Ban Chỉ đạo trân trọng kính mời" in told
        assert "Chủ trì: đồng chí Nguyễn Văn Đức." in told
        assert "dự <b>phiên họp đột xuất</b>" in told
        agreed = [m for m in w.phone(SECRETARIAT).messages if "đã đồng ý triệu tập" in m]
        assert any(f"Đồng chí {name} đã đồng ý" in m for m in agreed)
        log = w.house.channel.screen(address).log
        assert any(f"Căn cứ {clause}." in m for m in log)


@each(
    tran_lieu=None,
    xa=None,
    lai_vung=("secretary", "Thư ký Ban Chỉ đạo", "khoản 1 Điều 8"),
    thanh_hoa=None,
    phu_quoc=("agency", "Cơ quan Thường trực", "khoản 1 Điều 9"),
)
async def test_who_may_propose_a_meeting(slug: str, expected: Any, tmp_path: Path) -> None:
    """Lai Vung's secretary (8.1) and Phú Quốc's standing agency (9.1); elsewhere nobody."""
    may = {expected[0]} if expected else set()
    async with under(slug, tmp_path) as w:
        for address in everybody(slug) - may - {SECRETARIAT}:
            [refused] = await w.phone(address).types("/hop đột xuất về kinh phí")
            assert "Trợ lý chỉ nhận việc này từ người được giao" in refused
        for address, title, clause in [expected] if expected else []:
            phone = w.phone(address)
            [asked] = await phone.types("/hop đột xuất về kinh phí")
            assert f"{title} được đề nghị họp: {clause}." in asked
            await phone.press("Gửi đề nghị họp")
            await later(w.house, 1)
            for told in (w.phone("head").last, w.phone(SECRETARIAT).last):
                assert f", {title}, đề nghị họp ({clause}): “đột xuất về kinh phí”." in told


async def test_the_secretary_of_lai_vung(tmp_path: Path) -> None:
    """One of the commissioners by 5.1.e, so 5.5 binds; a meeting prepared is proposed by 8.1."""
    async with under("lai-vung", tmp_path) as w:
        async with w.house.app.database.transaction() as tx:
            await seats.save_membership(
                tx,
                w.committee_id,
                w.person_id("secretary"),
                role=Role.SECRETARY,
                secretariat=True,
                now=w.house.clock.now(),
            )
        secretary = w.phone("secretary")
        await secretary.types(AD_HOC)
        await act(secretary, "meeting:usedeadline")
        await secretary.press("Trình Trưởng ban")
        asked = w.phone("head").last
        assert "Thư ký Ban Chỉ đạo (khoản 1 Điều 8) đề nghị triệu tập" in asked
        await act(w.phone("head"), "meeting:approve")
        await act(secretary, "meeting:number")
        await secretary.types("07/GM-BCĐ ngày 09/11/2026")
        await act(secretary, "meeting:send")
        await later(w.house, 2)
        invitation = next(m for m in secretary.messages if "trân trọng kính mời đồng chí" in m)
        assert invitation.buttons == ["Sẽ dự", "Xin vắng", "Cử người dự thay"]


@each(
    tran_lieu=(
        ["Định kỳ quý II", "Quý II và sơ kết", "Họp đột xuất"],
        ["Định kỳ quý III", "Họp đột xuất"],
        ["Định kỳ quý IV", "Quý IV và tổng kết", "Họp đột xuất"],
        "Khoản 1 Điều 10 nêu cả họp định kỳ",
    ),
    **dict.fromkeys(
        ("xa", "lai_vung", "thanh_hoa"),
        (
            ["Định kỳ quý II", "Họp đột xuất"],
            ["Định kỳ quý III", "Họp đột xuất"],
            ["Định kỳ quý IV", "Họp đột xuất"],
            "Họp định kỳ: khoản 1 Điều ",
        ),
    ),
    phu_quoc=(
        ["Định kỳ 6 tháng đầu năm", "Họp đột xuất"],
        ["Định kỳ 6 tháng cuối năm", "Họp đột xuất"],
        ["Định kỳ 6 tháng cuối năm", "Họp đột xuất"],
        "Họp định kỳ: khoản 1 Điều 9.",
    ),
)
async def test_kinds_of_meetings(slug: str, expected: Any, tmp_path: Path) -> None:
    """Half-year and year-end meetings are Trần Liễu's (10.1); Phú Quốc meets every six months."""
    *kinds, clause = expected
    async with under(slug, tmp_path) as w:
        desk = w.phone(SECRETARIAT)
        for line, buttons in zip(KIND_NOT_SAID.values(), kinds, strict=True):
            [asked] = await desk.types(line)
            assert asked.buttons == buttons
            await desk.types("/huy")
        assert clause in asked
        [told] = await desk.types(f"{KIND_NOT_SAID[4]} tổng kết năm")
        assert (told.buttons == kinds[-1]) is (slug != "tran-lieu")
        assert ("Hạn trả lời đề xuất" in told) is (slug == "tran-lieu")


@each(
    tran_lieu="Khoản 1 Điều 10: Tổ Công tác phải có báo cáo đề xuất",
    **dict.fromkeys(("xa", "lai_vung", "thanh_hoa", "phu_quoc"), ""),
)
async def test_a_report_at_each_meeting(slug: str, expected: str, tmp_path: Path) -> None:
    async with under(slug, tmp_path) as w:
        reply = await drafted(w)
        title = load(slug).titles[Role.HEAD]
        if expected:
            assert expected in reply
            assert reply.buttons == ["Đính kèm tài liệu", "Trình trước, bổ sung sau"]
        else:
            assert "báo cáo" not in reply
            assert reply.buttons[0] == f"Trình {title}"


async def _changed(w: Ward) -> None:
    """Everything that changes a called meeting is looked at, none of it is done."""
    desk = w.phone(SECRETARIAT)
    await desk.types("/phienhop")
    await desk.press_action("meeting:newtime:1")
    await desk.types("14h thứ 6 04/12/2026")
    await desk.press_action("meeting:cancel:1")
    await desk.types("trùng lịch")
    await desk.press_action("meeting:list:1")


@pytest.mark.parametrize("slug", shipped())
async def test_a_change_is_put_to_the_head(slug: str, tmp_path: Path) -> None:
    title = load(slug).titles[Role.HEAD]
    async with under(slug, tmp_path) as w:
        await submitted(w)
        [listed] = await w.phone(SECRETARIAT).types("/phienhop")
        assert f"chờ ý kiến {title}." in listed
        await act(w.phone("head"), "meeting:approve")
        await _changed(w)
        previewed = [m for m in w.phone(SECRETARIAT).messages if f"trình {title}" in m]
        assert [m.buttons[0] for m in previewed] == [f"Trình {title}"] * 2


# --- tasks


@each(
    tran_lieu={"head": "khoản 1 Điều 7"},
    xa={"head": "khoản 4 Điều 5", "deputy": "khoản 4 Điều 5"},
    lai_vung=dict.fromkeys(("head", "standing", "deputy"), "khoản 4 Điều 5"),
    thanh_hoa={
        "head": "khoản 4 Điều 5 và khoản 1 Điều 9",
        "standing": "khoản 4 Điều 5",
        "deputy": "khoản 4 Điều 5",
    },
    phu_quoc={"head": "khoản 4 Điều 6", "deputy": "khoản 4 Điều 6"},
)
async def test_to_whom_a_difficulty_goes(
    slug: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """Thanh Hóa's 9.1 speaks of the head alone, Phú Quốc's 12.2 of agencies."""
    async with under(slug, tmp_path) as w:
        await assigned(w)
        phone = w.phone("commissioner")
        await phone.press("Có khó khăn")
        await phone.types("thiếu dự toán")
        await later(w.house, 1)
        told = {
            address: m.text
            for address, screen in w.house.channel.screens.items()
            for m in screen.log
            if "có vướng mắc: “thiếu dự toán”" in m
        }
        assert told.keys() == expected.keys()
        for address, clause in expected.items():
            assert told[address].endswith(f"Căn cứ {clause}.")


@each(
    tran_lieu="khoản 3 Điều 11",
    xa="khoản 3 Điều 8",
    lai_vung="khoản 3 Điều 9",
    thanh_hoa="khoản 3 Điều 8 và khoản 1 Điều 9",
    phu_quoc="khoản 3 Điều 10 và khoản 5 Điều 10",
)
async def test_the_head_hears_when_all_is_done(slug: str, expected: str, tmp_path: Path) -> None:
    async with under(slug, tmp_path) as w:
        await assigned(w)
        phone = w.phone("commissioner")
        await phone.press("Đã hoàn thành")
        await phone.types("Báo cáo 15/BC-KT")
        await act(w.phone("head"), "task:accept")
        await later(w.house, 60)
        told = w.phone("head").last
        assert "01/01 nhiệm vụ theo Thông báo 06/TB-BCĐ đã hoàn thành" in told
        assert f"({expected})" in told


@pytest.mark.parametrize("slug", shipped())
async def test_who_may_assign_is_named_by_own_titles(slug: str, tmp_path: Path) -> None:
    titles = load(slug).titles
    async with under(slug, tmp_path) as w:
        desk = w.phone(SECRETARIAT)
        for text in ("/giaoviec", SOURCE, "Vũ Hồng Sơn", "tham mưu kinh phí", "20/11/2026"):
            await desk.types(text)
        await act(desk, "task:preview")
        [asked] = await desk.press_action("task:owner:1")
        [unclear] = await desk.types("Trịnh Công Sơn")
        for told in (asked, unclear):
            assert f"{titles[Role.HEAD]} hoặc một {titles[Role.DEPUTY]}" in told


# --- notices, questions, the roster


@each(
    tran_lieu=["Chọn cả Ban Chỉ đạo", "Chọn Ủy viên", "Chọn Tổ Công tác"],
    xa=["Chọn cả Ban Chỉ đạo", "Chọn Ủy viên", "Chọn Tổ công tác"],
    lai_vung=["Chọn cả Ban Chỉ đạo", "Chọn Ủy viên", "Chọn Tổ Giúp việc"],
    thanh_hoa=["Chọn cả Ban Chỉ đạo", "Chọn Ủy viên", "Chọn Tổ giúp việc"],
    phu_quoc=["Chọn cả Ban Chỉ đạo", "Chọn Thành viên", "Chọn Tổ công tác"],
)
async def test_groups_of_a_notice(slug: str, expected: list[str], tmp_path: Path) -> None:
    async with under(slug, tmp_path) as w:
        desk = w.phone(SECRETARIAT)
        await desk.types("/thongbao")
        await desk.types("Đề nghị nộp báo cáo.")
        await act(desk, "notice:alone")
        assert desk.last.buttons[:3] == expected
        await desk.press(expected[1])
        [asked] = await desk.press_action("notice:reason:1")
        titles = load(slug).titles
        assert f"chỉ {titles[Role.HEAD]} hoặc {titles[Role.DEPUTY]} quyết định" in asked
        await desk.types("bão đổ bộ đêm nay")
        await act(desk, "notice:submit")
        assert f"Đã trình {titles[Role.HEAD]} và các {titles[Role.DEPUTY]};" in desk.last


@each(
    tran_lieu={"head": 4, "deputy": 6, "commissioner": 7, "lead": 8},
    xa={"head": 3, "deputy": 4, "commissioner": 5, "lead": 6},
    lai_vung={"head": 3, "deputy": 4, "commissioner": 5, "lead": 6},
    thanh_hoa={"head": 3, "deputy": 4, "commissioner": 5, "lead": 6},
    phu_quoc={"head": 3, "deputy": 5, "commissioner": 6, "lead": 7},
)
async def test_what_are_my_duties(slug: str, expected: dict[str, int], tmp_path: Path) -> None:
    """Each hears of the article on the own role, by the title of the own regulation."""
    async with under(slug, tmp_path) as w:
        for address, article in expected.items():
            [told] = await w.phone(address).types("Nhiệm vụ của tôi là gì?")
            title = title_of(slug, address)
            assert title in told
            assert f"Điều {article}" in told


@pytest.mark.parametrize("slug", shipped())
def test_a_roster_says_the_titles_of_its_regulation(slug: str) -> None:
    """Each title as the regulation prints it is that role, be it alone or the second one."""
    regulation = load(slug)
    rows = [
        RosterRow(number, {Column.NAME: "Nguyễn Văn Mẫu", Column.ROLE: title})
        for number, title in enumerate(regulation.titles.values(), start=2)
    ]
    entries, faults = check_rows(rows, roster_words(regulation))
    assert [Role(entry.values[Column.ROLE]) for entry in entries] == list(regulation.titles)
    assert {fault.column for fault in faults} <= {Column.NAME}


# --- everything else that is said by itself


@each(
    tran_lieu=("Phó Trưởng ban", "Tổ Công tác"),
    xa=("Phó Trưởng Ban", "Tổ công tác"),
    lai_vung=("Phó Trưởng ban", "Tổ Giúp việc"),
    thanh_hoa=("Phó Trưởng ban", "Tổ giúp việc"),
    phu_quoc=("Phó Trưởng ban", "Tổ công tác giúp việc"),
)
async def test_an_overdue_task(slug: str, expected: tuple[str, str], tmp_path: Path) -> None:
    """Whom it comes before is the group's setting, and is said to the person before."""
    title, group = expected
    async with under(slug, tmp_path) as w:
        await assigned(w)
        await w.house.until("2026-11-27T15:00")
        log = w.house.channel.screen("commissioner").log
        assert any(f"{group} báo cáo đồng chí Trần Quốc Bảo, {title}" in m for m in log)
        told = w.house.channel.screen("deputy").log
        assert any(f"{group} báo cáo theo thiết lập của mình" in m for m in told)


@pytest.mark.parametrize("slug", shipped())
async def test_the_days_until_the_meeting(slug: str, tmp_path: Path) -> None:
    """All that the assistant says by itself names this committee's own roles and group."""
    async with under(slug, tmp_path) as w:
        await invited(w)
        await w.house.until("2026-11-27T15:00")
        group = load(slug).group_name
        for address in ("commissioner", "deputy", "guest"):
            log = w.house.channel.screen(address).log
            assert sum("phòng họp số 1" in m for m in log) >= 3, address
            assert any(f"{group} đề nghị trả lời trước" in m for m in log), address
        upward = [m for m in w.house.channel.screen("deputy").log if "Báo cáo đồng chí" in m]
        assert len(upward) >= 2
        assert len(w.phone(SECRETARIAT).messages) > 5


@pytest.mark.parametrize(
    ("text", "slug", "found"),
    [
        ("chờ ý kiến Trưởng ban", "xa", {"Trưởng ban"}),
        ("chờ ý kiến Trưởng Ban", "xa", set()),
        ("Trưởng Ban Chỉ đạo trân trọng kính mời", "phu-quoc", set()),
        ("Kính gửi đồng chí Sơn, Ủy viên", "phu-quoc", {"Ủy viên"}),
        ("Tổ Công tác đề nghị trả lời", "thanh-hoa", {"Tổ Công tác"}),
        ("Tổ công tác giúp việc đề nghị trả lời", "phu-quoc", set()),
        ("Thư ký Ban Chỉ đạo đề nghị họp", "tran-lieu", {"Thư ký Ban Chỉ đạo"}),
    ],
)
def test_a_foreign_name_is_seen(text: str, slug: str, found: set[str]) -> None:
    assert found <= foreign_names(text, slug)
    assert bool(foreign_names(text, slug)) is bool(found)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Căn cứ khoản 4 Điều 7.", ["7.4"]),
        ("Khoản 1 Điều 10: Tổ Công tác phải có", ["10.1"]),
        ("điểm b khoản 1 Điều 7", ["7.1.b"]),
        ("điểm a, đ khoản 2 Điều 4", ["4.2.a", "4.2.đ"]),
        ("khoản 1 (phần chung), khoản 2 đến khoản 7 Điều 7", ["7.1", "7.2", "7.7"]),
        ("khoản 3 Điều 8 và khoản 1 Điều 9", ["8.3", "9.1"]),
        ("xem Điều 3; khoản 5 Điều 6", ["3", "6.5"]),
    ],
)
def test_every_place_that_a_text_names_is_seen(text: str, places: list[str]) -> None:
    assert [str(each) for each in citations(text)] == places
