"""Turns within a chat service's limits: never more than so many in any window."""

import asyncio
import bisect
import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.pacing import Limits, Pace
from storage.sends import FIRST_WORD_RANK, REPLY_RANK
from tests.channels.leaping import LeapingLoop, leap

REPLY, FIRST = REPLY_RANK, FIRST_WORD_RANK


@dataclass(frozen=True)
class Ask:
    """Somebody wants to send: when, where, how long it takes, when they give up waiting."""

    at: float = 0.0
    chat: str = "a"
    rank: int = FIRST
    takes: float = 0.0
    gives_up_at: float | None = None

    @property
    def group(self) -> bool:
        return self.chat.startswith("-")


@dataclass(frozen=True)
class Sent:
    ask: Ask
    start: float
    end: float


async def play(asks: Sequence[Ask], limits: Limits, holds: Sequence["Hold"] = ()) -> list[Sent]:
    """What was sent and when, by seconds from the start."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, LeapingLoop)
    begin, sent = loop.time(), list[Sent]()
    pace = Pace(limits, loop.time)

    async def send(ask: Ask) -> None:
        await asyncio.sleep(ask.at)
        async with pace.turn(ask.chat, group=ask.group, rank=ask.rank):
            start = loop.time() - begin
            await asyncio.sleep(ask.takes)
            sent.append(Sent(ask, start, loop.time() - begin))

    tasks = [asyncio.create_task(send(ask)) for ask in asks]
    for ask, task in zip(asks, tasks, strict=True):
        if ask.gives_up_at is not None:
            loop.call_at(begin + ask.gives_up_at, task.cancel)
    for hold in holds:
        loop.call_at(begin + hold.at, pace.hold, hold.chat, hold.seconds)
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        assert result is None or isinstance(result, asyncio.CancelledError), repr(result)
    return sent


@dataclass(frozen=True)
class Hold:
    """The service wants a pause of one chat, or of all."""

    at: float
    chat: str | None
    seconds: float


def starts(asks: Sequence[Ask], limits: Limits, *holds: Hold) -> list[float]:
    """When each of the asks began, in the order of asking."""
    by_ask = {id(each.ask): each.start for each in leap(play(asks, limits, holds))}
    return [round(by_ask[id(ask)], 3) for ask in asks]


def replies(*chats: str) -> list[Ask]:
    return [Ask(chat=chat, rank=REPLY) for chat in chats]


WIDE = Limits(
    a_second=1000, a_second_for_a_chat=1000, a_second_for_replies=1000, a_minute_for_a_group=1000
)


def test_the_defaults_are_what_telegram_allows_less_a_little() -> None:
    assert Limits() == Limits(28, 1, 3, 20)


@pytest.mark.parametrize(("asked", "last"), [(27, 0.0), (28, 0.0), (29, 1.0), (56, 1.0), (57, 2.0)])
def test_so_many_a_second_for_all(asked: int, last: float) -> None:
    assert starts(replies(*(f"c{i}" for i in range(asked))), Limits())[-1] == last


@pytest.mark.parametrize(("asked", "last"), [(1, 0.0), (2, 1.0), (3, 2.0)])
def test_one_first_word_a_second_for_a_chat(asked: int, last: float) -> None:
    assert starts([Ask() for _ in range(asked)], Limits())[-1] == last


@pytest.mark.parametrize(("asked", "last"), [(2, 0.0), (3, 0.0), (4, 1.0), (6, 1.0), (7, 2.0)])
def test_replies_may_burst_to_three(asked: int, last: float) -> None:
    assert starts(replies(*"a" * asked), Limits())[-1] == last


def test_a_first_word_waits_behind_a_reply_to_the_same_chat() -> None:
    assert starts([*replies("a"), Ask(), *replies("b")], Limits()) == [0.0, 1.0, 0.0]


@pytest.mark.parametrize(("asked", "last"), [(19, 0.0), (20, 0.0), (21, 60.0), (41, 120.0)])
def test_twenty_a_minute_for_a_group(asked: int, last: float) -> None:
    limits = Limits(1000, 1000, 1000, 20)
    assert starts(replies(*["-1"] * asked), limits)[-1] == last
    assert starts(replies(*["1"] * asked), limits)[-1] == 0.0


def test_the_window_opens_when_the_message_ended_not_when_it_began() -> None:
    asks = [Ask(rank=REPLY, takes=0.5) for _ in range(3)]
    assert starts([*asks, *replies("a")], Limits())[-1] == 1.5


def test_replies_pass_what_the_bot_says_first() -> None:
    crowd = [Ask(chat=f"c{number}") for number in range(100)]
    late = Ask(at=0.5, chat="z", rank=REPLY)
    assert starts([*crowd, late], Limits())[-1] - 0.5 < 0.1


def test_a_broadcast_flows_and_leaves_room_between() -> None:
    """Were 28 sent at once, a reply would wait for most of a second behind every burst."""
    began = sorted(starts([Ask(chat=f"c{number}") for number in range(57)], Limits()))
    gaps = [after - before for before, after in pairwise(began)]
    assert max(gaps) < 0.1
    assert 1.9 < began[-1] < 2.1


@pytest.mark.parametrize("chat", ["a", None])
def test_a_hold_stops_one_chat_or_all(chat: str | None) -> None:
    asks = [Ask(at=0.1, rank=REPLY), Ask(at=0.1, chat="b", rank=REPLY)]
    began = starts(asks, WIDE, Hold(0.0, chat, 5.0))
    assert began == ([5.0, 0.1] if chat else [5.0, 5.0])


def test_a_shorter_hold_does_not_end_a_longer_one() -> None:
    asks = [Ask(at=0.3, rank=REPLY)]
    assert starts(asks, WIDE, Hold(0.0, "a", 5.0), Hold(0.1, "a", 1.0)) == [5.0]


def test_a_chat_that_is_held_does_not_keep_the_others_waiting() -> None:
    """All are full for a second; behind the one that is held, the others go then."""
    asks = [*replies("x", "y"), Ask(at=0.2, rank=REPLY), Ask(at=0.3, chat="b", rank=REPLY)]
    began = starts(asks, Limits(2, 1, 3, 20), Hold(0.1, "a", 30.0))
    assert began == [0.0, 0.0, 30.1, 1.0]


def test_who_gives_up_while_waiting_takes_nobodys_turn() -> None:
    asks = [Ask(), Ask(gives_up_at=0.5), Ask()]
    sent = leap(play(asks, Limits()))
    assert [round(each.start, 3) for each in sent] == [0.0, 1.0]


def test_who_gives_up_at_the_moment_of_the_turn_gives_it_back() -> None:
    async def act() -> list[float]:
        loop = asyncio.get_running_loop()
        begin, began = loop.time(), list[float]()
        pace = Pace(Limits(), loop.time)

        async def send() -> None:
            async with pace.turn("a", group=False, rank=FIRST):
                began.append(loop.time() - begin)

        tasks = [asyncio.create_task(send()) for _ in range(3)]
        await asyncio.sleep(0.5)
        # The turn comes at 1.0; in the same moment, before or after it, the second is cancelled.
        for moment in (begin + 1.0, begin + 1.0000001):
            loop.call_at(moment, tasks[1].cancel)
        await asyncio.gather(*tasks, return_exceptions=True)
        return began

    began = leap(act())
    assert len(began) in (2, 3)
    assert began[-1] <= 2.0


def test_a_cancelled_waiter_is_passed_over_before_it_wakes() -> None:
    """Between the cancellation and the waking, an end gives turns; it must not stumble."""

    async def act() -> list[str]:
        loop = asyncio.get_running_loop()
        pace, sent = Pace(Limits(1, 1, 1, 20), loop.time), list[str]()

        async def send(name: str, seconds: float) -> None:
            async with pace.turn(name, group=False, rank=REPLY):
                await asyncio.sleep(seconds)
                sent.append(name)

        first = asyncio.create_task(send("a", 0.0))
        await asyncio.sleep(0)
        waiters = [asyncio.create_task(send(name, 0.0)) for name in "bc"]
        await asyncio.sleep(0.5)
        waiters[0].cancel()
        pace._give_turns()
        loop.moment += 1.0  # type: ignore[attr-defined]
        pace._give_turns()
        await asyncio.gather(first, *waiters, return_exceptions=True)
        return sent

    assert leap(act()) == ["a", "c"]


def test_a_reply_hurries_who_waits_for_its_chat() -> None:
    """The turn is a reply's then, and says so: nothing else may go in it."""

    async def act() -> list[tuple[str, int, float]]:
        loop = asyncio.get_running_loop()
        begin, given = loop.time(), list[tuple[str, int, float]]()
        pace = Pace(Limits(), loop.time)

        async def send(chat: str) -> None:
            async with pace.turn(chat, group=False, rank=FIRST) as rank:
                given.append((chat, rank, loop.time() - begin))

        tasks = [asyncio.create_task(send(f"c{number}")) for number in range(60)]
        await asyncio.sleep(0.5)
        pace.hurry("c59")
        await asyncio.gather(*tasks)
        return given

    given = leap(act())
    [(_, rank, at)] = [each for each in given if each[0] == "c59"]
    assert rank == REPLY
    assert 0.5 <= at < 0.6
    assert next(each for each in given if each[0] == "c58")[1] == FIRST


