"""`/moi`: the secretariat hands out codes, to people of its own roster only."""

import struct
from pathlib import Path

import pytest

from committee.people import Honorific, Role
from messages.render import render
from storage import committees, people, seats
from tests.chat import Shown, house
from tests.handlers.looking import linked_to, rows, value
from tests.ward import COMMITTEE, Ward, ward


async def add(ward: Ward, name: str, position: str = "", committee_id: int = 0) -> int:
    """One more contact of the committee."""
    async with ward.house.app.database.transaction() as tx:
        now = ward.house.clock.now()
        person_id = await people.add_person(
            tx, name=name, honorific=Honorific.COMRADE, phone="", position=position, now=now
        )
        await seats.save_contact(
            tx, committee_id or ward.committee_id, person_id, invited=True, now=now
        )
    return person_id


def code_in(message: Shown) -> str:
    return message.text.partition("<b>")[2].partition("</b>")[0]


@pytest.mark.parametrize(
    "said",
    ["/moi Quyên", "/moi quyen", "/moi bà Quyên", "/moi Mai Thị Quyên", "/MOI  thi quyen "],
)
async def test_a_name_brings_a_code_to_forward(tmp_path: Path, said: str) -> None:
    async with house(tmp_path, now="2026-11-02T07:00") as h:
        w = await ward(h)
        note, forward = await w.phone("lan").types(said)
        assert "bà Mai Thị Quyên" in note
        code = code_in(forward)
        assert code not in note
        for part in ("bà Mai Thị Quyên", COMMITTEE, f"/?ma={code}", "một lần"):
            assert part in forward
        assert "07 giờ 00, thứ Hai ngày 09/11/2026" in forward
        await w.phone("new").types(code)
        await w.phone("new").press("Đồng ý")
        assert await linked_to(w, "new") == w.person_id("quyen")


