"""Linking codes: single use, expiring, forgiving to the eye, hard to guess."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from storage import accounts, codes
from storage.database import Database
from tests.storage.opened import NOW, opened, somebody

LIFE = timedelta(days=7)
MOMENT = timedelta(milliseconds=1)


async def _issue(database: Database, name: str = "Nguyễn Văn An") -> tuple[int, str]:
    async with database.transaction() as tx:
        person = await somebody(tx, name)
        return person, await codes.issue(tx, person, None, NOW, LIFE)


async def test_a_code_has_its_form_and_is_not_stored(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        _, code = await _issue(database)
        assert re.fullmatch("BCD-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", code)
        async with database.reading() as tx:
            stored = await tx.value("SELECT code_hash FROM link_codes")
        assert re.fullmatch("[0-9a-f]{64}", stored)
        content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
        assert code[4:].encode() not in content


def _misread(code: str) -> str:
    return code.replace("1", "l").replace("0", "o")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (lambda code: code, True),
        (lambda code: code.lower(), True),
        (lambda code: code.replace("-", ""), True),
        (lambda code: f"  {code.replace('-', ' ')}\n", True),
        (lambda code: code.replace("-", "\u2013"), True),
        (lambda code: code.removeprefix("BCD-"), True),
        (lambda code: " ".join(code), True),
        (lambda code: _misread(code), True),
        (lambda code: code[:-1], False),
        (lambda code: code + "7", False),
        (lambda code: code.replace("BCD", "ABC"), False),
        (lambda code: code[:-1] + ("7" if code[-1] != "7" else "8"), False),
        (lambda code: "", False),
        (lambda code: code * 10_000, False),
    ],
)
async def test_typing_is_forgiven_but_not_guessing(
    tmp_path: Path,
    typed: Callable[[str], str],
    found: bool,
) -> None:
    async with opened(tmp_path) as database:
        person, code = await _issue(database)
        async with database.reading() as tx:
            got = await codes.find(tx, typed(code), NOW)
        assert (got is not None) == found
        assert got is None or got.person_id == person


async def test_misread_letters_are_the_digits_they_look_like(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        for number in range(200):
            person, code = await _issue(database, f"Người {number}")
            if {"0", "1"} <= set(code):
                break
        async with database.reading() as tx:
            for text in (_misread(code), _misread(code).upper(), code.replace("1", "I")):
                found = await codes.find(tx, text, NOW)
                assert found is not None, text
                assert found.person_id == person


@pytest.mark.parametrize(
    ("after", "valid"), [(LIFE - MOMENT, True), (LIFE, False), (LIFE + MOMENT, False)]
)
async def test_a_code_expires(tmp_path: Path, after: timedelta, valid: bool) -> None:
    async with opened(tmp_path) as database:
        _, code = await _issue(database)
        async with database.transaction() as tx:
            earlier = await codes.find(tx, code, NOW)
            assert earlier is not None
            assert (await codes.find(tx, code, NOW + after) is not None) == valid
            assert await codes.use(tx, earlier.id, NOW + after) == valid


async def test_a_new_code_ends_the_older_ones_of_that_person_only(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        person, old = await _issue(database)
        _, other = await _issue(database, "Lê Thị Bình")
        async with database.transaction() as tx:
            new = await codes.issue(tx, person, None, NOW, LIFE)
            assert await codes.find(tx, old, NOW) is None
            assert await codes.find(tx, new, NOW) is not None
            assert await codes.find(tx, other, NOW) is not None


async def test_of_two_who_redeem_a_code_at_once_one_does(tmp_path: Path) -> None:
    async with opened(tmp_path) as first, opened(tmp_path) as second:
        _, code = await _issue(first)
        both_found = asyncio.Barrier(2)

        async def redeem(database: Database) -> bool:
            async with database.reading() as tx:
                found = await codes.find(tx, code, NOW)
            assert found is not None
            await both_found.wait()
            async with database.transaction() as tx:
                return await codes.use(tx, found.id, NOW)

        assert sorted(await asyncio.gather(redeem(first), redeem(second))) == [False, True]
        async with first.reading() as tx:
            assert await codes.find(tx, code, NOW) is None, "a used code is found no more"


async def test_no_code_was_ever_issued(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.reading() as tx:
        assert await codes.find(tx, "BCD-0123-45AB", NOW) is None


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("BCD-4K7M-9QX2", True),
        ("bcd 4k7m 9qx2", True),
        ("bcd4k7m9qx2", True),
        ("4K7M-9QX2", True),
        ("4k7m9qx2", True),
        ("4k7m 9qx2", False),
        ("BCD-4K7M-9QX", False),
        ("cam on ban", False),
        ("xin vắng nhé", False),
        ("hop 14h00", False),
        ("ngay 2711", False),
        ("27112026", False),
        ("0900 000 001", False),
        ("3", False),
        ("", False),
    ],
)
def test_what_is_meant_as_a_code(text: str, looks: bool) -> None:
    assert codes.looks_like_code(text) == looks


async def test_every_code_without_its_prefix_still_looks_like_one(tmp_path: Path) -> None:
    async with opened(tmp_path) as database, database.transaction() as tx:
        person = await somebody(tx, "Nguyễn Văn An")
        for _ in range(300):
            code = await codes.issue(tx, person, None, NOW, LIFE)
            assert codes.looks_like_code(code.removeprefix("BCD-"))


async def test_five_tries_an_hour_and_twenty_a_day(tmp_path: Path) -> None:
    hour, day = timedelta(hours=1), timedelta(days=1)
    async with opened(tmp_path) as database, database.transaction() as tx:
        account = (await accounts.known(tx, "web", "x", NOW)).id
        other = (await accounts.known(tx, "web", "y", NOW)).id
        assert [await codes.attempt(tx, account, NOW) for _ in range(6)] == [True] * 5 + [False]
        assert await codes.attempt(tx, other, NOW), "each account has its own tries"
        assert not await codes.attempt(tx, account, NOW + hour - MOMENT)
        for hours in (1, 2, 3):
            at = NOW + hours * hour
            assert [await codes.attempt(tx, account, at) for _ in range(6)] == [True] * 5 + [False]
        assert not await codes.attempt(tx, account, NOW + 4 * hour), "the day's twenty are used"
        assert not await codes.attempt(tx, account, NOW + day - MOMENT)
        assert await codes.attempt(tx, account, NOW + day)
        assert await codes.forget_attempts(tx, NOW + day - MOMENT) == 21
