"""Where somebody is written to first: chosen from one's own accounts, by oneself alone."""

from datetime import timedelta
from pathlib import Path

from messages.render import render
from storage import accounts
from tests.bot import played
from tests.chat import House, house
from tests.handlers.looking import value
from tests.ward import Ward, ward


async def second_account(h: House, w: Ward, address: str, *, days: int = -1) -> int:
    """Another phone of the same person, linked so many days from now."""
    at = h.clock.now() + timedelta(days=days)
    async with h.app.database.transaction() as tx:
        account = await accounts.known(tx, "memory", f"{address}-2", at)
        await accounts.link(tx, account.id, w.person_id(address), at)
    return account.id


async def first_of(h: House, w: Ward, address: str) -> str:
    async with h.app.database.reading() as tx:
        return (await accounts.accounts_of(tx, w.person_id(address)))[0].address


async def test_with_one_account_there_is_nothing_to_choose(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        [reply] = await w.phone("huong").types("/kenh")
        assert reply.text == render("channel/only", name="kênh trò chuyện này")
        assert reply.buttons == []


async def test_the_chosen_account_comes_first(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        await second_account(h, w, "huong")
        assert await first_of(h, w, "huong") == "huong"
        [reply] = await w.phone("huong").types("/kenh")
        assert len(reply.buttons) == 2
        await h.until("2026-11-09T08:01")
        [done] = await w.phone("huong").press(reply.buttons[1])
        assert "Từ nay tin của Trợ lý gửi tới" in done
        assert await first_of(h, w, "huong") == "huong-2"
        assert await value(w, "SELECT COUNT(*) FROM audit WHERE verb = 'channel_preferred'") == 1


async def test_a_newer_link_comes_before_an_older_choice(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        chosen = await second_account(h, w, "huong")
        await w.phone("huong").press_action(f"channel:use:{chosen}")
        assert await second_account(h, w, "huong", days=1) == chosen  # the same phone anew
        async with h.app.database.transaction() as tx:
            third = await accounts.known(tx, "memory", "huong-3", h.clock.now())
            later = h.clock.now() + timedelta(days=2)
            await accounts.link(tx, third.id, w.person_id("huong"), later)
        assert await first_of(h, w, "huong") == "huong-3"


async def test_nobody_chooses_for_somebody_else(tmp_path: Path) -> None:
    async with house(tmp_path, played.MONDAY) as h:
        w = await ward(h)
        other = await second_account(h, w, "huong")
        for action in (
            f"channel:use:{other}",
            "channel:use:999999",
            "channel:use:x",
            "channel:use",
        ):
            [reply] = await w.phone("lan").press_action(action)
            assert reply.text == render("refusal/not_found", citations=(), at=None)
        [reply] = await h.phone("nguoi-la").press_action(f"channel:use:{other}")
        assert reply.text == render("start/stranger")
        assert await value(w, "SELECT COUNT(*) FROM accounts WHERE preferred_at IS NOT NULL") == 0
