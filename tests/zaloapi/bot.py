"""One bot as the service keeps it: who wrote to it, what waits for it, where it wants it."""

import asyncio
import contextlib
from typing import Any

from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.zaloapi.people import User

RETRY_SECONDS = 0.05
SECRET_HEADER = "X-Bot-Api-Secret-Token"


class Bot:
    """Documented: webhook and getUpdates exclude each other; a secret of 8 to 256 characters.

    Reported: an update is handed over once by getUpdates, one a call. Assumed: what the webhook
    does not answer with 200 comes again.
    """

    def __init__(self, token: str) -> None:
        self.token = token
        self.number = token.partition(":")[0]
        self.users: dict[str, User] = {}
        self.waiting: list[dict[str, Any]] = []
        self.url = ""
        self.secret = ""
        self.flat = False
        """Whether the webhook's body comes without its envelope, as some have seen it."""
        self.statuses: list[int] = []
        """What the webhook answered, 0 where it did not."""
        self.delivered = 0
        self._changed = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def deliver(self, update: dict[str, Any]) -> None:
        self.waiting.append(update)
        self._wake()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._changed.wait()

    async def all_taken(self, seconds: float = 20.0) -> None:
        """Wait until everything that people sent is in the bot's hands."""
        async with asyncio.timeout(seconds):
            while self.waiting:
                await self.change(seconds)

    async def set_webhook(self, url: str, secret: str) -> None:
        await self.stop()
        self.url, self.secret = url, secret
        if url:
            self._task = asyncio.create_task(self._post_all())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _post_all(self) -> None:
        headers = {SECRET_HEADER: self.secret}
        async with ClientSession(timeout=ClientTimeout(total=20), headers=headers) as session:
            while True:
                if not self.waiting:
                    await self.change(1.0)
                    continue
                if await self._post(session, self.waiting[0]):
                    self.waiting.pop(0)
                    self.delivered += 1
                    self._wake()
                else:
                    await asyncio.sleep(RETRY_SECONDS)

    async def _post(self, session: ClientSession, update: dict[str, Any]) -> bool:
        body = update if self.flat else {"ok": True, "result": update}
        try:
            async with session.post(self.url, json=body) as response:
                self.statuses.append(response.status)
                return response.status == 200
        except (ClientError, TimeoutError):
            self.statuses.append(0)
            return False
