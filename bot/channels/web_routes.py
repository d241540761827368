"""What a page of the browser channel may ask: say something, press, send files, look back."""

import re
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aiohttp import web

from bot.channels import web_body
from bot.channels.base import Raw, UnreadableError
from bot.channels.web_history import event_key, history
from bot.channels.web_pages import Pages
from bot.channels.web_upload import Form, FormError, discard, path_of, read_form
from bot.files import FileStore
from handlers.conversation import EventKind, Outgoing
from storage import trial
from storage.database import Database, Transaction

Take = Callable[[Sequence[Raw]], Awaitable[tuple[int | None, ...]]]
"""What a channel was started with, the channel itself filled in."""

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:+@-]{0,63}", re.ASCII)
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def wrong(fault: str) -> web.HTTPBadRequest:
    """400 with one short word of what is wrong, and nothing of what was sent."""
    return web.HTTPBadRequest(
        text=f'{{"error": "{fault}"}}', content_type="application/json", headers=_NO_STORE
    )


async def read_json(request: web.Request) -> dict[str, Any]:
    try:
        return dict(web_body.read_object(await request.read()))
    except UnreadableError as error:
        raise wrong("json") from error


class Phones:
    """The routes of the phones; `receive` is empty while the channel is not started."""

    def __init__(
        self,
        pages: Pages,
        database: Database,
        files: FileStore,
        uploads: Path,
    ) -> None:
        self.receive: Take | None = None
        self._pages = pages
        self._database = database
        self._files = files
        self._uploads = uploads

    def routes(self) -> list[web.RouteDef]:
        return [
            web.post("/phones/{address}/text", self.text),
            web.post("/phones/{address}/press", self.press),
            web.post("/phones/{address}/files", self.upload),
            web.get("/phones/{address}/messages", self.messages),
            web.get("/phones/{address}/files/{key}/{place}", self.download),
            web.get("/stream", self._pages.stream),
        ]

    async def text(self, request: web.Request) -> web.Response:
        data = await read_json(request)
        body = web_body.build(EventKind.MESSAGE, text=_word(data, "text"))
        return await self._take(request, _word(data, "key"), body)

    async def press(self, request: web.Request) -> web.Response:
        data = await read_json(request)
        body = web_body.build(
            EventKind.PRESS,
            action=_word(data, "action"),
            pressed=_word(data, "pressed"),
            label=_word(data, "label"),
        )
        return await self._take(request, _word(data, "key"), body)

    async def upload(self, request: web.Request) -> web.Response:
        """Several files in one request are one event; a repeated one leaves no second copy."""
        _address(request)
        try:
            form = await read_form(request, self._uploads)
        except FormError as error:
            raise wrong("form") from error
        try:
            response = await self._take_form(request, form)
        except web.HTTPException:
            discard(form, self._uploads)
            raise
        if response.status == web.HTTPOk.status_code:
            discard(form, self._uploads)
        return response

    async def _take_form(self, request: web.Request, form: Form) -> web.Response:
        if not form.files:
            raise wrong("files")
        text = form.fields.get("text", "")
        body = web_body.build(EventKind.MESSAGE, text=text, files=form.files)
        return await self._take(request, form.fields.get("key", ""), body)

    async def messages(self, request: web.Request) -> web.Response:
        async with self._database.reading() as tx:
            found = await history(tx, _address(request))
        return web.json_response({"messages": found}, headers=_NO_STORE)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """The file at `place`, counted from 0, of the message with this key or reference."""
        address, place = _address(request), request.match_info["place"]
        async with self._database.reading() as tx:
            found = await self._find(tx, address, request.match_info["key"])
        if not re.fullmatch("[0-9]{1,2}", place, re.ASCII) or int(place) >= len(found):
            raise web.HTTPNotFound
        path, name = found[int(place)]
        if path is None or not path.is_file():
            raise web.HTTPNotFound
        return web.FileResponse(path, headers=_attachment(name))

    async def _find(self, tx: Transaction, address: str, key: str) -> list[tuple[Path | None, str]]:
        """Paths and names of a message's files, whichever side it came from."""
        said = await trial.said_by_key(tx, web_body.CHANNEL, address, event_key(address, key))
        if said is not None:
            event = web_body.parse(said.body, said.key, address)
            return [
                (path_of(self._uploads, file.handle) if file.handle else None, file.name)
                for file in event.files
            ]
        shown = await trial.shown_by_reference(tx, web_body.CHANNEL, address, key)
        files = Outgoing.from_json(shown.content).files if shown is not None else ()
        return [(self._files.path(file.sha256), file.name) for file in files]

    async def _take(self, request: web.Request, key: str, body: bytes) -> web.Response:
        """Store what came; 201 where it is new, 200 where it was here before."""
        address = _address(request)
        if not _KEY.fullmatch(key):
            raise wrong("key")
        key = event_key(address, key)
        try:
            web_body.parse(body, key, address)
        except UnreadableError as error:
            raise wrong(str(error)) from error
        if self.receive is None:
            raise web.HTTPServiceUnavailable
        [row] = await self.receive([Raw(key, address, body)])
        self._pages.publish(type="said", address=address)
        status = web.HTTPOk.status_code if row is None else web.HTTPCreated.status_code
        return web.json_response({"new": row is not None}, status=status, headers=_NO_STORE)


def _address(request: web.Request) -> str:
    address = request.match_info["address"]
    if not _ADDRESS.fullmatch(address):
        raise wrong("address")
    return address


def _word(data: dict[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise wrong(name)
    return value


def _attachment(name: str) -> dict[str, str]:
    """Saved, never shown: what a file says it is is not believed."""
    return {
        **_NO_STORE,
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
