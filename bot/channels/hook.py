"""The webhook: a route that answers only after what arrived has been committed."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.faults import places

log = logging.getLogger(__name__)

MOST_BYTES = 1024 * 1024


class Hook:
    """Takes one update a request; `store` returns once it is committed.

    The secret stands in `header`; `is_update` tells what can be stored from what is nothing.
    """

    def __init__(
        self,
        header: str,
        secret: str,
        is_update: Callable[[dict[str, Any]], bool],
        store: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        self._header = header
        self._secret = secret.encode()
        self._is_update = is_update
        self._store = store

    async def post(self, request: web.Request) -> web.Response:
        """Anything but 200 makes the service bring the update again."""
        given = request.headers.get(self._header, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            raise web.HTTPForbidden
        update = await _object(request)
        if update is None or not self._is_update(update):
            # Asking for it again would bring the same and hold back all that is behind it.
            log.warning("the webhook was sent what is no update; skipped")
            return web.Response()
        try:
            await self._store(update)
        except Exception as error:
            log.error("an update was not stored: %s at %s", type(error).__name__, places(error))
            return web.Response(status=500)
        return web.Response()


async def _object(request: web.Request) -> dict[str, Any] | None:
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > MOST_BYTES:
            raise web.HTTPRequestEntityTooLarge(MOST_BYTES, len(body))
    try:
        update = json.loads(bytes(body))
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) else None
