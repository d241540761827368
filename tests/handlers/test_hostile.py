"""Whatever arrives gets a polite answer, shows nobody else's rows and changes none of them."""

import asyncio
import html
import json
import logging
import re
import shutil
import time
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from committee.attendance import Part
from committee.meeting import MeetingKind
from committee.people import Honorific, Role
from handlers.conversation import EventKind
from handlers.meetings.documents import NAME_LENGTH
from handlers.meetings.draft import AGENDA_ITEMS, AGENDA_LENGTH, PLACE_LENGTH
from messages.render import render
from storage import changes, committees, invitees, meetings, papers, people, seats
from storage.changes import ChangeKind
from storage.papers import DocumentKind
from tests.bot import played
from tests.bot.played import MONDAY, rows, value
from tests.chat import House, Shown, house
from tests.handlers.dialogues import DIALOGUES
from tests.handlers.hostile import FIXED, MARK, SECOND_ARGUMENTS, SUM, arguments, files, texts
from tests.ward import Ward, ward

TEXTS = texts(200)
NASTY = (*FIXED[::3], *TEXTS[-20:])
"""For every question, of which there are many."""

SPEAKERS = {
    "stranger": "nobody",
    "member": "huong",
    "guest": "oanh",
    "secretary": "lan",
    "head": "an",
}
FOREIGN = "NGOAIBANG"
"""In every word of the committee that none of the speakers belongs to."""

LONGEST = 10
"""Seconds after which an answer is held to hang; how fast answers are is for `make bench`."""

OF_OTHERS = (
    *("committees", "people", "memberships", "contacts", "meetings", "invitees"),
    *("agenda_items", "documents", "meeting_changes", "link_codes"),
)
_TAGS = re.compile(r"</?[bi]>")
OWN_RIGHT = {"mydata:erase_now", "mydata:unlink"}
"""Whoever presses these means himself; nothing hostile can be added."""


@asynccontextmanager
async def opened(folder: Path, now: str = MONDAY) -> AsyncIterator[House]:
    async with house(folder, now) as h:
        # The disk's own care is tested elsewhere; here it would take most of the time.
        await h.app.database._writer.execute("PRAGMA synchronous = OFF")
        yield h


@asynccontextmanager
async def invited_ward(folder: Path) -> AsyncIterator[tuple[House, Ward, int]]:
    """A meeting that is called, beside foreign ones; the id that is given is foreign as any row."""
    async with opened(folder) as h:
        w = await ward(h)
        await played.invited(w)
        yield h, w, await foreign_committee(h)


async def foreign_committee(h: House) -> int:
    """A committee of other people, with many rows of every kind; one number is in all of them."""
    now = h.clock.now()
    for _ in range(40):
        async with h.app.database.transaction() as tx:
            other = await committees.create(tx, name=FOREIGN, regulation="tran-lieu", now=now)
            person = await people.add_person(
                tx,
                name=f"{FOREIGN} Nguyễn",
                honorific=Honorific.COMRADE,
                phone="",
                position=FOREIGN,
                now=now,
            )
            await seats.save_membership(
                tx,
                other.id,
                person,
                role=Role.HEAD,
                second_role=None,
                office="",
                secretariat=True,
                administrator=False,
                now=now,
            )
            meeting = await meetings.add(
                tx,
                committee_id=other.id,
                kind=MeetingKind.REGULAR,
                quarter=4,
                year=2026,
                starts_at=now + timedelta(days=9),
                place=FOREIGN,
                reply_by=now + timedelta(days=5),
                chair_id=person,
                made_by=person,
                now=now,
            )
            await invitees.add(tx, meeting, person, Part.GUEST)
            await tx.execute(
                "UPDATE meetings SET state = 'invited', invited_at = made_at WHERE id = :id",
                id=meeting,
            )
            await papers.add_document(
                tx,
                meeting,
                kind=DocumentKind.DOCUMENT,
                name=FOREIGN,
                sha256=None,
                album="x",
                person_id=person,
                now=now,
            )
            await changes.propose(
                tx,
                meeting,
                kind=ChangeKind.CANCEL,
                starts_at=None,
                reason=FOREIGN,
                made_by=person,
                now=now,
            )
            await papers.set_agenda(tx, meeting, [FOREIGN])
    # 40 of each: this number is a foreign meeting, invitee, document, change and committee.
    return 35


async def dump(h: House, tables: Iterable[str] = OF_OTHERS) -> dict[str, list[tuple[Any, ...]]]:
    return {table: await rows(h, f"SELECT * FROM {table} ORDER BY 1") for table in tables}


