"""A form that no browser sends is refused as one, without a fault and with no file left behind."""

from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.web_upload import FormError, read_form

PART = (
    b'--XX\r\nContent-Disposition: form-data; name="%s"; filename="x.pdf"\r\n'
    b"%s\r\nhello\r\n--XX--\r\n"
)


@pytest.mark.parametrize(
    "body",
    [
        PART % (b"a" * 9000, b""),
        PART % (b"a", b"X: " + b"y" * 9000 + b"\r\n"),
        PART % (b"a", b"Content-Type: \x00\r\n"),
        PART % (b"a\x00", b""),
    ],
    ids=["name", "header", "type", "nul"],
)
async def test_headers_of_a_part_are_no_way_to_a_fault(tmp_path: Path, body: bytes) -> None:
    async def take(request: web.Request) -> web.Response:
        with pytest.raises(FormError):
            await read_form(request, tmp_path)
        return web.Response(status=400)

    app = web.Application()
    app.router.add_post("/", take)
    kind = {"Content-Type": "multipart/form-data; boundary=XX"}
    async with (
        TestServer(app) as server,
        aiohttp.ClientSession() as session,
        session.post(server.make_url("/"), data=body, headers=kind) as response,
    ):
        assert response.status == 400
    assert list(tmp_path.iterdir()) == []
