"""A trial room that really runs, and a Chromium that looks at it."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.album import Album
from tests.browser.demo import Demo
from tests.browser.room import Room

NOW = "2026-11-06T09:00"
_PLACES = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

OpenRoom = Callable[[int], Awaitable[Room]]


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Demo]:
    running = Demo(tmp_path / "demo", NOW)
    running.folder.mkdir()
    try:
        await running.start()
        yield running
    finally:
        await running.kill()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=_chromium(), args=_ARGUMENTS)
        yield launched
        await launched.close()


def _chromium() -> str:
    for place in (os.environ.get("CHROMIUM", ""), *_PLACES):
        if place and Path(place).is_file():
            return place
    pytest.fail(
        "The browser tests need a Chromium: apt-get install chromium, or name one in CHROMIUM.",
        pytrace=False,
    )


@pytest.fixture
async def open_room(browser: Browser, demo: Demo) -> AsyncIterator[OpenRoom]:
    """Opens windows of a given width; at the end none may have met a fault."""
    rooms: list[Room] = []

    async def opened(width: int) -> Room:
        small = width < 720
        context = await browser.new_context(
            viewport={"width": width, "height": 740 if small else 900},
            is_mobile=small,
            has_touch=small,
            locale="vi-VN",
            timezone_id="UTC",  # the page must tell Viet Nam's time wherever it is opened
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        room = Room(await context.new_page(), demo.url)
        rooms.append(room)
        await room.enter()
        return room

    yield opened
    assert [fault for room in rooms for fault in room.faults] == []


@pytest.fixture
def album(tmp_path: Path) -> Album:
    return Album.of(tmp_path)
