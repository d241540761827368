"""The running program: its channels, its HTTP server, and how it stops without losing anything."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web

from bot.app import App, open_app
from bot.channels.telegram import TelegramChannel
from bot.channels.web_upload import ARRIVED
from bot.channels.zalo import ZaloChannel
from bot.clock import Clock
from bot.files import FileStore
from bot.link_pages import LinkPages
from bot.settings import Settings
from handlers.conversation import StoredFile

log = logging.getLogger(__name__)

OWN_ROOMS = ("bot", "handlers", "messages", "storage", "regulations", "committee")

Service = TelegramChannel | ZaloChannel


class NoChannelError(RuntimeError):
    """Nothing is configured that anybody could write to."""


class PortTakenError(OSError):
    """The HTTP server cannot listen where it should."""


class Serving:
    """A started program; `port` is where its HTTP server listens."""

    def __init__(self, app: App, channels: list[Service], port: int) -> None:
        self.app = app
        self.channels = channels
        self.port = port
        self._tasks = [asyncio.create_task(each.run(app.receive)) for each in channels]

    async def until(self, *words: Coroutine[None, None, object]) -> None:
        """Wait for a word to stop; a channel that ends by itself raises what ended it."""
        waiting = [asyncio.create_task(word) for word in words]
        try:
            done, _ = await asyncio.wait(
                (*waiting, *self._tasks), return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                task.result()
        finally:
            for word in waiting:
                word.cancel()

    async def hear_no_more(self) -> None:
        """What is not confirmed yet comes again after the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def serving(
    settings: Settings, clock: Clock, held: Callable[[], bool] = lambda: True
) -> AsyncIterator[Serving]:
    """Start everything; at the end the event under way is finished before the data is closed.

    `held`: False while another process may be at work on the same data.
    """
    channels = configured(settings)
    if not channels:
        raise NoChannelError
    app = await open_app(settings, clock, channels)
    runner = web.AppRunner(_server(app, channels), access_log=None, handle_signals=False)
    try:
        for channel in channels:
            await channel.open(app.database)
        await runner.setup()
        await _listen(runner, settings)
        app.only_while(held)
        await app.start()
        app.work()
        app.watch.start()
        started = Serving(app, channels, runner.addresses[0][1])
        try:
            yield started
        finally:
            await started.hear_no_more()
            await app.watch.stop()
    finally:
        with contextlib.suppress(Exception):
            await runner.cleanup()
        await app.close()
        for channel in channels:
            await channel.close()


def configured(settings: Settings) -> list[Service]:
    """The channels that the settings switch on."""
    files = FileStore(settings.data / "files")

    def path(file: StoredFile) -> Path:
        return files.path(file.sha256)

    found: list[Service] = []
    if settings.telegram_token.get_secret_value():
        found.append(TelegramChannel(settings, path))
    if settings.zalo_bots:
        found.append(ZaloChannel(settings))
    return found


def quiet_log(level: str) -> None:
    """To the error stream: our own words at this level, of others only their warnings.

    Below that, libraries write down what people wrote, and one of them whole addresses.
    """
    logging.basicConfig(level="WARNING", format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for room in OWN_ROOMS:
        logging.getLogger(room).setLevel(level)


async def _listen(runner: web.AppRunner, settings: Settings) -> None:
    try:
        await web.TCPSite(runner, settings.http_host, settings.http_port).start()
    except OSError as error:
        raise PortTakenError(str(error)) from error


def _server(app: App, channels: list[Service]) -> web.Application:
    async def healthz(request: web.Request) -> web.Response:
        said, status = await app.watch.healthz()
        about = {channel.name: channel.health() for channel in channels}
        return web.json_response({**said, "channels": about}, status=status)

    server = web.Application()
    server.add_routes([web.get("/healthz", healthz)])
    if app.settings.metrics:
        server.add_routes([web.get("/metrics", app.watch.metrics)])
    for channel in channels:
        server.add_routes(channel.routes())
    if not all(channel.capabilities.attachments for channel in channels):
        server.add_routes(link_pages(app).routes())
    return server


def link_pages(app: App) -> LinkPages:
    """What the links in messages lead to."""
    arrived = app.settings.data / ARRIVED
    return LinkPages(
        app.database, app.files, app.clock, app.links, app.channels, app.receive, arrived
    )
