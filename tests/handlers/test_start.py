"""Linking: one answer for every code that does not fit, consent before anything is kept."""

import asyncio
from pathlib import Path

import pytest

from messages.render import render
from tests.chat import Phone, house
from tests.handlers.looking import code_for, linked_to, rows, value
from tests.ward import CAST, COMMITTEE, Ward, ward

STRANGER = render("start/stranger")
WRONG = render("start/wrong_code")
TOO_MANY = render("start/too_many")


async def shown_consent(phone: Phone, code: str) -> None:
    [reply] = await phone.types(code)
    assert reply.buttons == ["Đồng ý", "Không dùng kênh này"]


@pytest.mark.parametrize("said", ["{}", "/start {}", "/lienket {}", "/start@TroLyBot {}"])
async def test_a_code_shows_what_is_kept_and_links_at_consent_only(
    tmp_path: Path, said: str
) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        phone = w.phone("new")
        [consent] = await phone.types(said.format(await code_for(w, "quyen")))
        for part in ("bà Mai Thị Quyên", "Mục đích", "Dữ liệu lưu", "Kênh", "30 ngày", "01 năm"):
            assert part in consent
        for part in ("Quyền", "/dulieucuatoi", "/huylienket", "Liên hệ", "bản giấy"):
            assert part in consent
        assert len(consent.text) <= 700
        assert await linked_to(w, "new") is None
        [welcome] = await phone.press("Đồng ý")
        assert welcome.edited
        assert "bà Mai Thị Quyên" in welcome
        assert f"{COMMITTEE}: khách mời" in welcome
        assert welcome.buttons == ["Xem việc Trợ lý làm", "Xem dữ liệu của tôi"]
        assert await linked_to(w, "new") == w.person_id("quyen")


