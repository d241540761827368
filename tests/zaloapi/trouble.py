"""What goes wrong on purpose, and how the service words it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from aiohttp import web

WORDS = {
    400: "Bad Request: chat not found",
    401: "Unauthorized",
    403: "Forbidden",
    408: "Request timeout",
    429: "Quota exceeded",
    500: "Internal Server Error",
}
"""Reported: only that these codes come with `ok` false; the words differ from report to report."""


class CutError(Exception):
    """The connection is broken."""


class RefusedError(Exception):
    """A refusal in the documented envelope."""

    def __init__(self, code: int, description: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.description = description or WORDS.get(code, "error")


@dataclass(slots=True)
class Trouble:
    """One plan; `times` is how many requests it still meets; `chat` "" meets all."""

    method: str
    times: int = 1
    code: int = 0
    hang: float = 0.0
    cut: bool = False
    chat: str = ""

    async def meet(self, request: web.Request) -> None:
        if self.hang:
            await asyncio.sleep(self.hang)
        if self.cut and request.transport is not None:
            request.transport.abort()
            raise CutError
        if self.code:
            raise RefusedError(self.code)


class Troubles:
    """Everything that is planned, the earliest first."""

    def __init__(self) -> None:
        self._plans: list[Trouble] = []

    def plan(self, trouble: Trouble) -> None:
        self._plans.append(trouble)

    def next(self, method: str, params: dict[str, Any]) -> Trouble | None:
        self._plans = [plan for plan in self._plans if plan.times > 0]
        for plan in self._plans:
            if plan.method == method and plan.chat in ("", params.get("chat_id")):
                plan.times -= 1
                return plan
        return None
