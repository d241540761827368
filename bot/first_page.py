"""The text of a document's first page, as far as its format lets us read it."""

import asyncio
import logging
import os
import sys
from pathlib import Path

from bot.page_reader import READERS, SECONDS

log = logging.getLogger(__name__)


async def first_page(path: Path, name: str, seconds: float = SECONDS) -> str:
    """The first page's text; empty where the format is not read, the file is broken or a trap."""
    suffix = Path(name).suffix.lower()
    if suffix not in READERS:
        return ""
    # Without our own environment, where the tokens are.
    reader = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", "-m", "bot.page_reader", suffix, os.fspath(path)),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    return await _heard(reader, seconds)


async def _heard(reader: asyncio.subprocess.Process, seconds: float) -> str:
    """What it wrote; a broken document is the sender's to mend, not ours to fall over."""
    text = b""
    try:
        async with asyncio.timeout(seconds):
            text, _ = await reader.communicate()
    except TimeoutError:
        pass
    finally:
        if reader.returncode is None:
            reader.kill()
            await reader.wait()
    if reader.returncode:
        log.info("first page not readable: status %s", reader.returncode)
        return ""
    return text.decode("utf-8", "replace")