async def foreign_rows(h: House) -> list[list[tuple[Any, ...]]]:
    mine = (
        "SELECT * FROM committees WHERE id > 1 ORDER BY id",
        "SELECT * FROM memberships WHERE committee_id > 1 ORDER BY id",
        "SELECT * FROM meetings WHERE committee_id > 1 ORDER BY id",
        f"SELECT * FROM people WHERE position = '{FOREIGN}' ORDER BY id",
        f"SELECT * FROM documents WHERE name = '{FOREIGN}' ORDER BY id",
        f"SELECT * FROM agenda_items WHERE title = '{FOREIGN}' ORDER BY id",
        f"SELECT * FROM meeting_changes WHERE reason = '{FOREIGN}' ORDER BY id",
        "SELECT i.* FROM invitees i JOIN meetings m ON m.id = i.meeting_id"
        " WHERE m.committee_id > 1 ORDER BY i.id",
    )
    found = [await rows(h, sql) for sql in mine]
    assert all(len(each) >= 40 for each in found)
    return found


async def says(h: House, address: str, body: dict[str, object]) -> Sequence[Shown]:
    """What comes back; it does not hang, and is polite in every way that can be measured."""
    before = len(h.channel.screen(address).log)
    key = f"k{h.clock.now().timestamp()}-{time.monotonic_ns()}"
    await asyncio.wait_for(h.arrives(address, body, key), LONGEST)
    await asyncio.wait_for(h.app.settle(), LONGEST)
    replies = h.channel.screen(address).log[before:]
    about = json.dumps(body)[:300]
    assert replies, f"no answer to {about}"
    for shown in replies:
        check_polite(shown, about)
    return replies


FAILED = re.compile(
    re.escape(render("conversation/failed", error_id="@@")).replace("@@", "[0-9a-f]{8}")
)


def check_polite(shown: Shown, about: str) -> None:
    text = shown.text
    assert not FAILED.fullmatch(text), about
    assert text.strip() or shown.outgoing.files or shown.outgoing.making, about
    assert "<" not in _TAGS.sub("", text), f"{about}: {text[:300]}"
    assert f"<b>{MARK}" not in text, about
    assert f"<i>{MARK}" not in text, about
    visible = html.unescape(_TAGS.sub("", text))
    assert len(visible) <= 4096, f"{about}: {len(visible)} characters"
    labels = " ".join(action.label for action in shown.outgoing.actions)
    for secret in (FOREIGN, SUM, "Traceback", "sqlite", "Undefined"):
        assert secret not in f"{text} {labels}", about
    for action in shown.outgoing.actions:
        assert action.label.strip(), about
    json.dumps(text, ensure_ascii=False).encode()


def quiet(caplog: pytest.LogCaptureFixture) -> None:
    loud = [r.getMessage() for r in caplog.records if r.levelno >= logging.ERROR or r.exc_info]
    assert loud == []


async def all_done(h: House) -> None:
    wrong = "SELECT COUNT(*) FROM inbox WHERE done_at IS NULL OR failed_at IS NOT NULL"
    assert await value(h, wrong) == 0


def test_the_texts_are_two_hundred_and_always_the_same() -> None:
    assert len(TEXTS) == len(texts(200)) == 200
    assert texts(200) == TEXTS
    assert len(set(TEXTS)) > 190


