"""Whoever names the address of a picture makes the program reach nothing inside the office."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.channels.zalo_api import ZaloApi, ZaloUnreachableError


@asynccontextmanager
async def _inside() -> AsyncIterator[tuple[int, list[object]]]:
    """Something of the office's own that listens, and who reached it."""
    reached: list[object] = []

    async def hears(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        reached.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(hears, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], reached


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_picture_inside_is_not_fetched(tmp_path: Path, host: str) -> None:
    api = ZaloApi("https://bot-api.example.vn", "1:x")
    await api.open()
    try:
        async with _inside() as (port, reached):
            with pytest.raises(ZaloUnreachableError):
                await api.download(f"https://{host}:{port}/x", tmp_path / "x", 100)
            assert reached == []
    finally:
        await api.close()