# --- never more in any window, whatever happens

TIGHT = Limits(a_second=4, a_second_for_a_chat=1, a_second_for_replies=3, a_minute_for_a_group=5)

ASKS = st.lists(
    st.builds(
        Ask,
        at=st.floats(0, 4),
        chat=st.sampled_from(["a", "b", "c", "d", "-1", "-2"]),
        rank=st.sampled_from([REPLY, FIRST]),
        takes=st.sampled_from([0.0, 0.05, 0.3, 1.2]),
        gives_up_at=st.none() | st.floats(0, 6),
    ),
    min_size=1,
    max_size=25,
)
HOLDS = st.lists(
    st.builds(
        Hold,
        at=st.floats(0, 4),
        chat=st.sampled_from(["a", "-1", None]),
        seconds=st.floats(0.1, 5),
    ),
    max_size=2,
)


def most_in_a_window(moments: Sequence[float], seconds: float) -> int:
    """The fullest window that begins with a message; a hair less than so long."""
    ordered = sorted(moments)
    ends = (bisect.bisect_left(ordered, moment + seconds - 1e-6) for moment in ordered)
    return max((end - number for number, end in enumerate(ends)), default=0)


@pytest.mark.parametrize(
    ("moments", "most"), [([], 0), ([0.0, 0.999], 2), ([0.0, 1.0], 1), ([0.0, 0.4, 0.8, 1.2], 3)]
)
def test_the_fullest_window_is_found(moments: list[float], most: int) -> None:
    assert most_in_a_window(moments, 1.0) == most