@pytest.mark.parametrize("who", SPEAKERS)
async def test_texts_out_of_nowhere(
    who: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with invited_ward(tmp_path) as (h, _w, _foreign):
        before, theirs = await dump(h), await foreign_rows(h)
        for text in TEXTS:
            await says(h, SPEAKERS[who], {"text": text})
        assert await foreign_rows(h) == theirs
        if who in ("stranger", "member", "guest"):
            assert await dump(h) == before
        await all_done(h)
    quiet(caplog)


@pytest.mark.parametrize("kind", [EventKind.EDITED, EventKind.UNSUPPORTED, "in_group"])
async def test_texts_in_other_ways(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Edited, unsupported, said in a group: answered in one way, and never acted on."""
    async with invited_ward(tmp_path) as (h, w, _):
        message, action = played.offered(w.phone("huong"), "attendance:confirm")
        before = await dump(h)
        more: dict[str, object] = {"in_group": True} if kind == "in_group" else {"kind": kind}
        for who in SPEAKERS.values():
            for text in NASTY[::3]:
                await says(h, who, {"text": text, **more})
        await says(h, "huong", {"action": action, "pressed": message.key, **more})
        assert await dump(h) == before
        await all_done(h)
    quiet(caplog)


@pytest.mark.parametrize("kind", sorted(DIALOGUES))
async def test_texts_inside_every_question(
    kind: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    case = DIALOGUES[kind]
    async with opened(tmp_path) as h:
        await case.reach(await ward(h))
        await foreign_committee(h)
        theirs, saved = await foreign_rows(h), await dump(h, RESTORED)
        for text in NASTY:
            await says(h, case.address, {"text": text})
            await restore(h, saved)
            assert await value(h, "SELECT kind FROM dialogues") == kind
        assert await foreign_rows(h) == theirs
        await all_done(h)
    quiet(caplog)


RESTORED = (
    *("accounts", "link_codes", "link_attempts", "dialogues", "files", "meetings"),
    *("invitees", "agenda_items", "documents", "meeting_changes"),
)


async def restore(h: House, saved: dict[str, list[tuple[Any, ...]]]) -> None:
    """The question is open again, and nothing is answered."""
    async with h.app.database.transaction() as tx:
        await tx.execute("PRAGMA defer_foreign_keys = ON")
        for table, kept in saved.items():
            if await tx.all(f"SELECT * FROM {table} ORDER BY 1") == kept:
                continue
            await tx.execute(f"DELETE FROM {table}")
            for row in kept:
                named = {f"v{n}": each for n, each in enumerate(row)}
                marks = ", ".join(f":{name}" for name in named)
                await tx.execute(f"INSERT INTO {table} VALUES ({marks})", **named)


@pytest.mark.parametrize("who", SPEAKERS)
async def test_actions_with_foreign_and_impossible_ids(
    who: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = SPEAKERS[who]
    async with invited_ward(tmp_path) as (h, w, foreign):
        before = await dump(h)
        giang = await value(
            h, "SELECT id FROM invitees WHERE person_id = :p", p=w.person_id("giang")
        )
        # Rows of one's own committee that are a colleague's, or the secretariat's to work on.
        fellow = () if who in ("secretary", "head") else (f":{giang}:1", ":1:1", ":1:members")
        known = sorted(set(h.app.registry.actions) - OWN_RIGHT)
        for action in (*known, "", ":", "nothing:here", "meeting", "meeting:", "Meeting:Open"):
            for behind in (*arguments(foreign), *fellow):
                await says(h, address, {"kind": "press", "action": f"{action}{behind}"})
        # A new linking code for somebody on one's own roster is the secretary's right.
        assert await dump(h, set(OF_OTHERS) - {"link_codes"}) == {
            table: kept for table, kept in before.items() if table != "link_codes"
        }
        await all_done(h)
    quiet(caplog)


@pytest.mark.parametrize("who", ["secretary", "head", "member"])
async def test_actions_on_an_own_row_with_something_impossible_behind(
    who: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = SPEAKERS[who]
    async with invited_ward(tmp_path) as (h, w, _):
        theirs = await foreign_rows(h)
        saved = await dump(h, RESTORED)
        own = await value(h, "SELECT id FROM invitees WHERE person_id = :p", p=w.person_id(address))
        for action in sorted(set(h.app.registry.actions) - OWN_RIGHT):
            for behind in SECOND_ARGUMENTS:
                row = 1 if own is None or action.startswith("meeting:") else own
                await says(h, address, {"kind": "press", "action": f"{action}:{row}{behind}"})
            await restore(h, saved)
        assert await foreign_rows(h) == theirs
        await all_done(h)
    quiet(caplog)


@pytest.mark.parametrize("who", SPEAKERS)
async def test_a_pressed_message_that_is_not_the_pressers_own(
    who: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """An edit never reaches into somebody else's chat."""
    async with invited_ward(tmp_path) as (h, w, _):
        message, _action = played.offered(w.phone("giang"), "attendance:confirm")
        shown = [s.text for s in w.phone("giang").messages]
        for pressed in (message.key, "", "x" * 500, "\x00\ud800", "0", "reply:1:1"):
            body: dict[str, object] = {
                "kind": "press",
                "action": "attendance:confirm:7:1",
                "pressed": pressed,
            }
            for reply in await says(h, SPEAKERS[who], body):
                assert reply.key != message.key
        assert [s.text for s in w.phone("giang").messages] == shown
        assert await value(h, "SELECT COUNT(*) FROM invitees WHERE answer IS NOT NULL") == (
            1 if who == "member" else 0
        )
    quiet(caplog)


@pytest.mark.parametrize("who", ["stranger", "member", "secretary"])
async def test_files_nobody_asked_for(
    who: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "handle").write_bytes(b"%PDF-1.4 not much")
    async with invited_ward(tmp_path) as (h, _w, _):
        before = await dump(h)
        for album in files():
            await says(h, SPEAKERS[who], {"files": album, "text": f"<b>{MARK}</b>"})
        assert await dump(h) == before
        assert await value(h, "SELECT COUNT(*) FROM files") == 0
        await all_done(h)
    quiet(caplog)


async def test_files_where_one_is_asked_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data = tmp_path / "deep" / "data"
    data.mkdir(parents=True)
    async with opened(data) as h:
        await DIALOGUES["meeting.attach"].reach(await ward(h))
        saved = await dump(h, RESTORED)
        (data / "handle").write_bytes(b"%PDF-1.4 not much")
        kept = []
        for album in files():
            await says(h, "lan", {"files": album, "text": "caption"})
            kept += await rows(h, "SELECT name FROM documents")
            await restore(h, saved)
        await all_done(h)
        names = [row[0] for row in kept]
        assert "passwd.pdf" in names, "what is fit to be kept is kept, without its folders"
        for name in names:
            assert not re.search(r"[/\\\x00-\x1f\u202a-\u202e]", name)
            assert len(name) <= 150
    found = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.parts[-3] for path in found if "files" in path.parts} <= {"files"}
    assert not [
        path for path in found if path.name.startswith("passwd") or data not in path.parents
    ]
    assert not [path for path in (data / "incoming").rglob("*") if path.is_file()]
    quiet(caplog)


async def test_the_longest_that_is_accepted_still_fits_a_message(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(tmp_path) as h:
        w = await ward(h)
        await played.drafted(w)
        for letter in "đ&<":
            await h.phone("lan").press_action("meeting:agenda:1")
            length = AGENDA_LENGTH + 1
            while await value(h, "SELECT COUNT(*) FROM dialogues"):
                length -= 1
                await says(h, "lan", {"text": "\n".join([letter * length] * AGENDA_ITEMS)})
            assert length == AGENDA_LENGTH
        for number in range(10):
            await h.phone("lan").press_action("meeting:attach:1")
            await says(h, "lan", {"text": f"{number}" + "&" * (NAME_LENGTH - 1)})
        assert await value(h, "SELECT COUNT(*) FROM documents") == 10
        await h.phone("lan").press_action("meeting:editplace:1")
        await says(h, "lan", {"text": "&" * PLACE_LENGTH})
        for action in ("agenda", "open", "papers", "unattach", "guests", "submitnow"):
            await says(h, "lan", {"kind": "press", "action": f"meeting:{action}:1"})
        for verb in ("meeting:read", "meeting:approve"):
            action = played.offered(w.phone("an"), verb)[1]
            await says(h, "an", {"kind": "press", "action": action})
        await played.enter_number(w, "07/GM-BCĐ")
        await played.send_out(w)
        own = played.offered(w.phone("huong"), "attendance:papers")[1]
        await says(h, "huong", {"kind": "press", "action": own})
        for screen in h.channel.screens.values():
            for shown in screen.log:
                check_polite(shown, "the longest")
        await all_done(h)
    quiet(caplog)


async def test_a_folder_full_of_hostile_questions_starts_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What was stored before a stop is read again at the next start, with the same care."""
    folder = tmp_path / "data"
    folder.mkdir()
    async with opened(folder) as h:
        w = await ward(h)
        await h.app.dispatch.settle()
        now = h.clock.now()
        async with h.app.database.transaction() as tx:
            for number, text in enumerate(NASTY):
                body = json.dumps({"text": text}).encode()
                await tx.execute(
                    "INSERT INTO inbox (channel, event_key, address, body, received_at, attempts)"
                    " VALUES ('memory', :key, :who, :body, :now, 0)",
                    key=f"k{number}",
                    who=list(SPEAKERS.values())[number % len(SPEAKERS)],
                    body=body,
                    now=int(now.timestamp() * 1000),
                )
        assert w
    shutil.copytree(folder, tmp_path / "again")
    async with opened(tmp_path / "again") as h:
        await h.app.settle()
        await all_done(h)
        answered = sum(len(screen.log) for screen in h.channel.screens.values())
        assert answered >= len(NASTY)
    quiet(caplog)
