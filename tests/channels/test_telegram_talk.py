"""Members on Telegram: linking, what is no text, groups, blocking, documents both ways."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from bot.channels.base import SendUnfinished
from bot.channels.telegram import TelegramChannel
from handlers.conversation import Action, Dialogue, FileRule, Outgoing, StoredFile
from handlers.feature import DialogueRule
from handlers.speaking import Context
from messages.render import render
from storage import dialogues
from tests.botapi.people import User
from tests.botapi.world import BOT
from tests.channels.telegram_room import Room, room, until
from tests.handlers.looking import code_for, value
from tests.ward import COMMITTEE, Ward

pytestmark = pytest.mark.channel


async def linked_to(w: Ward, user: User) -> int | None:
    found = await value(
        w,
        "SELECT person_id FROM accounts WHERE channel = 'telegram' AND address = :a",
        a=str(user.id),
    )
    return None if found is None else int(found)


async def answered(r: Room, user: User, template: str, **facts: object) -> None:
    """The next thing that this person reads is just that, and it is all."""
    await heard(r)
    await until(lambda: bool(user.log))
    assert user.log[-1].text == render(template, **facts)


async def heard(r: Room) -> None:
    """Everything that was said so far has been handled."""
    await until(lambda: len(r.server.updates) == 0)
    await r.app.settle()


async def test_a_deep_link_leads_to_consent_and_to_the_own_commands(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        new = r.user()
        new.opens_deep_link(await code_for(w, "quyen"))
        [consent] = await r.replies(new)
        assert "Mai Thị Quyên" in consent
        assert "Telegram" in consent
        assert consent.buttons == ("Đồng ý", "Không dùng kênh này")
        new.presses("Đồng ý")
        await until(lambda: len(r.server.sends("setMyCommands")) == 1)
        assert [seen.message_id for seen in new.log] == [consent.message_id] * 2
        assert COMMITTEE in new.screen[0]
        await until(lambda: len(r.server.sends("answerCallbackQuery")) == 1)
        assert await linked_to(w, new) == w.person_id("quyen")
        [call] = r.server.sends("setMyCommands")
        assert call.params["scope"] == {"type": "chat", "chat_id": new.id}
        names = [command["command"] for command in call.params["commands"]]
        assert "lichhop" in names
        assert "moi" not in names


async def test_the_invitation_carries_the_link_of_this_very_chat(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        await r.ward()
        lan = r.member("lan")
        lan.types("/moi Quyên")
        issued, forward, picture = await r.replies(lan, 3)
        assert f"https://t.me/{BOT['username']}?start=BCD-" in forward
        assert picture.files == ("ma-lien-ket.png",)
        assert "Telegram. Đề nghị" not in issued.text + forward.text


# --- the own number

PHONE_OF_QUYEN = "+84900000013"


async def test_the_own_number_on_the_roster_is_as_good_as_a_code(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        new = r.user(phone=PHONE_OF_QUYEN)
        new.types("xin chào")
        await answered(r, new, "start/stranger_phone")
        assert new.keyboard == ["Gửi số điện thoại"]
        new.shares_contact()
        consent = (await r.replies(new, 2))[-1]
        assert consent.text.startswith("Số điện thoại này là của bà Mai Thị Quyên.")
        assert await linked_to(w, new) is None
        new.presses("Đồng ý")
        await until(lambda: len(new.log) == 3)
        assert await linked_to(w, new) == w.person_id("quyen")
        new.shares_contact()
        await until(lambda: len(new.log) == 4)
        assert "không cần mã nữa" in new.log[-1]


async def test_no_other_number_tells_anything(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        new = r.user(phone="+84911111111")
        new.shares_contact()
        await answered(r, new, "start/stranger_phone")
        new.shares_contact(own=False, phone=PHONE_OF_QUYEN)
        await answered(r, new, "conversation/unsupported")
        new.phone = "not a number"
        new.shares_contact()
        await answered(r, new, "conversation/unsupported")
        assert await linked_to(w, new) is None


async def test_a_number_that_is_on_no_roster_any_more_is_a_strangers(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        new = r.user(phone=PHONE_OF_QUYEN)
        new.shares_contact()
        await r.replies(new)
        async with r.app.database.transaction() as tx:
            await tx.execute("UPDATE contacts SET removed_at = 1")
        new.presses("Đồng ý")
        await answered(r, new, "start/wrong_code")
        assert await linked_to(w, new) is None
        new.shares_contact()
        await answered(r, new, "start/stranger_phone")


async def test_numbers_are_counted_as_guesses(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        await r.ward()
        new = r.user(phone="+84911111111")
        for _ in range(5):
            new.shares_contact()
            await answered(r, new, "start/stranger_phone")
        new.phone = PHONE_OF_QUYEN
        new.shares_contact()
        await answered(r, new, "start/too_many")


# --- what is no text


async def test_what_cannot_be_read_gets_a_polite_line(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        await r.ward()
        an = r.member("an")
        for does in (an.sends_voice, an.sends_sticker, an.sends_location):
            does()
            await answered(r, an, "conversation/unsupported")
        an.types("/huy")
        await answered(r, an, "conversation/nothing_to_leave")
        an.edits("/lichhop")
        await answered(r, an, "conversation/edited")


async def test_a_group_hears_one_line_and_only_when_it_asks(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        an, group = r.member("an"), r.server.group(-1_000_000_000_777)
        await until(lambda: r.channel.health()["bot"] == BOT["username"])
        name = BOT["username"]
        silent = ("chào cả nhà", "/lichhop@some_other_bot", "@someone xem nhé")
        for text in silent:
            an.types(text, into=group)
        await heard(r)
        assert group.screen == []
        for count, text in enumerate(("/lichhop", f"/lichhop@{name}", f"@{name} họp lúc nào"), 1):
            an.types(text, into=group)
            await until(lambda count=count: len(group.screen) == count)  # type: ignore[misc]
            assert group.screen[-1].text == render("conversation/in_group")
        an.types("cảm ơn", into=group, reply_to=group.screen[0].message_id)
        await until(lambda: len(group.screen) == 4)
        assert {seen.text for seen in group.screen} == {render("conversation/in_group")}
        assert await value(w, "SELECT COUNT(*) FROM inbox WHERE set_aside_at IS NOT NULL") == 0


# --- blocked


async def blocked(w: Ward, user: User) -> bool:
    found = await value(
        w, "SELECT COUNT(blocked_at) FROM accounts WHERE address = :a", a=str(user.id)
    )
    return bool(found)


async def test_who_blocks_is_not_written_to_until_they_come_back(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        an = r.member("an")
        an.blocks()
        await heard(r)
        assert await blocked(w, an)
        an.unblocks()
        await heard(r)
        assert not await blocked(w, an)
        assert an.log == []


async def test_a_refused_message_marks_the_account(tmp_path: Path) -> None:
    async with room(tmp_path) as r:
        w = await r.ward()
        an = r.member("an")
        r.server.fail("sendMessage", status=403)
        an.types("/huy")
        await heard(r)
        assert await blocked(w, an)
        an.types("/huy")
        await answered(r, an, "conversation/nothing_to_leave")
        assert not await blocked(w, an)


# --- documents


def papers(folder: Path, *names: str) -> list[Path]:
    made = [folder / name for name in names]
    for number, path in enumerate(made):
        path.write_bytes(f"%PDF-1.4 {number} {path.name}".encode())
    return made


async def waits_for_files(r: Room, w: Ward, address: str) -> list[list[tuple[str, bytes]]]:
    """Ask for PDFs; what was taken, an event at a time."""
    taken: list[list[tuple[str, bytes]]] = []

    async def take(context: Context, dialogue: Dialogue) -> None:
        contents = [r.app.files.path(file.sha256).read_bytes() for file in context.files]
        taken.append([(f.name, c) for f, c in zip(context.files, contents, strict=True)])
        context.reply("conversation/left")

    rules = cast(dict[str, DialogueRule], r.app.registry.dialogues)
    rules["test:files"] = DialogueRule(take, FileRule((".pdf", ".jpg")))
    async with r.app.database.transaction() as tx:
        now, owner = r.clock.now(), f"person:{w.person_id(address)}"
        await dialogues.save(tx, owner, "test:files", "{}", now, now + timedelta(hours=1))
    return taken


async def test_a_document_and_a_photo_come_in(tmp_path: Path) -> None:
    async with room(tmp_path / "data", telegram_documents=True) as r:
        w = await r.ward()
        lan, taken = r.member("lan"), await waits_for_files(r, w, "lan")
        [paper] = papers(tmp_path, "Báo cáo quý IV.pdf")
        lan.sends(paper, caption="báo cáo")
        await answered(r, lan, "conversation/left")
        lan.sends_photo(paper)
        await answered(r, lan, "conversation/left")
        [[document], [photo]] = taken
        assert document == ("Báo cáo quý IV.pdf", paper.read_bytes())
        assert photo[0].endswith(".jpg")
        assert photo[1] == paper.read_bytes()


async def test_an_album_is_one_event_and_what_follows_is_another(tmp_path: Path) -> None:
    async with room(tmp_path / "data", telegram_documents=True) as r:
        w = await r.ward()
        r.app.dispatch.album_quiet = 0.2
        lan, taken = r.member("lan"), await waits_for_files(r, w, "lan")
        lan.sends(*papers(tmp_path, "a.pdf", "b.pdf", "c.pdf"))
        await answered(r, lan, "conversation/left")
        assert [[name for name, _ in event] for event in taken] == [["a.pdf", "b.pdf", "c.pdf"]]
        lan.sends(*papers(tmp_path, "d.pdf", "e.pdf"))
        lan.sends(*papers(tmp_path, "f.pdf", "g.pdf"))
        await until(lambda: len(taken) == 3)
        assert [len(event) for event in taken] == [3, 2, 2]
        await heard(r)
        assert await value(w, "SELECT COUNT(*) FROM inbox WHERE done_at IS NULL") == 0


async def test_pieces_of_an_album_that_come_one_by_one_are_waited_for(tmp_path: Path) -> None:
    async with room(tmp_path / "data", telegram_documents=True) as r:
        w = await r.ward()
        r.app.dispatch.album_quiet = 0.5
        lan, taken = r.member("lan"), await waits_for_files(r, w, "lan")
        waiting = r.server.updates
        lan.sends(*papers(tmp_path, "a.pdf", "b.pdf", "c.pdf"))
        pieces, waiting._waiting = waiting._waiting, []
        for piece in pieces:
            waiting._waiting.append(piece)
            waiting._wake()
            await asyncio.sleep(0.2)
        await answered(r, lan, "conversation/left")
        assert [len(event) for event in taken] == [3]


async def test_no_document_where_the_office_has_not_allowed_it(tmp_path: Path) -> None:
    async with room(tmp_path / "data") as r:
        w = await r.ward()
        lan, taken = r.member("lan"), await waits_for_files(r, w, "lan")
        lan.sends(*papers(tmp_path, "a.pdf"))
        await answered(r, lan, "files/not_here")
        assert taken == []
        assert not [call for call in r.server.calls if call.method == "getFile"]


def stored(r: Room, name: str, content: bytes, *, paper: bool = True) -> StoredFile:
    return StoredFile(r.app.files.keep(content), name, "application/pdf", len(content), paper)


@pytest.mark.parametrize("allowed", [True, False])
async def test_papers_go_out_where_allowed_and_what_we_drew_always(
    tmp_path: Path, allowed: bool
) -> None:
    async with room(tmp_path, telegram_documents=allowed) as r:
        await r.ward()
        an = r.member("an")
        paper = stored(r, 'Giấy mời "số 1".pdf', b"%PDF-1.4" + b"x" * 300_000)
        entry = stored(r, "Hop.ics", b"BEGIN:VCALENDAR", paper=False)
        outgoing = Outgoing("Kính gửi", (Action("guide:show", "Xem"),), (paper, entry))
        reference = await sent(r.channel, str(an.id), outgoing)
        assert an.screen[0].message_id == int(reference)
        assert an.screen[0].buttons == ("Xem",)
        files = [file for seen in an.screen for file in seen.files]
        assert files == ([paper.name, "Hop.ics"] if allowed else ["Hop.ics"])
        assert ("01 tài liệu kèm theo không gửi qua Telegram" in an.screen[0]) is not allowed
        kept = {file.name: file.content for file in r.server.world.files.values()}
        assert kept["Hop.ics"] == b"BEGIN:VCALENDAR"
        if allowed:
            assert len(kept[paper.name]) == paper.size


async def sent(channel: TelegramChannel, address: str, outgoing: Outgoing) -> str:
    """Turn after turn, as the outbox gives them."""
    while True:
        try:
            return await channel.send(address, "key", outgoing, None)
        except SendUnfinished:
            continue
