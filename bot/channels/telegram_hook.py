"""The webhook: a route that answers only after what arrived has been committed."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.channels.telegram_in import number_of
from bot.faults import places

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
MOST_BYTES = 1024 * 1024


class Hook:
    """Takes one update a request; `store` returns once it is committed."""

    def __init__(self, secret: str, store: Callable[[dict[str, Any]], Awaitable[None]]) -> None:
        self._secret = secret.encode()
        self._store = store

    async def post(self, request: web.Request) -> web.Response:
        """Anything but 200 makes Telegram bring the update again."""
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden
        update = await _update(request)
        if update is None:
            # Asking for it again would bring the same and hold back all that is behind it.
            log.warning("the webhook was sent what is no update; skipped")
            return web.Response()
        try:
            await self._store(update)
        except Exception as error:
            log.error("an update was not stored: %s at %s", type(error).__name__, places(error))
            return web.Response(status=500)
        return web.Response()


async def _update(request: web.Request) -> dict[str, Any] | None:
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body))
    try:
        update = json.loads(bytes(body))
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and number_of(update) is not None else None
