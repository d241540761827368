"""Sub-groups: made, filled, named anew, dissolved, and who may do that under which regulation.

Trần Liễu 8.6 lets the lead of the working group decide on them; xã 4.5 names the deputy and 6.8
the lead; Lai Vung 4.2.c the deputy; Thanh Hóa 6.7 the lead; Phú Quốc says nothing of them.
"""

from pathlib import Path

import pytest

from committee.groups import MOST
from committee.people import Role
from messages.render import render
from storage import groups, seats
from tests.bot.played import MONDAY, act, rows, value
from tests.chat import house
from tests.handlers import grouped, noticed
from tests.handlers.walking import OUTSIDER, outsider
from tests.seats import committee_under
from tests.ward import ward

NOT_FOUND = render("refusal/not_found", citations=(), at=None)
NOT_ALLOWED = render("refusal/not_allowed", citations=(), at=None)


async def test_a_sub_group_is_made_and_filled(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        [listed] = await lan.types("/nhom")
        assert "Chưa có nhóm nào" in listed
        assert "Tổ trưởng Tổ Công tác (khoản 6 Điều 8)" in listed
        await lan.press("Lập nhóm")
        [made] = await lan.types("nhóm Dữ liệu")
        assert "Nhóm Dữ liệu</b>: chưa có ai" in made
        [filled] = await lan.types("Ngô Đăng Khoa, Loan và Công an phường")
        assert "03 người" in filled
        [less] = await lan.types("trừ Khoa")
        assert "02 người" in less
        assert "Khoa" not in less
        [listed] = await lan.press("Xem các nhóm")
        assert "1. Dữ liệu: 02 người" in listed
        verbs = [row[0] for row in await rows(h, "SELECT verb FROM audit ORDER BY id")]
        assert verbs == ["group_made", "group_members", "group_members"]


async def test_several_sub_groups_are_opened_by_number_and_by_name(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        for name in ("Dữ liệu", "An ninh", "Hạ tầng", "Truyền thông"):
            await grouped.made(w, name, "Khoa")
        [listed] = await lan.types("/nhom")
        assert listed.buttons == ["Mở nhóm 1", "Mở nhóm 2", "Mở nhóm 3", "Lập nhóm"]
        [fourth] = await lan.types("4")
        assert "Nhóm Truyền thông" in fourth
        await lan.types("/nhom")
        [named] = await lan.types("nhom du lieu")
        assert "Nhóm Dữ liệu" in named
        await lan.types("/nhom")
        [unknown] = await lan.types("Nhóm Không có")
        assert "Chưa có nhóm tên như vậy" in unknown


@pytest.mark.parametrize("name", ["", "12", "Dữ liệu, An ninh", "a" * 41, "một\nhai"])
async def test_a_name_that_cannot_be_is_asked_again(name: str, tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await lan.types("/nhom")
        await lan.press("Lập nhóm")
        await lan.types(name or "…")
        assert await value(h, "SELECT COUNT(*) FROM sub_groups") == 0
        await lan.types("Dữ liệu")
        assert await value(h, "SELECT name FROM sub_groups") == "Dữ liệu"


async def test_a_name_is_given_once(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await grouped.made(w, "Dữ liệu", "Khoa")
        await grouped.made(w, "An ninh", "Dũng")
        await lan.press("Đổi tên nhóm")
        [taken] = await lan.types("DU LIEU")
        assert "Đã có nhóm" in taken
        [renamed] = await lan.types("An toàn thông tin")
        assert "Nhóm An toàn thông tin" in renamed
        assert "Phạm Văn Dũng" in renamed
        await lan.types("/nhom")
        await lan.press("Lập nhóm")
        [taken] = await lan.types("dữ liệu")
        assert "Đã có nhóm" in taken
        assert await value(h, "SELECT COUNT(*) FROM sub_groups") == 2


async def test_dissolving_is_asked_first_and_done_once(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        lan = w.phone("lan")
        await grouped.made(w, "Dữ liệu", "Khoa")
        await lan.press("Giải thể nhóm")
        assert await value(h, "SELECT dissolved_at FROM sub_groups") is None
        [done] = await lan.press("Đồng ý giải thể")
        assert "Đã giải thể nhóm Dữ liệu" in done
        [again] = await lan.press_action("group:dissolved:1")
        assert again.text.startswith("Việc này đã được xử lý")
        for action in ("group:open:1", "group:rename:1", "group:dissolve:1"):
            [late] = await lan.press_action(action)
            assert late.text.startswith("Việc này đã được xử lý")
        await grouped.made(w, "Dữ liệu", "Loan")
        assert await value(h, "SELECT COUNT(*) FROM sub_groups") == 2


async def test_who_leaves_the_roster_is_in_no_sub_group(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await grouped.made(w, "Dữ liệu", "Khoa, Loan, Cao Thị Mai")
        async with h.app.database.transaction() as tx:
            now = h.clock.now()
            await seats.end_membership(tx, w.committee_id, w.person_id("khoa"), now)
            await seats.end_contact(tx, w.committee_id, w.person_id("mai"), now)
            members = await groups.members(tx, w.committee_id)
        assert members == {1: [w.person_id("loan")]}
        await noticed.sent(w, "nhóm Dữ liệu")
        assert await value(h, "SELECT COUNT(*) FROM notice_receivers") == 1


@pytest.mark.parametrize(
    ("slug", "keeps", "not_theirs"),
    [
        ("tran-lieu", ("desk", "lead"), ("head", "standing", "deputy", "commissioner")),
        ("xa", ("desk", "lead", "deputy"), ("head", "commissioner")),
        ("lai-vung", ("desk", "deputy"), ("head", "standing", "lead", "secretary")),
        ("thanh-hoa", ("desk", "lead"), ("head", "deputy", "agency")),
        ("phu-quoc", ("desk",), ("head", "deputy", "lead", "agency", "guest")),
    ],
)
async def test_who_keeps_the_list_is_the_secretariat_and_who_decides(
    slug: str, keeps: tuple[str, ...], not_theirs: tuple[str, ...], tmp_path: Path
) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await committee_under(h, slug)
        for address in keeps:
            [listed] = await w.phone(address).types("/nhom")
            assert "Các nhóm" in listed
            own_list = "thiết lập của Tổ công tác giúp việc" in listed
            assert own_list is (slug == "phu-quoc")
            assert ("Quy chế giao" in listed) is not own_list
        for address in not_theirs:
            [refused] = await w.phone(address).types("/nhom")
            assert refused.text == NOT_ALLOWED, address


async def test_two_clauses_in_tension_are_both_named(tmp_path: Path) -> None:
    """Xã: 4.5 gives sub-groups to the deputy, 6.8 to the lead; the program does not choose."""
    async with house(tmp_path, MONDAY) as h:
        w = await committee_under(h, "xa")
        [listed] = await w.phone("desk").types("/nhom")
        assert "Phó Trưởng Ban (khoản 5 Điều 4)" in listed
        assert "Tổ trưởng Tổ công tác (khoản 8 Điều 6)" in listed


async def test_another_committees_sub_groups_are_not_there(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await outsider(h)
        await grouped.made(w, "Dữ liệu", "Khoa")
        foreign = h.phone(OUTSIDER)
        for verb in ("open", "rename", "dissolve", "dissolved", "list", "new"):
            [refused] = await foreign.press_action(f"group:{verb}:1")
            assert refused.text == NOT_FOUND
        for wrong in ("group:open", "group:open:x", "group:open:99", "group:list:99"):
            [refused] = await w.phone("lan").press_action(wrong)
            assert refused.text == NOT_FOUND


async def test_twenty_sub_groups_are_enough(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        async with h.app.database.transaction() as tx:
            for number in range(MOST):
                assert await groups.add(tx, w.committee_id, f"Nhóm {number}", None, h.clock.now())
        lan = w.phone("lan")
        [listed] = await lan.types("/nhom")
        assert "Và 12 nhóm khác" in listed
        [full] = await lan.press("Lập nhóm")
        assert "đã có 20 nhóm" in full
        await lan.press_action("group:rename:1")
        await lan.types("Dữ liệu")
        assert await value(h, "SELECT COUNT(*) FROM sub_groups") == MOST


async def test_of_two_committees_one_is_chosen(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await noticed.second_committee(w, "lan", Role.WORKING_GROUP_MEMBER, runs_assistant=True)
        [asked] = await w.phone("lan").types("/nhom")
        assert "2. Ban Chỉ đạo cải cách hành chính" in asked
        [listed] = await act(w.phone("lan"), "group:list:2")
        assert "cải cách hành chính" in listed
