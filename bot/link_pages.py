"""The pages behind the links in a message: a file to fetch, and a place to leave one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from bot.channels import zalo_in
from bot.channels.base import Channel, Receive
from bot.channels.web_upload import Form, FormError, discard, read_form
from bot.clock import Clock
from bot.faults import places
from bot.files import FileStore
from bot.links import PATHS, Links
from messages.render import render
from messages.wording import words
from storage import links
from storage.database import Database

log = logging.getLogger(__name__)

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}
_CSS = resources.files("bot") / "static" / "page.css"
_MEGABYTE = 1024 * 1024

_Page = Callable[[web.Request], Awaitable[web.StreamResponse]]


class LinkPages:
    """Plain pages for a phone; opening one changes nothing, only its button does.

    So whoever looks at an address beforehand, as chats do to show a preview, gets no file and uses
    nothing up.
    """

    def __init__(
        self,
        database: Database,
        files: FileStore,
        clock: Clock,
        addresses: Links,
        channels: Mapping[str, Channel],
        receive: Receive,
        arrived: Path,
    ) -> None:
        self._database = database
        self._files = files
        self._clock = clock
        self._addresses = addresses
        self._channels = channels
        self._receive = receive
        self._arrived = arrived

    def routes(self) -> list[web.RouteDef]:
        file, upload = (f"/{PATHS[kind]}/{{token}}" for kind in (links.FILE, links.UPLOAD))
        return [
            web.get(file, _covered(self.file_page)),
            web.post(file, _covered(self.fetch)),
            web.get(upload, _covered(self.upload_page)),
            web.post(upload, _covered(self.hand_in)),
            web.get("/trang.css", _covered(self.style)),
        ]

    async def file_page(self, request: web.Request) -> web.StreamResponse:
        link = await self._valid(request, links.FILE)
        if link is None or not self._files.path(link.sha256).is_file():
            return _note("file", "gone", status=410)
        size = f"{link.size / _MEGABYTE:.1f} MB".replace(".", ",")
        return _page("file", [f"{link.name} ({size})", _word("yours_only")], form="file")

    async def fetch(self, request: web.Request) -> web.StreamResponse:
        link = await self._valid(request, links.FILE)
        if link is None or not self._files.path(link.sha256).is_file():
            return _note("file", "gone", status=410)
        return web.FileResponse(self._files.path(link.sha256), headers=_attachment(link.name))

    async def upload_page(self, request: web.Request) -> web.StreamResponse:
        if await self._valid(request, links.UPLOAD) is None:
            return _note("upload", "gone", status=410)
        return _page("upload", [_word("hint")], form="upload")

    async def hand_in(self, request: web.Request) -> web.StreamResponse:
        """Files enter as if they had been sent in the chat; the address is used up by it."""
        link = await self._valid(request, links.UPLOAD)
        if link is None:
            return _note("upload", "gone", status=410)
        self._arrived.mkdir(parents=True, exist_ok=True)
        try:
            form = await read_form(request, self._arrived)
        except FormError:
            return _note("upload", "no_file", status=400)
        kept = [file for file in form.files if file.name != "file" or file.size]
        if not kept:
            discard(form, self._arrived)
            return _note("upload", "no_file", status=400)
        return await self._take(link, form)

    async def _take(self, link: links.Link, form: Form) -> web.StreamResponse:
        try:
            raw = zalo_in.upload_raw(link.id, link.address, tuple(form.files))
            [row] = await self._receive(self._channels[link.channel], [raw])
        except Exception as error:
            discard(form, self._arrived)
            log.error("a file was not taken: %s at %s", type(error).__name__, places(error))
            return _note("upload", "not_now", status=503)
        async with self._database.transaction() as tx:
            await links.mark_used(tx, link.id, self._clock.now())
        if row is None:
            discard(form, self._arrived)
            return _note("upload", "gone", status=410)
        return _note("upload", "taken")

    async def style(self, request: web.Request) -> web.StreamResponse:
        css = await asyncio.to_thread(_CSS.read_bytes)
        return web.Response(body=css, content_type="text/css", charset="utf-8")

    async def _valid(self, request: web.Request, kind: str) -> links.Link | None:
        """The link, while it is good: in time, not used, its account still the same person's."""
        async with self._database.reading() as tx:
            link = await self._addresses.read(tx, kind, request.match_info["token"])
        if link is None or link.used or not link.theirs or link.channel not in self._channels:
            return None
        return link if self._clock.now() < link.expires_at else None


def _covered(page: _Page) -> _Page:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = await page(request)
        if not response.prepared:
            for name, value in _HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    return answer


def _page(title: str, lines: list[str], *, form: str = "", status: int = 200) -> web.Response:
    html = render("zalo/page.html", title=_word(title), lines=lines, form=form, words=words("zalo"))
    return web.Response(text=html, status=status, content_type="text/html", charset="utf-8")


def _note(title: str, line: str, *, status: int = 200) -> web.Response:
    return _page(title, [_word(line)], status=status)


def _word(name: str) -> str:
    return str(words("zalo")[name])


def _attachment(name: str) -> dict[str, str]:
    """Saved, never shown: what a file says it is is not believed."""
    return {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
