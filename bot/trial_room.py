"""The page of the trial room: the phones of a cast side by side, and a clock to move."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from typing import Protocol

from aiohttp import web

from bot.channels.web_routes import read_json
from bot.trial_guard import security
from committee.calendar import ZONE
from messages.moments import WEEKDAYS
from messages.render import render
from messages.wording import words

__all__ = ["Phone", "Stage", "TrialRoom", "security"]

FARTHEST = timedelta(days=400)
"""How far the clock goes in one move; what falls due on the way is visited moment by moment."""

SHOWN = 4
"""How many phones stand side by side where there is room."""

_STATIC = resources.files("bot") / "static"
_ASSETS = {
    "trial.css": "text/css",
    "trial.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """One of the cast: its address in the browser channel and what stands on its case."""

    address: str
    name: str
    title: str
    linked: bool
    group: str


class Stage(Protocol):
    """What the trial room is played on."""

    def now(self) -> datetime: ...

    async def move(self, to: datetime) -> None:
        """Set the clock, visiting every due moment on the way."""
        ...

    async def next_working_morning(self) -> datetime: ...

    async def cast(self) -> list[Phone]:
        """Who can be chosen; the first four are shown first."""
        ...


class RefusedMoveError(ValueError):
    """The clock cannot go there; the argument names the words that say why."""


class TrialRoom:
    """Serves the page, its assets and the clock."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._moving = asyncio.Lock()

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.page),
            web.get("/static/{name}", self.asset),
            web.get("/cast", self.linked),
            web.get("/clock", self.clock),
            web.post("/clock", self.move_clock),
        ]

    async def page(self, request: web.Request) -> web.Response:
        cast = await self._stage.cast()
        html = render(
            "web/trial_room.html",
            groups=_groups(cast),
            first=[phone.address for phone in cast[:SHOWN]],
            weekdays="|".join(WEEKDAYS),
        )
        return web.Response(text=html, content_type="text/html", charset="utf-8")

    async def linked(self, request: web.Request) -> web.Response:
        """Who is linked by now: the one thing of a phone's case that changes."""
        cast = await self._stage.cast()
        return web.json_response({"linked": {phone.address: phone.linked for phone in cast}})

    async def asset(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in _ASSETS:
            raise web.HTTPNotFound
        return web.Response(
            body=(_STATIC / name).read_bytes(),
            content_type=_ASSETS[name],
            charset="utf-8",
            headers={"Cache-Control": "no-cache"},
        )

    async def clock(self, request: web.Request) -> web.Response:
        return self._clock()

    async def move_clock(self, request: web.Request) -> web.Response:
        """Move the clock to `to`: "hour", "morning", or an ISO time, Viet Nam's if no other."""
        wish = (await read_json(request)).get("to")
        if self._moving.locked():
            return _refuse(web.HTTPConflict.status_code, "clock_busy")
        async with self._moving:
            try:
                await self._stage.move(await self._target(wish))
            except RefusedMoveError as error:
                return _refuse(web.HTTPBadRequest.status_code, str(error))
        return self._clock()

    def _clock(self) -> web.Response:
        now = self._stage.now().astimezone(ZONE).isoformat(timespec="seconds")
        return web.json_response({"now": now, "moving": self._moving.locked()})

    async def _target(self, wish: object) -> datetime:
        now = self._stage.now()
        if wish == "hour":
            return now + timedelta(hours=1)
        if wish == "morning":
            return await self._stage.next_working_morning()
        to = _typed(wish)
        if to.timestamp() <= now.timestamp():
            raise RefusedMoveError("clock_back")
        if to.timestamp() - now.timestamp() > FARTHEST.total_seconds():
            raise RefusedMoveError("clock_too_far")
        return to


def _groups(cast: list[Phone]) -> dict[str, list[Phone]]:
    groups: dict[str, list[Phone]] = {}
    for phone in cast:
        groups.setdefault(phone.group, []).append(phone)
    return groups


def _typed(wish: object) -> datetime:
    try:
        to = datetime.fromisoformat(wish) if isinstance(wish, str) else None
    except ValueError:
        to = None
    if to is None:
        raise RefusedMoveError("clock_nonsense")
    return to if to.tzinfo is not None else to.replace(tzinfo=ZONE)


def _refuse(status: int, word: str) -> web.Response:
    return web.json_response({"error": words("web")[word]}, status=status)
