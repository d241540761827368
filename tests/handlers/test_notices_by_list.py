"""Notices to sub-groups and to units: typed or chosen, with and without marks, less somebody."""

from pathlib import Path

import pytest

from committee.people import Honorific
from messages.render import render
from storage import people, seats
from tests.bot.played import MONDAY, act, rows, value
from tests.chat import House, house
from tests.handlers import grouped, noticed
from tests.handlers.walking import OUTSIDER, outsider
from tests.ward import CAST, Ward, ward

NOT_FOUND = render("refusal/not_found", citations=(), at=None)


async def listed(h: House) -> list[str]:
    """Who is on the list of the only notice, by the addresses of their phones."""
    found = await rows(
        h,
        "SELECT p.name FROM notice_receivers r JOIN people p ON p.id = r.person_id ORDER BY p.name",
    )
    names = {each.name: address for address, each in CAST.items()}
    return sorted(names.get(row[0], row[0]) for row in found)


async def grouped_ward(h: House) -> Ward:
    w = await ward(h)
    await grouped.made(w, "Dữ liệu", "Khoa, Loan, Hương")
    await grouped.made(w, "Kinh tế", "Hải, Giang")
    return w


@pytest.mark.parametrize(
    ("typed", "whom"),
    [
        ("gửi nhóm Dữ liệu trừ Khoa", ["huong", "loan"]),
        ("nhom du lieu", ["huong", "khoa", "loan"]),
        ("Dữ liệu", ["huong", "khoa", "loan"]),
        ("thành viên nhóm Dữ liệu và nhóm Kinh tế", ["giang", "hai", "huong", "khoa", "loan"]),
        ("nhóm Dữ liệu, Nam trừ Trạm Y tế", ["huong", "loan", "nam"]),
        ("ủy viên trừ nhóm Dữ liệu", ["dung", "giang", "hai"]),
        ("Công an phường", ["dung"]),
        ("cong an phuong", ["dung"]),
        ("văn phòng", ["giang"]),
        ("đơn vị Trạm Y tế và Cao Thị Mai", ["khoa", "mai"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị", ["hai", "mai"]),
        ("Phòng Kinh tế, Hạ tầng và Đô thị trừ Hải", ["mai"]),
        ("phòng Văn hóa - Xã hội", ["huong", "lan"]),
        ("UBND phường trừ An", ["binh", "cuong"]),
    ],
)
async def test_a_list_is_typed(typed: str, whom: list[str], tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await grouped_ward(h)
        await noticed.addressed(w, typed)
        assert await listed(h) == whom


async def test_a_sub_group_is_chosen_by_button_number_and_name(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await grouped_ward(h)
        lan = w.phone("lan")
        await noticed.unsigned(w)
        [asked] = await lan.press("Chọn theo nhóm")
        assert "1. Dữ liệu" in asked
        await lan.press("Chọn Dữ liệu")
        assert await listed(h) == ["huong", "khoa", "loan"]
        for typed in ("2", "kinh te"):
            await act(lan, "notice:bygroup")
            await lan.types(typed)
            assert await listed(h) == ["giang", "hai"]
        await act(lan, "notice:bygroup")
        await lan.types("Nam")
        assert await listed(h) == ["giang", "hai", "nam"]


async def test_without_a_sub_group_none_is_offered(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await grouped.named(w, "Trống")
        await w.phone("lan").types("/huy")
        await noticed.unsigned(w)
        assert "Chọn theo nhóm" not in w.phone("lan").last.buttons
        [refused] = await w.phone("lan").press_action("notice:subgroup:1:1")
        assert refused.text == NOT_FOUND


async def test_few_units_are_listed_and_many_are_typed(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await noticed.unsigned(w)
        await lan.press("Chọn cách khác")
        await act(lan, "notice:others")
        [many] = await lan.press("Chọn theo đơn vị")
        assert "Đề nghị gõ tên đơn vị" in many
        await lan.types("Trung tâm Phục vụ hành chính công")
        assert await listed(h) == ["loan"]
        async with h.app.database.transaction() as tx:
            for each in ("nam", "oanh", "phu", "quyen"):
                await seats.end_contact(tx, w.committee_id, w.person_id(each), h.clock.now())
        [few] = await act(lan, "notice:byunit")
        assert "1. UBND phường" in few
        assert few.buttons == [*(f"Chọn đơn vị {n}" for n in (1, 2, 3)), "Chọn người nhận"]
        await lan.press("Chọn đơn vị 2")
        assert await listed(h) == ["dung"]
        await act(lan, "notice:byunit")
        await lan.types("3")
        assert await listed(h) == ["giang"]


async def test_a_unit_that_may_be_two_is_asked_again(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        now = h.clock.now()
        async with h.app.database.transaction() as tx:
            more = await people.add_person(
                tx,
                name="Tạ Quang Bửu",
                honorific=Honorific.COMRADE,
                phone="",
                position="Phó Trưởng Công an thành phố",
                now=now,
            )
            await seats.save_contact(tx, w.committee_id, more, invited=False, now=now)
        await noticed.unsigned(w)
        [asked] = await w.phone("lan").types("công an")
        assert "có thể là Công an phường; Công an thành phố" in asked
        assert await value(h, "SELECT COUNT(*) FROM notice_receivers") == 0
        await w.phone("lan").types("Công an thành phố")
        assert await listed(h) == ["Tạ Quang Bửu"]


async def test_a_person_comes_before_a_list_of_the_same_name(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await grouped.made(w, "Khoa", "Loan, Hương")
        await noticed.addressed(w, "Khoa")
        assert await listed(h) == ["khoa"]
        await w.phone("lan").types("nhóm Khoa trừ Hương")
        assert await listed(h) == ["khoa", "loan"]


async def test_another_committees_sub_group_and_unit_are_not_there(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await grouped_ward(h)
        await noticed.unsigned(w)
        await outsider(h)
        for action in ("subgroup:1:1", "unit:1:abc", "bygroup:1", "byunit:1"):
            [refused] = await h.phone(OUTSIDER).press_action(f"notice:{action}")
            assert refused.text == NOT_FOUND
        await h.phone(OUTSIDER).types("/thongbao Nội dung khác")
        await act(h.phone(OUTSIDER), "notice:alone")
        for action in ("subgroup:2:1", "unit:2:abc", "unit:2", "subgroup:2"):
            [refused] = await h.phone(OUTSIDER).press_action(f"notice:{action}")
            assert refused.text == NOT_FOUND
        [unknown] = await h.phone(OUTSIDER).types("nhóm Dữ liệu")
        assert unknown.text.startswith("Danh bạ không có")
