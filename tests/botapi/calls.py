"""A request as it is recorded, and the ways in which it can end."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.botapi.refusals import ApiError
from tests.botapi.trouble import Trouble


class CutError(Exception):
    """The connection is broken."""


@dataclass(slots=True)
class Call:
    """One request as it arrived; `at` is monotonic, `when` the world's clock."""

    method: str
    params: dict[str, Any]
    at: float
    when: float
    status: int = 0
    description: str = ""
    ended: float = 0.0
    result: Any = field(default=None, repr=False)

    @property
    def chat(self) -> int:
        return int(self.params.get("chat_id", 0))


async def meet(trouble: Trouble, request: web.Request) -> None:
    if trouble.hang:
        await asyncio.sleep(trouble.hang)
    if trouble.cut and request.transport is not None:
        request.transport.abort()
        raise CutError
    if trouble.error is not None:
        raise trouble.error


def refusal(error: ApiError) -> web.Response:
    body = {"ok": False, "error_code": error.code, "description": error.description}
    return answer(error.code, body | ({"parameters": error.parameters} if error.parameters else {}))


def answer(status: int, body: dict[str, Any]) -> web.Response:
    text = json.dumps(body, ensure_ascii=False)
    return web.Response(status=status, text=text, content_type="application/json")
