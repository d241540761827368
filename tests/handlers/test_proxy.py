"""Sending somebody instead: 7.4 of Trần Liễu wants the chair's consent and a written opinion."""

from datetime import datetime
from pathlib import Path

import pytest

from committee.calendar import ZONE
from messages.render import render
from storage import people
from tests.bot import played
from tests.bot.played import act, later, offered
from tests.chat import House, Shown, house
from tests.handlers import instead
from tests.handlers.instead import answer_of, state
from tests.handlers.looking import rows, value
from tests.handlers.test_invites import code_in
from tests.ward import Ward, ward

NOT_FOUND = render("refusal/not_found", citations=(), at=None)
CHANGED = render("refusal/changed_meanwhile", citations=(), at=None)
ATTENDS = render("refusal/attends_already", citations=(), at=None)
TAKEN = render("refusal/stands_in_already", citations=(), at=None)
DONE = "Việc này đã được xử lý"
EARLY = datetime(2026, 11, 26, 8, tzinfo=ZONE)
STARTED = datetime(2026, 11, 27, 14, tzinfo=ZONE)


async def proxy_id(w: Ward) -> int:
    return int(await value(w, "SELECT MAX(id) FROM proxies"))


def messages(w: Ward, *addresses: str) -> dict[str, int]:
    return {address: len(w.phone(address).messages) for address in addresses}


# --- whom to send


