"""A restart in the middle of any question: the next message answers it as if nothing happened."""

import shutil
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import SimulatedClock
from handlers.conversation import DIALOGUE_LIFE
from messages.render import render
from storage import accounts
from tests.bot.played import EPOCH, MONDAY, rows, value
from tests.chat import House, MemoryChannel, house
from tests.handlers.dialogues import DIALOGUES
from tests.ward import ward

KINDS = sorted(DIALOGUES)
Copied = Callable[[str, Path], Awaitable[str]]


@pytest.fixture(scope="module")
def reached(tmp_path_factory: pytest.TempPathFactory) -> Copied:
    """A copy of a data folder in which this question is open, and when it was asked."""
    known: dict[str, tuple[Path, str]] = {}

    async def copied(kind: str, to: Path) -> str:
        if kind not in known:
            folder = tmp_path_factory.mktemp("asked") / "data"
            folder.mkdir()
            async with house(folder, MONDAY) as h:
                await DIALOGUES[kind].reach(await ward(h))
                known[kind] = folder, h.clock.now().replace(tzinfo=None).isoformat()
                assert await open_question(h) == kind
        folder, now = known[kind]
        shutil.copytree(folder, to)
        return now

    return copied


async def open_question(h: House) -> str | None:
    found: str | None = await value(h, "SELECT kind FROM dialogues")
    return found


async def test_every_question_of_the_program_has_a_case(tmp_path: Path) -> None:
    async with house(tmp_path) as h:
        assert sorted(h.app.registry.dialogues) == KINDS


@pytest.mark.parametrize("kind", KINDS)
async def test_a_restart_in_the_middle_goes_on(kind: str, tmp_path: Path, reached: Copied) -> None:
    case, folder = DIALOGUES[kind], tmp_path / "data"
    now = await reached(kind, folder)
    async with house(folder, now) as h:
        assert await open_question(h) == kind
        assert not await case.done(h, [])
        replies = await h.phone(case.address).types(case.answer)
        assert replies
        assert await case.done(h, replies)
        assert await value(h, "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL") == 0


@pytest.mark.parametrize("kind", KINDS)
async def test_the_same_answer_delivered_again_is_heard_once(
    kind: str, tmp_path: Path, reached: Copied
) -> None:
    case, folder = DIALOGUES[kind], tmp_path / "data"
    now = await reached(kind, folder)
    async with house(folder, now) as h:
        assert await h.phone(case.address).types(case.answer, key="answer")
        left = await state_of(h)
        channel = h.channel
    async with house(folder, now, channel) as h:
        assert await h.phone(case.address).types(case.answer, key="answer") == []
        assert await state_of(h) == left


async def state_of(h: House) -> list[list[tuple[object, ...]]]:
    tables = ("audit", "deliveries", "sends", "dialogues", "meetings", "documents", "inbox")
    return [await rows(h, f"SELECT * FROM {table}") for table in tables]


@pytest.mark.parametrize("kind", KINDS)
async def test_huy_leaves_the_question_and_the_answer_is_none_any_more(
    kind: str, tmp_path: Path, reached: Copied
) -> None:
    case, folder = DIALOGUES[kind], tmp_path / "data"
    now = await reached(kind, folder)
    async with house(folder, now) as h:
        [reply] = await h.phone(case.address).types("/huy")
        assert reply.text == render("conversation/left")
        assert await open_question(h) is None
        channel = h.channel
    async with house(folder, now, channel) as h:
        replies = await h.phone(case.address).types(case.answer)
        assert replies
        assert not await case.done(h, replies)
        [reply] = await h.phone(case.address).types("/huy")
        assert reply.text == render("conversation/nothing_to_leave")


@pytest.mark.parametrize("left", [timedelta(seconds=1), timedelta(0)])
@pytest.mark.parametrize("kind", KINDS)
async def test_an_answer_counts_until_the_question_expires(
    kind: str, left: timedelta, tmp_path: Path, reached: Copied
) -> None:
    case, folder = DIALOGUES[kind], tmp_path / "data"
    asked = datetime.fromisoformat(await reached(kind, folder))
    async with house(folder, (asked + DIALOGUE_LIFE - left).isoformat()) as h:
        replies = await h.phone(case.address).types(case.answer)
        assert replies
        assert await case.done(h, replies) == bool(left)


@pytest.mark.parametrize("kind", KINDS)
async def test_what_is_no_answer_leaves_the_question_open(
    kind: str, tmp_path: Path, reached: Copied
) -> None:
    case, folder = DIALOGUES[kind], tmp_path / "data"
    now = await reached(kind, folder)
    async with house(folder, now) as h:
        phone = h.phone(case.address)
        for said in (case.unclear, "", case.unclear):
            assert await phone.types(said)
            assert await open_question(h) == kind
        replies = await phone.types(case.answer)
        assert await case.done(h, replies)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_file_where_none_is_asked_for_leaves_the_question_open(
    kind: str, tmp_path: Path, reached: Copied
) -> None:
    case, folder = DIALOGUES[kind], tmp_path / "data"
    now = await reached(kind, folder)
    (tmp_path / "x.exe").write_bytes(b"MZ")
    async with house(folder, now) as h:
        [reply] = await h.phone(case.address).sends(tmp_path / "x.exe")
        assert reply.text
        assert await open_question(h) == kind
        assert await value(h, "SELECT COUNT(*) FROM files") == 0


class OtherChannel(MemoryChannel):
    """Another chat service that the same people may use."""

    name = "other"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "link:consent"])
async def test_it_goes_on_in_another_channel(kind: str, tmp_path: Path, reached: Copied) -> None:
    """Asked here, answered there: the question is the person's, and the reply goes there."""
    case, folder = DIALOGUES[kind], tmp_path / "data"
    now = await reached(kind, folder)
    other = OtherChannel(SimulatedClock(EPOCH), folder)
    async with house(folder, now, beside=other) as h:
        async with h.app.database.transaction() as tx:
            here = await accounts.known(tx, h.channel.name, case.address, h.clock.now())
            there = await accounts.known(tx, other.name, case.address, h.clock.now())
            assert here.person_id is not None
            await accounts.link(tx, there.id, here.person_id, h.clock.now())
        elsewhere = House(h.app, other, h.clock)
        replies = await elsewhere.phone(case.address).types(case.answer)
        assert replies
        assert await case.done(h, replies)
        assert await value(h, "SELECT COUNT(*) FROM inbox WHERE failed_at IS NOT NULL") == 0


async def test_a_question_about_what_is_gone_is_left(tmp_path: Path, reached: Copied) -> None:
    """Asked for a remark, the head presses the older button after all; then he answers."""
    case, folder = DIALOGUES["meeting.remark"], tmp_path / "data"
    now = await reached("meeting.remark", folder)
    async with house(folder, now) as h:
        async with h.app.database.reading() as tx:
            asked = await tx.value("SELECT action FROM menus WHERE action LIKE 'meeting:approve:%'")
        await h.phone("an").press_action(str(asked))
        [reply] = await h.phone("an").types(case.answer)
        assert reply.text == render("refusal/already_done", citations=(), at=h.clock.now())
        assert await open_question(h) is None
        assert await value(h, "SELECT state FROM meetings") == "approved"
