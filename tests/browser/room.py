"""The page as people use it: phones that they read, type on and press, and the clock."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect
from pypdf import PdfWriter


class Room:
    """One browser window on the trial room; what goes wrong in it is collected."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.faults: list[str] = []
        self._cut_off = False
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self._cut_off:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1" and not request.url.startswith("blob:"):
            self.faults.append(f"foreign request: {request.url}")

    @contextmanager
    def cut_off(self) -> Iterator[None]:
        """While the program is down the browser rightly complains that nobody answers."""
        self._cut_off = True
        try:
            yield
        finally:
            self._cut_off = False

    async def enter(self) -> None:
        await self.page.goto(self.url)
        await expect(self.page.locator("#clock-words")).not_to_have_text("…")

    def phone(self, name: str) -> "Phone":
        """The phone on the desk that this person holds."""
        return Phone(self.page, self.page.locator(".phone:visible").filter(has=_named(name, self)))

    async def hand(self, place: int, name: str) -> "Phone":
        """Give the phone at this place on the desk (0 is the first) to somebody else."""
        select = self.page.locator(".phone").nth(place).locator("select")
        value = await select.locator(f'option[data-name="{name}"]').get_attribute("value")
        await select.select_option(value)
        return self.phone(name)

    async def clock(self) -> str:
        return (await self.page.locator("#clock-words").inner_text()).strip()

    async def move(self, button: str) -> None:
        """Press one of the clock's own moves."""
        await self._unfold()
        await self.page.get_by_role("button", name=button, exact=True).click()
        await self._moved()

    async def move_to(self, moment: str) -> None:
        """Fill in a day and an hour, and go there."""
        await self._unfold()
        await self.page.get_by_label("Đến lúc").fill(moment)
        await self.page.get_by_role("button", name="Chuyển", exact=True).click()
        await self._moved()

    async def _unfold(self) -> None:
        fold = self.page.locator("#clock-fold")
        if await fold.is_visible() and await fold.get_attribute("aria-expanded") == "false":
            await fold.click()

    async def _moved(self) -> None:
        await expect(self.page.locator("#clock")).to_have_attribute("aria-busy", "false")
        await expect(self.page.locator("#clock-note")).to_be_empty()


def _named(name: str, room: Room) -> Locator:
    return room.page.locator(".name", has_text=re.compile(f"^{re.escape(name)}$"))


class Phone:
    """One phone on the desk."""

    def __init__(self, page: Page, root: Locator) -> None:
        self.page = page
        self.root = root
        self.heard = root.locator(".message:not(.mine)")
        self.last = self.heard.last

    async def types(self, text: str, answer: str | re.Pattern[str]) -> None:
        """Write a message and wait until the newest answer says what it should."""
        await self.root.get_by_role("textbox").fill(text)
        await self.root.get_by_role("textbox").press("Enter")
        await self.reads(answer)

    async def press(self, label: str, answer: str | re.Pattern[str]) -> None:
        """Press the newest button with this label."""
        await self.button(label).click()
        await self.reads(answer)

    async def sends(self, *files: Path, answer: str) -> None:
        """Choose files with the paper clip and send them."""
        async with self.page.expect_file_chooser() as choosing:
            await self.root.get_by_role("button", name="Gửi tệp").click()
        await (await choosing.value).set_files(files)
        await self.root.get_by_role("button", name="Gửi", exact=True).click()
        await self.reads(answer)

    async def reads(self, text: str | re.Pattern[str]) -> None:
        """Wait for the newest message to say this, and to be stored: it then has its hour."""
        await expect(self.last.locator(".bubble")).to_contain_text(text)
        await expect(self.last.locator(".time")).to_be_visible()

    async def hears(self, text: str) -> None:
        """Wait for a message that says this, whatever else comes with it."""
        await expect(self.heard.filter(has_text=text)).not_to_have_count(0)

    async def shows(self, *labels: str) -> None:
        """Wait until the newest message has exactly these buttons."""
        await expect(self.last.locator(".actions button")).to_have_text(list(labels))

    def button(self, label: str) -> Locator:
        return self.root.get_by_role("button", name=label, exact=True).last

    async def texts(self) -> list[str]:
        return await self.root.locator(".message .text").all_inner_texts()

    async def settled(self) -> list[str]:
        """Everything on the screen once it stopped changing."""
        before: list[str] = []
        while not before or before != await self.texts():
            before = await self.texts()
            await asyncio.sleep(0.3)
        return before


def pdf(folder: Path, name: str) -> Path:
    """A real, empty document to send."""
    path = folder / name
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    writer.write(path)
    return path
