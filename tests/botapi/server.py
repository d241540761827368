"""The server: takes requests over HTTP, checks and records them, and answers as Telegram does."""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from tests.botapi.calls import Call, CutError, answer, meet, refusal
from tests.botapi.checking import METHOD_NAMES, answer_faults, decoded, request_faults
from tests.botapi.methods import Methods
from tests.botapi.people import Group, User
from tests.botapi.reading import read_request
from tests.botapi.refusals import ApiError
from tests.botapi.trouble import Trouble, Troubles
from tests.botapi.updates import SupersededError, Updates
from tests.botapi.webhook import Webhook
from tests.botapi.world import File, World

TOKEN = "7000000001:AAF-this-is-a-token-of-the-tests-0000000"
SENDS = {"sendMessage", "sendDocument", "sendPhoto", "editMessageText", "editMessageReplyMarkup"}
"""What counts against Telegram's limits."""
_OWN = {"getUpdates", "setWebhook", "deleteWebhook", "getWebhookInfo"}
_MOST_BYTES = 64 * 2**20


class BotApiServer:
    """One bot's service on 127.0.0.1.

    `faults` collects whatever the real service would not know; tests assert that it is empty.
    Measurements switch checking and recording off, so that they measure the bot.
    """

    def __init__(
        self, port: int = 0, *, token: str = TOKEN, checking: bool = True, recording: bool = True
    ) -> None:
        self.port = port
        self.token = token
        self.latency = 0.0
        self.faults: list[str] = []
        self.calls: list[Call] = []
        self._checking = checking
        self._recording = recording
        self.updates = Updates(self.faults.append, checking=checking)
        self.world = World(self.updates)
        self.troubles = Troubles()
        self.webhook = Webhook(self.updates)
        self._methods = Methods(self.world)
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def start(self) -> None:
        app = web.Application(client_max_size=_MOST_BYTES)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        await self.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def user(
        self, user_id: int, first_name: str = "Lan", *, phone: str = "", started: bool = False
    ) -> User:
        """A person; until they write, or `started`, the bot cannot write to them."""
        user = User(self.world, user_id, first_name, phone)
        user.chat.started = started
        return user

    def group(self, chat_id: int, title: str = "BCĐ", kind: str = "supergroup") -> Group:
        chat = self.world.add_chat(chat_id, {"type": kind, "title": title})
        chat.started = True
        return Group(chat)

    def fail(
        self,
        method: str | None = "sendMessage",
        *,
        chat: int | None = None,
        times: int = 1,
        status: int = 429,
        retry_after: int | None = None,
        description: str = "",
    ) -> None:
        """Refuse the next requests that fit."""
        self.troubles.fail(method, chat, times, status, retry_after, description)

    def cut(self, times: int = 1, *, method: str | None = None, after: bool = False) -> None:
        """Break the connection, before the request is carried out or after it."""
        self.troubles.plan(Trouble(method, None, times, cut=True, after=after))

    def hang(
        self, seconds: float, *, method: str | None = None, times: int = 1, after: bool = False
    ) -> None:
        """Answer late."""
        self.troubles.plan(Trouble(method, None, times, hang=seconds, after=after))

    def poison(self, update: dict[str, Any] | None = None) -> int:
        """An update of a wrong shape comes in between."""
        return self.updates.poison(update)

    def sends(self, *methods: str) -> list[Call]:
        """What was sent or edited with success, in the order of arrival."""
        wanted = set(methods) or SENDS
        return [call for call in self.calls if call.method in wanted and call.status == 200]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = METHOD_NAMES.get(request.match_info["method"].lower(), "")
        try:
            if request.match_info["token"] != self.token:
                raise ApiError(401, "Unauthorized")
            if not method:
                raise ApiError(404, "Not Found")
            given, uploads = await read_request(request, self.world)
        except ApiError as error:
            return refusal(error)
        except ConnectionError:
            return web.Response()  # the bot went in the middle of its request
        call = Call(method, decoded(method, given), time.monotonic(), self.world.clock())
        if self._recording:
            self.calls.append(call)
        try:
            response = await self._carried_out(request, call, uploads)
        except ApiError as error:
            call.description = error.description
            response = refusal(error)
        except CutError:
            return web.Response()  # nobody reads it
        call.status, call.ended = response.status, time.monotonic()
        return response

    async def _carried_out(
        self, request: web.Request, call: Call, uploads: Mapping[str, File]
    ) -> web.Response:
        trouble = self.troubles.next(call.method, call.params)
        if trouble is not None and not trouble.after:
            await meet(trouble, request)
        result = await self._result(request, call, uploads)
        if trouble is not None and trouble.after:
            await meet(trouble, request)
        if self.latency and call.method != "getUpdates":
            await asyncio.sleep(self.latency)
        if self._checking and call.method != "getUpdates":
            self.faults += answer_faults(call.method, result)
        call.result = result
        return answer(200, {"ok": True, "result": result})

    async def _result(self, request: web.Request, call: Call, uploads: Mapping[str, File]) -> Any:
        if self._checking and (faults := request_faults(call.method, call.params)):
            self.faults += faults
            raise ApiError(400, f"Bad Request: {faults[0]}")
        if call.method == "getUpdates":
            return await self._get_updates(request, call.params)
        if call.method in _OWN:
            return await self.webhook.by_name[call.method](call.params)
        if call.method not in self._methods.by_name:
            self.faults.append(f"{call.method}: this server does not have it")
            raise ApiError(404, "Not Found")
        return self._methods.by_name[call.method](call.params, uploads)

    async def _get_updates(self, request: web.Request, params: dict[str, Any]) -> Any:
        if self.webhook.url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook"
                " to delete the webhook first",
            )
        self.updates.listen(params.get("allowed_updates"))
        limit = min(max(params.get("limit", 100), 1), 100)
        try:
            return await self.updates.poll(
                params.get("offset", 0), limit, min(params.get("timeout", 0), 50)
            )
        except SupersededError:
            if request.transport is None or request.transport.is_closing():
                return []  # whoever polled is gone, and nobody disputes anything
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request; make sure that only one bot"
                " instance is running",
            ) from None

    async def _download(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        file = next((file for file in self.world.files.values() if file.path == path), None)
        if file is None or request.match_info["token"] != self.token:
            return answer(404, {"ok": False, "error_code": 404, "description": "Not Found"})
        trouble = self.troubles.next("download", {})
        if trouble is not None:
            await meet(trouble, request)
        return web.Response(body=file.content, content_type="application/octet-stream")
