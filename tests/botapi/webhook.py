"""Hands updates to the bot's own address, again and again until it says 200."""

import asyncio
import contextlib
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.botapi.refusals import bad
from tests.botapi.updates import Updates

RETRY_SECONDS = 0.2
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Webhook:
    """At most one address; while there is one, polling is refused."""

    def __init__(self, updates: Updates) -> None:
        self._updates = updates
        self._task: asyncio.Task[None] | None = None
        self.url = ""
        self.secret = ""
        self.statuses: list[int] = []
        """What the bot's address answered, 0 where it did not."""
        self.by_name: Mapping[str, Callable[[Mapping[str, Any]], Awaitable[Any]]] = {
            "setWebhook": self.set,
            "deleteWebhook": self.delete,
            "getWebhookInfo": self.info,
        }

    async def set(self, params: Mapping[str, Any]) -> bool:
        url = params["url"]
        if url and not url.startswith(("https://", "http://127.0.0.1:")):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.get("secret_token") or ""
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
            raise bad("secret token contains unallowed characters")
        await self.stop()
        self._updates.listen(params.get("allowed_updates"))
        if params.get("drop_pending_updates"):
            self._updates.drop()
        self.url, self.secret = url, secret
        if url:
            self._task = asyncio.create_task(self._deliver())
        return True

    async def delete(self, params: Mapping[str, Any]) -> bool:
        return await self.set({"url": "", **params})

    async def info(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _deliver(self) -> None:
        headers = {SECRET_HEADER: self.secret} if self.secret else {}
        async with ClientSession(timeout=ClientTimeout(total=20), headers=headers) as session:
            while True:
                for update in self._updates.first(1):
                    if await self._post(session, update):
                        self._updates.confirm(update["update_id"] + 1)
                    else:
                        await asyncio.sleep(RETRY_SECONDS)
                if not len(self._updates):
                    await self._updates.change(RETRY_SECONDS)

    async def _post(self, session: ClientSession, update: Mapping[str, Any]) -> bool:
        try:
            async with session.post(self.url, json=update) as response:
                self.statuses.append(response.status)
                return 200 <= response.status < 300
        except (ClientError, TimeoutError):
            self.statuses.append(0)
            return False
