"""A file of a few kilobytes that is made to take hours or gigabytes harms nobody but its sender."""

import asyncio
import resource
import time
from pathlib import Path

from docx import Document

from bot.first_page import first_page
from tests.bot.played import MONDAY, act
from tests.chat import house
from tests.handlers import instead
from tests.hostile.traps import great_docx, slow_pdf
from tests.ward import ward

MEGABYTE = 1024
"""As the system counts memory: in kilobytes."""


async def test_a_page_that_takes_minutes_is_given_up(tmp_path: Path) -> None:
    path = slow_pdf(tmp_path / "x.pdf")
    assert path.stat().st_size < 100_000
    begun, busy = time.monotonic(), time.process_time()
    assert await first_page(path, "x.pdf", seconds=2) == ""
    assert time.monotonic() - begun < 5
    assert time.process_time() - busy < 1, "our own process goes on answering meanwhile"


async def test_a_document_of_gigabytes_is_given_up(tmp_path: Path) -> None:
    path = great_docx(tmp_path / "x.docx")
    assert path.stat().st_size < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert await first_page(path, "x.docx") == ""
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * MEGABYTE
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 1200 * MEGABYTE


async def test_whoever_gives_up_waiting_leaves_no_reader_behind(tmp_path: Path) -> None:
    path = slow_pdf(tmp_path / "x.pdf")
    reading = asyncio.create_task(first_page(path, "x.pdf"))
    await asyncio.sleep(1)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert not [
        each
        for each in Path("/proc").glob("[0-9]*/cmdline")
        if str(path).encode() in _command(each)
    ]


def _command(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


async def test_a_document_that_is_one_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("TUYỆT MẬT")
    document.save(str(tmp_path / "x.docx"))
    assert await first_page(tmp_path / "x.docx", "x.docx") == "TUYỆT MẬT"


async def test_a_trap_among_the_files_of_a_reason_stops_nobody(tmp_path: Path) -> None:
    async with house(tmp_path, MONDAY) as h:
        w = await ward(h)
        await instead.invited(w)
        giang = w.phone("giang")
        await act(giang, "absence:ask")
        await giang.types("Đi công tác")
        [reply] = await giang.sends(great_docx(tmp_path / "Giay-moi.docx"))
        assert "Đi công tác" in reply