async def test_the_picture_is_a_stored_png(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        _, forward = await w.phone("lan").types("/moi Quyên")
        [file] = forward.outgoing.files
        content = h.app.files.path(file.sha256).read_bytes()
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", content[16:24])
        assert width == height > 200
        assert (file.name, file.media_type) == ("ma-lien-ket.png", "image/png")
        assert file.size == len(content)
        known = await rows(w, "SELECT media_type, size, created_by FROM files")
        assert known == [("image/png", len(content), w.person_id("lan"))]


async def test_the_audit_knows_of_the_code_but_not_the_code(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        _, forward = await w.phone("lan").types("/moi Quyên")
        code = code_in(forward)
        [row] = await rows(w, "SELECT * FROM audit WHERE verb = 'code.issued'")
        assert f"person:{w.person_id('quyen')}" in row
        assert w.person_id("lan") in row
        assert w.committee_id in row
        assert not any(part in str(row) for part in (code, code[4:8], code[9:]))


async def test_a_new_code_ends_the_older_one(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        _, first = await w.phone("lan").types("/moi Quyên")
        _, second = await w.phone("lan").types("/moi Quyên")
        [reply] = await w.phone("new").types(code_in(first))
        assert reply.text == render("start/wrong_code")
        [reply] = await w.phone("new").types(code_in(second))
        assert "Đồng ý" in reply.buttons


async def test_without_a_name_it_offers_who_is_not_linked(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        [reply] = await w.phone("lan").types("/moi")
        assert "01/15 người" in reply
        assert reply.buttons == ["Mời Mai Thị Quyên"]
        note, _ = await w.phone("lan").press("Mời Mai Thị Quyên")
        assert "bà Mai Thị Quyên" in note
        [later] = await w.phone("lan").types("trời đẹp quá")
        assert later.text == render("conversation/not_understood")


@pytest.mark.parametrize(("more", "buttons", "rest"), [(2, 3, ""), (3, 4, ""), (4, 4, "01 người")])
async def test_four_buttons_at_most(tmp_path: Path, more: int, buttons: int, rest: str) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        for number in range(more):
            await add(w, f"Phan Văn Nguyễn Trường Khách {number}")
        [reply] = await w.phone("lan").types("/moi")
        assert len(reply.buttons) == buttons
        assert max(len(label) for label in reply.buttons) <= 24
        assert (f"Còn {rest}" in reply) == bool(rest)


async def test_a_name_may_follow_and_may_be_mistyped(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await w.phone("lan").types("/moi")
        [reply] = await w.phone("lan").types("<b>Không Có Ai</b>" + "x" * 500)
        assert "&lt;b&gt;Không Có Ai" in reply
        assert len(reply.text) < 300
        note, forward = await w.phone("lan").types("đồng chí Khoa")
        assert "đồng chí Ngô Đăng Khoa" in note
        assert "01 tài khoản" in note
        assert "tài khoản" not in forward


async def test_everybody_linked(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        _, forward = await w.phone("lan").types("/moi Quyên")
        await w.phone("new").types(code_in(forward))
        await w.phone("new").press("Đồng ý")
        [reply] = await w.phone("lan").types("/moi")
        assert "Cả 15 người" in reply
        assert reply.buttons == []


async def test_namesakes_are_offered_side_by_side(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        other = await add(w, "Ngô Đăng Khoa", "Hiệu phó")
        [reply] = await w.phone("lan").types("/moi Ngô Đăng Khoa")
        assert "1. đồng chí Ngô Đăng Khoa, Trạm trưởng Trạm Y tế" in reply
        assert "2. đồng chí Ngô Đăng Khoa, Hiệu phó" in reply
        assert reply.buttons == ["Mời 1. Ngô Đăng Khoa", "Mời 2. Ngô Đăng Khoa"]
        _, forward = await w.phone("lan").press("Mời 2. Ngô Đăng Khoa")
        await w.phone("new").types(code_in(forward))
        await w.phone("new").press("Đồng ý")
        assert await linked_to(w, "new") == other


@pytest.mark.parametrize(("more", "offered"), [(1, 2), (3, 4), (4, 0)])
async def test_a_given_name_that_many_share(tmp_path: Path, more: int, offered: int) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        for number in range(more):
            await add(w, f"{'ABCDE'[number]} Văn Khoa")
        [reply] = await w.phone("lan").types("/moi khoa")
        assert len(reply.buttons) == offered
        assert f"{more + 1:02} người" in reply


@pytest.mark.parametrize("address", ["an", "huong", "oanh"])
async def test_only_the_secretariat_invites(tmp_path: Path, address: str) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        refused = render("refusal/not_allowed", citations=(), at=None)
        assert [r.text for r in await w.phone(address).types("/moi Quyên")] == [refused]
        [reply] = await w.phone(address).press_action(f"invites:give:{w.person_id('quyen')}")
        assert reply.text == render("refusal/not_found", citations=(), at=None)
        assert await value(w, "SELECT COUNT(*) FROM link_codes") == 0


async def test_people_of_another_committee_do_not_exist(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        async with h.app.database.transaction() as tx:
            other = await committees.create(
                tx, name="Ban Chỉ đạo khác", regulation="tran-lieu", now=h.clock.now()
            )
            # Lan sits there as well, but does not run its assistant.
            await seats.save_membership(
                tx, other.id, w.person_id("lan"), role=Role.COMMISSIONER, now=h.clock.now()
            )
        stranger = await add(w, "Tạ Thị Xuyến", committee_id=other.id)
        [reply] = await w.phone("lan").types("/moi Xuyến")
        assert reply.text == render("invites/unknown", name="Xuyến")
        for foreign in (stranger, 0, -1, 10**20, "x", f"{w.person_id('quyen')}:1", ""):
            [reply] = await w.phone("lan").press_action(f"invites:give:{foreign}")
            assert reply.text == render("refusal/not_found", citations=(), at=None)
        assert await value(w, "SELECT COUNT(*) FROM link_codes") == 0