async def test_welcome_names_the_titles_of_the_regulation(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        phone = w.phone("second-of-huong")
        await shown_consent(phone, await code_for(w, "huong"))
        [welcome] = await phone.types("dong y")
        assert f"{COMMITTEE}: Ủy viên, Tổ trưởng Tổ Công tác" in welcome
        [audited] = await rows(w, "SELECT person_id, channel FROM audit WHERE verb LIKE '%linked'")
        assert audited == (w.person_id("huong"), "memory")


async def test_wrong_used_and_expired_codes_get_the_same_words(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        used, phone = await code_for(w, "quyen"), w.phone("one")
        await shown_consent(phone, used)
        await phone.press("Đồng ý")
        replaced = await code_for(w, "nam")
        expired = await code_for(w, "nam")
        await h.until("2026-11-09T07:00")
        for code in ("BCD-0000-ZZZZ", used, replaced, expired, "BCD-12"):
            [reply] = await w.phone("two").types(f"/lienket {code}")
            assert reply.text == WRONG
            assert reply.buttons == []


async def test_a_code_lives_until_its_last_millisecond(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-02T07:00") as h:
        w = await ward(h)
        code = await code_for(w, "quyen")
        await h.until("2026-11-09T06:59:59.999")
        await shown_consent(w.phone("new"), code)
        await h.until("2026-11-09T07:00")
        [reply] = await w.phone("new").press("Đồng ý")
        assert reply.text == WRONG
        assert await linked_to(w, "new") is None


async def test_guessing_is_limited_per_account(tmp_path: Path) -> None:
    async with house(tmp_path, now="2026-11-02T08:00") as h:
        w = await ward(h)
        code = await code_for(w, "quyen")
        phone = w.phone("guesser")
        for _ in range(5):
            assert [reply.text for reply in await phone.types("BCD-0000-ZZZZ")] == [WRONG]
        for guess in ("BCD-0000-ZZZZ", code, f"/start {code}"):
            assert [reply.text for reply in await phone.types(guess)] == [TOO_MANY]
        await shown_consent(w.phone("another"), code)
        await h.until("2026-11-02T08:59:59")
        assert [reply.text for reply in await phone.types(code)] == [TOO_MANY]
        await h.until("2026-11-02T09:00")
        await shown_consent(phone, code)


async def test_of_two_accounts_with_one_code_one_links(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        code = await code_for(w, "quyen")
        pair = w.phone("left"), w.phone("right")
        for phone in pair:
            await shown_consent(phone, code)
        await asyncio.gather(*(phone.press("Đồng ý") for phone in pair))
        linked = [await linked_to(w, phone.address) for phone in pair]
        assert sorted(linked, key=str) == [w.person_id("quyen"), None]
        loser = pair[linked.index(None)]
        assert loser.last.text == WRONG
        assert await value(w, "SELECT COUNT(*) FROM link_codes WHERE used_at IS NOT NULL") == 1


async def test_two_presses_of_consent_link_once(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        phone = w.phone("new")
        await shown_consent(phone, await code_for(w, "quyen"))
        message, action = phone.button("Đồng ý")
        await phone.press_action(action.id, pressed=message.key)
        [again] = await phone.press_action(action.id, pressed=message.key)
        assert "đã được xử lý" in again
        assert await value(w, "SELECT COUNT(*) FROM audit WHERE verb = 'account.linked'") == 1


async def test_a_restart_between_code_and_consent(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await shown_consent(w.phone("new"), await code_for(w, "quyen"))
        ids, channel = {name: w.person_id(name) for name in CAST}, h.channel
    async with house(tmp_path, channel=channel) as h:
        w = Ward(h, w.committee_id, ids)
        await w.phone("new").press("Đồng ý")
        assert await linked_to(w, "new") == w.person_id("quyen")


@pytest.mark.parametrize("typed", ["", "khong dung kenh nay"])
async def test_consent_refused_leaves_phone_and_paper(tmp_path: Path, typed: str) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        phone, code = w.phone("new"), await code_for(w, "quyen")
        await shown_consent(phone, code)
        [reply] = await (phone.types(typed) if typed else phone.press("Không dùng kênh này"))
        assert "bản giấy" in reply
        assert await linked_to(w, "new") is None
        assert [reply.text for reply in await phone.types("Đồng ý")] == [STRANGER]
        await shown_consent(phone, code)


async def test_consent_waits_for_a_clear_word(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        phone = w.phone("new")
        await shown_consent(phone, await code_for(w, "quyen"))
        [reply] = await phone.types("để tôi xem đã")
        assert reply.buttons == ["Đồng ý", "Không dùng kênh này"]
        assert await linked_to(w, "new") is None
        await shown_consent(phone, await code_for(w, "nam"))
        await phone.press("Đồng ý")
        assert await linked_to(w, "new") == w.person_id("nam")


async def test_a_linked_account_stays_with_its_person(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        code = await code_for(w, "quyen")
        for said in (code, f"/start {code}", f"/lienket {code}", "/lienket", "BCD-0000-ZZZZ"):
            [reply] = await w.phone("huong").types(said)
            assert "Đỗ Thu Hương" in reply
            assert "/huylienket" in reply
            assert "Quyên" not in reply
        [reply] = await w.phone("huong").types("phong101")
        assert reply.text == render("conversation/not_understood")
        assert await linked_to(w, "huong") == w.person_id("huong")
        await shown_consent(w.phone("new"), code)


async def test_start_greets_who_is_linked(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        [reply] = await w.phone("an").types("/start")
        assert "đồng chí Nguyễn Văn An" in reply
        await w.phone("an").press("Xem việc Trợ lý làm")
        assert "/lichhop" in w.phone("an").last


MEMBERS = ("/lichhop", "/ykien", "/viec", "/nhiemvu", "/quyche", "/kenh")
SECRETARIAT = ("/phienhop", "/thongbao", "/giaoviec", "/theodoi", "/moi")


@pytest.mark.parametrize(
    ("address", "has", "has_not"),
    [
        ("an", (*MEMBERS, "/khan"), (*SECRETARIAT, "/hop")),
        ("huong", MEMBERS, (*SECRETARIAT, "/khan", "/hop")),
        ("oanh", ("/lichhop", "lịch họp của đồng chí"), (*SECRETARIAT, "/viec", "/khan")),
        ("phu", ("lịch họp của ông",), (*SECRETARIAT, "/viec", "đồng chí")),
        ("lan", (*MEMBERS, *SECRETARIAT, "/hop", "họp lúc 14h"), ("/khan",)),
    ],
)
async def test_each_hears_of_what_is_theirs(
    tmp_path: Path, address: str, has: tuple[str, ...], has_not: tuple[str, ...]
) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        [reply] = await w.phone(address).types("/trogiup")
        assert all(part in reply for part in (*has, "/dulieucuatoi", "/huylienket", "/huy"))
        assert not any(part in reply for part in has_not)


HOSTILE = (
    *("xin chào", "lịch họp", "họp quý 4 lúc 14h thứ 6 27/11/2026 phòng họp số 1", "?", "1"),
    *("/start", "/lienket", "/trogiup", "/moi", "/moi Hương", "/lichhop", "/phienhop"),
    *("/dulieucuatoi", "/huylienket", "/huy", "/khongco", "/start@Bot", "Đồng ý", "Sẽ dự"),
    *("Nguyễn Văn An", "Trưởng ban là ai?", "Trần Liễu", "{{ person.name }}", "<b>An</b>"),
    *("' OR 1=1 --", "\u202eBCD", "x" * 10_000, "0900000001", "BCD-0000-ZZZZ", "null\x00"),
)


async def test_strangers_learn_nothing(tmp_path: Path) -> None:
    secrets = {COMMITTEE, "Trần Liễu", *(cast.name for cast in CAST.values())}
    harmless = {
        STRANGER,
        WRONG,
        render("conversation/nothing_to_leave"),
        render("refusal/not_allowed", citations=(), at=None),
    }
    assert len(HOSTILE) >= 30
    async with house(tmp_path) as h:
        w = await ward(h)
        for text in HOSTILE:
            [reply] = await w.phone("stranger").types(text)
            assert not any(secret in reply for secret in secrets), text
            assert reply.text in harmless, text
            assert reply.buttons == []


@pytest.mark.parametrize(
    "action",
    [
        *("link:agree", "link:agree:1", "link:agree:1:2", "link:agree:-1", "link:agree:x"),
        *("link:agree:99999999999999999999", "link:refuse:1", "invites:give:1", "mydata:show"),
        *("mydata:erase_now", "mydata:unlink", "mydata:export", "guide:show", "no:such", ""),
    ],
)
async def test_no_action_opens_anything_to_a_stranger(tmp_path: Path, action: str) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await code_for(w, "quyen")
        [reply] = await w.phone("stranger").press_action(action)
        assert reply.text in {STRANGER, WRONG, render("start/refused")}
        assert await linked_to(w, "stranger") is None
        assert await value(w, "SELECT COUNT(*) FROM link_codes WHERE used_at IS NOT NULL") == 0


async def test_consent_is_to_the_code_that_was_shown_here(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        w = await ward(h)
        await shown_consent(w.phone("mine"), await code_for(w, "quyen"))
        theirs = w.phone("theirs")
        await shown_consent(theirs, await code_for(w, "nam"))
        _, action = theirs.button("Đồng ý")
        [reply] = await w.phone("mine").press_action(action.id)
        assert reply.text == WRONG
        assert await linked_to(w, "mine") is None


async def test_a_further_account_is_no_secret_to_the_ones_before(tmp_path: Path) -> None:
    """Whoever gets hold of a code cannot take somebody's place unnoticed."""
    async with house(tmp_path) as h:
        w = await ward(h)
        await h.phone("an-2").types(await code_for(w, "an"))
        await h.phone("an-2").press("Đồng ý")
        assert "vừa có thêm một tài khoản" in w.phone("an").last
        assert "vừa có thêm" not in " ".join(m.text for m in h.phone("an-2").messages)