async def test_contacts_and_the_working_group_are_offered_the_own_office_first(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        [ask] = await w.phone("hai").press("Cử người dự thay")
        assert ask.buttons == ["Cử Cao Thị Mai", "Cử Bùi Thu Lan"]
        assert await rows(w, "SELECT * FROM proxies") == []


async def test_the_opinion_may_come_at_once_and_no_button_is_needed_first(tmp_path: Path) -> None:
    """Khoản 4 Điều 7: without an opinion nobody is asked; with it the request goes on."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        [check] = await w.phone("hai").types("Nhất trí nội dung báo cáo.")
        assert "Nhất trí nội dung báo cáo." in check
        assert await state(w) == "draft"
        await w.phone("hai").press("Gửi nội dung này")
        assert await state(w) == "asked"


async def test_a_draft_put_aside_hears_no_opinion(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        await w.phone("hai").press("Lưu nháp")
        await w.phone("hai").types("Nhất trí nội dung báo cáo.")
        assert await rows(w, "SELECT * FROM dialogues") == []


async def test_the_chair_decides_where_the_opinion_was_read(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.accepted(w)
        [read] = await w.phone("an").press("Đọc ý kiến")
        assert read.buttons == ["Đồng ý", "Không đồng ý"]
        await w.phone("an").press("Đồng ý", on=read)
        assert await state(w) == "granted"
        [again] = await w.phone("an").press("Đọc ý kiến")
        assert again.buttons == []


@pytest.mark.parametrize("typed", ["Mai dự thay", "Cao Thị Mai", "cao thi mai", "đ/c Cao Thị Mai"])
async def test_a_name_is_typed_with_or_without_marks(tmp_path: Path, typed: str) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        await w.phone("hai").press("Cử người dự thay")
        [reply] = await w.phone("hai").types(typed)
        known = typed != "Mai dự thay"
        assert ("Chưa trình được" in reply) is known
        assert (await state(w) == "draft") is known


async def test_who_is_invited_cannot_stand_in_and_another_name_may_follow(tmp_path: Path) -> None:
    """The chair, a member, a guest: each attends in person."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        hai = w.phone("hai")
        await hai.press("Cử người dự thay")
        for name in ("Nguyễn Văn An", "Lê Thị Bình", "Lương Thị Oanh", "Vũ Minh Hải"):
            [reply] = await hai.types(name)
            assert reply.text == ATTENDS
        [reply] = await hai.types("Cao Thị Mai")
        assert "Chưa trình được" in reply


async def test_who_stands_in_for_another_is_not_taken_twice(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.asked(w)
        khoa = w.phone("khoa")
        [ask] = await khoa.press("Cử người dự thay")
        assert "Cử Cao Thị Mai" not in ask.buttons
        [reply] = await khoa.types("Cao Thị Mai")
        assert reply.text == TAKEN
        invitee = await value(
            w, "SELECT id FROM invitees WHERE person_id = :p", p=w.person_id("khoa")
        )
        [reply] = await khoa.press_action(f"proxy:choose:{invitee}:1:{w.person_id('mai')}")
        assert reply.text == TAKEN


async def test_two_drafts_of_the_same_person_only_the_first_goes(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.opinion_may_follow(w)
        await instead.named(w)
        khoa = w.phone("khoa")
        await khoa.press("Cử người dự thay")
        await khoa.press("Cử Cao Thị Mai")
        await w.phone("hai").press("Gửi đề nghị")
        [reply] = await khoa.press("Gửi đề nghị")
        assert reply.text == TAKEN
        assert len(w.phone("mai").messages) == 1


async def test_somebody_new_becomes_a_contact(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        await w.phone("hai").press("Cử người dự thay")
        [reply] = await w.phone("hai").types("Trần Văn Tám, Phó phòng, 0912 345 678")
        assert "Chưa trình được" in reply
        [(name, office, phone)] = await rows(
            w,
            "SELECT p.name, p.position, p.phone FROM people p JOIN proxies x ON x.proxy_id = p.id",
        )
        assert (name, office, phone) == ("Trần Văn Tám", "Phó phòng", "+84912345678")
        contact = await rows(w, "SELECT invited_since FROM contacts ORDER BY id DESC LIMIT 1")
        assert contact == [(None,)]
        audit = str(await rows(w, "SELECT * FROM audit WHERE verb = 'contact_added'"))
        assert "912345678" not in audit
        assert "Tám" not in audit


@pytest.mark.parametrize(
    ("typed", "template"),
    [
        ("Cao Thị Mai, 0900000014", "need_opinion"),
        ("cao thi mai 0900 000 014", "need_opinion"),
        ("Trần Văn Tám, 0900000014", "other_phone"),
        ("Trần Văn Tám, 0000000000", "wrong_phone"),
        ("0912345678", "unknown"),
        ("Trần Văn Tám", "unknown"),
    ],
)
async def test_a_number_finds_whoever_has_it_and_writes_nobody_over(
    tmp_path: Path, typed: str, template: str
) -> None:
    """Mai is the fourteenth of the cast."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        before = await rows(w, "SELECT * FROM people")
        await w.phone("hai").press("Cử người dự thay")
        [reply] = await w.phone("hai").types(typed)
        if template == "need_opinion":
            assert "Chưa trình được" in reply
        else:
            assert reply.text == render(f"proxy/{template}", many=0)
            assert "Mai" not in reply
        assert await rows(w, "SELECT * FROM people") == before


async def test_a_standing_guest_stays_one(tmp_path: Path) -> None:
    """Naming somebody known does not touch what the roster says of them."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        before = await rows(w, "SELECT * FROM contacts")
        await w.phone("hai").press("Cử người dự thay")
        await w.phone("hai").types("Lương Thị Oanh, 0900000011")
        assert await rows(w, "SELECT * FROM contacts") == before


# --- before anybody is asked


async def test_a_draft_is_kept_and_found_again(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        hai = w.phone("hai")
        [kept] = await hai.press("Lưu nháp")
        assert "Chưa gửi tới ai" in kept
        [again] = await hai.press("Cử người dự thay", on=kept)
        assert "Chưa trình được" in again
        assert "đồng chí Cao Thị Mai" in again
        assert await answer_of(w, "hai") is None
        assert w.phone("mai").messages == []


async def test_there_is_no_way_around_the_opinion(tmp_path: Path) -> None:
    """Not even by the button that is not offered."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        [reply] = await w.phone("hai").press_action(f"proxy:send:{await proxy_id(w)}")
        assert "Chưa trình được: thiếu ý kiến bằng văn bản" in reply
        assert (await state(w), w.phone("mai").messages) == ("draft", [])


async def test_somebody_else_can_be_named_instead(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        [ask] = await w.phone("hai").press("Chọn người khác")
        assert "Cử Bùi Thu Lan" in ask.buttons
        await w.phone("hai").press("Cử Bùi Thu Lan", on=ask)
        states = await rows(w, "SELECT proxy_id, state FROM proxies ORDER BY id")
        assert states == [(w.person_id("mai"), "revoked"), (w.person_id("lan"), "draft")]
        assert w.phone("mai").messages == []


async def test_with_the_setting_off_the_request_goes_and_the_chair_sees_what_is_missing(
    tmp_path: Path,
) -> None:
    """No consent without the opinion all the same: that is the clause."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.opinion_may_follow(w)
        ready = await instead.named(w)
        assert "Khoản 4 Điều 7" in ready
        assert "thiết lập" not in ready
        await w.phone("hai").press("Gửi đề nghị")
        await w.phone("mai").press("Nhận dự thay")
        ask = w.phone("an").last
        assert "chưa có ý kiến bằng văn bản" in ask
        assert ask.buttons == ["Không đồng ý"]
        [reply] = await w.phone("an").press_action(f"proxy:grant:{await proxy_id(w)}")
        assert "Thiếu ý kiến bằng văn bản" in reply
        assert "khoản 4 Điều 7" in reply
        assert "Ghi nhận bản giấy" in w.phone("lan").last.buttons

        await w.phone("hai").types("/ykien")
        await w.phone("hai").press("Gửi ý kiến 27/11/2026")
        await instead.opined(w)
        assert "đã có ý kiến bằng văn bản" in w.phone("an").last
        await w.phone("an").press("Đồng ý")
        assert await state(w) == "granted"


async def test_a_regulation_without_a_word_of_it_cites_nothing(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        async with h.app.database.transaction() as tx:
            await tx.execute("UPDATE committees SET regulation = 'xa'")
        hai = w.phone("hai")
        await hai.types("/lichhop")
        await hai.press("Mở phiên 27/11/2026")
        [ask] = await hai.press("Cử người dự thay")
        [blocked] = await hai.press("Cử Cao Thị Mai")
        await instead.opined(w)
        await w.phone("mai").press("Nhận dự thay")
        for said in (ask, blocked, w.phone("an").last):
            assert "Quy chế không quy định việc dự thay" in said
            assert "khoản" not in said.text.lower()
        for said in (blocked, w.phone("an").last):
            assert "thiết lập của Tổ công tác" in said


# --- the answer of who is asked


async def test_a_no_asks_the_principal_anew(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.asked(w)
        before = messages(w, "an", "lan")
        _, accept = offered(w.phone("mai"), "proxy:accept")
        await w.phone("mai").press("Không nhận được")
        told = w.phone("hai").last
        assert "không nhận dự thay" in told
        assert told.buttons == ["Cử người dự thay", "Sẽ dự", "Xin vắng"]
        assert (await state(w), await answer_of(w, "hai")) == ("declined", None)
        assert messages(w, "an", "lan") == before
        [reply] = await w.phone("mai").press_action(accept)
        assert DONE in reply


@pytest.mark.parametrize("decided", [False, True])
async def test_who_stands_in_cannot_come_after_all(tmp_path: Path, decided: bool) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await (instead.granted(w) if decided else instead.accepted(w))
        before = messages(w, "hai", "an", "lan")
        _, drop = offered(w.phone("mai"), "proxy:drop" if decided else "proxy:withdraw")
        await w.phone("mai").press("Không dự thay được")
        told = {each for each, count in before.items() if len(w.phone(each).messages) > count}
        assert told == ({"hai", "an", "lan"} if decided else {"hai", "an"})
        assert w.phone("hai").last.buttons == ["Cử người dự thay", "Sẽ dự", "Xin vắng"]
        assert (await state(w), await answer_of(w, "hai")) == ("dropped", None)
        assert await rows(w, "SELECT id FROM invitees WHERE part = 'proxy'") == []
        [reply] = await w.phone("mai").press_action(drop)
        assert reply.text.startswith(NOT_FOUND if decided else DONE)


# --- the chair


async def test_a_refusal_has_its_reason_and_leaves_the_principal_free(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.accepted(w)
        an = w.phone("an")
        [ask] = await an.press("Không đồng ý")
        assert "nêu lý do" in ask
        await an.types("Đề nghị đồng chí dự để báo cáo kinh phí")
        told = w.phone("hai").last
        assert "chưa đồng ý" in told
        assert "Đề nghị đồng chí dự để báo cáo kinh phí" in told
        assert told.buttons == ["Sẽ dự", "Xin vắng", "Cử người dự thay"]
        assert "không cần dự" in w.phone("mai").last
        assert "báo cáo kinh phí" not in w.phone("mai").last
        assert "chưa đồng ý" in w.phone("lan").last
        assert (await state(w), await answer_of(w, "hai")) == ("refused", None)
        [reply] = await an.press("Đồng ý")
        assert DONE in reply


async def test_nobody_else_decides_and_nobody_else_learns_of_it(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.accepted(w)
        number = await proxy_id(w)
        for address in ("binh", "dung", "hai", "lan", "mai", "oanh"):
            for verb in ("grant", "deny"):
                [reply] = await w.phone(address).press_action(f"proxy:{verb}:{number}")
                assert reply.text == NOT_FOUND, address
        for address in ("an", "binh", "lan", "oanh"):
            for verb in ("send", "later", "other", "revoke", "revoked", "keep", "link"):
                [reply] = await w.phone(address).press_action(f"proxy:{verb}:{number}")
                assert reply.text == NOT_FOUND, address
            for verb in ("accept", "decline", "withdraw"):
                [reply] = await w.phone(address).press_action(f"proxy:{verb}:{number}")
                assert reply.text == NOT_FOUND, address
        assert await state(w) == "accepted"


async def test_the_chair_handed_over_in_between_decides_no_more(tmp_path: Path) -> None:
    """Khoản 3 Điều 5: the standing deputy may chair; who chairs at that moment decides."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.accepted(w)
        async with h.app.database.transaction() as tx:
            await tx.execute("UPDATE meetings SET chair_id = :b", b=w.person_id("binh"))
            await tx.execute(
                "UPDATE invitees SET answer = 'handed_over' WHERE person_id = :a",
                a=w.person_id("an"),
            )
        [reply] = await w.phone("an").press("Đồng ý")
        assert reply.text == CHANGED
        await w.phone("binh").press_action(f"proxy:grant:{await proxy_id(w)}")
        assert await state(w) == "granted"
        assert "đồng chí Lê Thị Bình (chủ trì)" in w.phone("hai").last.text.replace("Đ", "đ", 1)


async def test_pressed_twice_it_is_decided_once(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.asked(w)
        _, accept = offered(w.phone("mai"), "proxy:accept")
        await w.phone("mai").press("Nhận dự thay")
        _, grant = offered(w.phone("an"), "proxy:grant")
        await w.phone("an").press_action(grant)
        before = messages(w, "hai", "lan")
        [reply] = await w.phone("an").press_action(grant)
        assert DONE in reply
        [reply] = await w.phone("mai").press_action(accept)
        assert DONE in reply
        assert messages(w, "hai", "lan") == before
        assert len(await rows(w, "SELECT id FROM audit WHERE verb = 'proxy_decided'")) == 1


# --- taking it back


@pytest.mark.parametrize(
    ("reach", "told"),
    [
        (instead.asked, {"mai"}),
        (instead.accepted, {"mai", "an"}),
        (instead.granted, {"mai", "an", "lan"}),
    ],
)
async def test_the_principal_takes_it_back_and_who_knew_is_told(
    tmp_path: Path, reach: instead.Reach, told: set[str]
) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await reach(w)
        hai, before = w.phone("hai"), messages(w, "mai", "an", "lan", "binh")
        [look] = await hai.press("Thu hồi")
        assert look.buttons == ["Thu hồi dự thay", "Giữ nguyên"]
        [back] = await hai.press("Giữ nguyên")
        assert back.buttons == ["Thu hồi"]
        assert messages(w, *before) == before
        await hai.press("Thu hồi")
        _, revoked = offered(hai, "proxy:revoked")
        [reply] = await hai.press_action(revoked)
        assert reply.buttons == ["Sẽ dự", "Xin vắng", "Cử người dự thay"]
        assert {a for a, n in messages(w, *before).items() if n > before[a]} == told
        assert "không cần dự" in w.phone("mai").last
        assert (await state(w), await answer_of(w, "hai")) == ("revoked", None)
        [again] = await hai.press_action(revoked)
        assert DONE in again


async def test_coming_after_all_takes_it_back_too(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.granted(w)
        await w.phone("hai").press("Sẽ dự")
        assert (await state(w), await answer_of(w, "hai")) == ("revoked", "attending")
        assert "không cần dự" in w.phone("mai").last
        assert await rows(w, "SELECT id FROM invitees WHERE part = 'proxy'") == []


async def test_taken_back_before_it_was_read_nobody_hears_of_it(tmp_path: Path) -> None:
    """On a Saturday nothing goes out: what was asked and taken back leaves no trace."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.named(w)
        await h.until("2026-11-14T09:00")
        await instead.opined(w)
        await w.phone("hai").press("Thu hồi")
        await w.phone("hai").press("Thu hồi dự thay")
        await h.until("2026-11-16T09:00")
        assert w.phone("mai").messages == []


# --- time


async def test_until_the_meeting_begins_and_not_after(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.granted(w)
        await h.until(STARTED)
        for address, label in (("hai", "Thu hồi"), ("mai", "Không dự thay được")):
            [reply] = await w.phone(address).press(label)
            assert "Đã qua thời điểm" in reply, address
        [reply] = await w.phone("khoa").press("Cử người dự thay")
        assert "Đã qua thời điểm" in reply
        assert await state(w) == "granted"


async def test_another_time_makes_it_void_politely(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.granted(w)
        await _moved(w)
        assert "đổi lịch" in w.phone("mai").last
        assert "không còn hiệu lực" in w.phone("mai").last
        for address, label in (("hai", "Thu hồi"), ("mai", "Không dự thay được")):
            [reply] = await w.phone(address).press(label)
            assert reply.text in (CHANGED, NOT_FOUND), address
        assert await rows(w, "SELECT id FROM invitees WHERE part = 'proxy'") == []


async def _moved(w: Ward) -> None:
    lan = w.phone("lan")
    await lan.press_action("meeting:newtime:1")
    await lan.types("14h thứ Sáu 04/12/2026")
    await act(lan, "meeting:askchange")
    await act(w.phone("an"), "meeting:agreechange")


@pytest.mark.parametrize("reach", [instead.asked, instead.granted])
async def test_who_stands_in_hears_of_a_cancellation_once(
    tmp_path: Path, reach: instead.Reach
) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await reach(w)
        before = len(w.phone("mai").messages)
        lan = w.phone("lan")
        await lan.press_action("meeting:cancel:1")
        await lan.types("Trùng cuộc họp của thành phố")
        await act(lan, "meeting:askchange")
        await act(w.phone("an"), "meeting:agreechange")
        assert len(w.phone("mai").messages) == before + 1
        assert "không tổ chức" in w.phone("mai").last


async def test_who_stands_in_is_reminded_and_has_the_papers(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.granted(w)
        await h.until(EARLY)
        before = len(w.phone("hai").messages)
        await h.until(datetime(2026, 11, 26, 15, tzinfo=ZONE))
        assert "ngày mai" in w.phone("mai").last
        assert len(w.phone("hai").messages) == before


# --- somebody who is not linked yet


async def _unlinked(h: House, w: Ward) -> list[Shown]:
    """Hải names somebody new and sends his opinion."""
    await instead.invited(w)
    hai = w.phone("hai")
    await hai.press("Cử người dự thay")
    await hai.types("Trần Văn Tám, Phó phòng, 0912345678")
    return await instead.opined(w)


async def test_the_principal_forwards_a_code_and_the_question_waits_for_it(
    tmp_path: Path,
) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        sent = (await _unlinked(h, w))[-1]
        assert "chưa liên kết" in sent
        assert sent.buttons == ["Lấy mã chuyển tiếp", "Thu hồi"]
        await later(h, 60)
        _, forward = await w.phone("hai").press("Lấy mã chuyển tiếp")
        assert "đồng chí Trần Văn Tám" in forward
        assert "dự thay phiên họp 27/11/2026" in forward
        [standing] = await w.phone("hai").press("Cử người dự thay")
        assert "chờ người dự thay liên kết" in standing

        tam = w.phone("tam")
        [consent] = await tam.types(code_in(forward))
        assert "Đồng ý" in consent.buttons
        assert await value(w, "SELECT COUNT(*) FROM accounts WHERE address = 'tam'") == 1
        assert "dự thay" not in consent
        await tam.press("Đồng ý")
        assert tam.last.buttons == ["Nhận dự thay", "Không nhận được"]
        await tam.press("Nhận dự thay")
        assert "đồng chí Trần Văn Tám" in w.phone("an").last
        [reply] = await w.phone("hai").press("Lấy mã chuyển tiếp")
        assert DONE in reply


async def test_linked_at_night_the_question_comes_in_the_morning(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await _unlinked(h, w)
        await later(h, 60)
        _, forward = await w.phone("hai").press("Lấy mã chuyển tiếp")
        await h.until("2026-11-10T21:00")
        await w.phone("tam").types(code_in(forward))
        await w.phone("tam").press("Đồng ý")
        assert all("dự thay" not in shown for shown in w.phone("tam").messages)
        await h.until("2026-11-11T07:00")
        assert "dự thay" in w.phone("tam").last


async def test_linked_when_it_was_taken_back_nothing_is_asked(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await _unlinked(h, w)
        await later(h, 60)
        _, forward = await w.phone("hai").press("Lấy mã chuyển tiếp")
        await w.phone("hai").press("Thu hồi")
        await w.phone("hai").press("Thu hồi dự thay")
        await w.phone("tam").types(code_in(forward))
        await w.phone("tam").press("Đồng ý")
        assert all("dự thay" not in shown for shown in w.phone("tam").messages)


async def test_nobody_is_given_the_code_of_a_seat(tmp_path: Path) -> None:
    """Whoever held Lan's code could act as the secretariat: only the secretariat hands it out."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        async with h.app.database.transaction() as tx:
            seat = await people.membership(tx, w.committee_id, w.person_id("lan"))
            assert seat is not None
            await tx.execute(
                "UPDATE accounts SET person_id = NULL WHERE person_id = :p", p=seat.person.id
            )
        hai = w.phone("hai")
        await hai.press("Cử người dự thay")
        await hai.press("Cử Bùi Thu Lan")
        sent = (await instead.opined(w))[-1]
        assert sent.buttons == ["Thu hồi"]
        [reply] = await hai.press_action(f"proxy:link:{await proxy_id(w)}")
        assert reply.text.startswith("Trợ lý chỉ nhận việc này từ người được giao")
        assert await rows(w, "SELECT id FROM link_codes") == []


async def test_who_links_late_has_what_still_holds_and_nothing_else(tmp_path: Path) -> None:
    """The invitation waits for Quyên; a meeting that is over does not."""
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        await later(h, 60)
        _, forward = await w.phone("lan").types("/moi Quyên")
        await w.phone("quyen").types(code_in(forward))
        await w.phone("quyen").press("Đồng ý")
        invitation, _ = offered(w.phone("quyen"), "attendance:confirm")
        assert "07/GM-BCĐ" in invitation
    async with house(tmp_path, "2026-11-30T08:00", h.channel) as h:
        w = w.in_house(h)
        async with h.app.database.transaction() as tx:
            await tx.execute("UPDATE deliveries SET dropped_at = 1, dropped_why = 'no_account'")
        _, forward = await w.phone("lan").types("/moi Oanh")
        before = len(w.phone("oanh2").messages)
        await w.phone("oanh2").types(code_in(forward))
        await w.phone("oanh2").press("Đồng ý")
        assert before == 0
        assert all("07/GM" not in shown for shown in w.phone("oanh2").messages)
