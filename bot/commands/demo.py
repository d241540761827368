"""`bcd demo`: the trial room, on this machine only."""

import asyncio
import contextlib
import logging
import shutil
import socket
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.opening import stop
from bot.lease import AlreadyRunningError, DataLock
from bot.settings import WrongSettingsError, load_settings
from committee.calendar import ZONE
from messages.render import render_text

MARK = "trial-room"
"""A file that says that a folder is a trial room's, so that --fresh empties nothing else."""


def demo(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port of the page.")] = 8080,
    data: Annotated[Path, typer.Option(help="Where the trial room keeps its data.")] = Path(
        "demo-data"
    ),
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew.")] = False,
    now: Annotated[str, typer.Option(help="When to begin: 2026-11-06T09:00.")] = "",
    host: Annotated[str, typer.Option(hidden=True)] = "127.0.0.1",
) -> None:
    """Show a ward's committee at work in the browser: several phones and a clock to move."""
    if host not in ("127.0.0.1", "localhost"):
        stop(render_text("cli/demo_host"))
    begin = _moment(now) if now else None
    _own_folder(data)
    lock = DataLock(data)
    try:
        lock.take()
    except AlreadyRunningError:
        stop(render_text("cli/demo_running", folder=data))
    if fresh:
        _empty(data)
    _check_port(port)
    logging.basicConfig(level="WARNING", format="%(asctime)s %(levelname)s %(name)s %(message)s")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(port, data, begin))


async def _run(port: int, data: Path, begin: datetime | None) -> None:
    from bot.demo.stage import PastClockError, open_stage, serve

    try:
        settings = load_settings(
            data=data,
            base_url=f"http://127.0.0.1:{port}",
            tick_seconds=1.0,
            regulations_dir=None,
        )
        stage = await open_stage(settings, begin)
    except WrongSettingsError as error:
        stop(render_text("cli/settings_wrong", faults=error.faults))
    except PastClockError as error:
        stop(render_text("cli/demo_past", stands=error.stands))
    typer.echo(render_text("cli/demo_ready", port=port, folder=data))
    await serve(stage, port)


def _moment(text: str) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        stop(render_text("cli/demo_now", text=text))
    return at if at.tzinfo else at.replace(tzinfo=ZONE)


def _own_folder(data: Path) -> None:
    """Refuse a folder that holds something else, above all an office's own data."""
    if data.exists() and any(data.iterdir()) and not (data / MARK).exists():
        stop(render_text("cli/demo_folder", folder=data))
    data.mkdir(parents=True, exist_ok=True)
    (data / MARK).touch()


def _empty(data: Path) -> None:
    for entry in data.iterdir():
        if entry.name in (MARK, "bcd.lock"):
            continue
        if entry.is_dir():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            stop(render_text("cli/demo_port", port=port))
