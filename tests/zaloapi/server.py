"""The server: takes requests over HTTP, records them, and answers as Zalo is said to.

Documented: the address `/bot<TOKEN>/<method>`, POST with JSON, the envelope {ok, result |
description, error_code}, getMe, getUpdates{timeout}, sendMessage{chat_id, text of 1 to 2000
characters}, setWebhook{url, secret_token}, deleteWebhook, getWebhookInfo. Reported: 408 for an idle
getUpdates, 429 for a quota that is used up, a refusal where the person never wrote to the bot.
"""

import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.zaloapi.bot import Bot
from tests.zaloapi.people import Seen, User
from tests.zaloapi.trouble import CutError, RefusedError, Trouble, Troubles

TOKEN = "3820000000000000001:zalo-token-of-the-tests-AAAA"
SECOND_TOKEN = "3820000000000000002:zalo-token-of-the-tests-BBBB"
TEXT_LIMIT = 2000


@dataclass(slots=True)
class Call:
    """One request as it arrived; `status` is the code of its envelope, 200 for a success."""

    method: str
    bot: str
    params: dict[str, Any] = field(repr=False)
    at: float
    status: int = 0


class ZaloServer:
    """The service of one or several bots on 127.0.0.1.

    `faults` collects requests that the documents do not allow; tests assert that it is empty.
    """

    def __init__(self, port: int = 0, *, tokens: tuple[str, ...] = (TOKEN,)) -> None:
        self.port = port
        self.bots = {token: Bot(token) for token in tokens}
        self.calls: list[Call] = []
        self.faults: list[str] = []
        self.troubles = Troubles()
        self.clock: Callable[[], float] = time.time
        self.quota: int | None = None
        """Messages that each bot may still send; None: nobody counts."""
        self._pictures: dict[str, bytes] = {}
        self._numbers = itertools.count(1)
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bot(self) -> Bot:
        return next(iter(self.bots.values()))

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        app.router.add_get("/pictures/{name}", self._picture)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        for bot in self.bots.values():
            await bot.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def user(self, name: str, *, bot: Bot | None = None, group: bool = False) -> User:
        """Somebody who has not written to the bot yet."""
        known = bot or self.bot
        number = f"{next(self._numbers):020x}"
        user = User(number, name, known.deliver, self._keep_picture, group)
        user.clock = lambda: self.clock()
        known.users[number] = user
        return user

    def fail(
        self, code: int, *, method: str = "sendMessage", times: int = 1, chat: str = ""
    ) -> None:
        self.troubles.plan(Trouble(method, times, code, chat=chat))

    def hang(self, seconds: float, *, method: str = "sendMessage", times: int = 1) -> None:
        self.troubles.plan(Trouble(method, times, hang=seconds))

    def cut(self, *, method: str = "sendMessage", times: int = 1) -> None:
        self.troubles.plan(Trouble(method, times, cut=True))

    def expire_pictures(self) -> None:
        """Reported: the address of a picture is good for a while only."""
        self._pictures.clear()

    def sent(self) -> list[Call]:
        """What was sent with success, in the order of arrival."""
        return [c for c in self.calls if c.method == "sendMessage" and c.status == 200]

    def _keep_picture(self, content: bytes) -> str:
        name = f"{next(self._numbers)}.jpg"
        self._pictures[name] = content
        return f"{self.base_url}/pictures/{name}"

    async def _picture(self, request: web.Request) -> web.Response:
        content = self._pictures.get(request.match_info["name"])
        if content is None:
            return web.Response(status=404)
        return web.Response(body=content, content_type="image/jpeg")

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        bot = self.bots.get(request.match_info["token"])
        method = request.match_info["method"]
        try:
            params = json.loads(await request.read() or b"{}")
        except ConnectionError:
            return web.Response()
        call = Call(method, bot.number if bot else "", params, time.monotonic())
        self.calls.append(call)
        try:
            if bot is None:
                raise RefusedError(401)
            if request.method != "POST" or request.content_type != "application/json":
                self.faults.append(f"{method}: not JSON by POST")
            trouble = self.troubles.next(method, params)
            if trouble is not None:
                await trouble.meet(request)
            result = await self._carried_out(bot, method, params)
        except RefusedError as refused:
            call.status = refused.code
            body = {"ok": False, "error_code": refused.code, "description": refused.description}
            # Reported: codes stand in the envelope, and the HTTP status follows them or is 200.
            return web.json_response(body, status=500 if refused.code == 500 else 200)
        except CutError:
            return web.Response()
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    async def _carried_out(self, bot: Bot, method: str, params: dict[str, Any]) -> Any:
        match method:
            case "getMe":
                name = f"bot.{bot.number}"
                return {"id": bot.number, "account_name": name, "can_join_groups": False}
            case "getUpdates":
                return await self._update(bot, float(params.get("timeout", 30)))
            case "sendMessage":
                return self._send(bot, params)
            case "setWebhook" | "deleteWebhook":
                return await self._set_webhook(bot, method, params)
            case "getWebhookInfo":
                return {"url": bot.url, "updated_at": round(self.clock() * 1000)}
        self.faults.append(f"{method}: not documented")
        raise RefusedError(404)

    async def _update(self, bot: Bot, seconds: float) -> dict[str, Any]:
        if bot.url:
            raise RefusedError(400, "Bad Request: webhook is active")
        if not bot.waiting:
            await bot.change(seconds)
        if not bot.waiting:
            raise RefusedError(408)
        update = bot.waiting.pop(0)
        bot.delivered += 1
        bot._wake()
        return update

    def _send(self, bot: Bot, params: dict[str, Any]) -> dict[str, Any]:
        text = params.get("text")
        if not isinstance(text, str) or not 1 <= len(text) <= TEXT_LIMIT:
            self.faults.append(f"sendMessage: text of {len(text or '')} characters")
            raise RefusedError(400, "Bad Request: text must be 1 to 2000 characters")
        user = bot.users.get(str(params.get("chat_id")))
        if user is None or not user.wrote:
            raise RefusedError(400)
        if user.blocked:
            raise RefusedError(403)
        if self.quota is not None:
            if self.quota <= 0:
                raise RefusedError(429)
            self.quota -= 1
        seen = Seen(f"{next(self._numbers):020x}", text, self.clock())
        user.log.append(seen)
        return {"message_id": seen.message_id, "date": round(seen.at * 1000)}

    async def _set_webhook(self, bot: Bot, method: str, params: dict[str, Any]) -> dict[str, Any]:
        url, secret = params.get("url", ""), params.get("secret_token", "")
        if method == "setWebhook":
            if not url.startswith(("https://", "http://127.0.0.1:")):
                self.faults.append("setWebhook: not https")
            if not 8 <= len(secret) <= 256:
                self.faults.append("setWebhook: secret of a wrong length")
        await bot.set_webhook(url, secret)
        return {"url": url, "updated_at": round(self.clock() * 1000)}