@pytest.mark.property
@settings(max_examples=300, deadline=None)
@given(ASKS, HOLDS, st.integers(0, 2**32))
@example([Ask(takes=1.2), Ask(gives_up_at=1.0), Ask(chat="b")], [], 0)
def test_no_window_ever_holds_more(asks: list[Ask], holds: list[Hold], seed: int) -> None:
    sent = leap(play(asks, TIGHT, holds))
    staying = {id(ask) for ask in asks if ask.gives_up_at is None}
    assert staying <= {id(each.ask) for each in sent}
    # The service counts when a message reaches it, somewhere between its start and its end.
    chance = random.Random(seed)
    reached = [(each, chance.uniform(each.start, each.end)) for each in sent]
    assert most_in_a_window([moment for _, moment in reached], 1.0) <= TIGHT.a_second
    for chat in {each.ask.chat for each in sent}:
        of_chat = [(each, moment) for each, moment in reached if each.ask.chat == chat]
        assert most_in_a_window([moment for _, moment in of_chat], 1.0) <= 3
        first = [moment for each, moment in of_chat if each.ask.rank == FIRST]
        assert most_in_a_window(first, 1.0) <= 1
        if chat.startswith("-"):
            assert most_in_a_window([moment for _, moment in of_chat], 60.0) <= 5


@pytest.mark.property
@settings(max_examples=100, deadline=None)
@given(ASKS, st.floats(0.0, 4.0), st.floats(0.5, 5.0))
def test_nothing_goes_out_in_a_hold(asks: list[Ask], at: float, seconds: float) -> None:
    sent = leap(play(asks, TIGHT, [Hold(at, None, seconds)]))
    assert [each for each in sent if at < each.start < at + seconds - 1e-6] == []
